#include "explore/state.h"

/* Lengths where implementations change their ways: around vectors of 16 to 64 bytes, and around NumPy's buffers. */
static long draw_length(struct generator *generator)
{
    static const long special[] = {15, 16, 17, 31, 32, 33, 63, 64, 65}, large[] = {127, 129, 255, 8191, 8192, 8193};
    if (generator->most_elements > 100)
        return large[dice_below(&generator->dice, sizeof large / sizeof *large)];
    if (dice_chance(&generator->dice, 4))
        return special[dice_below(&generator->dice, sizeof special / sizeof *special)];
    return dice_between(&generator->dice, dice_chance(&generator->dice, 5) ? 0 : 1, 9);
}

static size_t draw_shape(struct generator *generator, long *shape)
{
    /* Arrays of one shape have more to do with each other. */
    const struct name *like = dice_chance(&generator->dice, 40) ? name_of_kind(generator, VALUE_ARRAY) : NULL;
    for (size_t i = 0; like != NULL && i < like->value->axes; i++)
        shape[i] = like->value->shape[i];
    if (like != NULL)
        return like->value->axes;
    size_t axes = dice_chance(&generator->dice, 55)   ? 1
                  : dice_chance(&generator->dice, 75) ? 2
                  : dice_chance(&generator->dice, 75) ? 3
                                                      : 0;
    if (generator->most_elements > 100)
        axes = 1;
    for (size_t i = 0; i < axes; i++)
        shape[i] = axes == 1
                       ? draw_length(generator)
                       : dice_between(&generator->dice, dice_chance(&generator->dice, 4) ? 0 : 1, axes == 2 ? 5 : 3);
    return axes;
}

/* Nested lists of literals. */
static const char *display(struct generator *generator, const struct value *array, size_t axis)
{
    if (axis == array->axes) {
        struct operand literal = draw_literal(generator, array->type);
        note_written(array, literal.value->numbers);
        return literal.text;
    }
    const char *text = "[";
    for (long i = 0; i < array->shape[axis]; i++)
        text = arena_printf(generator->arena, "%s%s%s", text, i == 0 ? "" : ", ", display(generator, array, axis + 1));
    return arena_printf(generator->arena, "%s]", text);
}

static void make_display(struct generator *generator, const struct dtype *dtype, size_t axes, const long *shape)
{
    struct value *array = array_value(generator, dtype, axes, shape, numbers_of(0, 0, true));
    bool columns = axes > 1 && dice_chance(&generator->dice, 25);
    const char *text = display(generator, array, 0);
    if (columns) {
        long stride = (long)dtype->item_bytes;
        for (size_t i = 0; i < axes; i++) {
            array->strides[i] = stride;
            stride *= shape[i];
        }
    }
    bind(
        generator, array,
        arena_printf(generator->arena, "array(%s, dtype=\"%s\"%s)", text, dtype->name, columns ? ", order=\"F\"" : ""));
}

/* arange, which is long in little text; in another shape if there are several axes. */
static void make_range(struct generator *generator, const struct dtype *dtype, size_t axes, const long *shape)
{
    long start = dice_chance(&generator->dice, 20) ? dice_between(&generator->dice, 1, 5) : 0;
    struct value *array = array_value(generator, dtype, axes, shape, numbers_of(0, 0, true));
    long count = element_count(array);
    const char *text = start == 0 ? arena_printf(generator->arena, "arange(%ld, dtype=\"%s\")", count, dtype->name)
                                  : arena_printf(generator->arena, "arange(%ld, %ld, dtype=\"%s\")", start,
                                                 start + count, dtype->name);
    array->storage->numbers = numbers_cast(numbers_of(0, (double)(start + count), true), dtype);
    if (axes != 1) {
        /* A view of what has no name. */
        array->owner = false;
        text = arena_printf(generator->arena, "%s.reshape(%s)", text, shape_literal(generator, axes, shape));
    }
    bind(generator, array, text);
}

static void make_of_one_value(struct generator *generator, const struct dtype *dtype, size_t axes, const long *shape)
{
    const char *shape_text = shape_literal(generator, axes, shape);
    struct operand literal = draw_literal(generator, (struct number_type){NULL, dtype->class});
    struct numbers numbers = literal.value->numbers;
    const char *text;
    if (dice_chance(&generator->dice, 50)) {
        text = arena_printf(generator->arena, "full(%s, %s, dtype=\"%s\")", shape_text, literal.text, dtype->name);
    } else {
        bool zeros = dice_chance(&generator->dice, 50);
        text =
            arena_printf(generator->arena, "%s(%s, dtype=\"%s\")", zeros ? "zeros" : "ones", shape_text, dtype->name);
        numbers = numbers_of(zeros ? 0 : 1, zeros ? 0 : 1, true);
    }
    bind(generator, array_value(generator, dtype, axes, shape, numbers), text);
}

bool make_array(struct generator *generator)
{
    const struct dtype *dtype = draw_dtype(generator);
    long shape[MOST_AXES], count = 1;
    size_t axes = draw_shape(generator, shape);
    for (size_t i = 0; i < axes; i++)
        count *= shape[i];
    bool large = count > 20;
    size_t way = dice_below(&generator->dice, 10);
    /* Nested lists cannot say how long what they have none of would be. */
    large = large || (axes > 1 && count == 0);
    if (dtype->class != DTYPE_BOOL && (large ? way < 7 : way < 3))
        make_range(generator, dtype, axes, shape);
    else if (large || way < 5)
        make_of_one_value(generator, dtype, axes, shape);
    else
        make_display(generator, dtype, axes, shape);
    return true;
}

bool make_alias(struct generator *generator)
{
    const struct name *from = &generator->names[dice_below(&generator->dice, generator->name_count)];
    struct name *to = name_to_bind(generator);
    if (from->value == NULL || from == to)
        return false;
    say(generator, dice_chance(&generator->dice, 75) ? "%s = %s" : "%s = passed(%s)", to->text, from->text);
    to->value = from->value;
    return true;
}
