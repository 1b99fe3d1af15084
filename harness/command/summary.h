/* What a person reads once a run is over: failures first, then what was counted, then the conclusion. */
#ifndef IBID_COMMAND_SUMMARY_H
#define IBID_COMMAND_SUMMARY_H

#include "run/run.h"

struct summary;

struct summary *summary_new(bool colour);
/* Keeps what has to be said of a case that did not go well; `expected` is the entry that excuses that, or NULL. */
void summary_add(struct summary *summary, size_t number, const struct test_case *test_case,
                 const struct judgement *judgement, const struct expected_entry *expected,
                 const struct executed *executed);
/* Prints everything. `implementation` is the answer to start; `expectations` may be NULL. */
void summary_print(FILE *file, const struct summary *summary, const json_t *implementation, const char *selector,
                   bool traced, const struct profile *profile, const struct expectations *expectations,
                   const struct run_result *result);
void summary_free(struct summary *summary);

/* "numpy 2.4.6, CPython 3.11.7": from the answer to start. */
void implementation_display(struct text *text, const json_t *implementation, const char *selector);

#endif
