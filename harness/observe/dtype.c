#include "observe/dtype.h"

#include <string.h>

static const struct dtype dtypes[] = {
    {"bool", DTYPE_BOOL, 1},
    {"int8", DTYPE_SIGNED, 1},
    {"int16", DTYPE_SIGNED, 2},
    {"int32", DTYPE_SIGNED, 4},
    {"int64", DTYPE_SIGNED, 8},
    {"uint8", DTYPE_UNSIGNED, 1},
    {"uint16", DTYPE_UNSIGNED, 2},
    {"uint32", DTYPE_UNSIGNED, 4},
    {"uint64", DTYPE_UNSIGNED, 8},
    {"float16", DTYPE_FLOAT, 2},
    {"float32", DTYPE_FLOAT, 4},
    {"float64", DTYPE_FLOAT, 8},
    {"bfloat16", DTYPE_BRAIN_FLOAT, 2},
    {"complex64", DTYPE_COMPLEX, 8},
    {"complex128", DTYPE_COMPLEX, 16},
};

const struct dtype *dtypes_all(size_t *count)
{
    *count = sizeof dtypes / sizeof *dtypes;
    return dtypes;
}

const struct dtype *dtype_by_name(const char *name)
{
    for (size_t i = 0; i < sizeof dtypes / sizeof dtypes[0]; i++)
        if (strcmp(dtypes[i].name, name) == 0)
            return &dtypes[i];
    return NULL;
}
