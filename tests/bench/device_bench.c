/*
 * Measures the devices: prints "name: value" lines, and what is not here with the reason. tests/bench/README.md says
 * what the names mean.
 */
#include <stdio.h>

#include "shapes.h"

enum {
    SEEDS = 50
};

static void measure_missing_sync(void)
{
    int caught = 0, accused = 0;
    for (size_t shape = 0; shape < shape_count(); shape++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            caught += shape_run(shape, seed, false) == SHAPE_DIFFERENT;
            accused += shape_run(shape, seed, true) != SHAPE_AS_WRITTEN;
        }
    printf("sim_finds_missing_sync: %d\n", caught);
    printf("sim_accuses_correct_programs: %d\n", accused);
}

int main(void)
{
    measure_missing_sync();
    return 0;
}
