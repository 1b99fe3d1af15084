/* Running results along the first axis. */
#include <string.h>

#include "assign.h"
#include "casting.h"
#include "exponents.h"
#include "fold.h"
#include "output.h"
#include "overlapping.h"
#include "run.h"
#include "ufunc.h"

/*
 * Where the first axis has larger steps than another, whole rows of running results are computed from the row before
 * and one of the source.
 */
static void accumulate_rows(ibid_instance *instance, const struct function *function, const struct input *input,
                            const struct array *results)
{
    const struct dtype *dtype = results->dtype;
    struct task first = {.loop = instance->kernels->cast[dtype->number][dtype->number], .sources = 1};
    struct task next = {.loop = instance->kernels->binary[function->loops][dtype->number], .sources = 2};
    size_t axes = results->axes - 1;
    for (int64_t row = 0; row < results->shape[0]; row++) {
        unsigned char *source = input->first + row * input->strides_bytes[0];
        unsigned char *result = results->first + row * results->strides_bytes[0];
        struct walk walk;
        walk_start(&walk, axes, results->shape + 1);
        if (row > 0)
            walk_add(&walk, result - results->strides_bytes[0], axes, results->shape + 1, results->strides_bytes + 1);
        walk_add(&walk, source, axes, input->shape + 1, input->strides_bytes + 1);
        walk_add(&walk, result, axes, results->shape + 1, results->strides_bytes + 1);
        walk_sort(&walk, walk.operands - 1, NULL);
        walk_simplify(&walk, walk.operands - 1);
        task_run(row > 0 ? &next : &first, &walk);
    }
}

/* The walk of the loop: its inner axis is the one along which results run, the others are all that is around. */
static void accumulate_runs(ibid_instance *instance, const struct function *function, const struct input *input,
                            const struct array *results)
{
    struct task task = {
        .loop = instance->kernels->accumulate[function->loops][results->dtype->number],
        .sources = 1,
    };
    size_t axes = results->axes;
    struct walk walk, around;
    walk_start(&around, axes - 1, results->shape + 1);
    walk_add(&around, input->first, axes - 1, input->shape + 1, input->strides_bytes + 1);
    walk_add(&around, results->first, axes - 1, results->shape + 1, results->strides_bytes + 1);
    walk_sort(&around, 1, NULL);
    walk_simplify(&around, 1);
    walk_start(&walk, 1, results->shape);
    walk_add(&walk, around.first[0], 1, input->shape, input->strides_bytes);
    walk_add(&walk, around.first[1], 1, results->shape, results->strides_bytes);
    walk.empty |= around.empty;
    for (size_t i = 0; i < around.axes; i++) {
        walk.shape[1 + i] = around.shape[i];
        memcpy(walk.strides_bytes[1 + i], around.strides_bytes[i], sizeof around.strides_bytes[i]);
    }
    walk.axes = 1 + around.axes;
    task_run(&task, &walk);
}

static bool has_long_rows(const struct array *results)
{
    enum { LONG_ROW_ELEMENTS = 16 };
    int64_t first_axis_bytes = results->strides_bytes[0] < 0 ? -results->strides_bytes[0] : results->strides_bytes[0];
    return results->shape[0] > 0 && (int64_t)results->element_count / results->shape[0] >= LONG_ROW_ELEMENTS &&
           first_axis_bytes > (int64_t)results->dtype->item_bytes;
}

static void accumulate(ibid_instance *instance, const struct function *function, const struct input *input,
                       const struct array *results)
{
    if (results->element_count == 0)
        return;
    if (has_long_rows(results))
        accumulate_rows(instance, function, input, results);
    else
        accumulate_runs(instance, function, input, results);
}

static reference accumulate_new(ibid_instance *instance, const struct function *function, const struct input *input)
{
    reference result = output_new(instance, input->dtype, input->axes, input->shape, input, 1, false);
    if (result != NULL)
        accumulate(instance, function, input, array_of(borrowed(result)));
    return result;
}

static reference accumulate_into(ibid_instance *instance, const struct function *function, struct input *input,
                                 struct array *output)
{
    if (!same_shape(output, input->axes, input->shape))
        return fail(instance, IBID_ERROR_SHAPE, "the output does not have the shape %s of the results",
                    shape_text(instance, input->axes, input->shape));
    if (output->dtype != input->dtype || has_twofold_elements(output))
        return assign_results(instance, output, accumulate_new(instance, function, input));
    if (must_be_copied(input, output) && !input_copy(instance, input))
        return NULL;
    accumulate(instance, function, input, output);
    return retain(object_of(output));
}

/* All elements but the first ones are right operands. */
static bool later_ones_are_exponents(ibid_instance *instance, const struct function *function,
                                     const struct signature *signature, const struct input *input)
{
    int64_t shape[MAXIMUM_AXES];
    if (input->shape[0] == 0)
        return true;
    memcpy(shape, input->shape, input->axes * sizeof *shape);
    shape[0]--;
    struct input later = *input;
    later.shape = shape;
    if (shape[0] > 0)
        later.first += input->strides_bytes[0];
    return check_exponents(instance, function, signature, &later, later.axes, later.shape, NULL);
}

static reference accumulate_input(ibid_instance *instance, const struct function *function, struct input *input,
                                  struct array *output)
{
    if (input->array == NULL || input->axes == 0)
        return fail(instance, IBID_ERROR_TYPE, "running results need an axis");
    struct signature signature;
    const struct dtype *dtype =
        output != NULL ? promote(output->dtype, input->dtype) : dtype_of_fold(function, input->dtype);
    if (!signature_of_fold(instance, function, dtype, &signature) ||
        !input_cast(instance, input, signature.sources[0]) ||
        !later_ones_are_exponents(instance, function, &signature, input))
        return NULL;
    return output == NULL ? accumulate_new(instance, function, input)
                          : accumulate_into(instance, function, input, output);
}

reference ufunc_accumulate(ibid_instance *instance, struct object *function, struct object *x, struct object *out)
{
    const struct function *found = folding_function(instance, function);
    struct array *output;
    if (found == NULL || !output_read(instance, out, &output))
        return NULL;
    if (function_operands(found) != 2)
        return fail(instance, IBID_ERROR_VALUE, "%s does not combine two operands", found->name);
    struct input input;
    reference result = NULL;
    if (input_open(instance, &input, x))
        result = accumulate_input(instance, found, &input, output);
    input_close(instance, &input);
    return result;
}
