#include "explore/state.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

static void add_line(struct generator *generator, const char *format, va_list arguments)
{
    text_append(&generator->text, arena_vprintf(generator->arena, format, arguments));
    text_append_character(&generator->text, '\n');
    generator->statement_count++;
}

void say(struct generator *generator, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_line(generator, format, arguments);
    va_end(arguments);
}

void say_wrong(struct generator *generator, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_line(generator, format, arguments);
    va_end(arguments);
    generator->meant_to_fail++;
}

struct value *value_new(struct generator *generator, enum value_kind kind)
{
    struct value *value = ARENA_NEW(generator->arena, struct value);
    value->kind = kind;
    return value;
}

struct value *number_value(struct generator *generator, enum dtype_class class, struct numbers numbers)
{
    struct value *value = value_new(generator, VALUE_NUMBER);
    value->type.class = class;
    value->numbers = numbers;
    return value;
}

struct value *scalar_value(struct generator *generator, const struct dtype *dtype, struct numbers numbers)
{
    struct value *value = number_value(generator, dtype->class, numbers);
    value->type.dtype = dtype;
    return value;
}

struct value *array_value(struct generator *generator, const struct dtype *dtype, size_t axes, const long *shape,
                          struct numbers numbers)
{
    struct value *array = value_new(generator, VALUE_ARRAY);
    array->type = (struct number_type){dtype, dtype->class};
    array->axes = axes;
    long stride = (long)dtype->item_bytes;
    for (size_t i = axes; i-- > 0;) {
        array->shape[i] = shape[i];
        array->strides[i] = stride;
        stride *= shape[i];
    }
    array->storage = ARENA_NEW(generator->arena, struct storage);
    array->storage->numbers = numbers;
    array->storage->byte_count = element_count(array) * (long)dtype->item_bytes;
    array->laid_out = array->owner = true;
    return array;
}

struct value *view_of(struct generator *generator, const struct value *array)
{
    struct value *view = value_new(generator, VALUE_ARRAY);
    *view = *array;
    view->owner = false;
    return view;
}

struct value *sequence_value(struct generator *generator, enum value_kind kind, struct value *const *items,
                             size_t count)
{
    struct value *sequence = value_new(generator, kind);
    for (size_t i = 0; i < count; i++)
        ARENA_APPEND(generator->arena, sequence->items, sequence->item_count, items[i]);
    return sequence;
}

long element_count(const struct value *array)
{
    long count = 1;
    for (size_t i = 0; i < array->axes; i++)
        count *= array->shape[i];
    return count;
}

bool lies_in_order(const struct value *array)
{
    long stride = (long)array->type.dtype->item_bytes;
    for (size_t i = array->axes; array->laid_out && i-- > 0;) {
        if (array->shape[i] != 1 && array->strides[i] != stride)
            return false;
        stride *= array->shape[i];
    }
    return array->laid_out;
}

bool same_shape(const struct value *array, size_t axes, const long *shape)
{
    return array->axes == axes && memcmp(array->shape, shape, axes * sizeof *shape) == 0;
}

bool spreads_to(const struct value *array, size_t axes, const long *shape)
{
    if (array->axes > axes)
        return false;
    for (size_t i = 0; i < array->axes; i++)
        if (array->shape[i] != shape[axes - array->axes + i] && array->shape[i] != 1)
            return false;
    return true;
}

struct numbers numbers_in(const struct value *value)
{
    if (value->kind != VALUE_ARRAY)
        return value->numbers;
    const struct storage *storage = value->storage;
    return storage->mixed ? numbers_cast(numbers_anything, value->type.dtype) : storage->numbers;
}

bool can_be_written(const struct value *array)
{
    return !array->read_only && !array->overlaps;
}

void note_written(const struct value *array, struct numbers numbers)
{
    array->storage->numbers = numbers_joined(array->storage->numbers, numbers_cast(numbers, array->type.dtype));
}

bool write_is_defined(const struct generator *generator, const struct value *array, struct numbers numbers,
                      enum dtype_class class)
{
    if (generator->approximate && class_is_float(class) && !class_is_float(array->type.class) && !numbers.plain)
        return false;
    return cast_is_defined(numbers, class, array->type.dtype) &&
           (!array->storage->mixed || !class_is_float(array->type.class) || numbers_are_finite(numbers));
}

bool indexes(const struct value *array, long length)
{
    struct numbers numbers = numbers_in(array);
    return class_is_integer(array->type.class) && array->axes > 0 && numbers.low >= (double)-length &&
           numbers.high < (double)length;
}

bool shares_storage(const struct value *left, const struct value *right)
{
    return left->kind == VALUE_ARRAY && right->kind == VALUE_ARRAY && left->storage == right->storage;
}

struct name *name_of_kind(struct generator *generator, enum value_kind kind)
{
    struct name *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < generator->name_count; i++) {
        struct name *name = &generator->names[i];
        /* Each of those that are found is kept with the same chance. */
        if (name->value != NULL && name->value->kind == kind && dice_below(&generator->dice, ++count) == 0)
            found = name;
    }
    return found;
}

struct name *name_unbound(struct generator *generator)
{
    for (size_t i = 0; i < generator->name_count; i++)
        if (generator->names[i].value == NULL)
            return &generator->names[i];
    return NULL;
}

struct name *name_to_bind(struct generator *generator)
{
    struct name *name = dice_chance(&generator->dice, 85) ? name_unbound(generator) : NULL;
    return name != NULL ? name : &generator->names[dice_below(&generator->dice, generator->name_count)];
}

bool bind(struct generator *generator, struct value *value, const char *text)
{
    struct name *name = name_to_bind(generator);
    say(generator, "%s = %s", name->text, text);
    name->value = value;
    return true;
}

static size_t references_in(const struct value *container, const struct value *value)
{
    size_t count = container == value;
    for (size_t i = 0; i < container->item_count; i++)
        count += references_in(container->items[i], value);
    return count;
}

size_t references_to(const struct generator *generator, const struct value *value)
{
    size_t count = 0;
    for (size_t i = 0; i < generator->name_count; i++)
        if (generator->names[i].value != NULL)
            count += references_in(generator->names[i].value, value);
    return count;
}

static size_t arrays_in(const struct value *value, const struct storage *storage)
{
    size_t count = value->kind == VALUE_ARRAY && value->storage == storage;
    for (size_t i = 0; i < value->item_count; i++)
        count += arrays_in(value->items[i], storage);
    return count;
}

size_t arrays_over(const struct generator *generator, const struct storage *storage)
{
    size_t count = 0;
    for (size_t i = 0; i < generator->name_count; i++)
        if (generator->names[i].value != NULL)
            count += arrays_in(generator->names[i].value, storage);
    return count;
}

const struct dtype *draw_dtype(struct generator *generator)
{
    static const char *const names[] = {"int64",   "int64",  "float64", "float64",   "int32",
                                        "float32", "uint8",  "int8",    "int16",     "uint16",
                                        "uint32",  "uint64", "bool",    "complex64", "complex128"};
    return dtype_by_name(names[dice_below(&generator->dice, sizeof names / sizeof *names)]);
}

static struct operand draw_float(struct generator *generator)
{
    /* Never "-0.0", which is one of the things that right implementations treat differently. */
    bool whole = dice_chance(&generator->dice, 50);
    long quarters = dice_between(&generator->dice, 0, 40) * (whole ? 4 : 1);
    bool negative = quarters > 0 && dice_chance(&generator->dice, 25);
    double value = (negative ? -0.25 : 0.25) * (double)quarters;
    return (struct operand){arena_printf(generator->arena, "%s%ld.%s", negative ? "-" : "", quarters / 4,
                                         (const char *const[]){"0", "25", "5", "75"}[quarters % 4]),
                            number_value(generator, DTYPE_FLOAT, numbers_of(value, value, whole))};
}

struct operand draw_literal(struct generator *generator, struct number_type type)
{
    if (type.class == DTYPE_BOOL) {
        bool truth = dice_chance(&generator->dice, 50);
        return (struct operand){truth ? "True" : "False",
                                number_value(generator, DTYPE_BOOL, numbers_of(truth, truth, true))};
    }
    if (type.class == DTYPE_FLOAT)
        return draw_float(generator);
    if (type.class == DTYPE_COMPLEX) {
        long real = dice_between(&generator->dice, -4, 9), imaginary = dice_between(&generator->dice, 1, 9);
        double low = real < 0 ? (double)real : 0;
        /* With a real part of 0 the sum of both could be -0.0 in some part. */
        return (struct operand){arena_printf(generator->arena, "(%ld + %ldj)", real, imaginary),
                                number_value(generator, DTYPE_COMPLEX, numbers_of(low, 9, true))};
    }
    long low = type.class == DTYPE_UNSIGNED ? 0 : -3;
    long high = dice_chance(&generator->dice, 80) ? 9 : 100;
    long value = dice_between(&generator->dice, low, high);
    return (struct operand){arena_printf(generator->arena, "%ld", value),
                            number_value(generator, DTYPE_SIGNED, numbers_of((double)value, (double)value, true))};
}

const char *shape_literal(struct generator *generator, size_t axes, const long *shape)
{
    if (axes == 1 && dice_chance(&generator->dice, 50))
        return arena_printf(generator->arena, "%ld", shape[0]);
    const char *text = "(";
    for (size_t i = 0; i < axes; i++)
        text = arena_printf(generator->arena, "%s%s%ld", text, i == 0 ? "" : ", ", shape[i]);
    return arena_printf(generator->arena, axes == 1 ? "%s,)" : "%s)", text);
}
