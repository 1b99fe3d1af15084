#include "dtype.h"

#include <string.h>

static const struct dtype dtypes[KERNEL_DTYPE_COUNT] = {
    [KERNEL_BOOL] = {"bool", CLASS_BOOL, 1, KERNEL_BOOL},
    [KERNEL_INT8] = {"int8", CLASS_SIGNED, 1, KERNEL_INT8},
    [KERNEL_INT16] = {"int16", CLASS_SIGNED, 2, KERNEL_INT16},
    [KERNEL_INT32] = {"int32", CLASS_SIGNED, 4, KERNEL_INT32},
    [KERNEL_INT64] = {"int64", CLASS_SIGNED, 8, KERNEL_INT64},
    [KERNEL_UINT8] = {"uint8", CLASS_UNSIGNED, 1, KERNEL_UINT8},
    [KERNEL_UINT16] = {"uint16", CLASS_UNSIGNED, 2, KERNEL_UINT16},
    [KERNEL_UINT32] = {"uint32", CLASS_UNSIGNED, 4, KERNEL_UINT32},
    [KERNEL_UINT64] = {"uint64", CLASS_UNSIGNED, 8, KERNEL_UINT64},
    [KERNEL_FLOAT32] = {"float32", CLASS_FLOAT, 4, KERNEL_FLOAT32},
    [KERNEL_FLOAT64] = {"float64", CLASS_FLOAT, 8, KERNEL_FLOAT64},
    [KERNEL_COMPLEX64] = {"complex64", CLASS_COMPLEX, 8, KERNEL_COMPLEX64},
    [KERNEL_COMPLEX128] = {"complex128", CLASS_COMPLEX, 16, KERNEL_COMPLEX128},
};

const struct dtype *dtype_named(const char *name)
{
    for (size_t i = 0; i < KERNEL_DTYPE_COUNT; i++)
        if (strcmp(dtypes[i].name, name) == 0)
            return &dtypes[i];
    return NULL;
}

const struct dtype *dtype_numbered(enum kernel_dtype number)
{
    return &dtypes[number];
}
