/* Lists, tuples, slices and ranges. */
#ifndef IBID_REFERENCE_SEQUENCE_H
#define IBID_REFERENCE_SEQUENCE_H

#include "object.h"

struct sequence {
    struct object head;
    struct object *previous_container, *next_container; /* see cycle.h */
    reference *items;
    size_t count;
    size_t capacity; /* of a list, which grows by an eighth more than it needs */
};

struct slice {
    struct object head;
    reference start, stop, step; /* integers or None */
};

struct range {
    struct object head;
    int64_t start, stop, step;
};

/* `kind` is LIST or TUPLE; the items are retained. The empty tuple is one object. */
MUST_USE reference sequence_new(ibid_instance *instance, enum object_kind kind, struct object *const *items,
                                size_t count);
bool list_append(ibid_instance *instance, struct object *list, struct object *item);
bool is_sequence(const struct object *object); /* a list or a tuple */
size_t item_count(const struct object *sequence);
struct object *item_at(const struct object *sequence, size_t index); /* borrowed from the sequence */

/* The items of anything that can be iterated (list, tuple, string, range, array), as a list of its own. */
MUST_USE reference items_of(ibid_instance *instance, struct object *iterable);

/* Clips a slice to a length, as Python does; false, with the error set, for a step of zero or bounds that are none. */
bool slice_resolve(ibid_instance *instance, const struct object *slice, int64_t length, int64_t *start, int64_t *step,
                   int64_t *count);

#endif
