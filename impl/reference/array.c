#include "array.h"

#include <string.h>

#include "buffer.h"
#include "device_buffer.h"
#include "launching.h"
#include "layout.h"
#include "number.h"
#include "shape.h"

static void array_clear(ibid_instance *instance, struct object *object)
{
    struct array *x = array_of(object);
    buffer_leave(instance, x->buffer);
    release(instance, x->base);
}

static const struct object_type array_type = {OBJECT_ARRAY, "ndarray", sizeof(struct array), array_clear};

/* Without a buffer, and without strides. */
static struct array *array_shaped(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape)
{
    size_t element_count;
    if (axes > MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_VALUE, "an array has at most %d axes, not %zu", MAXIMUM_AXES, axes);
    if (!measure_shape(instance, axes, shape, dtype->item_bytes, &element_count))
        return NULL;
    struct array *x = (struct array *)object_new(instance, &array_type);
    if (x == NULL)
        return NULL;
    x->dtype = dtype;
    x->axes = axes;
    x->element_count = element_count;
    for (size_t i = 0; i < axes; i++) /* `shape` may be NULL where there is no axis */
        x->shape[i] = shape[i];
    x->writeable = true;
    return x;
}

static reference owned(struct array *x)
{
    return (reference)x;
}

/* Takes x over. Where there are no elements, there are no steps between them either. */
static reference with_buffer(ibid_instance *instance, struct array *x, bool zeroed, bool on_device)
{
    size_t byte_count = x->element_count * x->dtype->item_bytes;
    if (x->element_count == 0)
        memset(x->strides_bytes, 0, sizeof x->strides_bytes);
    x->buffer = on_device ? buffer_new_on_device(instance, byte_count, zeroed)
                          : buffer_new(instance, byte_count, zeroed);
    if (x->buffer == NULL) {
        release(instance, owned(x));
        return NULL;
    }
    x->first = x->buffer->bytes;
    return owned(x);
}

static reference array_new_at(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                              enum order order, bool zeroed, bool on_device)
{
    struct array *x = array_shaped(instance, dtype, axes, shape);
    if (x == NULL)
        return NULL;
    fill_strides(x, order);
    return with_buffer(instance, x, zeroed, on_device);
}

reference array_new(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                    enum order order, bool zeroed)
{
    return array_new_at(instance, dtype, axes, shape, order, zeroed, false);
}

reference array_new_beside(ibid_instance *instance, const struct array *x, const struct dtype *dtype, size_t axes,
                           const int64_t *shape, bool zeroed)
{
    return array_new_at(instance, dtype, axes, shape, ORDER_C, zeroed, is_on_device(x));
}

reference array_new_on_device(ibid_instance *instance, const struct array *x)
{
    return array_new_at(instance, x->dtype, x->axes, x->shape, ORDER_C, false, true);
}

static reference array_new_in_order(ibid_instance *instance, const struct array *like, const struct dtype *dtype,
                                    const size_t *permutation, bool zeroed)
{
    struct array *x = array_shaped(instance, dtype, like->axes, like->shape);
    if (x == NULL)
        return NULL;
    strides_in_order(x->axes, x->shape, dtype->item_bytes, permutation, x->strides_bytes);
    return with_buffer(instance, x, zeroed, is_on_device(like));
}

reference array_new_like(ibid_instance *instance, const struct array *x, const struct dtype *dtype, bool zeroed)
{
    size_t permutation[MAXIMUM_AXES];
    axes_in_order(x, ORDER_KEEP, permutation);
    return array_new_in_order(instance, x, dtype, permutation, zeroed);
}

reference array_view(ibid_instance *instance, struct array *x, const struct dtype *dtype, unsigned char *first,
                     size_t axes, const int64_t *shape, const int64_t *strides_bytes)
{
    struct array *view = array_shaped(instance, dtype, axes, shape);
    if (view == NULL)
        return NULL;
    for (size_t i = 0; i < axes; i++)
        view->strides_bytes[i] = strides_bytes[i];
    view->buffer = x->buffer;
    view->buffer->arrays++;
    view->first = first;
    view->base = retain(x->base != NULL ? borrowed(x->base) : object_of(x));
    view->writeable = x->writeable;
    return owned(view);
}

reference array_over(ibid_instance *instance, const struct array *x, struct buffer *buffer)
{
    struct array *made = array_shaped(instance, x->dtype, x->axes, x->shape);
    if (made == NULL)
        return NULL;
    memcpy(made->strides_bytes, x->strides_bytes, x->axes * sizeof *x->strides_bytes);
    made->buffer = buffer;
    made->first = x->first;
    made->writeable = !buffer->is_read_only;
    return owned(made);
}

reference array_copy(ibid_instance *instance, struct array *x, enum order order)
{
    size_t permutation[MAXIMUM_AXES];
    axes_in_order(x, order, permutation);
    reference copy = array_new_in_order(instance, x, x->dtype, permutation, false);
    if (copy != NULL && is_on_device(x))
        return result_if(instance, convert_on_device(instance, x, array_of(borrowed(copy))), copy);
    if (copy != NULL)
        elements_permuted(x, permutation, array_of(borrowed(copy))->buffer->bytes);
    return copy;
}

reference scalar_or_array(ibid_instance *instance, reference result)
{
    const struct array *x = result == NULL ? NULL : array_of(borrowed(result));
    if (x == NULL || x->axes > 0)
        return result;
    reference scalar = scalar_new(instance, x->dtype, x->first);
    release(instance, result);
    return scalar;
}
