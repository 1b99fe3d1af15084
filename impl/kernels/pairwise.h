/*
 * Pairwise summation of floats: blocks of at most 128 numbers, each as 8 sums side by side, added as a balanced tree.
 * The error grows with the logarithm of the count. The order of the additions is NumPy's, so the sum has NumPy's
 * bits, and it is the same for every instruction set: 8 numbers are what all of them add at once or in pieces.
 * A complex number is two such numbers in a row, and its parts are summed apart.
 */
#ifndef IBID_KERNELS_PAIRWISE_H
#define IBID_KERNELS_PAIRWISE_H

#include "loops.h"

enum {
    PAIRWISE_LANES = 8,
    PAIRWISE_BLOCK = 128,
    /* How far to ask ahead: rounds of elements apart, which are so many instructions that a processor sees too little
       ahead itself; and bytes of elements side by side, asked for a block at once. */
    PAIRWISE_AHEAD = 24,
    PAIRWISE_AHEAD_BYTES = 2048
};

/* How 8 sums become one, and where the number at an index is among elements `step` bytes apart. */
#define PAIRWISE_REAL_JOIN(r)           (((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7])))
#define PAIRWISE_REAL_PART_JOIN(r)      ((r[0] + r[2]) + (r[4] + r[6]))
#define PAIRWISE_IMAGINARY_PART_JOIN(r) ((r[1] + r[3]) + (r[5] + r[7]))

#define PAIRWISE_FUNCTIONS(dtype)                                                                                      \
    /* Number k of elements that have `parts` numbers each. */                                                         \
    INLINE dtype##_value number_##dtype(const char *a, size_t k, ptrdiff_t step, size_t parts)                         \
    {                                                                                                                  \
        return ((const dtype##_stored *)(a + (ptrdiff_t)(k / parts) * step))[k % parts];                               \
    }                                                                                                                  \
                                                                                                                       \
    INLINE void block_##dtype(const char *a, size_t count, ptrdiff_t step, size_t parts, bool asks,                    \
                              dtype##_value *sums)                                                                     \
    {                                                                                                                  \
        dtype##_value lane[PAIRWISE_LANES];                                                                            \
        for (size_t k = 0; k < PAIRWISE_LANES; k++)                                                                    \
            lane[k] = number_##dtype(a, k, step, parts);                                                               \
        const ptrdiff_t lanes_step = step * (ptrdiff_t)(PAIRWISE_LANES / parts);                                       \
        size_t i = PAIRWISE_LANES;                                                                                     \
        for (; i + PAIRWISE_LANES <= count; i += PAIRWISE_LANES) {                                                     \
            a += lanes_step;                                                                                           \
            if (asks)                                                                                                  \
                __builtin_prefetch((const void *)((uintptr_t)a + PAIRWISE_AHEAD * (uintptr_t)lanes_step));             \
            for (size_t k = 0; k < PAIRWISE_LANES; k++)                                                                \
                lane[k] += number_##dtype(a, k, step, parts);                                                          \
        }                                                                                                              \
        if (parts == 1) {                                                                                              \
            sums[0] = PAIRWISE_REAL_JOIN(lane);                                                                        \
        } else {                                                                                                       \
            sums[0] = PAIRWISE_REAL_PART_JOIN(lane);                                                                   \
            sums[1] = PAIRWISE_IMAGINARY_PART_JOIN(lane);                                                              \
        }                                                                                                              \
        a += lanes_step;                                                                                               \
        for (size_t k = 0; i < count; k++, i++)                                                                        \
            sums[k % parts] += number_##dtype(a, k, step, parts);                                                      \
    }                                                                                                                  \
                                                                                                                       \
    /* Of less than a block's 8 numbers. -0 is the only number that adds nothing, even to -0. */                       \
    INLINE void few_##dtype(const char *a, size_t count, ptrdiff_t step, size_t parts, dtype##_value *sums)            \
    {                                                                                                                  \
        sums[0] = sums[parts - 1] = (dtype##_value) - 0.0;                                                             \
        for (size_t k = 0; k < count; k++)                                                                             \
            sums[k % parts] += number_##dtype(a, k, step, parts);                                                      \
    }

#define PAIRWISE_SUM(name, dtype, parts, step_of, apart)                                                               \
    static void name(const char *a, size_t count, ptrdiff_t given_step, dtype##_value *sums)                           \
    {                                                                                                                  \
        const ptrdiff_t step = step_of(given_step, dtype, parts);                                                      \
        if (count < PAIRWISE_LANES) {                                                                                  \
            few_##dtype(a, count, step, parts, sums);                                                                  \
        } else if (count <= PAIRWISE_BLOCK) {                                                                          \
            ask_ahead(a, PAIRWISE_AHEAD_BYTES, (apart) ? 0 : count * sizeof(dtype##_value));                           \
            block_##dtype(a, count, step, parts, apart, sums);                                                         \
        } else {                                                                                                       \
            const size_t half = count / 2 - count / 2 % PAIRWISE_LANES;                                                \
            dtype##_value others[parts];                                                                               \
            name(a, half, step, sums);                                                                                 \
            name(a + (ptrdiff_t)(half / (parts)) * step, count - half, step, others);                                  \
            for (int part = 0; part < (parts); part++)                                                                 \
                sums[part] += others[part];                                                                            \
        }                                                                                                              \
    }

#define STEP_GIVEN(step, dtype, parts)      (step)
#define STEP_CONTIGUOUS(step, dtype, parts) ((void)(step), (ptrdiff_t)(parts) * (ptrdiff_t)sizeof(dtype##_value))

/* The loop: each row's sum is added to its accumulator. */
#define PAIRWISE_LOOP(name, dtype, parts)                                                                              \
    PAIRWISE_SUM(name##_contiguous, dtype, parts, STEP_CONTIGUOUS, false)                                              \
    PAIRWISE_SUM(name##_strided, dtype, parts, STEP_GIVEN, true)                                                       \
    static void name(const struct kernel_walk *walk)                                                                   \
    {                                                                                                                  \
        const ptrdiff_t step = walk->inner_bytes[0];                                                                   \
        const size_t count = walk->inner_count * (parts);                                                              \
        for (size_t row = 0; row < walk->outer_count && count > 0; row++) {                                            \
            const char *a = walk_row(walk, 0, row);                                                                    \
            dtype##_value sums[parts];                                                                                 \
            if (step == (parts) * (ptrdiff_t)sizeof(dtype##_value))                                                    \
                name##_contiguous(a, count, step, sums);                                                               \
            else                                                                                                       \
                name##_strided(a, count, step, sums);                                                                  \
            dtype##_stored *accumulator = (dtype##_stored *)walk_row(walk, 1, row);                                    \
            for (int part = 0; part < (parts); part++)                                                                 \
                accumulator[part] += sums[part];                                                                       \
        }                                                                                                              \
    }

#endif
