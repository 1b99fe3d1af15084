/* Making arrays. What one is: strided.h. */
#ifndef IBID_REFERENCE_ARRAY_H
#define IBID_REFERENCE_ARRAY_H

#include "layout.h"
#include "shape.h"
#include "strided.h"

/*
 * Refuses, by name, more than 32 axes, negative lengths and sizes that overflow. The elements are zero if `zeroed`,
 * else unset. ORDER_C or ORDER_F.
 */
MUST_USE reference array_new(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                             enum order order, bool zeroed);

/* Likewise, where x stands, and shaped and laid out as x: NumPy's order "K". */
MUST_USE reference array_new_like(ibid_instance *instance, const struct array *x, const struct dtype *dtype,
                                  bool zeroed);

/* Likewise, where x stands: on its device or on the host. In C order. */
MUST_USE reference array_new_beside(ibid_instance *instance, const struct array *x, const struct dtype *dtype,
                                    size_t axes, const int64_t *shape, bool zeroed);

/* Of the shape and dtype of x, in C order, on the device of the instance; unset. */
MUST_USE reference array_new_on_device(ibid_instance *instance, const struct array *x);

/* Another array in the memory of x, writeable if x is. `first` and the strides must stay within what x may reach. */
MUST_USE reference array_view(ibid_instance *instance, struct array *x, const struct dtype *dtype, unsigned char *first,
                              size_t axes, const int64_t *shape, const int64_t *strides_bytes);

/* An array that is described by x, which need not be an object, in a buffer that it takes over unless it fails. */
MUST_USE reference array_over(ibid_instance *instance, const struct array *x, struct buffer *buffer);

/* A new array with the content of x, where x stands. */
MUST_USE reference array_copy(ibid_instance *instance, struct array *x, enum order order);

/*
 * A result, which is taken over: the element of an array without axes, as a scalar of the library's own; anything else
 * as it is, NULL included. Not of arrays on a device.
 */
MUST_USE reference scalar_or_array(ibid_instance *instance, reference result);

/*
 * What any object is as an array: itself; a number without axes; nested lists and tuples. dtype NULL is found from the
 * data: int64, float64, complex128 or bool for Python's own numbers. `x` unchanged only if it is an array of that
 * dtype.
 */
MUST_USE reference array_from(ibid_instance *instance, struct object *x, const struct dtype *dtype);

/* Likewise, but a scalar of the library's own is cast as an array is, whatever becomes of its value. */
MUST_USE reference array_cast_from(ibid_instance *instance, struct object *x, const struct dtype *dtype);

/* Of an array or a number; of Python's own, the one that an array has that is made from it. */
const struct dtype *dtype_of(const struct object *x);

#endif
