#include "ufunc.h"

#include <string.h>

#include "assign.h"
#include "buffer.h"
#include "call_state.h"
#include "casting.h"
#include "exponents.h"
#include "on_device.h"
#include "output.h"
#include "overlapping.h"
#include "promotion.h"
#include "run.h"

static bool open_input(ibid_instance *instance, struct call_state *call, struct object *object)
{
    return input_open(instance, &call->inputs[call->opened++], object);
}

/* NumPy takes an array as a mask only if it is one of bools, and anything else for its truth. */
static bool open_mask(ibid_instance *instance, struct call_state *call, struct object *where)
{
    call->masked = where != NULL && where->kind != OBJECT_NONE;
    if (!call->masked)
        return true;
    const struct dtype *truths = dtype_numbered(KERNEL_BOOL);
    struct array *array = array_of(where);
    if (array != NULL && array->dtype != truths)
        return fail(instance, IBID_ERROR_CASTING, "where= takes bools, and %s is not cast to them",
                    array->dtype->name) != NULL;
    struct input *mask = mask_of(call);
    if (!open_input(instance, call, where))
        return false;
    if (mask->array == NULL)
        return input_settle(instance, mask, truths);
    if (mask->dtype == truths)
        return true;
    reference converted = array_from(instance, borrowed(mask->kept), truths);
    if (converted == NULL)
        return false;
    input_close(instance, mask);
    bool opened = input_open(instance, mask, borrowed(converted));
    mask->kept = converted;
    return opened;
}

static bool open_inputs(ibid_instance *instance, struct call_state *call, struct object *x, struct object *y,
                        struct object *where)
{
    return open_input(instance, call, x) && (call->sources == 1 || open_input(instance, call, y)) &&
           open_mask(instance, call, where);
}

static bool find_types(ibid_instance *instance, struct call_state *call)
{
    struct input *inputs = call->inputs;
    if (!signature_find(instance, call->function, &inputs[0], call->sources == 2 ? &inputs[1] : NULL, &call->signature))
        return false;
    for (size_t i = 0; i < call->sources; i++)
        if (!input_settle(instance, &inputs[i], call->signature.sources[i]))
            return false;
    return call->output == NULL || output_casts(instance, call->output, call->signature.result);
}

static bool find_shape(ibid_instance *instance, struct call_state *call)
{
    call->axes = 0;
    bool any = false;
    for (size_t i = 0; i < call->opened; i++) {
        const struct array *array = call->inputs[i].array;
        if (array == NULL)
            continue;
        if (any && !broadcast_shape(instance, &call->axes, call->shape, array))
            return false;
        if (!any) {
            call->axes = array->axes;
            memcpy(call->shape, array->shape, array->axes * sizeof *array->shape);
            any = true;
        }
    }
    if (call->output == NULL)
        return true;
    if (!output_is_filled(instance, call->output, call->axes, call->shape))
        return false;
    call->axes = call->output->axes;
    memcpy(call->shape, call->output->shape, call->axes * sizeof *call->shape);
    return true;
}

/* Its axes stand in an order that depends on the destination alone. */
static void walk_of(struct walk *walk, const struct call_state *call, const struct array *destination)
{
    walk_start(walk, call->axes, call->shape);
    for (size_t i = 0; i < call->sources; i++)
        walk_add_input(walk, &call->inputs[i]);
    walk_add_array(walk, destination);
    if (call->masked)
        walk_add_input(walk, &call->inputs[call->sources]);
    walk_sort(walk, call->sources, NULL);
    walk_simplify(walk, call->sources);
}

/* Runs the function into an array of the call's shape. */
static void run(ibid_instance *instance, struct call_state *call, const struct array *destination)
{
    struct task task = {.loop = call->signature.loop, .sources = call->sources, .masked = call->masked};
    struct walk walk;
    walk_of(&walk, call, destination);
    bool in_place = false;
    for (size_t i = 0; i < call->sources; i++) {
        const struct input *input = &call->inputs[i];
        task.casts[i] =
            (call->is_shifted[i] ? copy_between : cast_between)(instance, input->dtype, call->signature.sources[i]);
        task.item_bytes[i] = call->signature.sources[i]->item_bytes;
        in_place |= input->array != NULL && buffers_meet(input->array->buffer, destination->buffer);
    }
    task.casts[call->sources] = cast_between(instance, call->signature.result, destination->dtype);
    task.item_bytes[call->sources] = call->signature.result->item_bytes;
    task.backwards = call->order == IBID_OVERLAP_BACKWARD;
    task.streams = !in_place && streams(instance, destination->element_count * destination->dtype->item_bytes);
    task_run(&task, &walk);
}

static bool exponents_are_allowed(ibid_instance *instance, struct call_state *call)
{
    return call->sources == 1 || check_exponents(instance, call->function, &call->signature, &call->inputs[1],
                                                 call->axes, call->shape, call->masked ? mask_of(call) : NULL);
}

/* Whether the order of the walk can be such that the source is read before it is written; then it is from now on. */
static bool finds_order(struct call_state *call, const struct array *destination, size_t source)
{
    struct walk walk;
    walk_of(&walk, call, destination);
    enum ibid_overlap_walk order =
        walk_without_copy(&walk, call->sources, destination->dtype, source, call->inputs[source].dtype);
    bool is_found = (order == IBID_OVERLAP_FORWARD || order == IBID_OVERLAP_BACKWARD) &&
                    (call->order == IBID_OVERLAP_ANY_ORDER || call->order == order);
    if (is_found) {
        call->order = order;
        call->is_shifted[source] = true;
    }
    return is_found;
}

/* Copies what would be read after it was written, in whatever order. */
static bool part_inputs(ibid_instance *instance, struct call_state *call, const struct array *destination)
{
    for (size_t i = 0; i < call->opened; i++)
        if (must_be_copied(&call->inputs[i], destination) &&
            (i >= call->sources || !finds_order(call, destination, i)) && !input_copy(instance, &call->inputs[i]))
            return false;
    return true;
}

static reference compute_scalar(ibid_instance *instance, struct call_state *call)
{
    _Alignas(16) unsigned char element[LARGEST_ITEM_BYTES] = {0};
    struct kernel_walk walk = {.inner_count = 1, .outer_count = 1};
    _Alignas(16) unsigned char sources[2][LARGEST_ITEM_BYTES];
    for (size_t i = 0; i < call->sources; i++) {
        const struct input *input = &call->inputs[i];
        const struct dtype *source = call->signature.sources[i];
        walk.data[i] = (char *)input->first;
        if (input->dtype == source)
            continue;
        cast_row(instance, input->dtype, input->first, source, sources[i], 1);
        walk.data[i] = (char *)sources[i];
    }
    walk.data[call->sources] = (char *)element;
    call->signature.loop(&walk);
    return scalar_new(instance, call->signature.result, element);
}

/* What no mask lets through is zero and not what the memory held, so that nothing of another array shows. */
static reference compute_new(ibid_instance *instance, struct call_state *call)
{
    reference result = output_new(instance, call->signature.result, call->axes, call->shape, call->inputs,
                                  call->sources, call->masked);
    if (result != NULL)
        run(instance, call, array_of(borrowed(result)));
    return result;
}

/* A mask that the output stands in is read while results go there one by one. */
static bool part_mask(ibid_instance *instance, struct call_state *call)
{
    return !call->masked || !has_common_elements(mask_of(call), call->output) || input_copy(instance, mask_of(call));
}

/* Where an element stands in several places of the output, the last result in the order of the indices stays. */
static bool compute_apart(ibid_instance *instance, struct call_state *call)
{
    if (!part_mask(instance, call))
        return false;
    struct call_state unmasked = *call;
    unmasked.masked = false;
    reference results = compute_new(instance, &unmasked);
    if (results == NULL)
        return false;
    assign_in_order(instance, call->output, array_of(borrowed(results)), call->masked ? mask_of(call) : NULL);
    release(instance, results);
    return true;
}

static reference compute_into(ibid_instance *instance, struct call_state *call)
{
    if (has_twofold_elements(call->output)) {
        if (!compute_apart(instance, call))
            return NULL;
    } else {
        if (!part_inputs(instance, call, call->output))
            return NULL;
        run(instance, call, call->output);
    }
    return retain(object_of(call->output));
}

static reference compute(ibid_instance *instance, struct call_state *call, struct object *x, struct object *y,
                         struct object *where)
{
    if (!open_inputs(instance, call, x, y, where) || !find_types(instance, call) || !find_shape(instance, call))
        return NULL;
    if (instance->place != NULL && concerns_device(call))
        return compute_on_device(instance, call);
    if (!exponents_are_allowed(instance, call))
        return NULL;
    if (call->output != NULL)
        return compute_into(instance, call);
    return call->axes == 0 ? compute_scalar(instance, call) : compute_new(instance, call);
}

static reference perform_call(ibid_instance *instance, const struct function *function, struct object *x,
                              struct object *y, struct array *output, struct object *where)
{
    struct call_state call; /* without zeroing what is large and set anyway */
    call.function = function;
    call.sources = function_operands(function);
    call.opened = 0;
    call.order = IBID_OVERLAP_ANY_ORDER;
    memset(call.is_shifted, 0, sizeof call.is_shifted);
    call.output = output;
    reference result = compute(instance, &call, x, y, where);
    for (size_t i = 0; i < call.opened; i++)
        input_close(instance, &call.inputs[i]);
    return result;
}

static bool is_stranger(const struct object *object)
{
    return object->kind == OBJECT_NONE || object->kind == OBJECT_STR;
}

reference truth_everywhere(ibid_instance *instance, struct object *x, bool truth)
{
    const struct dtype *dtype = dtype_named("bool");
    unsigned char element = truth;
    const struct array *array = array_of(x);
    if (array == NULL || array->axes == 0)
        return scalar_new(instance, dtype, &element);
    reference result = array_new_beside(instance, array, dtype, array->axes, array->shape, true);
    reference value = result == NULL ? NULL : bool_of(instance, truth);
    bool good = value != NULL && array_assign(instance, array_of(borrowed(result)), borrowed(value));
    release(instance, value);
    return result_if(instance, good, result);
}

/* No element is equal to a string or to None. */
static reference compare_with_stranger(ibid_instance *instance, const struct function *function, struct object *other)
{
    if (other->kind == OBJECT_ARRAY && is_on_device(array_of(other)))
        return lacks(instance, "comparison of an array on a device with what is none");
    return truth_everywhere(instance, other, function->loops == KERNEL_NOT_EQUAL);
}

static bool tells_equality(const struct function *function)
{
    return function->form == FORM_COMPARISON &&
           (function->loops == KERNEL_EQUAL || function->loops == KERNEL_NOT_EQUAL);
}

reference ufunc_call(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y,
                     struct object *out, struct object *where)
{
    const struct function *function = function_of(operation);
    struct array *output;
    if (!output_read(instance, out, &output))
        return NULL;
    if (y != NULL && tells_equality(function) && output == NULL && (is_stranger(x) || is_stranger(y)))
        return compare_with_stranger(instance, function, is_stranger(y) ? x : y);
    return perform_call(instance, function, x, y, output, where);
}

reference ufunc_update(ibid_instance *instance, enum ibid_operation operation, struct array *x, struct object *y)
{
    return ufunc_call(instance, operation, object_of(x), y, object_of(x), NULL);
}
