/* The layouts that tables are compared on: every way that a loop is done, and the ends of all of them. */
#ifndef TESTS_KERNELS_LAYOUTS_H
#define TESTS_KERNELS_LAYOUTS_H

#include "exercise.h"

static const size_t LAYOUT_COUNTS[] = {0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 64, 67, 129, 300, 1031};
static const size_t LAYOUT_OFFSETS[] = {0, 1, 4, 16, 32};
static const ptrdiff_t LAYOUT_STRIDES[][KERNEL_OPERANDS] = {
    {1, 1, 1},  {1, 0, 1}, {0, 1, 1}, {0, 0, 1},   {2, 2, 2}, {2, 2, 1},
    {-1, 1, 1}, {1, 1, 2}, {3, 2, 1}, {3, -2, -1}, {1, 1, 3},
};

enum {
    LAYOUT_COUNT_COUNT = sizeof LAYOUT_COUNTS / sizeof *LAYOUT_COUNTS,
    LAYOUT_OFFSET_COUNT = sizeof LAYOUT_OFFSETS / sizeof *LAYOUT_OFFSETS,
    LAYOUT_STRIDES_COUNT = sizeof LAYOUT_STRIDES / sizeof *LAYOUT_STRIDES,
    LAYOUT_TOTAL = LAYOUT_COUNT_COUNT * LAYOUT_OFFSET_COUNT * LAYOUT_STRIDES_COUNT
};

/* Number `index` of LAYOUT_TOTAL. */
static inline struct exercise_layout layout_of(size_t index)
{
    const size_t strides = index % LAYOUT_STRIDES_COUNT, rest = index / LAYOUT_STRIDES_COUNT;
    struct exercise_layout layout = {.rows = 1 + index % 3,
                                     .count = LAYOUT_COUNTS[rest % LAYOUT_COUNT_COUNT],
                                     .offset_bytes = LAYOUT_OFFSETS[rest / LAYOUT_COUNT_COUNT],
                                     .streams = index % 5 == 0};
    for (int k = 0; k < KERNEL_OPERANDS; k++)
        layout.strides[k] = LAYOUT_STRIDES[strides][k];
    return layout;
}

#endif
