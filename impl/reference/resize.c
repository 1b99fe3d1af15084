#include <string.h>

#include "arguments.h"
#include "array.h"
#include "buffer.h"
#include "derive.h"
#include "layout.h"
#include "receiver.h"
#include "shape.h"

/* Whoever else looks at the array would look at memory that it has no more. */
static bool may_move(ibid_instance *instance, const struct array *x)
{
    if (x->base != NULL || x->buffer->is_foreign)
        return fail(instance, IBID_ERROR_VALUE, "cannot resize this array: it does not own its memory") != NULL;
    if (x->head.references > 1 || x->head.watches != NULL)
        return fail(instance, IBID_ERROR_VALUE,
                    "cannot resize an array that something else refers to: another name, a view or a watch") != NULL;
    return true;
}

static bool move(ibid_instance *instance, struct array *x, size_t byte_count)
{
    size_t kept = x->element_count * x->dtype->item_bytes;
    if (!may_move(instance, x))
        return false;
    struct buffer *moved = buffer_new(instance, byte_count, true);
    if (moved == NULL)
        return false;
    memcpy(moved->bytes, x->first, kept < byte_count ? kept : byte_count);
    buffer_leave(instance, x->buffer);
    x->buffer = moved;
    x->first = moved->bytes;
    return true;
}

/* The bytes stay in their order, and elements that stood by columns stand so again. */
static bool resize_to(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape)
{
    size_t element_count;
    enum order order = is_contiguous(x, ORDER_C) ? ORDER_C : ORDER_F;
    if (!is_contiguous(x, order))
        return fail(instance, IBID_ERROR_VALUE, "cannot resize an array whose elements do not stand together") != NULL;
    if (!count_elements(instance, axes, shape, x->dtype->item_bytes, &element_count))
        return false;
    if (element_count != x->element_count && !move(instance, x, element_count * x->dtype->item_bytes))
        return false;
    x->axes = axes;
    x->element_count = element_count;
    memcpy(x->shape, shape, axes * sizeof *shape);
    fill_strides(x, order);
    return true;
}

static reference resize(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t shape[MAXIMUM_AXES];
    size_t axes;
    reference nothing = none(instance);
    if (nothing == NULL || is_absent(call->arguments[1]))
        return nothing;
    bool resized =
        read_shape(instance, call->arguments[1], false, shape, &axes) && resize_to(instance, x, axes, shape);
    return result_if(instance, resized, nothing);
}

/* A scalar has nothing that it keeps: what is resized is an array made of it. */
reference derive_resize(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, resize);
}
