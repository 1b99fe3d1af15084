/*
 * Writes a results file (docs/results.md), record by record, with a pause after each, so that a
 * killed run leaves a readable file.
 */
#ifndef IBID_RESULTS_WRITER_H
#define IBID_RESULTS_WRITER_H

#include <jansson.h>
#include <stdbool.h>

#include "pack/pack.h"

struct results_writer;

/* `output` stays the caller's. Without times, records lose the fields that depend on the clock. */
struct results_writer *results_writer_new(struct packed_output *output, bool times);
/* Takes the reference to the record. A writer that is NULL writes nowhere. */
void results_write(struct results_writer *writer, json_t *record);
/* 32 hex digits over all lines so far, times left out. Valid until the next call. */
const char *results_digest(struct results_writer *writer);
/* False if something could not be written: then errno is what it was. */
bool results_writer_free(struct results_writer *writer);

#endif
