#include "observe/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Reading byte by byte makes it the same on hosts of either byte order, at any alignment. */
static uint64_t little_endian(const unsigned char *bytes, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value |= (uint64_t)bytes[i] << 8 * i;
    return value;
}

static double binary32(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

static double binary64(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double binary16(uint32_t bits)
{
    int exponent = (int)(bits >> 10 & 0x1f);
    double fraction = (double)(bits & 0x3ff);
    double magnitude;
    if (exponent == 0x1f)
        magnitude = fraction == 0 ? (double)INFINITY : (double)NAN;
    else if (exponent == 0)
        magnitude = ldexp(fraction, -24);
    else
        magnitude = ldexp(fraction + 1024, exponent - 25);
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

static double real_of_bits(const struct dtype *dtype, const unsigned char *bytes, size_t count)
{
    uint64_t bits = little_endian(bytes, count);
    if (dtype->class == DTYPE_BRAIN_FLOAT)
        return binary32((uint32_t)bits << 16);
    return count == 2 ? binary16((uint32_t)bits) : count == 4 ? binary32((uint32_t)bits) : binary64(bits);
}

double element_real(const struct dtype *dtype, const unsigned char *bytes, size_t part)
{
    size_t count = dtype->class == DTYPE_COMPLEX ? dtype->item_bytes / 2 : dtype->item_bytes;
    return real_of_bits(dtype, bytes + part * count, count);
}

struct number number_of_bool(bool truth)
{
    return (struct number){.kind = NUMBER_BOOL, .magnitude = truth ? 1 : 0};
}

const char *significant_digits(const char *text, bool *negative)
{
    bool minus = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    while (text[0] == '0' && text[1] != '\0')
        text++;
    *negative = minus && text[0] != '0';
    return text;
}

struct number number_of_digits(const char *text)
{
    struct number number = {.kind = NUMBER_INTEGER};
    number.digits = significant_digits(text, &number.negative);
    for (const char *at = number.digits; *at != '\0'; at++) {
        unsigned digit = (unsigned)(*at - '0');
        if (number.magnitude > (UINT64_MAX - digit) / 10) {
            number.kind = NUMBER_LARGE;
            break;
        }
        number.magnitude = 10 * number.magnitude + digit;
    }
    return number;
}

struct number number_of_real(double value)
{
    struct number number = {.kind = NUMBER_REAL, .real = value};
    bool minus_zero = value == 0 && signbit(value);
    if (isfinite(value) && !minus_zero && fabs(value) < 0x1p64 && trunc(value) == value) {
        number.kind = NUMBER_INTEGER;
        number.negative = value < 0;
        number.magnitude = (uint64_t)fabs(value);
    }
    return number;
}

struct number number_of_complex(double real, double imaginary)
{
    if (imaginary == 0 && !signbit(imaginary))
        return number_of_real(real);
    return (struct number){.kind = NUMBER_COMPLEX, .real = real, .imaginary = imaginary};
}

struct number number_of_element(const struct dtype *dtype, const unsigned char *bytes)
{
    switch (dtype->class) {
    case DTYPE_BOOL:
        return number_of_bool(*bytes != 0);
    case DTYPE_UNSIGNED:
        return (struct number){.kind = NUMBER_INTEGER, .magnitude = little_endian(bytes, dtype->item_bytes)};
    case DTYPE_SIGNED: {
        uint64_t bits = little_endian(bytes, dtype->item_bytes);
        uint64_t sign = (uint64_t)1 << (8 * dtype->item_bytes - 1);
        bool negative = (bits & sign) != 0;
        /* Two's complement: the magnitude of a negative number is what is missing to 2 * sign. */
        uint64_t magnitude = negative ? (~bits & (sign - 1)) + 1 : bits;
        return (struct number){.kind = NUMBER_INTEGER, .negative = negative, .magnitude = magnitude};
    }
    case DTYPE_COMPLEX:
        return number_of_complex(element_real(dtype, bytes, 0), element_real(dtype, bytes, 1));
    default:
        return number_of_real(element_real(dtype, bytes, 0));
    }
}

static bool real_equal(double left, double right)
{
    if (isnan(left) || isnan(right))
        return isnan(left) && isnan(right);
    return left == right && signbit(left) == signbit(right);
}

static bool large_equals_real(const struct number *large, double value)
{
    if (!isfinite(value) || trunc(value) != value || large->negative != (value < 0))
        return false;
    char digits[320]; /* the largest double has 309 */
    snprintf(digits, sizeof digits, "%.0f", fabs(value));
    return strcmp(digits, large->digits) == 0;
}

bool number_equal(const struct number *left, const struct number *right)
{
    if (left->kind != right->kind) {
        if (left->kind == NUMBER_LARGE && right->kind == NUMBER_REAL)
            return large_equals_real(left, right->real);
        if (left->kind == NUMBER_REAL && right->kind == NUMBER_LARGE)
            return large_equals_real(right, left->real);
        return false;
    }
    switch (left->kind) {
    case NUMBER_BOOL:
    case NUMBER_INTEGER:
        return left->negative == right->negative && left->magnitude == right->magnitude;
    case NUMBER_LARGE:
        return left->negative == right->negative && strcmp(left->digits, right->digits) == 0;
    case NUMBER_REAL:
        return real_equal(left->real, right->real);
    case NUMBER_COMPLEX:
        return real_equal(left->real, right->real) && real_equal(left->imaginary, right->imaginary);
    }
    return false;
}
