/* What `ibid explain` prints about the parts of a spec, on standard output. */
#ifndef IBID_COMMAND_EXPLAIN_H
#define IBID_COMMAND_EXPLAIN_H

#include "command/options.h"
#include "report/report.h"
#include "spec/spec.h"

void explain_clause(const struct spec *spec, const struct clause *clause);
/* The program, and what is expected of it. */
void explain_case(const struct test_case *test_case);
void explain_choice(const struct spec *spec, const struct choice *choice);
void explain_topic(const struct spec *spec, const struct topic *topic);

/*
 * The memory before the act and after the program, as a model has it that answers as the case presupposes, and beside
 * it what recorded implementations showed that fail the case; with --svg after each statement, into that file. False,
 * once it is told, if that cannot be written.
 */
bool explain_memory(const struct options *options, const struct spec *spec, const struct test_case *test_case,
                    const struct results *results, size_t result_count);

#endif
