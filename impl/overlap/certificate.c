#include "certificate.h"

#include "arithmetic.h"

/* Congruent to a, the nearest to 0. */
static int64_t nearest_residue(wide a, int64_t modulus)
{
    int64_t residue = modulo(a, modulus);
    return residue > modulus - residue ? residue - modulus : residue;
}

/*
 * Whether the residues' sum misses the target's. What is smaller than the modulus is left as it is where all_near is
 * false: slices nest so that these together stay below it.
 */
static bool residues_miss(const struct equation *equation, int64_t modulus, int64_t multiplier, bool all_near,
                          int64_t *residues)
{
    wide least = 0, most = 0;
    for (int i = 0; i < equation->count; i++) {
        wide product = (wide)multiplier * equation->terms[i].coefficient;
        residues[i] = all_near || product >= modulus ? nearest_residue(product, modulus) : (int64_t)product;
        wide reach = (wide)residues[i] * equation->terms[i].bound;
        if (reach < 0)
            least += reach;
        else
            most += reach;
    }
    wide wanted = ((wide)multiplier * equation->target - least) % modulus;
    return least + (wanted < 0 ? wanted + modulus : wanted) > most;
}

static bool try_modulus(const struct common_bytes *bytes, int64_t modulus, int64_t multiplier, int64_t *residues,
                        struct ibid_overlap_certificate *certificate)
{
    if (!residues_miss(&bytes->equation, modulus, multiplier, false, residues) &&
        !residues_miss(&bytes->equation, modulus, multiplier, true, residues))
        return false;
    certificate->reason = IBID_OVERLAP_RESIDUES;
    certificate->modulus = modulus;
    certificate->multiplier = multiplier;
    return true;
}

/* The divisors that the largest coefficients have in common, the more the smaller. */
static bool try_common_divisors(const struct common_bytes *bytes, int64_t *residues,
                                struct ibid_overlap_certificate *certificate)
{
    const struct equation *equation = &bytes->equation;
    struct term terms[MOST_TERMS];
    for (int i = 0; i < equation->count; i++)
        terms[i] = equation->terms[i];
    sort_terms(terms, equation->count);
    int64_t divisor = 0;
    for (int i = 0; i < equation->count; i++) {
        divisor = common_divisor(terms[i].coefficient, divisor);
        if (divisor == 1)
            return false;
        if (try_modulus(bytes, divisor, 1, residues, certificate))
            return true;
    }
    return false;
}

/* A coefficient itself: its multiples fall away, and what is left of the others may be little. */
static bool try_coefficients(const struct common_bytes *bytes, int64_t *residues,
                             struct ibid_overlap_certificate *certificate)
{
    const struct equation *equation = &bytes->equation;
    for (int i = 0; i < equation->count; i++)
        if (equation->terms[i].coefficient > 1 &&
            try_modulus(bytes, equation->terms[i].coefficient, 1, residues, certificate))
            return true;
    return false;
}

/* What all but one have in common decides on the one's index. */
static bool try_all_but_one(const struct common_bytes *bytes, int64_t *residues,
                            struct ibid_overlap_certificate *certificate)
{
    const struct equation *equation = &bytes->equation;
    for (int i = 0; i < equation->count; i++) {
        int64_t divisor = 0, coefficient = equation->terms[i].coefficient;
        for (int k = 0; k < equation->count; k++)
            if (k != i)
                divisor = common_divisor(equation->terms[k].coefficient, divisor);
        if (divisor > 1 && common_divisor(coefficient, divisor) == 1 &&
            try_modulus(bytes, divisor, inverse(coefficient, divisor), residues, certificate))
            return true;
    }
    return false;
}

void find_residues(const struct common_bytes *bytes, const struct ibid_strided *x, const struct ibid_strided *y,
                   struct ibid_overlap_certificate *certificate)
{
    int64_t residues[MOST_TERMS];
    certificate->reason = IBID_OVERLAP_EXHAUSTED;
    if (!try_common_divisors(bytes, residues, certificate) && !try_all_but_one(bytes, residues, certificate) &&
        !try_coefficients(bytes, residues, certificate))
        return;
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
    return byte >= address && byte - address < array->item_bytes;
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
