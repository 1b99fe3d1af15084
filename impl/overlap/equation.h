/*
 * What all routes decide: has
 *     coefficient[0] * value[0] + … + coefficient[count - 1] * value[count - 1] = target
 * a solution with each value from 0 to its bound? All coefficients are positive and the sum of all coefficients times
 * bounds is below 2^63, so that no partial sum overflows.
 */
#ifndef IBID_OVERLAP_EQUATION_H
#define IBID_OVERLAP_EQUATION_H

#include <stdint.h>

#include "ibid/overlap.h"

/* One for each dimension of two arrays, one for the bytes of their items, one to spare. */
enum { MOST_TERMS = 2 * IBID_OVERLAP_DIMENSIONS + 2 };

struct term {
    int64_t coefficient, bound;
};

struct equation {
    int count;
    int64_t target;
    struct term terms[MOST_TERMS];
};

/* The sum of all terms at their bounds. */
int64_t equation_reach(const struct equation *equation);

/* What all coefficients but that of one term have as a common divisor, or all for -1; 0 where there are none. */
int64_t divisor_without(const struct equation *equation, int term);

/* By coefficient, the largest first. */
void sort_terms(struct term *terms, int count);

/*
 * YES, NO, UNDECIDED or NO_MEMORY. After YES, values[i] is a solution's value of terms[i]; values may be NULL.
 * Steps are taken off *steps_left; where none are left, UNDECIDED.
 */
enum ibid_overlap_answer decide(const struct equation *equation, int64_t *values, int64_t *steps_left);

/* The same for a part of a part … of an equation; beyond a depth it is not taken apart, to bound the stack. */
enum ibid_overlap_answer decide_part(const struct equation *equation, int64_t *values, int64_t *steps_left, int depth);

#endif
