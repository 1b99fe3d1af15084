#include "derive.h"

#include <string.h>

#include "arguments.h"
#include "assign.h"
#include "element_assign.h"
#include "layout.h"
#include "number.h"
#include "receiver.h"
#include "shape.h"

static reference copy(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return array_copy(instance, x, ORDER_C);
}

reference derive_copy(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, copy);
}

/* Changes shape and strides, which stand for x as elements of its size, for elements of another size. */
static bool resize_elements(ibid_instance *instance, const struct array *x, const struct dtype *dtype, int64_t *shape,
                            int64_t *strides_bytes)
{
    int64_t before = (int64_t)x->dtype->item_bytes, after = (int64_t)dtype->item_bytes;
    if (x->axes == 0)
        return fail(instance, IBID_ERROR_VALUE,
                    "an array without axes can be seen as %s only if the elements have the same size",
                    dtype->name) != NULL;
    size_t last = x->axes - 1;
    if (x->shape[last] != 1 && x->element_count != 0 && x->strides_bytes[last] != before)
        return fail(instance, IBID_ERROR_VALUE,
                    "the last axis has to be contiguous for a view with elements of another size") != NULL;
    int64_t row_bytes = x->shape[last] * before;
    if (row_bytes % after != 0)
        return fail(instance, IBID_ERROR_VALUE, "the last axis has %d bytes, which %s does not divide", (int)row_bytes,
                    dtype->name) != NULL;
    shape[last] = row_bytes / after;
    strides_bytes[last] = after;
    return true;
}

static reference view(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES];
    const struct dtype *dtype = x->dtype;
    if (!read_dtype(instance, call->arguments[1], &dtype))
        return NULL;
    memcpy(shape, x->shape, sizeof shape);
    memcpy(strides_bytes, x->strides_bytes, sizeof strides_bytes);
    if (dtype->item_bytes != x->dtype->item_bytes && !resize_elements(instance, x, dtype, shape, strides_bytes))
        return NULL;
    return array_view(instance, x, dtype, x->first, x->axes, shape, strides_bytes);
}

reference derive_view(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, view);
}

static reference view_shaped(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape,
                             const int64_t *strides_bytes)
{
    return array_view(instance, x, x->dtype, x->first, axes, shape, strides_bytes);
}

/* A new array in C order, where x stands: for who is alone with it, another shape is as good. */
static reference copy_shaped(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape)
{
    reference made = array_copy(instance, x, ORDER_C);
    if (made == NULL)
        return NULL;
    struct array *copy = array_of(borrowed(made));
    copy->axes = axes;
    memcpy(copy->shape, shape, axes * sizeof *shape);
    if (copy->element_count > 0)
        fill_strides(copy, ORDER_C);
    return made;
}

static reference reshape(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t shape[MAXIMUM_AXES] = {-1}, strides_bytes[MAXIMUM_AXES];
    size_t axes = 1;
    const struct object *copy_flag = call->arguments[2];
    if (!is_absent(call->arguments[1]) && !read_shape(instance, call->arguments[1], true, shape, &axes))
        return NULL;
    if (!complete_shape(instance, x->element_count, axes, shape))
        return NULL;
    enum copying copying = read_copying(copy_flag);
    if (copying != COPY_ALWAYS && reshaped_strides(x, axes, shape, strides_bytes))
        return view_shaped(instance, x, axes, shape, strides_bytes);
    if (copying == COPY_NEVER)
        return fail(instance, IBID_ERROR_VALUE, "reshaping to %s needs a copy, and copy=False forbids it",
                    shape_text(instance, axes, shape));
    return copy_shaped(instance, x, axes, shape);
}

reference derive_reshape(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, reshape);
}

static reference flatten(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t length = (int64_t)x->element_count;
    (void)call;
    return copy_shaped(instance, x, 1, &length);
}

reference derive_flatten(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, flatten);
}

/* For code that walks memory: a view with wider steps would not do. */
static reference ravel(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t length = (int64_t)x->element_count, stride_bytes = (int64_t)x->dtype->item_bytes;
    if (!is_contiguous(x, ORDER_C))
        return flatten(instance, x, call);
    return view_shaped(instance, x, 1, &length, &stride_bytes);
}

reference derive_ravel(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, ravel);
}

static reference astype(ibid_instance *instance, struct array *x, const struct call *call)
{
    const struct dtype *dtype = dtype_numbered(KERNEL_FLOAT64);
    bool copies = call->arguments[2] == NULL || is_true_flag(call->arguments[2]);
    if (!read_dtype(instance, call->arguments[1], &dtype))
        return NULL;
    if (dtype != x->dtype)
        return array_from(instance, object_of(x), dtype);
    return copies ? array_copy(instance, x, ORDER_KEEP) : retain(object_of(x));
}

reference derive_astype(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, astype);
}

static bool fill_with(ibid_instance *instance, struct array *x, struct object *value)
{
    unsigned char element[LARGEST_ITEM_BYTES];
    if (!x->writeable)
        return fail(instance, IBID_ERROR_READONLY, "assignment destination is read-only") != NULL;
    if (!element_assign(instance, x->dtype, element, value))
        return false;
    reference single = array_new(instance, x->dtype, 0, x->shape, ORDER_C, false);
    if (single == NULL)
        return false;
    memcpy(array_of(borrowed(single))->first, element, x->dtype->item_bytes);
    bool filled = array_assign(instance, x, borrowed(single));
    release(instance, single);
    return filled;
}

static reference fill(ibid_instance *instance, struct array *x, const struct call *call)
{
    reference nothing = none(instance);
    return result_if(instance, nothing != NULL && fill_with(instance, x, call->arguments[1]), nothing);
}

/* A scalar has nothing that it keeps: what is filled is an array made of it. */
reference derive_fill(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, fill);
}

struct array part_of_complex(const struct array *x, bool imaginary)
{
    struct array part = *x;
    part.dtype = dtype_numbered(x->dtype->number == KERNEL_COMPLEX64 ? KERNEL_FLOAT32 : KERNEL_FLOAT64);
    part.first += imaginary ? part.dtype->item_bytes : 0;
    return part;
}

static reference view_part(ibid_instance *instance, struct array *x, bool imaginary)
{
    struct array part = part_of_complex(x, imaginary);
    return array_view(instance, x, part.dtype, part.first, part.axes, part.shape, part.strides_bytes);
}

static reference real(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return x->dtype->class == CLASS_COMPLEX ? view_part(instance, x, false) : retain(object_of(x));
}

reference derive_real(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, real);
}

/* Real numbers have zeros, to which a write would be lost. */
static reference imag(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    if (x->dtype->class == CLASS_COMPLEX)
        return view_part(instance, x, true);
    enum order order = is_contiguous(x, ORDER_F) && !is_contiguous(x, ORDER_C) ? ORDER_F : ORDER_C;
    reference zeros = array_new(instance, x->dtype, x->axes, x->shape, order, true);
    if (zeros != NULL)
        array_of(borrowed(zeros))->writeable = false;
    return zeros;
}

reference derive_imag(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, imag);
}
