#include <string.h>

#include "arguments.h"
#include "derive.h"
#include "layout.h"
#include "on_device.h"
#include "receiver.h"
#include "shape.h"

/* The geometry of a view to be. */
struct geometry {
    unsigned char *first;
    size_t axes;
    int64_t shape[MAXIMUM_AXES];
    int64_t strides_bytes[MAXIMUM_AXES];
};

static struct geometry geometry_of(const struct array *x)
{
    struct geometry geometry = {.first = x->first};
    memcpy(geometry.shape, x->shape, sizeof geometry.shape);
    memcpy(geometry.strides_bytes, x->strides_bytes, sizeof geometry.strides_bytes);
    geometry.axes = x->axes;
    return geometry;
}

static void add_axis(struct geometry *geometry, int64_t length, int64_t stride_bytes)
{
    geometry->shape[geometry->axes] = length;
    geometry->strides_bytes[geometry->axes++] = stride_bytes;
}

static reference view_of(ibid_instance *instance, struct array *x, const struct geometry *geometry)
{
    return array_view(instance, x, x->dtype, geometry->first, geometry->axes, geometry->shape, geometry->strides_bytes);
}

static reference permuted(ibid_instance *instance, struct array *x, const size_t *axes)
{
    struct geometry geometry = {.first = x->first};
    for (size_t i = 0; i < x->axes; i++)
        add_axis(&geometry, x->shape[axes[i]], x->strides_bytes[axes[i]]);
    return view_of(instance, x, &geometry);
}

static reference transpose(ibid_instance *instance, struct array *x, const struct call *call)
{
    size_t axes[MAXIMUM_AXES];
    (void)call;
    for (size_t i = 0; i < x->axes; i++)
        axes[i] = x->axes - 1 - i;
    return permuted(instance, x, axes);
}

reference derive_transpose(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, transpose);
}

static reference permute_dims(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t numbers[MAXIMUM_AXES];
    size_t axes[MAXIMUM_AXES], count;
    bool seen[MAXIMUM_AXES] = {false};
    if (is_absent(call->arguments[1]))
        return transpose(instance, x, call);
    if (!read_integers(instance, call->arguments[1], "an axis", numbers, &count))
        return NULL;
    if (count != x->axes)
        return fail(instance, IBID_ERROR_SHAPE, "%zu axes don't match an array that has %zu", count, x->axes);
    for (size_t i = 0; i < count; i++) {
        if (!check_axis(instance, numbers[i], x->axes, &axes[i]))
            return NULL;
        if (seen[axes[i]])
            return fail(instance, IBID_ERROR_VALUE, "axis %zu is named twice", axes[i]);
        seen[axes[i]] = true;
    }
    return permuted(instance, x, axes);
}

/* Functions that NumPy leaves to a method, which its scalars have too: given a scalar, they give one back. */
static reference call_scalars_too(ibid_instance *instance, const struct call *call, array_operation *operation)
{
    return has_dtype(call->arguments[0]) ? call_method(instance, call, operation)
                                         : call_function(instance, call, operation);
}

reference derive_permute_dims(ibid_instance *instance, const struct call *call)
{
    return call_scalars_too(instance, call, permute_dims);
}

static reference expand_dims(ibid_instance *instance, struct array *x, const struct call *call)
{
    int64_t numbers[MAXIMUM_AXES], shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES];
    bool added[MAXIMUM_AXES];
    size_t count;
    if (!read_integers(instance, call->arguments[1], "an axis", numbers, &count))
        return NULL;
    size_t axes = x->axes + count;
    if (axes > MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_VALUE, "an array has at most %d axes, not %zu", MAXIMUM_AXES, axes);
    if (!read_axis_set(instance, call->arguments[1], axes, added))
        return NULL;
    for (size_t i = 0, from = 0; i < axes; i++)
        shape[i] = added[i] ? 1 : x->shape[from++];
    bool shared = reshaped_strides(x, axes, shape, strides_bytes); /* axes of length 1 never hinder that */
    return shared ? array_view(instance, x, x->dtype, x->first, axes, shape, strides_bytes) : NULL;
}

reference derive_expand_dims(ibid_instance *instance, const struct call *call)
{
    return call_function(instance, call, expand_dims);
}

/* NumPy forgives the first and the last axis of what has none. */
static bool is_forgiven(const struct array *x, const struct object *axis)
{
    int64_t number;
    return x->axes == 0 && index_of(axis, &number) && (number == 0 || number == -1);
}

static reference squeeze(ibid_instance *instance, struct array *x, const struct call *call)
{
    bool dropped[MAXIMUM_AXES], all = is_absent(call->arguments[1]) || is_forgiven(x, call->arguments[1]);
    struct geometry geometry = {.first = x->first};
    if (!all && !read_axis_set(instance, call->arguments[1], x->axes, dropped))
        return NULL;
    for (size_t i = 0; i < x->axes; i++) {
        bool drops = all ? x->shape[i] == 1 : dropped[i];
        if (drops && x->shape[i] != 1)
            return fail(instance, IBID_ERROR_VALUE,
                        "cannot select an axis to squeeze out which has size not equal to one: axis %zu of %s", i,
                        shape_text(instance, x->axes, x->shape));
        if (!drops)
            add_axis(&geometry, x->shape[i], x->strides_bytes[i]);
    }
    return geometry.axes == x->axes ? retain(object_of(x)) : view_of(instance, x, &geometry);
}

reference derive_squeeze(ibid_instance *instance, const struct call *call)
{
    return call_scalars_too(instance, call, squeeze);
}

static void turn_axis(struct geometry *geometry, size_t axis, bool has_elements)
{
    if (has_elements)
        geometry->first += (geometry->shape[axis] - 1) * geometry->strides_bytes[axis];
    geometry->strides_bytes[axis] = -geometry->strides_bytes[axis];
}

/* As x[::-1, …]: without axes that is x[()], a scalar. */
static reference flip(ibid_instance *instance, struct array *x, const struct call *call)
{
    bool turned[MAXIMUM_AXES], all = is_absent(call->arguments[1]);
    struct geometry geometry = geometry_of(x);
    if (!all && !read_axis_set(instance, call->arguments[1], x->axes, turned))
        return NULL;
    if (x->axes == 0)
        return scalar_of_element(instance, x, x->first);
    for (size_t i = 0; i < x->axes; i++)
        if (all || turned[i])
            turn_axis(&geometry, i, x->element_count > 0);
    return view_of(instance, x, &geometry);
}

reference derive_flip(ibid_instance *instance, const struct call *call)
{
    return call_function(instance, call, flip);
}

/* Of the first two axes; the others come before it. */
static reference diagonal(ibid_instance *instance, struct array *x, const struct call *call)
{
    struct geometry geometry = {.first = x->first};
    (void)call;
    if (x->axes < 2)
        return fail(instance, IBID_ERROR_VALUE, "a diagonal requires an array of at least two axes, not %zu", x->axes);
    for (size_t i = 2; i < x->axes; i++)
        add_axis(&geometry, x->shape[i], x->strides_bytes[i]);
    add_axis(&geometry, x->shape[0] < x->shape[1] ? x->shape[0] : x->shape[1],
             x->strides_bytes[0] + x->strides_bytes[1]);
    reference view = view_of(instance, x, &geometry);
    if (view != NULL)
        array_of(borrowed(view))->writeable = false;
    return view;
}

reference derive_diagonal(ibid_instance *instance, const struct call *call)
{
    return call_function(instance, call, diagonal);
}
