#include "explore/state.h"

/* A list among the names, or one that is an item of a list or tuple there; text is NULL if there is none. */
static struct operand draw_list(struct generator *generator)
{
    const struct name *name = draw_sequence(generator);
    if (name == NULL)
        return (struct operand){NULL, NULL};
    struct value *sequence = name->value;
    for (size_t i = 0; i < sequence->item_count; i++)
        if (sequence->items[i]->kind == VALUE_LIST && dice_chance(&generator->dice, 35))
            return (struct operand){arena_printf(generator->arena, "%s[%zu]", name->text, i), sequence->items[i]};
    return (struct operand){sequence->kind == VALUE_LIST ? name->text : NULL, sequence};
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

/* Whether the list can take all items of another one: there is room, and it does not come to be in itself. */
static bool takes(const struct value *list, const struct value *items)
{
    for (size_t i = 0; i < items->item_count; i++)
        if (contains(items->items[i], list))
            return false;
    return list->item_count + items->item_count <= MOST_ITEMS;
}

static bool add_item(struct generator *generator, const struct operand *list)
{
    struct operand item = draw_item_value(generator);
    size_t at = list->value->item_count;
    if (contains(item.value, list->value) || at >= MOST_ITEMS)
        return false;
    if (dice_chance(&generator->dice, 35)) {
        at = dice_below(&generator->dice, at + 1);
        say(generator, "%s.insert(%zu, %s)", list->text, at, item.text);
    } else {
        say(generator, "%s.append(%s)", list->text, item.text);
    }
    splice(generator, list->value, at, 0, &item.value, 1);
    return true;
}

static bool take_item_out(struct generator *generator, const struct operand *list)
{
    if (list->value->item_count == 0)
        return false;
    size_t at = dice_below(&generator->dice, list->value->item_count);
    struct value *item = list->value->items[at];
    enum { DELETE, POP, POP_AND_BIND, FORM_COUNT };
    size_t form = dice_below(&generator->dice, FORM_COUNT);
    const char *text = arena_printf(generator->arena, form == DELETE ? "del %s[%zu]" : "%s.pop(%zu)", list->text, at);
    splice(generator, list->value, at, 1, NULL, 0);
    if (form == POP_AND_BIND)
        return bind(generator, item, text);
    say(generator, "%s", text);
    return true;
}

static bool reorder(struct generator *generator, const struct operand *list)
{
    struct value *value = list->value;
    if (dice_chance(&generator->dice, 25)) {
        say(generator, "%s.clear()", list->text);
        value->item_count = 0;
        return true;
    }
    say(generator, "%s.reverse()", list->text);
    for (size_t i = 0; i < value->item_count / 2; i++) {
        struct value *item = value->items[i];
        value->items[i] = value->items[value->item_count - 1 - i];
        value->items[value->item_count - 1 - i] = item;
    }
    return true;
}

static bool extend(struct generator *generator, const struct operand *list)
{
    const struct name *from = &generator->names[dice_below(&generator->dice, generator->name_count)];
    if (from->value == NULL || from->value->kind == VALUE_NUMBER || from->value->kind == VALUE_OTHER)
        return false;
    if (from->value->kind == VALUE_ARRAY && (from->value->axes == 0 || from->value->shape[0] > 6))
        return false;
    struct value *items = items_of_value(generator, from->value);
    if (!takes(list->value, items))
        return false;
    say(generator, "%s.extend(%s)", list->text, from->text);
    splice(generator, list->value, list->value->item_count, 0, items->items, items->item_count);
    return true;
}

bool change_list(struct generator *generator)
{
    static bool (*const ways[])(struct generator * generator,
                                const struct operand *list) = {add_item, add_item, take_item_out, reorder, extend};
    struct operand list = draw_list(generator);
    return list.text != NULL && ways[dice_below(&generator->dice, sizeof ways / sizeof *ways)](generator, &list);
}

static bool set_slice(struct generator *generator, const struct operand *list)
{
    size_t start = dice_below(&generator->dice, list->value->item_count + 1);
    size_t count = dice_below(&generator->dice, list->value->item_count - start + 1);
    if (dice_chance(&generator->dice, 40)) {
        say(generator, "del %s[%zu:%zu]", list->text, start, start + count);
        splice(generator, list->value, start, count, NULL, 0);
        return true;
    }
    const struct name *from = draw_sequence(generator);
    if (!takes(list->value, from->value))
        return false;
    struct value *items = items_of_value(generator, from->value);
    say(generator, "%s[%zu:%zu] = %s", list->text, start, start + count, from->text);
    splice(generator, list->value, start, count, items->items, items->item_count);
    return true;
}

/* A slice with a step takes as many items as it names. */
static bool set_steps(struct generator *generator, const struct operand *list)
{
    long length = (long)list->value->item_count;
    struct slice slice = draw_slice(generator, length);
    if (slice.step == 1 || slice.count < 2)
        return false;
    const char *text = slice_text(generator, slice, length), *items = "";
    for (long i = 0; i < slice.count; i++) {
        struct operand item = draw_literal(generator, (struct number_type){NULL, DTYPE_SIGNED});
        items = arena_printf(generator->arena, "%s%s%s", items, i == 0 ? "" : ", ", item.text);
        list->value->items[slice.start + i * slice.step] = item.value;
    }
    say(generator, "%s[%s] = [%s]", list->text, text, items);
    return true;
}

bool slice_list(struct generator *generator)
{
    struct operand list = draw_list(generator);
    if (list.text == NULL)
        return false;
    if (dice_chance(&generator->dice, 25))
        return set_steps(generator, &list);
    if (list.value->item_count == 0 || dice_chance(&generator->dice, 50))
        return set_slice(generator, &list);
    struct operand item = draw_item_value(generator);
    size_t at = dice_below(&generator->dice, list.value->item_count);
    if (contains(item.value, list.value))
        return false;
    if (dice_chance(&generator->dice, 30))
        say(generator, "%s[-%zu] = %s", list.text, list.value->item_count - at, item.text);
    else
        say(generator, "%s[%zu] = %s", list.text, at, item.text);
    list.value->items[at] = item.value;
    return true;
}

static bool repeat(struct generator *generator, struct name *name)
{
    struct value *old = name->value, *made = old;
    size_t times = dice_below(&generator->dice, 3);
    if (old->item_count * times > MOST_ITEMS)
        return false;
    /* A tuple once over is itself in some implementations, and not in others. */
    if (old->kind == VALUE_TUPLE && times == 1)
        return false;
    struct value *once = sequence_value(generator, VALUE_LIST, old->items, old->item_count);
    say(generator, "%s *= %zu", name->text, times);
    if (old->kind == VALUE_TUPLE)
        made = sequence_value(generator, VALUE_TUPLE, NULL, 0);
    made->item_count = 0;
    for (size_t i = 0; i < times; i++)
        splice(generator, made, made->item_count, 0, once->items, once->item_count);
    name->value = made;
    return true;
}

/* A tuple becomes another one, a list is the same with more in it. */
bool update_sequence(struct generator *generator)
{
    struct name *name = draw_sequence(generator);
    if (name == NULL)
        return false;
    if (dice_chance(&generator->dice, 25))
        return repeat(generator, name);
    const struct name *other = draw_sequence(generator);
    struct value *old = name->value, *made = old;
    if (!takes(old, other->value) || (old->kind == VALUE_TUPLE && other->value->kind != VALUE_TUPLE))
        return false;
    struct value *added = items_of_value(generator, other->value);
    say(generator, "%s += %s", name->text, other->text);
    if (old->kind == VALUE_TUPLE)
        made = sequence_value(generator, VALUE_TUPLE, old->items, old->item_count);
    splice(generator, made, made->item_count, 0, added->items, added->item_count);
    /* Adding nothing to a tuple, or a tuple to nothing, gives a tuple that is there. */
    bool nothing = old->kind == VALUE_TUPLE && added->item_count == 0;
    name->value = nothing ? old : old->kind == VALUE_TUPLE && old->item_count == 0 ? other->value : made;
    return true;
}

/* p[0] += …: of a tuple it changes the item, and raises all the same. */
bool update_item(struct generator *generator)
{
    const struct name *name = draw_sequence(generator);
    if (name == NULL || name->value->item_count == 0)
        return false;
    size_t at = dice_below(&generator->dice, name->value->item_count);
    struct value *item = name->value->items[at];
    const char *more = "1";
    if (item->kind == VALUE_LIST && item->item_count < MOST_ITEMS) {
        struct operand literal = draw_literal(generator, (struct number_type){NULL, DTYPE_SIGNED});
        more = arena_printf(generator->arena, "[%s]", literal.text);
        splice(generator, item, item->item_count, 0, &literal.value, 1);
    } else if (item->kind == VALUE_ARRAY && can_be_written(item) && item->type.class != DTYPE_BOOL) {
        struct numbers numbers = numbers_in(item);
        numbers.high += 1;
        if ((generator->approximate && !numbers.plain) ||
            !write_is_defined(generator, item, numbers_cast(numbers, item->type.dtype), item->type.class))
            return false;
        note_written(item, numbers);
    } else {
        return false;
    }
    (name->value->kind == VALUE_TUPLE ? say_wrong : say)(generator, "%s[%zu] += %s", name->text, at, more);
    return true;
}

bool join_sequences(struct generator *generator)
{
    const struct name *name = draw_sequence(generator), *other = draw_sequence(generator);
    if (name == NULL || name->value->kind != other->value->kind ||
        name->value->item_count + other->value->item_count > MOST_ITEMS)
        return false;
    struct value *left = name->value, *right = other->value;
    struct value *sum = sequence_value(generator, left->kind, left->items, left->item_count);
    splice(generator, sum, sum->item_count, 0, right->items, right->item_count);
    if (left->kind == VALUE_TUPLE && (left->item_count == 0 || right->item_count == 0))
        sum = left->item_count == 0 ? right : left;
    return bind(generator, sum, arena_printf(generator->arena, "%s + %s", name->text, other->text));
}
