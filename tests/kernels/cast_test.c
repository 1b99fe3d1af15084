/* Casts: between all kinds, and of floats that no integer holds. */
#include <complex.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#include "kernels.h"

TestSuite(cast);

static void cast(enum kernel_dtype from, const void *a, enum kernel_dtype to, void *result)
{
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernel_walk walk = {.data = {(char *)(uintptr_t)a, result}, .inner_count = 1, .outer_count = 1};
    kernels_choose(NULL, message)->cast[from][to](&walk);
}

#define OF_DOUBLE(name, type, DTYPE)                                                                                   \
    static type name(double a)                                                                                         \
    {                                                                                                                  \
        type result;                                                                                                   \
        cast(KERNEL_FLOAT64, &a, DTYPE, &result);                                                                      \
        return result;                                                                                                 \
    }

OF_DOUBLE(int8_of, int8_t, KERNEL_INT8)
OF_DOUBLE(int32_of, int32_t, KERNEL_INT32)
OF_DOUBLE(int64_of, int64_t, KERNEL_INT64)
OF_DOUBLE(uint8_of, uint8_t, KERNEL_UINT8)
OF_DOUBLE(uint32_of, uint32_t, KERNEL_UINT32)
OF_DOUBLE(uint64_of, uint64_t, KERNEL_UINT64)
OF_DOUBLE(bool_of, uint8_t, KERNEL_BOOL)
OF_DOUBLE(float_of, float, KERNEL_FLOAT32)

Test(cast, floats_are_truncated)
{
    cr_assert_eq(int8_of(-1.9), -1);
    cr_assert_eq(int32_of(2147483647.9), INT32_MAX);
    cr_assert_eq(int32_of(-2147483648.9), INT32_MIN);
    cr_assert_eq(int64_of(-0x1p63), INT64_MIN);
    cr_assert_eq(int64_of(0x1.fffffffffffffp62), 0x7ffffffffffffc00);
    cr_assert_eq(uint64_of(0x1.fffffffffffffp63), 0xfffffffffffff800);
    cr_assert_eq(uint32_of(4294967295.5), UINT32_MAX);
}

Test(cast, what_does_not_fit_is_defined)
{
    const double far[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 0x1p64};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        cr_assert_eq(int8_of(far[i]), 0);
        cr_assert_eq(uint8_of(far[i]), 0);
        cr_assert_eq(int32_of(far[i]), INT32_MIN);
        cr_assert_eq(uint32_of(far[i]), 0);
        cr_assert_eq(int64_of(far[i]), INT64_MIN);
        cr_assert_eq(uint64_of(far[i]), (uint64_t)1 << 63);
    }
    cr_assert_eq(int8_of(300), 44);
    cr_assert_eq(uint8_of(-1), 255);
    cr_assert_eq(uint32_of(-1), UINT32_MAX);
    cr_assert_eq(uint64_of(-1), UINT64_MAX);
    cr_assert_eq(int32_of(2147483648.0), INT32_MIN);
    cr_assert(isinf(float_of(1e300)));
}

Test(cast, bools)
{
    cr_assert_eq(bool_of(NAN), 1);
    cr_assert_eq(bool_of(-0.0), 0);
    cr_assert_eq(bool_of(0.5), 1);
    const uint8_t odd = 6;
    int64_t number = 0;
    cast(KERNEL_BOOL, &odd, KERNEL_INT64, &number);
    cr_assert_eq(number, 1);
    uint8_t copy = 0;
    cast(KERNEL_BOOL, &odd, KERNEL_BOOL, &copy);
    cr_assert_eq(copy, 6);
}

Test(cast, complex_numbers)
{
    const double complex a = CMPLX(-2.5, 9);
    int16_t whole = 0;
    cast(KERNEL_COMPLEX128, &a, KERNEL_INT16, &whole);
    cr_assert_eq(whole, -2);
    float complex single = 0;
    cast(KERNEL_COMPLEX128, &a, KERNEL_COMPLEX64, &single);
    cr_assert(single == CMPLXF(-2.5f, 9));
    const double complex imaginary = CMPLX(0, 1);
    uint8_t truth = 0;
    cast(KERNEL_COMPLEX128, &imaginary, KERNEL_BOOL, &truth);
    cr_assert_eq(truth, 1);
    const int8_t small = -3;
    double complex large = CMPLX(7, 7);
    cast(KERNEL_INT8, &small, KERNEL_COMPLEX128, &large);
    cr_assert(large == CMPLX(-3, 0));
}

Test(cast, integers_keep_low_bits)
{
    const int32_t a = -129;
    uint8_t low = 0;
    cast(KERNEL_INT32, &a, KERNEL_UINT8, &low);
    cr_assert_eq(low, 127);
    uint64_t wide = 0;
    cast(KERNEL_INT32, &a, KERNEL_UINT64, &wide);
    cr_assert_eq(wide, (uint64_t)-129);
    const uint64_t large = UINT64_MAX;
    double rounded = 0;
    cast(KERNEL_UINT64, &large, KERNEL_FLOAT64, &rounded);
    cr_assert_eq(rounded, 0x1p64);
}

Test(cast, copies_keep_every_bit_and_fill)
{
    const uint64_t signalling = 0x7ff0000000000123;
    uint64_t copies[100] = {0};
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernel_walk walk = {.data = {(char *)(uintptr_t)&signalling, (char *)copies},
                                     .inner_bytes = {0, 8},
                                     .inner_count = 100,
                                     .outer_count = 1};
    kernels_choose(NULL, message)->cast[KERNEL_FLOAT64][KERNEL_FLOAT64](&walk);
    for (size_t i = 0; i < 100; i++)
        cr_assert_eq(copies[i], signalling);
}
