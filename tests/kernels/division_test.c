/*
 * Many whole numbers divided by one, and integers raised to one power, are computed otherwise than one by one: both
 * have to say the same. That one by one is right, arithmetic_test.c sees to.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "kernels.h"
#include "sample.h"

enum { LARGEST_STEP = 2, MOST_NUMBERS = 700 };

/* Numbers of `bits` bits: the extremes, powers of two, what is next to them, and others. Returns how many. */
static size_t numbers_of(unsigned bits, uint64_t *numbers)
{
    size_t count = 0;
    if (bits == 8) {
        for (uint64_t number = 0; number < 256; number++)
            numbers[count++] = number;
        return count;
    }
    for (unsigned bit = 0; bit < bits; bit++)
        for (uint64_t near = 0; near < 5; near++) {
            numbers[count++] = ((uint64_t)1 << bit) + near - 2;
            numbers[count++] = 0 - ((uint64_t)1 << bit) + near - 2;
        }
    uint64_t state = 1;
    while (count < MOST_NUMBERS) {
        const uint64_t magnitude = sample_next(&state) % 64;
        numbers[count++] = sample_next(&state) >> magnitude;
    }
    return count;
}

/* Results for a row of numbers, so many items apart, and one `second` operand, next to each other. */
static void results_of_row(kernel_loop *loop, size_t item, const uint64_t *numbers, size_t count, ptrdiff_t step,
                           uint64_t second, char *results)
{
    static char row[LARGEST_STEP * MOST_NUMBERS * sizeof(uint64_t)], apart[sizeof row];
    char one[sizeof second];
    const ptrdiff_t bytes = step * (ptrdiff_t)item, first = step < 0 ? -bytes * (ptrdiff_t)(count - 1) : 0;
    sample_put(one, second, item);
    for (size_t i = 0; i < count; i++)
        sample_put(row + first + (ptrdiff_t)i * bytes, numbers[i], item);
    loop(&(struct kernel_walk){.data = {row + first, one, apart + first},
                               .inner_bytes = {bytes, count == 1 ? (ptrdiff_t)item : 0, bytes}, /* alone: as in a row */
                               .inner_count = count,
                               .outer_count = 1});
    for (size_t i = 0; i < count; i++)
        memcpy(results + i * item, apart + first + (ptrdiff_t)i * bytes, item);
}

static void same_by_one(const struct kernels *kernels, enum kernel_binary operation, enum kernel_dtype dtype,
                        const uint64_t *numbers, size_t count, uint64_t second)
{
    static char alone[MOST_NUMBERS * sizeof(uint64_t)], results[sizeof alone];
    const ptrdiff_t steps[] = {1, 2, -1, -2};
    const size_t item = kernel_item_bytes(dtype);
    for (size_t i = 0; i < count; i++)
        results_of_row(kernels->binary[operation][dtype], item, numbers + i, 1, 1, second, alone + i * item);
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        results_of_row(kernels->binary[operation][dtype], item, numbers, count, steps[s], second, results);
        cr_assert_arr_eq(results, alone, count * item, "%s, dtype %d, second operand %llx, step %td", kernels->name,
                         (int)dtype, (unsigned long long)second, steps[s]);
    }
}

/* Without seconds, of each number by each. */
static void same_in_a_row(enum kernel_binary operation, const uint64_t *seconds, size_t second_count)
{
    static const enum kernel_dtype DTYPES[] = {KERNEL_INT8,  KERNEL_INT16,  KERNEL_INT32,  KERNEL_INT64,
                                               KERNEL_UINT8, KERNEL_UINT16, KERNEL_UINT32, KERNEL_UINT64};
    size_t entries;
    const struct kernels_entry *entry = kernels_list(&entries);
    for (size_t k = 0; k < entries; k++) {
        for (size_t d = 0; d < sizeof DTYPES / sizeof *DTYPES && entry[k].supported(); d++) {
            uint64_t numbers[MOST_NUMBERS];
            const size_t count = numbers_of(8 * (unsigned)kernel_item_bytes(DTYPES[d]), numbers);
            for (size_t i = 0; i < (seconds != NULL ? second_count : count); i++)
                same_by_one(entry[k].kernels, operation, DTYPES[d], numbers, count,
                            (seconds != NULL ? seconds : numbers)[i]);
        }
    }
}

Test(division, of_a_row_by_one_rounds_down_as_alone)
{
    same_in_a_row(KERNEL_FLOOR_DIVIDE, NULL, 0);
}

Test(division, of_a_row_by_one_leaves_what_it_leaves_alone)
{
    same_in_a_row(KERNEL_REMAINDER, NULL, 0);
}

Test(power, of_a_row_is_as_alone)
{
    const uint64_t exponents[] = {0, 1, 2, 3, 7};
    same_in_a_row(KERNEL_POWER, exponents, sizeof exponents / sizeof *exponents);
}
