/* The slow and obvious answers for small arrays around address 0: every byte of every item is looked at. */
#ifndef TESTS_OVERLAP_ENUMERATION_H
#define TESTS_OVERLAP_ENUMERATION_H

#include <stdbool.h>

#include "ibid/overlap.h"

bool enumerated_overlap(const struct ibid_strided *x, const struct ibid_strided *y);
/*
 * The same for larger ones: index by index, the largest stride first, without what the other strides cannot make up
 * for. UNDECIDED if more than so many values are tried.
 */
enum ibid_overlap_answer searched_overlap(const struct ibid_strided *x, const struct ibid_strided *y, long most_values);

bool enumerated_internal_overlap(const struct ibid_strided *x);

/* What the walks are defined as, over all pairs of items, for arrays of one shape. */
enum ibid_overlap_walk enumerated_walk(const struct ibid_strided *destination, const struct ibid_strided *source);

#endif
