/*
 * What a mutant can reach at all. A hook that waits for operations does nothing to a program that has none of them,
 * so that such cases need not be run again: they are as on the unbroken implementation. What is wrong at every size
 * shows on small arrays: cases of large ones, which take most of the time, are for mutants that are right on small
 * ones.
 */
#ifndef IBID_MUTATE_REACH_H
#define IBID_MUTATE_REACH_H

#include "spec/spec.h"

/* A program that makes an array with more elements than this is large. */
enum { LARGE_ELEMENTS = 20000 };

struct aim {
    const char *on; /* operations, names separated by commas; NULL: it is not known what the mutant breaks */
    bool large;     /* it is wrong above some size only */
};

/* What is known of the cases' programs, in the arena. */
struct programs {
    struct {
        const char **operations; /* "op NAME" and others, sorted */
        size_t operation_count;
        bool writes_items; /* a statement assigns to or deletes x[i] or x.a */
        bool proves;       /* arrays are written to show what shares with what */
        bool large;
    } * items; /* by case, in the order of the spec */
};

void programs_read(struct arena *arena, const struct spec *spec, struct programs *programs);

/* Whether what is wrong may show in case `number`. */
bool program_reached(const struct programs *programs, size_t number, const struct aim *aim);

#endif
