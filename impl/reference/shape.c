#include "shape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "sequence.h"

/* A truth value would do elsewhere in Python. */
static bool whole_of(const struct object *object, int64_t *number)
{
    return object->kind != OBJECT_BOOL && index_of(object, number);
}

bool read_whole(ibid_instance *instance, struct object *object, const char *what, int64_t *number)
{
    if (whole_of(object, number))
        return true;
    fail(instance, IBID_ERROR_TYPE, "%s is an integer, not '%s'", what, type_name(object));
    return false;
}

static bool read_items(ibid_instance *instance, const struct object *sequence, const char *what, int64_t *numbers,
                       size_t *count)
{
    *count = item_count(sequence);
    if (*count > MAXIMUM_AXES) {
        fail(instance, IBID_ERROR_VALUE, "an array has at most %d axes, not %zu", MAXIMUM_AXES, *count);
        return false;
    }
    for (size_t i = 0; i < *count; i++)
        if (!read_whole(instance, item_at(sequence, i), what, &numbers[i]))
            return false;
    return true;
}

bool read_integers(ibid_instance *instance, struct object *object, const char *what, int64_t *numbers, size_t *count)
{
    if (whole_of(object, numbers)) {
        *count = 1;
        return true;
    }
    if (is_sequence(object))
        return read_items(instance, object, what, numbers, count);
    if (object->kind != OBJECT_ARRAY && object->kind != OBJECT_RANGE)
        return read_whole(instance, object, what, numbers);
    reference items = items_of(instance, object);
    bool read = items != NULL && read_items(instance, borrowed(items), what, numbers, count);
    release(instance, items);
    return read;
}

bool read_shape(ibid_instance *instance, struct object *shape, bool rest, int64_t *lengths, size_t *axes)
{
    if (!read_integers(instance, shape, "the length of an axis", lengths, axes))
        return false;
    bool open = false;
    for (size_t i = 0; i < *axes; i++) {
        bool negative = lengths[i] < 0;
        if (negative && !rest) {
            fail(instance, IBID_ERROR_SHAPE, "negative dimensions are not allowed: %s",
                 shape_text(instance, *axes, lengths));
            return false;
        }
        if (negative && open) {
            fail(instance, IBID_ERROR_VALUE, "only one length can be left open: %s",
                 shape_text(instance, *axes, lengths));
            return false;
        }
        open = open || negative;
        lengths[i] = negative ? -1 : lengths[i];
    }
    return true;
}

bool check_axis(ibid_instance *instance, int64_t given, size_t axes, size_t *number)
{
    int64_t counted = given < 0 ? given + (int64_t)axes : given;
    if (counted < 0 || counted >= (int64_t)axes) {
        fail(instance, IBID_ERROR_INDEX, "axis %" PRId64 " is out of bounds for an array of %zu axes", given, axes);
        return false;
    }
    *number = (size_t)counted;
    return true;
}

bool read_axis_set(ibid_instance *instance, struct object *axis, size_t axes, bool *marked)
{
    int64_t given[MAXIMUM_AXES];
    size_t count, number;
    memset(marked, 0, axes * sizeof *marked);
    if (!read_integers(instance, axis, "an axis", given, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!check_axis(instance, given[i], axes, &number))
            return false;
        if (marked[number]) {
            fail(instance, IBID_ERROR_VALUE, "axis %zu is named twice", number);
            return false;
        }
        marked[number] = true;
    }
    return true;
}

const char *shape_text(ibid_instance *instance, size_t axes, const int64_t *shape)
{
    size_t used = 0, room = sizeof instance->text - sizeof "…)";
    instance->text[used++] = '(';
    for (size_t i = 0; i < axes; i++) {
        char length[24];
        int bytes = snprintf(length, sizeof length, "%s%" PRId64, i == 0 ? "" : ", ", shape[i]);
        if (used + (size_t)bytes > room) {
            strcpy(instance->text + used, "…)");
            return instance->text;
        }
        memcpy(instance->text + used, length, (size_t)bytes);
        used += (size_t)bytes;
    }
    strcpy(instance->text + used, axes == 1 ? ",)" : ")");
    return instance->text;
}

bool count_elements(ibid_instance *instance, size_t axes, const int64_t *shape, size_t item_bytes, size_t *count)
{
    size_t bytes = item_bytes;
    *count = 1;
    for (size_t i = 0; i < axes; i++) {
        *count *= (size_t)shape[i];
        size_t factor = shape[i] > 0 ? (size_t)shape[i] : 1;
        if (__builtin_mul_overflow(bytes, factor, &bytes) || bytes > PTRDIFF_MAX) {
            fail(instance, IBID_ERROR_VALUE, "an array of the shape %s is too large for any memory",
                 shape_text(instance, axes, shape));
            return false;
        }
    }
    return true;
}

bool measure_shape(ibid_instance *instance, size_t axes, const int64_t *shape, size_t item_bytes, size_t *count)
{
    for (size_t i = 0; i < axes; i++)
        if (shape[i] < 0)
            return fail(instance, IBID_ERROR_SHAPE, "negative dimensions are not allowed: %s",
                        shape_text(instance, axes, shape)) != NULL;
    return count_elements(instance, axes, shape, item_bytes, count);
}

static bool cannot_have_shape(ibid_instance *instance, size_t element_count, size_t axes, const int64_t *shape)
{
    fail(instance, IBID_ERROR_SHAPE, "cannot reshape an array of %zu elements into the shape %s", element_count,
         shape_text(instance, axes, shape));
    return false;
}

bool complete_shape(ibid_instance *instance, size_t element_count, size_t axes, int64_t *shape)
{
    size_t open = axes, product = 1;
    for (size_t i = 0; i < axes; i++)
        if (shape[i] == -1)
            open = i;
        else if (__builtin_mul_overflow(product, (size_t)shape[i], &product))
            return cannot_have_shape(instance, element_count, axes, shape);
    if (open == axes)
        return product == element_count || cannot_have_shape(instance, element_count, axes, shape);
    if (product == 0 || element_count % product != 0)
        return cannot_have_shape(instance, element_count, axes, shape);
    shape[open] = (int64_t)(element_count / product);
    return true;
}

bool same_shape(const struct array *x, size_t axes, const int64_t *shape)
{
    return x->axes == axes && memcmp(x->shape, shape, axes * sizeof *shape) == 0;
}

bool broadcast_strides(ibid_instance *instance, const struct array *x, size_t axes, const int64_t *shape,
                       int64_t *strides_bytes)
{
    bool fits = x->axes <= axes;
    for (size_t i = 0; fits && i < axes; i++) {
        size_t new_axes = axes - x->axes;
        bool repeated = i < new_axes || x->shape[i - new_axes] == 1;
        fits = repeated || x->shape[i - new_axes] == shape[i];
        strides_bytes[i] = repeated ? 0 : fits ? x->strides_bytes[i - new_axes] : 0;
    }
    if (fits)
        return true;
    char wanted[sizeof instance->text];
    strcpy(wanted, shape_text(instance, axes, shape));
    fail(instance, IBID_ERROR_SHAPE, "an array of the shape %s cannot be broadcast to the shape %s",
         shape_text(instance, x->axes, x->shape), wanted);
    return false;
}

bool spread_elements(ibid_instance *instance, struct array *x, size_t axes, const int64_t *shape)
{
    int64_t strides_bytes[MAXIMUM_AXES];
    if (!broadcast_strides(instance, x, axes, shape, strides_bytes))
        return false;
    x->axes = axes;
    x->element_count = 1;
    for (size_t i = 0; i < axes; i++) {
        x->shape[i] = shape[i];
        x->strides_bytes[i] = strides_bytes[i];
        x->element_count *= (size_t)shape[i];
    }
    return true;
}

bool broadcast_shape(ibid_instance *instance, size_t *axes, int64_t *shape, const struct array *x)
{
    int64_t common[MAXIMUM_AXES];
    size_t most = *axes > x->axes ? *axes : x->axes;
    for (size_t i = 0; i < most; i++) {
        int64_t left = i < most - *axes ? 1 : shape[i - (most - *axes)];
        int64_t right = i < most - x->axes ? 1 : x->shape[i - (most - x->axes)];
        if (left != right && left != 1 && right != 1) {
            char other[sizeof instance->text];
            strcpy(other, shape_text(instance, *axes, shape));
            fail(instance, IBID_ERROR_SHAPE, "operands of the shapes %s and %s could not be broadcast together", other,
                 shape_text(instance, x->axes, x->shape));
            return false;
        }
        common[i] = left == 1 ? right : left;
    }
    *axes = most;
    memcpy(shape, common, most * sizeof *shape);
    return true;
}
