/* Sums, other reductions and accumulations. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#include "kernels.h"
#include "sample.h"

TestSuite(fold);

static const struct kernels *best(void)
{
    char message[KERNELS_MESSAGE_BYTES];
    return kernels_choose(NULL, message);
}

static void fold(kernel_loop *loop, const void *source, ptrdiff_t bytes, size_t count, void *accumulator)
{
    const struct kernel_walk walk = {.data = {(char *)(uintptr_t)source, accumulator},
                                     .inner_bytes = {bytes, 0},
                                     .inner_count = count,
                                     .outer_count = 1};
    loop(&walk);
}

/* The order of additions that NumPy documents by its source, written down as plainly as possible. */
static float pairwise(const float *x, size_t count, size_t stride)
{
    if (count < 8) {
        float sum = -0.0f;
        for (size_t i = 0; i < count; i++)
            sum += x[i * stride];
        return sum;
    }
    if (count > 128) {
        const size_t half = count / 2 / 8 * 8;
        return pairwise(x, half, stride) + pairwise(x + half * stride, count - half, stride);
    }
    float lane[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (size_t k = 0; k < 8; k++)
            lane[k] = i == 0 ? x[k * stride] : lane[k] + x[(i + k) * stride];
    }
    float sum = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
    for (; i < count; i++)
        sum += x[i * stride];
    return sum;
}

Test(fold, sums_are_pairwise)
{
    enum { COUNT = 5000 };
    static float x[2 * COUNT];
    uint64_t state = 9;
    for (size_t i = 0; i < 2 * COUNT; i++)
        x[i] = (float)(sample_next(&state) % 100000) * 1e-3f;
    for (size_t count = 0; count < COUNT; count = count < 300 ? count + 1 : count * 2 - 37) {
        for (size_t stride = 1; stride <= 2; stride++) {
            float sum = 0;
            fold(best()->sum[KERNEL_FLOAT32], x, (ptrdiff_t)(stride * sizeof *x), count, &sum);
            cr_assert_eq(sum, pairwise(x, count, stride), "%zu elements, stride %zu", count, stride);
        }
    }
}

Test(fold, sums_are_accurate)
{
    enum { COUNT = 1000000 };
    static float x[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        x[i] = 0.1f;
    float sum = 0;
    fold(best()->sum[KERNEL_FLOAT32], x, sizeof *x, COUNT, &sum);
    const double exact = (double)0.1f * COUNT;
    cr_assert_lt(fabs(sum - exact) / exact, 1e-6);
}

Test(fold, complex_parts_are_summed_apart)
{
    static double x[2 * 500];
    for (size_t i = 0; i < 500; i++) {
        x[2 * i] = (double)i;
        x[2 * i + 1] = -2.0 * (double)i;
    }
    for (size_t count = 0; count <= 500; count++) {
        double sum[2] = {1, 1};
        fold(best()->sum[KERNEL_COMPLEX128], x, 16, count, sum);
        const double expected = count == 0 ? 0 : (double)(count * (count - 1) / 2);
        cr_assert(sum[0] == 1 + expected && sum[1] == 1 - 2 * expected, "%zu: %g %g", count, sum[0], sum[1]);
    }
}

Test(fold, sums_of_integers_are_wide)
{
    static int8_t x[1000];
    static uint8_t flags[1000];
    for (size_t i = 0; i < 1000; i++) {
        x[i] = -100;
        flags[i] = i % 3 == 0 ? 2 : 0;
    }
    int64_t sum = 0;
    fold(best()->sum[KERNEL_INT8], x, 1, 1000, &sum);
    cr_assert_eq(sum, -100000);
    int64_t count = 0;
    fold(best()->sum[KERNEL_BOOL], flags, 1, 1000, &count);
    cr_assert_eq(count, 334);
    uint64_t unsigned_sum = UINT64_MAX;
    fold(best()->sum[KERNEL_UINT8], x, 1, 1000, &unsigned_sum);
    cr_assert_eq(unsigned_sum, 155999);
    int8_t wrapped = 0;
    fold(best()->reduce[KERNEL_ADD][KERNEL_INT8], x, 1, 1000, &wrapped);
    cr_assert_eq(wrapped, (int8_t)(uint8_t)-100000);
}

Test(fold, extremes)
{
    static float x[300];
    for (size_t nan_at = 0; nan_at <= 300; nan_at++) {
        for (size_t i = 0; i < 300; i++)
            x[i] = i == nan_at ? NAN : (float)((i * 37) % 300);
        float maximum = x[0], minimum = x[0];
        fold(best()->reduce[KERNEL_MAXIMUM][KERNEL_FLOAT32], x, sizeof *x, 300, &maximum);
        fold(best()->reduce[KERNEL_MINIMUM][KERNEL_FLOAT32], x, sizeof *x, 300, &minimum);
        if (nan_at < 300)
            cr_assert(isnan(maximum) && isnan(minimum), "at %zu", nan_at);
        else
            cr_assert(maximum == 299 && minimum == 0);
    }
}

Test(fold, rows)
{
    static double x[10][8], sums[10];
    for (size_t i = 0; i < 10; i++) {
        sums[i] = 100;
        for (size_t j = 0; j < 8; j++)
            x[i][j] = (double)(i * j);
    }
    const struct kernel_walk walk = {.data = {(char *)x, (char *)sums},
                                     .inner_bytes = {8, 0},
                                     .outer_bytes = {64, 8},
                                     .inner_count = 8,
                                     .outer_count = 10};
    best()->sum[KERNEL_FLOAT64](&walk);
    for (size_t i = 0; i < 10; i++)
        cr_assert_eq(sums[i], 100 + 28 * (double)i);
}

Test(fold, accumulation)
{
    static int32_t x[200], seen[200];
    for (int i = 0; i < 200; i++)
        x[i] = i - 50;
    struct kernel_walk walk = {
        .data = {(char *)x, (char *)seen}, .inner_bytes = {4, 4}, .inner_count = 200, .outer_count = 1};
    best()->accumulate[KERNEL_SUBTRACT][KERNEL_INT32](&walk);
    int32_t expected = x[0];
    for (int i = 0; i < 200; i++) {
        expected = i == 0 ? x[0] : expected - x[i];
        cr_assert_eq(seen[i], expected);
    }
    walk.data[1] = (char *)x;
    best()->accumulate[KERNEL_SUBTRACT][KERNEL_INT32](&walk);
    cr_assert_arr_eq(x, seen, sizeof x, "in place");
    walk.inner_count = 0;
    best()->accumulate[KERNEL_SUBTRACT][KERNEL_INT32](&walk);
}
