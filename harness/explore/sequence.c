#include "explore/state.h"

static struct name *draw_sequence(struct generator *generator)
{
    struct name *name = dice_chance(&generator->dice, 65) ? name_of_kind(generator, VALUE_LIST) : NULL;
    if (name == NULL)
        name = name_of_kind(generator, VALUE_TUPLE);
    return name != NULL ? name : name_of_kind(generator, VALUE_LIST);
}

static bool bind(struct generator *generator, struct value *value, const char *text)
{
    struct name *name = name_to_bind(generator);
    say(generator, "%s = %s", name->text, text);
    name->value = value;
    return true;
}

static struct operand none_literal(struct generator *generator)
{
    return (struct operand){"None", value_new(generator, VALUE_OTHER)};
}

/* An item to put somewhere: a name, a number, None, or a list of one number. */
static struct operand draw_item_value(struct generator *generator)
{
    const struct name *name = &generator->names[dice_below(&generator->dice, generator->name_count)];
    if (name->value != NULL && dice_chance(&generator->dice, 70))
        return (struct operand){name->text, name->value};
    size_t way = dice_below(&generator->dice, 8);
    if (way == 0)
        return none_literal(generator);
    struct operand literal =
        draw_literal(generator, (struct number_type){NULL, way == 1 ? DTYPE_FLOAT : way == 2 ? DTYPE_BOOL : DTYPE_SIGNED});
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

static bool contains(const struct value *container, const struct value *value)
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

/* Puts other items in the place of `count` from `start` on. */
static void splice(struct generator *generator, struct value *list, size_t start, size_t count,
                   struct value *const *items, size_t item_count)
{
    struct value *made = sequence_value(generator, VALUE_LIST, list->items, start);
    for (size_t i = 0; i < item_count; i++)
        ARENA_APPEND(generator->arena, made->items, made->item_count, items[i]);
    for (size_t i = start + count; i < list->item_count; i++)
        ARENA_APPEND(generator->arena, made->items, made->item_count, list->items[i]);
    list->items = made->items;
    list->item_count = made->item_count;
}

static bool add_item(struct generator *generator, const struct name *name)
{
    struct operand item = draw_item_value(generator);
    struct value *list = name->value;
    if (contains(item.value, list) || list->item_count >= MOST_ITEMS)
        return false;
    size_t at = list->item_count;
    if (dice_chance(&generator->dice, 35)) {
        at = dice_below(&generator->dice, list->item_count + 1);
        say(generator, "%s.insert(%zu, %s)", name->text, at, item.text);
    } else {
        say(generator, "%s.append(%s)", name->text, item.text);
    }
    splice(generator, list, at, 0, &item.value, 1);
    return true;
}

static bool take_item_out(struct generator *generator, const struct name *name)
{
    struct value *list = name->value;
    if (list->item_count == 0)
        return false;
    size_t at = dice_below(&generator->dice, list->item_count);
    struct value *item = list->items[at];
    switch (dice_below(&generator->dice, 3)) {
    case 0:
        say(generator, "del %s[%zu]", name->text, at);
        break;
    case 1:
        say(generator, "%s.pop(%zu)", name->text, at);
        break;
    default:
        splice(generator, list, at, 1, NULL, 0);
        return bind(generator, item, arena_printf(generator->arena, "%s.pop(%zd)", name->text, (ssize_t)at));
    }
    splice(generator, list, at, 1, NULL, 0);
    return true;
}

static bool reorder(struct generator *generator, const struct name *name)
{
    struct value *list = name->value;
    if (dice_chance(&generator->dice, 25)) {
        say(generator, "%s.clear()", name->text);
        list->item_count = 0;
        return true;
    }
    say(generator, "%s.reverse()", name->text);
    struct value *reversed = sequence_value(generator, VALUE_LIST, NULL, 0);
    for (size_t i = list->item_count; i-- > 0;)
        ARENA_APPEND(generator->arena, reversed->items, reversed->item_count, list->items[i]);
    list->items = reversed->items;
    return true;
}

static bool extend(struct generator *generator, const struct name *name)
{
    const struct name *from = &generator->names[dice_below(&generator->dice, generator->name_count)];
    if (from->value == NULL || from->value->kind == VALUE_NUMBER || from->value->kind == VALUE_OTHER)
        return false;
    if (from->value->kind == VALUE_ARRAY && (from->value->axes == 0 || from->value->shape[0] > 6))
        return false;
    struct value *items = items_of_value(generator, from->value), *list = name->value;
    for (size_t i = 0; i < items->item_count; i++)
        if (contains(items->items[i], list))
            return false;
    if (list->item_count + items->item_count > MOST_ITEMS)
        return false;
    say(generator, "%s.extend(%s)", name->text, from->text);
    splice(generator, list, list->item_count, 0, items->items, items->item_count);
    return true;
}

bool change_list(struct generator *generator)
{
    static bool (*const ways[])(struct generator *generator, const struct name *name) = {add_item, add_item,
                                                                                        take_item_out, reorder, extend};
    const struct name *name = name_of_kind(generator, VALUE_LIST);
    return name != NULL && ways[dice_below(&generator->dice, sizeof ways / sizeof *ways)](generator, name);
}

static bool set_slice(struct generator *generator, const struct name *name)
{
    struct value *list = name->value;
    size_t start = dice_below(&generator->dice, list->item_count + 1);
    size_t count = dice_below(&generator->dice, list->item_count - start + 1);
    if (dice_chance(&generator->dice, 40)) {
        say(generator, "del %s[%zu:%zu]", name->text, start, start + count);
        splice(generator, list, start, count, NULL, 0);
        return true;
    }
    const struct name *from = draw_sequence(generator);
    for (size_t i = 0; i < from->value->item_count; i++)
        if (contains(from->value->items[i], list))
            return false;
    if (list->item_count + from->value->item_count > MOST_ITEMS)
        return false;
    struct value *items = items_of_value(generator, from->value);
    say(generator, "%s[%zu:%zu] = %s", name->text, start, start + count, from->text);
    splice(generator, list, start, count, items->items, items->item_count);
    return true;
}

/* A slice with a step takes as many items as it names. */
static bool set_steps(struct generator *generator, const struct name *name)
{
    struct value *list = name->value;
    struct slice slice = draw_slice(generator, (long)list->item_count);
    if (slice.step == 1 || slice.count < 2)
        return false;
    const char *text = slice_text(generator, slice, (long)list->item_count), *items = "";
    for (long i = 0; i < slice.count; i++) {
        struct operand item = draw_literal(generator, (struct number_type){NULL, DTYPE_SIGNED});
        items = arena_printf(generator->arena, "%s%s%s", items, i == 0 ? "" : ", ", item.text);
        list->items[slice.start + i * slice.step] = item.value;
    }
    say(generator, "%s[%s] = [%s]", name->text, text, items);
    return true;
}

bool slice_list(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_LIST);
    if (name == NULL)
        return false;
    struct value *list = name->value;
    if (dice_chance(&generator->dice, 25))
        return set_steps(generator, name);
    if (list->item_count == 0 || dice_chance(&generator->dice, 50))
        return set_slice(generator, name);
    struct operand item = draw_item_value(generator);
    size_t at = dice_below(&generator->dice, list->item_count);
    if (contains(item.value, list))
        return false;
    say(generator, "%s[%zd] = %s", name->text, dice_chance(&generator->dice, 30) ? (ssize_t)at - (ssize_t)list->item_count : (ssize_t)at,
        item.text);
    list->items[at] = item.value;
    return true;
}

/* A tuple gets another one, a list is the same with more in it. */
static bool update_by(struct generator *generator, struct name *name, struct value *more, const char *text)
{
    struct value *old = name->value;
    struct value *made = old->kind == VALUE_LIST ? old : sequence_value(generator, VALUE_TUPLE, old->items, old->item_count);
    if (old->item_count + more->item_count > MOST_ITEMS)
        return false;
    for (size_t i = 0; i < more->item_count; i++)
        if (contains(more->items[i], old))
            return false;
    struct value *added = sequence_value(generator, VALUE_LIST, more->items, more->item_count);
    say(generator, "%s += %s", name->text, text);
    splice(generator, made, made->item_count, 0, added->items, added->item_count);
    /* Adding nothing to a tuple, or a tuple to nothing, gives a tuple that is there. */
    name->value = old->kind == VALUE_TUPLE && more->item_count == 0 ? old : made;
    return true;
}

bool update_sequence(struct generator *generator)
{
    struct name *name = draw_sequence(generator);
    if (name == NULL)
        return false;
    size_t times = dice_below(&generator->dice, 3);
    if (dice_chance(&generator->dice, 25) && name->value->kind == VALUE_LIST && name->value->item_count * times <= MOST_ITEMS) {
        struct value *once = sequence_value(generator, VALUE_LIST, name->value->items, name->value->item_count);
        say(generator, "%s *= %zu", name->text, times);
        name->value->item_count = 0;
        for (size_t i = 0; i < times; i++)
            splice(generator, name->value, name->value->item_count, 0, once->items, once->item_count);
        return true;
    }
    const struct name *other = draw_sequence(generator);
    if (name->value->kind == VALUE_TUPLE && other->value->kind != VALUE_TUPLE)
        return false;
    if (dice_chance(&generator->dice, 60))
        return update_by(generator, name, other->value, other->text);
    /* A new list or tuple. */
    if (name->value->kind != other->value->kind || name->value->item_count + other->value->item_count > MOST_ITEMS)
        return false;
    struct value *sum = sequence_value(generator, name->value->kind, name->value->items, name->value->item_count);
    splice(generator, sum, sum->item_count, 0, other->value->items, other->value->item_count);
    return bind(generator, sum, arena_printf(generator->arena, "%s + %s", name->text, other->text));
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
