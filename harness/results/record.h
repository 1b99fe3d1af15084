/* The records of a results file: docs/results.md says what stands in them. All return new references. */
#ifndef IBID_RESULTS_RECORD_H
#define IBID_RESULTS_RECORD_H

#include <jansson.h>

#include "expect/expectations.h"
#include "judge/fingerprint.h"
#include "judge/judge.h"
#include "spec/spec.h"

/* What a request and its answer were. Everything is borrowed; all may be NULL if the program was not executed. */
struct executed {
    const struct observation *observation;
    const struct plan *plan; /* for where the proof's writes are */
    const json_t *answer; /* as the implementation gave it */
    const json_t *without_act_answer;
    double milliseconds;
};

struct header {
    const struct spec *spec;
    const char *selector;          /* what --impl was given */
    const json_t *implementation;  /* the answer to start */
    const struct profile *profile; /* or NULL */
    const struct fingerprint *fingerprint;
    const char *filter; /* or NULL */
    bool traced;
};

struct counts {
    size_t cases[VERDICT_COUNT];
    size_t choices[VERDICT_COUNT];
    /* Those among them that a list of expected failures excuses. */
    size_t expected_cases[VERDICT_COUNT];
    size_t expected_choices[VERDICT_COUNT];
};

json_t *record_header_new(const struct header *header);
/* `expected` is the entry that excuses the verdict, or NULL. */
json_t *record_choice_new(const struct measured *measured, const struct expected_entry *expected,
                          const struct executed *probes);
json_t *record_clause_new(const struct clause *clause);
json_t *record_case_new(const struct test_case *test_case, const struct judgement *judgement,
                        const struct expected_entry *expected, const struct executed *executed);
/* `expectations` is NULL where no list of expected failures was used. */
json_t *record_footer_new(const struct counts *counts, const struct expectations *expectations, int exit_code,
                          const char *digest, double milliseconds);

#endif
