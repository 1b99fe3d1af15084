#include "certificate.h"

#include "arithmetic.h"
#include "residues.h"

/* Congruent to a, the nearest to 0. */
static int64_t nearest_residue(wide a, int64_t modulus)
{
    int64_t residue = modulo(a, modulus);
    return residue > modulus - residue ? residue - modulus : residue;
}

/* Where all coefficients but one have a common divisor, that decides on the one's index: its residue is made 1. */
static bool misses_in_one(const struct equation *equation, struct ibid_overlap_certificate *certificate,
                          int64_t *residues)
{
    for (int i = 0; i < equation->count; i++) {
        int64_t divisor = divisor_without(equation, i), coefficient = equation->terms[i].coefficient;
        if (divisor <= 1 || common_divisor(coefficient, divisor) != 1)
            continue;
        int64_t multiplier = inverse(coefficient, divisor);
        if (product_modulo(equation->target % divisor, multiplier, divisor) <= equation->terms[i].bound)
            continue;
        for (int k = 0; k < equation->count; k++)
            residues[k] = k == i;
        certificate->modulus = divisor;
        certificate->multiplier = multiplier;
        return true;
    }
    return false;
}

void find_residues(const struct common_bytes *bytes, const struct ibid_strided *x, const struct ibid_strided *y,
                   struct ibid_overlap_certificate *certificate)
{
    int64_t residues[MOST_TERMS];
    certificate->modulus = misses_modulo_divisors(&bytes->equation, residues);
    if (certificate->modulus == 0)
        certificate->modulus = misses_modulo_coefficients(&bytes->equation, residues);
    certificate->multiplier = certificate->modulus > 0;
    if (certificate->modulus == 0 && !misses_in_one(&bytes->equation, certificate, residues)) {
        certificate->reason = IBID_OVERLAP_EXHAUSTED;
        return;
    }
    certificate->reason = IBID_OVERLAP_RESIDUES;
    int64_t modulus = certificate->modulus, multiplier = certificate->multiplier;
    for (int i = 0; i < x->dimensions; i++)
        certificate->x[i] = nearest_residue((wide)multiplier * x->strides_bytes[i], modulus);
    for (int i = 0; i < y->dimensions; i++)
        certificate->y[i] = nearest_residue((wide)multiplier * y->strides_bytes[i], modulus);
    certificate->byte_residue = nearest_residue(multiplier, modulus);
    for (int i = 0; i < bytes->equation.count; i++) {
        int origin = bytes->origins[i], dimension = origin % IBID_OVERLAP_DIMENSIONS;
        if (origin == ORIGIN_BYTES)
            certificate->byte_residue = residues[i];
        else if (origin < IBID_OVERLAP_DIMENSIONS)
            certificate->x[dimension] = x->strides_bytes[dimension] < 0 ? -residues[i] : residues[i];
        else
            certificate->y[dimension] = y->strides_bytes[dimension] < 0 ? -residues[i] : residues[i];
    }
}

static bool is_item_of(const struct ibid_strided *array, const int64_t *index, int64_t byte)
{
    for (int i = 0; i < array->dimensions; i++)
        if (index[i] < 0 || index[i] >= array->shape[i])
            return false;
    int64_t address = item_address(array, index);
    return byte >= address && (uint64_t)byte - (uint64_t)address < (uint64_t)array->item_bytes;
}

/* No sum of them overflows; no certificate that is made here has anything near it. */
#define LARGEST_REACH ((wide)1 << 118)

struct interval {
    wide least, most;
};

/* Adds residue * index for index from 0 to most; false if it is not a residue of the stride. */
static bool add_residue(struct interval *interval, const struct ibid_overlap_certificate *certificate, int64_t stride,
                        int64_t residue, int64_t most, int sign)
{
    wide excess = (wide)certificate->multiplier * stride - residue;
    if (excess % certificate->modulus || residue < -certificate->modulus || residue > certificate->modulus)
        return false;
    /* An index that does not move anything may be as large as it likes. */
    if (stride == 0 && residue == 0)
        return true;
    wide reach = (wide)residue * most * sign;
    if (reach > LARGEST_REACH || reach < -LARGEST_REACH)
        return false;
    if (reach < 0)
        interval->least += reach;
    else
        interval->most += reach;
    return true;
}

static bool residues_hold(const struct ibid_strided *x, const struct ibid_strided *y,
                          const struct ibid_overlap_certificate *certificate)
{
    int64_t modulus = certificate->modulus, multiplier = certificate->multiplier;
    if (modulus < 2 || modulus >= (int64_t)1 << 62 || multiplier < 1 || multiplier >= modulus)
        return false;
    wide start = ((wide)x->start - y->start) % modulus * multiplier;
    struct interval interval = {start, start};
    for (int i = 0; i < x->dimensions; i++)
        if (!add_residue(&interval, certificate, x->strides_bytes[i], certificate->x[i], x->shape[i] - 1, 1))
            return false;
    for (int i = 0; i < y->dimensions; i++)
        if (!add_residue(&interval, certificate, y->strides_bytes[i], certificate->y[i], y->shape[i] - 1, -1))
            return false;
    if (!add_residue(&interval, certificate, 1, certificate->byte_residue, x->item_bytes - 1, 1) ||
        !add_residue(&interval, certificate, 1, certificate->byte_residue, y->item_bytes - 1, -1))
        return false;
    wide to_multiple = -(interval.least % modulus);
    return interval.least + (to_multiple < 0 ? to_multiple + modulus : to_multiple) > interval.most;
}

enum ibid_overlap_check ibid_overlap_check(const struct ibid_strided *x, const struct ibid_strided *y,
                                           const struct ibid_overlap_certificate *certificate)
{
    struct extent x_extent, y_extent;
    bool holds = false;
    if (measure(x, &x_extent) != IBID_OVERLAP_NO || measure(y, &y_extent) != IBID_OVERLAP_NO)
        return certificate->reason == IBID_OVERLAP_NO_REASON ? IBID_OVERLAP_UNCHECKED : IBID_OVERLAP_FALSE;
    bool is_empty = x_extent.is_empty || y_extent.is_empty;
    switch (certificate->reason) {
    case IBID_OVERLAP_NO_REASON:
    case IBID_OVERLAP_EXHAUSTED:
        return IBID_OVERLAP_UNCHECKED;
    case IBID_OVERLAP_EMPTY:
        holds = is_empty;
        break;
    case IBID_OVERLAP_EXTENTS:
        holds = !is_empty && (x_extent.last < y_extent.first || y_extent.last < x_extent.first);
        break;
    case IBID_OVERLAP_MEET:
        holds = is_item_of(x, certificate->x, certificate->byte) && is_item_of(y, certificate->y, certificate->byte);
        break;
    case IBID_OVERLAP_RESIDUES:
        holds = !is_empty && residues_hold(x, y, certificate);
        break;
    }
    return holds ? IBID_OVERLAP_HOLDS : IBID_OVERLAP_FALSE;
}
