/* Complex numbers: their product, and the C library's functions of them, by its suffix for the floats. */
#ifndef IBID_KERNELS_COMPLEX_NUMBERS_H
#define IBID_KERNELS_COMPLEX_NUMBERS_H

#include <complex.h>

#include "loops.h"

#define CMPLXf CMPLXF

/* Without C99's second look at infinities, as NumPy. */
#define COMPLEX_MULTIPLY(DTYPE, dtype, unused)                                                                         \
    INLINE dtype##_value multiply_##dtype(dtype##_value a, dtype##_value b)                                            \
    {                                                                                                                  \
        return (dtype##_value){a.real * b.real - a.imaginary * b.imaginary,                                            \
                               a.real * b.imaginary + a.imaginary * b.real};                                           \
    }

/* operation_dtype. */
#define COMPLEX_FUNCTION(DTYPE, dtype, operation, real_type, suffix)                                                   \
    INLINE dtype##_value operation##_##dtype(dtype##_value a)                                                          \
    {                                                                                                                  \
        const real_type complex result = c##operation##suffix(CMPLX##suffix(a.real, a.imaginary));                     \
        return (dtype##_value){creal##suffix(result), cimag##suffix(result)};                                          \
    }

#endif
