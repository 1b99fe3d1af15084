#include <string.h>

#include "arguments.h"
#include "array.h"
#include "assign.h"
#include "buffer.h"
#include "derive.h"
#include "layout.h"
#include "look.h"
#include "number.h"
#include "shape.h"
#include "text.h"

/* A view may be written if whoever has the memory may be. */
static bool set_writeable(ibid_instance *instance, struct array *x, struct object *value)
{
    bool writeable = is_true_flag(value);
    if (writeable && x->base != NULL && !array_of(borrowed(x->base))->writeable) {
        fail(instance, IBID_ERROR_READONLY, "cannot set WRITEABLE flag to True of a view of what is read-only");
        return false;
    }
    if (writeable && x->buffer->is_read_only) {
        fail(instance, IBID_ERROR_READONLY,
             "cannot set WRITEABLE flag to True: the memory is another's, who forbids it");
        return false;
    }
    x->writeable = writeable;
    return true;
}

/* In place, so never by a copy. */
static bool set_shape(ibid_instance *instance, struct array *x, struct object *value)
{
    int64_t shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES];
    size_t axes;
    if (!read_shape(instance, value, true, shape, &axes) || !complete_shape(instance, x->element_count, axes, shape))
        return false;
    if (!reshaped_strides(x, axes, shape, strides_bytes)) {
        fail(instance, IBID_ERROR_SHAPE, "no change in place leads to the shape %s: reshape makes a copy",
             shape_text(instance, axes, shape));
        return false;
    }
    x->axes = axes;
    memcpy(x->shape, shape, axes * sizeof *shape);
    memcpy(x->strides_bytes, strides_bytes, axes * sizeof *strides_bytes);
    return true;
}

/* Whatever the value is, it is an array first, and is cast then. */
static bool assign_cast(ibid_instance *instance, struct array *x, struct object *value)
{
    if (!x->writeable)
        return fail(instance, IBID_ERROR_READONLY, "assignment destination is read-only") != NULL;
    reference made = array_from(instance, value, NULL);
    bool assigned = made != NULL && array_assign(instance, x, borrowed(made));
    release(instance, made);
    return assigned;
}

static bool set_part(ibid_instance *instance, struct array *x, bool imaginary, struct object *value)
{
    if (x->dtype->class == CLASS_COMPLEX) {
        struct array part = part_of_complex(x, imaginary);
        return assign_cast(instance, &part, value);
    }
    if (imaginary)
        return fail(instance, IBID_ERROR_TYPE, "elements of %s have no imaginary parts to set", x->dtype->name) != NULL;
    return assign_cast(instance, x, value);
}

static bool set_named(ibid_instance *instance, struct object *object, const char *name, struct object *value)
{
    struct array *x = array_of(object);
    if (x != NULL && strcmp(name, "writeable") == 0)
        return set_writeable(instance, x, value);
    if (x == NULL && has_dtype(object) && strcmp(name, "writeable") == 0)
        return fail(instance, IBID_ERROR_VALUE, "cannot set flags on array scalars") != NULL;
    if (x != NULL && strcmp(name, "shape") == 0)
        return set_shape(instance, x, value);
    if (x != NULL && strcmp(name, "real") == 0)
        return set_part(instance, x, false, value);
    if (x != NULL && strcmp(name, "imag") == 0)
        return set_part(instance, x, true, value);
    fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no attribute '%s' that can be set", type_name(object), name);
    return false;
}

reference set_attribute(ibid_instance *instance, const struct call *call)
{
    struct object *const *given = call->arguments;
    reference nothing = none(instance);
    bool set = nothing != NULL && set_named(instance, given[0], characters_of(given[1]), given[2]);
    return result_if(instance, set, nothing);
}
