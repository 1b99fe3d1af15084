#include "explore/dice.h"

static uint64_t mixed(uint64_t state)
{
    state = (state ^ state >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    state = (state ^ state >> 27) * UINT64_C(0x94d049bb133111eb);
    return state ^ state >> 31;
}

uint64_t dice_next(struct dice *dice)
{
    dice->state += UINT64_C(0x9e3779b97f4a7c15);
    return mixed(dice->state);
}

struct dice dice_of(uint64_t seed, uint64_t number)
{
    struct dice dice = {seed};
    dice.state = dice_next(&dice) ^ mixed(number + 1);
    return dice;
}

size_t dice_below(struct dice *dice, size_t bound)
{
    return (size_t)((dice_next(dice) >> 32) * (uint64_t)bound >> 32);
}

long dice_between(struct dice *dice, long low, long high)
{
    return low + (long)dice_below(dice, (size_t)(high - low) + 1);
}

bool dice_chance(struct dice *dice, unsigned percent)
{
    return dice_below(dice, 100) < percent;
}
