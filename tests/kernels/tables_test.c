/* Which tables there are and which is chosen; and that all of them agree in every bit. */
#include <criterion/criterion.h>
#include <string.h>

#include "exercise.h"
#include "layouts.h"

TestSuite(tables);

Test(tables, best_supported_is_chosen)
{
    size_t count;
    const struct kernels_entry *entries = kernels_list(&count);
    char message[KERNELS_MESSAGE_BYTES];
    size_t first = 0;
    while (first < count && !entries[first].supported())
        first++;
    cr_assert_lt(first, count, "no table runs here");
    cr_assert_eq(kernels_choose(NULL, message), entries[first].kernels);
}

Test(tables, named_one_is_chosen)
{
    size_t count;
    const struct kernels_entry *entries = kernels_list(&count);
    for (size_t i = 0; i < count; i++) {
        char message[KERNELS_MESSAGE_BYTES] = "";
        const struct kernels *chosen = kernels_choose(entries[i].kernels->name, message);
        if (entries[i].supported())
            cr_assert_eq(chosen, entries[i].kernels);
        else
            cr_assert(chosen == NULL && strstr(message, "not supported by this processor"), "%s", message);
    }
}

Test(tables, unknown_name_is_refused)
{
    size_t count;
    const struct kernels_entry *entries = kernels_list(&count);
    const char *wrong[] = {"sse9", "", "AVX2", "avx"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char message[KERNELS_MESSAGE_BYTES] = "";
        cr_assert_null(kernels_choose(wrong[i], message));
        cr_assert(strstr(message, wrong[i]), "%s", message);
        for (size_t k = 0; k < count; k++)
            cr_assert(!entries[k].supported() || strstr(message, entries[k].kernels->name), "%s", message);
    }
}

enum { RESULTS = 2048 };

struct results {
    size_t count;
    uint64_t digests[RESULTS];
    char loops[RESULTS][64];
};

static void keep(void *context, const char *loop, uint64_t digest)
{
    struct results *results = context;
    cr_assert_lt(results->count, RESULTS);
    strcpy(results->loops[results->count], loop);
    results->digests[results->count++] = digest;
}

static void compare_tables(size_t first, size_t step)
{
    static struct results expected, seen;
    size_t count;
    const struct kernels_entry *entries = kernels_list(&count);
    const struct kernels *last = entries[count - 1].kernels;
    for (size_t index = first; index < LAYOUT_TOTAL; index += step) {
        const struct exercise_layout layout = layout_of(index);
        expected.count = 0;
        exercise(last, &layout, false, keep, &expected);
        cr_assert_gt(expected.count, 500);
        for (size_t i = 0; i + 1 < count; i++) {
            if (!entries[i].supported())
                continue;
            seen.count = 0;
            exercise(entries[i].kernels, &layout, false, keep, &seen);
            cr_assert_eq(seen.count, expected.count);
            for (size_t k = 0; k < seen.count; k++)
                cr_assert(seen.digests[k] == expected.digests[k],
                          "%s in %s differs from %s on layout %zu: %zu elements", seen.loops[k],
                          entries[i].kernels->name, last->name, index, layout.count);
        }
    }
}

/* In several tests so that processors share them. */
Test(tables, agree_in_every_bit_1)
{
    compare_tables(0, 4);
}

Test(tables, agree_in_every_bit_2)
{
    compare_tables(1, 4);
}

Test(tables, agree_in_every_bit_3)
{
    compare_tables(2, 4);
}

Test(tables, agree_in_every_bit_4)
{
    compare_tables(3, 4);
}
