#include <stddef.h>

#include "arithmetic.h"
#include "arrays.h"
#include "differences.h"

/* 0 where no step is made: the stride may be anything then, even one that cannot be negated. */
static int64_t step_size(const struct ibid_strided *x, int dimension)
{
    int64_t stride = x->strides_bytes[dimension];
    return x->shape[dimension] == 1 ? 0 : stride < 0 ? -stride : stride;
}

/* The dimensions by the size of their strides, the largest first: where strides nest, each question is out of reach. */
static void order_dimensions(const struct ibid_strided *x, int *order, struct differences *differences)
{
    for (int i = 0; i < x->dimensions; i++) {
        int place = i;
        for (; place > 0 && step_size(x, order[place - 1]) < step_size(x, i); place--)
            order[place] = order[place - 1];
        order[place] = i;
        differences->least[i] = 1 - x->shape[i];
        differences->most[i] = x->shape[i] - 1;
    }
}

/* Whether each stride steps over all that lies within it, as in nearly every array: then nothing overlaps. */
static bool is_nested(const struct ibid_strided *x, const int *order)
{
    int64_t within = x->item_bytes;
    for (int i = x->dimensions; i-- > 0;) {
        if (x->shape[order[i]] == 1)
            continue;
        if (step_size(x, order[i]) < within)
            return false;
        within += step_size(x, order[i]) * (x->shape[order[i]] - 1);
    }
    return true;
}

static void certify(const struct ibid_strided *x, const int64_t *difference, int64_t byte_in_first,
                    struct ibid_overlap_certificate *certificate)
{
    certificate->reason = IBID_OVERLAP_MEET;
    for (int i = 0; i < x->dimensions; i++) {
        certificate->x[i] = larger(-difference[i], 0);
        certificate->y[i] = larger(difference[i], 0);
    }
    certificate->byte = item_address(x, certificate->x) + byte_in_first;
}

enum ibid_overlap_answer ibid_overlap_internal(const struct ibid_strided *x,
                                               struct ibid_overlap_certificate *certificate)
{
    struct extent extent;
    if (certificate)
        *certificate = (struct ibid_overlap_certificate){.reason = IBID_OVERLAP_NO_REASON};
    enum ibid_overlap_answer error = measure(x, &extent);
    if (error != IBID_OVERLAP_NO)
        return error;
    if (extent.is_empty) {
        if (certificate)
            certificate->reason = IBID_OVERLAP_EMPTY;
        return IBID_OVERLAP_NO;
    }
    struct differences differences = {.dimensions = x->dimensions,
                                      .strides_bytes = x->strides_bytes,
                                      .first_item_bytes = x->item_bytes,
                                      .second_item_bytes = x->item_bytes};
    int order[IBID_OVERLAP_DIMENSIONS];
    order_dimensions(x, order, &differences);
    int undecided_dimensions = is_nested(x, order) ? 0 : x->dimensions;
    /* Of two indices that differ, one is larger in the first dimension of the order in which they do. */
    for (int i = 0; i < undecided_dimensions; i++) {
        int64_t difference[IBID_OVERLAP_DIMENSIONS], byte_in_first;
        differences.least[order[i]] = 1;
        enum ibid_overlap_answer answer =
            differences_meet(&differences, certificate ? difference : NULL, &byte_in_first);
        if (answer == IBID_OVERLAP_YES && certificate)
            certify(x, difference, byte_in_first, certificate);
        if (answer != IBID_OVERLAP_NO)
            return answer;
        differences.least[order[i]] = differences.most[order[i]] = 0;
    }
    if (certificate)
        certificate->reason = IBID_OVERLAP_EXHAUSTED;
    return IBID_OVERLAP_NO;
}
