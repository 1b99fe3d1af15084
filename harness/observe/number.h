/*
 * A scalar's value apart from its type, so that an int8, a float64 and Python's own int can be
 * compared exactly and without text. One value has one form: 11.0 is the integer 11, 1+0j the
 * integer 1, -0.0 stays a real.
 */
#ifndef IBID_OBSERVE_NUMBER_H
#define IBID_OBSERVE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "observe/dtype.h"

enum number_kind {
    NUMBER_BOOL,    /* magnitude: 0 or 1; never equal to an integer */
    NUMBER_INTEGER, /* negative, magnitude */
    NUMBER_LARGE,   /* negative, digits: an integer beyond 64 bits that was given as text */
    NUMBER_REAL,    /* real: not whole, -0.0, not finite, or beyond 64 bits */
    NUMBER_COMPLEX, /* real, imaginary */
};

struct number {
    enum number_kind kind;
    bool negative;
    uint64_t magnitude;
    const char *digits; /* without sign and leading zeros; borrowed */
    double real, imaginary;
};

struct number number_of_bool(bool truth);
/* Decimal digits with an optional sign. The number borrows the text. */
struct number number_of_digits(const char *text);
struct number number_of_real(double value);
struct number number_of_complex(double real, double imaginary);
/* One element of an array, little-endian at `bytes`. */
struct number number_of_element(const struct dtype *dtype, const unsigned char *bytes);

bool number_equal(const struct number *left, const struct number *right);

/* The floating point value of an element or of its real (part 0) or imaginary part (part 1). */
double element_real(const struct dtype *dtype, const unsigned char *bytes, size_t part);
/* Where the digits of a number in decimal start: after the sign and the leading zeros, at least one digit. */
const char *significant_digits(const char *text, bool *negative);

#endif
