/*
 * For the cross-compiled test alone: SLEEF's names with the C library's functions, since Debian's package for another
 * architecture is not there. The test compares none of their results.
 */
#ifndef TESTS_KERNELS_WITHOUT_SLEEF_H
#define TESTS_KERNELS_WITHOUT_SLEEF_H

#include <math.h>

typedef float four_floats __attribute__((vector_size(16)));
typedef double two_doubles __attribute__((vector_size(16)));

#define INSTEAD(function)                                                                                              \
    static inline four_floats Sleef_cinz_##function##f4_u10advsimdnofma(four_floats a)                                 \
    {                                                                                                                  \
        return (four_floats){function##f(a[0]), function##f(a[1]), function##f(a[2]), function##f(a[3])};              \
    }                                                                                                                  \
    static inline two_doubles Sleef_cinz_##function##d2_u10advsimdnofma(two_doubles a)                                 \
    {                                                                                                                  \
        return (two_doubles){function(a[0]), function(a[1])};                                                          \
    }

INSTEAD(exp)
INSTEAD(log)
INSTEAD(sin)
INSTEAD(cos)

#endif
