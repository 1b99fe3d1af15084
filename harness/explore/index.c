#include "explore/state.h"

const char *slice_text(struct generator *generator, struct slice slice, long length)
{
    long stop = slice.start + slice.count * slice.step;
    bool forward = slice.step > 0;
    bool open_start = slice.start == (forward ? 0 : length - 1) && dice_chance(&generator->dice, 60);
    /* A stop in front of the first element cannot be written; one behind the last need not be. */
    bool open_stop = slice.count > 0 && (forward ? stop >= length && dice_chance(&generator->dice, 60) : stop < 0);
    if (slice.count == 0)
        stop = slice.start;
    const char *text = open_start ? ":" : arena_printf(generator->arena, "%ld:", slice.start);
    if (!open_stop)
        text = arena_printf(generator->arena, "%s%ld", text, stop);
    return slice.step == 1 ? text : arena_printf(generator->arena, "%s:%ld", text, slice.step);
}

static struct slice draw_slice_of(struct generator *generator, long length, long count)
{
    struct slice slice = {0, 1, count};
    if (count == 0)
        return slice;
    long widest = count > 1 ? (length - 1) / (count - 1) : 3;
    slice.step = dice_between(&generator->dice, 1, widest < 3 ? widest : 3);
    long reach = (count - 1) * slice.step;
    slice.start = dice_between(&generator->dice, 0, length - 1 - reach);
    if (dice_chance(&generator->dice, 35)) {
        slice.start += reach;
        slice.step = -slice.step;
    }
    return slice;
}

struct slice draw_slice(struct generator *generator, long length)
{
    if (length == 0 || dice_chance(&generator->dice, 3))
        return (struct slice){0, 1, 0};
    long count = dice_chance(&generator->dice, 30)                 ? length
                 : dice_chance(&generator->dice, 50) && length > 1 ? length - 1
                                                                   : dice_between(&generator->dice, 1, length);
    return draw_slice_of(generator, length, count);
}

static void keep_axis(struct value *view, long length, long stride)
{
    view->shape[view->axes] = length;
    view->strides[view->axes++] = stride;
}

/* One subscript for the axis, as text; what is left of the axis goes to the view. */
static const char *draw_subscript(struct generator *generator, const struct value *array, size_t axis,
                                  struct value *view)
{
    long length = array->shape[axis], stride = array->strides[axis];
    unsigned integers = array->axes > 1 ? 25 : 12;
    if (length > 0 && dice_chance(&generator->dice, integers)) {
        long at = dice_between(&generator->dice, 0, length - 1);
        view->offset += at * stride;
        return arena_printf(generator->arena, "%ld", dice_chance(&generator->dice, 30) ? at - length : at);
    }
    if (dice_chance(&generator->dice, array->axes > 1 ? 30 : 8)) {
        keep_axis(view, length, stride);
        return ":";
    }
    struct slice slice = draw_slice(generator, length);
    view->offset += slice.start * stride;
    keep_axis(view, slice.count, slice.step * stride);
    return slice_text(generator, slice, length);
}

struct operand draw_item(struct generator *generator, const char *text, struct value *array)
{
    struct value *view = view_of(generator, array);
    view->axes = 0;
    const char *subscripts = "";
    size_t subscript_count = 0;
    /* What no subscript names stays whole; an ellipsis stands for the first such axes. */
    bool ellipsis = array->axes == 0 || dice_chance(&generator->dice, 8);
    size_t named = array->axes == 0 || dice_chance(&generator->dice, 60)
                       ? array->axes
                       : (size_t)dice_between(&generator->dice, 1, (long)array->axes);
    size_t whole = ellipsis ? array->axes - named : 0;
    if (ellipsis)
        subscripts = "...", subscript_count = 1;
    for (size_t i = 0; i < whole; i++)
        keep_axis(view, array->shape[i], array->strides[i]);
    for (size_t i = whole; i < whole + named; i++) {
        bool adds =
            array->axes < MOST_AXES && dice_chance(&generator->dice, 5) && view->axes + array->axes - i < MOST_AXES;
        if (adds) {
            keep_axis(view, 1, 0);
            subscripts = arena_printf(generator->arena, "%s%sNone", subscripts, subscript_count++ > 0 ? ", " : "");
        }
        subscripts = arena_printf(generator->arena, "%s%s%s", subscripts, subscript_count > 0 ? ", " : "",
                                  draw_subscript(generator, array, i, view));
        subscript_count++;
    }
    for (size_t i = whole + named; i < array->axes; i++)
        keep_axis(view, array->shape[i], array->strides[i]);
    struct operand item = {arena_printf(generator->arena, "%s[%s]", text, subscripts), view};
    if (view->axes == 0 && !ellipsis)
        item.value = scalar_value(generator, array->type.dtype, numbers_in(array));
    return item;
}

/* An item that has just that shape; text is NULL where there is none. */
static struct operand item_of_shape(struct generator *generator, const char *text, struct value *array, size_t axes,
                                    const long *shape)
{
    struct operand none = {NULL, NULL};
    if (axes == 0 || array->axes < axes)
        return none;
    struct value *view = view_of(generator, array);
    view->axes = 0;
    size_t extra = array->axes - axes;
    const char *subscripts = "";
    for (size_t i = 0; i < array->axes; i++) {
        long length = array->shape[i], stride = array->strides[i];
        const char *subscript;
        if (i < extra) {
            if (length == 0)
                return none;
            long at = dice_between(&generator->dice, 0, length - 1);
            view->offset += at * stride;
            subscript = arena_printf(generator->arena, "%ld", at);
        } else {
            long count = shape[i - extra];
            if (count > length)
                return none;
            struct slice slice = draw_slice_of(generator, length, count);
            view->offset += slice.start * stride;
            keep_axis(view, count, slice.step * stride);
            subscript = slice_text(generator, slice, length);
        }
        subscripts = arena_printf(generator->arena, "%s%s%s", subscripts, i > 0 ? ", " : "", subscript);
    }
    return (struct operand){arena_printf(generator->arena, "%s[%s]", text, subscripts), view};
}

static struct operand transposed(struct generator *generator, const char *text, struct value *array)
{
    struct value *view = view_of(generator, array);
    for (size_t i = 0; i < array->axes; i++) {
        view->shape[i] = array->shape[array->axes - 1 - i];
        view->strides[i] = array->strides[array->axes - 1 - i];
    }
    return (struct operand){arena_printf(generator->arena, "%s.T", text), view};
}

static struct operand of_shape(struct generator *generator, const struct name *name, size_t axes, const long *shape)
{
    struct operand whole = {name->text, name->value};
    if (name->value->axes > 1 && dice_chance(&generator->dice, 25))
        whole = transposed(generator, name->text, name->value);
    bool fits = spreads_to(whole.value, axes, shape);
    struct operand item = {NULL, NULL};
    if (!fits || dice_chance(&generator->dice, 40))
        item = item_of_shape(generator, whole.text, whole.value, axes, shape);
    if (item.text != NULL)
        return item;
    return fits ? whole : item;
}

struct operand draw_of_shape(struct generator *generator, size_t axes, const long *shape,
                             bool (*suits)(const struct generator *generator, const struct value *array))
{
    size_t first = dice_below(&generator->dice, generator->name_count);
    for (size_t i = 0; i < generator->name_count; i++) {
        const struct name *name = &generator->names[(first + i) % generator->name_count];
        if (name->value == NULL || name->value->kind != VALUE_ARRAY ||
            (suits != NULL && !suits(generator, name->value)))
            continue;
        struct operand found = of_shape(generator, name, axes, shape);
        if (found.text != NULL)
            return found;
    }
    return (struct operand){NULL, NULL};
}

/* Now and then a view of it; never a scalar. */
static struct operand seen_through(struct generator *generator, const struct name *name)
{
    struct operand operand = {name->text, name->value};
    if (name->value->axes > 1 && dice_chance(&generator->dice, 12))
        operand = transposed(generator, operand.text, operand.value);
    if (name->value->axes == 0 || dice_chance(&generator->dice, 45))
        return operand;
    struct operand item = draw_item(generator, operand.text, operand.value);
    return item.value->kind == VALUE_ARRAY ? item : operand;
}

struct operand draw_array(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    return name == NULL ? (struct operand){NULL, NULL} : seen_through(generator, name);
}

struct operand draw_destination(struct generator *generator)
{
    for (size_t i = 0; i < 4; i++) {
        const struct name *name = name_of_kind(generator, VALUE_ARRAY);
        if (name != NULL && can_be_written(name->value))
            return seen_through(generator, name);
    }
    return (struct operand){NULL, NULL};
}
