/*
 * Questions about one set of strides: can items whose indices differ in a certain way share a byte?
 */
#ifndef IBID_OVERLAP_DIFFERENCES_H
#define IBID_OVERLAP_DIFFERENCES_H

#include "equation.h"

struct differences {
    int dimensions;
    const int64_t *strides_bytes;
    int64_t least[IBID_OVERLAP_DIMENSIONS], most[IBID_OVERLAP_DIMENSIONS]; /* of the second index minus the first */
    int64_t first_start, second_start;
    int64_t first_item_bytes, second_item_bytes;
};

/*
 * Whether there is a difference of indices by which an item of the first and one of the second share a byte.
 * After YES, if difference is not NULL: difference, and the place of the common byte in the first item.
 */
enum ibid_overlap_answer differences_meet(const struct differences *differences, int64_t *difference,
                                          int64_t *byte_in_first);

#endif
