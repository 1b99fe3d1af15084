/*
 * What the generator knows of the numbers in an array or a scalar, and what dtypes do to them, as NumPy documents it
 * (NEP 50, numpy.can_cast). It is enough to leave out what a source leaves undefined: see explore/generate.h.
 */
#ifndef IBID_EXPLORE_NUMBERS_H
#define IBID_EXPLORE_NUMBERS_H

#include <stdbool.h>

#include "ibid/plugin.h"
#include "observe/dtype.h"

struct numbers {
    double low, high; /* of all of them, of both parts of complex ones; infinite where NaN is possible */
    bool plain;       /* whole multiples of 1/4 below 2^20, none of them -0.0: sums are exact in any order */
    bool whole;       /* integers */
};

/* A Python number has no dtype of its own: weak, by its class. */
struct number_type {
    const struct dtype *dtype; /* NULL for a Python number */
    enum dtype_class class;
};

extern const struct numbers numbers_anything;
struct numbers numbers_of(double low, double high, bool whole);
struct numbers numbers_joined(struct numbers left, struct numbers right);
/* Of their absolute values. */
double numbers_largest(struct numbers numbers);
bool numbers_are_finite(struct numbers numbers);

/* The dtype that a binary operation on these computes in; at least one has a dtype. */
const struct dtype *dtype_of_both(struct number_type left, struct number_type right);
bool class_is_float(enum dtype_class class); /* or complex */
bool class_is_integer(enum dtype_class class);
/* As out= and updates ask: "same_kind". */
bool cast_is_same_kind(const struct dtype *from, const struct dtype *to);
/* Whether C, and so NumPy, says what becomes of each of these numbers, of that class, in elements of the dtype. */
bool cast_is_defined(struct numbers numbers, enum dtype_class from, const struct dtype *to);
/* The same numbers in elements of the dtype, once that is defined. */
struct numbers numbers_cast(struct numbers numbers, const struct dtype *to);
/* Whether a Python integer fits into elements of the dtype. */
bool dtype_holds(const struct dtype *dtype, double integer);

/* The results of an operator or of the function of that name, computed in the dtype. */
struct numbers numbers_combined(enum ibid_operation operation, struct numbers left, struct numbers right,
                                const struct dtype *dtype);
/* Whether every implementation has to have the same results: see explore/generate.h. */
bool combination_is_defined(enum ibid_operation operation, struct numbers left, struct numbers right,
                            const struct dtype *dtype);
/* Whether a sum of so many is exact in any order. */
bool sum_is_defined(struct numbers numbers, double count, const struct dtype *dtype);

#endif
