/* The elements of an array that an index with lists in it selects: where they stand, and copies to and from there. */
#ifndef IBID_REFERENCE_SELECTION_H
#define IBID_REFERENCE_SELECTION_H

#include "array.h"

/*
 * Repeated ones repeatedly, in C order of the result, in runs of elements that stand at equal steps. The first element
 * of run i stands base_bytes + positions[i] * scale_bytes past the array's.
 */
struct selection {
    ptrdiff_t base_bytes, scale_bytes;
    const int64_t *positions; /* in an array of the index, or `owned` */
    int64_t *owned;           /* or NULL */
    size_t runs;
    size_t run_length; /* elements; 0 in each run where nothing is selected */
    ptrdiff_t run_step_bytes;
    size_t count; /* of the elements */
    size_t axes;  /* of the result */
    int64_t shape[MAXIMUM_AXES];
};

static inline ptrdiff_t selection_offset_bytes(const struct selection *selection, size_t run)
{
    return selection->base_bytes + (ptrdiff_t)selection->positions[run] * selection->scale_bytes;
}

void selection_close(ibid_instance *instance, struct selection *selection);

/* Copies the elements of x, next to each other, into count * item_bytes bytes. */
void selection_gather(const struct array *x, const struct selection *selection, unsigned char *destination);

/*
 * Copies elements of x's dtype, `count` of them with the first one and the strides given, into x: in the order of the
 * index, so the last of several elements that go to one place stays. They must be apart from x, and so must positions.
 */
void selection_scatter(const struct array *x, const struct selection *selection, unsigned char *first, size_t axes,
                       const int64_t *shape, const int64_t *strides_bytes);

#endif
