/*
 * Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom
 * Number Generators", OOPSLA 2014): the state goes on by a fixed odd number, and each state is mixed into a number.
 * C's rand() is another one in every C library.
 */
#ifndef IBID_EXPLORE_DICE_H
#define IBID_EXPLORE_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* Dice for one of the numbered things that are drawn from a seed; none depends on how many others are drawn. */
struct dice dice_of(uint64_t seed, uint64_t number);
uint64_t dice_next(struct dice *dice);
/* From 0 to bound - 1; bound is at least 1 and at most 2^32. */
size_t dice_below(struct dice *dice, size_t bound);
/* From low to high, both included. */
long dice_between(struct dice *dice, long low, long high);
bool dice_chance(struct dice *dice, unsigned percent);

#endif
