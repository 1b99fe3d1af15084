/* Equations of two terms, solved at once. */
#ifndef IBID_OVERLAP_PAIR_H
#define IBID_OVERLAP_PAIR_H

#include <stdbool.h>

#include "arithmetic.h"
#include "equation.h"

struct pair {
    int64_t a, b; /* the coefficients without their common divisor */
    int64_t divisor;
    int64_t inverse; /* of b, modulo a */
    int64_t bound_of_a, bound_of_b;
};

static inline struct pair pair_of(struct term p, struct term q)
{
    int64_t divisor = common_divisor(p.coefficient, q.coefficient);
    int64_t a = p.coefficient / divisor, b = q.coefficient / divisor;
    return (struct pair){a, b, divisor, inverse(b, a), p.bound, q.bound};
}

/* Whether x times the first plus y times the second coefficient makes the target (0 or more); if so, x and y. */
static inline bool pair_solve(const struct pair *pair, int64_t target, int64_t *x, int64_t *y)
{
    int64_t sum = target / pair->divisor;
    if (sum * pair->divisor != target)
        return false;
    /* The largest y that leaves enough for x, and of those the largest that leaves a multiple of a. */
    int64_t most = smaller(pair->bound_of_b, sum / pair->b);
    int64_t excess = most % pair->a - product_modulo(sum % pair->a, pair->inverse, pair->a);
    *y = most - (excess < 0 ? excess + pair->a : excess);
    if (*y < 0)
        return false;
    *x = (sum - pair->b * *y) / pair->a;
    return *x <= pair->bound_of_a;
}

#endif
