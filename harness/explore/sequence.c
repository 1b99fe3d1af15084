#include "explore/state.h"

struct name *draw_sequence(struct generator *generator)
{
    struct name *name = dice_chance(&generator->dice, 65) ? name_of_kind(generator, VALUE_LIST) : NULL;
    if (name == NULL)
        name = name_of_kind(generator, VALUE_TUPLE);
    return name != NULL ? name : name_of_kind(generator, VALUE_LIST);
}

static struct operand none_literal(struct generator *generator)
{
    return (struct operand){"None", value_new(generator, VALUE_OTHER)};
}

struct operand draw_item_value(struct generator *generator)
{
    const struct name *name = &generator->names[dice_below(&generator->dice, generator->name_count)];
    if (name->value != NULL && dice_chance(&generator->dice, 70))
        return (struct operand){name->text, name->value};
    size_t way = dice_below(&generator->dice, 8);
    if (way == 0)
        return none_literal(generator);
    struct operand literal = draw_literal(generator, (struct number_type){NULL, way == 1   ? DTYPE_FLOAT
                                                                                : way == 2 ? DTYPE_BOOL
                                                                                           : DTYPE_SIGNED});
    if (way < 6)
        return literal;
    return (struct operand){arena_printf(generator->arena, "[%s]", literal.text),
                            sequence_value(generator, VALUE_LIST, &literal.value, 1)};
}

bool make_sequence(struct generator *generator)
{
    bool list = dice_chance(&generator->dice, 65), variable = false;
    size_t count = (size_t)dice_between(&generator->dice, 0, 4);
    struct value *sequence = sequence_value(generator, list ? VALUE_LIST : VALUE_TUPLE, NULL, 0);
    const char *text = "";
    for (size_t i = 0; i < count; i++) {
        struct operand item = draw_item_value(generator);
        variable = variable || item.value->kind != VALUE_NUMBER || item.value->type.dtype != NULL;
        ARENA_APPEND(generator->arena, sequence->items, sequence->item_count, item.value);
        text = arena_printf(generator->arena, "%s%s%s", text, i == 0 ? "" : ", ", item.text);
    }
    /* A tuple of constants is a constant itself: which of them are one object is a matter of the compiler. */
    if (!list && count > 0 && !variable)
        return false;
    return bind(generator, sequence,
                list ? arena_printf(generator->arena, "[%s]", text)
                     : arena_printf(generator->arena, count == 1 ? "(%s,)" : "(%s)", text));
}

struct value *items_of_value(struct generator *generator, struct value *value)
{
    struct value *list = sequence_value(generator, VALUE_LIST, NULL, 0);
    if (value->kind != VALUE_ARRAY)
        return sequence_value(generator, VALUE_LIST, value->items, value->item_count);
    for (long i = 0; i < value->shape[0]; i++) {
        struct value *row = view_of(generator, value);
        row->offset += i * row->strides[0];
        row->axes--;
        for (size_t k = 0; k < row->axes; k++) {
            row->shape[k] = value->shape[k + 1];
            row->strides[k] = value->strides[k + 1];
        }
        if (row->axes == 0)
            row = scalar_value(generator, value->type.dtype, numbers_in(value));
        ARENA_APPEND(generator->arena, list->items, list->item_count, row);
    }
    return list;
}

bool contains(const struct value *container, const struct value *value)
{
    bool found = container == value;
    for (size_t i = 0; !found && i < container->item_count; i++)
        found = contains(container->items[i], value);
    return found;
}

/* Whether comparing its items by == is a matter of numbers alone. */
static bool has_numbers_only(const struct value *sequence)
{
    for (size_t i = 0; i < sequence->item_count; i++)
        if (sequence->items[i]->kind != VALUE_NUMBER || sequence->items[i]->type.class == DTYPE_COMPLEX ||
            !sequence->items[i]->numbers.plain)
            return false;
    return true;
}

bool take_from_sequence(struct generator *generator)
{
    const struct name *name = draw_sequence(generator);
    if (name == NULL)
        return false;
    struct value *sequence = name->value;
    long count = (long)sequence->item_count;
    size_t way = dice_below(&generator->dice, 5);
    if (way == 0)
        return bind(generator, number_value(generator, DTYPE_SIGNED, numbers_of((double)count, (double)count, true)),
                    arena_printf(generator->arena, "len(%s)", name->text));
    if (way == 1 && has_numbers_only(sequence)) {
        long wanted = dice_between(&generator->dice, 0, 9);
        if (dice_chance(&generator->dice, 50))
            return bind(generator, number_value(generator, DTYPE_BOOL, numbers_of(0, 1, true)),
                        arena_printf(generator->arena, "%ld in %s", wanted, name->text));
        return bind(generator, number_value(generator, DTYPE_SIGNED, numbers_of(0, MOST_ITEMS, true)),
                    arena_printf(generator->arena, "%s.count(%ld)", name->text, wanted));
    }
    if (way < 4 && count > 0) {
        long at = dice_between(&generator->dice, -count, count - 1);
        return bind(generator, sequence->items[at < 0 ? at + count : at],
                    arena_printf(generator->arena, "%s[%ld]", name->text, at));
    }
    struct slice slice = draw_slice(generator, count);
    struct value *taken = sequence_value(generator, sequence->kind, NULL, 0);
    for (long i = 0; i < slice.count; i++)
        ARENA_APPEND(generator->arena, taken->items, taken->item_count, sequence->items[slice.start + i * slice.step]);
    bool whole = sequence->kind == VALUE_TUPLE && slice.step == 1 && slice.count == count;
    return bind(generator, whole ? sequence : taken,
                arena_printf(generator->arena, "%s[%s]", name->text, slice_text(generator, slice, count)));
}

/* Originals and their copies, so that what was shared is shared again. */
struct memo {
    struct value *original, *copy;
};

struct copying {
    struct generator *generator;
    struct memo *memo;
    size_t count;
};

static struct value *deeply(struct copying *copying, struct value *value)
{
    for (size_t i = 0; i < copying->count; i++)
        if (copying->memo[i].original == value)
            return copying->memo[i].copy;
    struct value *copy = value;
    bool changed = value->kind == VALUE_LIST;
    if (value->kind == VALUE_ARRAY) {
        copy = array_value(copying->generator, value->type.dtype, value->axes, value->shape, numbers_in(value));
        copy->laid_out = copy->axes < 2 || lies_in_order(value);
    } else if (value->kind == VALUE_LIST || value->kind == VALUE_TUPLE) {
        copy = sequence_value(copying->generator, value->kind, NULL, 0);
        for (size_t i = 0; i < value->item_count; i++) {
            struct value *item = deeply(copying, value->items[i]);
            changed = changed || item != value->items[i];
            ARENA_APPEND(copying->generator->arena, copy->items, copy->item_count, item);
        }
        if (!changed)
            copy = value;
    }
    ARENA_APPEND(copying->generator->arena, copying->memo, copying->count, ((struct memo){value, copy}));
    return copy;
}

bool copy_value(struct generator *generator)
{
    static const char *const forms[] = {"copy(%s)", "list(%s)", "tuple(%s)", "%s.copy()"};
    const struct name *name = draw_sequence(generator);
    if (name == NULL)
        return false;
    struct value *value = name->value;
    if (dice_chance(&generator->dice, 40)) {
        struct copying copying = {generator, NULL, 0};
        return bind(generator, deeply(&copying, value), arena_printf(generator->arena, "deepcopy(%s)", name->text));
    }
    size_t form = dice_below(&generator->dice, sizeof forms / sizeof *forms);
    if (form == 3 && value->kind != VALUE_LIST)
        return false;
    enum value_kind kind = form == 1 ? VALUE_LIST : form == 2 ? VALUE_TUPLE : value->kind;
    struct value *copy = kind == VALUE_TUPLE && value->kind == VALUE_TUPLE
                             ? value
                             : sequence_value(generator, kind, value->items, value->item_count);
    return bind(generator, copy, arena_printf(generator->arena, forms[form], name->text));
}
