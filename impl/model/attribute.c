#include <string.h>

#include "model.h"

static struct object *tuple_of(ibid_instance *instance, const int64_t *numbers, size_t count)
{
    struct object *tuple = new_sequence(instance, OBJECT_TUPLE, NULL, 0);
    for (size_t i = 0; tuple != NULL && i < count; i++)
        if (!append_item(instance, tuple, new_integer(instance, numbers[i])))
            return NULL;
    return tuple;
}

struct object *attribute_of(ibid_instance *instance, enum ibid_operation operation, struct object *x)
{
    int64_t strides[MAXIMUM_AXES];
    switch (operation) {
    case IBID_OP_SHAPE:
        return tuple_of(instance, x->shape, x->axes);
    case IBID_OP_STRIDES:
        if (!is_strided(x))
            return lacks(instance, "constant strides for these elements");
        strides_of(x, strides);
        return tuple_of(instance, strides, x->axes);
    case IBID_OP_DTYPE:
        return new_string(instance, x->dtype->name);
    case IBID_OP_SIZE:
        return new_integer(instance, (int64_t)x->element_count);
    case IBID_OP_NDIM:
        return new_integer(instance, (int64_t)x->axes);
    case IBID_OP_BASE:
        return x->base != NULL ? x->base : instance->none;
    default:
        return new_bool(instance, x->writeable);
    }
}

/* Whoever owns the memory decides; a view follows what it was taken from. */
static struct object *set_writeable(ibid_instance *instance, struct object *x, const struct object *value)
{
    int truth = truth_of(instance, value);
    if (truth < 0)
        return NULL;
    if (truth && (x->immutable || (x->base != NULL && !x->base->writeable)))
        return fail(instance, IBID_ERROR_READONLY, "cannot set WRITEABLE flag to True of this array");
    x->writeable = truth != 0;
    return instance->none;
}

/* In place, so never by a copy. */
static struct object *set_shape(ibid_instance *instance, struct object *x, struct object *value)
{
    int64_t shape[MAXIMUM_AXES];
    size_t axes;
    if (instance->dialect.answers[CHOICE_shape_assignment] == SHAPE_RAISES)
        return fail(instance, IBID_ERROR_ATTRIBUTE, "attribute 'shape' is not writable");
    if (!read_shape(instance, value, shape, &axes))
        return NULL;
    struct object *view = shaped(instance, x, axes, shape);
    if (view == NULL)
        return NULL;
    if (!is_strided(view))
        return fail(instance, IBID_ERROR_SHAPE, "incompatible shape for a change in place");
    x->axes = axes;
    memcpy(x->shape, view->shape, sizeof x->shape);
    return instance->none;
}

struct object *set_attribute(ibid_instance *instance, struct object *x, const char *name, struct object *value)
{
    if (x->kind == OBJECT_ARRAY && strcmp(name, "writeable") == 0)
        return set_writeable(instance, x, value);
    if (x->kind == OBJECT_ARRAY && strcmp(name, "shape") == 0)
        return set_shape(instance, x, value);
    bool imaginary = strcmp(name, "imag") == 0;
    if (x->kind == OBJECT_ARRAY && (imaginary || strcmp(name, "real") == 0)) {
        struct object *part = part_of_complex(instance, x, imaginary);
        return part == NULL ? NULL : array_set(instance, part, instance->ellipsis, value);
    }
    return fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no attribute '%s' that can be set", type_name(x),
                name);
}
