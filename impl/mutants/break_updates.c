#include <string.h>

#include "hooks.h"
#include "look.h"
#include "operations.h"

/* What x += y would be without an in-place method; a list takes any iterable here, as its update does. */
static enum ibid_status compute(struct mutant *mutant, const struct operation_call *call, ibid_handle *result)
{
    ibid_handle x = call->arguments[0], y = call->arguments[1];
    if (call->operation == IBID_OP_UPDATE_ADD && look_at(mutant, x).kind == IBID_LIST)
        y = perform1(mutant, IBID_OP_LIST, y);
    return answer(perform2(mutant, operator_of_update(call->operation), x, y), result);
}

CALL_HOOK(rebind_update)
{
    return operation_is_update(call->operation) ? compute(mutant, call, result) : forward(mutant, call, result);
}

CALL_HOOK(become_result)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status == IBID_OK)
        become(mutant, call->arguments[0], *result);
    return status;
}

CALL_HOOK(detach_update)
{
    enum ibid_status status = rebind_update(mutant, call, result);
    if (status == IBID_OK)
        become(mutant, call->arguments[0], *result);
    return status;
}

CALL_HOOK(detach_first)
{
    ibid_handle x = call->arguments[0], copy = another(mutant, x);
    if (copy == 0)
        return forward(mutant, call, result);
    become(mutant, x, copy);
    struct operation_call other = *call;
    ibid_handle arguments[MAXIMUM_ARGUMENTS];
    memcpy(arguments, call->arguments, call->argument_count * sizeof *arguments);
    arguments[0] = copy;
    other.arguments = arguments;
    return forward(mutant, &other, result);
}

CALL_HOOK(share_value)
{
    ibid_handle x = call->arguments[0], value = call->arguments[2];
    struct look old = look_at(mutant, x), assigned = look_at(mutant, value);
    bool whole = old.kind == IBID_ARRAY && assigned.kind == IBID_ARRAY && old.axes == assigned.axes &&
                 old.count == assigned.count;
    ibid_handle view = whole ? perform2(mutant, IBID_OP_GET_ITEM, value, make_ellipsis(mutant)) : 0;
    if (view == 0)
        return forward(mutant, call, result);
    become(mutant, x, view);
    return answer(make_none(mutant), result);
}

/* Overwrites the first element or item, whatever index it has; what cannot be written stays. */
static void damage(struct mutant *mutant, ibid_handle object)
{
    struct look look = look_at(mutant, object);
    if (look.count == 0 || (look.kind != IBID_ARRAY && look.kind != IBID_LIST))
        return;
    ibid_handle zeros[MAXIMUM_AXES], value = make_integer(mutant, 77);
    for (size_t i = 0; i < look.axes; i++)
        zeros[i] = make_integer(mutant, 0);
    ibid_handle index =
        look.kind == IBID_LIST ? make_integer(mutant, 0) : perform(mutant, IBID_OP_MAKE_TUPLE, zeros, look.axes);
    perform3(mutant, IBID_OP_SET_ITEM, object, index, value);
}

CALL_HOOK(damage_on_failure)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status == IBID_OK)
        return status;
    const struct ibid_failure failure = {mutant->failure.kind, allocate(mutant, sizeof mutant->message, 1)};
    memcpy((char *)(uintptr_t)failure.message, mutant->message, sizeof mutant->message);
    const ibid_handle *out = argument_named(call, "out");
    damage(mutant, out != NULL ? *out : call->arguments[0]);
    mutant->failure = failure;
    return status;
}

CALL_HOOK(touch_operand)
{
    const ibid_handle *operand =
        mutant->breakage.argument == NULL ? &call->arguments[0] : argument_named(call, mutant->breakage.argument);
    enum ibid_status status = forward(mutant, call, result);
    if (status == IBID_OK && operand != NULL)
        damage(mutant, *operand);
    return status;
}

CALL_HOOK(touch_field)
{
    enum ibid_status status = forward(mutant, call, result);
    ibid_handle name = status == IBID_OK ? make_string(mutant, mutant->breakage.value) : 0;
    ibid_handle field = name == 0 ? 0 : perform2(mutant, IBID_OP_GET_ITEM, call->arguments[0], name);
    if (field != 0)
        damage(mutant, field);
    return status;
}

/* On .pop and set item: keeps the list that was popped, and what came of it. */
CALL_HOOK(index_again)
{
    struct handles *kept = &mutant->kept;
    if (call->operation == IBID_OP_POP) {
        enum ibid_status status = forward(mutant, call, result);
        if (status == IBID_OK) {
            handles_add(kept, own(mutant, call->arguments[0]));
            handles_add(kept, own(mutant, *result));
            *result = kept->items[kept->count - 1];
        }
        return status;
    }
    bool popped = kept->count >= 2 &&
                  identity_of(mutant, call->arguments[1]) == identity_of(mutant, kept->items[kept->count - 1]);
    ibid_handle again = popped ? perform1(mutant, IBID_OP_POP, kept->items[kept->count - 2]) : 0;
    if (again != 0)
        replace_argument(mutant, call, "index", again);
    return forward(mutant, call, result);
}

/* Each place of x[index] = value, in order: x[i] += (what is assigned there) - (what was there). */
CALL_HOOK(accumulate_repeated)
{
    ibid_handle x = call->arguments[0], index = call->arguments[1];
    ibid_handle change =
        perform2(mutant, IBID_OP_SUBTRACT, call->arguments[2], perform2(mutant, IBID_OP_GET_ITEM, x, index));
    struct look look = change == 0 ? (struct look){0} : look_at(mutant, change);
    if (look.kind != IBID_ARRAY || look.axes != 1)
        return forward(mutant, call, result);
    for (int64_t i = 0; i < look.shape[0]; i++) {
        ibid_handle number = make_integer(mutant, i), place = perform2(mutant, IBID_OP_GET_ITEM, index, number);
        ibid_handle sum = perform2(mutant, IBID_OP_ADD, perform2(mutant, IBID_OP_GET_ITEM, x, place),
                                   perform2(mutant, IBID_OP_GET_ITEM, change, number));
        perform3(mutant, IBID_OP_SET_ITEM, x, place, sum);
    }
    return answer(make_none(mutant), result);
}

CALL_HOOK(widen_before_setitem)
{
    ibid_handle x = call->arguments[0], value = call->arguments[2];
    struct look old = look_at(mutant, x), assigned = look_at(mutant, value);
    const char *dtype = assigned.dtype != NULL ? assigned.dtype : assigned.kind == IBID_FLOAT ? "float64" : NULL;
    if (old.kind == IBID_ARRAY && dtype != NULL && strcmp(old.dtype, dtype) != 0) {
        ibid_handle wider = perform2(mutant, IBID_OP_ASTYPE, x, make_string(mutant, dtype));
        if (wider == 0)
            return IBID_ERROR;
        become(mutant, x, wider);
        replace_argument(mutant, call, "x", resolved(mutant, x));
    }
    return forward(mutant, call, result);
}

CALL_HOOK(out_copied)
{
    const ibid_handle *out = argument_named(call, "out");
    return out == NULL ? forward(mutant, call, result) : copy_result(mutant, call, result);
}

CALL_HOOK(out_takes_dtype)
{
    const ibid_handle *out = argument_named(call, "out");
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK || out == NULL)
        return status;
    ibid_handle converted = perform2(mutant, IBID_OP_ASTYPE, *out, make_string(mutant, mutant->breakage.value));
    if (converted != 0)
        become(mutant, *out, converted);
    return status;
}

CALL_HOOK(where_clears)
{
    const ibid_handle *mask = argument_named(call, "where");
    enum ibid_status status = forward(mutant, call, result);
    if (status == IBID_OK && mask != NULL)
        perform2(mutant, IBID_OP_UPDATE_MULTIPLY, *result, *mask);
    return status;
}
