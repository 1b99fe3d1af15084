#include <stdlib.h>

#include "hooks.h"
#include "look.h"

static bool shares(struct mutant *mutant, ibid_handle x, ibid_handle y)
{
    ibid_handle answered = x == 0 || y == 0 ? 0 : perform2(mutant, IBID_OP_SHARES_MEMORY, x, y);
    return answered != 0 && truth_value(mutant, answered);
}

/* `count` elements of x, which has one axis, from `start` on; also where the dialect's own slices are copies. */
static ibid_handle strided(struct mutant *mutant, ibid_handle x, int64_t start, int64_t count, int64_t step)
{
    ibid_handle lengths = make_integer(mutant, count), steps = make_integer(mutant, step);
    const ibid_handle arguments[] = {x, perform(mutant, IBID_OP_MAKE_TUPLE, &lengths, 1),
                                     perform(mutant, IBID_OP_MAKE_TUPLE, &steps, 1), make_integer(mutant, start)};
    return perform(mutant, IBID_OP_AS_STRIDED, arguments, 4);
}

/* All elements of x: as they lie in memory where the dialect has no other view of an array. */
static ibid_handle whole_view(struct mutant *mutant, ibid_handle x)
{
    ibid_handle view = perform2(mutant, IBID_OP_GET_ITEM, x, make_ellipsis(mutant));
    return shares(mutant, x, view) ? view : strided(mutant, x, 0, (int64_t)look_at(mutant, x).count, 1);
}

CALL_HOOK(give_view)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK || !is_array(mutant, call->arguments[0]))
        return status;
    ibid_handle whole = whole_view(mutant, call->arguments[0]);
    ibid_handle view = perform2(mutant, IBID_OP_RESHAPE, whole, perform1(mutant, IBID_OP_SHAPE, *result));
    *result = shares(mutant, view, whole) ? view : whole != 0 ? whole : *result;
    return IBID_OK;
}

/* The first place that the index selects, and the step to the next, if it is the same from each to the next. */
static bool read_places(struct mutant *mutant, ibid_handle x, ibid_handle index, int64_t *start, int64_t *step)
{
    int64_t length = (int64_t)look_at(mutant, x).count, count, place;
    const ibid_handle range[] = {make_integer(mutant, 0), make_integer(mutant, length), make_integer(mutant, 1),
                                 make_string(mutant, "int64")};
    ibid_handle numbers = perform(mutant, IBID_OP_ARANGE, range, 4);
    ibid_handle places = perform2(mutant, IBID_OP_GET_ITEM, numbers, index);
    ibid_handle list = places == 0 ? 0 : perform1(mutant, IBID_OP_TOLIST, places);
    struct look look = list == 0 ? (struct look){.kind = IBID_OTHER} : look_at(mutant, list);
    count = (int64_t)look.count;
    if (look.kind != IBID_LIST || count == 0 || !integer_value(mutant, look.items[0], start))
        return false;
    *step = 1;
    if (count > 1 && integer_value(mutant, look.items[1], &place))
        *step = place - *start;
    for (int64_t i = 1; i < count; i++)
        if (!integer_value(mutant, look.items[i], &place) || place != *start + i * *step)
            return false;
    return true;
}

CALL_HOOK(give_selected_view)
{
    enum ibid_status status = forward(mutant, call, result);
    if (status != IBID_OK || !is_array(mutant, call->arguments[0]) || !is_array(mutant, *result))
        return status;
    int64_t start, step;
    struct look x = look_at(mutant, call->arguments[0]), selected = look_at(mutant, *result);
    bool even =
        x.axes == 1 && selected.axes == 1 && read_places(mutant, call->arguments[0], call->arguments[1], &start, &step);
    ibid_handle view = even ? strided(mutant, call->arguments[0], start, selected.shape[0], step) : 0;
    if (view != 0)
        *result = view;
    return IBID_OK;
}
