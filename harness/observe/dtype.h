/* Element types that the harness can read: their names, sizes and values. */
#ifndef IBID_OBSERVE_DTYPE_H
#define IBID_OBSERVE_DTYPE_H

#include <stddef.h>

enum dtype_class { DTYPE_BOOL, DTYPE_SIGNED, DTYPE_UNSIGNED, DTYPE_FLOAT, DTYPE_BRAIN_FLOAT, DTYPE_COMPLEX };

struct dtype {
    const char *name; /* NumPy's: "int64", "complex64", … */
    enum dtype_class class;
    size_t item_bytes;
};

/* All of them. Static. */
const struct dtype *dtypes_all(size_t *count);
/* NULL for a dtype that the harness cannot read. */
const struct dtype *dtype_by_name(const char *name);

#endif
