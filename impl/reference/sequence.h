/* Lists, tuples, slices and ranges. */
#ifndef IBID_REFERENCE_SEQUENCE_H
#define IBID_REFERENCE_SEQUENCE_H

#include "object.h"

/* More are refused as if there were no memory: programs that make so many are mistaken. */
enum { MAXIMUM_ITEMS = 1 << 30 };

struct sequence {
    struct object head;
    struct sequence *previous_container, *next_container; /* of all in the instance: see cycle.h */
    size_t outside_references;                            /* these two while cycles are looked for */
    struct sequence *next_reached;
    struct object **items; /* of each the sequence has a reference */
    size_t count;
    size_t capacity; /* of a list, which grows to about an eighth more than it needs */
};

struct slice {
    struct object head;
    reference start, stop, step; /* whatever stood there; integers or None if it is to be of use */
};

struct range {
    struct object head;
    int64_t start, stop, step; /* the step is not 0 */
};

/* sequence.c: lists and tuples. */

/* `kind` is LIST or TUPLE; the items are retained. The empty tuple is one object. */
MUST_USE reference sequence_new(ibid_instance *instance, enum object_kind kind, struct object *const *items,
                                size_t count);
bool is_sequence(const struct object *object); /* a list or a tuple */
size_t item_count(const struct object *sequence);
struct object *item_at(const struct object *sequence, size_t index); /* borrowed from the sequence */
/* All of them, item_count of them; borrowed, until the sequence changes. */
struct object *const *items_in(const struct object *sequence);
struct sequence *sequence_of(struct object *object);

/* Room for so many items in all. */
bool list_reserve(ibid_instance *instance, struct object *list, size_t count);
bool list_append(ibid_instance *instance, struct object *list, struct object *item);
/* Likewise, of an item that is taken over; false too where it is NULL, since it could not be made. */
bool list_append_new(ibid_instance *instance, struct object *list, reference item);
/* Puts `added` items, which are retained and not the list's own room, in the place of `count` from `start` on. */
bool list_splice(ibid_instance *instance, struct object *list, size_t start, size_t count, struct object *const *items,
                 size_t added);
/* Lets go of all items; cannot fail. Of a tuple only where nobody can see it. */
void sequence_empty(ibid_instance *instance, struct sequence *sequence);

/* iteration.c */

/* The items of anything that can be iterated (list, tuple, string, range, array), as a list of its own. */
MUST_USE reference items_of(ibid_instance *instance, struct object *iterable);

/* slice.c */

MUST_USE reference slice_new(ibid_instance *instance, struct object *start, struct object *stop, struct object *step);
/* Clips a slice to a length, as Python does; false, with the error set, for a step of zero or bounds that are none. */
bool slice_resolve(ibid_instance *instance, const struct object *slice, int64_t length, int64_t *start, int64_t *step,
                   int64_t *count);
/* An index from 0 on, of one that may count from the end; false, without an error, where there is no such item. */
static inline bool index_resolve(int64_t *index, int64_t length)
{
    if (*index < 0)
        *index += length;
    return *index >= 0 && *index < length;
}

/* range.c */

/* The step must not be 0. */
MUST_USE reference range_new(ibid_instance *instance, int64_t start, int64_t stop, int64_t step);
/* How many integers there are: up to twice what an int64_t holds. */
uint64_t range_length(const struct range *range);
/* The index is less than the length. */
int64_t range_item(const struct range *range, uint64_t index);
bool range_contains(const struct range *range, int64_t integer);
bool ranges_equal(const struct range *x, const struct range *y);

#endif
