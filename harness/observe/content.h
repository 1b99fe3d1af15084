/*
 * Equality of content, exactly and by value, by way of canonical text: two scalars are equal exactly
 * if their canonical texts are. 11 and 11.0 are equal, True is not 1, -0.0 is not 0.0, NaN equals
 * NaN whatever its payload, 1+0j equals 1.
 *
 *   integers        decimal digits, "-" in front
 *   floats          as the integer where they are whole (not -0.0), else C's %a; "-0.0", "nan", "inf", "-inf"
 *   complex         as the real part where the imaginary part is 0.0, else "REAL,IMAGINARY"
 */
#ifndef IBID_OBSERVE_CONTENT_H
#define IBID_OBSERVE_CONTENT_H

#include "base/text.h"
#include "observe/dtype.h"

/* Decimal digits with an optional sign; leading zeros are dropped. */
void canonical_integer(struct text *text, const char *digits);
void canonical_real(struct text *text, double value);
void canonical_complex(struct text *text, double real, double imaginary);
/* One element of an array, little-endian at `bytes`: a bool is "True" or "False"; with fields, "(1;True)". */
void canonical_element(struct text *text, const struct dtype *dtype, const unsigned char *bytes);

/* The same values for people: shortest decimal that reads back as the same number. */
void display_real(struct text *text, double value);
void display_element(struct text *text, const struct dtype *dtype, const unsigned char *bytes);
/* Scalars that may be of a dtype: a float32 of 0.1 is "0.1". NULL means the host's own, 64 bits. */
void display_scalar_real(struct text *text, const struct dtype *dtype, double value);
void display_scalar_complex(struct text *text, const struct dtype *dtype, double real, double imaginary);

#endif
