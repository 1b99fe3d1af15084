#include "mixed_comparison.h"

#include <stdint.h>
#include <string.h>

/* Less than 0 if the signed number is the smaller, 0 if both are equal, else more. */
static int order(const char *of_signed, const char *of_unsigned)
{
    int64_t x;
    uint64_t y;
    memcpy(&x, of_signed, sizeof x);
    memcpy(&y, of_unsigned, sizeof y);
    if (x < 0)
        return -1;
    return ((uint64_t)x > y) - ((uint64_t)x < y);
}

/* `sources` is the place of the signed source; the other's is 1 - sources. */
#define LOOP(name, sources, relation)                                                                                  \
    static void name(const struct kernel_walk *walk)                                                                   \
    {                                                                                                                  \
        for (size_t i = 0; i < walk->outer_count; i++) {                                                               \
            const char *x = walk->data[sources] + (ptrdiff_t)i * walk->outer_bytes[sources];                           \
            const char *y = walk->data[1 - (sources)] + (ptrdiff_t)i * walk->outer_bytes[1 - (sources)];               \
            char *result = walk->data[2] + (ptrdiff_t)i * walk->outer_bytes[2];                                        \
            for (size_t k = 0; k < walk->inner_count; k++) {                                                           \
                *result = order(x, y) relation 0;                                                                      \
                x += walk->inner_bytes[sources];                                                                       \
                y += walk->inner_bytes[1 - (sources)];                                                                 \
                result += walk->inner_bytes[2];                                                                        \
            }                                                                                                          \
        }                                                                                                              \
    }

LOOP(equal, 0, ==)
LOOP(not_equal, 0, !=)
LOOP(less, 0, <)
LOOP(less_equal, 0, <=)
LOOP(greater, 0, >)
LOOP(greater_equal, 0, >=)
LOOP(equal_second, 1, ==)
LOOP(not_equal_second, 1, !=)
LOOP(less_second, 1, >)
LOOP(less_equal_second, 1, >=)
LOOP(greater_second, 1, <)
LOOP(greater_equal_second, 1, <=)

kernel_loop *mixed_comparison(enum kernel_comparison comparison, bool signed_first)
{
    static kernel_loop *const loops[][KERNEL_COMPARISON_COUNT] = {
        {
            [KERNEL_EQUAL] = equal_second,
            [KERNEL_NOT_EQUAL] = not_equal_second,
            [KERNEL_LESS] = less_second,
            [KERNEL_LESS_EQUAL] = less_equal_second,
            [KERNEL_GREATER] = greater_second,
            [KERNEL_GREATER_EQUAL] = greater_equal_second,
        },
        {
            [KERNEL_EQUAL] = equal,
            [KERNEL_NOT_EQUAL] = not_equal,
            [KERNEL_LESS] = less,
            [KERNEL_LESS_EQUAL] = less_equal,
            [KERNEL_GREATER] = greater,
            [KERNEL_GREATER_EQUAL] = greater_equal,
        },
    };
    return loops[signed_first][comparison];
}
