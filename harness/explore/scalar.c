#include "explore/state.h"

bool make_number(struct generator *generator)
{
    static const enum dtype_class classes[] = {DTYPE_SIGNED, DTYPE_SIGNED, DTYPE_FLOAT, DTYPE_BOOL, DTYPE_COMPLEX};
    if (dice_chance(&generator->dice, 10))
        return bind(generator, value_new(generator, VALUE_OTHER), "None");
    struct number_type type = {NULL, classes[dice_below(&generator->dice, sizeof classes / sizeof *classes)]};
    struct operand literal = draw_literal(generator, type);
    return bind(generator, literal.value, literal.text);
}

/* Python's own numbers: integers, which are unbounded, stay small; floats stay exact. */
static bool compute_weak(struct generator *generator, struct name *name)
{
    static const char *const operators[] = {"+", "-", "*", "//", "%"};
    static const enum ibid_operation operations[] = {IBID_OP_ADD, IBID_OP_SUBTRACT, IBID_OP_MULTIPLY,
                                                     IBID_OP_FLOOR_DIVIDE, IBID_OP_REMAINDER};
    struct value *value = name->value;
    bool integers = value->type.class == DTYPE_SIGNED || value->type.class == DTYPE_BOOL;
    if (!value->numbers.plain || value->type.class == DTYPE_COMPLEX)
        return false;
    size_t operation = dice_below(&generator->dice, integers ? 5 : 3);
    long number = dice_between(&generator->dice, 1, 9);
    struct numbers numbers =
        numbers_combined(operations[operation], value->numbers, numbers_of((double)number, (double)number, true),
                         dtype_by_name(integers ? "int64" : "float64"));
    struct value *result = number_value(generator, integers ? DTYPE_SIGNED : DTYPE_FLOAT, numbers);
    if (!dice_chance(&generator->dice, 50))
        return bind(generator, result,
                    arena_printf(generator->arena, "%s %s %ld", name->text, operators[operation], number));
    say(generator, "%s %s= %ld", name->text, operators[operation], number);
    name->value = result;
    return true;
}

bool compute_number(struct generator *generator)
{
    struct name *name = name_of_kind(generator, VALUE_NUMBER);
    if (name == NULL)
        return false;
    if (name->value->type.dtype == NULL)
        return compute_weak(generator, name);
    const struct binary *binary = draw_binary(generator);
    struct operand second = draw_literal(generator, name->value->type);
    if (second.value->type.class == DTYPE_BOOL)
        second = draw_literal(generator, (struct number_type){NULL, DTYPE_SIGNED});
    const struct dtype *dtype;
    struct numbers numbers;
    if (binary->symbol == NULL || !binary_is_defined(generator, binary, name->value, second.value, &dtype, &numbers))
        return false;
    struct value *result = scalar_value(generator, dtype, numbers);
    if (binary->operation >= IBID_OP_EQUAL || dice_chance(&generator->dice, 50))
        return bind(generator, result,
                    arena_printf(generator->arena, "%s %s %s", name->text, binary->symbol, second.text));
    say(generator, "%s %s= %s", name->text, binary->symbol, second.text);
    name->value = result;
    return true;
}

static bool convert_number(struct generator *generator)
{
    static const enum dtype_class classes[] = {DTYPE_SIGNED, DTYPE_FLOAT, DTYPE_BOOL, DTYPE_COMPLEX};
    static const char *const functions[] = {"int", "float", "bool", "complex"};
    const struct name *name = name_of_kind(generator, VALUE_NUMBER);
    if (name == NULL)
        return false;
    size_t to = dice_below(&generator->dice, 4);
    struct numbers numbers = name->value->numbers;
    enum dtype_class from = name->value->type.class;
    bool small = numbers.low > -1e15 && numbers.high < 1e15;
    if ((from == DTYPE_COMPLEX && to < 2) || (to != 2 && !small) || (generator->approximate && !numbers.plain))
        return false;
    if (to == 0)
        numbers = numbers_cast(numbers, dtype_by_name("int64"));
    return bind(generator, number_value(generator, classes[to], to == 2 ? numbers_of(0, 1, true) : numbers),
                arena_printf(generator->arena, "%s(%s)", functions[to], name->text));
}

/* An element as a number of Python's. */
static struct value *own_number(struct generator *generator, const struct value *array)
{
    enum dtype_class class = array->type.class;
    return number_value(generator, class == DTYPE_UNSIGNED ? DTYPE_SIGNED : class, numbers_in(array));
}

/* Of nested lists of Python's numbers, or of what iterating gives. */
static struct value *listed(struct generator *generator, struct value *array)
{
    struct value *list = items_of_value(generator, array);
    for (size_t i = 0; i < list->item_count; i++)
        list->items[i] = list->items[i]->kind == VALUE_ARRAY ? listed(generator, list->items[i])
                                                             : own_number(generator, array);
    return list;
}

static bool convert_array(struct generator *generator)
{
    struct operand from = draw_array(generator);
    if (from.text == NULL || element_count(from.value) > 40)
        return false;
    struct value *array = from.value;
    size_t way = dice_below(&generator->dice, 6);
    if (way == 0) {
        struct value *shape = sequence_value(generator, VALUE_TUPLE, NULL, 0);
        for (size_t i = 0; i < array->axes; i++) {
            struct value *length = number_value(generator, DTYPE_SIGNED,
                                                numbers_of((double)array->shape[i], (double)array->shape[i], true));
            ARENA_APPEND(generator->arena, shape->items, shape->item_count, length);
        }
        return bind(generator, shape, arena_printf(generator->arena, "%s.shape", from.text));
    }
    if (way == 1) {
        static const char *const attributes[] = {"size", "ndim"};
        return bind(generator, number_value(generator, DTYPE_SIGNED, numbers_of(0, 100, true)),
                    arena_printf(generator->arena, "%s.%s", from.text, attributes[dice_below(&generator->dice, 2)]));
    }
    if (way == 2)
        return bind(generator, value_new(generator, VALUE_OTHER),
                    arena_printf(generator->arena, "%s.dtype", from.text));
    if (array->axes == 0 || element_count(array) == 1)
        return bind(generator, own_number(generator, array), arena_printf(generator->arena, "%s.item()", from.text));
    if (array->shape[0] > MOST_ITEMS)
        return false;
    if (way == 3)
        return bind(generator, listed(generator, array), arena_printf(generator->arena, "%s.tolist()", from.text));
    struct value *items = items_of_value(generator, array);
    items->kind = way == 4 ? VALUE_LIST : VALUE_TUPLE;
    return bind(generator, items, arena_printf(generator->arena, way == 4 ? "list(%s)" : "tuple(%s)", from.text));
}

bool convert(struct generator *generator)
{
    return dice_chance(&generator->dice, 30) ? convert_number(generator) : convert_array(generator);
}

bool delete_name(struct generator *generator)
{
    struct name *name = &generator->names[dice_below(&generator->dice, generator->name_count)];
    if (name->value == NULL)
        return false;
    say(generator, "del %s", name->text);
    name->value = NULL;
    return true;
}

bool relate(struct generator *generator)
{
    struct operand left = draw_array(generator), right = draw_array(generator);
    bool arrays = left.text != NULL && dice_chance(&generator->dice, 60);
    if (!arrays) {
        const struct name *one = name_of_kind(generator, VALUE_LIST), *other = name_of_kind(generator, VALUE_LIST);
        if (one == NULL)
            return false;
        left.text = one->text;
        right.text = other->text;
    }
    const char *form = arrays && dice_chance(&generator->dice, 70) ? "shares_memory(%s, %s)"
                       : dice_chance(&generator->dice, 50)         ? "%s is %s"
                                                                   : "%s is not %s";
    return bind(generator, number_value(generator, DTYPE_BOOL, numbers_of(0, 1, true)),
                arena_printf(generator->arena, form, left.text, right.text));
}
