/*
 * Who kills whom. A case kills a mutant if it fails on it, and does not fail on the unbroken implementation
 * under the same profile; a clause does if one of its cases does; a choice if it is answered otherwise.
 */
#ifndef IBID_MUTATE_KILLS_H
#define IBID_MUTATE_KILLS_H

#include "drive/mutants.h"
#include "mutate/trials.h"

enum fate {
    FATE_KILLED,
    FATE_SURVIVED,
    FATE_TOO_BLUNT, /* killed by so many clauses that it proves nothing of any */
    FATE_BROKEN,    /* not started, or nothing came of it but errors: what it does wrong is not seen */
};

struct mutant_kills {
    const struct mutant *mutant;
    enum fate fate;
    size_t error_count;                /* cases and choices that could not be judged */
    size_t *clause_kills;              /* by clause: how many of its cases kill the mutant */
    bool *case_kills;                  /* by case */
    bool *choice_kills;                /* by choice */
    size_t clause_count, choice_count; /* that kill it */
};

enum reach {
    REACH_KILLS, /* a mutant, not counting those that are too blunt */
    REACH_NONE,
    REACH_NOT_RUN, /* no case of it runs on what is mutated, under any profile */
};

struct kills {
    struct mutant_kills *mutants;
    size_t mutant_count;
    enum reach *clauses; /* in the order of the spec */
    size_t blunt_limit;  /* killed by more clauses than that, a mutant is too blunt */
};

/*
 * `trials` has one for each mutant, in their order, and `unbroken` the trial of the unbroken implementation
 * under the same profile. `baselines` are all trials of unbroken implementations, under every profile that there
 * is a dialect for: what runs on none of them, no mutant can tell anything of. All lives in the arena.
 */
void kills_find(struct arena *arena, const struct spec *spec, const struct mutant *mutants, const struct trial *trials,
                const struct trial *const *unbroken, size_t count, const struct trial *const *baselines,
                size_t baseline_count, struct kills *kills);

#endif
