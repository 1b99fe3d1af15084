/* Arrays over memory that is another's: what exchange through DLPack and through Python's buffers have in common. */
#ifndef IBID_REFERENCE_FOREIGN_H
#define IBID_REFERENCE_FOREIGN_H

#include "array.h"

struct span;

/* Elements in memory that somebody else has, and how it is given back. */
struct foreign {
    const struct dtype *dtype;
    void *first; /* may be NULL where there are no elements */
    struct span *span; /* of memory on the device, `first` being one of its addresses; NULL on the host */
    int64_t axes;
    const int64_t *shape;
    const int64_t *strides_bytes; /* NULL: C order without gaps */
    bool writeable;
    void (*give_back)(void *owner); /* called once; see array_of_foreign */
    void *owner;
};

/*
 * An array in that memory, which it gives back with the last of its views; with `copy`, or where there are no elements,
 * an array with memory of its own, and the foreign memory has been given back. NULL: it is still the caller's. Refuses
 * more than 32 axes, negative lengths, and elements that lie where no memory is. The span stays the caller's.
 */
MUST_USE reference array_of_foreign(ibid_instance *instance, const struct foreign *foreign, bool copy);

#endif
