/* Single cases: the ends of what is allowed, and what slices of one array are known to do. */
#include <criterion/criterion.h>

#include "instances.h"

#define ARRAY(...)                                                                                                     \
    (const int64_t[])                                                                                                  \
    {                                                                                                                  \
        __VA_ARGS__                                                                                                    \
    }

static void answers(struct ibid_strided x, struct ibid_strided y, enum ibid_overlap_answer expected,
                    enum ibid_overlap_reason reason)
{
    struct ibid_overlap_certificate certificate;
    cr_expect_eq(ibid_overlap(&x, &y, NULL), expected);
    cr_expect_eq(ibid_overlap(&y, &x, NULL), expected);
    cr_expect_eq(ibid_overlap(&x, &y, &certificate), expected);
    cr_expect_eq(certificate.reason, reason);
    cr_expect_neq(ibid_overlap_check(&x, &y, &certificate), IBID_OVERLAP_FALSE);
}

Test(overlap, items_without_dimensions)
{
    answers((struct ibid_strided){0, 8, 0, NULL, NULL}, (struct ibid_strided){7, 8, 0, NULL, NULL}, IBID_OVERLAP_YES,
            IBID_OVERLAP_MEET);
    answers((struct ibid_strided){0, 8, 0, NULL, NULL}, (struct ibid_strided){8, 8, 0, NULL, NULL}, IBID_OVERLAP_NO,
            IBID_OVERLAP_EXTENTS);
    answers((struct ibid_strided){5, 1, 0, NULL, NULL}, (struct ibid_strided){5, 1, 0, NULL, NULL}, IBID_OVERLAP_YES,
            IBID_OVERLAP_MEET);
}

Test(overlap, without_bytes)
{
    struct ibid_strided full = {0, 1, 1, ARRAY(100), ARRAY(1)};
    answers((struct ibid_strided){50, 0, 0, NULL, NULL}, full, IBID_OVERLAP_NO, IBID_OVERLAP_EMPTY);
    answers((struct ibid_strided){50, 8, 2, ARRAY(3, 0), ARRAY(1, 1)}, full, IBID_OVERLAP_NO, IBID_OVERLAP_EMPTY);
    answers((struct ibid_strided){50, 1, 2, ARRAY(0, INT64_MAX), ARRAY(INT64_MAX, INT64_MIN)}, full, IBID_OVERLAP_NO,
            IBID_OVERLAP_EMPTY);
}

Test(overlap, halves_and_columns)
{
    /* x[:, :1000] and x[:, 1000:], x[:, ::2] and x[:, 1::2] of 2000 by 2000 float64 */
    answers((struct ibid_strided){0, 8, 2, ARRAY(2000, 1000), ARRAY(16000, 8)},
            (struct ibid_strided){8000, 8, 2, ARRAY(2000, 1000), ARRAY(16000, 8)}, IBID_OVERLAP_NO,
            IBID_OVERLAP_RESIDUES);
    answers((struct ibid_strided){0, 8, 2, ARRAY(2000, 1000), ARRAY(16000, 16)},
            (struct ibid_strided){8, 8, 2, ARRAY(2000, 1000), ARRAY(16000, 16)}, IBID_OVERLAP_NO,
            IBID_OVERLAP_RESIDUES);
    /* Two fields of a record, and x[::-1] with x. */
    answers((struct ibid_strided){0, 4, 1, ARRAY(1000), ARRAY(12)},
            (struct ibid_strided){4, 8, 1, ARRAY(1000), ARRAY(12)}, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
    answers((struct ibid_strided){0, 8, 1, ARRAY(1000), ARRAY(8)},
            (struct ibid_strided){7992, 8, 1, ARRAY(1000), ARRAY(-8)}, IBID_OVERLAP_YES, IBID_OVERLAP_MEET);
}

Test(overlap, residue_of_one_index)
{
    /* 6 i + 10 j = 15 k + 7 has k odd, but here k is 0. */
    answers((struct ibid_strided){0, 1, 2, ARRAY(3, 3), ARRAY(6, 10)},
            (struct ibid_strided){7, 1, 2, ARRAY(1, 1), ARRAY(15, 1)}, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
}

Test(overlap, documented_hard_case)
{
    struct instance_pair pair = documented_hard_pair();
    struct ibid_strided x = instance_array(&pair.x), y = instance_array(&pair.y);
    answers(x, y, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
    /* Modulo 12224 its strides are 2, -1, 1, -1 and 0, and the offset is not within their reach. */
    struct ibid_overlap_certificate certificate;
    ibid_overlap(&x, &y, &certificate);
    cr_expect_eq(certificate.modulus, 12224);
    cr_expect_eq(ibid_overlap_check(&x, &y, &certificate), IBID_OVERLAP_HOLDS);
}

Test(overlap, many_dimensions)
{
    int64_t shape[IBID_OVERLAP_DIMENSIONS], strides[IBID_OVERLAP_DIMENSIONS];
    for (int i = 0; i < IBID_OVERLAP_DIMENSIONS; i++)
        shape[i] = 2, strides[i] = (int64_t)1 << (IBID_OVERLAP_DIMENSIONS - i);
    struct ibid_strided even = {0, 1, IBID_OVERLAP_DIMENSIONS, shape, strides}, odd = even, more = even;
    odd.start = 1;
    answers(even, odd, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
    odd.item_bytes = 2;
    answers(even, odd, IBID_OVERLAP_YES, IBID_OVERLAP_MEET);
    cr_expect_eq(ibid_overlap_internal(&even, NULL), IBID_OVERLAP_NO);
    cr_expect_eq(ibid_overlap_internal(&odd, NULL), IBID_OVERLAP_NO);
    odd.item_bytes = 3;
    cr_expect_eq(ibid_overlap_internal(&odd, NULL), IBID_OVERLAP_YES);
    more.dimensions = IBID_OVERLAP_DIMENSIONS + 1;
    answers(even, more, IBID_OVERLAP_INVALID, IBID_OVERLAP_NO_REASON);
}

Test(overlap, unrelated_strides_in_many_dimensions)
{
    /* Strides and shapes without any order, 16 dimensions each. */
    struct numbers numbers = {4711};
    int yes = 0;
    for (int trial = 0; trial < 50; trial++) {
        struct instance_pair pair = random_pair(&numbers, 16);
        struct ibid_strided x = instance_array(&pair.x), y = instance_array(&pair.y);
        struct ibid_overlap_certificate certificate;
        enum ibid_overlap_answer answer = ibid_overlap(&x, &y, &certificate);
        cr_assert(answer == IBID_OVERLAP_YES || answer == IBID_OVERLAP_NO, "trial %d: %d", trial, answer);
        cr_assert_neq(ibid_overlap_check(&x, &y, &certificate), IBID_OVERLAP_FALSE, "trial %d", trial);
        yes += answer == IBID_OVERLAP_YES;
    }
    cr_expect_gt(yes, 10);
}

Test(overlap, refused)
{
    struct ibid_strided good = {0, 1, 1, ARRAY(10), ARRAY(1)};
    struct ibid_strided invalid[] = {
        {0, 1, -1, NULL, NULL}, {0, 1, 1, NULL, ARRAY(1)},      {0, 1, 1, ARRAY(1), NULL},
        {0, -1, 0, NULL, NULL}, {0, 1, 1, ARRAY(-1), ARRAY(1)},
    };
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
        answers(good, invalid[i], IBID_OVERLAP_INVALID, IBID_OVERLAP_NO_REASON);
        cr_expect_eq(ibid_overlap_internal(&invalid[i], NULL), IBID_OVERLAP_INVALID);
        cr_expect_eq(ibid_overlap_elementwise(&good, &invalid[i]), IBID_OVERLAP_MISMATCH);
    }
    struct ibid_strided large[] = {
        {0, 1, 1, ARRAY(3), ARRAY((int64_t)1 << 61)},
        {0, 1, 1, ARRAY(2), ARRAY(INT64_MIN)},
        {0, 1, 2, ARRAY(2, 2), ARRAY(INT64_MAX, INT64_MAX)},
        {0, 1, 1, ARRAY(INT64_MAX), ARRAY(INT64_MAX)},
        {INT64_MAX, 2, 0, NULL, NULL},
        {INT64_MIN, 1, 1, ARRAY(2), ARRAY(-1)},
        {0, INT64_MAX, 0, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        answers(good, large[i], IBID_OVERLAP_TOO_LARGE, IBID_OVERLAP_NO_REASON);
        cr_expect_eq(ibid_overlap_internal(&large[i], NULL), IBID_OVERLAP_TOO_LARGE);
        cr_expect_eq(ibid_overlap_elementwise(&large[i], &large[i]), IBID_OVERLAP_COPY);
    }
}

Test(overlap, as_large_as_may_be)
{
    struct ibid_strided high = {INT64_MAX, 1, 0, NULL, NULL}, low = {INT64_MIN, 1, 0, NULL, NULL};
    answers(high, low, IBID_OVERLAP_NO, IBID_OVERLAP_EXTENTS);
    answers(high, high, IBID_OVERLAP_YES, IBID_OVERLAP_MEET);
    /* 2^62 - 1 bytes each, of which every third but one, and every third. */
    int64_t count = (((int64_t)1 << 62) - 2) / 3;
    struct ibid_strided thirds = {0, 1, 1, ARRAY(count), ARRAY(3)}, others = {1, 1, 1, ARRAY(count), ARRAY(3)};
    answers(thirds, others, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
    others.strides_bytes = ARRAY(2);
    answers(thirds, others, IBID_OVERLAP_YES, IBID_OVERLAP_MEET);
    /* Where no step is made, the stride may be anything. */
    struct ibid_strided single = {4, 1, 2, ARRAY(1, 1), ARRAY(INT64_MIN, INT64_MAX)};
    answers(single, thirds, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
    cr_expect_eq(ibid_overlap_internal(&single, NULL), IBID_OVERLAP_NO);
    cr_expect_eq(ibid_overlap_elementwise(&single, &single), IBID_OVERLAP_ANY_ORDER);
    /* A broadcast one has as many items as it likes. */
    answers((struct ibid_strided){4, 1, 1, ARRAY(INT64_MAX), ARRAY(0)}, thirds, IBID_OVERLAP_NO, IBID_OVERLAP_RESIDUES);
    cr_expect_eq(ibid_overlap_internal(&thirds, NULL), IBID_OVERLAP_NO);
}

Test(overlap, certificate_out_of_bounds)
{
    struct ibid_strided low = {INT64_MIN, 1, 1, ARRAY(2), ARRAY(1)};
    struct ibid_overlap_certificate certificate = {.reason = IBID_OVERLAP_MEET, .byte = INT64_MAX};
    cr_expect_eq(ibid_overlap_check(&low, &low, &certificate), IBID_OVERLAP_FALSE);
    certificate.byte = INT64_MIN + 1;
    cr_expect_eq(ibid_overlap_check(&low, &low, &certificate), IBID_OVERLAP_FALSE);
    certificate.x[0] = certificate.y[0] = 1;
    cr_expect_eq(ibid_overlap_check(&low, &low, &certificate), IBID_OVERLAP_HOLDS);
    certificate.x[0] = INT64_MAX;
    cr_expect_eq(ibid_overlap_check(&low, &low, &certificate), IBID_OVERLAP_FALSE);
    certificate = (struct ibid_overlap_certificate){
        .reason = IBID_OVERLAP_RESIDUES, .modulus = INT64_MAX, .multiplier = INT64_MAX - 1, .byte_residue = INT64_MIN};
    cr_expect_eq(ibid_overlap_check(&low, &low, &certificate), IBID_OVERLAP_FALSE);
}

static enum ibid_overlap_walk walk(struct ibid_strided destination, struct ibid_strided source)
{
    return ibid_overlap_elementwise(&destination, &source);
}

Test(elementwise, walks)
{
    struct ibid_strided x = {0, 8, 1, ARRAY(99), ARRAY(8)}, next = {8, 8, 1, ARRAY(99), ARRAY(8)};
    struct ibid_strided reversed = {98 * 8, 8, 1, ARRAY(99), ARRAY(-8)}, single = {0, 8, 1, ARRAY(99), ARRAY(0)};
    struct ibid_strided half = {0, 4, 1, ARRAY(99), ARRAY(8)}, far = {800, 8, 1, ARRAY(99), ARRAY(8)};
    cr_expect_eq(walk(x, x), IBID_OVERLAP_ANY_ORDER);
    cr_expect_eq(walk(x, far), IBID_OVERLAP_ANY_ORDER);
    cr_expect_eq(walk(x, next), IBID_OVERLAP_FORWARD);
    cr_expect_eq(walk(next, x), IBID_OVERLAP_BACKWARD);
    cr_expect_eq(walk(half, x), IBID_OVERLAP_FORWARD);
    cr_expect_eq(walk(x, reversed), IBID_OVERLAP_COPY);
    cr_expect_eq(walk(x, single), IBID_OVERLAP_COPY);
    cr_expect_eq(walk(single, single), IBID_OVERLAP_COPY);
    cr_expect_eq(walk(x, (struct ibid_strided){0, 8, 1, ARRAY(98), ARRAY(8)}), IBID_OVERLAP_MISMATCH);
    /* x[1:, :] = x[:-1, :], and the transpose. */
    cr_expect_eq(walk((struct ibid_strided){80, 8, 2, ARRAY(9, 10), ARRAY(80, 8)},
                      (struct ibid_strided){0, 8, 2, ARRAY(9, 10), ARRAY(80, 8)}),
                 IBID_OVERLAP_BACKWARD);
    cr_expect_eq(walk((struct ibid_strided){0, 8, 2, ARRAY(10, 10), ARRAY(80, 8)},
                      (struct ibid_strided){0, 8, 2, ARRAY(10, 10), ARRAY(8, 80)}),
                 IBID_OVERLAP_COPY);
}
