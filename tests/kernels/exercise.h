/*
 * Runs every loop of a table on samples laid out in memory, and tells a digest of each result, so that tables can be
 * compared, also those of other machines.
 */
#ifndef TESTS_KERNELS_EXERCISE_H
#define TESTS_KERNELS_EXERCISE_H

#include <stdint.h>

#include "kernels.h"

struct exercise_layout {
    size_t rows, count; /* elements of a row */
    /* In items, per operand; 0 for a source that is one element. */
    ptrdiff_t strides[KERNEL_OPERANDS];
    /* In bytes, from the start of a cache line. */
    size_t offset_bytes;
    bool streams;
};

/*
 * The digest is of all the memory in which the destination is, so what is written beside its elements shows. NaNs
 * count as equal: which one an operation of two gives is up to the processor.
 */
typedef void exercise_result(void *context, const char *loop, uint64_t digest);

/* `exact` leaves out what the C library and SLEEF compute, which other machines may round otherwise. */
void exercise(const struct kernels *kernels, const struct exercise_layout *layout, bool exact, exercise_result *result,
              void *context);

#endif
