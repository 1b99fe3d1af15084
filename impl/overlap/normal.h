/*
 * The normal form of an equation: an equivalent one with fewer, smaller terms, and the way back.
 * No term is constant, no divisor is common to all coefficients or to all but one, every bound is reached by what the
 * target leaves, and what is contiguous is one term.
 */
#ifndef IBID_OVERLAP_NORMAL_H
#define IBID_OVERLAP_NORMAL_H

#include "equation.h"

/* A term of the equation given, or two terms joined: small + ratio * big. */
struct unknown {
    int64_t shift, scale; /* its value is shift + scale * that of the term in normal form */
    int origin;           /* the term given, or -1 */
    int big, small;       /* of those joined */
    int64_t ratio, big_bound;
};

struct normal_form {
    struct equation equation;   /* sorted, the largest coefficient first */
    int unknown_of[MOST_TERMS]; /* for each of its terms */
    int unknowns_count;
    struct unknown unknowns[2 * MOST_TERMS];
};

/* YES or NO where that is decided already (YES: no term is left), UNDECIDED where form->equation is to be decided. */
enum ibid_overlap_answer normal_form_init(struct normal_form *form, const struct equation *equation);

/* From a solution of form->equation to one of the equation given. */
void normal_form_lift(struct normal_form *form, const int64_t *normal_values, int64_t *values);

#endif
