/* What a deep copy has copied already: a table from originals to their copies. All zero is an empty one. */
#ifndef IBID_REFERENCE_MEMO_H
#define IBID_REFERENCE_MEMO_H

#include "object.h"

struct memo_entry {
    struct object *original; /* NULL where the place is free; borrowed */
    struct object *copy;     /* of which the memo has a reference */
};

struct memo {
    struct memo_entry *entries;
    size_t count, capacity; /* a power of two, or 0 */
};

/* The copy, borrowed; NULL where there is none. */
struct object *memo_find(const struct memo *memo, const struct object *original);

/* The copy is retained. An original is added once. */
bool memo_add(ibid_instance *instance, struct memo *memo, struct object *original, struct object *copy);

/* Gives the references back. Lists that are `discarded`, which nobody else shall see, are emptied, so that no circle
 * of them is left. */
void memo_clear(ibid_instance *instance, struct memo *memo, bool discarded);

#endif
