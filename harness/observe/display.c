#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "observe/content.h"
#include "observe/number.h"

/* How many bits a float has for its fraction (the leading one included) and its smallest exponent. */
struct float_format {
    int precision;
    int minimum_exponent; /* of the least normal number, as frexp counts */
};

static const struct float_format double_format = {DBL_MANT_DIG, DBL_MIN_EXP};

static struct float_format format_of(const struct dtype *dtype)
{
    if (dtype->class == DTYPE_BRAIN_FLOAT)
        return (struct float_format){8, FLT_MIN_EXP};
    size_t bytes = dtype->class == DTYPE_COMPLEX ? dtype->item_bytes / 2 : dtype->item_bytes;
    if (bytes == 2)
        return (struct float_format){11, -13};
    return bytes == 4 ? (struct float_format){FLT_MANT_DIG, FLT_MIN_EXP} : double_format;
}

/* Whether `read`, a double, would be rounded to `value` in the format. */
static bool reads_back(double value, double read, const struct float_format *format)
{
    if (format->precision == DBL_MANT_DIG || read == value)
        return read == value;
    int exponent;
    bool power_of_two = fabs(frexp(value, &exponent)) == 0.5 && exponent > format->minimum_exponent;
    if (exponent < format->minimum_exponent)
        exponent = format->minimum_exponent;
    double half_a_step = ldexp(1, exponent - format->precision - 1);
    /* Below a power of two the numbers stand twice as close. */
    if (power_of_two && fabs(read) < fabs(value))
        half_a_step /= 2;
    return fabs(read - value) < half_a_step;
}

static void shortest(struct text *text, double value, const struct float_format *format, bool fraction)
{
    if (isnan(value)) {
        text_append(text, "nan");
        return;
    }
    if (isinf(value)) {
        text_append(text, value < 0 ? "-inf" : "inf");
        return;
    }
    char decimal[400]; /* the largest double has 309 digits, should a compiler wonder */
    if (trunc(value) == value && fabs(value) < 1e16) {
        snprintf(decimal, sizeof decimal, fraction ? "%.1f" : "%.0f", value);
    } else {
        /* Fewer digits than this are never needed, save for numbers below the normal ones. */
        int digits = (format->precision - 1) * 30103 / 100000;
        if (fabs(value) < ldexp(1, format->minimum_exponent - 1))
            digits = 1;
        do
            snprintf(decimal, sizeof decimal, "%.*g", digits, value);
        while (digits++ < DBL_DECIMAL_DIG && !reads_back(value, strtod(decimal, NULL), format));
    }
    text_append(text, decimal);
}

/* As Python writes a complex number: (1+2j), or 2j where the real part is 0.0. */
static void display_complex(struct text *text, double real, double imaginary, const struct float_format *format)
{
    bool imaginary_only = real == 0 && !signbit(real);
    if (!imaginary_only) {
        text_append_character(text, '(');
        shortest(text, real, format, false);
        if (isnan(imaginary) || !signbit(imaginary))
            text_append_character(text, '+');
    }
    shortest(text, imaginary, format, false);
    text_append(text, imaginary_only ? "j" : "j)");
}

void display_real(struct text *text, double value)
{
    shortest(text, value, &double_format, true);
}

void display_scalar_real(struct text *text, const struct dtype *dtype, double value)
{
    struct float_format format = dtype != NULL ? format_of(dtype) : double_format;
    shortest(text, value, &format, true);
}

void display_scalar_complex(struct text *text, const struct dtype *dtype, double real, double imaginary)
{
    struct float_format format = dtype != NULL ? format_of(dtype) : double_format;
    display_complex(text, real, imaginary, &format);
}

static void display_fields(struct text *text, const struct dtype *dtype, const unsigned char *bytes)
{
    struct dtype_field field = {0};
    text_append_character(text, '(');
    while (dtype_next_field(dtype, &field)) {
        text_append(text, field.offset_bytes > 0 ? ", " : "");
        display_element(text, field.dtype, bytes + field.offset_bytes);
    }
    text_append_character(text, ')');
}

void display_element(struct text *text, const struct dtype *dtype, const unsigned char *bytes)
{
    switch (dtype->class) {
    case DTYPE_FIELDS:
        display_fields(text, dtype, bytes);
        break;
    case DTYPE_COMPLEX:
        display_scalar_complex(text, dtype, element_real(dtype, bytes, 0), element_real(dtype, bytes, 1));
        break;
    case DTYPE_FLOAT:
    case DTYPE_BRAIN_FLOAT:
        display_scalar_real(text, dtype, element_real(dtype, bytes, 0));
        break;
    default:
        canonical_element(text, dtype, bytes);
    }
}
