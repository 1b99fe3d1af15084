#include "explore/state.h"

static struct value *copy_as(struct generator *generator, const struct value *array, const struct dtype *dtype)
{
    return array_value(generator, dtype, array->axes, array->shape, numbers_cast(numbers_in(array), dtype));
}

/* To a dtype, which may be the one that it has: then nothing need be copied. */
static bool convert_to(struct generator *generator, const struct operand *from)
{
    static const char *const forms[] = {"%s.astype(\"%s\")", "array(%s, dtype=\"%s\")",
                                        "asarray(%s, dtype=\"%s\", copy=True)", "%s.astype(\"%s\", copy=False)",
                                        "asarray(%s, dtype=\"%s\")"};
    const struct dtype *old = from->value->type.dtype;
    const struct dtype *dtype = dice_chance(&generator->dice, 25) ? old : draw_dtype(generator);
    long none = 0;
    const struct value *like = array_value(generator, dtype, 1, &none, numbers_of(0, 0, true));
    if (!write_is_defined(generator, like, numbers_in(from->value), from->value->type.class))
        return false;
    size_t form = dice_below(&generator->dice, sizeof forms / sizeof *forms);
    struct value *made = dtype == old && form >= 3 ? from->value : copy_as(generator, from->value, dtype);
    if (made != from->value) /* "K": in the order of the array that it is made of */
        made->laid_out = made->axes < 2 || lies_in_order(from->value);
    return bind(generator, made, arena_printf(generator->arena, forms[form], from->text, dtype->name));
}

bool derive_copy(struct generator *generator)
{
    enum { FLAT = 8, ZEROS = 9, FIRST_ITSELF = 10 };
    static const char *const forms[] = {"%s.copy()",
                                        "%s.copy()",
                                        "array(%s)",
                                        "array(%s, copy=True)",
                                        "copy(%s)",
                                        "deepcopy(%s)",
                                        "+%s",
                                        "asarray(%s, copy=True)",
                                        "%s.flatten()",
                                        "zeros_like(%s)",
                                        "asarray(%s)",
                                        "asarray(%s, copy=False)",
                                        "asarray(%s, copy=None)",
                                        "array(%s, copy=False)",
                                        "array(%s, copy=None)"};
    struct operand from = draw_array(generator);
    if (from.text == NULL)
        return false;
    if (dice_chance(&generator->dice, 35))
        return convert_to(generator, &from);
    size_t form = dice_below(&generator->dice, sizeof forms / sizeof *forms);
    struct value *made = copy_as(generator, from.value, from.value->type.dtype);
    if (form == FLAT) {
        made->axes = 1;
        made->shape[0] = element_count(from.value);
        made->strides[0] = (long)made->type.dtype->item_bytes;
    } else if (form == ZEROS) {
        made->storage->numbers = numbers_of(0, 0, true);
    }
    /* There is no + of bools, and that of an array without axes is a number. */
    if (forms[form][0] == '+' && (from.value->type.class == DTYPE_BOOL || from.value->axes == 0))
        return false;
    made->laid_out = made->axes < 2 || lies_in_order(from.value);
    return bind(generator, form >= FIRST_ITSELF ? from.value : made,
                arena_printf(generator->arena, forms[form], from.text));
}

/* The indices of a list, as text. */
static const char *draw_list_of_indices(struct generator *generator, long length, long count)
{
    const char *text = "";
    for (long i = 0; i < count; i++)
        text = arena_printf(generator->arena, "%s%s%ld", text, i == 0 ? "" : ", ",
                            dice_between(&generator->dice, -length, length - 1));
    return arena_printf(generator->arena, "[%s]", text);
}

/* What an index of one list, of `axes` lengths, takes: in their place `lengths`, then the axes that are left. */
static bool bind_taken(struct generator *generator, const struct value *array, size_t taken, size_t axes,
                       const long *lengths, const char *text)
{
    long shape[2 * MOST_AXES];
    size_t count = 0;
    for (size_t i = 0; i < axes; i++)
        shape[count++] = lengths[i];
    for (size_t i = taken; i < array->axes; i++)
        shape[count++] = array->shape[i];
    if (count > MOST_AXES)
        return false;
    struct value *made = array_value(generator, array->type.dtype, count, shape, numbers_in(array));
    made->laid_out = count < 2; /* NumPy does not say in which order the axes lie */
    return element_count(made) <= 8 * generator->most_elements && bind(generator, made, text);
}

/* As many elements as the mask is true at, which is not known here. */
static bool take_by_mask(struct generator *generator, const struct operand *from)
{
    struct operand mask = draw_mask(generator, from->value);
    if (mask.text == NULL || !same_shape(mask.value, from->value->axes, from->value->shape))
        return false;
    struct value *taken = value_new(generator, VALUE_OTHER);
    taken->is_array = true;
    return bind(generator, taken, arena_printf(generator->arena, "%s[%s]", from->text, mask.text));
}

/* By an array of indices, one or two lists, or a mask; always a copy.
 */
bool take_by_index(struct generator *generator)
{
    struct operand from = draw_array(generator);
    if (from.text == NULL || from.value->axes == 0 || from.value->shape[0] == 0)
        return false;
    if (dice_chance(&generator->dice, 25))
        return take_by_mask(generator, &from);
    const struct value *array = from.value;
    long count = dice_between(&generator->dice, 0, 4);
    const struct name *indices = dice_chance(&generator->dice, 35) ? name_of_kind(generator, VALUE_ARRAY) : NULL;
    if (indices != NULL)
        return indexes(indices->value, array->shape[0]) &&
               bind_taken(generator, array, 1, indices->value->axes, indices->value->shape,
                          arena_printf(generator->arena, "%s[%s]", from.text, indices->text));
    const char *list = draw_list_of_indices(generator, array->shape[0], count);
    if (array->axes < 2 || array->shape[1] == 0 || dice_chance(&generator->dice, 50))
        return bind_taken(generator, array, 1, 1, &count, arena_printf(generator->arena, "%s[%s]", from.text, list));
    const char *second = draw_list_of_indices(generator, array->shape[1], count);
    return bind_taken(generator, array, 2, 1, &count,
                      arena_printf(generator->arena, "%s[%s, %s]", from.text, list, second));
}
