#include "observe/content.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "observe/number.h"

void canonical_integer(struct text *text, const char *digits)
{
    bool negative;
    const char *significant = significant_digits(digits, &negative);
    if (negative)
        text_append_character(text, '-');
    text_append(text, significant);
}

void canonical_real(struct text *text, double value)
{
    if (isnan(value))
        text_append(text, "nan");
    else if (isinf(value))
        text_append(text, value < 0 ? "-inf" : "inf");
    else if (value == 0)
        text_append(text, signbit(value) ? "-0.0" : "0");
    else if (trunc(value) == value)
        text_printf(text, "%.0f", value);
    else
        text_printf(text, "%a", value);
}

void canonical_complex(struct text *text, double real, double imaginary)
{
    canonical_real(text, real);
    if (imaginary == 0 && !signbit(imaginary))
        return;
    text_append_character(text, ',');
    canonical_real(text, imaginary);
}

static void canonical_fields(struct text *text, const struct dtype *dtype, const unsigned char *bytes)
{
    struct dtype_field field = {0};
    text_append_character(text, '(');
    while (dtype_next_field(dtype, &field)) {
        text_append(text, field.offset_bytes > 0 ? ";" : "");
        canonical_element(text, field.dtype, bytes + field.offset_bytes);
    }
    text_append_character(text, ')');
}

void canonical_element(struct text *text, const struct dtype *dtype, const unsigned char *bytes)
{
    if (dtype->class == DTYPE_FIELDS) {
        canonical_fields(text, dtype, bytes);
        return;
    }
    if (dtype->class == DTYPE_COMPLEX) {
        canonical_complex(text, element_real(dtype, bytes, 0), element_real(dtype, bytes, 1));
        return;
    }
    if (dtype->class == DTYPE_FLOAT || dtype->class == DTYPE_BRAIN_FLOAT) {
        canonical_real(text, element_real(dtype, bytes, 0));
        return;
    }
    struct number number = number_of_element(dtype, bytes);
    if (number.kind == NUMBER_BOOL)
        text_append(text, number.magnitude != 0 ? "True" : "False");
    else
        text_printf(text, "%s%" PRIu64, number.negative ? "-" : "", number.magnitude);
}
