/* Writing elements that are there already into others. */
#ifndef IBID_REFERENCE_ASSIGN_H
#define IBID_REFERENCE_ASSIGN_H

#include "array.h"
#include "input.h"

/*
 * Writes `value`, broadcast and cast without asking (NumPy's "unsafe"), into every element of x. Where x has fields, it
 * is an array with the same ones.
 */
bool array_assign(ibid_instance *instance, struct array *x, struct object *value);

/*
 * Writes elements of the same shape, or that can be spread to it, one after the other in the order of the indices, so
 * that of several that go to one place the last one stays. Where there is a mask, only those that it lets through.
 * `x` has no element in common with the others.
 */
void assign_in_order(ibid_instance *instance, const struct array *x, const struct array *elements,
                     const struct input *mask);

/*
 * Casts results, which are taken over, into an output whose elements may stand in several places: of those that come to
 * one the last stays. The output, or NULL where there are no results.
 */
MUST_USE reference assign_results(ibid_instance *instance, struct array *output, reference results);

/* Puts an array of `dtype` in the place of the input's, with its elements cast, if it is of another. Not of numbers. */
bool input_cast(ibid_instance *instance, struct input *input, const struct dtype *dtype);

/* Puts a new array of `dtype` and the shape in the place of the input's, with its elements spread and cast. */
bool input_spread(ibid_instance *instance, struct input *input, const struct dtype *dtype, size_t axes,
                  const int64_t *shape);

#endif
