#include "overlapping.h"

#include "buffer.h"

static struct ibid_strided strided(const unsigned char *first, const struct dtype *dtype, size_t axes,
                                   const int64_t *shape, const int64_t *strides_bytes)
{
    return (struct ibid_strided){(int64_t)(intptr_t)first, (int64_t)dtype->item_bytes, (int)axes, shape,
                                 strides_bytes};
}

struct ibid_strided strided_of(const struct array *array)
{
    return strided(array->first, array->dtype, array->axes, array->shape, array->strides_bytes);
}

/*
 * Whether each axis steps over all that the ones before it span, from the last to the first or the other way: so it is
 * in whatever was sliced from one block.
 */
static bool is_nested(const struct array *array, bool from_the_last)
{
    int64_t span = (int64_t)array->dtype->item_bytes;
    for (size_t i = 0; i < array->axes; i++) {
        size_t axis = from_the_last ? array->axes - 1 - i : i;
        int64_t length = array->shape[axis], stride = array->strides_bytes[axis];
        if (length == 1)
            continue;
        stride = stride < 0 ? -stride : stride;
        if (stride < span)
            return false;
        span += (length - 1) * stride;
    }
    return true;
}

bool has_twofold_elements(const struct array *array)
{
    if (array->element_count <= 1 || is_nested(array, true) || is_nested(array, false))
        return false;
    struct ibid_strided x = strided_of(array);
    return ibid_overlap_internal(&x, NULL) != IBID_OVERLAP_NO;
}

static bool has_same_elements(const struct input *input, const struct array *written)
{
    if (input->first != written->first || input->axes != written->axes ||
        input->dtype->item_bytes != written->dtype->item_bytes)
        return false;
    for (size_t i = 0; i < input->axes; i++)
        if (input->shape[i] != written->shape[i] ||
            (input->strides_bytes[i] != written->strides_bytes[i] && input->shape[i] != 1))
            return false;
    return true;
}

/* Strides of the input as it is spread over the shape of what is written. */
static void spread(const struct input *input, const struct array *written, int64_t *strides_bytes)
{
    size_t new_axes = written->axes - input->axes;
    for (size_t i = 0; i < written->axes; i++)
        strides_bytes[i] = i < new_axes || input->shape[i - new_axes] == 1 ? 0 : input->strides_bytes[i - new_axes];
}

bool must_be_copied(const struct input *input, const struct array *written)
{
    if (input->array == NULL || !buffers_meet(input->array->buffer, written->buffer) ||
        has_same_elements(input, written))
        return false;
    int64_t strides_bytes[MAXIMUM_AXES];
    spread(input, written, strides_bytes);
    struct ibid_strided source = strided(input->first, input->dtype, written->axes, written->shape, strides_bytes);
    struct ibid_strided destination = strided_of(written);
    return ibid_overlap_elementwise(&destination, &source) != IBID_OVERLAP_ANY_ORDER;
}

/* Operand of a walk with its axes in the order that impl/overlap takes: the fastest last. */
static struct ibid_strided of_operand(const struct walk *walk, size_t operand, const struct dtype *dtype,
                                      int64_t *shape, int64_t *strides_bytes)
{
    for (size_t i = 0; i < walk->axes; i++) {
        size_t axis = walk->axes - 1 - i;
        shape[i] = walk->shape[axis];
        strides_bytes[i] = walk->strides_bytes[axis][operand];
    }
    return strided(walk->first[operand], dtype, walk->axes, shape, strides_bytes);
}

enum ibid_overlap_walk walk_without_copy(const struct walk *walk, size_t written, const struct dtype *written_dtype,
                                         size_t read, const struct dtype *read_dtype)
{
    int64_t shape[MAXIMUM_AXES], written_bytes[MAXIMUM_AXES], read_bytes[MAXIMUM_AXES];
    struct ibid_strided destination = of_operand(walk, written, written_dtype, shape, written_bytes);
    struct ibid_strided source = of_operand(walk, read, read_dtype, shape, read_bytes);
    return ibid_overlap_elementwise(&destination, &source);
}

bool have_common_elements(const struct array *x, const struct array *y)
{
    if (!buffers_meet(x->buffer, y->buffer))
        return false;
    struct ibid_strided strided_x = strided_of(x), strided_y = strided_of(y);
    return ibid_overlap(&strided_x, &strided_y, NULL) != IBID_OVERLAP_NO;
}

bool has_common_elements(const struct input *input, const struct array *written)
{
    if (input->array == NULL || !buffers_meet(input->array->buffer, written->buffer))
        return false;
    struct ibid_strided x = strided(input->first, input->dtype, input->axes, input->shape, input->strides_bytes);
    struct ibid_strided y = strided_of(written);
    return ibid_overlap(&x, &y, NULL) != IBID_OVERLAP_NO;
}
