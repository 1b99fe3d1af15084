#include <stddef.h>

#include "arrays.h"
#include "differences.h"

static bool have_same_shape(const struct ibid_strided *x, const struct ibid_strided *y)
{
    if (x->dimensions != y->dimensions)
        return false;
    for (int i = 0; i < x->dimensions; i++)
        if (x->shape[i] != y->shape[i])
            return false;
    return true;
}

static bool have_same_strides(const struct ibid_strided *x, const struct ibid_strided *y)
{
    for (int i = 0; i < x->dimensions; i++)
        if (x->shape[i] > 1 && x->strides_bytes[i] != y->strides_bytes[i])
            return false;
    return true;
}

/*
 * Whether no item is written before a later one that shares a byte with it has been read. The strides are equal, so
 * that only the difference of the two indices counts; it is positive in the first dimension in which it is not 0.
 * sign -1 asks the same for the walk from the end.
 */
static bool is_safe_walk(const struct ibid_strided *destination, const struct ibid_strided *source, int sign)
{
    struct differences differences = {.dimensions = source->dimensions,
                                      .strides_bytes = source->strides_bytes,
                                      .first_start = destination->start,
                                      .second_start = source->start,
                                      .first_item_bytes = destination->item_bytes,
                                      .second_item_bytes = source->item_bytes};
    for (int i = 0; i < source->dimensions; i++) {
        differences.least[i] = 1 - source->shape[i];
        differences.most[i] = source->shape[i] - 1;
    }
    for (int i = 0; i < source->dimensions; i++) {
        *(sign > 0 ? &differences.least[i] : &differences.most[i]) = sign;
        if (differences_meet(&differences, NULL, NULL) != IBID_OVERLAP_NO)
            return false;
        differences.least[i] = differences.most[i] = 0;
    }
    return true;
}

enum ibid_overlap_walk ibid_overlap_elementwise(const struct ibid_strided *destination,
                                                const struct ibid_strided *source)
{
    struct extent extent;
    enum ibid_overlap_answer error = measure(destination, &extent), source_error = measure(source, &extent);
    if (error == IBID_OVERLAP_INVALID || source_error == IBID_OVERLAP_INVALID || !have_same_shape(destination, source))
        return IBID_OVERLAP_MISMATCH;
    if (error != IBID_OVERLAP_NO || source_error != IBID_OVERLAP_NO)
        return IBID_OVERLAP_COPY;
    bool same_strides = have_same_strides(destination, source);
    bool same = same_strides && destination->start == source->start && destination->item_bytes == source->item_bytes;
    if (!same && ibid_overlap(destination, source, NULL) == IBID_OVERLAP_NO)
        return IBID_OVERLAP_ANY_ORDER;
    if (!same_strides)
        return IBID_OVERLAP_COPY;
    bool destination_is_plain = ibid_overlap_internal(destination, NULL) == IBID_OVERLAP_NO;
    if (same && destination_is_plain)
        return IBID_OVERLAP_ANY_ORDER;
    if (is_safe_walk(destination, source, 1))
        return IBID_OVERLAP_FORWARD;
    return destination_is_plain && is_safe_walk(destination, source, -1) ? IBID_OVERLAP_BACKWARD : IBID_OVERLAP_COPY;
}
