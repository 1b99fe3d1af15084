#include "assign.h"
#include "casting.h"
#include "launching.h"
#include "on_device.h"
#include "output.h"
#include "overlapping.h"

static bool refuse_mixture(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_DEVICE,
                "arrays on \"cpu\" and on \"%s\" do not mix: to_device(x, device) moves one to the other",
                instance->place->name) != NULL;
}

bool is_in_place_of(ibid_instance *instance, const struct array *x, const struct array *value)
{
    return value == NULL || is_on_device(x) == is_on_device(value) || refuse_mixture(instance);
}

bool concerns_device(const struct call_state *call)
{
    return on_device_among(call->inputs, call->opened) != NULL || (call->output != NULL && is_on_device(call->output));
}

static bool is_in_one_place(ibid_instance *instance, const struct call_state *call)
{
    bool mixed = call->output != NULL && !is_on_device(call->output);
    for (size_t i = 0; i < call->opened; i++)
        mixed |= call->inputs[i].array != NULL && !is_on_device(call->inputs[i].array);
    return !mixed || refuse_mixture(instance);
}

/* A number becomes an element on the device, in a slot that the stream's order keeps for this call. */
static bool put_number(ibid_instance *instance, const struct input *input, size_t slot, const struct dtype *dtype,
                       struct device_operand *operand)
{
    _Alignas(16) unsigned char element[LARGEST_ITEM_BYTES];
    struct device_error error;
    struct place *place = instance->place;
    cast_row(instance, input->dtype, input->first, dtype, element, 1);
    *operand = (struct device_operand){.memory = place->numbers,
                                       .offset_bytes = (place->current * NUMBER_SLOTS + slot) * LARGEST_ITEM_BYTES};
    return device_fill(current_stream(place), place->numbers, operand->offset_bytes, dtype->item_bytes, element,
                       dtype->item_bytes, &error) ||
           device_failed(instance, &error) != NULL;
}

/* An array is of the dtype already. */
static bool operand_of_input(ibid_instance *instance, const struct input *input, size_t slot, const struct dtype *dtype,
                             size_t launch_axes, struct device_operand *operand)
{
    if (input->array == NULL)
        return put_number(instance, input, slot, dtype, operand);
    *operand = operand_spread(input->array->buffer, input->first, input->axes, input->shape, input->strides_bytes,
                              launch_axes);
    return true;
}

bool assign_on_device(ibid_instance *instance, const struct array *x, const struct input *input)
{
    struct device_launch launch = {.family = DEVICE_CAST, .dtype = input->dtype->number, .cast = x->dtype->number};
    return operand_of_input(instance, input, 0, input->dtype, x->axes, &launch.sources[0]) &&
           launch_over(instance, &launch, x);
}

static struct device_launch launch_of(const struct call_state *call)
{
    static const enum device_family families[] = {[FORM_BINARY] = DEVICE_BINARY,
                                                  [FORM_COMPARISON] = DEVICE_COMPARISON,
                                                  [FORM_UNARY] = DEVICE_UNARY,
                                                  [FORM_COPY] = DEVICE_CAST};
    enum kernel_dtype dtype = call->signature.sources[0]->number;
    return (struct device_launch){.family = families[call->function->form],
                                  .operation = (int)call->function->loops,
                                  .dtype = dtype,
                                  .cast = dtype};
}

/* What the interface of devices has no launch for. */
static bool is_launched(ibid_instance *instance, const struct call_state *call)
{
    const struct dtype *const *sources = call->signature.sources;
    bool whole = sources[0]->class == CLASS_SIGNED || sources[0]->class == CLASS_UNSIGNED;
    if (call->sources == 2 && sources[0] != sources[1])
        return lacks(instance, "comparison of signed with unsigned integers on a device") != NULL;
    if (call->function->form == FORM_BINARY && call->function->loops == KERNEL_POWER && whole)
        return lacks(instance, "powers of integers on a device") != NULL;
    if (call->output != NULL && has_twofold_elements(call->output))
        return lacks(instance, TWOFOLD_ON_DEVICE) != NULL;
    return true;
}

/* Arrays of the dtypes that are computed with, and apart from what is written. */
static bool ready_inputs(ibid_instance *instance, struct call_state *call)
{
    for (size_t i = 0; i < call->opened; i++) {
        struct input *input = &call->inputs[i];
        if (input->array == NULL)
            continue;
        if (i < call->sources && !input_cast(instance, input, call->signature.sources[i]))
            return false;
        if (call->output != NULL && must_be_copied(input, call->output) && !input_copy(instance, input))
            return false;
    }
    return true;
}

static bool mask_launch(ibid_instance *instance, struct call_state *call, size_t axes, struct device_launch *launch)
{
    return !call->masked || operand_of_input(instance, mask_of(call), NUMBER_SLOTS - 1, dtype_numbered(KERNEL_BOOL),
                                             axes, &launch->mask);
}

static bool launch_function(ibid_instance *instance, struct call_state *call, const struct array *written)
{
    struct device_launch launch = launch_of(call);
    for (size_t i = 0; i < call->sources; i++)
        if (!operand_of_input(instance, &call->inputs[i], i, call->signature.sources[i], written->axes,
                              &launch.sources[i]))
            return false;
    return mask_launch(instance, call, written->axes, &launch) && launch_over(instance, &launch, written);
}

/* Results of another dtype than the output's, which are cast where the mask lets them through. */
static bool launch_cast(ibid_instance *instance, struct call_state *call, const struct array *results)
{
    struct device_launch launch = {.family = DEVICE_CAST,
                                   .dtype = results->dtype->number,
                                   .cast = call->output->dtype->number,
                                   .sources = {operand_of_array(results)}};
    return mask_launch(instance, call, call->output->axes, &launch) && launch_over(instance, &launch, call->output);
}

static const struct array *any_array(const struct call_state *call)
{
    const struct array *array = on_device_among(call->inputs, call->opened);
    return array != NULL ? array : call->output;
}

static reference compute_new(ibid_instance *instance, struct call_state *call)
{
    reference results = on_device_among(call->inputs, call->sources) != NULL
                            ? output_new(instance, call->signature.result, call->axes, call->shape, call->inputs,
                                         call->sources, call->masked)
                            : array_new_beside(instance, any_array(call), call->signature.result, call->axes,
                                               call->shape, call->masked);
    return result_if(instance, results != NULL && launch_function(instance, call, array_of(borrowed(results))),
                     results);
}

/* As on the host: a scalar is a value, and waits for it. */
static reference compute_scalar(ibid_instance *instance, struct call_state *call)
{
    reference results = compute_new(instance, call);
    const struct array *array = results == NULL ? NULL : array_of(borrowed(results));
    reference scalar = array == NULL ? NULL : scalar_of_element(instance, array, array->first);
    release(instance, results);
    return scalar;
}

static bool compute_into(ibid_instance *instance, struct call_state *call)
{
    if (call->output->dtype == call->signature.result)
        return launch_function(instance, call, call->output);
    reference results = compute_new(instance, call);
    bool cast = results != NULL && launch_cast(instance, call, array_of(borrowed(results)));
    release(instance, results);
    return cast;
}

reference compute_on_device(ibid_instance *instance, struct call_state *call)
{
    if (!is_in_one_place(instance, call) || !is_launched(instance, call) || !ready_inputs(instance, call))
        return NULL;
    if (call->output == NULL && call->axes == 0)
        return compute_scalar(instance, call);
    if (call->output == NULL)
        return compute_new(instance, call);
    return compute_into(instance, call) ? retain(object_of(call->output)) : NULL;
}
