#include "explore/state.h"

bool take_item(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    if (name == NULL)
        return false;
    struct operand item = draw_item(generator, name->text, name->value);
    return bind(generator, item.value, item.text);
}

/* Lengths with the same product. */
static size_t draw_factors(struct generator *generator, long count, long *shape)
{
    size_t axes = (size_t)dice_between(&generator->dice, 1, 3);
    for (size_t i = 0; i + 1 < axes; i++) {
        shape[i] = 1;
        for (long factor = 2; factor <= 5; factor++)
            if (count % factor == 0 && count > 0 && dice_chance(&generator->dice, 40)) {
                shape[i] = factor;
                count /= factor;
                break;
            }
    }
    shape[axes - 1] = count;
    return axes;
}

/* Once a copy may have been made, only the numbers are known. */
static struct value *maybe_copied(struct generator *generator, const struct value *array, size_t axes,
                                  const long *shape)
{
    struct value *made = array_value(generator, array->type.dtype, axes, shape, numbers_in(array));
    made->storage = array->storage;
    made->owner = false;
    made->read_only = array->read_only;
    made->overlaps = array->overlaps;
    if (lies_in_order(array)) {
        made->offset = array->offset;
    } else {
        made->storage->guessed = true;
        made->laid_out = false;
    }
    return made;
}

static bool derive_reshaped(struct generator *generator, const struct operand *from)
{
    if (!from->value->laid_out)
        return false;
    long shape[MOST_AXES];
    size_t axes = draw_factors(generator, element_count(from->value), shape);
    struct value *made = maybe_copied(generator, from->value, axes, shape);
    const char *shape_text = shape_literal(generator, axes, shape);
    if (axes > 1 && element_count(made) > 0 && dice_chance(&generator->dice, 30)) {
        shape[axes - 1] = -1;
        shape_text = shape_literal(generator, axes, shape);
    }
    /* A copy that is asked for: a view that cannot be, where the elements do not lie in order, is not asked for here.
     */
    size_t form = dice_below(&generator->dice, 6);
    const char *copy = form == 0 ? ", copy=True" : form == 1 && lies_in_order(from->value) ? ", copy=False" : "";
    if (form == 0) {
        made = array_value(generator, made->type.dtype, made->axes, made->shape, numbers_in(from->value));
        made->owner = false; /* NumPy's copy is another array, that this one is a view of */
    }
    return bind(generator, made, arena_printf(generator->arena, "%s.reshape(%s%s)", from->text, shape_text, copy));
}

static bool derive_flat(struct generator *generator, const struct operand *from)
{
    if (!from->value->laid_out)
        return false;
    long count = element_count(from->value);
    return bind(generator, maybe_copied(generator, from->value, 1, &count),
                arena_printf(generator->arena, "%s.ravel()", from->text));
}

static bool derive_part(struct generator *generator, const struct operand *from)
{
    bool imaginary = dice_chance(&generator->dice, 50);
    struct value *view = view_of(generator, from->value);
    if (from->value->type.class == DTYPE_COMPLEX) {
        long half = (long)from->value->type.dtype->item_bytes / 2;
        view->type.dtype = dtype_by_name(half == 4 ? "float32" : "float64");
        view->type.class = DTYPE_FLOAT;
        view->offset += imaginary ? half : 0;
    } else if (imaginary) {
        /* Zeros that nobody can write. */
        view = array_value(generator, from->value->type.dtype, from->value->axes, from->value->shape,
                           numbers_of(0, 0, true));
        view->read_only = true;
        view->laid_out = view->axes < 2 || lies_in_order(from->value);
    } else {
        view = from->value;
    }
    return bind(generator, view, arena_printf(generator->arena, "%s.%s", from->text, imaginary ? "imag" : "real"));
}

static bool derive_permuted(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    struct value *view = view_of(generator, array);
    size_t order[MOST_AXES];
    const char *text = "(";
    for (size_t i = 0; i < array->axes; i++) {
        size_t at = dice_below(&generator->dice, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
    for (size_t i = 0; i < array->axes; i++) {
        view->shape[i] = array->shape[order[i]];
        view->strides[i] = array->strides[order[i]];
        text = arena_printf(generator->arena, "%s%s%zu", text, i == 0 ? "" : ", ", order[i]);
    }
    if (array->axes < 2)
        return false;
    return bind(generator, view, arena_printf(generator->arena, "permute_dims(%s, %s))", from->text, text));
}

static bool derive_unit_axis(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    if (array->axes == MOST_AXES)
        return false;
    struct value *view = view_of(generator, array);
    size_t at = dice_below(&generator->dice, array->axes + 1);
    for (size_t i = array->axes; i > at; i--) {
        view->shape[i] = array->shape[i - 1];
        view->strides[i] = array->strides[i - 1];
    }
    view->shape[at] = 1;
    view->strides[at] = 0;
    view->axes++;
    return bind(generator, view, arena_printf(generator->arena, "expand_dims(%s, %zu)", from->text, at));
}

static bool derive_squeezed(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    struct value *view = view_of(generator, array);
    view->axes = 0;
    for (size_t i = 0; i < array->axes; i++) {
        if (array->shape[i] == 1)
            continue;
        view->shape[view->axes] = array->shape[i];
        view->strides[view->axes++] = array->strides[i];
    }
    return bind(generator, view->axes == array->axes ? from->value : view,
                arena_printf(generator->arena, "squeeze(%s)", from->text));
}

static bool derive_flipped(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    struct value *view = view_of(generator, array);
    bool one = array->axes > 1 && dice_chance(&generator->dice, 60);
    size_t axis = one ? dice_below(&generator->dice, array->axes) : 0;
    if (array->axes == 0)
        return false;
    for (size_t i = 0; i < array->axes; i++) {
        if (one && i != axis)
            continue;
        view->offset += (array->shape[i] - 1) * array->strides[i];
        view->strides[i] = -array->strides[i];
    }
    return bind(generator, view,
                one ? arena_printf(generator->arena, "flip(%s, %zu)", from->text, axis)
                    : arena_printf(generator->arena, "flip(%s)", from->text));
}

static bool derive_diagonal(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    if (array->axes != 2)
        return false;
    struct value *view = view_of(generator, array);
    view->axes = 1;
    view->shape[0] = array->shape[0] < array->shape[1] ? array->shape[0] : array->shape[1];
    view->strides[0] = array->strides[0] + array->strides[1];
    view->read_only = true;
    return bind(generator, view, arena_printf(generator->arena, "diagonal(%s)", from->text));
}

static bool derive_broadcast(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    struct value *view = view_of(generator, array);
    bool adds = array->axes < 3 && dice_chance(&generator->dice, 60);
    size_t added = adds ? 1 : 0;
    view->axes = array->axes + added;
    for (size_t i = view->axes; i-- > added;) {
        view->shape[i] = array->shape[i - added];
        view->strides[i] = array->strides[i - added];
        if (view->shape[i] == 1 && dice_chance(&generator->dice, 60)) {
            view->shape[i] = dice_between(&generator->dice, 2, 4);
            view->strides[i] = 0;
        }
    }
    if (adds) {
        view->shape[0] = dice_between(&generator->dice, 1, 4);
        view->strides[0] = 0;
    }
    if (element_count(view) > generator->most_elements)
        return false;
    view->overlaps = view->read_only = true;
    return bind(generator, view,
                arena_printf(generator->arena, "broadcast_to(%s, %s)", from->text,
                             shape_literal(generator, view->axes, view->shape)));
}

/* Bytes as elements of another dtype: not bools, and not floats that may be NaN. */
static bool derive_reinterpreted(struct generator *generator, const struct operand *from)
{
    const struct value *array = from->value;
    const struct dtype *dtype = draw_dtype(generator), *old = array->type.dtype;
    if (generator->approximate || !array->laid_out || array->axes == 0 || dtype->class == DTYPE_BOOL ||
        array->type.class == DTYPE_BOOL || !numbers_are_finite(array->storage->numbers) || dtype == old ||
        array->overlaps || array->storage->guessed)
        return false;
    struct value *view = view_of(generator, array);
    size_t last = array->axes - 1;
    if (dtype->item_bytes != old->item_bytes) {
        long row_bytes = array->shape[last] * (long)old->item_bytes;
        if (array->strides[last] != (long)old->item_bytes || row_bytes % (long)dtype->item_bytes != 0 || row_bytes == 0)
            return false;
        view->shape[last] = row_bytes / (long)dtype->item_bytes;
        view->strides[last] = (long)dtype->item_bytes;
    }
    view->type = (struct number_type){dtype, dtype->class};
    view->storage->mixed = true;
    return bind(generator, view, arena_printf(generator->arena, "%s.view(\"%s\")", from->text, dtype->name));
}

bool derive_view(struct generator *generator)
{
    static bool (*const ways[])(struct generator * generator, const struct operand *from) = {
        derive_reshaped, derive_reshaped, derive_flat,     derive_part,      derive_permuted,      derive_unit_axis,
        derive_squeezed, derive_flipped,  derive_diagonal, derive_broadcast, derive_reinterpreted, derive_reinterpreted,
    };
    struct operand from = draw_array(generator);
    return from.text != NULL && ways[dice_below(&generator->dice, sizeof ways / sizeof *ways)](generator, &from);
}

bool broadcast_both(struct generator *generator)
{
    struct operand from = draw_array(generator);
    if (from.text == NULL)
        return false;
    struct operand other = draw_of_shape(generator, from.value->axes, from.value->shape, NULL);
    if (other.text == NULL)
        return false;
    size_t which = dice_below(&generator->dice, 2);
    struct value *chosen = which == 0 ? from.value : other.value;
    if (!same_shape(other.value, from.value->axes, from.value->shape)) {
        chosen = view_of(generator, chosen);
        chosen->axes = from.value->axes;
        for (size_t i = 0; i < chosen->axes; i++)
            chosen->shape[i] = from.value->shape[i];
        chosen->laid_out = false;
        /* Nothing is written through it: NumPy warns that one day it may not be writable. */
        chosen->overlaps = true;
    }
    return bind(generator, chosen,
                arena_printf(generator->arena, "broadcast_arrays(%s, %s)[%zu]", from.text, other.text, which));
}

/* Within the memory of the array that owns it. */
bool stride_it(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    if (name == NULL)
        return false;
    const struct value *array = name->value;
    long item = (long)array->type.dtype->item_bytes, elements = array->storage->byte_count / item;
    if (!array->owner || !array->laid_out || !lies_in_order(array) || element_count(array) == 0)
        return false;
    struct value *view = view_of(generator, array);
    long low = 0, high = 0;
    view->axes = (size_t)dice_between(&generator->dice, 1, 2);
    long strides[2] = {0, 0};
    for (size_t i = 0; i < view->axes; i++) {
        view->shape[i] = dice_between(&generator->dice, 1, 4);
        strides[i] = dice_between(&generator->dice, -2, 3);
        view->strides[i] = strides[i] * item;
        *(strides[i] < 0 ? &low : &high) += (view->shape[i] - 1) * strides[i];
    }
    if (high - low >= elements)
        return false;
    long offset = dice_between(&generator->dice, -low, elements - 1 - high);
    view->offset = offset * item;
    for (long i = 0; i < element_count(view); i++)
        for (long k = 0; k < i; k++) {
            long columns = view->axes == 2 ? view->shape[1] : 1, step = view->axes == 2 ? strides[1] : 0;
            if (i / columns * strides[0] + i % columns * step == k / columns * strides[0] + k % columns * step)
                view->overlaps = true;
        }
    const char *text = view->axes == 1
                           ? arena_printf(generator->arena, "as_strided(%s, (%ld,), (%ld,), offset=%ld)", name->text,
                                          view->shape[0], strides[0], offset)
                           : arena_printf(generator->arena, "as_strided(%s, (%ld, %ld), (%ld, %ld), offset=%ld)",
                                          name->text, view->shape[0], view->shape[1], strides[0], strides[1], offset);
    return bind(generator, view, text);
}
