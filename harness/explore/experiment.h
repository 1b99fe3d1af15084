/*
 * Programs put to two implementations, the one that is explored and the model, in two pools.
 */
#ifndef IBID_EXPLORE_EXPERIMENT_H
#define IBID_EXPLORE_EXPERIMENT_H

#include "drive/session.h"
#include "explore/compare.h"
#include "run/execution.h"

struct contestant {
    const char *title; /* as --impl names it */
    struct pool *pool; /* borrowed */
};

/* A program, and what it showed in each of the pools that it was put to. Released by experiment_release. */
struct experiment {
    struct arena *arena; /* the caller's */
    struct program program;
    struct name_set proved;
    double tolerance;
    struct execution *executions; /* one for each contestant */
    size_t execution_count;
};

/* Parses a text that has to be right, as the generator's is. Names that are not given are those that it binds. */
void experiment_prepare(struct experiment *experiment, struct arena *arena, const char *text,
                        const struct name_set *proved, double tolerance);
/* Puts them to every contestant, one after the other, and waits. */
void experiments_run(struct arena *arena, struct experiment *experiments, size_t count,
                     const struct contestant *contestants, size_t contestant_count);
/* Compares what two of the contestants showed. */
struct difference experiment_compare(const struct experiment *experiment, const struct contestant *contestants,
                                     size_t left, size_t right);
void experiment_release(struct experiment *experiment);

#endif
