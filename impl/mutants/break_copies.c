#include "hooks.h"
#include "look.h"

enum { MAXIMUM_DEPTH = 12 };

static ibid_handle copy_without_memo(struct mutant *mutant, ibid_handle object, int depth)
{
    struct look look = look_at(mutant, object);
    if (depth == 0)
        return object;
    if (look.kind != IBID_LIST && look.kind != IBID_TUPLE)
        return perform1(mutant, IBID_OP_DEEPCOPY, object);
    for (size_t i = 0; i < look.count; i++)
        look.items[i] = copy_without_memo(mutant, look.items[i], depth - 1);
    return perform(mutant, look.kind == IBID_LIST ? IBID_OP_MAKE_LIST : IBID_OP_MAKE_TUPLE, look.items, look.count);
}

CALL_HOOK(deepcopy_forgets)
{
    return answer(copy_without_memo(mutant, call->arguments[0], MAXIMUM_DEPTH), result);
}

CALL_HOOK(copy_items)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK)
        return status;
    struct look look = look_at(mutant, *result);
    if (look.kind != IBID_LIST && look.kind != IBID_TUPLE)
        return status;
    for (size_t i = 0; i < look.count; i++) {
        ibid_handle copy = another(mutant, look.items[i]);
        if (copy == 0)
            continue;
        look.items[i] = copy;
        if (look.kind == IBID_LIST)
            perform3(mutant, IBID_OP_SET_ITEM, *result, make_integer(mutant, (int64_t)i), copy);
    }
    return look.kind == IBID_LIST ? status
                                  : answer(perform(mutant, IBID_OP_MAKE_TUPLE, look.items, look.count), result);
}

CALL_HOOK(hold_arguments)
{
    enum ibid_status status = forward(mutant, call, result);
    bool made = call->operation == IBID_OP_MAKE_LIST || call->operation == IBID_OP_MAKE_TUPLE;
    if (status != IBID_OK || (!made && call->operation != IBID_OP_APPEND))
        return status;
    struct look look = look_at(mutant, made ? *result : call->arguments[0]);
    for (size_t i = 0; made && i < look.count; i++)
        become(mutant, look.items[i], call->arguments[i]);
    if (!made && look.count > 0)
        become(mutant, look.items[look.count - 1], call->arguments[1]);
    return status;
}
