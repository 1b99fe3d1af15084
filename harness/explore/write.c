#include <string.h>

#include "explore/state.h"

/* Whether the parts of memory that two arrays reach over meet; certain only where they do not. */
static bool meet(const struct value *left, const struct value *right)
{
    const struct value *arrays[] = {left, right};
    long first[2], last[2];
    for (size_t i = 0; i < 2; i++) {
        if (!arrays[i]->laid_out || element_count(arrays[i]) == 0)
            return element_count(arrays[i]) > 0;
        first[i] = last[i] = arrays[i]->offset;
        for (size_t k = 0; k < arrays[i]->axes; k++)
            *(arrays[i]->strides[k] < 0 ? &first[i] : &last[i]) += (arrays[i]->shape[k] - 1) * arrays[i]->strides[k];
        last[i] += (long)arrays[i]->type.dtype->item_bytes;
    }
    return first[0] < last[1] && first[1] < last[0];
}

/* One row over another one of the same memory, whose elements lie further apart or closer. */
static bool crosses(const struct value *destination, const struct value *source)
{
    if (destination->axes != 1 || !shares_storage(destination, source) || source->axes == 0)
        return false;
    if (!meet(destination, source))
        return false;
    long from = source->strides[source->axes - 1], to = destination->strides[0];
    return !destination->laid_out || !source->laid_out || (from != to && (from > 0) == (to > 0));
}

bool assign_items(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    if (name == NULL || !can_be_written(name->value))
        return false;
    struct operand item = draw_item(generator, name->text, name->value);
    struct value *destination = item.value;
    if (destination->kind == VALUE_NUMBER) {
        destination = view_of(generator, name->value);
        destination->axes = 0;
    }
    struct operand source = draw_source(generator, destination);
    if (source.text == NULL)
        return false;
    if (crosses(destination, source.value))
        generator->hazards |= 1U << HAZARD_STEPS;
    say(generator, "%s = %s", item.text, source.text);
    note_written(destination, numbers_in(source.value));
    return true;
}

/* Each index once: see explore/generate.h. */
static const char *draw_indices(struct generator *generator, long length, long *count)
{
    *count = 0;
    const char *text = "";
    for (long i = 0; i < length && *count < 5; i++)
        if (dice_chance(&generator->dice, 50))
            text = arena_printf(generator->arena, "%s%s%ld", text, (*count)++ == 0 ? "" : ", ",
                                dice_chance(&generator->dice, 20) ? i - length : i);
    return text;
}

static bool assign_by_mask(struct generator *generator, const struct name *name)
{
    struct operand mask = draw_mask(generator, name->value);
    if (mask.text == NULL || !same_shape(mask.value, name->value->axes, name->value->shape))
        return false;
    struct value *one = view_of(generator, name->value);
    one->axes = 0;
    struct operand source = draw_source(generator, one);
    if (source.text == NULL)
        return false;
    if (shares_storage(mask.value, name->value) && mask.value->type.class == name->value->type.class &&
        mask.value != name->value)
        generator->hazards |= 1U << HAZARD_MASK;
    say(generator, "%s[%s] = %s", name->text, mask.text, source.text);
    note_written(name->value, numbers_in(source.value));
    return true;
}

/* Where an index stands twice, one value is as good as the other. */
static bool assign_one_by_array(struct generator *generator, const struct name *name)
{
    const struct name *indices = name_of_kind(generator, VALUE_ARRAY);
    struct operand literal = draw_literal(generator, name->value->type);
    if (!indexes(indices->value, name->value->shape[0]) || shares_storage(indices->value, name->value) ||
        !write_is_defined(generator, name->value, literal.value->numbers, literal.value->type.class))
        return false;
    say(generator, "%s[%s] = %s", name->text, indices->text, literal.text);
    note_written(name->value, literal.value->numbers);
    return true;
}

bool assign_by_index(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    if (name == NULL || !can_be_written(name->value) || name->value->axes == 0)
        return false;
    if (dice_chance(&generator->dice, 50))
        return assign_by_mask(generator, name);
    if (dice_chance(&generator->dice, 30))
        return assign_one_by_array(generator, name);
    struct value *selected = view_of(generator, name->value);
    const char *indices = draw_indices(generator, name->value->shape[0], &selected->shape[0]);
    struct operand source = draw_source(generator, selected);
    if (source.text == NULL)
        return false;
    say(generator, "%s[[%s]] = %s", name->text, indices, source.text);
    note_written(name->value, numbers_in(source.value));
    return true;
}

bool update_items(struct generator *generator)
{
    struct operand destination = draw_destination(generator);
    if (destination.text == NULL)
        return false;
    const struct binary *binary = draw_binary(generator);
    struct operand second = draw_second(generator, destination.value);
    const struct dtype *dtype;
    struct numbers numbers;
    /* Its attributes cannot be bound, as an update of one would. */
    if (destination.text[strlen(destination.text) - 1] == 'T')
        return false;
    if (second.text == NULL || binary->symbol == NULL || binary->operation >= IBID_OP_EQUAL ||
        !binary_is_defined(generator, binary, destination.value, second.value, &dtype, &numbers) ||
        !cast_is_same_kind(dtype, destination.value->type.dtype) ||
        !write_is_defined(generator, destination.value, numbers, dtype->class))
        return false;
    say(generator, "%s %s= %s", destination.text, binary->symbol, second.text);
    note_written(destination.value, numbers);
    return true;
}

bool fill_array(struct generator *generator)
{
    struct operand destination = draw_destination(generator);
    if (destination.text == NULL)
        return false;
    struct operand literal =
        draw_literal(generator, (struct number_type){NULL, destination.value->type.class});
    if (!write_is_defined(generator, destination.value, literal.value->numbers, literal.value->type.class))
        return false;
    say(generator, "%s.fill(%s)", destination.text, literal.text);
    note_written(destination.value, literal.value->numbers);
    return true;
}

/* Only where it is certain that nobody else has the array or its memory, so that it succeeds. */
bool resize_array(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    if (name == NULL)
        return false;
    struct value *array = name->value;
    if (!array->owner || !array->laid_out || !lies_in_order(array) || array->storage->guessed ||
        references_to(generator, array) != 1 || arrays_over(generator, array->storage) != 1 || !can_be_written(array))
        return false;
    long shape[MOST_AXES];
    size_t axes = (size_t)dice_between(&generator->dice, 1, 2);
    for (size_t i = 0; i < axes; i++)
        shape[i] = dice_between(&generator->dice, 1, axes == 1 ? 12 : 4);
    say(generator, "%s.resize(%s)", name->text, shape_literal(generator, axes, shape));
    struct numbers numbers = numbers_joined(array->storage->numbers, numbers_of(0, 0, true));
    *array = *array_value(generator, array->type.dtype, axes, shape, numbers);
    return true;
}

bool reshape_in_place(struct generator *generator)
{
    const struct name *name = name_of_kind(generator, VALUE_ARRAY);
    if (name == NULL || !lies_in_order(name->value) || name->value->axes == 0)
        return false;
    struct value *array = name->value;
    long count = element_count(array), rows = count % 2 == 0 && count > 0 ? 2 : 1;
    struct value laid = *array;
    laid.axes = 2;
    laid.shape[0] = rows;
    laid.shape[1] = count / rows;
    laid.strides[1] = (long)array->type.dtype->item_bytes;
    laid.strides[0] = laid.shape[1] * laid.strides[1];
    say(generator, "%s.shape = (%ld, %ld)", name->text, laid.shape[0], laid.shape[1]);
    *array = laid;
    return true;
}
