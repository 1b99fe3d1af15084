#include <criterion/criterion.h>

#include "explore/dice.h"

/* The first numbers of SplitMix64 from 1234567, as its other implementations give them. */
Test(dice, are_splitmix64)
{
    static const uint64_t expected[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                        UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
                                        UINT64_C(16408922859458223821)};
    struct dice dice = {1234567};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        cr_assert_eq(dice_next(&dice), expected[i]);
}

Test(dice, fall_within_their_bounds_and_everywhere)
{
    struct dice dice = dice_of(1, 1);
    size_t below[6] = {0}, between[5] = {0};
    for (size_t i = 0; i < 1000; i++) {
        size_t number = dice_below(&dice, 6);
        cr_assert_lt(number, 6);
        below[number]++;
        long other = dice_between(&dice, -2, 2);
        cr_assert(other >= -2 && other <= 2);
        between[other + 2]++;
    }
    for (size_t i = 0; i < 5; i++)
        cr_assert(below[i] > 100 && below[5] > 100 && between[i] > 100);
    cr_assert_eq(dice_below(&dice, 1), 0);
    cr_assert_not(dice_chance(&dice, 0));
    cr_assert(dice_chance(&dice, 100));
}

Test(dice, differ_by_seed_and_by_number)
{
    struct dice one = dice_of(1, 1), same = dice_of(1, 1), next = dice_of(1, 2), other = dice_of(2, 1);
    uint64_t first = dice_next(&one);
    cr_assert_eq(dice_next(&same), first);
    cr_assert_neq(dice_next(&next), first);
    cr_assert_neq(dice_next(&other), first);
}
