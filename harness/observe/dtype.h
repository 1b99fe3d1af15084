/*
 * Element types that the harness can read: their names, sizes and values.
 *
 * A dtype with fields is named by them, in the order in which they lie in an element, without gaps:
 * "f:int32,g:float64". Fields have no fields.
 */
#ifndef IBID_OBSERVE_DTYPE_H
#define IBID_OBSERVE_DTYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum dtype_class {
    DTYPE_BOOL,
    DTYPE_SIGNED,
    DTYPE_UNSIGNED,
    DTYPE_FLOAT,
    DTYPE_BRAIN_FLOAT,
    DTYPE_COMPLEX,
    DTYPE_FIELDS
};

struct dtype {
    const char *name; /* NumPy's: "int64", "complex64", … */
    enum dtype_class class;
    size_t item_bytes;
};

struct dtype_field {
    const char *name; /* within the dtype's name */
    size_t name_bytes;
    const struct dtype *dtype;
    size_t offset_bytes; /* from the start of an element */
};

/* All but those with fields. Static. */
const struct dtype *dtypes_all(size_t *count);
/* One of these; NULL for a dtype that the harness cannot read. */
const struct dtype *dtype_by_name(const char *name);
/* Likewise, or a dtype with fields, which is made in the arena. */
const struct dtype *dtype_of_name(struct arena *arena, const char *name);

/* Goes through the fields of a dtype that has some: *field starts zeroed. False behind the last. */
bool dtype_next_field(const struct dtype *dtype, struct dtype_field *field);
/* False where the dtype has no such field. */
bool dtype_find_field(const struct dtype *dtype, const char *name, struct dtype_field *field);

#endif
