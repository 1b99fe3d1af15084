/* How far exp, log, sin and cos are off. */
#ifndef TESTS_KERNELS_PRECISION_H
#define TESTS_KERNELS_PRECISION_H

#include "kernels.h"

/*
 * The worst error of the operation in units in the last place, over `count` samples of float32 or float64: of all
 * magnitudes, and of those where the functions are hard. *where is the argument with that error. Infinite where
 * a result that has to be infinite or NaN is not. The oracle is the C library's long double.
 */
double precision_worst_ulp(const struct kernels *kernels, enum kernel_unary operation, enum kernel_dtype dtype,
                           size_t count, double *where);

#endif
