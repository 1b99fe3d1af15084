#include "derive.h"
#include "receiver.h"
#include "sequence.h"
#include "shape.h"

static reference spread(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape)
{
    int64_t strides_bytes[MAXIMUM_AXES];
    if (!broadcast_strides(instance, x, axes, shape, strides_bytes))
        return NULL;
    return array_view(instance, x, x->dtype, x->first, axes, shape, strides_bytes);
}

/* Read-only, since an element may stand in many places. */
static reference broadcast_to(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t shape[MAXIMUM_AXES];
    size_t axes;
    if (!read_integers(instance, call->arguments[1], "the length of an axis", shape, &axes))
        return NULL;
    for (size_t i = 0; i < axes; i++)
        if (shape[i] < 0)
            return fail(instance, IBID_ERROR_VALUE, "all lengths of a broadcast shape must be non-negative: %s",
                        shape_text(instance, axes, shape));
    if (axes < x->axes)
        return fail(instance, axes == 0 ? IBID_ERROR_SHAPE : IBID_ERROR_VALUE,
                    "an array of %zu axes cannot be broadcast to the shape %s", x->axes,
                    shape_text(instance, axes, shape));
    reference view = spread(instance, x, axes, shape);
    if (view != NULL)
        array_of(borrowed(view))->writeable = false;
    return view;
}

reference derive_broadcast_to(ibid_instance *instance, const struct call *call)
{
    return call_function(instance, call, broadcast_to);
}

/* What has the shape already stays itself. */
static reference spread_unless_shaped(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape)
{
    return same_shape(x, axes, shape) ? retain(object_of(x)) : spread(instance, x, axes, shape);
}

static reference tuple_of_two(ibid_instance *instance, reference x, reference y)
{
    struct object *items[] = {borrowed(x), borrowed(y)};
    return x == NULL || y == NULL ? NULL : sequence_new(instance, OBJECT_TUPLE, items, 2);
}

static reference broadcast_both(ibid_instance *instance, struct array *x, struct array *y)
{
    int64_t shape[MAXIMUM_AXES];
    size_t axes = 0;
    if (!broadcast_shape(instance, &axes, shape, x) || !broadcast_shape(instance, &axes, shape, y))
        return fail(instance, IBID_ERROR_VALUE, "shape mismatch: arrays cannot be broadcast to a single shape");
    reference first = spread_unless_shaped(instance, x, axes, shape);
    reference second = first == NULL ? NULL : spread_unless_shaped(instance, y, axes, shape);
    reference both = tuple_of_two(instance, first, second);
    release(instance, first);
    release(instance, second);
    return both;
}

static reference broadcast_arrays(ibid_instance *instance, struct array *x, const struct call *call)
{
    reference y = array_from(instance, call->arguments[1], NULL);
    reference both = y == NULL ? NULL : broadcast_both(instance, x, array_of(borrowed(y)));
    release(instance, y);
    return both;
}

reference derive_broadcast_arrays(ibid_instance *instance, const struct call *call)
{
    return call_function(instance, call, broadcast_arrays);
}
