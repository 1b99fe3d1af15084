/* Shapes, axes and other numbers that calls are given: reading them, and what they come to. */
#ifndef IBID_REFERENCE_SHAPE_H
#define IBID_REFERENCE_SHAPE_H

#include "strided.h"

/*
 * An integer: a number but no truth value, or an integer array without axes; else an error of the kind "type", which
 * names it by `what`.
 */
bool read_whole(ibid_instance *instance, struct object *object, const char *what, int64_t *number);

/* An integer, or a list, tuple, range or array of at most MAXIMUM_AXES of them. */
bool read_integers(ibid_instance *instance, struct object *object, const char *what, int64_t *numbers, size_t *count);

/* An axis, or a tuple of different ones: marked[k] is whether axis k is among them. */
bool read_axis_set(ibid_instance *instance, struct object *axis, size_t axes, bool *marked);

/* Counts from the end where negative; an error of the kind "index" if there is no such axis. */
bool check_axis(ibid_instance *instance, int64_t given, size_t axes, size_t *number);

/* The product, where it and the bytes of so many elements fit, as if no length were 0. */
bool count_elements(ibid_instance *instance, size_t axes, const int64_t *shape, size_t item_bytes, size_t *count);

/* The same for lengths that may be negative, which it refuses. */
bool measure_shape(ibid_instance *instance, size_t axes, const int64_t *shape, size_t item_bytes, size_t *count);

/* Puts what is left of element_count for the one length that is -1, if there is one; an error where that is nothing. */
bool complete_shape(ibid_instance *instance, size_t element_count, size_t axes, int64_t *shape);

/* Makes of x, which is the description of an array and no object, that of what it is spread to a shape. */
bool spread_elements(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape);

bool same_shape(const struct array *x, size_t axes, const int64_t *shape);

/* A shape from an integer, or a list or tuple of them. Where `rest` is true one may be -1, left to the caller. */
bool read_shape(ibid_instance *instance, struct object *shape, bool rest, int64_t *lengths, size_t *axes);

/* "(2, 3)": in the instance, until the next call; for messages. */
const char *shape_text(ibid_instance *instance, size_t axes, const int64_t *shape);

/* The strides of x as spread to a shape (NumPy's broadcasting): 0 along new and repeated axes; false with an error. */
bool broadcast_strides(ibid_instance *instance, const struct array *x, size_t axes, const int64_t *shape,
                       int64_t *strides_bytes);

/* The shape that both can be spread to; false with an error if there is none. */
bool broadcast_shape(ibid_instance *instance, size_t *axes, int64_t *shape, const struct array *x);

#endif
