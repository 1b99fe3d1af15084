/*
 * Elementwise functions, reductions, and products of matrices. Every function here works as if all inputs had been
 * copied before anything is written; a failure writes nothing. Inputs of sums and running results are copied only
 * where the output has elements of theirs, at other places (impl/overlap), those of elementwise functions only where no
 * order serves that reads all of them before they are written; `at` copies y if it is an array, and products go to an
 * output by way of an array of their own where it meets an operand, or is not as a new result would be.
 *
 * Types follow NumPy 2 (NEP 50): Python's own numbers are weak. An output, and what an update writes to, is cast by
 * "same_kind". `out` and `where` are NULL where not given; None is as not given.
 */
#ifndef IBID_REFERENCE_UFUNC_H
#define IBID_REFERENCE_UFUNC_H

#include "array.h"

/*
 * An OPERATOR of the table (ADD to GREATER_EQUAL, UNARY_MINUS to INVERT) or a function (F_ADD to F_COS) on x and y,
 * one of which has a dtype or can be taken as an array; y is NULL for functions of one operand. The result is `out`
 * itself where given; a scalar of the library's own where no operand is an array with axes or an array without.
 */
MUST_USE reference ufunc_call(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                              struct object *y, struct object *out, struct object *where);

/* x += y and the like (UPDATE_ADD to UPDATE_SHIFT_RIGHT), in place; the result is x. */
MUST_USE reference ufunc_update(ibid_instance *instance, enum ibid_operation operation, struct array *x,
                                struct object *y);

/* sum(x, axis=, out=): axis is None or NULL for all, an integer, or a tuple. Small integers are summed as int64. */
MUST_USE reference ufunc_sum(ibid_instance *instance, struct object *x, struct object *axis, struct object *out);

/* function.accumulate(x, out=), along the first axis; `function` is an OBJECT_FUNCTION. */
MUST_USE reference ufunc_accumulate(ibid_instance *instance, struct object *function, struct object *x,
                                    struct object *out);

/* function.at(x, index, y): an element that the index names several times is updated several times. None. */
MUST_USE reference ufunc_at(ibid_instance *instance, struct object *function, struct object *x, struct object *index,
                            struct object *y);

MUST_USE reference ufunc_matmul(ibid_instance *instance, struct object *x, struct object *y, struct object *out);

/* A truth for each element of x, an array or a scalar of the library's own: what is no number is equal to none. */
MUST_USE reference truth_everywhere(ibid_instance *instance, struct object *x, bool truth);

#endif
