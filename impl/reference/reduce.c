/*
 * Sums. Their additions are NumPy's in order and number, so that sums of floats are equal bit by bit: along the axis
 * with the smallest steps in pairs, where that is summed over, and along all others one after the other.
 */
#include "arguments.h"
#include "assign.h"
#include "casting.h"
#include "fold.h"
#include "output.h"
#include "overlapping.h"
#include "run.h"
#include "ufunc.h"

struct sum_state {
    struct input input;
    bool summed[MAXIMUM_AXES]; /* the axes of the input that are summed over */
    size_t kept_axes;
    int64_t kept_shape[MAXIMUM_AXES], kept_strides_bytes[MAXIMUM_AXES];
    const struct dtype *dtype; /* of the sums */
    struct array *output;
};

/* NumPy lets numbers and arrays without axes have one, where it is named alone. */
static bool mark_axis(ibid_instance *instance, struct sum_state *sum, struct object *axis)
{
    int64_t given;
    size_t number;
    if (!read_whole(instance, axis, "an axis", &given))
        return false;
    if (sum->input.axes == 0 && (given == 0 || given == -1))
        return true;
    if (!check_axis(instance, given, sum->input.axes, &number))
        return false;
    sum->summed[number] = true;
    return true;
}

/* A list is no axes here. */
static bool mark_axes(ibid_instance *instance, struct sum_state *sum, struct object *axis)
{
    bool all = is_absent(axis);
    for (size_t i = 0; i < sum->input.axes; i++)
        sum->summed[i] = all;
    if (all)
        return true;
    if (axis->kind == OBJECT_TUPLE)
        return read_axis_set(instance, axis, sum->input.axes, sum->summed);
    return mark_axis(instance, sum, axis);
}

static void keep_others(struct sum_state *sum)
{
    sum->kept_axes = 0;
    for (size_t i = 0; i < sum->input.axes; i++)
        if (!sum->summed[i]) {
            sum->kept_shape[sum->kept_axes] = sum->input.shape[i];
            sum->kept_strides_bytes[sum->kept_axes++] = sum->input.strides_bytes[i];
        }
}

static const struct dtype *dtype_of_sum(const struct dtype *dtype)
{
    return dtype_of_fold(function_of(IBID_OP_ADD), dtype);
}

static bool output_fits(ibid_instance *instance, const struct sum_state *sum)
{
    const struct array *output = sum->output;
    if (output == NULL || same_shape(output, sum->kept_axes, sum->kept_shape))
        return true;
    return fail(instance, IBID_ERROR_SHAPE, "the output does not have the shape %s of the sums",
                shape_text(instance, sum->kept_axes, sum->kept_shape)) != NULL;
}

/* Sums in another dtype than is usual are those of converted elements. */
static bool convert_elements(ibid_instance *instance, struct sum_state *sum)
{
    if (sum->dtype == dtype_of_sum(sum->input.dtype))
        return true;
    sum->input.weak = false;
    return sum->input.array == NULL ? input_settle(instance, &sum->input, sum->dtype)
                                    : input_cast(instance, &sum->input, sum->dtype);
}

/* Along the innermost axis each sum has elements of its own: whole rows of sums are updated. */
static void add_rows(ibid_instance *instance, const struct sum_state *sum, const struct walk *source_and_sums)
{
    struct task task = {.loop = instance->kernels->binary[KERNEL_ADD][sum->dtype->number], .sources = 2};
    task.casts[1] = cast_between(instance, sum->input.dtype, sum->dtype);
    task.item_bytes[1] = sum->dtype->item_bytes;
    struct walk walk = *source_and_sums;
    walk.operands = 3;
    for (size_t i = 0; i < walk.axes; i++) {
        walk.strides_bytes[i][0] = walk.strides_bytes[i][2] = source_and_sums->strides_bytes[i][1];
        walk.strides_bytes[i][1] = source_and_sums->strides_bytes[i][0];
    }
    walk.first[0] = walk.first[2] = source_and_sums->first[1];
    walk.first[1] = source_and_sums->first[0];
    task_run(&task, &walk);
}

static void add_within_rows(ibid_instance *instance, const struct sum_state *sum, const struct walk *walk)
{
    kernel_loop *loop = sum->input.dtype == sum->dtype
                            ? instance->kernels->reduce[KERNEL_ADD][sum->dtype->number]
                            : instance->kernels->sum[sum->input.dtype->number];
    task_run(&(struct task){.loop = loop, .sources = 1}, walk);
}

/* Adds the elements to what stands at `first`, an element for each of the kept axes in steps of `strides_bytes`. */
static void add_elements(ibid_instance *instance, const struct sum_state *sum, unsigned char *first,
                         const int64_t *strides_bytes)
{
    int64_t spread_bytes[MAXIMUM_AXES];
    for (size_t i = 0; i < sum->input.axes; i++)
        spread_bytes[i] = sum->summed[i] ? 0 : *strides_bytes++;
    struct walk walk;
    walk_start(&walk, sum->input.axes, sum->input.shape);
    walk_add_input(&walk, &sum->input);
    walk_add(&walk, first, sum->input.axes, sum->input.shape, spread_bytes);
    walk_sort(&walk, 0, NULL);
    walk_simplify(&walk, 0);
    bool kept_innermost = walk.axes > 0 && walk.strides_bytes[0][1] != 0;
    if (kept_innermost)
        add_rows(instance, sum, &walk);
    else
        add_within_rows(instance, sum, &walk);
}

static reference sum_new(ibid_instance *instance, const struct sum_state *sum)
{
    struct input kept = {.axes = sum->kept_axes, .shape = sum->kept_shape, .strides_bytes = sum->kept_strides_bytes};
    reference result = output_new(instance, sum->dtype, sum->kept_axes, sum->kept_shape, &kept, 1, true);
    if (result == NULL)
        return NULL;
    const struct array *sums = array_of(borrowed(result));
    add_elements(instance, sum, sums->first, sums->strides_bytes);
    return result;
}

static reference sum_to_scalar(ibid_instance *instance, const struct sum_state *sum)
{
    _Alignas(16) unsigned char element[LARGEST_ITEM_BYTES] = {0};
    add_elements(instance, sum, element, NULL);
    return scalar_new(instance, sum->dtype, element);
}

static reference sum_into(ibid_instance *instance, struct sum_state *sum)
{
    struct array *output = sum->output;
    if (output->dtype != sum->dtype || has_twofold_elements(output))
        return assign_results(instance, output, sum_new(instance, sum));
    if (has_common_elements(&sum->input, output) && !input_copy(instance, &sum->input))
        return NULL;
    output_clear(instance, output);
    add_elements(instance, sum, output->first, output->strides_bytes);
    return retain(object_of(output));
}

static reference sum_input(ibid_instance *instance, struct sum_state *sum, struct object *x, struct object *axis)
{
    if (!input_open(instance, &sum->input, x) || !mark_axes(instance, sum, axis))
        return NULL;
    keep_others(sum);
    const struct array *output = sum->output;
    sum->dtype = output != NULL ? promote(output->dtype, sum->input.dtype) : dtype_of_sum(sum->input.dtype);
    if (!output_fits(instance, sum) || !input_settle(instance, &sum->input, sum->input.dtype) ||
        !convert_elements(instance, sum))
        return NULL;
    if (sum->output != NULL)
        return sum_into(instance, sum);
    return sum->kept_axes == 0 ? sum_to_scalar(instance, sum) : sum_new(instance, sum);
}

reference ufunc_sum(ibid_instance *instance, struct object *x, struct object *axis, struct object *out)
{
    struct sum_state sum;
    sum.input.kept = NULL;
    if (!output_read(instance, out, &sum.output))
        return NULL;
    reference result = sum_input(instance, &sum, x, axis);
    input_close(instance, &sum.input);
    return result;
}
