#include "output.h"

#include "arguments.h"
#include "casting.h"
#include "on_device.h"
#include "run.h"

bool output_read(ibid_instance *instance, struct object *object, struct array **output)
{
    *output = NULL;
    if (is_absent(object))
        return true;
    struct array *array = array_of(object);
    if (array == NULL)
        return fail(instance, IBID_ERROR_TYPE, "an output has to be an array, not '%s'", type_name(object)) != NULL;
    if (!array->writeable)
        return fail(instance, IBID_ERROR_READONLY, "the output array is read-only") != NULL;
    *output = array;
    return true;
}

bool output_casts(ibid_instance *instance, const struct array *output, const struct dtype *dtype)
{
    return dtype == output->dtype || can_cast(dtype, output->dtype) ||
           fail(instance, IBID_ERROR_CASTING, "results of %s are not cast to %s by the rule 'same_kind'", dtype->name,
                output->dtype->name) != NULL;
}

/* Whether a result of the shape can be spread over the whole of the output. */
static bool spreads_over(const struct array *output, size_t axes, const int64_t *shape)
{
    if (axes > output->axes)
        return false;
    const int64_t *last = output->shape + (output->axes - axes);
    for (size_t i = 0; i < axes; i++)
        if (shape[i] != 1 && shape[i] != last[i])
            return false;
    return true;
}

bool output_is_filled(ibid_instance *instance, const struct array *output, size_t axes, const int64_t *shape)
{
    return spreads_over(output, axes, shape) ||
           fail(instance, IBID_ERROR_SHAPE, "the output does not have the shape %s of the results",
                shape_text(instance, axes, shape)) != NULL;
}

/* Gives an array without gaps the axes of a walk, the first one innermost; axis i of the walk stood at places[i]. */
static void set_axes(struct array *array, const size_t *places)
{
    size_t permutation[MAXIMUM_AXES];
    for (size_t i = 0; i < array->axes; i++)
        permutation[array->axes - 1 - i] = array->axes - 1 - places[i];
    strides_in_order(array->axes, array->shape, array->dtype->item_bytes, permutation, array->strides_bytes);
}

static bool is_in_order(const size_t *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (places[i] != i)
            return false;
    return true;
}

reference output_new(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                     const struct input *inputs, size_t input_count, bool zeroed)
{
    const struct array *beside = on_device_among(inputs, input_count);
    reference result = beside == NULL ? array_new(instance, dtype, axes, shape, ORDER_C, zeroed)
                                      : array_new_beside(instance, beside, dtype, axes, shape, zeroed);
    if (result == NULL || axes <= 1)
        return result;
    struct walk walk;
    size_t places[MAXIMUM_AXES];
    walk_start(&walk, axes, shape);
    for (size_t i = 0; i < input_count; i++)
        walk_add_input(&walk, &inputs[i]);
    walk_sort(&walk, NO_LEADER, places);
    if (!is_in_order(places, axes))
        set_axes(array_of(borrowed(result)), places);
    return result;
}

/* Zeros, of whatever dtype, are zero bytes. */
void output_clear(ibid_instance *instance, const struct array *output)
{
    _Alignas(16) unsigned char zero[LARGEST_ITEM_BYTES] = {0};
    struct walk walk;
    walk_start(&walk, output->axes, output->shape);
    walk_add(&walk, zero, 0, NULL, NULL);
    walk_add_array(&walk, output);
    walk_sort(&walk, 1, NULL);
    walk_simplify(&walk, 1);
    task_run(&(struct task){.loop = copy_between(instance, output->dtype, output->dtype), .sources = 1}, &walk);
}
