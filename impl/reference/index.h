/* Indexing arrays: integers, slices, "...", None, lists and arrays of integers, masks, and tuples of these. */
#ifndef IBID_REFERENCE_INDEX_H
#define IBID_REFERENCE_INDEX_H

#include "array.h"

/* x[index]: a scalar of the library's own where no axis is left and no "..." stands in it, a view, or a copy. */
MUST_USE reference array_get(ibid_instance *instance, struct array *x, struct object *index);

/* x[index] = value; as if the value had been copied first. */
bool array_set(ibid_instance *instance, struct array *x, struct object *index, struct object *value);

/*
 * Where the elements stand that an index selects, repeated ones repeatedly, in C order of the result: *offsets_bytes
 * from x->first, which the caller deallocates (*count of them, sizeof(ptrdiff_t) each). *axes and shape are the
 * result's.
 */
bool index_offsets(ibid_instance *instance, struct array *x, struct object *index, ptrdiff_t **offsets_bytes,
                   size_t *count, size_t *axes, int64_t *shape);

#endif
