/*
 * Random programs on one or several implementations, each held against the model. What is written is Lua, so that it
 * can be checked and pasted into a spec as it comes: all but the counterexamples are comments.
 */
#ifndef IBID_EXPLORE_EXPLORE_H
#define IBID_EXPLORE_EXPLORE_H

#include <stdint.h>
#include <stdio.h>

#include "explore/experiment.h"
#include "explore/generate.h"

/* More counterexamples of one implementation than this are counted and not shown: nobody reads them. */
enum { EXPLORE_MOST_SHOWN = 50 };

struct explored {
    struct contestant contestant;
    size_t model;     /* index of the model that it is held against */
    unsigned hazards; /* programs that have one of these are left out: 1 << HAZARD_… */
    /* Filled by explore(): */
    size_t agreed, differed, not_compared, left_out;
    const char **lacks; /* what was not supported, each once, with how often; in the order of the programs */
    size_t *lack_counts;
    size_t lack_count;
};

struct exploration {
    uint64_t seed;
    uint64_t case_count; /* 0: no end */
    double seconds;      /* 0: no end; else no more programs are begun after so long */
    const struct contestant *models;
    size_t model_count;
    struct explored *explored;
    size_t explored_count;
    FILE *out;
};

/*
 * How many programs were run. Tells of those that an implementation answers otherwise, in order, but of no more than
 * EXPLORE_MOST_SHOWN for each. In the arena.
 */
uint64_t explore(struct arena *arena, const struct exploration *exploration);

#endif
