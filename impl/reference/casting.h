/* Which conversions between dtypes are made where. */
#ifndef IBID_REFERENCE_CASTING_H
#define IBID_REFERENCE_CASTING_H

#include "input.h"

/* NumPy's "same_kind": to a dtype of the same class or a higher one, but not from signed to unsigned integers. */
bool can_cast(const struct dtype *from, const struct dtype *to);

/* The loop that converts, or copies where the dtypes are the same. */
kernel_loop *copy_between(const ibid_instance *instance, const struct dtype *from, const struct dtype *to);

/* NULL if the dtypes are the same. */
kernel_loop *cast_between(const ibid_instance *instance, const struct dtype *from, const struct dtype *to);

/* Converts, or copies, elements that stand next to each other. */
void cast_row(const ibid_instance *instance, const struct dtype *from_dtype, const void *from,
              const struct dtype *to_dtype, void *to, size_t count);

#endif
