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
