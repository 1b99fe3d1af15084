/* Elements of arrays as values, and back. They are reached by memcpy alone, since they need not be aligned. */
#include <string.h>

#include "number.h"

union element {
    unsigned char boolean;
    int8_t int8;
    int16_t int16;
    int32_t int32;
    int64_t int64;
    uint8_t uint8;
    uint16_t uint16;
    uint32_t uint32;
    uint64_t uint64;
    float float32[2];
    double float64[2];
};

static struct value signed_value(int64_t integer)
{
    return (struct value){.class = CLASS_SIGNED, .integer = integer};
}

static struct value unsigned_value(uint64_t natural)
{
    return (struct value){.class = CLASS_UNSIGNED, .natural = natural};
}

static struct value float_value(double real)
{
    return (struct value){.class = CLASS_FLOAT, .real = real};
}

static struct value complex_value(double real, double imaginary)
{
    return (struct value){.class = CLASS_COMPLEX, .real = real, .imaginary = imaginary};
}

struct value element_value(const struct dtype *dtype, const void *element)
{
    union element read;
    memcpy(&read, element, dtype->item_bytes);
    switch (dtype->number) {
    case KERNEL_BOOL:
        return (struct value){.class = CLASS_BOOL, .integer = read.boolean != 0};
    case KERNEL_INT8:
        return signed_value(read.int8);
    case KERNEL_INT16:
        return signed_value(read.int16);
    case KERNEL_INT32:
        return signed_value(read.int32);
    case KERNEL_INT64:
        return signed_value(read.int64);
    case KERNEL_UINT8:
        return unsigned_value(read.uint8);
    case KERNEL_UINT16:
        return unsigned_value(read.uint16);
    case KERNEL_UINT32:
        return unsigned_value(read.uint32);
    case KERNEL_UINT64:
        return unsigned_value(read.uint64);
    case KERNEL_FLOAT32:
        return float_value((double)read.float32[0]);
    case KERNEL_FLOAT64:
        return float_value(read.float64[0]);
    case KERNEL_COMPLEX64:
        return complex_value((double)read.float32[0], (double)read.float32[1]);
    default:
        return complex_value(read.float64[0], read.float64[1]);
    }
}

bool value_is_true(struct value value)
{
    switch (value.class) {
    case CLASS_BOOL:
    case CLASS_SIGNED:
        return value.integer != 0;
    case CLASS_UNSIGNED:
        return value.natural != 0;
    case CLASS_FLOAT:
        return value.real != 0;
    default:
        return value.real != 0 || value.imaginary != 0;
    }
}

/* In two's complement, as the loops cast (kernels.h): narrow integers come by way of int32, the others of int64. */
static uint64_t bits_of_real(double real, enum kernel_dtype number)
{
    const double two_to_31 = 2147483648.0, two_to_63 = 9223372036854775808.0;
    if (number == KERNEL_UINT64 && real >= two_to_63 && real < 2 * two_to_63)
        return (uint64_t)real;
    if (number == KERNEL_INT64 || number == KERNEL_UINT32 || number == KERNEL_UINT64)
        return real >= -two_to_63 && real < two_to_63 ? (uint64_t)(int64_t)real : (uint64_t)INT64_MIN;
    return real > -two_to_31 - 1 && real < two_to_31 ? (uint64_t)(int64_t)real : (uint64_t)INT32_MIN;
}

static uint64_t bits_of(struct value value, enum kernel_dtype number)
{
    switch (value.class) {
    case CLASS_BOOL:
    case CLASS_SIGNED:
        return (uint64_t)value.integer;
    case CLASS_UNSIGNED:
        return value.natural;
    default:
        return bits_of_real(value.real, number);
    }
}

/* Rounded once, also where an integer becomes a float. */
static float nearest_float(struct value value)
{
    switch (value.class) {
    case CLASS_BOOL:
    case CLASS_SIGNED:
        return (float)value.integer;
    case CLASS_UNSIGNED:
        return (float)value.natural;
    default:
        return (float)value.real;
    }
}

double nearest_double(struct value value)
{
    switch (value.class) {
    case CLASS_BOOL:
    case CLASS_SIGNED:
        return (double)value.integer;
    case CLASS_UNSIGNED:
        return (double)value.natural;
    default:
        return value.real;
    }
}

void element_store(const struct dtype *dtype, void *element, struct value value)
{
    union element written;
    double imaginary = value.class == CLASS_COMPLEX ? value.imaginary : 0;
    switch (dtype->number) {
    case KERNEL_BOOL:
        written.boolean = value_is_true(value);
        break;
    case KERNEL_INT8:
    case KERNEL_UINT8:
        written.uint8 = (uint8_t)bits_of(value, dtype->number);
        break;
    case KERNEL_INT16:
    case KERNEL_UINT16:
        written.uint16 = (uint16_t)bits_of(value, dtype->number);
        break;
    case KERNEL_INT32:
    case KERNEL_UINT32:
        written.uint32 = (uint32_t)bits_of(value, dtype->number);
        break;
    case KERNEL_INT64:
    case KERNEL_UINT64:
        written.uint64 = bits_of(value, dtype->number);
        break;
    case KERNEL_FLOAT32:
        written.float32[0] = nearest_float(value);
        break;
    case KERNEL_FLOAT64:
        written.float64[0] = nearest_double(value);
        break;
    case KERNEL_COMPLEX64:
        written.float32[0] = nearest_float(value);
        written.float32[1] = (float)imaginary;
        break;
    default:
        written.float64[0] = nearest_double(value);
        written.float64[1] = imaginary;
    }
    memcpy(element, &written, dtype->item_bytes);
}

bool integer_fits(const struct dtype *dtype, int64_t value)
{
    size_t unused_bits = 64 - 8 * dtype->item_bytes;
    if (dtype->class == CLASS_UNSIGNED)
        return value >= 0 && (uint64_t)value <= UINT64_MAX >> unused_bits;
    return value >= INT64_MIN >> unused_bits && value <= INT64_MAX >> unused_bits;
}
