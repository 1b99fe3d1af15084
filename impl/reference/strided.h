/*
 * Arrays: a buffer, and how the elements stand in it. Many arrays may stand in one buffer; the buffer goes with the
 * last of them.
 *
 * An array of no axes has one element. Strides are in bytes, of any sign, zero included. Elements need not be aligned.
 */
#ifndef IBID_REFERENCE_STRIDED_H
#define IBID_REFERENCE_STRIDED_H

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

#endif
