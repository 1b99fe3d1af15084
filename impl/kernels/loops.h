/*
 * From a function of elements to loops over strided memory. Each macro takes the function's name and its dtypes; the
 * compiler vectorises what it makes of contiguous operands. "ivdep" tells it what kernels.h says of destinations: they
 * are a source's very elements, or apart. Of two operands, elements apart are taken four at a time, so that addresses
 * are computed once.
 */
#ifndef IBID_KERNELS_LOOPS_H
#define IBID_KERNELS_LOOPS_H

#include "drive.h"

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

/*
 * What is written next is asked for ahead of time, a few lines at once: a processor looks ahead for what is read, but
 * waits for the lines to write. As measured in the second cache, that makes a sum of two operands faster by a twelfth,
 * and so do vectors of half a line where there are vectors of a whole one; nothing was slower with them. What is read
 * is asked for where elements lie apart, since a processor looks ahead within a page only.
 */
enum { ASKED_BYTES = 4 * LINE_BYTES, READ_AHEAD_BYTES = 3072, WRITTEN_AHEAD_BYTES = 1024 };

INLINE void ask_ahead(const void *from, size_t ahead_bytes, size_t bytes)
{
    for (size_t line = 0; line < bytes; line += LINE_BYTES)
        __builtin_prefetch((const void *)((uintptr_t)from + ahead_bytes + line), 0);
}

INLINE void ask_to_read(const void *read)
{
    ask_ahead(read, READ_AHEAD_BYTES, ASKED_BYTES);
}

INLINE void ask_to_write(const void *written, size_t bytes)
{
    for (size_t line = 0; line < bytes; line += LINE_BYTES)
        __builtin_prefetch((const void *)((uintptr_t)written + WRITTEN_AHEAD_BYTES + line), 1);
}

/* The same of elements that are `bytes` apart, where a few are taken at a time: as far for doubles two apart. */
INLINE void ask_to_read_apart(const void *read, ptrdiff_t bytes)
{
    __builtin_prefetch((const void *)((uintptr_t)read + READ_AHEAD_BYTES / 16 * (uintptr_t)bytes), 0);
}

INLINE void ask_to_write_apart(const void *written, ptrdiff_t bytes)
{
    __builtin_prefetch((const void *)((uintptr_t)written + WRITTEN_AHEAD_BYTES / 16 * (uintptr_t)bytes), 1);
}

/* Whether it is worth its code to ask for a row's results: where getting at the elements takes longest, and results are
 * no smaller. */
#define ASKS(in, out, cost) ((cost) == QUICK && sizeof(out##_stored) >= sizeof(in##_stored))

#if defined(__AVX512F__) && !defined(__clang__)
#define IN_HALF_LINES __attribute__((noinline, target("prefer-vector-width=256")))
#else
#define IN_HALF_LINES __attribute__((noinline))
#endif

/*
 * name(sources…, z, count): a row whose elements lie side by side. The expression is that of element done + i; what
 * follows it are the parameters that it reads. Likewise PAIRED_ROW.
 */
#define ROW(name, asks, out, expression, ...)                                                                          \
    IN_HALF_LINES static void name(__VA_ARGS__, out##_stored *z, size_t count)                                         \
    {                                                                                                                  \
        enum { AT_ONCE = ASKED_BYTES / sizeof(out##_stored) };                                                         \
        size_t done = 0;                                                                                               \
        for (; (asks) && count - done >= AT_ONCE; done += AT_ONCE) {                                                   \
            ask_to_write(z + done, ASKED_BYTES);                                                                       \
            EACH(i, AT_ONCE)                                                                                           \
            z[done + i] = expression;                                                                                  \
        }                                                                                                              \
        EACH(i, count - done)                                                                                          \
        z[done + i] = expression;                                                                                      \
    }

/*
 * A row of which every second element counts. Where there are masked vectors, that is done without bringing them
 * together: what is between is neither read nor written. For the sake of the masks there are no more indices in a
 * vector than elements. Where results are smaller than operands, it is the operands that are waited for: `ask` asks for
 * them.
 */
#if defined(__AVX512BW__)
#define HAS_MASKS true
#else
#define HAS_MASKS false
#endif
#define EVERY_SECOND(index_type, index, end)                                                                           \
    _Pragma("GCC ivdep") for (index_type index = 0; index < (index_type)(end); index++) if (index % 2 == 0)
#define PAIRED_ROW(name, in, out, expression, ask, ...)                                                                \
    static __attribute__((noinline)) void name(__VA_ARGS__, out##_stored *z, size_t count)                             \
    {                                                                                                                  \
        enum { ITEM = sizeof(in##_stored) > sizeof(out##_stored) ? sizeof(in##_stored) : sizeof(out##_stored) };       \
        enum { AT_ONCE = ASKED_BYTES / ITEM };                                                                         \
        const size_t end = 2 * count - 1;                                                                              \
        size_t done = 0;                                                                                               \
        for (; end - done >= AT_ONCE; done += AT_ONCE) {                                                               \
            ask_to_write(z + done, ASKED_BYTES);                                                                       \
            if (sizeof(in##_stored) > sizeof(out##_stored))                                                            \
                ask;                                                                                                   \
            EVERY_SECOND(in##_index, i, AT_ONCE)                                                                       \
            z[done + i] = expression;                                                                                  \
        }                                                                                                              \
        EVERY_SECOND(in##_index, i, end - done)                                                                        \
        z[done + i] = expression;                                                                                      \
    }
#define IS_PAIR(dtype, bytes) ((bytes) == 2 * (ptrdiff_t)sizeof(dtype##_stored) && sizeof(dtype##_stored) <= 8)

#define UNARY_PIECE(name, operate, in, out, cost)                                                                      \
    ROW(name##_row, ASKS(in, out, cost), out, operate(x[done + i]), const in##_stored *x)                              \
    PAIRED_ROW(name##_pairs, in, out, operate(x[done + i]), ask_to_read(x + done), const in##_stored *x)               \
    static void name##_apart(const char *a, char *result, const ptrdiff_t *bytes, size_t count)                        \
    {                                                                                                                  \
        for (; count > 0; count--, a += bytes[0], result += bytes[1])                                                  \
            *(out##_stored *)result = operate(*(const in##_stored *)a);                                                \
    }                                                                                                                  \
    static void name(char *const *data, const ptrdiff_t *bytes, size_t count)                                          \
    {                                                                                                                  \
        const in##_stored *x = (const in##_stored *)data[0];                                                           \
        out##_stored *z = (out##_stored *)data[1];                                                                     \
        if (bytes[0] == sizeof(in##_stored) && bytes[1] == sizeof(out##_stored))                                       \
            name##_row(x, z, count);                                                                                   \
        else if (HAS_MASKS && cost == QUICK && IS_PAIR(in, bytes[0]) && IS_PAIR(out, bytes[1]) && count > 0)           \
            name##_pairs(x, z, count);                                                                                 \
        else                                                                                                           \
            name##_apart(data[0], data[1], bytes, count);                                                              \
    }

#define UNARY_DRIVEN(name, piece, in, out, cost)                                                                       \
    static void name(const struct kernel_walk *walk)                                                                   \
    {                                                                                                                  \
        static const struct drive_shape SHAPE = {2, {sizeof(in##_stored), sizeof(out##_stored)}, cost};                \
        drive(walk, piece, &SHAPE);                                                                                    \
    }

#define UNARY_LOOP(name, operate, in, out, cost)                                                                       \
    UNARY_PIECE(name##_piece, operate, in, out, cost)                                                                  \
    UNARY_DRIVEN(name, name##_piece, in, out, cost)

#define BINARY_PIECE(name, operate, in, out, cost)                                                                     \
    ROW(name##_row, ASKS(in, out, cost), out, operate(x[done + i], y[done + i]), const in##_stored *x,                 \
        const in##_stored *y)                                                                                          \
    ROW(name##_row_and_one, ASKS(in, out, cost), out, operate(x[done + i], y), const in##_stored *x, in##_value y)     \
    ROW(name##_one_and_row, ASKS(in, out, cost), out, operate(x, y[done + i]), in##_value x, const in##_stored *y)     \
    PAIRED_ROW(name##_pairs, in, out, operate(x[done + i], y[done + i]),                                               \
               (ask_to_read(x + done), ask_to_read(y + done)), const in##_stored *x, const in##_stored *y)             \
    static void name##_apart(char *const *data, const ptrdiff_t *bytes, size_t count)                                  \
    {                                                                                                                  \
        const ptrdiff_t a_bytes = bytes[0], b_bytes = bytes[1], result_bytes = bytes[2];                               \
        const char *a = data[0], *b = data[1];                                                                         \
        char *result = data[2];                                                                                        \
        for (; count >= 4; count -= 4, a += 4 * a_bytes, b += 4 * b_bytes, result += 4 * result_bytes) {               \
            const out##_value first = operate(*(const in##_stored *)a, *(const in##_stored *)b);                       \
            const out##_value second =                                                                                 \
                operate(*(const in##_stored *)(a + a_bytes), *(const in##_stored *)(b + b_bytes));                     \
            const out##_value third =                                                                                  \
                operate(*(const in##_stored *)(a + 2 * a_bytes), *(const in##_stored *)(b + 2 * b_bytes));             \
            const out##_value fourth =                                                                                 \
                operate(*(const in##_stored *)(a + 3 * a_bytes), *(const in##_stored *)(b + 3 * b_bytes));             \
            *(out##_stored *)result = first;                                                                           \
            *(out##_stored *)(result + result_bytes) = second;                                                         \
            *(out##_stored *)(result + 2 * result_bytes) = third;                                                      \
            *(out##_stored *)(result + 3 * result_bytes) = fourth;                                                     \
        }                                                                                                              \
        for (; count > 0; count--, a += a_bytes, b += b_bytes, result += result_bytes)                                 \
            *(out##_stored *)result = operate(*(const in##_stored *)a, *(const in##_stored *)b);                       \
    }                                                                                                                  \
    static void name(char *const *data, const ptrdiff_t *bytes, size_t count)                                          \
    {                                                                                                                  \
        const in##_stored *x = (const in##_stored *)data[0], *y = (const in##_stored *)data[1];                        \
        out##_stored *z = (out##_stored *)data[2];                                                                     \
        const ptrdiff_t item = sizeof(in##_stored);                                                                    \
        const bool fills = bytes[2] == sizeof(out##_stored);                                                           \
        if (fills && bytes[0] == item && bytes[1] == item)                                                             \
            name##_row(x, y, z, count);                                                                                \
        else if (fills && bytes[0] == item && bytes[1] == 0)                                                           \
            name##_row_and_one(x, *y, z, count);                                                                       \
        else if (fills && bytes[0] == 0 && bytes[1] == item)                                                           \
            name##_one_and_row(*x, y, z, count);                                                                       \
        else if (HAS_MASKS && cost == QUICK && IS_PAIR(in, bytes[0]) && IS_PAIR(in, bytes[1]) &&                       \
                 IS_PAIR(out, bytes[2]) && count > 0)                                                                  \
            name##_pairs(x, y, z, count);                                                                              \
        else                                                                                                           \
            name##_apart(data, bytes, count);                                                                          \
    }

#define BINARY_DRIVEN(name, piece, in, out, cost)                                                                      \
    static void name(const struct kernel_walk *walk)                                                                   \
    {                                                                                                                  \
        static const struct drive_shape SHAPE = {                                                                      \
            3, {sizeof(in##_stored), sizeof(in##_stored), sizeof(out##_stored)}, cost};                                \
        drive(walk, piece, &SHAPE);                                                                                    \
    }

#define BINARY_LOOP(name, operate, in, out, cost)                                                                      \
    BINARY_PIECE(name##_piece, operate, in, out, cost)                                                                 \
    BINARY_DRIVEN(name, name##_piece, in, out, cost)

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
#define UNARY_LOOPS(DTYPE, dtype, operation, cost)                                                                     \
    UNARY_LOOP(unary_##operation##_##dtype, operation##_##dtype, dtype, dtype, cost)
#define BINARY_LOOPS(DTYPE, dtype, operation, cost)                                                                    \
    BINARY_LOOP(binary_##operation##_##dtype, operation##_##dtype, dtype, dtype, cost)                                 \
    ACCUMULATE_LOOP(accumulate_##operation##_##dtype, operation##_##dtype, dtype)
#define REDUCE_LOOPS(DTYPE, dtype, operation)                                                                          \
    REDUCE_LOOP(reduce_##operation##_##dtype, operation##_##dtype, dtype, dtype)

#define UNARY_ENTRY(DTYPE, dtype, operation)      [KERNEL_##DTYPE] = unary_##operation##_##dtype,
#define BINARY_ENTRY(DTYPE, dtype, operation)     [KERNEL_##DTYPE] = binary_##operation##_##dtype,
#define REDUCE_ENTRY(DTYPE, dtype, operation)     [KERNEL_##DTYPE] = reduce_##operation##_##dtype,
#define ACCUMULATE_ENTRY(DTYPE, dtype, operation) [KERNEL_##DTYPE] = accumulate_##operation##_##dtype,

#define UNARY_TABLE(operation, FOR) LOOPS_BY_DTYPE(unary_##operation) = {FOR(UNARY_ENTRY, operation)};
#define BINARY_TABLES(operation, FOR)                                                                                  \
    LOOPS_BY_DTYPE(binary_##operation) = {FOR(BINARY_ENTRY, operation)};                                               \
    LOOPS_BY_DTYPE(reduce_##operation) = {FOR(REDUCE_ENTRY, operation)};                                               \
    LOOPS_BY_DTYPE(accumulate_##operation) = {FOR(ACCUMULATE_ENTRY, operation)};

#endif
