/* Sorting by <, as Python does: equal items keep their order. */
#ifndef IBID_REFERENCE_SORT_H
#define IBID_REFERENCE_SORT_H

#include "object.h"

/* Pointers alone are moved. On failure, which comparisons or memory can cause, they are in the order that they were. */
bool sort_items(ibid_instance *instance, struct object **items, size_t count);

#endif
