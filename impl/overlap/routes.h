/*
 * The ways to decide an equation in normal form, of three terms or more, that has no layers. All answer YES, NO,
 * UNDECIDED (not found out within the steps) or NO_MEMORY, write values after YES if they are not NULL, and take
 * their steps, of about a nanosecond each, off *steps_left.
 */
#ifndef IBID_OVERLAP_ROUTES_H
#define IBID_OVERLAP_ROUTES_H

#include "equation.h"

/* What a route would cost. */
struct cost {
    double steps, memory_bytes;
};

/* Goes through the values of all terms but two, which are then found at once. */
struct cost sieve_cost(const struct equation *equation);
enum ibid_overlap_answer sieve(const struct equation *equation, int64_t *values, int64_t *steps_left);

/* The sums of one half of the terms are looked up among those that the other half needs. */
struct cost halves_cost(const struct equation *equation);
enum ibid_overlap_answer halves(const struct equation *equation, int64_t *values, int64_t *steps_left);

/* One bit for each number up to the target: can it be reached? */
struct cost reachable_cost(const struct equation *equation);
enum ibid_overlap_answer reachable(const struct equation *equation, int64_t *values, int64_t *steps_left);

/*
 * All solutions are one solution plus a lattice: its short vectors find a solution near the middle at once where there
 * are many, and show that there are none where the box is thin in some direction. What it costs cannot be foretold.
 */
enum ibid_overlap_answer lattice(const struct equation *equation, int64_t *values, int64_t *steps_left);

#endif
