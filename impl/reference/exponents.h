/* Powers of integers: NumPy refuses negative exponents, as their results would be fractions. */
#ifndef IBID_REFERENCE_EXPONENTS_H
#define IBID_REFERENCE_EXPONENTS_H

#include "promotion.h"

/*
 * False with the error "value" if the function is the power of integers and an exponent is negative, of those that are
 * spread over the shape and that the mask, where it is not NULL, lets through.
 */
bool check_exponents(ibid_instance *instance, const struct function *function, const struct signature *signature,
                     const struct input *exponents, size_t axes, const int64_t *shape, const struct input *mask);

#endif
