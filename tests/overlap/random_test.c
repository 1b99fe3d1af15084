/* Small random arrays against enumeration: the answers, their certificates, and what must not change them. */
#include <criterion/criterion.h>
#include <string.h>

#include "enumeration.h"
#include "instances.h"

enum { TRIALS = 20000 };

static bool is_zero(const struct ibid_overlap_certificate *certificate)
{
    static const struct ibid_overlap_certificate zero;
    return memcmp(certificate->x, zero.x, sizeof zero.x) == 0 && memcmp(certificate->y, zero.y, sizeof zero.y) == 0 &&
           certificate->modulus == 0 && certificate->byte == 0;
}

Test(random, answers_and_certificates)
{
    struct numbers numbers = numbers_from_seed();
    int with_reason[IBID_OVERLAP_EXHAUSTED + 1] = {0};
    for (int trial = 0; trial < TRIALS; trial++) {
        struct instance a = small_instance(&numbers), b = small_instance(&numbers);
        struct ibid_strided x = instance_array(&a), y = instance_array(&b);
        enum ibid_overlap_answer expected = enumerated_overlap(&x, &y) ? IBID_OVERLAP_YES : IBID_OVERLAP_NO;
        struct ibid_overlap_certificate certificate;
        cr_assert_eq(ibid_overlap(&x, &y, NULL), expected, "trial %d", trial);
        cr_assert_eq(ibid_overlap(&y, &x, NULL), expected, "trial %d, the other way round", trial);
        cr_assert_eq(ibid_overlap(&x, &y, &certificate), expected, "trial %d, with a certificate", trial);
        with_reason[certificate.reason]++;
        cr_assert_eq(certificate.reason == IBID_OVERLAP_MEET, expected == IBID_OVERLAP_YES, "trial %d", trial);
        if (certificate.reason == IBID_OVERLAP_EXHAUSTED)
            cr_assert(is_zero(&certificate), "trial %d", trial);
        else
            cr_assert_eq(ibid_overlap_check(&x, &y, &certificate), IBID_OVERLAP_HOLDS, "trial %d", trial);
        int64_t shift = number_from(&numbers, -((int64_t)1 << 50), (int64_t)1 << 50);
        x.start += shift, y.start += shift;
        cr_assert_eq(ibid_overlap(&x, &y, NULL), expected, "trial %d, moved by %lld", trial, (long long)shift);
    }
    cr_expect_eq(with_reason[IBID_OVERLAP_NO_REASON], 0);
    for (int reason = IBID_OVERLAP_MEET; reason <= IBID_OVERLAP_EXHAUSTED; reason++)
        cr_expect_gt(with_reason[reason], TRIALS / 200, "reason %d is hardly tried", reason);
}

/* A certificate that is changed, or held against other arrays, is not to be believed. */
Test(random, false_certificates)
{
    struct numbers numbers = numbers_from_seed();
    int held = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct instance a = small_instance(&numbers), b = small_instance(&numbers), c = small_instance(&numbers);
        struct ibid_strided x = instance_array(&a), y = instance_array(&b), z = instance_array(&c);
        struct ibid_overlap_certificate certificate;
        ibid_overlap(&x, &y, &certificate);
        enum ibid_overlap_check check = ibid_overlap_check(&x, &z, &certificate);
        if (check == IBID_OVERLAP_HOLDS) {
            held++;
            cr_assert_eq(enumerated_overlap(&x, &z), certificate.reason == IBID_OVERLAP_MEET, "trial %d", trial);
        }
        certificate.modulus = number_from(&numbers, -2, 50);
        certificate.multiplier = number_from(&numbers, -2, 50);
        certificate.byte_residue = number_from(&numbers, -50, 50);
        certificate.x[0] = number_from(&numbers, -50, 50);
        certificate.byte += number_from(&numbers, -3, 3);
        if (ibid_overlap_check(&x, &y, &certificate) == IBID_OVERLAP_HOLDS)
            cr_assert_eq(enumerated_overlap(&x, &y), certificate.reason == IBID_OVERLAP_MEET, "trial %d", trial);
    }
    cr_expect_gt(held, 0);
}

Test(random, internal)
{
    struct numbers numbers = numbers_from_seed();
    int overlapping = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct instance a = small_instance(&numbers);
        struct ibid_strided x = instance_array(&a);
        enum ibid_overlap_answer expected = enumerated_internal_overlap(&x) ? IBID_OVERLAP_YES : IBID_OVERLAP_NO;
        struct ibid_overlap_certificate certificate;
        cr_assert_eq(ibid_overlap_internal(&x, NULL), expected, "trial %d", trial);
        cr_assert_eq(ibid_overlap_internal(&x, &certificate), expected, "trial %d", trial);
        if (expected == IBID_OVERLAP_NO)
            continue;
        overlapping++;
        cr_assert_eq(certificate.reason, IBID_OVERLAP_MEET, "trial %d", trial);
        cr_assert_eq(ibid_overlap_check(&x, &x, &certificate), IBID_OVERLAP_HOLDS, "trial %d", trial);
        cr_assert_neq(memcmp(certificate.x, certificate.y, sizeof certificate.x), 0, "trial %d", trial);
    }
    cr_expect_gt(overlapping, TRIALS / 10);
}

Test(random, walks)
{
    struct numbers numbers = numbers_from_seed();
    int with_answer[IBID_OVERLAP_MISMATCH + 1] = {0};
    for (int trial = 0; trial < TRIALS; trial++) {
        struct instance a = small_instance(&numbers), b = small_instance(&numbers);
        b.dimensions = a.dimensions;
        memcpy(b.shape, a.shape, sizeof a.shape);
        if (number_from(&numbers, 0, 2))
            memcpy(b.strides_bytes, a.strides_bytes, sizeof a.strides_bytes);
        else
            for (int i = 0; i < a.dimensions; i++)
                b.strides_bytes[i] = number_from(&numbers, -30, 30);
        if (number_from(&numbers, 0, 2))
            b.item_bytes = a.item_bytes;
        b.start = a.start + number_from(&numbers, 0, 3) * number_from(&numbers, -20, 20);
        struct ibid_strided destination = instance_array(&a), source = instance_array(&b);
        enum ibid_overlap_walk expected = enumerated_walk(&destination, &source);
        cr_assert_eq(ibid_overlap_elementwise(&destination, &source), expected, "trial %d", trial);
        with_answer[expected]++;
    }
    for (int answer = IBID_OVERLAP_ANY_ORDER; answer <= IBID_OVERLAP_COPY; answer++)
        cr_expect_gt(with_answer[answer], TRIALS / 200, "answer %d is hardly tried", answer);
}
