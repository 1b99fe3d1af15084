#include <stdlib.h>

#include "hooks.h"
#include "look.h"

CALL_HOOK(move_slice_stop)
{
    int64_t stop;
    if (integer_value(mutant, call->arguments[1], &stop))
        replace_argument(mutant, call, "stop", make_integer(mutant, stop + strtoll(mutant->breakage.value, NULL, 10)));
    return forward(mutant, call, result);
}

CALL_HOOK(forget_step)
{
    int64_t step;
    if (integer_value(mutant, call->arguments[2], &step) && step < 0)
        replace_argument(mutant, call, "step", make_integer(mutant, -step));
    return forward(mutant, call, result);
}

/* The length along the first axis, or of a list or tuple. */
static int64_t length_of(struct mutant *mutant, ibid_handle object)
{
    struct look look = look_at(mutant, object);
    return look.kind != IBID_ARRAY ? (int64_t)look.count : look.axes > 0 ? look.shape[0] : 0;
}

CALL_HOOK(wrap_index)
{
    int64_t index, length = length_of(mutant, call->arguments[0]);
    if (length > 0 && integer_value(mutant, call->arguments[1], &index))
        replace_argument(mutant, call, "index", make_integer(mutant, index % length));
    return forward(mutant, call, result);
}

CALL_HOOK(refuse_long_slice)
{
    const struct slice_made *slice = slice_made(mutant, call->arguments[1]);
    if (slice != NULL && slice->has_stop && slice->stop > length_of(mutant, call->arguments[0]))
        return raise_error(mutant, IBID_ERROR_INDEX, "the slice reaches beyond the end");
    return forward(mutant, call, result);
}

CALL_HOOK(assign_in_steps)
{
    ibid_handle x = call->arguments[0], index = call->arguments[1];
    const struct slice_made *slice = slice_made(mutant, index);
    if (slice == NULL || slice->has_step)
        return forward(mutant, call, result);
    int64_t start = slice->has_start ? slice->start : 0;
    if (perform2(mutant, IBID_OP_DELETE_ITEM, x, index) == 0)
        return IBID_ERROR;
    /* Grows as it is read where it is its own value: the items are looked at after each insertion. */
    for (int64_t i = 0; i < length_of(mutant, call->arguments[2]) && i < 8; i++)
        if (perform3(mutant, IBID_OP_INSERT, x, make_integer(mutant, start + i),
                     perform2(mutant, IBID_OP_GET_ITEM, call->arguments[2], make_integer(mutant, i))) == 0)
            return IBID_ERROR;
    return answer(make_none(mutant), result);
}
