/*
 * Arrays: a buffer, and how the elements stand in it. Many arrays may stand in one buffer; the buffer goes with the
 * last of them.
 *
 * An array of no axes has one element. Strides are in bytes, of any sign, zero included. Elements need not be aligned.
 */
#ifndef IBID_REFERENCE_ARRAY_H
#define IBID_REFERENCE_ARRAY_H

#include "dtype.h"
#include "object.h"

enum { MAXIMUM_AXES = 32 };

struct buffer; /* buffer.h */

struct array {
    struct object head;
    const struct dtype *dtype;
    size_t axes;
    size_t element_count; /* the product of the shape: 1 where there is no axis */
    struct buffer *buffer;
    unsigned char *first; /* the element with index 0 everywhere, in the buffer */
    int64_t shape[MAXIMUM_AXES];
    int64_t strides_bytes[MAXIMUM_AXES];
    reference base; /* the array whose memory this is, which has none itself; NULL for the first in its buffer */
    bool writeable;
};

/* Which axis is the slowest: the first, the last, or (KEEP) that of the widest steps, as in the array at hand. */
enum order { ORDER_C, ORDER_F, ORDER_KEEP };

static inline struct array *array_of(struct object *object)
{
    return object->kind == OBJECT_ARRAY ? (struct array *)object : NULL;
}

static inline struct object *object_of(struct array *array)
{
    return &array->head;
}

/*
 * Refuses, by name, more than 32 axes, negative lengths and sizes that overflow. The elements are zero if `zeroed`,
 * else unset. ORDER_C or ORDER_F.
 */
MUST_USE reference array_new(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                             enum order order, bool zeroed);

/* Likewise, shaped and laid out as x: NumPy's order "K". */
MUST_USE reference array_new_like(ibid_instance *instance, const struct array *x, const struct dtype *dtype,
                                  bool zeroed);

/* Another array in the memory of x, writeable if x is. `first` and the strides must stay within what x may reach. */
MUST_USE reference array_view(ibid_instance *instance, struct array *x, const struct dtype *dtype, unsigned char *first,
                              size_t axes, const int64_t *shape, const int64_t *strides_bytes);

/* A new array with the content of x. */
MUST_USE reference array_copy(ibid_instance *instance, struct array *x, enum order order);

/*
 * What any object is as an array: itself; a number without axes; nested lists and tuples. dtype NULL is found from the
 * data: int64, float64, complex128 or bool for Python's own numbers. `x` unchanged only if it is an array of that
 * dtype.
 */
MUST_USE reference array_from(ibid_instance *instance, struct object *x, const struct dtype *dtype);

/* The elements in C order, next to each other, into element_count * item_bytes bytes. */
void elements_in_order(const struct array *x, void *destination);

/* Likewise, but a scalar of the library's own is cast as an array is, whatever becomes of its value. */
MUST_USE reference array_cast_from(ibid_instance *instance, struct object *x, const struct dtype *dtype);

/* Of an array or a number; of Python's own, the one that an array has that is made from it. */
const struct dtype *dtype_of(const struct object *x);

/* Elements next to each other, the last axis (C) or the first (F) fastest. Axes of length 1 do not count. */
bool is_contiguous(const struct array *x, enum order order);

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
