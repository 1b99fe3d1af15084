/* Whatever its seed, the simulated device shows that a wait is missing, and accuses no program that has it. */
#include <criterion/criterion.h>

#include "shapes.h"

enum {
    SEEDS = 50
};

Test(missing_sync, there_are_twenty_shapes)
{
    cr_assert_eq(shape_count(), 20);
}

Test(missing_sync, every_one_is_caught)
{
    for (size_t shape = 0; shape < shape_count(); shape++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
            cr_expect_eq(shape_run(shape, seed, false), SHAPE_DIFFERENT, "%s, seed %d", shape_name(shape), (int)seed);
}

Test(missing_sync, no_twin_is_accused)
{
    for (size_t shape = 0; shape < shape_count(); shape++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
            cr_expect_eq(shape_run(shape, seed, true), SHAPE_AS_WRITTEN, "%s, seed %d", shape_name(shape), (int)seed);
}
