#include <stdlib.h>
#include <string.h>

#include "hooks.h"
#include "look.h"
#include "operations.h"

CALL_HOOK(copy_result)
{
    enum ibid_status status = forward(mutant, call, result);
    ibid_handle copy = status == IBID_OK ? another(mutant, *result) : 0;
    if (copy != 0)
        *result = copy;
    return status;
}

CALL_HOOK(give_argument)
{
    return answer(chosen_argument(mutant, call), result);
}

CALL_HOOK(give_equal_argument)
{
    enum ibid_status status = forward(mutant, call, result);
    ibid_handle argument = chosen_argument(mutant, call);
    if (status == IBID_OK && same_content(mutant, *result, argument))
        *result = argument;
    return status;
}

CALL_HOOK(then_give_argument)
{
    enum ibid_status status = forward(mutant, call, result);
    return status == IBID_OK ? give_argument(mutant, call, result) : status;
}

CALL_HOOK(convert_argument)
{
    const char *name = mutant->breakage.argument;
    const ibid_handle *argument = argument_named(call, name);
    ibid_handle converted = argument == NULL ? 0 : perform1(mutant, mutant->breakage.instead, *argument);
    if (converted != 0)
        replace_argument(mutant, call, name, converted);
    return forward(mutant, call, result);
}

CALL_HOOK(use_base)
{
    ibid_handle base = is_array(mutant, call->arguments[0]) ? perform1(mutant, IBID_OP_BASE, call->arguments[0]) : 0;
    struct operation_call other = *call;
    ibid_handle arguments[MAXIMUM_ARGUMENTS];
    if (base == 0 || !is_array(mutant, base) || call->argument_count > MAXIMUM_ARGUMENTS)
        return forward(mutant, call, result);
    memcpy(arguments, call->arguments, call->argument_count * sizeof *arguments);
    arguments[0] = base;
    other.arguments = arguments;
    return forward(mutant, &other, result);
}

CALL_HOOK(convert_result)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK || !is_array(mutant, *result))
        return status;
    return answer(perform2(mutant, IBID_OP_ASTYPE, *result, make_string(mutant, mutant->breakage.value)), result);
}

/* None, True, False or a number; any other text is a string. */
static ibid_handle make_constant(struct mutant *mutant, const char *text)
{
    char *end;
    if (text == NULL || strcmp(text, "None") == 0)
        return make_none(mutant);
    if (strcmp(text, "True") == 0 || strcmp(text, "False") == 0)
        return make_bool(mutant, text[0] == 'T');
    long long number = strtoll(text, &end, 10);
    return *end == '\0' ? make_integer(mutant, number) : make_string(mutant, text);
}

CALL_HOOK(give_constant)
{
    (void)call;
    return answer(make_constant(mutant, mutant->breakage.value), result);
}

CALL_HOOK(ignore_call)
{
    return answer(operation_is_update(call->operation) ? call->arguments[0] : make_none(mutant), result);
}

CALL_HOOK(do_instead)
{
    struct operation_call other = *call;
    other.operation = mutant->breakage.instead;
    return forward(mutant, &other, result);
}

static enum ibid_error_kind error_named(const char *name)
{
    static const char *const names[] = {
#define IBID_ERROR_KIND(identifier, name) [IBID_ERROR_##identifier] = name,
#include "ibid/error_kinds.def"
#undef IBID_ERROR_KIND
    };
    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return (enum ibid_error_kind)i;
    return IBID_ERROR_OTHER;
}

CALL_HOOK(refuse)
{
    (void)call;
    (void)result;
    return raise_error(mutant, error_named(mutant->breakage.error), "the mutant refuses");
}

CALL_HOOK(excuse)
{
    enum ibid_status status = forward(mutant, call, result);
    return status == IBID_ERROR ? ignore_call(mutant, call, result) : status;
}

CALL_HOOK(fail_late)
{
    enum ibid_status status = forward(mutant, call, result);
    return status == IBID_OK ? refuse(mutant, call, result) : status;
}

CALL_HOOK(repeat_call)
{
    enum ibid_status status = forward(mutant, call, result);
    return status == IBID_OK ? forward(mutant, call, result) : status;
}

CALL_HOOK(drop_argument)
{
    remove_argument(mutant, call, mutant->breakage.argument);
    return forward(mutant, call, result);
}

CALL_HOOK(set_argument)
{
    set_argument_named(mutant, call, mutant->breakage.argument, make_constant(mutant, mutant->breakage.value));
    return forward(mutant, call, result);
}

CALL_HOOK(drop_argument_and_copy)
{
    remove_argument(mutant, call, mutant->breakage.argument);
    return copy_result(mutant, call, result);
}

CALL_HOOK(first_element)
{
    struct look look = look_at(mutant, call->arguments[0]);
    if (look.kind != IBID_ARRAY || look.count == 0)
        return forward(mutant, call, result);
    ibid_handle flat = perform1(mutant, IBID_OP_FLATTEN, call->arguments[0]);
    const ibid_handle first = perform2(mutant, IBID_OP_GET_ITEM, flat, make_integer(mutant, 0));
    return answer(perform1(mutant, call->operation, first), result);
}

CALL_HOOK(last_result)
{
    if (mutant->kept.count > 0)
        return answer(mutant->kept.items[0], result);
    return keep_result(mutant, call, result);
}

CALL_HOOK(equal_result)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK)
        return status;
    for (size_t i = 0; i < mutant->kept.count; i++)
        if (same_content(mutant, mutant->kept.items[i], *result))
            return answer(mutant->kept.items[i], result);
    handles_add(&mutant->kept, own(mutant, *result));
    *result = mutant->kept.items[mutant->kept.count - 1];
    return status;
}
