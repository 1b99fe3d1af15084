/*
 * Square roots are correctly rounded: they have the bits of the C library's. Where they are found by iteration, a root
 * s is computed with a relative error below 2^-103 before it is rounded, once; so it can be wrong only if s is that
 * close to the middle between two doubles. Such roots are few, and all of them are tried here: in units of 2^-53 the
 * middle is an odd k of 54 bits, the number a is a multiple of 2^54 in units of 2^-106, and then |k * k - a| is below
 * 64. The test goes to 4096. Of float32 every number of two neighbouring binades is tried, which is all that there are
 * but for powers of 4.
 */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "kernels.h"

__extension__ typedef unsigned __int128 wide;

static void square_roots(enum kernel_dtype dtype, const void *x, void *roots, size_t count)
{
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernels *kernels = kernels_choose(NULL, message);
    const ptrdiff_t item = dtype == KERNEL_FLOAT32 ? sizeof(float) : sizeof(double);
    const struct kernel_walk walk = {
        .data = {(char *)(uintptr_t)x, roots}, .inner_bytes = {item, item}, .inner_count = count, .outer_count = 1};
    kernels->unary[KERNEL_SQRT][dtype](&walk);
}

static size_t wrong_float64s(const double *x, size_t count)
{
    static double roots[1 << 16];
    cr_assert_leq(count, sizeof roots / sizeof *roots);
    square_roots(KERNEL_FLOAT64, x, roots, count);
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const double expected = sqrt(x[i]);
        wrong += memcmp(&roots[i], &expected, sizeof expected) != 0 && !(isnan(roots[i]) && isnan(expected));
    }
    return wrong;
}

/* An odd k with k * k = rest modulo 2^54, for a rest that is 1 modulo 8: bit by bit. */
static uint64_t odd_root_modulo(uint64_t rest)
{
    uint64_t k = 1;
    for (int bits = 3; bits < 54; bits++) {
        const uint64_t modulus = (uint64_t)2 << bits;
        if ((k * k - rest) % modulus != 0)
            k += (uint64_t)1 << (bits - 1);
    }
    return k;
}

/* The numbers whose roots lie next to the middle k, if there is one: into x, and how many. */
static size_t next_to_middle(uint64_t k, int64_t rest, double *x)
{
    const wide a = (wide)k * k - (wide)(__extension__(__int128) rest);
    const int scale = a >> 107 != 0 ? 55 : 54;
    if (k >> 53 != 1 || (uint64_t)a % ((uint64_t)1 << scale) != 0)
        return 0;
    x[0] = ldexp((double)(uint64_t)(a >> scale), scale - 106);
    return 1;
}

Test(root, next_to_the_middle_of_two_doubles)
{
    static double x[1 << 16];
    size_t count = 0;
    for (int64_t rest = -4095; rest <= 4096; rest += 8) { /* ..., -15, -7, 1, 9, ... */
        const uint64_t k = odd_root_modulo((uint64_t)rest), modulus = (uint64_t)1 << 54, half = modulus / 2;
        const uint64_t all[] = {k % modulus, (modulus - k) % modulus, (k + half) % modulus,
                                (modulus - k + half) % modulus};
        for (size_t i = 0; i < 4; i++)
            count += next_to_middle(all[i], rest, x + count);
    }
    cr_assert_gt(count, 1000, "only %zu numbers", count);
    for (size_t i = 0; i < count; i++) {
        const long double middle_distance = fabsl(sqrtl((long double)x[i]) * 0x1p53L - roundl(sqrtl(x[i]) * 0x1p53L));
        cr_assert_lt(middle_distance, 0x1p-9L, "sqrt(%a) is not next to a middle", x[i]);
    }
    cr_expect_eq(wrong_float64s(x, count), 0);
    for (size_t i = 0; i < count; i++)
        x[i] *= 0x1p-900;
    cr_expect_eq(wrong_float64s(x, count), 0);
}

Test(root, of_float64s_of_all_kinds)
{
    static double x[1 << 16];
    uint64_t state = 1;
    for (int round = 0; round < 64; round++) {
        for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            const uint64_t bits = state ^ state >> 29;
            if (round < 2) /* any bits: also numbers below zero, subnormals, infinities and NaN */
                memcpy(&x[i], &bits, sizeof bits);
            else
                x[i] = ldexp(1 + (double)(bits >> 12) * 0x1p-52, (int)(bits % 2044) - 1022);
        }
        cr_assert_eq(wrong_float64s(x, sizeof x / sizeof *x), 0);
    }
}

Test(root, of_zeros_and_of_what_is_no_number_among_others)
{
    const double special[] = {
        0.0,      -0.0,      1,   2,  DBL_MIN, DBL_MAX, 0x1p-1074, 0x1p-960, nextafter(0x1p-960, 0),
        INFINITY, -INFINITY, NAN, -1, 4,       1e-300,  9};
    const size_t count = sizeof special / sizeof *special;
    for (size_t first = 0; first < count; first++) {
        for (size_t length = 0; length <= count - first; length++) {
            double roots[17] = {0};
            roots[length] = 12345;
            square_roots(KERNEL_FLOAT64, special + first, roots, length);
            cr_expect_eq(roots[length], 12345, "written behind the result");
            for (size_t i = 0; i < length; i++) {
                const double expected = sqrt(special[first + i]);
                cr_expect(memcmp(&roots[i], &expected, sizeof expected) == 0 || (isnan(roots[i]) && isnan(expected)),
                          "sqrt(%a): %a", special[first + i], roots[i]);
            }
        }
    }
}

Test(root, of_every_float32_but_for_powers_of_4)
{
    enum { BLOCK = 1 << 16 };
    static float x[BLOCK], roots[BLOCK];
    size_t wrong = 0;
    for (uint32_t first = 0x3f000000; first < 0x40000000; first += BLOCK) {
        for (uint32_t i = 0; i < BLOCK; i++) {
            const uint32_t bits = first + i;
            memcpy(&x[i], &bits, sizeof bits);
        }
        square_roots(KERNEL_FLOAT32, x, roots, BLOCK);
        for (size_t i = 0; i < BLOCK; i++)
            wrong += roots[i] != sqrtf(x[i]);
    }
    cr_expect_eq(wrong, 0);
}
