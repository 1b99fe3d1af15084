/*
 * From a function of elements to loops over strided memory. Each macro takes the function's name and its dtypes;
 * the compiler vectorises what it makes of contiguous operands. "ivdep" tells it what kernels.h says of
 * destinations: they are a source's very elements, or apart.
 */
#ifndef IBID_KERNELS_LOOPS_H
#define IBID_KERNELS_LOOPS_H

#include "set.h"

#define INLINE static inline __attribute__((always_inline))

/* The same elements in fewer rows where all operands allow it. */
INLINE struct kernel_walk walk_flattened(const struct kernel_walk *given, int operands)
{
    struct kernel_walk walk = *given;
    bool continues = true;
    for (int k = 0; k < operands; k++)
        continues = continues && walk.outer_bytes[k] == walk.inner_bytes[k] * (ptrdiff_t)walk.inner_count;
    /* Rows of one element are a column, unless it is one and the same element that all rows write. */
    bool column = walk.inner_count == 1 && walk.outer_bytes[operands - 1] != 0;
    if (continues) {
        walk.inner_count *= walk.outer_count;
        walk.outer_count = 1;
    } else if (column) {
        for (int k = 0; k < operands; k++)
            walk.inner_bytes[k] = walk.outer_bytes[k];
        walk.inner_count = walk.outer_count;
        walk.outer_count = 1;
    }
    return walk;
}

INLINE char *walk_row(const struct kernel_walk *walk, int operand, size_t row)
{
    return walk->data[operand] + (ptrdiff_t)row * walk->outer_bytes[operand];
}

#define EACH(index, count) _Pragma("GCC ivdep") for (size_t index = 0; index < (count); index++)

#define UNARY_LOOP(name, operate, in, out)                                                                             \
    static void name(const struct kernel_walk *given)                                                                  \
    {                                                                                                                  \
        struct kernel_walk walk = walk_flattened(given, 2);                                                            \
        const ptrdiff_t a_bytes = walk.inner_bytes[0], out_bytes = walk.inner_bytes[1];                                \
        for (size_t row = 0; row < walk.outer_count; row++) {                                                          \
            const char *a = walk_row(&walk, 0, row);                                                                   \
            char *result = walk_row(&walk, 1, row);                                                                    \
            const in##_stored *x = (const in##_stored *)a;                                                             \
            out##_stored *z = (out##_stored *)result;                                                                  \
            if (a_bytes == sizeof(in##_stored) && out_bytes == sizeof(out##_stored)) {                                 \
                EACH(i, walk.inner_count)                                                                              \
                z[i] = operate(x[i]);                                                                                  \
            } else {                                                                                                   \
                for (size_t i = walk.inner_count; i > 0; i--, a += a_bytes, result += out_bytes)                       \
                    *(out##_stored *)result = operate(*(const in##_stored *)a);                                        \
            }                                                                                                          \
        }                                                                                                              \
    }

#define BINARY_LOOP(name, operate, in, out)                                                                            \
    static void name(const struct kernel_walk *given)                                                                  \
    {                                                                                                                  \
        struct kernel_walk walk = walk_flattened(given, 3);                                                            \
        const ptrdiff_t a_bytes = walk.inner_bytes[0], b_bytes = walk.inner_bytes[1], out_bytes = walk.inner_bytes[2]; \
        for (size_t row = 0; row < walk.outer_count; row++) {                                                          \
            const char *a = walk_row(&walk, 0, row), *b = walk_row(&walk, 1, row);                                     \
            char *result = walk_row(&walk, 2, row);                                                                    \
            const in##_stored *x = (const in##_stored *)a, *y = (const in##_stored *)b;                                \
            out##_stored *z = (out##_stored *)result;                                                                  \
            const bool contiguous = out_bytes == sizeof(out##_stored);                                                 \
            if (contiguous && a_bytes == sizeof(in##_stored) && b_bytes == sizeof(in##_stored)) {                      \
                EACH(i, walk.inner_count)                                                                              \
                z[i] = operate(x[i], y[i]);                                                                            \
            } else if (contiguous && a_bytes == sizeof(in##_stored) && b_bytes == 0) {                                 \
                const in##_value scalar = *y;                                                                          \
                EACH(i, walk.inner_count)                                                                              \
                z[i] = operate(x[i], scalar);                                                                          \
            } else if (contiguous && a_bytes == 0 && b_bytes == sizeof(in##_stored)) {                                 \
                const in##_value scalar = *x;                                                                          \
                EACH(i, walk.inner_count)                                                                              \
                z[i] = operate(scalar, y[i]);                                                                          \
            } else {                                                                                                   \
                for (size_t i = walk.inner_count; i > 0; i--, a += a_bytes, b += b_bytes, result += out_bytes)         \
                    *(out##_stored *)result = operate(*(const in##_stored *)a, *(const in##_stored *)b);               \
            }                                                                                                          \
        }                                                                                                              \
    }

/* From left to right; the compiler may take integers in another order, which changes nothing. */
#define REDUCE_LOOP(name, operate, in, accumulator)                                                                    \
    static void name(const struct kernel_walk *walk)                                                                   \
    {                                                                                                                  \
        const ptrdiff_t a_bytes = walk->inner_bytes[0];                                                                \
        for (size_t row = 0; row < walk->outer_count; row++) {                                                         \
            const char *a = walk_row(walk, 0, row);                                                                    \
            accumulator##_stored *place = (accumulator##_stored *)walk_row(walk, 1, row);                              \
            accumulator##_value all = *place;                                                                          \
            if (a_bytes == sizeof(in##_stored)) {                                                                      \
                for (size_t i = 0; i < walk->inner_count; i++)                                                         \
                    all = operate(all, ((const in##_stored *)a)[i]);                                                   \
            } else {                                                                                                   \
                for (size_t i = walk->inner_count; i > 0; i--, a += a_bytes)                                           \
                    all = operate(all, *(const in##_stored *)a);                                                       \
            }                                                                                                          \
            *place = all;                                                                                              \
        }                                                                                                              \
    }

#define ACCUMULATE_LOOP(name, operate, in)                                                                             \
    static void name(const struct kernel_walk *walk)                                                                   \
    {                                                                                                                  \
        const ptrdiff_t a_bytes = walk->inner_bytes[0], out_bytes = walk->inner_bytes[1];                              \
        for (size_t row = 0; row < walk->outer_count && walk->inner_count > 0; row++) {                                \
            const char *a = walk_row(walk, 0, row);                                                                    \
            char *result = walk_row(walk, 1, row);                                                                     \
            in##_value all = *(const in##_stored *)a;                                                                  \
            *(in##_stored *)result = all;                                                                              \
            for (size_t i = 1; i < walk->inner_count; i++) {                                                           \
                all = operate(all, *(const in##_stored *)(a + (ptrdiff_t)i * a_bytes));                                \
                *(in##_stored *)(result + (ptrdiff_t)i * out_bytes) = all;                                             \
            }                                                                                                          \
        }                                                                                                              \
    }

/* The loops of a function operation_dtype, and the tables of an operation that has them for a list of dtypes. */
#define UNARY_LOOPS(DTYPE, dtype, operation) UNARY_LOOP(unary_##operation##_##dtype, operation##_##dtype, dtype, dtype)
#define BINARY_LOOPS(DTYPE, dtype, operation)                                                                          \
    BINARY_LOOP(binary_##operation##_##dtype, operation##_##dtype, dtype, dtype)                                       \
    ACCUMULATE_LOOP(accumulate_##operation##_##dtype, operation##_##dtype, dtype)
#define REDUCE_LOOPS(DTYPE, dtype, operation)                                                                          \
    REDUCE_LOOP(reduce_##operation##_##dtype, operation##_##dtype, dtype, dtype)

#define UNARY_ENTRY(DTYPE, dtype, operation)      [KERNEL_##DTYPE] = unary_##operation##_##dtype,
#define BINARY_ENTRY(DTYPE, dtype, operation)     [KERNEL_##DTYPE] = binary_##operation##_##dtype,
#define REDUCE_ENTRY(DTYPE, dtype, operation)     [KERNEL_##DTYPE] = reduce_##operation##_##dtype,
#define ACCUMULATE_ENTRY(DTYPE, dtype, operation) [KERNEL_##DTYPE] = accumulate_##operation##_##dtype,

#define UNARY_TABLE(operation, FOR)                                                                                    \
    kernel_loop *const IN_SET(unary_##operation)[KERNEL_DTYPE_COUNT] = {FOR(UNARY_ENTRY, operation)};
#define BINARY_TABLES(operation, FOR)                                                                                  \
    kernel_loop *const IN_SET(binary_##operation)[KERNEL_DTYPE_COUNT] = {FOR(BINARY_ENTRY, operation)};                \
    kernel_loop *const IN_SET(reduce_##operation)[KERNEL_DTYPE_COUNT] = {FOR(REDUCE_ENTRY, operation)};                \
    kernel_loop *const IN_SET(accumulate_##operation)[KERNEL_DTYPE_COUNT] = {FOR(ACCUMULATE_ENTRY, operation)};

#endif
