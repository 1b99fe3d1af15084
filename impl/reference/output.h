/* What elementwise functions write to. */
#ifndef IBID_REFERENCE_OUTPUT_H
#define IBID_REFERENCE_OUTPUT_H

#include "iterate.h"

/*
 * The object as an output: a writeable array. *output is NULL where none was given (NULL or None). False with the
 * error "type" or "readonly" for what cannot be one.
 */
bool output_read(ibid_instance *instance, struct object *object, struct array **output);

/* Refuses an output to which results of `dtype` are not cast by "same_kind". */
bool output_casts(ibid_instance *instance, const struct array *output, const struct dtype *dtype);

/* Refuses an output that results of the shape do not fill. */
bool output_is_filled(ibid_instance *instance, const struct array *output, size_t axes, const int64_t *shape);

/*
 * A new array of a shape that the inputs can be spread to, where they stand. Its axes stand in memory as those of the
 * inputs do: NumPy's order "K".
 */
MUST_USE reference output_new(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                              const struct input *inputs, size_t input_count, bool zeroed);

/* Makes all elements of an output zero. */
void output_clear(ibid_instance *instance, const struct array *output);

#endif
