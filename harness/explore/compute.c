#include "explore/state.h"

/* A new array, or a number where there are no axes. Where the operands lie otherwise, so may the result. */
static struct value *result_like(struct generator *generator, const struct value *left, const struct value *right,
                                 const struct dtype *dtype, struct numbers numbers)
{
    if (left->axes == 0)
        return scalar_value(generator, dtype, numbers);
    struct value *result = array_value(generator, dtype, left->axes, left->shape, numbers);
    result->laid_out = result->axes < 2 ||
                       (lies_in_order(left) && (right == NULL || right->kind == VALUE_NUMBER || lies_in_order(right)));
    return result;
}

bool compute(struct generator *generator)
{
    struct operand first = draw_array(generator);
    if (first.text == NULL)
        return false;
    const struct binary *binary = draw_binary(generator);
    struct operand second = draw_second(generator, first.value);
    const struct dtype *dtype;
    struct numbers numbers;
    if (second.text == NULL || !binary_is_defined(generator, binary, first.value, second.value, &dtype, &numbers))
        return false;
    const struct dtype *turned_dtype;
    struct numbers turned;
    /* In front of **, a sign would be taken for that of the result. */
    if (second.value->kind == VALUE_NUMBER && binary->symbol != NULL && binary->operation != IBID_OP_POWER &&
        dice_chance(&generator->dice, 30) &&
        binary_is_defined(generator, binary, second.value, first.value, &turned_dtype, &turned)) {
        bind(generator, result_like(generator, first.value, NULL, turned_dtype, turned),
             arena_printf(generator->arena, "%s %s %s", second.text, binary->symbol, first.text));
        return true;
    }
    bool function = binary->symbol == NULL || (binary->function != NULL && dice_chance(&generator->dice, 40));
    bind(generator, result_like(generator, first.value, second.value, dtype, numbers),
         function ? arena_printf(generator->arena, "%s(%s, %s)", binary->function, first.text, second.text)
                  : arena_printf(generator->arena, "%s %s %s", first.text, binary->symbol, second.text));
    return true;
}

/* where=: what it leaves out of an output stays; a text to append, "" for everywhere. */
static const char *draw_where(struct generator *generator, const struct value *destination)
{
    if (!dice_chance(&generator->dice, 30))
        return "";
    struct operand mask = draw_mask(generator, destination);
    return mask.text == NULL ? "" : arena_printf(generator->arena, ", where=%s", mask.text);
}

bool compute_into(struct generator *generator)
{
    struct operand destination = draw_destination(generator);
    if (destination.text == NULL)
        return false;
    struct operand first = draw_of_shape(generator, destination.value->axes, destination.value->shape, NULL);
    const struct binary *binary = draw_binary(generator);
    const struct dtype *dtype;
    struct numbers numbers;
    if (first.text == NULL || binary->function == NULL)
        return false;
    struct operand second = draw_second(generator, destination.value);
    if (second.text == NULL || !binary_is_defined(generator, binary, first.value, second.value, &dtype, &numbers) ||
        !cast_is_same_kind(dtype, destination.value->type.dtype) ||
        !write_is_defined(generator, destination.value, numbers, dtype->class))
        return false;
    const char *where = draw_where(generator, destination.value);
    bool shares = shares_storage(first.value, destination.value) || shares_storage(second.value, destination.value);
    if (where[0] != '\0' && dtype != destination.value->type.dtype && shares)
        generator->hazards |= 1U << HAZARD_MASKED_OUTPUT;
    say(generator, "%s(%s, %s, out=%s%s)", binary->function, first.text, second.text, destination.text, where);
    note_written(destination.value, numbers);
    return true;
}

static const struct dtype *dtype_of_root(const struct value *array)
{
    size_t bytes = array->type.dtype->item_bytes;
    if (class_is_float(array->type.class))
        return array->type.dtype;
    /* Of elements of one byte, NumPy makes float16, which not everything has. */
    return bytes == 1 ? NULL : dtype_by_name(bytes == 2 ? "float32" : "float64");
}

static bool apply_root(struct generator *generator, const struct operand *from)
{
    const struct dtype *dtype = dtype_of_root(from->value);
    struct numbers numbers = numbers_in(from->value), roots = numbers_anything;
    if (dtype == NULL || dtype->class == DTYPE_COMPLEX || !cast_is_defined(numbers, from->value->type.class, dtype))
        return false;
    if (numbers.low >= 0 && numbers_are_finite(numbers))
        roots = (struct numbers){0, numbers.high + 1, false, false};
    bind(generator, result_like(generator, from->value, NULL, dtype, roots),
         arena_printf(generator->arena, "sqrt(%s)", from->text));
    return true;
}

static bool apply_transcendental(struct generator *generator, const struct operand *from)
{
    static const char *const functions[] = {"exp", "log", "sin", "cos"};
    struct numbers numbers = numbers_in(from->value);
    /* What is not exact would be made worse: exp multiplies errors, cos of a large number is all error. */
    if (from->value->type.class != DTYPE_FLOAT || !numbers.plain)
        return false;
    size_t function = dice_below(&generator->dice, sizeof functions / sizeof *functions);
    struct numbers results = function < 2 ? numbers_anything : (struct numbers){-1, 1, false, false};
    generator->has_inexact = true;
    bind(generator, result_like(generator, from->value, NULL, from->value->type.dtype, results),
         arena_printf(generator->arena, "%s(%s)", functions[function], from->text));
    return true;
}

bool apply_function(struct generator *generator)
{
    struct operand from = draw_array(generator);
    if (from.text == NULL)
        return false;
    if (generator->approximate && dice_chance(&generator->dice, 60))
        return apply_transcendental(generator, &from);
    if (dice_chance(&generator->dice, 30))
        return apply_root(generator, &from);
    enum dtype_class class = from.value->type.class;
    bool negative = dice_chance(&generator->dice, 50);
    if (class == DTYPE_BOOL || (!negative && class == DTYPE_COMPLEX))
        return false;
    struct numbers numbers = numbers_in(from.value), results = numbers;
    double largest = numbers_largest(numbers);
    results.low = negative ? -largest : 0;
    results.high = largest;
    /* Minus zero is another float than zero. */
    results.plain = numbers.plain && (!negative || !class_is_float(class) || numbers.low > 0 || numbers.high < 0);
    results = numbers_cast(results, from.value->type.dtype);
    static const char *const texts[] = {"absolute(%s)", "negative(%s)", "-%s"};
    bind(generator, result_like(generator, from.value, NULL, from.value->type.dtype, results),
         arena_printf(generator->arena, texts[negative ? dice_between(&generator->dice, 1, 2) : 0], from.text));
    return true;
}

/* Sums and products of small integers are made in 64 bits. */
static const struct dtype *dtype_of_fold(const struct value *array, bool grows)
{
    enum dtype_class class = array->type.class;
    if (!grows || class_is_float(class))
        return array->type.dtype;
    return dtype_by_name(class == DTYPE_UNSIGNED ? "uint64" : "int64");
}

static struct numbers sum_of(const struct value *array, const struct dtype *dtype)
{
    double count = (double)element_count(array) + 1;
    struct numbers numbers = numbers_in(array);
    numbers.low = numbers.low < 0 ? numbers.low * count : 0;
    numbers.high = numbers.high > 0 ? numbers.high * count : 0;
    return numbers_cast(numbers, dtype);
}

bool fold(struct generator *generator)
{
    struct operand from = draw_array(generator);
    if (from.text == NULL)
        return false;
    const struct value *array = from.value;
    const struct dtype *dtype = dtype_of_fold(array, true);
    if (!sum_is_defined(numbers_in(array), (double)element_count(array), dtype))
        return false;
    struct numbers numbers = sum_of(array, dtype);
    if (array->axes == 0 || dice_chance(&generator->dice, 35)) {
        bind(generator, scalar_value(generator, dtype, numbers), arena_printf(generator->arena, "sum(%s)", from.text));
        return true;
    }
    size_t axis = dice_below(&generator->dice, array->axes), axes = 0;
    long shape[MOST_AXES];
    for (size_t i = 0; i < array->axes; i++)
        if (i != axis)
            shape[axes++] = array->shape[i];
    struct operand out = {NULL, NULL};
    if (dice_chance(&generator->dice, 40))
        out = draw_of_shape(generator, axes, shape, NULL);
    if (out.text != NULL && can_be_written(out.value) && same_shape(out.value, axes, shape) &&
        !out.value->storage->mixed && out.value->type.dtype == dtype) {
        say(generator, "sum(%s, %zu, out=%s)", from.text, axis, out.text);
        note_written(out.value, numbers);
        return true;
    }
    struct value *result = array_value(generator, dtype, axes, shape, numbers);
    result->laid_out = axes < 2;
    bind(generator, axes == 0 ? scalar_value(generator, dtype, numbers) : result,
         arena_printf(generator->arena, "sum(%s, %zu)", from.text, axis));
    return true;
}

bool accumulate(struct generator *generator)
{
    static const struct {
        const char *name;
        bool grows, sums;
    } functions[] = {{"add", true, true},
                     {"subtract", false, true},
                     {"multiply", true, false},
                     {"maximum", false, false},
                     {"minimum", false, false}};
    struct operand from = draw_array(generator);
    size_t function = dice_below(&generator->dice, sizeof functions / sizeof *functions);
    if (from.text == NULL || from.value->axes == 0)
        return false;
    const struct value *array = from.value;
    const struct dtype *dtype = dtype_of_fold(array, functions[function].grows);
    struct numbers numbers = numbers_in(array);
    bool floats = class_is_float(dtype->class);
    if (functions[function].sums ? !sum_is_defined(numbers, (double)element_count(array), dtype) ||
                                       (array->type.class == DTYPE_BOOL && function == 1)
                                 : floats && (!numbers.plain || dtype->class == DTYPE_COMPLEX))
        return false;
    struct numbers results = function > 2 ? numbers : numbers_anything;
    if (function == 0)
        results = sum_of(array, dtype);
    results = numbers_cast(results, dtype);
    if (can_be_written(array) && array->type.dtype == dtype && dice_chance(&generator->dice, 30) &&
        !array->storage->mixed) {
        say(generator, "%s.accumulate(%s, out=%s)", functions[function].name, from.text, from.text);
        note_written(array, results);
        return true;
    }
    struct value *result = array_value(generator, dtype, array->axes, array->shape, results);
    result->laid_out = array->axes < 2;
    bind(generator, result, arena_printf(generator->arena, "%s.accumulate(%s)", functions[function].name, from.text));
    return true;
}

/* What an index names twice is updated twice. */
bool update_at(struct generator *generator)
{
    struct operand destination = draw_destination(generator);
    if (destination.text == NULL || destination.value->axes == 0 || destination.value->shape[0] == 0)
        return false;
    struct value *array = destination.value;
    const char *indices = "";
    long count = dice_between(&generator->dice, 1, 5);
    for (long i = 0; i < count; i++)
        indices = arena_printf(generator->arena, "%s%s%ld", indices, i == 0 ? "" : ", ",
                               dice_between(&generator->dice, 0, array->shape[0] - 1));
    struct operand literal =
        draw_literal(generator, (struct number_type){NULL, array->type.class});
    struct numbers numbers = numbers_in(array);
    double reach = 6 * 100;
    /* NumPy's at takes the number for an int64, which meets uint64 in float64. */
    if (array->type.class == DTYPE_UNSIGNED && array->type.dtype->item_bytes == 8 && !(numbers.high < 1e15))
        return false;
    numbers.low -= reach;
    numbers.high += reach;
    numbers.whole = numbers.whole && literal.value->numbers.whole;
    if (generator->approximate && !numbers.plain)
        return false;
    numbers = numbers_cast(numbers, array->type.dtype);
    if (!write_is_defined(generator, array, numbers, array->type.class))
        return false;
    say(generator, "add.at(%s, [%s], %s)", destination.text, indices, literal.text);
    note_written(array, numbers);
    return true;
}
