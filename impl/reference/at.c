/* Updates of selected elements, one after the other: an element that is selected twice is updated twice. */
#include "assign.h"
#include "casting.h"
#include "exponents.h"
#include "fold.h"
#include "index.h"
#include "layout.h"
#include "output.h"
#include "overlapping.h"
#include "ufunc.h"

struct at_state {
    const struct function *function;
    struct array *x;
    struct input y; /* where the function has two operands */
    bool has_y;
    struct signature signature;
    struct selection selection; /* of x, in runs of one element */
};

/* NumPy makes an array of y first, so that a number is as strong as any. */
static bool open_operand(ibid_instance *instance, struct at_state *at, struct object *y)
{
    if (!input_open(instance, &at->y, y))
        return false;
    at->y.weak = false;
    return input_settle(instance, &at->y, at->y.dtype);
}

static bool find_types(ibid_instance *instance, struct at_state *at)
{
    struct input x;
    bool found = input_open(instance, &x, object_of(at->x)) &&
                 signature_find(instance, at->function, &x, at->has_y ? &at->y : NULL, &at->signature);
    input_close(instance, &x);
    return found;
}

/*
 * Values of y for each selected element, of the dtype to compute in, as they are before anything is written, and next
 * to each other in the order of the elements.
 */
static bool take_values(ibid_instance *instance, struct at_state *at)
{
    const struct dtype *dtype = at->signature.sources[1];
    if (at->y.array == NULL)
        return input_settle(instance, &at->y, dtype);
    return input_spread(instance, &at->y, dtype, at->selection.axes, at->selection.shape) &&
           (is_contiguous(at->y.array, ORDER_C) || input_copy(instance, &at->y));
}

enum { AT_ONCE = 256, SLOTS = 4096 };

/* Which places have been seen in this turn: by a slot that others may fall into too, which does no harm. */
struct seen {
    uint32_t turn_of_slot[SLOTS];
    uint32_t turn;
};

/* How many elements from `from` on, at least one and as many as `most`, start at different places. */
static size_t count_distinct(struct seen *seen, const struct selection *selection, size_t from, size_t most)
{
    const size_t left = selection->count - from;
    most = left < most ? left : most;
    seen->turn++;
    for (size_t i = 0; i < most; i++) {
        const uint64_t offset_bytes = (uint64_t)selection_offset_bytes(selection, from + i);
        uint32_t *slot = &seen->turn_of_slot[offset_bytes * UINT64_C(0x9e3779b97f4a7c15) / (UINT64_MAX / SLOTS + 1)];
        if (*slot == seen->turn)
            return i;
        *slot = seen->turn;
    }
    return most;
}

/*
 * As many at once as are different ones: an element that is selected again sees what it became. NumPy casts the results
 * without asking ("unsafe").
 */
static void update(ibid_instance *instance, const struct at_state *at)
{
    const struct dtype *dtype = at->x->dtype, *source = at->signature.sources[0], *result = at->signature.result;
    _Alignas(64) unsigned char elements[AT_ONCE * LARGEST_ITEM_BYTES], operands[AT_ONCE * LARGEST_ITEM_BYTES],
        results[AT_ONCE * LARGEST_ITEM_BYTES];
    const ptrdiff_t y_step = at->has_y && at->y.array != NULL ? (ptrdiff_t)at->y.dtype->item_bytes : 0;
    const size_t place_of_result = at->has_y ? 2 : 1;
    const int64_t item_bytes = (int64_t)dtype->item_bytes;
    /* Elements that share bytes may start at different places. */
    const size_t most = has_twofold_elements(at->x) ? 1 : AT_ONCE;
    struct seen seen = {.turn = 0};
    struct selection part = at->selection;
    struct kernel_walk walk = {.data = {source != dtype ? (char *)operands : (char *)elements, (char *)at->y.first},
                               .inner_bytes = {(ptrdiff_t)source->item_bytes, y_step},
                               .outer_count = 1};
    walk.data[place_of_result] = (char *)results;
    walk.inner_bytes[place_of_result] = (ptrdiff_t)result->item_bytes;
    for (size_t done = 0; done < at->selection.count; done += part.count, part.positions += part.count) {
        part.runs = part.count = walk.inner_count = count_distinct(&seen, &at->selection, done, most);
        selection_gather(at->x, &part, elements);
        if (source != dtype)
            cast_row(instance, dtype, elements, source, operands, part.count);
        at->signature.loop(&walk);
        if (result != dtype)
            cast_row(instance, result, results, dtype, elements, part.count);
        selection_scatter(at->x, &part, result != dtype ? elements : results, 1, &(int64_t){(int64_t)part.count},
                          &item_bytes);
        if (at->has_y)
            walk.data[1] += (ptrdiff_t)part.count * y_step;
    }
}

static bool perform(ibid_instance *instance, struct at_state *at, struct object *index, struct object *y)
{
    if (at->has_y && !open_operand(instance, at, y))
        return false;
    if (!find_types(instance, at) || !index_select(instance, at->x, index, &at->selection))
        return false;
    bool can =
        !at->has_y || (take_values(instance, at) && check_exponents(instance, at->function, &at->signature, &at->y,
                                                                    at->selection.axes, at->selection.shape, NULL));
    if (can)
        update(instance, at);
    selection_close(instance, &at->selection);
    return can;
}

reference ufunc_at(ibid_instance *instance, struct object *function, struct object *x, struct object *index,
                   struct object *y)
{
    struct at_state at;
    at.function = folding_function(instance, function);
    if (at.function == NULL || !output_read(instance, x, &at.x))
        return NULL;
    if (at.x == NULL)
        return fail(instance, IBID_ERROR_TYPE, "what is updated has to be an array, not None");
    at.has_y = y != NULL;
    if (at.has_y != (function_operands(at.function) == 2))
        return fail(instance, IBID_ERROR_VALUE, "%s takes %zu operands", at.function->name,
                    function_operands(at.function));
    at.y.kept = NULL;
    at.y.first = at.y.element;
    reference nothing = none(instance);
    bool done = nothing != NULL && perform(instance, &at, index, y);
    input_close(instance, &at.y);
    return result_if(instance, done, nothing);
}
