#include <string.h>

#include "model.h"

static void take_shape(struct object *x, const struct object *other)
{
    x->axes = other->axes;
    memcpy(x->shape, other->shape, sizeof x->shape);
    x->element_count = other->element_count;
    x->addresses = other->addresses;
}

bool resize(ibid_instance *instance, struct object *x, size_t axes, const int64_t *shape)
{
    if (axes == x->axes && memcmp(shape, x->shape, axes * sizeof *shape) == 0)
        return true;
    struct object *wanted = new_array_object(instance, x->dtype, axes, shape);
    if (wanted == NULL)
        return false;
    size_t byte_count = wanted->element_count * x->dtype->item_bytes;
    if (byte_count > x->buffer->byte_count) {
        struct buffer *larger = new_buffer(instance, byte_count);
        if (larger == NULL)
            return false;
        memcpy(larger->bytes, x->buffer->bytes, x->buffer->byte_count);
        *x->buffer = *larger; /* views over it follow */
    }
    lay_together(wanted);
    take_shape(x, wanted);
    return true;
}

/* Into a buffer of its own, which has what the old one had as far as there is room. */
static bool move_elsewhere(ibid_instance *instance, struct object *x, size_t axes, const int64_t *shape)
{
    struct object *wanted = new_array(instance, x->dtype, axes, shape);
    if (wanted == NULL)
        return false;
    size_t kept =
        wanted->buffer->byte_count < x->buffer->byte_count ? wanted->buffer->byte_count : x->buffer->byte_count;
    memcpy(wanted->buffer->bytes, x->buffer->bytes, kept);
    x->buffer = wanted->buffer;
    take_shape(x, wanted);
    return true;
}

struct object *resize_method(ibid_instance *instance, struct object *x, struct object *shape)
{
    int answer = instance->dialect.answers[CHOICE_resize_with_views];
    int64_t lengths[MAXIMUM_AXES];
    size_t axes;
    if (!x->writeable)
        return fail(instance, IBID_ERROR_READONLY, "what cannot be written cannot be resized");
    if (x->base != NULL)
        return fail(instance, IBID_ERROR_VALUE, "cannot resize this array: it does not own its data");
    if (answer == RESIZE_REFUSED && has_live_views(instance, x))
        return fail(instance, IBID_ERROR_VALUE, "cannot resize an array that another array refers to");
    if (!read_shape(instance, shape, lengths, &axes))
        return NULL;
    /* Where no view can follow, what is cut off is gone: growing again gives zeros. */
    bool elsewhere = answer == VIEWS_STAY || answer == RESIZE_REFUSED;
    bool resized = elsewhere ? move_elsewhere(instance, x, axes, lengths) : resize(instance, x, axes, lengths);
    return resized ? instance->none : NULL;
}
