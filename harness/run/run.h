/*
 * Putting a spec to an implementation: first the probes of all choices, which give the fingerprint,
 * then every case whose guards hold, in the order of the spec. Each record is written as soon as
 * those before it are.
 */
#ifndef IBID_RUN_RUN_H
#define IBID_RUN_RUN_H

#include "drive/session.h"
#include "judge/fingerprint.h"
#include "pack/pack.h"
#include "results/record.h"

struct run_progress {
    size_t done, total;   /* cases, or probes before the first case */
    const char *id;       /* the case judged last */
    const size_t *counts; /* of cases, by verdict */
};

struct run_options {
    const struct spec *spec;
    struct pool *pool;
    const char *selector;          /* what --impl was given */
    const struct profile *profile; /* or NULL: guards go by the fingerprint */
    const char *filter;            /* a glob over ids of cases, or NULL */
    /* Asked about each choice; NULL: all are wanted. Others are measured as if they had no probe. */
    bool (*wants_choice)(void *data, const struct choice *choice);
    /* Asked about each case that the filter lets through, in the order of the spec; NULL: all are wanted. */
    bool (*wants)(void *data, const struct test_case *test_case);
    /* What the list of expected failures says, or NULL; told what the run finds, and concluded at its end. */
    struct expectations *expectations;
    bool traced; /* every act goes through the implementation's tracer; it has to have one */
    bool fingerprint_only;
    struct packed_output *out; /* the results file, or NULL */
    bool times;                /* whether records carry what depends on the clock */
    /*
     * Called after each answer and each judged case; either may be NULL. Everything is borrowed; `expected` is
     * the entry that excuses the verdict, or NULL. Cases
     * are judged in any order: `number` is the case's place among those selected, from 0, in the order of the spec.
     */
    void (*progress)(void *data, const struct run_progress *progress);
    void (*judged)(void *data, size_t number, const struct test_case *test_case, const struct judgement *judgement,
                   const struct expected_entry *expected, const struct executed *executed);
    void *data;
};

struct run_result {
    struct fingerprint fingerprint;
    struct counts counts;
    size_t selected; /* cases that the filter let through, */
    size_t in_spec;  /* of so many */
    /* 1 where a MUST failed, a case could not be judged for an error, or a choice differs, and that was not expected;
     * or where an entry of the list of expected failures is not needed any more or has expired. Else 0. */
    int exit_code;
    bool failed; /* that is 1, and not only for the list's sake */
    double seconds;
    int write_error; /* errno if the results file could not be written, else 0 */
};

/* Everything in the result lives in the arena. */
void run(struct arena *arena, const struct run_options *options, struct run_result *result);

/* Whether a case with this id is selected by a glob (or by NULL). */
bool run_selects(const char *filter, const char *id);

#endif
