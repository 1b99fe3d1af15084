/* Element types. */
#ifndef IBID_REFERENCE_DTYPE_H
#define IBID_REFERENCE_DTYPE_H

#include <stddef.h>

#include "impl/kernels/kernels.h"

enum dtype_class { CLASS_BOOL, CLASS_SIGNED, CLASS_UNSIGNED, CLASS_FLOAT, CLASS_COMPLEX, CLASS_FIELDS /* fields.h */ };

/* No dtype without fields has larger elements. */
enum { LARGEST_ITEM_BYTES = 16 };

struct dtype {
    const char *name; /* NumPy's: "int64" */
    enum dtype_class class;
    size_t item_bytes;
    enum kernel_dtype number; /* as the loops count them */
};

/* NULL if there is none of that name. */
const struct dtype *dtype_named(const char *name);
const struct dtype *dtype_numbered(enum kernel_dtype number);

#endif
