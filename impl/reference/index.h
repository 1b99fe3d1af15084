/* Indexing arrays: integers, slices, "...", None, lists and arrays of integers, masks, and tuples of these. */
#ifndef IBID_REFERENCE_INDEX_H
#define IBID_REFERENCE_INDEX_H

#include "selection.h"

/* x[index]: a scalar of the library's own where no axis is left and no "..." stands in it, a view, or a copy. */
MUST_USE reference array_get(ibid_instance *instance, struct array *x, struct object *index);

/* x[index] = value; as if the value had been copied first. */
bool array_set(ibid_instance *instance, struct array *x, struct object *index, struct object *value);

/* What x[index] selects, as runs of one element. selection_close is due if it was found. */
bool index_select(ibid_instance *instance, struct array *x, struct object *index, struct selection *selection);

#endif
