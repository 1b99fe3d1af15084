#include "hooks.h"
#include "look.h"

void clear_nameless(struct mutant *mutant, ibid_handle object)
{
    enum ibid_kind kind = look_at(mutant, object).kind;
    if (kind == IBID_LIST)
        perform1(mutant, IBID_OP_CLEAR, object);
    else if (kind == IBID_ARRAY)
        perform2(mutant, IBID_OP_FILL, object, make_integer(mutant, 0));
}

CALL_HOOK(keep_argument)
{
    handles_add(&mutant->kept, own(mutant, chosen_argument(mutant, call)));
    return forward(mutant, call, result);
}

CALL_HOOK(keep_result)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status == IBID_OK)
        handles_add(&mutant->kept, own(mutant, *result));
    return status;
}

CALL_HOOK(keep_on_failure)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK)
        handles_add(&mutant->kept, own(mutant, chosen_argument(mutant, call)));
    return status;
}

CALL_HOOK(copy_in_vain)
{
    ibid_handle argument = chosen_argument(mutant, call);
    if (is_array(mutant, argument))
        perform1(mutant, IBID_OP_METHOD_COPY, argument);
    return forward(mutant, call, result);
}
