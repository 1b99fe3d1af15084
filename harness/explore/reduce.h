/*
 * From a program that two contestants answer differently to one that says why: it ends with the statement behind which
 * they first differ, leaves out what raises before it on both, and where they differ in what shares memory it ends
 * with a write that shows so. What is left is not made shorter yet: that would be further steps here.
 */
#ifndef IBID_EXPLORE_REDUCE_H
#define IBID_EXPLORE_REDUCE_H

#include "explore/experiment.h"

struct reduction {
    struct experiment experiment;  /* the program that is left, as both answered it */
    struct experiment without_act; /* the same without its last statement */
    struct difference difference;
    bool repeatable;    /* else the two agreed when the program was run again, and nothing was left out */
    bool raises_before; /* some statement before the last raises all the same: such a program is no case of a spec */
};

/* contestants[0] is the model, contestants[1] what is explored. Runs their pools. */
void reduce(struct arena *arena, const struct program *program, double tolerance, const struct contestant *contestants,
            struct reduction *reduction);
void reduction_release(struct reduction *reduction);

#endif
