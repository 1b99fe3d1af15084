/*
 * Programs on a device that lack one wait, and their twins that have it: twenty ways in which people forget to wait.
 * Each is run with whatever order the device gives to its work.
 */
#ifndef IBID_TESTS_DEVICE_SHAPES_H
#define IBID_TESTS_DEVICE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shape_outcome {
    SHAPE_AS_WRITTEN, /* what the program says in the order in which it says it */
    SHAPE_DIFFERENT,
    SHAPE_ERROR, /* the device answered with an error; nothing can be said */
};

size_t shape_count(void);
const char *shape_name(size_t shape);

/* Runs number `shape` of them on a new simulated device, with or without the wait. */
enum shape_outcome shape_run(size_t shape, uint64_t seed, bool waits);

#endif
