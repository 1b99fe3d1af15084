/* Rows, operands in place, masks, destinations that are folded into, and stores around the caches. */
#include <criterion/criterion.h>
#include <string.h>

#include "kernels.h"
#include "sample.h"

TestSuite(walk);

typedef void table_test(const struct kernels *kernels);

static void on_every_table(table_test *test)
{
    size_t count;
    const struct kernels_entry *entries = kernels_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].supported())
            test(entries[i].kernels);
    }
}

static void adds_in_place(const struct kernels *kernels)
{
    for (ptrdiff_t stride = -3; stride <= 3; stride++) {
        if (stride == 0)
            continue;
        enum { COUNT = 1000 };
        static double x[3 * COUNT], y[COUNT], expected[3 * COUNT];
        for (size_t i = 0; i < 3 * COUNT; i++)
            x[i] = expected[i] = (double)i;
        double *start = stride < 0 ? x - stride * (COUNT - 1) : x;
        for (ptrdiff_t i = 0; i < COUNT; i++) {
            y[i] = (double)(7 * i);
            expected[start - x + i * stride] += y[i];
        }
        const ptrdiff_t item = sizeof(double);
        const struct kernel_walk walk = {.data = {(char *)start, (char *)y, (char *)start},
                                         .inner_bytes = {stride * item, item, stride * item},
                                         .inner_count = COUNT,
                                         .outer_count = 1};
        kernels->binary[KERNEL_ADD][KERNEL_FLOAT64](&walk);
        cr_assert_arr_eq(x, expected, sizeof x, "%s, stride %td", kernels->name, stride);
    }
}

Test(walk, in_place)
{
    on_every_table(adds_in_place);
}

static void adds_rows_to_one(const struct kernels *kernels)
{
    enum { ROWS = 50, COLUMNS = 37 };
    static int32_t matrix[ROWS][COLUMNS], sums[COLUMNS], expected[COLUMNS];
    memset(sums, 0, sizeof sums);
    memset(expected, 0, sizeof expected);
    for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
            matrix[i][j] = i * j - 100;
            expected[j] += matrix[i][j];
        }
    }
    const ptrdiff_t item = sizeof(int32_t);
    for (int columns = 1; columns <= COLUMNS; columns += COLUMNS - 1) {
        memset(sums, 0, sizeof sums);
        const struct kernel_walk walk = {.data = {(char *)sums, (char *)matrix, (char *)sums},
                                         .inner_bytes = {item, item, item},
                                         .outer_bytes = {0, COLUMNS * item, 0},
                                         .inner_count = (size_t)columns,
                                         .outer_count = ROWS};
        kernels->binary[KERNEL_ADD][KERNEL_INT32](&walk);
        cr_assert_arr_eq(sums, expected, (size_t)columns * sizeof *sums, "%s, %d columns", kernels->name, columns);
    }
}

Test(walk, rows_of_one_destination)
{
    on_every_table(adds_rows_to_one);
}

/* A column of one element per row is done as a row; so are rows that follow on each other. */
static void subtracts_columns(const struct kernels *kernels)
{
    enum { ROWS = 300 };
    static int16_t x[ROWS][3], y[ROWS][2], result[ROWS][5];
    for (int i = 0; i < ROWS; i++) {
        x[i][0] = (int16_t)(5 * i);
        y[i][0] = (int16_t)(i + 1);
    }
    memset(result, 0x5a, sizeof result);
    const struct kernel_walk walk = {.data = {(char *)x, (char *)y, (char *)result},
                                     .inner_bytes = {2, 2, 2},
                                     .outer_bytes = {6, 4, 10},
                                     .inner_count = 1,
                                     .outer_count = ROWS};
    kernels->binary[KERNEL_SUBTRACT][KERNEL_INT16](&walk);
    for (int i = 0; i < ROWS; i++) {
        cr_assert_eq(result[i][0], 4 * i - 1, "%s, row %d", kernels->name, i);
        for (int j = 1; j < 5; j++)
            cr_assert_eq(result[i][j], 0x5a5a);
    }
}

Test(walk, columns)
{
    on_every_table(subtracts_columns);
}

static void adds_where_wanted(const struct kernels *kernels)
{
    enum { ROWS = 7, COLUMNS = 101 };
    static int64_t x[ROWS][COLUMNS], result[ROWS][COLUMNS];
    static char mask[ROWS][2 * COLUMNS];
    uint64_t state = 3;
    int64_t total = 0;
    for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
            x[i][j] = 100 * i + j;
            result[i][j] = -1;
            mask[i][2 * j] = (char)(sample_next(&state) % 3 == 0 ? 0 : 1 << sample_next(&state) % 7);
            total += mask[i][2 * j] ? x[i][j] : 0;
        }
    }
    const ptrdiff_t row = sizeof *x;
    const struct kernel_walk walk = {.data = {(char *)x, (char *)x, (char *)result},
                                     .inner_bytes = {8, 8, 8},
                                     .outer_bytes = {row, row, row},
                                     .inner_count = COLUMNS,
                                     .outer_count = ROWS};
    kernel_masked(kernels->binary[KERNEL_ADD][KERNEL_INT64], &walk, &mask[0][0], 2, sizeof *mask, 3);
    for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++)
            cr_assert_eq(result[i][j], mask[i][2 * j] ? 2 * x[i][j] : -1, "%s, %d, %d", kernels->name, i, j);
    }
    int64_t sum = 5;
    const struct kernel_walk fold = {.data = {(char *)x, (char *)&sum},
                                     .inner_bytes = {8, 0},
                                     .outer_bytes = {row, 0},
                                     .inner_count = COLUMNS,
                                     .outer_count = ROWS};
    kernel_masked(kernels->sum[KERNEL_INT64], &fold, &mask[0][0], 2, sizeof *mask, 2);
    cr_assert_eq(sum, total + 5, "%s", kernels->name);
}

Test(walk, masks)
{
    on_every_table(adds_where_wanted);
}

/* More than several pieces, from addresses at and off the start of a line, also off that of an element. */
static void streams_as_it_stores(const struct kernels *kernels)
{
    enum { COUNT = 5000 };
    static float x[COUNT], y[COUNT];
    static char stored[4 * COUNT + 256], streamed[4 * COUNT + 256];
    sample_fill(KERNEL_FLOAT32, x, COUNT, 1);
    sample_fill(KERNEL_FLOAT32, y, COUNT, 2);
    const size_t offsets[] = {0, 1, 4, 60, 63};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        memset(stored, 0, sizeof stored);
        memset(streamed, 0, sizeof streamed);
        struct kernel_walk walk = {.data = {(char *)x, (char *)y, stored + 64 + offsets[i]},
                                   .inner_bytes = {4, 4, 4},
                                   .inner_count = COUNT - i,
                                   .outer_count = 1};
        kernels->binary[KERNEL_MULTIPLY][KERNEL_FLOAT32](&walk);
        walk.data[2] = streamed + 64 + offsets[i];
        walk.streams = true;
        kernels->binary[KERNEL_MULTIPLY][KERNEL_FLOAT32](&walk);
        cr_assert_arr_eq(streamed, stored, sizeof stored, "%s, offset %zu", kernels->name, offsets[i]);
    }
    cr_assert_gt(kernels_stream_bytes(), (size_t)1 << 18);
}

Test(walk, streaming)
{
    on_every_table(streams_as_it_stores);
}
