/*
 * Trials: the whole spec put to several implementations, of which only the verdicts are kept. They are shared out
 * among processes, each of which does one trial after the other with what was loaded once.
 */
#ifndef IBID_MUTATE_TRIALS_H
#define IBID_MUTATE_TRIALS_H

#include "drive/implementation.h"
#include "judge/verdict.h"
#include "mutate/reach.h"
#include "spec/spec.h"

struct trial {
    struct implementation implementation;
    const struct profile *profile;
    struct aim aim; /* only what it reaches is run */
    bool optional;  /* it is not told where it cannot be started */
    /* What came of it, enum verdict each; NULL if the implementation could not be started, which is told. */
    const unsigned char *cases; /* in the order of the spec: clause by clause; "not applicable" where it was not run */
    const unsigned char *choices; /* in the order of spec->choices */
};

/*
 * Fills in the verdicts, in the arena. timeout_ms: for each answer, 0 for the default. False if the processes
 * could not be made or one of them was ended; errno says why.
 */
bool trials_run(struct arena *arena, const struct spec *spec, struct trial *trials, size_t count, size_t jobs,
                unsigned timeout_ms);

#endif
