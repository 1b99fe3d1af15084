/*
 * A reduced basis of the integer vectors v with coefficient[0] * v[0] + … = 0, and one solution of the equation near
 * the diagonal of its box. Lengths are measured with the box scaled to the cube from -1 to 1.
 */
#ifndef IBID_OVERLAP_BASIS_H
#define IBID_OVERLAP_BASIS_H

#include <stdbool.h>

#include "equation.h"

/* An integer vector and the same in the scaled box. */
struct vector {
    int64_t entries[MOST_TERMS];
    double scaled[MOST_TERMS];
};

struct basis {
    const struct equation *equation;
    int count; /* of terms that are considered so far: the last ones of the equation */
    int vectors_count;
    struct vector *vectors[MOST_TERMS];         /* reordered by pointer */
    double orthogonal[MOST_TERMS][MOST_TERMS];  /* each vector's part that is orthogonal to those before it */
    double squares[MOST_TERMS];                 /* of their lengths */
    double projections[MOST_TERMS][MOST_TERMS]; /* [i][k]: of vector i on orthogonal k, in its lengths, k < i */
    struct vector storage[MOST_TERMS];
    int64_t *steps_left;
};

/*
 * False where 64 bits or the precision of doubles do not suffice, or no steps are left. The equation's coefficients
 * have no common divisor. solution holds the entries of a solution that may lie outside the box.
 */
bool basis_init(struct basis *basis, const struct equation *equation, int64_t *solution, int64_t *steps_left);

#endif
