/* Against isl: random pairs, which are too large to enumerate, and pairs that are built to be hard. */
#include <criterion/criterion.h>

#include "instances.h"
#include "isl_oracle.h"

/* The answers must be equal; isl may give up on a pair now and then, which the caller bounds. */
static bool agrees_with_isl(struct isl_oracle *oracle, const struct instance_pair *pair, const char *what, int trial)
{
    struct ibid_strided x = instance_array(&pair->x), y = instance_array(&pair->y);
    struct ibid_overlap_certificate certificate;
    enum ibid_overlap_answer answer = ibid_overlap(&x, &y, &certificate);
    cr_assert(answer == IBID_OVERLAP_YES || answer == IBID_OVERLAP_NO, "%s %d: answer %d", what, trial, answer);
    cr_assert_eq(ibid_overlap(&y, &x, NULL), answer, "%s %d, the other way round", what, trial);
    enum ibid_overlap_check check = ibid_overlap_check(&x, &y, &certificate);
    cr_assert_neq(check, IBID_OVERLAP_FALSE, "%s %d: reason %d", what, trial, certificate.reason);
    cr_assert(answer == IBID_OVERLAP_NO || check == IBID_OVERLAP_HOLDS, "%s %d", what, trial);
    enum ibid_overlap_answer expected = isl_oracle_overlap(oracle, &x, &y, 3000000, NULL);
    if (expected == IBID_OVERLAP_UNDECIDED)
        return false;
    cr_assert_eq(answer, expected, "%s %d: answer %d, isl's is %d", what, trial, answer, expected);
    return true;
}

Test(isl, random_pairs)
{
    struct numbers numbers = numbers_from_seed();
    struct isl_oracle *oracle = isl_oracle_new();
    int compared = 0;
    for (int trial = 0; trial < 600; trial++) {
        struct instance_pair pair = random_pair(&numbers, 1 + trial % 5);
        compared += agrees_with_isl(oracle, &pair, "random pair", trial);
    }
    cr_expect_gt(compared, 570);
    isl_oracle_free(oracle);
}

Test(isl, slices)
{
    struct numbers numbers = numbers_from_seed();
    struct isl_oracle *oracle = isl_oracle_new();
    int compared = 0;
    for (int trial = 0; trial < 1000; trial++) {
        struct instance_pair pair = slices_of_one_parent(&numbers, 1 + trial % 6);
        compared += agrees_with_isl(oracle, &pair, "slices", trial);
    }
    cr_expect_gt(compared, 950);
    isl_oracle_free(oracle);
}

Test(isl, adversarial_pairs)
{
    struct numbers numbers = numbers_from_seed();
    struct isl_oracle *oracle = isl_oracle_new();
    struct instance_pair hard = documented_hard_pair();
    cr_expect(agrees_with_isl(oracle, &hard, "documented hard pair", 0));
    int compared = 0;
    for (int trial = 0; trial < 100; trial++) {
        struct instance_pair near = near_multiples_pair(&numbers);
        struct instance_pair market = market_split_pair(&numbers, 6 + trial % 3, number_from(&numbers, 2, 20));
        compared += agrees_with_isl(oracle, &near, "near multiples", trial);
        compared += agrees_with_isl(oracle, &market, "market split", trial);
    }
    cr_expect_gt(compared, 175);
    isl_oracle_free(oracle);
}
