#include <string.h>

#include "arguments.h"
#include "array.h"
#include "buffer.h"
#include "make.h"
#include "on_device.h"
#include "shape.h"

/* How far from the first element the others reach, in bytes; false where that is beyond any memory. */
static bool measure_reach(size_t axes, const int64_t *shape, const int64_t *strides_bytes, int64_t *lowest,
                          int64_t *highest)
{
    for (size_t i = 0; i < axes; i++) {
        int64_t reach, *end = strides_bytes[i] < 0 ? lowest : highest;
        if (__builtin_mul_overflow(shape[i] - 1, strides_bytes[i], &reach) || __builtin_add_overflow(*end, reach, end))
            return false;
    }
    return true;
}

/* Whether all elements of a view of x, its first one at an offset from x's, stand in the buffer. */
static bool stays_inside(const struct array *x, int64_t offset_bytes, size_t axes, const int64_t *shape,
                         const int64_t *strides_bytes)
{
    int64_t first = x->first - x->buffer->bytes, lowest, highest;
    if (__builtin_add_overflow(first, offset_bytes, &lowest))
        return false;
    highest = lowest;
    for (size_t i = 0; i < axes; i++)
        if (shape[i] == 0)
            return lowest >= 0 && lowest <= (int64_t)x->buffer->byte_count;
    return measure_reach(axes, shape, strides_bytes, &lowest, &highest) && lowest >= 0 &&
           highest <= (int64_t)x->buffer->byte_count - (int64_t)x->dtype->item_bytes;
}

static bool to_bytes(ibid_instance *instance, const struct array *x, int64_t *elements)
{
    if (!__builtin_mul_overflow(*elements, (int64_t)x->dtype->item_bytes, elements))
        return true;
    fail(instance, IBID_ERROR_VALUE, "a stride or an offset reaches out of any memory");
    return false;
}

static bool read_strides(ibid_instance *instance, const struct array *x, struct object *strides, size_t axes,
                         int64_t *strides_bytes)
{
    size_t count;
    if (!read_integers(instance, strides, "a stride", strides_bytes, &count))
        return false;
    if (count != axes) {
        fail(instance, IBID_ERROR_VALUE, "as many strides as axes are needed: %zu, not %zu", axes, count);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!to_bytes(instance, x, &strides_bytes[i]))
            return false;
    return true;
}

reference make_as_strided(ibid_instance *instance, const struct call *call)
{
    struct object *const *given = call->arguments;
    int64_t shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES], offset = 0;
    size_t axes;
    struct array *x = array_of(given[0]);
    if (x == NULL)
        return fail(instance, IBID_ERROR_TYPE, "as_strided takes an array");
    if (!read_shape(instance, given[1], false, shape, &axes) ||
        !read_strides(instance, x, given[2], axes, strides_bytes) ||
        (!is_absent(given[3]) && !read_whole(instance, given[3], "an offset", &offset)) ||
        !to_bytes(instance, x, &offset))
        return NULL;
    if (!stays_inside(x, offset, axes, shape, strides_bytes))
        return fail(instance, IBID_ERROR_VALUE, "the strides reach out of the memory of the array");
    return array_view(instance, x, x->dtype, x->first + offset, axes, shape, strides_bytes);
}

/* Moves the elements of x, which nobody else has, into a buffer that stands where it is wanted. */
static bool move_to(ibid_instance *instance, struct array *x, size_t align, size_t offset)
{
    size_t byte_count = x->element_count * x->dtype->item_bytes;
    struct buffer *placed = buffer_new_placed(instance, byte_count, align, offset);
    if (placed == NULL)
        return false;
    memcpy(placed->bytes, x->first, byte_count);
    buffer_leave(instance, x->buffer);
    x->buffer = placed;
    x->first = placed->bytes;
    return true;
}

/* A new array in C order, whatever `data` is. */
static reference fresh(ibid_instance *instance, struct object *data, const struct object *dtype_name)
{
    const struct dtype *dtype = NULL;
    if (!read_dtype(instance, dtype_name, &dtype))
        return NULL;
    reference made = array_cast_from(instance, data, dtype);
    if (made == NULL || (borrowed(made) != data && is_contiguous(array_of(borrowed(made)), ORDER_C)))
        return made;
    reference copy = array_copy(instance, array_of(borrowed(made)), ORDER_C);
    release(instance, made);
    return copy;
}

static bool read_size(ibid_instance *instance, struct object *object, const char *what, int64_t smallest, int64_t *size)
{
    if (!is_absent(object) && !read_whole(instance, object, what, size))
        return false;
    if (*size >= smallest)
        return true;
    fail(instance, IBID_ERROR_VALUE, "%s is too small: at least %d", what, (int)smallest);
    return false;
}

reference make_place(ibid_instance *instance, const struct call *call)
{
    int64_t align = 64, offset = 4;
    if (!read_size(instance, call->arguments[2], "an alignment", 1, &align) ||
        !read_size(instance, call->arguments[3], "an offset", 0, &offset))
        return NULL;
    reference made = fresh(instance, call->arguments[0], call->arguments[1]);
    bool moved = made != NULL && move_to(instance, array_of(borrowed(made)), (size_t)align, (size_t)offset);
    return result_if(instance, moved, made);
}

/* A value that differs from zero in every byte, and each byte from the others. */
static void second_value(const struct dtype *dtype, unsigned char *element)
{
    for (size_t i = 0; i < dtype->item_bytes; i++)
        element[i] = dtype->class == CLASS_BOOL ? 1 : (unsigned char)(0x31 + i);
}

/* Takes over what is on the host. */
static reference moved_to_device(ibid_instance *instance, reference made)
{
    reference moved = array_to_device(instance, array_of(borrowed(made)), true);
    release(instance, made);
    return moved;
}

reference make_bits(ibid_instance *instance, const struct call *call)
{
    enum { ALL = -1, LARGEST_BIT = 62 };
    int64_t bit;
    const struct array *x = array_of(call->arguments[0]);
    if (x == NULL)
        return fail(instance, IBID_ERROR_TYPE, "bits takes an array");
    if (!read_whole(instance, call->arguments[1], "the number of a bit", &bit))
        return NULL;
    if (bit < ALL)
        return fail(instance, IBID_ERROR_VALUE, "the number of a bit is -1 or more");
    reference made = array_new(instance, x->dtype, x->axes, x->shape, ORDER_C, true);
    if (made == NULL)
        return NULL;
    unsigned char *first = array_of(borrowed(made))->first;
    for (size_t i = 0; i < x->element_count; i++)
        if (bit == ALL || (bit <= LARGEST_BIT && (i >> bit & 1) != 0))
            second_value(x->dtype, first + i * x->dtype->item_bytes);
    return is_on_device(x) ? moved_to_device(instance, made) : made;
}
