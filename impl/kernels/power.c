/* power. */
#include <math.h>

#include "complex_numbers.h"

/* By squaring, from the exponent's lowest bit. */
#define INTEGER_POWER(DTYPE, dtype, is_negative)                                                                       \
    INLINE dtype##_value power_##dtype(dtype##_value base, dtype##_value exponent)                                     \
    {                                                                                                                  \
        if (is_negative)                                                                                               \
            return 0;                                                                                                  \
        dtype##_wide result = 1, square = (dtype##_wide)base;                                                          \
        for (dtype##_wide rest = (dtype##_wide)exponent; rest != 0; rest >>= 1) {                                      \
            if (rest & 1)                                                                                              \
                result *= square;                                                                                      \
            square *= square;                                                                                          \
        }                                                                                                              \
        return (dtype##_value)result;                                                                                  \
    }

/* Squares are exact to the last bit, which pow need not be. */
#define FLOAT_POWER(DTYPE, dtype, suffix)                                                                              \
    INLINE dtype##_value power_##dtype(dtype##_value base, dtype##_value exponent)                                     \
    {                                                                                                                  \
        return exponent == 2 ? base * base : pow##suffix(base, exponent);                                              \
    }

/* Small whole exponents by multiplying, as NumPy does, so that (1+2j)**2 has no rounding error. */
#define COMPLEX_POWER(DTYPE, dtype, real_type, suffix)                                                                 \
    INLINE dtype##_value inverse_##dtype(dtype##_value a)                                                              \
    {                                                                                                                  \
        real_type complex one = 1 / CMPLX##suffix(a.real, a.imaginary);                                                \
        return (dtype##_value){creal##suffix(one), cimag##suffix(one)};                                                \
    }                                                                                                                  \
    static dtype##_value power_##dtype(dtype##_value base, dtype##_value exponent)                                     \
    {                                                                                                                  \
        const bool zero = base.real == 0 && base.imaginary == 0;                                                       \
        if (exponent.imaginary == 0 && exponent.real > (zero ? -1 : -100) && exponent.real < 100 &&                    \
            exponent.real == (real_type)(int)exponent.real) {                                                          \
            const int whole = (int)exponent.real;                                                                      \
            dtype##_value result = {1, 0}, square = base;                                                              \
            for (unsigned rest = (unsigned)(whole < 0 ? -whole : whole); rest != 0; rest >>= 1) {                      \
                if (rest & 1)                                                                                          \
                    result = multiply_##dtype(result, square);                                                         \
                square = multiply_##dtype(square, square);                                                             \
            }                                                                                                          \
            return whole < 0 ? inverse_##dtype(result) : result;                                                       \
        }                                                                                                              \
        if (zero) {                                                                                                    \
            const real_type part = exponent.real > 0 ? 0 : (real_type)NAN;                                             \
            return (dtype##_value){part, part};                                                                        \
        }                                                                                                              \
        const real_type complex result =                                                                               \
            cpow##suffix(CMPLX##suffix(base.real, base.imaginary), CMPLX##suffix(exponent.real, exponent.imaginary));  \
        return (dtype##_value){creal##suffix(result), cimag##suffix(result)};                                          \
    }

FOR_COMPLEX(COMPLEX_MULTIPLY, )
FOR_SIGNED(INTEGER_POWER, exponent < 0)
FOR_UNSIGNED(INTEGER_POWER, false)
FLOAT_POWER(FLOAT32, float32, f)
FLOAT_POWER(FLOAT64, float64, )
COMPLEX_POWER(COMPLEX64, complex64, float, f)
COMPLEX_POWER(COMPLEX128, complex128, double, )

/* Rows of squares, the most frequent powers, are vectors. Floats' are without more ado. */
#define INTEGER_LOOPS(DTYPE, dtype, unused)                                                                            \
    INLINE dtype##_value square_##dtype(dtype##_value a)                                                               \
    {                                                                                                                  \
        return (dtype##_value)((dtype##_wide)a * (dtype##_wide)a);                                                     \
    }                                                                                                                  \
    UNARY_PIECE(square_##dtype##_piece, square_##dtype, dtype, dtype, QUICK)                                           \
    BINARY_PIECE(power_##dtype##_piece, power_##dtype, dtype, dtype, MODERATE)                                         \
    static void power_or_square_##dtype(char *const *data, const ptrdiff_t *bytes, size_t count)                       \
    {                                                                                                                  \
        char *const squared[KERNEL_OPERANDS] = {data[0], data[2]};                                                     \
        const ptrdiff_t squared_bytes[KERNEL_OPERANDS] = {bytes[0], bytes[2]};                                         \
        if (bytes[1] == 0 && count > 0 && *(const dtype##_stored *)data[1] == 2)                                       \
            square_##dtype##_piece(squared, squared_bytes, count);                                                     \
        else                                                                                                           \
            power_##dtype##_piece(data, bytes, count);                                                                 \
    }                                                                                                                  \
    BINARY_DRIVEN(binary_power_##dtype, power_or_square_##dtype, dtype, dtype, MODERATE)                               \
    ACCUMULATE_LOOP(accumulate_power_##dtype, power_##dtype, dtype)

FOR_INTEGERS(INTEGER_LOOPS, )
FOR_INEXACT(BINARY_LOOPS, power, MODERATE)
FOR_NUMBERS(REDUCE_LOOPS, power)
BINARY_TABLES(power, FOR_NUMBERS)
