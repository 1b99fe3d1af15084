/* negative, absolute. */
#include <math.h>

#include "loops.h"

#define INTEGER_NEGATIVE(DTYPE, dtype, unused)                                                                         \
    INLINE dtype##_value negative_##dtype(dtype##_value a)                                                             \
    {                                                                                                                  \
        return (dtype##_value)((dtype##_wide)0 - (dtype##_wide)a);                                                     \
    }
#define SIGNED_ABSOLUTE(DTYPE, dtype, unused)                                                                          \
    INLINE dtype##_value absolute_##dtype(dtype##_value a)                                                             \
    {                                                                                                                  \
        return a < 0 ? negative_##dtype(a) : a;                                                                        \
    }
#define UNSIGNED_ABSOLUTE(DTYPE, dtype, unused)                                                                        \
    INLINE dtype##_value absolute_##dtype(dtype##_value a)                                                             \
    {                                                                                                                  \
        return a;                                                                                                      \
    }
#define FLOAT_SIGN(DTYPE, dtype, magnitude)                                                                            \
    INLINE dtype##_value negative_##dtype(dtype##_value a)                                                             \
    {                                                                                                                  \
        return -a;                                                                                                     \
    }                                                                                                                  \
    INLINE dtype##_value absolute_##dtype(dtype##_value a)                                                             \
    {                                                                                                                  \
        return magnitude(a);                                                                                           \
    }
#define COMPLEX_SIGN(DTYPE, dtype, real_dtype, magnitude)                                                              \
    INLINE dtype##_value negative_##dtype(dtype##_value a)                                                             \
    {                                                                                                                  \
        return (dtype##_value){-a.real, -a.imaginary};                                                                 \
    }                                                                                                                  \
    INLINE real_dtype##_value absolute_##dtype(dtype##_value a)                                                        \
    {                                                                                                                  \
        return magnitude(a.real, a.imaginary);                                                                         \
    }

FOR_INTEGERS(INTEGER_NEGATIVE, )
FOR_SIGNED(SIGNED_ABSOLUTE, )
FOR_UNSIGNED(UNSIGNED_ABSOLUTE, )
FOR_BOOL(UNSIGNED_ABSOLUTE, )
FLOAT_SIGN(FLOAT32, float32, fabsf)
FLOAT_SIGN(FLOAT64, float64, fabs)
COMPLEX_SIGN(COMPLEX64, complex64, float32, hypotf)
COMPLEX_SIGN(COMPLEX128, complex128, float64, hypot)

FOR_NUMBERS(UNARY_LOOPS, negative, QUICK)
UNARY_TABLE(negative, FOR_NUMBERS)

FOR_BOOL(UNARY_LOOPS, absolute, QUICK)
FOR_REALS(UNARY_LOOPS, absolute, QUICK)
UNARY_LOOP(unary_absolute_complex64, absolute_complex64, complex64, float32, MODERATE)
UNARY_LOOP(unary_absolute_complex128, absolute_complex128, complex128, float64, MODERATE)
UNARY_TABLE(absolute, FOR_ALL)
