/* What folding functions, accumulate and at, have in common. */
#ifndef IBID_REFERENCE_FOLD_H
#define IBID_REFERENCE_FOLD_H

#include "promotion.h"

/* The function that an object names; NULL, with an error, if it is not elementwise. */
const struct function *folding_function(ibid_instance *instance, const struct object *function);

/* The dtype that NumPy adds and multiplies small integers in: those of 64 bits. Else `dtype` itself. */
const struct dtype *dtype_of_fold(const struct function *function, const struct dtype *dtype);

#endif
