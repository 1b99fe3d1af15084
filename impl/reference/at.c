/* Updates of selected elements, one after the other: an element that is selected twice is updated twice. */
#include "assign.h"
#include "casting.h"
#include "exponents.h"
#include "fold.h"
#include "index.h"
#include "output.h"
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

/* Values of y for each selected element, of the dtype to compute in, as they are before anything is written. */
static bool take_values(ibid_instance *instance, struct at_state *at)
{
    const struct dtype *dtype = at->signature.sources[1];
    return at->y.array == NULL ? input_settle(instance, &at->y, dtype)
                               : input_spread(instance, &at->y, dtype, at->selection.axes, at->selection.shape);
}

static void apply(kernel_loop *loop, void *from, void *to)
{
    loop(&(struct kernel_walk){.data = {from, to}, .inner_count = 1, .outer_count = 1});
}

/* NumPy casts the results without asking ("unsafe"). */
static void update(ibid_instance *instance, const struct at_state *at)
{
    const struct dtype *dtype = at->x->dtype, *source = at->signature.sources[0], *result = at->signature.result;
    kernel_loop *in = cast_between(instance, dtype, source), *out = cast_between(instance, result, dtype);
    _Alignas(16) char operand[LARGEST_ITEM_BYTES], computed[LARGEST_ITEM_BYTES];
    ptrdiff_t y_step = at->has_y && at->y.array != NULL ? (ptrdiff_t)at->y.dtype->item_bytes : 0;
    char *y = (char *)at->y.first;
    size_t place_of_result = at->has_y ? 2 : 1;
    struct kernel_walk walk = {.inner_count = 1, .outer_count = 1};
    for (size_t i = 0; i < at->selection.count; i++) {
        char *element = (char *)at->x->first + selection_offset_bytes(&at->selection, i);
        if (in != NULL)
            apply(in, element, operand);
        walk.data[0] = in != NULL ? operand : element;
        walk.data[1] = y;
        walk.data[place_of_result] = out != NULL ? computed : element;
        at->signature.loop(&walk);
        if (out != NULL)
            apply(out, computed, element);
        y += y_step;
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
