/* Elements for tests: the same in every run and on every machine. */
#ifndef TESTS_KERNELS_SAMPLE_H
#define TESTS_KERNELS_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "kernels.h"

/* The next of a sequence of random numbers; any state but 0. */
uint64_t sample_next(uint64_t *state);

/* Writes as many of the low bytes of an integer as the item has: 1, 2, 4 or 8. */
void sample_put(void *item, uint64_t number, size_t item_bytes);

/* `count` elements one after another: small and large ones, the extremes, and of floats zeros, infinities and NaN. */
void sample_fill(enum kernel_dtype dtype, void *elements, size_t count, uint64_t seed);

#endif
