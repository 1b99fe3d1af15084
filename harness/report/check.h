/* Whether a record of a results file has the fields that reports rely on, of the right kind. */
#ifndef IBID_REPORT_CHECK_H
#define IBID_REPORT_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "judge/verdict.h"

enum record_kind { RECORD_HEADER, RECORD_CHOICE, RECORD_CLAUSE, RECORD_CASE, RECORD_FOOTER };

/* True and *kind, or false and *problem, a sentence in the arena that names the field and what was expected. */
bool check_record(struct arena *arena, const json_t *record, enum record_kind *kind, const char **problem);

/* VERDICT_COUNT if it is none. */
enum verdict verdict_by_name(const char *name);

#endif
