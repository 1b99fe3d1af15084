/* sqrt. */
#include <complex.h>
#include <math.h>

#include "loops.h"

#define FLOAT_ROOT(DTYPE, dtype, root)                                                                                 \
    INLINE dtype##_value sqrt_##dtype(dtype##_value a)                                                                 \
    {                                                                                                                  \
        return root(a);                                                                                                \
    }
#define COMPLEX_ROOT(DTYPE, dtype, real_type, suffix, pair)                                                            \
    INLINE dtype##_value sqrt_##dtype(dtype##_value a)                                                                 \
    {                                                                                                                  \
        const real_type complex root = csqrt##suffix(pair(a.real, a.imaginary));                                       \
        return (dtype##_value){creal##suffix(root), cimag##suffix(root)};                                              \
    }

FLOAT_ROOT(FLOAT32, float32, sqrtf)
FLOAT_ROOT(FLOAT64, float64, sqrt)
COMPLEX_ROOT(COMPLEX64, complex64, float, f, CMPLXF)
COMPLEX_ROOT(COMPLEX128, complex128, double, , CMPLX)

#define FOR_INEXACT(X, ...) FOR_FLOATS(X, __VA_ARGS__) FOR_COMPLEX(X, __VA_ARGS__)

FOR_INEXACT(UNARY_LOOPS, sqrt)
UNARY_TABLE(sqrt, FOR_INEXACT)
