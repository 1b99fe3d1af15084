/* What the loops compute, in the best table: the others agree with it in every bit. */
#include <complex.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#include "kernels.h"
#include "sample.h"

TestSuite(arithmetic);

static const struct kernels *best(void)
{
    char message[KERNELS_MESSAGE_BYTES];
    return kernels_choose(NULL, message);
}

#define ONE_BINARY(name, type, DTYPE)                                                                                  \
    static type name(enum kernel_binary operation, type a, type b)                                                     \
    {                                                                                                                  \
        type result;                                                                                                   \
        const struct kernel_walk walk = {                                                                              \
            .data = {(char *)&a, (char *)&b, (char *)&result}, .inner_count = 1, .outer_count = 1};                    \
        best()->binary[operation][DTYPE](&walk);                                                                       \
        return result;                                                                                                 \
    }

ONE_BINARY(of_int8, int8_t, KERNEL_INT8)
ONE_BINARY(of_int32, int32_t, KERNEL_INT32)
ONE_BINARY(of_int64, int64_t, KERNEL_INT64)
ONE_BINARY(of_uint8, uint8_t, KERNEL_UINT8)
ONE_BINARY(of_uint16, uint16_t, KERNEL_UINT16)
ONE_BINARY(of_bool, uint8_t, KERNEL_BOOL)
ONE_BINARY(of_float64, double, KERNEL_FLOAT64)
ONE_BINARY(of_complex128, double complex, KERNEL_COMPLEX128)

Test(arithmetic, integers_wrap)
{
    cr_assert_eq(of_int8(KERNEL_ADD, 127, 1), -128);
    cr_assert_eq(of_int8(KERNEL_MULTIPLY, -128, -1), -128);
    cr_assert_eq(of_int32(KERNEL_ADD, INT32_MAX, 1), INT32_MIN);
    cr_assert_eq(of_int64(KERNEL_SUBTRACT, INT64_MIN, 1), INT64_MAX);
    cr_assert_eq(of_int64(KERNEL_MULTIPLY, INT64_MAX, 2), -2);
    cr_assert_eq(of_uint8(KERNEL_SUBTRACT, 0, 1), 255);
    cr_assert_eq(of_uint16(KERNEL_MULTIPLY, 65535, 65535), 1);
    cr_assert_eq(of_int32(KERNEL_POWER, 3, 21), (int32_t)(uint32_t)10460353203u);
    cr_assert_eq(of_int64(KERNEL_POWER, -2, 63), INT64_MIN);
    cr_assert_eq(of_int64(KERNEL_POWER, 7, 0), 1);
}

Test(arithmetic, division_is_pythons)
{
    for (int a = -128; a < 128; a++) {
        for (int b = -128; b < 128; b++) {
            const double quotient = b == 0 ? 0 : floor((double)a / b);
            const int rest = b == 0 ? 0 : a - (int)quotient * b;
            cr_assert_eq(of_int8(KERNEL_FLOOR_DIVIDE, (int8_t)a, (int8_t)b), (int8_t)(uint8_t)(int)quotient, "%d // %d",
                         a, b);
            cr_assert_eq(of_int8(KERNEL_REMAINDER, (int8_t)a, (int8_t)b), rest, "%d %% %d", a, b);
        }
    }
    cr_assert_eq(of_int64(KERNEL_FLOOR_DIVIDE, INT64_MIN, -1), INT64_MIN);
    cr_assert_eq(of_int64(KERNEL_REMAINDER, INT64_MIN, -1), 0);
    cr_assert_eq(of_uint8(KERNEL_FLOOR_DIVIDE, 200, 0), 0);
    cr_assert_eq(of_float64(KERNEL_FLOOR_DIVIDE, -7, 2), -4);
    cr_assert_eq(of_float64(KERNEL_REMAINDER, -7, 2), 1);
    cr_assert_eq(of_float64(KERNEL_REMAINDER, 7, -2), -1);
    cr_assert_eq(of_float64(KERNEL_FLOOR_DIVIDE, 1, 0.1), 9);
    cr_assert(signbit(of_float64(KERNEL_REMAINDER, 4, -2)));
    cr_assert(isnan(of_float64(KERNEL_REMAINDER, 1, 0)));
    cr_assert(isinf(of_float64(KERNEL_FLOOR_DIVIDE, 1, 0)));
    cr_assert_eq(of_float64(KERNEL_REMAINDER, -1, INFINITY), INFINITY);
}

Test(arithmetic, shifts_of_any_distance)
{
    cr_assert_eq(of_int8(KERNEL_LEFT_SHIFT, 1, 7), -128);
    cr_assert_eq(of_int8(KERNEL_LEFT_SHIFT, 1, 8), 0);
    cr_assert_eq(of_int8(KERNEL_LEFT_SHIFT, 1, -1), 0);
    cr_assert_eq(of_int8(KERNEL_RIGHT_SHIFT, -128, 7), -1);
    cr_assert_eq(of_int8(KERNEL_RIGHT_SHIFT, -5, 100), -1);
    cr_assert_eq(of_int8(KERNEL_RIGHT_SHIFT, 5, -100), 0);
    cr_assert_eq(of_int64(KERNEL_RIGHT_SHIFT, -5, 1), -3);
    cr_assert_eq(of_uint16(KERNEL_RIGHT_SHIFT, 65535, 16), 0);
}

Test(arithmetic, bools)
{
    for (uint8_t a = 0; a < 4; a++) {
        for (uint8_t b = 0; b < 4; b++) {
            cr_assert_eq(of_bool(KERNEL_ADD, a, b), a || b);
            cr_assert_eq(of_bool(KERNEL_MULTIPLY, a, b), a && b);
            cr_assert_eq(of_bool(KERNEL_MAXIMUM, a, b), a || b);
            cr_assert_eq(of_bool(KERNEL_MINIMUM, a, b), a && b);
            cr_assert_eq(of_bool(KERNEL_AND, a, b), a && b);
            cr_assert_eq(of_bool(KERNEL_OR, a, b), a || b);
            cr_assert_eq(of_bool(KERNEL_XOR, a, b), !a != !b);
        }
    }
    const enum kernel_binary missing[] = {KERNEL_SUBTRACT, KERNEL_DIVIDE,     KERNEL_FLOOR_DIVIDE, KERNEL_REMAINDER,
                                          KERNEL_POWER,    KERNEL_LEFT_SHIFT, KERNEL_RIGHT_SHIFT};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        cr_assert_null(best()->binary[missing[i]][KERNEL_BOOL]);
}

Test(arithmetic, nan_is_the_extreme)
{
    cr_assert(isnan(of_float64(KERNEL_MAXIMUM, NAN, 1)));
    cr_assert(isnan(of_float64(KERNEL_MAXIMUM, 1, NAN)));
    cr_assert(isnan(of_float64(KERNEL_MINIMUM, NAN, -INFINITY)));
    cr_assert(isnan(of_float64(KERNEL_MINIMUM, INFINITY, NAN)));
    cr_assert_eq(of_float64(KERNEL_MAXIMUM, -INFINITY, 1), 1);
    cr_assert(signbit(of_float64(KERNEL_MAXIMUM, -0.0, 0.0)) && !signbit(of_float64(KERNEL_MAXIMUM, 0.0, -0.0)));
    cr_assert(of_complex128(KERNEL_MAXIMUM, CMPLX(1, 5), CMPLX(2, 0)) == CMPLX(2, 0));
    cr_assert(of_complex128(KERNEL_MINIMUM, CMPLX(1, 5), CMPLX(1, 4)) == CMPLX(1, 4));
    cr_assert(isnan(cimag(of_complex128(KERNEL_MAXIMUM, CMPLX(3, 0), CMPLX(1, NAN)))));
}

Test(arithmetic, complex_numbers)
{
    cr_assert(of_complex128(KERNEL_MULTIPLY, CMPLX(1, 2), CMPLX(3, 4)) == CMPLX(-5, 10));
    cr_assert(of_complex128(KERNEL_DIVIDE, CMPLX(-5, 10), CMPLX(3, 4)) == CMPLX(1, 2));
    cr_assert(of_complex128(KERNEL_DIVIDE, CMPLX(1e300, 1e300), CMPLX(1e300, 1e300)) == CMPLX(1, 0));
    cr_assert(of_complex128(KERNEL_POWER, CMPLX(1, 2), CMPLX(2, 0)) == CMPLX(-3, 4));
    cr_assert(of_complex128(KERNEL_POWER, CMPLX(0, 0), CMPLX(0, 0)) == CMPLX(1, 0));
    cr_assert(of_complex128(KERNEL_POWER, CMPLX(0, 0), CMPLX(2, 1)) == CMPLX(0, 0));
    cr_assert(isnan(creal(of_complex128(KERNEL_POWER, CMPLX(0, 0), CMPLX(-1, 0)))));
    double complex third = of_complex128(KERNEL_POWER, CMPLX(2, 0), CMPLX(-2, 0));
    cr_assert(third == CMPLX(0.25, 0));
}

static bool compared(enum kernel_comparison comparison, double complex a, double complex b)
{
    char result = 7;
    const struct kernel_walk walk = {.data = {(char *)&a, (char *)&b, &result}, .inner_count = 1, .outer_count = 1};
    best()->comparison[comparison][KERNEL_COMPLEX128](&walk);
    cr_assert(result == 0 || result == 1);
    return result;
}

Test(arithmetic, complex_order)
{
    cr_assert(compared(KERNEL_LESS, CMPLX(1, 9), CMPLX(2, 0)));
    cr_assert(compared(KERNEL_LESS, CMPLX(1, 1), CMPLX(1, 2)));
    cr_assert(!compared(KERNEL_LESS, CMPLX(1, 2), CMPLX(1, 2)));
    cr_assert(compared(KERNEL_GREATER_EQUAL, CMPLX(1, 2), CMPLX(1, 2)));
    cr_assert(!compared(KERNEL_LESS, CMPLX(1, NAN), CMPLX(2, 0)));
    cr_assert(!compared(KERNEL_EQUAL, CMPLX(1, NAN), CMPLX(1, NAN)));
    cr_assert(compared(KERNEL_NOT_EQUAL, CMPLX(1, 2), CMPLX(1, 3)));
}

/* Every comparison of every pair of special numbers, in rows long enough for vectors. */
Test(arithmetic, comparison)
{
    enum { COUNT = 200 };
    static double a[COUNT], b[COUNT];
    static uint8_t result[COUNT];
    sample_fill(KERNEL_FLOAT64, a, COUNT, 5);
    sample_fill(KERNEL_FLOAT64, b, COUNT, 6);
    for (int i = 0; i < COUNT; i += 3)
        b[i] = a[i];
    for (int comparison = 0; comparison < KERNEL_COMPARISON_COUNT; comparison++) {
        const struct kernel_walk walk = {.data = {(char *)a, (char *)b, (char *)result},
                                         .inner_bytes = {8, 8, 1},
                                         .inner_count = COUNT,
                                         .outer_count = 1};
        best()->comparison[comparison][KERNEL_FLOAT64](&walk);
        for (int i = 0; i < COUNT; i++) {
            const bool expected[] = {a[i] == b[i], a[i] != b[i], a[i]<b[i], a[i] <= b[i], a[i]> b[i], a[i] >= b[i]};
            cr_assert_eq(result[i], expected[comparison], "%d of %g and %g", comparison, a[i], b[i]);
        }
    }
}

static int8_t unary8(enum kernel_unary operation, enum kernel_dtype dtype, int8_t a)
{
    int8_t result;
    const struct kernel_walk walk = {.data = {(char *)&a, (char *)&result}, .inner_count = 1, .outer_count = 1};
    best()->unary[operation][dtype](&walk);
    return result;
}

Test(arithmetic, unary)
{
    cr_assert_eq(unary8(KERNEL_NEGATIVE, KERNEL_INT8, -128), -128);
    cr_assert_eq(unary8(KERNEL_NEGATIVE, KERNEL_UINT8, 1), -1);
    cr_assert_eq(unary8(KERNEL_ABSOLUTE, KERNEL_INT8, -128), -128);
    cr_assert_eq(unary8(KERNEL_ABSOLUTE, KERNEL_INT8, -5), 5);
    cr_assert_eq(unary8(KERNEL_INVERT, KERNEL_INT8, 5), -6);
    cr_assert_eq(unary8(KERNEL_INVERT, KERNEL_BOOL, 1), 0);
    const float complex a = CMPLXF(3, -4);
    float size = 0;
    const struct kernel_walk walk = {.data = {(char *)&a, (char *)&size}, .inner_count = 1, .outer_count = 1};
    best()->unary[KERNEL_ABSOLUTE][KERNEL_COMPLEX64](&walk);
    cr_assert_eq(size, 5);
    cr_assert_null(best()->unary[KERNEL_SQRT][KERNEL_INT64]);
    cr_assert_null(best()->unary[KERNEL_NEGATIVE][KERNEL_BOOL]);
}
