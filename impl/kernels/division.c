/* divide, floor_divide, remainder. */
#include <math.h>

#include "loops.h"

#define FLOAT_DIVIDE(DTYPE, dtype, unused)                                                                             \
    INLINE dtype##_value divide_##dtype(dtype##_value a, dtype##_value b)                                              \
    {                                                                                                                  \
        return a / b;                                                                                                  \
    }

/* Smith's method, as NumPy: the larger part of the divisor is divided by, so nothing overflows on the way. */
#define COMPLEX_DIVIDE(DTYPE, dtype, real_type, magnitude)                                                             \
    INLINE dtype##_value divide_##dtype(dtype##_value a, dtype##_value b)                                              \
    {                                                                                                                  \
        const real_type size = magnitude(b.real), imaginary_size = magnitude(b.imaginary);                             \
        if (size >= imaginary_size) {                                                                                  \
            if (size == 0 && imaginary_size == 0)                                                                      \
                return (dtype##_value){a.real / size, a.imaginary / size};                                             \
            const real_type ratio = b.imaginary / b.real, scale = (real_type)1 / (b.real + b.imaginary * ratio);       \
            return (dtype##_value){(a.real + a.imaginary * ratio) * scale, (a.imaginary - a.real * ratio) * scale};    \
        }                                                                                                              \
        const real_type ratio = b.real / b.imaginary, scale = (real_type)1 / (b.imaginary + b.real * ratio);           \
        return (dtype##_value){(a.real * ratio + a.imaginary) * scale, (a.imaginary * ratio - a.real) * scale};        \
    }

/* The smallest number by -1 does not fit, and is not defined in C: it wraps, as NumPy's does. */
#define SIGNED_DIVIDE(DTYPE, dtype, unused)                                                                            \
    INLINE dtype##_value floor_divide_##dtype(dtype##_value a, dtype##_value b)                                        \
    {                                                                                                                  \
        if (b == 0)                                                                                                    \
            return 0;                                                                                                  \
        if (b == -1)                                                                                                   \
            return (dtype##_value)((dtype##_wide)0 - (dtype##_wide)a);                                                 \
        const dtype##_value quotient = (dtype##_value)(a / b);                                                         \
        return (dtype##_value)(quotient - (a % b != 0 && (a < 0) != (b < 0)));                                         \
    }                                                                                                                  \
    INLINE dtype##_value remainder_##dtype(dtype##_value a, dtype##_value b)                                           \
    {                                                                                                                  \
        if (b == 0 || b == -1)                                                                                         \
            return 0;                                                                                                  \
        const dtype##_value rest = (dtype##_value)(a % b);                                                             \
        return (dtype##_value)(rest != 0 && (a < 0) != (b < 0) ? rest + b : rest);                                     \
    }

#define UNSIGNED_DIVIDE(DTYPE, dtype, unused)                                                                          \
    INLINE dtype##_value floor_divide_##dtype(dtype##_value a, dtype##_value b)                                        \
    {                                                                                                                  \
        return (dtype##_value)(b == 0 ? 0 : a / b);                                                                    \
    }                                                                                                                  \
    INLINE dtype##_value remainder_##dtype(dtype##_value a, dtype##_value b)                                           \
    {                                                                                                                  \
        return (dtype##_value)(b == 0 ? 0 : a % b);                                                                    \
    }

/*
 * Python's: the remainder has the divisor's sign, also as a zero, and the quotient is a whole number even where
 * (a - remainder) / b is not quite.
 */
#define FLOAT_FLOOR_DIVIDE(DTYPE, dtype, suffix)                                                                       \
    INLINE dtype##_value remainder_##dtype(dtype##_value a, dtype##_value b)                                           \
    {                                                                                                                  \
        const dtype##_value rest = fmod##suffix(a, b);                                                                 \
        if (b == 0)                                                                                                    \
            return rest;                                                                                               \
        if (rest == 0)                                                                                                 \
            return copysign##suffix(0, b);                                                                             \
        return (b < 0) != (rest < 0) ? rest + b : rest;                                                                \
    }                                                                                                                  \
    INLINE dtype##_value floor_divide_##dtype(dtype##_value a, dtype##_value b)                                        \
    {                                                                                                                  \
        if (b == 0)                                                                                                    \
            return a / b;                                                                                              \
        const dtype##_value rest = fmod##suffix(a, b);                                                                 \
        dtype##_value quotient = (a - rest) / b;                                                                       \
        if (rest != 0 && (b < 0) != (rest < 0))                                                                        \
            quotient -= 1;                                                                                             \
        if (quotient == 0)                                                                                             \
            return copysign##suffix(0, a / b);                                                                         \
        const dtype##_value whole = floor##suffix(quotient);                                                           \
        return quotient - whole > (dtype##_value)0.5 ? whole + 1 : whole;                                              \
    }

FOR_FLOATS(FLOAT_DIVIDE, )
COMPLEX_DIVIDE(COMPLEX64, complex64, float, fabsf)
COMPLEX_DIVIDE(COMPLEX128, complex128, double, fabs)
FOR_SIGNED(SIGNED_DIVIDE, )
FOR_UNSIGNED(UNSIGNED_DIVIDE, )
FLOAT_FLOOR_DIVIDE(FLOAT32, float32, f)
FLOAT_FLOOR_DIVIDE(FLOAT64, float64, )

BINARY_LOOPS(, float32, divide, SLOW)
FOR_COMPLEX(BINARY_LOOPS, divide, MODERATE)

/*
 * Doubles apart are divided four at a time: a vector takes no longer than one does, and no more per element than a
 * longer vector, so bringing elements together in memory first would only be slower.
 */
typedef double four_doubles __attribute__((vector_size(32)));

#define DOUBLE_AT(address, bytes, index) (*(const float64_stored *)((address) + (index) * (bytes)))
#define FOUR_DOUBLES(address, bytes)                                                                                   \
    {                                                                                                                  \
        DOUBLE_AT(address, bytes, 0), DOUBLE_AT(address, bytes, 1), DOUBLE_AT(address, bytes, 2),                      \
            DOUBLE_AT(address, bytes, 3)                                                                               \
    }

BINARY_PIECE(divide_float64_piece, divide_float64, float64, float64, MODERATE)

static void divide_float64_fours(char *const *data, const ptrdiff_t *bytes, size_t count)
{
    const ptrdiff_t item = sizeof(double);
    const char *a = data[0], *b = data[1];
    char *result = data[2];
    if (bytes[2] != item || (bytes[0] != item && bytes[0] != 0) || (bytes[1] != item && bytes[1] != 0)) {
        for (; count >= 4; count -= 4, a += 4 * bytes[0], b += 4 * bytes[1], result += 4 * bytes[2]) {
            ask_to_read_apart(a, bytes[0]);
            ask_to_read_apart(b, bytes[1]);
            if (result != a && result != b)
                ask_to_write_apart(result, bytes[2]);
            const four_doubles dividends = FOUR_DOUBLES(a, bytes[0]), divisors = FOUR_DOUBLES(b, bytes[1]);
            const four_doubles quotients = dividends / divisors;
            for (int i = 0; i < 4; i++)
                *(float64_stored *)(result + i * bytes[2]) = quotients[i];
        }
    }
    char *const rest[KERNEL_OPERANDS] = {(char *)(uintptr_t)a, (char *)(uintptr_t)b, result};
    divide_float64_piece(rest, bytes, count);
}

BINARY_DRIVEN(binary_divide_float64, divide_float64_fours, float64, float64, MODERATE)
ACCUMULATE_LOOP(accumulate_divide_float64, divide_float64, float64)
FOR_INEXACT(REDUCE_LOOPS, divide)
BINARY_TABLES(divide, FOR_INEXACT)

/*
 * Whole quotients of many numbers by one, without dividing: Granlund and Montgomery, Division by Invariant Integers
 * using Multiplication (1994), figure 4.1, of the magnitudes. Of a negative quotient, ~(~n / d) is what is rounded
 * down.
 */
#define WHOLE_DIVISOR(dtype, magnitude, product, bits, is_signed)                                                      \
    struct dtype##_divisor {                                                                                           \
        magnitude multiplier, flip; /* flip: all bits where the divisor is negative */                                 \
        int first_shift, second_shift;                                                                                 \
        dtype##_wide divisor;                                                                                          \
    };                                                                                                                 \
    static struct dtype##_divisor dtype##_divisor_of(dtype##_value divisor)                                            \
    {                                                                                                                  \
        const magnitude flip = (magnitude)(0 - (((magnitude)divisor >> ((bits)-1)) & (is_signed)));                    \
        const magnitude size = (magnitude)(((magnitude)divisor ^ flip) - flip);                                        \
        int log = 0; /* rounded up */                                                                                  \
        while (log < (bits) && ((product)1 << log) < size)                                                             \
            log++;                                                                                                     \
        const product missing = ((product)1 << log) - size;                                                            \
        return (struct dtype##_divisor){(magnitude)((missing << (bits)) / size + 1), flip, log > 0 ? 1 : 0,            \
                                        log > 0 ? log - 1 : 0, (dtype##_wide)divisor};                                 \
    }                                                                                                                  \
    INLINE dtype##_value floor_divide_##dtype##_by(dtype##_value a, struct dtype##_divisor by)                         \
    {                                                                                                                  \
        const magnitude flipped = (magnitude)((magnitude)a ^ by.flip);                                                 \
        const bool is_negative = (is_signed) && (dtype##_value)flipped < (dtype##_value)by.flip;                       \
        const magnitude negative = is_negative ? (magnitude) ~(magnitude)0 : 0;                                        \
        const magnitude n = (magnitude)((flipped - by.flip) ^ negative);                                               \
        const magnitude high = (magnitude)(((product)by.multiplier * n) >> (bits));                                    \
        const magnitude quotient =                                                                                     \
            (magnitude)((magnitude)(high + ((magnitude)(n - high) >> by.first_shift)) >> by.second_shift);             \
        return (dtype##_value)(quotient ^ negative);                                                                   \
    }                                                                                                                  \
    INLINE dtype##_value remainder_##dtype##_by(dtype##_value a, struct dtype##_divisor by)                            \
    {                                                                                                                  \
        const dtype##_wide whole = (dtype##_wide)a, quotient = (dtype##_wide)floor_divide_##dtype##_by(a, by);         \
        return (dtype##_value)(whole - quotient * by.divisor);                                                         \
    }

__extension__ typedef unsigned __int128 uint128;

WHOLE_DIVISOR(int8, uint8_t, uint32_t, 8, true)
WHOLE_DIVISOR(int16, uint16_t, uint32_t, 16, true)
WHOLE_DIVISOR(int32, uint32_t, uint64_t, 32, true)
WHOLE_DIVISOR(int64, uint64_t, uint128, 64, true)
WHOLE_DIVISOR(uint8, uint8_t, uint32_t, 8, false)
WHOLE_DIVISOR(uint16, uint16_t, uint32_t, 16, false)
WHOLE_DIVISOR(uint32, uint32_t, uint64_t, 32, false)
WHOLE_DIVISOR(uint64, uint64_t, uint128, 64, false)

/* From so many elements on it is worth finding the multiplier. */
enum { MANY = 16 };

#define WHOLE_LOOPS(DTYPE, dtype, operation)                                                                           \
    BINARY_PIECE(operation##_##dtype##_piece, operation##_##dtype, dtype, dtype, MODERATE)                             \
    static void operation##_##dtype##_or_by(char *const *data, const ptrdiff_t *bytes, size_t count)                   \
    {                                                                                                                  \
        if (bytes[1] != 0 || count < MANY || *(const dtype##_stored *)data[1] == 0) {                                  \
            operation##_##dtype##_piece(data, bytes, count);                                                           \
            return;                                                                                                    \
        }                                                                                                              \
        const struct dtype##_divisor by = dtype##_divisor_of(*(const dtype##_stored *)data[1]);                        \
        const dtype##_stored *x = (const dtype##_stored *)data[0];                                                     \
        dtype##_stored *z = (dtype##_stored *)data[2];                                                                 \
        if (bytes[0] == sizeof *x && bytes[2] == sizeof *z) {                                                          \
            EACH(i, count)                                                                                             \
            z[i] = operation##_##dtype##_by(x[i], by);                                                                 \
            return;                                                                                                    \
        }                                                                                                              \
        for (size_t i = 0; i < count; i++)                                                                             \
            *(dtype##_stored *)(data[2] + (ptrdiff_t)i * bytes[2]) =                                                   \
                operation##_##dtype##_by(*(const dtype##_stored *)(data[0] + (ptrdiff_t)i * bytes[0]), by);            \
    }                                                                                                                  \
    BINARY_DRIVEN(binary_##operation##_##dtype, operation##_##dtype##_or_by, dtype, dtype, MODERATE)                   \
    ACCUMULATE_LOOP(accumulate_##operation##_##dtype, operation##_##dtype, dtype)

FOR_INTEGERS(WHOLE_LOOPS, floor_divide)
FOR_FLOATS(BINARY_LOOPS, floor_divide, MODERATE)
FOR_REALS(REDUCE_LOOPS, floor_divide)
BINARY_TABLES(floor_divide, FOR_REALS)

FOR_INTEGERS(WHOLE_LOOPS, remainder)
FOR_FLOATS(BINARY_LOOPS, remainder, MODERATE)
FOR_REALS(REDUCE_LOOPS, remainder)
BINARY_TABLES(remainder, FOR_REALS)
