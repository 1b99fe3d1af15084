/*
 * Square roots are correctly rounded: they have the bits of the C library's, with every instruction set. Where they are
 * found by iteration, the root s of an a in [1, 4) and half of 1/s have relative errors e and h of at most 2^-51; what
 * corrects s leaves e * e / 2 + e * h and what rounding the rest adds, in all less than 2^-100, before it is rounded.
 * So it can be wrong only if the exact root is that close to the middle between two doubles. Such roots are few, and
 * all of them are tried here: in units of 2^-53 the middle is an odd k of 54 bits, in units of 2^-106 the number a is a
 * multiple of 2^54, and then |k * k - a| is below 512. The test goes to 4096. Of float32 every number of two
 * neighbouring binades is tried, which is all that there are but for powers of 4.
 */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "kernels.h"

__extension__ typedef unsigned __int128 wide;

enum { ROOTS_AT_ONCE = 1 << 16 };

static bool is_square_root(enum kernel_dtype dtype, const void *x, const void *roots, size_t i)
{
    if (dtype == KERNEL_FLOAT32) {
        const float expected = sqrtf(((const float *)x)[i]), root = ((const float *)roots)[i];
        return memcmp(&root, &expected, sizeof root) == 0 || (isnan(root) && isnan(expected));
    }
    const double expected = sqrt(((const double *)x)[i]), root = ((const double *)roots)[i];
    return memcmp(&root, &expected, sizeof root) == 0 || (isnan(root) && isnan(expected));
}

enum { UNTOUCHED = 0x5a, MOST_ITEMS_APART = 3 };

/* How many roots are wrong that a loop finds, of elements that are so many items apart. */
static size_t wrong_roots_apart(kernel_loop *loop, enum kernel_dtype dtype, const void *x, size_t count, size_t x_apart,
                                size_t roots_apart)
{
    static char apart[MOST_ITEMS_APART * ROOTS_AT_ONCE * sizeof(double)], roots[sizeof apart + sizeof(double)];
    static double together[ROOTS_AT_ONCE];
    const size_t item = dtype == KERNEL_FLOAT32 ? sizeof(float) : sizeof(double);
    memset(apart, UNTOUCHED, count * x_apart * item);
    memset(roots, UNTOUCHED, count * roots_apart * item + item);
    for (size_t i = 0; i < count; i++)
        memcpy(apart + i * x_apart * item, (const char *)x + i * item, item);
    const struct kernel_walk walk = {.data = {apart, roots},
                                     .inner_bytes = {(ptrdiff_t)(x_apart * item), (ptrdiff_t)(roots_apart * item)},
                                     .inner_count = count,
                                     .outer_count = 1};
    loop(&walk);
    size_t wrong = 0, touched = 0;
    for (size_t i = 0; i < count; i++)
        memcpy((char *)together + i * item, roots + i * roots_apart * item, item);
    for (size_t i = 0; i < count; i++)
        wrong += !is_square_root(dtype, x, together, i);
    for (size_t byte = 0; byte < (count * roots_apart + 1) * item; byte++)
        touched += byte / item % roots_apart != 0 && roots[byte] != UNTOUCHED;
    for (size_t byte = 0; byte < item; byte++)
        touched += roots[count * roots_apart * item + byte] != UNTOUCHED;
    cr_assert_eq(touched, 0, "%zu bytes written between the results, or behind them", touched);
    return wrong;
}

/* The same over all instruction sets of this processor, and elements up to so many items apart. */
static size_t wrong_roots(enum kernel_dtype dtype, const void *x, size_t count, size_t most_apart)
{
    cr_assert_leq(count, ROOTS_AT_ONCE);
    size_t entries, wrong = 0;
    const struct kernels_entry *entry = kernels_list(&entries);
    for (size_t k = 0; k < entries; k++) {
        for (size_t way = 0; way < most_apart * most_apart && entry[k].supported(); way++)
            wrong += wrong_roots_apart(entry[k].kernels->unary[KERNEL_SQRT][dtype], dtype, x, count,
                                       1 + way / most_apart, 1 + way % most_apart);
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
    static double x[ROOTS_AT_ONCE];
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
    cr_expect_eq(wrong_roots(KERNEL_FLOAT64, x, count, 1), 0);
    for (size_t i = 0; i < count; i++)
        x[i] *= 0x1p-900;
    cr_expect_eq(wrong_roots(KERNEL_FLOAT64, x, count, 1), 0);
}

Test(root, of_float64s_of_all_kinds)
{
    static double x[ROOTS_AT_ONCE];
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
        cr_assert_eq(wrong_roots(KERNEL_FLOAT64, x, sizeof x / sizeof *x, 2), 0);
    }
}

/* All runs of them: what a vector does with one depends on the others in it, and on where the last vector ends. */
Test(root, of_zeros_and_of_what_is_no_number_among_others)
{
    const double special[] = {
        0.0, -0.0, 1,      2, DBL_MIN, DBL_MAX, 0x1p-1074, 0x1p-960, nextafter(0x1p-960, 0), INFINITY, -INFINITY, NAN,
        -1,  4,    1e-300, 9, 0.0,     25,      0x1p-1022, 1e300};
    const float special_floats[] = {
        0.0F,      -0.0F,     1,   2,  FLT_MIN, FLT_MAX, 0x1p-149F, 0x1p-96F, nextafterf(0x1p-96F, 0),
        INFINITY,  -INFINITY, NAN, -1, 4,       1e-30F,  9,         0.0F,     25,
        0x1p-126F, 1e30F};
    const size_t count = sizeof special / sizeof *special;
    for (size_t first = 0; first < count; first++) {
        for (size_t length = 0; length <= count - first; length++) {
            cr_expect_eq(wrong_roots(KERNEL_FLOAT64, special + first, length, MOST_ITEMS_APART), 0, "%zu from %zu on",
                         length, first);
            cr_expect_eq(wrong_roots(KERNEL_FLOAT32, special_floats + first, length, MOST_ITEMS_APART), 0,
                         "%zu floats from %zu on", length, first);
        }
    }
}

Test(root, of_every_float32_but_for_powers_of_4)
{
    static float x[ROOTS_AT_ONCE];
    for (uint32_t first = 0x3f000000; first < 0x40000000; first += ROOTS_AT_ONCE) {
        for (uint32_t i = 0; i < ROOTS_AT_ONCE; i++) {
            const uint32_t bits = first + i;
            memcpy(&x[i], &bits, sizeof bits);
        }
        cr_assert_eq(wrong_roots(KERNEL_FLOAT32, x, ROOTS_AT_ONCE, 1), 0);
    }
}
