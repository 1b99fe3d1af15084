/*
 * What a mutant can reach at all. A hook that waits for operations does nothing to a program that has none of them,
 * so that its cases need not be run again: they are as on the unbroken implementation.
 */
#ifndef IBID_MUTATE_REACH_H
#define IBID_MUTATE_REACH_H

#include "spec/spec.h"

/* The operations of each case's program; in the arena. */
struct programs {
    const char ***operations; /* by case, "op NAME" and others, sorted */
    size_t *operation_counts;
};

void programs_read(struct arena *arena, const struct spec *spec, struct programs *programs);

/*
 * Whether the program of case `number` performs one of these operations, names separated by commas, or may do so
 * where the harness adds statements of its own. True if `on` is NULL.
 */
bool program_reaches(const struct programs *programs, size_t number, const char *on);

#endif
