#include "element.h"

#include <math.h>
#include <string.h>

static const struct dtype dtypes[] = {
    {"bool", CLASS_BOOL, 1},           {"int8", CLASS_SIGNED, 1},     {"int16", CLASS_SIGNED, 2},
    {"int32", CLASS_SIGNED, 4},        {"int64", CLASS_SIGNED, 8},    {"uint8", CLASS_UNSIGNED, 1},
    {"uint16", CLASS_UNSIGNED, 2},     {"uint32", CLASS_UNSIGNED, 4}, {"uint64", CLASS_UNSIGNED, 8},
    {"float32", CLASS_FLOAT, 4},       {"float64", CLASS_FLOAT, 8},   {"complex64", CLASS_COMPLEX, 8},
    {"complex128", CLASS_COMPLEX, 16},
};

enum { DTYPE_COUNT = sizeof dtypes / sizeof *dtypes };

const struct dtype *dtype_named(const char *name)
{
    for (size_t i = 0; i < DTYPE_COUNT; i++)
        if (strcmp(dtypes[i].name, name) == 0)
            return &dtypes[i];
    return NULL;
}

static const struct dtype *dtype_of(enum dtype_class class, size_t item_bytes)
{
    for (size_t i = 0; i < DTYPE_COUNT; i++)
        if (dtypes[i].class == class && dtypes[i].item_bytes == item_bytes)
            return &dtypes[i];
    return NULL;
}

static double read_real(size_t item_bytes, const unsigned char *bytes)
{
    float single;
    double real;
    if (item_bytes == sizeof single) {
        memcpy(&single, bytes, sizeof single);
        return (double)single;
    }
    memcpy(&real, bytes, sizeof real);
    return real;
}

static void write_real(size_t item_bytes, unsigned char *bytes, double real)
{
    float single = (float)real;
    if (item_bytes == sizeof single)
        memcpy(bytes, &single, sizeof single);
    else
        memcpy(bytes, &real, sizeof real);
}

struct number number_read(const struct dtype *dtype, const unsigned char *bytes)
{
    struct number number = {.class = dtype->class};
    if (dtype->class == CLASS_FLOAT) {
        number.real = read_real(dtype->item_bytes, bytes);
    } else if (dtype->class == CLASS_COMPLEX) {
        number.real = read_real(dtype->item_bytes / 2, bytes);
        number.imaginary = read_real(dtype->item_bytes / 2, bytes + dtype->item_bytes / 2);
    } else {
        uint64_t bits = 0;
        for (size_t i = dtype->item_bytes; i-- > 0;)
            bits = bits << 8 | bytes[i];
        size_t unused = 64 - 8 * dtype->item_bytes;
        number.integer = dtype->class == CLASS_SIGNED ? (int64_t)(bits << unused) >> unused : (int64_t)bits;
        if (dtype->class == CLASS_BOOL)
            number.integer = bits != 0;
    }
    return number;
}

static bool is_float_class(enum dtype_class class)
{
    return class == CLASS_FLOAT || class == CLASS_COMPLEX;
}

struct number number_as(struct number number, enum dtype_class class)
{
    struct number result = {.class = class};
    bool from_float = is_float_class(number.class);
    double real = from_float                       ? number.real
                  : number.class == CLASS_UNSIGNED ? (double)(uint64_t)number.integer
                                                   : (double)number.integer;
    if (class == CLASS_BOOL)
        result.integer = from_float ? number.real != 0 || number.imaginary != 0 : number.integer != 0;
    else if (is_float_class(class))
        result.real = real;
    else if (!from_float)
        result.integer = number.integer;
    else if (real >= -9223372036854775808.0 && real < 9223372036854775808.0)
        result.integer = (int64_t)real;
    else
        result.integer =
            class == CLASS_UNSIGNED && real >= 0 && real < 18446744073709551616.0 ? (int64_t)(uint64_t)real : INT64_MIN;
    if (class == CLASS_COMPLEX && number.class == CLASS_COMPLEX)
        result.imaginary = number.imaginary;
    return result;
}

void number_write(const struct dtype *dtype, unsigned char *bytes, struct number number)
{
    number = number_as(number, dtype->class);
    if (dtype->class == CLASS_FLOAT) {
        write_real(dtype->item_bytes, bytes, number.real);
    } else if (dtype->class == CLASS_COMPLEX) {
        write_real(dtype->item_bytes / 2, bytes, number.real);
        write_real(dtype->item_bytes / 2, bytes + dtype->item_bytes / 2, number.imaginary);
    } else {
        for (size_t i = 0; i < dtype->item_bytes; i++)
            bytes[i] = (unsigned char)((uint64_t)number.integer >> (8 * i));
    }
}

bool number_of(const struct object *object, struct number *number)
{
    *number = (struct number){.integer = object->integer, .real = object->real, .imaginary = object->imaginary};
    switch (object->kind) {
    case OBJECT_BOOL:
        number->class = CLASS_BOOL;
        return true;
    case OBJECT_INT:
        number->class = CLASS_SIGNED;
        return object->digits == NULL;
    case OBJECT_FLOAT:
        number->class = CLASS_FLOAT;
        return true;
    case OBJECT_COMPLEX:
        number->class = CLASS_COMPLEX;
        return true;
    default:
        return false;
    }
}

const struct dtype *dtype_of_value(const struct object *object)
{
    if (object->dtype != NULL)
        return object->dtype;
    switch (object->kind) {
    case OBJECT_BOOL:
        return dtype_named("bool");
    case OBJECT_INT:
        return dtype_named("int64");
    case OBJECT_COMPLEX:
        return dtype_named("complex128");
    default:
        return dtype_named("float64");
    }
}

/* The bytes of a float that holds every integer of so many bytes, as NumPy counts. */
static size_t float_bytes_for(const struct dtype *dtype)
{
    if (is_float_class(dtype->class))
        return dtype->class == CLASS_COMPLEX ? dtype->item_bytes / 2 : dtype->item_bytes;
    return dtype->class == CLASS_BOOL || dtype->item_bytes <= 2 ? 4 : 8;
}

static const struct dtype *promote_integers(const struct dtype *left, const struct dtype *right)
{
    if (left->class == right->class)
        return left->item_bytes >= right->item_bytes ? left : right;
    const struct dtype *of_signed = left->class == CLASS_SIGNED ? left : right;
    const struct dtype *of_unsigned = left->class == CLASS_SIGNED ? right : left;
    if (of_signed->item_bytes > of_unsigned->item_bytes)
        return of_signed;
    return of_unsigned->item_bytes == 8 ? dtype_named("float64") : dtype_of(CLASS_SIGNED, 2 * of_unsigned->item_bytes);
}

const struct dtype *promote(const struct dtype *left, const struct dtype *right)
{
    if (left == right || right->class == CLASS_BOOL)
        return left;
    if (left->class == CLASS_BOOL)
        return right;
    if (!is_float_class(left->class) && !is_float_class(right->class))
        return promote_integers(left, right);
    size_t left_bytes = float_bytes_for(left), right_bytes = float_bytes_for(right);
    size_t bytes = left_bytes > right_bytes ? left_bytes : right_bytes;
    bool is_complex = left->class == CLASS_COMPLEX || right->class == CLASS_COMPLEX;
    return is_complex ? dtype_of(CLASS_COMPLEX, 2 * bytes) : dtype_of(CLASS_FLOAT, bytes);
}

/* Bools, then integers, then floats, then complex numbers. */
static int rank(enum dtype_class class)
{
    return class == CLASS_UNSIGNED ? CLASS_SIGNED : (int)class;
}

const struct dtype *default_float_dtype(const ibid_instance *instance)
{
    bool narrow = instance->dialect.answers[CHOICE_default_float] == DEFAULT_FLOAT32;
    return dtype_named(narrow ? "float32" : "float64");
}

const struct dtype *default_dtype(const ibid_instance *instance, const struct object *value)
{
    static const char *const integers[] = {
        [DEFAULT_INT64] = "int64", [DEFAULT_INT32] = "int32", [DEFAULT_INTEGER_FLOAT32] = "float32"};
    if (value->dtype != NULL || value->kind == OBJECT_BOOL)
        return dtype_of_value(value);
    if (value->kind == OBJECT_INT)
        return dtype_named(integers[instance->dialect.answers[CHOICE_default_integer]]);
    const struct dtype *of_float = default_float_dtype(instance);
    return value->kind == OBJECT_COMPLEX ? dtype_of(CLASS_COMPLEX, 2 * of_float->item_bytes) : of_float;
}

static const struct dtype *promote_weak(const ibid_instance *instance, const struct dtype *strong,
                                        const struct object *weak)
{
    const struct dtype *own = default_dtype(instance, weak);
    int numbers = instance->dialect.answers[CHOICE_number_with_array];
    bool integers = weak->kind == OBJECT_INT && !is_float_class(strong->class) && strong->class != CLASS_BOOL;
    if (integers && numbers != NUMBER_TAKES_DTYPE)
        return numbers == NUMBER_FLOATS ? dtype_named("float32") : promote(strong, dtype_named("int64"));
    if (weak->kind == OBJECT_INT && strong->class != CLASS_BOOL)
        return strong;
    if (rank(own->class) <= rank(strong->class))
        return strong;
    size_t bytes = is_float_class(strong->class) ? float_bytes_for(strong) : own->item_bytes / 2;
    return own->class == CLASS_COMPLEX ? dtype_of(CLASS_COMPLEX, 2 * bytes) : own;
}

const struct dtype *promote_arrays(ibid_instance *instance, const struct dtype *left, const struct dtype *right)
{
    if (left == right)
        return left;
    bool floats = is_float_class(left->class), mixed_kinds = floats != is_float_class(right->class);
    int kinds = instance->dialect.answers[CHOICE_int_with_float];
    int sizes = instance->dialect.answers[CHOICE_mixed_sizes];
    bool sizes_refused = sizes == MIXED_SIZES_RAISE || (sizes == MIXED_SIZES_DEPEND && left->class != right->class);
    if (mixed_kinds ? kinds == MIXED_KINDS_RAISE : sizes_refused)
        return fail(instance, IBID_ERROR_TYPE, "arrays of %s and %s do not mix", left->name, right->name);
    if (mixed_kinds && kinds == FLOAT_STAYS)
        return floats ? left : right;
    return promote(left, right);
}

const struct dtype *promote_operands(ibid_instance *instance, const struct object *x, const struct object *y)
{
    if (x->dtype != NULL && y->dtype == NULL)
        return promote_weak(instance, x->dtype, y);
    if (x->dtype == NULL && y->dtype != NULL)
        return promote_weak(instance, y->dtype, x);
    return promote_arrays(instance, dtype_of_value(x), dtype_of_value(y));
}

bool can_cast(const struct dtype *from, const struct dtype *to)
{
    if (from->class == CLASS_SIGNED && to->class == CLASS_UNSIGNED)
        return false;
    return rank(from->class) <= rank(to->class);
}
