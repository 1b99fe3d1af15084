#include "explore/state.h"

/* Each writes a statement that raises and changes nothing, or nothing: false. */
typedef bool mistake(struct generator *generator, const struct name *array);

static bool reach_beyond(struct generator *generator, const struct name *array)
{
    const struct name *fresh = name_unbound(generator);
    if (array->value->axes == 0)
        return false;
    long beyond = dice_chance(&generator->dice, 50) ? array->value->shape[0] : -array->value->shape[0] - 1;
    if (fresh != NULL && dice_chance(&generator->dice, 50))
        say_wrong(generator, "%s = %s[%ld]", fresh->text, array->text, beyond);
    else if (!can_be_written(array->value))
        return false;
    else
        say_wrong(generator, dice_chance(&generator->dice, 50) ? "%s[%ld] = 1" : "%s[[%ld]] = 1", array->text, beyond);
    return true;
}

static bool name_too_many_axes(struct generator *generator, const struct name *array)
{
    const char *subscripts = "0";
    if (!can_be_written(array->value))
        return false;
    for (size_t i = 0; i < array->value->axes; i++) {
        if (array->value->shape[i] == 0)
            return false;
        subscripts = arena_printf(generator->arena, "%s, 0", subscripts);
    }
    say_wrong(generator, "%s[%s] = 1", array->text, subscripts);
    return true;
}

static bool mix_shapes(struct generator *generator, const struct name *array)
{
    const struct value *value = array->value;
    if (value->axes == 0 || value->shape[value->axes - 1] < 2 || !can_be_written(value) ||
        value->type.class == DTYPE_BOOL)
        return false;
    const char *items = "True";
    for (long i = 0; i < value->shape[value->axes - 1] && i < 10; i++)
        items = arena_printf(generator->arena, "%s, True", items);
    if (value->shape[value->axes - 1] > 9)
        items = "True, True";
    /* Of bools, so that no other mistake is made at the same time: which of two is told is nobody's word. */
    static const char *const forms[] = {"%s[...] = [%s]", "%s += array([%s], dtype=\"bool\")"};
    say_wrong(generator, forms[dice_below(&generator->dice, 2)], array->text, items);
    return true;
}

static bool reshape_wrongly(struct generator *generator, const struct name *array)
{
    const struct name *fresh = name_unbound(generator);
    if (fresh == NULL)
        return false;
    say_wrong(generator, dice_chance(&generator->dice, 50) ? "%s = %s.reshape((%ld, 1))" : "%s = %s.reshape(%ld)",
              fresh->text, array->text, element_count(array->value) + 1);
    return true;
}

static bool write_read_only(struct generator *generator, const struct name *array)
{
    static const char *const forms[] = {"%s[...] = 1", "%s += 1", "%s.fill(1)", "add(%s, 1, out=%s)", "%s *= %s"};
    if (!array->value->read_only || !array->value->laid_out)
        return false;
    size_t form = dice_below(&generator->dice, sizeof forms / sizeof *forms);
    if (form < 3)
        say_wrong(generator, forms[form], array->text);
    else
        say_wrong(generator, forms[form], array->text, array->text);
    return true;
}

static bool cast_down(struct generator *generator, const struct name *array)
{
    enum dtype_class class = array->value->type.class;
    if (!can_be_written(array->value) || class == DTYPE_COMPLEX)
        return false;
    if (class == DTYPE_FLOAT)
        say_wrong(generator, "%s += 1j", array->text);
    else if (class_is_integer(class))
        say_wrong(generator, dice_chance(&generator->dice, 50) ? "%s += 1.5" : "%s /= 2", array->text);
    else
        say_wrong(generator, "%s += 1", array->text);
    return true;
}

static bool write_too_large_a_number(struct generator *generator, const struct name *array)
{
    static const char *const forms[] = {"%s += %s", "%s[...] = %s", "%s.fill(%s)"};
    if (!can_be_written(array->value) || !class_is_integer(array->value->type.class) ||
        element_count(array->value) == 0)
        return false;
    say_wrong(generator, forms[dice_below(&generator->dice, 3)], array->text,
              array->value->type.class == DTYPE_UNSIGNED  ? "-1"
              : array->value->type.dtype->item_bytes == 1 ? "200"
                                                          : "10000000000000000000");
    return true;
}

static bool ask_for_one_value(struct generator *generator, const struct name *array)
{
    static const char *const forms[] = {"%s = int(%s)", "%s = float(%s)", "%s = bool(%s)", "%s = %s.item()"};
    const struct name *fresh = name_unbound(generator);
    if (fresh == NULL || element_count(array->value) < 2)
        return false;
    say_wrong(generator, forms[dice_below(&generator->dice, 4)], fresh->text, array->text);
    return true;
}

static bool name_a_wrong_axis(struct generator *generator, const struct name *array)
{
    static const char *const forms[] = {"%s = sum(%s, %zu)", "%s = flip(%s, %zu)", "%s = squeeze(%s, %zu)"};
    const struct name *fresh = name_unbound(generator);
    /* Without axes, NumPy takes 0 for one all the same. */
    if (fresh == NULL || array->value->axes == 0)
        return false;
    say_wrong(generator, forms[dice_below(&generator->dice, 3)], fresh->text, array->text, array->value->axes);
    return true;
}

static bool misuse_sequence(struct generator *generator)
{
    const struct name *tuple = name_of_kind(generator, VALUE_TUPLE), *list = name_of_kind(generator, VALUE_LIST);
    size_t way = dice_below(&generator->dice, 7);
    if (tuple != NULL && way < 3) {
        static const char *const forms[] = {"%s.append(1)", "del %s[0]", "%s[0] = 1"};
        say_wrong(generator, forms[way], tuple->text);
        return true;
    }
    if (list == NULL)
        return false;
    size_t count = list->value->item_count;
    switch (way) {
    case 3:
        say_wrong(generator, "%s[%zu] = 1", list->text, count);
        return true;
    case 4:
        say_wrong(generator, "%s.pop(%zu)", list->text, count);
        return true;
    case 5:
        say_wrong(generator, "%s += 1", list->text);
        return true;
    default:
        if (count < 2)
            return false;
        say_wrong(generator, "%s[::2] = [1, 2, 3, 4, 5, 6]", list->text);
        return true;
    }
}

static bool misuse_number(struct generator *generator)
{
    const struct name *number = name_of_kind(generator, VALUE_NUMBER);
    if (number == NULL || number->value->type.dtype != NULL)
        return false;
    bool is_complex = number->value->type.class == DTYPE_COMPLEX;
    switch (dice_below(&generator->dice, 3)) {
    case 0:
        say_wrong(generator, is_complex ? "%s /= 0" : "%s //= 0", number->text);
        break;
    case 1:
        say_wrong(generator, "%s[0] = 1", number->text);
        break;
    default:
        say_wrong(generator, "%s += None", number->text);
    }
    return true;
}

bool fail_on_purpose(struct generator *generator)
{
    static mistake *const mistakes[] = {reach_beyond,      name_too_many_axes, mix_shapes, reshape_wrongly,
                                        write_read_only,   write_read_only,    cast_down,  write_too_large_a_number,
                                        ask_for_one_value, name_a_wrong_axis};
    if (dice_chance(&generator->dice, 15))
        return misuse_sequence(generator);
    if (dice_chance(&generator->dice, 8))
        return misuse_number(generator);
    const struct name *array = name_of_kind(generator, VALUE_ARRAY);
    return array != NULL &&
           mistakes[dice_below(&generator->dice, sizeof mistakes / sizeof *mistakes)](generator, array);
}
