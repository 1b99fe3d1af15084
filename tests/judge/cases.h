/* Cases and answers for tests of the judge, as specs and drivers write them. */
#ifndef IBID_TESTS_JUDGE_CASES_H
#define IBID_TESTS_JUDGE_CASES_H

#include "judge/judge.h"

/* For a suite's init and fini: what the functions below return lives in between. */
void cases_start(void);
void cases_stop(void);
struct arena *cases_arena(void);

/* Loads a spec's text, which must be without mistakes. */
const struct spec *load_spec(const char *text);
/* The first case of a clause whose case has this body. */
const struct test_case *load_case(const char *body);
/* Decodes a driver's answer; NULL gives NULL. */
const struct observation *decode(const char *answer);
/* Proofs of the case's views and copies, with so many rounds. */
struct plan *plan_of(const struct test_case *test_case, size_t rounds);

/* Judges the case, and compares the verdict; `words` must stand in the reason. */
void expect_verdict(enum verdict verdict, const char *words, const struct test_case *test_case, const struct plan *plan,
                    const char *answer, const char *without_act);

#endif
