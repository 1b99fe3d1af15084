#include <string.h>

#include "observe/observation.h"

static const char *const names[] = {
    [IBID_NONE] = "none",       [IBID_BOOL] = "bool",   [IBID_INT] = "int",   [IBID_FLOAT] = "float",
    [IBID_COMPLEX] = "complex", [IBID_STR] = "str",     [IBID_LIST] = "list", [IBID_TUPLE] = "tuple",
    [IBID_ARRAY] = "array",     [IBID_OTHER] = "other",
};

enum { KIND_COUNT = sizeof names / sizeof names[0] };

const char *kind_name(enum ibid_kind kind)
{
    return (size_t)kind < KIND_COUNT ? names[kind] : NULL;
}

bool kind_by_name(const char *name, enum ibid_kind *kind)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (names[i] != NULL && strcmp(names[i], name) == 0) {
            *kind = (enum ibid_kind)i;
            return true;
        }
    return false;
}
