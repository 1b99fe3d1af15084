#include "look.h"

#include <string.h>

#include "number.h"
#include "receiver.h"
#include "refusal.h"
#include "sequence.h"
#include "text.h"

static reference tuple_of(ibid_instance *instance, const int64_t *numbers, size_t count)
{
    struct object *items[MAXIMUM_AXES] = {NULL};
    size_t made = 0;
    while (made < count && (items[made] = borrowed(integer_new(instance, numbers[made]))) != NULL)
        made++;
    reference tuple = made < count ? NULL : sequence_new(instance, OBJECT_TUPLE, items, count);
    while (made > 0)
        release(instance, (reference)items[--made]);
    return tuple;
}

static reference shape(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return tuple_of(instance, x->shape, x->axes);
}

reference look_shape(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, shape);
}

static reference strides(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return tuple_of(instance, x->strides_bytes, x->axes);
}

reference look_strides(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, strides);
}

static reference dtype(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return text_new(instance, OBJECT_STR, x->dtype->name, strlen(x->dtype->name));
}

reference look_dtype(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, dtype);
}

static reference size(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return integer_new(instance, (int64_t)x->element_count);
}

reference look_size(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, size);
}

static reference ndim(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return integer_new(instance, (int64_t)x->axes);
}

reference look_ndim(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, ndim);
}

reference look_base(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    if (x->kind == OBJECT_ARRAY && array_of(x)->base != NULL)
        return retain(borrowed(array_of(x)->base));
    if (has_dtype(x))
        return none(instance);
    return refuse_attribute(instance, call->operation, x);
}

reference look_writeable(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    if (!has_dtype(x))
        return refuse_attribute(instance, call->operation, x);
    return bool_of(instance, x->kind == OBJECT_ARRAY && array_of(x)->writeable);
}

static reference item(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    if (x->element_count != 1)
        return fail(instance, IBID_ERROR_VALUE, "item() takes an array of one element, and this one has %zu",
                    x->element_count);
    return number_from_element(instance, x->dtype, x->first);
}

reference look_item(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, item);
}

static reference list_along(ibid_instance *instance, const struct array *x, size_t axis, const unsigned char *first);

static bool append_all(ibid_instance *instance, reference list, const struct array *x, size_t axis,
                       const unsigned char *first)
{
    for (int64_t i = 0; i < x->shape[axis]; i++) {
        reference item = list_along(instance, x, axis + 1, first + i * x->strides_bytes[axis]);
        if (!list_append_new(instance, borrowed(list), item))
            return false;
    }
    return true;
}

/* Nested lists from an axis on; a number where there is none left. */
static reference list_along(ibid_instance *instance, const struct array *x, size_t axis, const unsigned char *first)
{
    if (axis == x->axes)
        return number_from_element(instance, x->dtype, first);
    reference list = sequence_new(instance, OBJECT_LIST, NULL, 0);
    return result_if(instance, list != NULL && append_all(instance, list, x, axis, first), list);
}

static reference tolist(ibid_instance *instance, struct array *x, const struct call *call)
{
    (void)call;
    return list_along(instance, x, 0, x->first);
}

reference look_tolist(ibid_instance *instance, const struct call *call)
{
    return call_method(instance, call, tolist);
}
