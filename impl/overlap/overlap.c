#include <stddef.h>

#include "arrays.h"
#include "certificate.h"
#include "layers.h"

/* Most pairs are slices of one parent: decided here, with nothing but a few divisions. */
static enum ibid_overlap_answer decide_quickly(const struct equation *equation)
{
    struct term terms[MOST_TERMS];
    int count = equation->count;
    for (int i = 0; i < count; i++)
        terms[i] = equation->terms[i];
    sort_terms(terms, count);
    int different = 0;
    for (int i = 0; i < count; i++)
        if (different > 0 && terms[different - 1].coefficient == terms[i].coefficient)
            terms[different - 1].bound += terms[i].bound;
        else
            terms[different++] = terms[i];
    return decide_small_layers(terms, different, equation->target);
}

enum ibid_overlap_answer ibid_overlap(const struct ibid_strided *x, const struct ibid_strided *y,
                                      struct ibid_overlap_certificate *certificate)
{
    struct extent x_extent, y_extent;
    if (certificate)
        *certificate = (struct ibid_overlap_certificate){.reason = IBID_OVERLAP_NO_REASON};
    enum ibid_overlap_answer error = measure(x, &x_extent);
    if (error == IBID_OVERLAP_NO)
        error = measure(y, &y_extent);
    if (error != IBID_OVERLAP_NO)
        return error;
    if (x_extent.is_empty || y_extent.is_empty) {
        if (certificate)
            certificate->reason = IBID_OVERLAP_EMPTY;
        return IBID_OVERLAP_NO;
    }
    if (x_extent.last < y_extent.first || y_extent.last < x_extent.first) {
        if (certificate)
            certificate->reason = IBID_OVERLAP_EXTENTS;
        return IBID_OVERLAP_NO;
    }

    struct common_bytes bytes;
    common_bytes_init(&bytes, x, &x_extent, y, &y_extent);
    enum ibid_overlap_answer answer = decide_quickly(&bytes.equation);
    if (answer != IBID_OVERLAP_UNDECIDED && !certificate)
        return answer;
    int64_t values[MOST_TERMS], steps_left = IBID_OVERLAP_STEPS;
    if (answer != IBID_OVERLAP_NO)
        answer = decide(&bytes.equation, certificate ? values : NULL, &steps_left);
    if (certificate && answer == IBID_OVERLAP_YES)
        common_bytes_certify(&bytes, values, x, y, certificate);
    if (certificate && answer == IBID_OVERLAP_NO)
        find_residues(&bytes, x, y, certificate);
    return answer;
}
