/* What programs of the notation are too short for, or numbers too large: depth, circles, order, and the ends of int64_t. */
#include <criterion/criterion.h>


#include "arrays.h"
#include "copying.h"
#include "cycle.h"
#include "scalar_arithmetic.h"
#include "sequence.h"
#include "sort.h"

static reference empty_list(ibid_instance *instance)
{
    return sequence_new(instance, OBJECT_LIST, NULL, 0);
}

static void append(ibid_instance *instance, reference list, reference item)
{
    cr_assert(list_append(instance, borrowed(list), borrowed(item)));
}

static struct call call_of(struct object *const *arguments, size_t given)
{
    return (struct call){.arguments = arguments, .given = given};
}

Test(objects, deep_nesting_dies_without_a_deep_stack)
{
    ibid_instance *instance = opened();
    reference outer = empty_list(instance);
    for (int depth = 0; depth < 1000000; depth++) {
        struct object *inner = borrowed(outer);
        reference next = sequence_new(instance, depth % 2 == 0 ? OBJECT_TUPLE : OBJECT_LIST, &inner, 1);
        release(instance, outer);
        outer = next;
    }
    release(instance, outer);
    close_clean(instance);
}

Test(objects, deep_nesting_is_copied_as_far_as_the_stack_allows)
{
    ibid_instance *instance = opened();
    reference list = empty_list(instance);
    append(instance, list, list);
    append(instance, list, list);
    struct object *nested = borrowed(list);
    reference outer = sequence_new(instance, OBJECT_LIST, &nested, 1);
    for (int depth = 0; depth < 2000; depth++) {
        struct object *inner = borrowed(outer);
        reference next = sequence_new(instance, OBJECT_LIST, &inner, 1);
        release(instance, outer);
        outer = next;
    }
    struct object *const arguments[MAXIMUM_ARGUMENTS] = {borrowed(outer)};
    struct call call = call_of(arguments, 1);
    cr_expect_null(deep_copy(instance, &call));
    cr_expect_eq(instance->failure.kind, IBID_ERROR_OTHER);
    release(instance, outer);
    release(instance, list);
    collect_cycles(instance);
    close_clean(instance);
}

/* A ring of lists, each with a tuple that holds the next. */
static reference ring(ibid_instance *instance, int count)
{
    reference first = empty_list(instance), last = retain(borrowed(first));
    for (int i = 1; i < count; i++) {
        reference next = empty_list(instance);
        struct object *item = borrowed(next);
        reference tuple = sequence_new(instance, OBJECT_TUPLE, &item, 1);
        append(instance, last, tuple);
        release(instance, tuple);
        release(instance, last);
        last = next;
    }
    append(instance, last, first);
    release(instance, last);
    return first;
}

Test(objects, circles_are_collected_once_nothing_reaches_them)
{
    ibid_instance *instance = opened();
    reference first = ring(instance, 10000), apart = ring(instance, 3);
    append(instance, apart, first);
    size_t living = instance->live_objects;
    collect_cycles(instance);
    cr_expect_eq(instance->live_objects, living, "what a name reaches was collected");
    release(instance, first);
    collect_cycles(instance);
    cr_expect_eq(instance->live_objects, living, "what another circle reaches was collected");
    release(instance, apart);
    cr_expect_eq(instance->live_objects, living, "a circle died by counting");
    collect_cycles(instance);
    close_clean(instance);
}

Test(objects, deep_copy_of_many)
{
    ibid_instance *instance = opened();
    enum { COUNT = 20000 };
    reference list = empty_list(instance);
    for (int i = 0; i < COUNT; i++) {
        reference item = empty_list(instance);
        append(instance, list, item);
        append(instance, list, item);
        release(instance, item);
    }
    append(instance, list, list);
    struct object *const arguments[MAXIMUM_ARGUMENTS] = {borrowed(list)};
    struct call call = call_of(arguments, 1);
    reference copy = deep_copy(instance, &call);
    cr_assert_not_null(copy);
    cr_expect_eq(item_count(borrowed(copy)), 2 * COUNT + 1);
    for (size_t i = 0; i < 2 * COUNT; i += 2) {
        cr_expect_eq(item_at(borrowed(copy), i), item_at(borrowed(copy), i + 1));
        cr_expect_neq(item_at(borrowed(copy), i), item_at(borrowed(list), i));
        cr_expect(i == 0 || item_at(borrowed(copy), i) != item_at(borrowed(copy), i - 1));
    }
    cr_expect_eq(item_at(borrowed(copy), 2 * COUNT), borrowed(copy));
    release(instance, copy);
    release(instance, list);
    collect_cycles(instance);
    close_clean(instance);
}

static double value_at(struct object *const *items, size_t index)
{
    return ((const struct number *)items[index])->value.real;
}

/* Equal floats are told apart by where they stood: they were made in that order. */
Test(objects, equal_items_keep_their_order)
{
    for (size_t count = 0; count < 200; count++) {
        ibid_instance *instance = opened();
        struct object *items[200], *sorted[200];
        for (size_t i = 0; i < count; i++)
            sorted[i] = items[i] = borrowed(float_new(instance, (double)(i * 7919 % 5)));
        cr_assert(sort_items(instance, sorted, count));
        size_t place = 0;
        for (int value = 0; value < 5; value++)
            for (size_t i = 0; i < count; i++)
                if (value_at(items, i) == value)
                    cr_expect_eq(sorted[place++], items[i], "%zu items", count);
        cr_expect_eq(place, count);
        for (size_t i = 0; i < count; i++)
            release(instance, (reference)items[i]);
        close_clean(instance);
    }
}

static double quotient(ibid_instance *instance, int64_t x, int64_t y)
{
    reference result = integer_binary(instance, IBID_OP_DIVIDE, x, y);
    double value = ((const struct number *)borrowed(result))->value.real;
    release(instance, result);
    return value;
}

/* What CPython gives; the quotients of the nearest doubles differ from it in the last bit. */
Test(objects, quotients_of_integers_are_rounded_once)
{
    ibid_instance *instance = opened();
    cr_expect_eq(quotient(instance, 8382370225779046949, 5080091673919555140), 0x1.a6693989849e5p+0);
    cr_expect_eq(quotient(instance, 394659157184236906, -35754111440984025), -0x1.6138812fa529ep+3);
    cr_expect_eq(quotient(instance, -330995808318178332, 3908890516303348), -0x1.52b5f3a0127dap+6);
    cr_expect_eq(quotient(instance, INT64_MIN, INT64_MIN), 1);
    cr_expect_eq(quotient(instance, INT64_MIN, -1), 0x1p63);
    cr_expect_eq(quotient(instance, 1, INT64_MIN), -0x1p-63);
    close_clean(instance);
}

static void expect_slice(ibid_instance *instance, const int64_t *parts, int64_t start, int64_t count)
{
    reference bounds[3];
    for (int i = 0; i < 3; i++)
        bounds[i] = integer_new(instance, parts[i]);
    reference slice = slice_new(instance, borrowed(bounds[0]), borrowed(bounds[1]), borrowed(bounds[2]));
    int64_t real_start, real_step, real_count;
    cr_assert(slice_resolve(instance, borrowed(slice), 7, &real_start, &real_step, &real_count));
    cr_expect_eq(real_start, start);
    cr_expect_eq(real_step, parts[2]);
    cr_expect_eq(real_count, count);
    release(instance, slice);
    for (int i = 0; i < 3; i++)
        release(instance, bounds[i]);
}

/* slice(…).indices(7) of CPython */
Test(objects, slices_with_the_largest_bounds_and_steps)
{
    ibid_instance *instance = opened();
    expect_slice(instance, (int64_t[]){INT64_MAX, INT64_MIN, -1}, 6, 7);
    expect_slice(instance, (int64_t[]){INT64_MIN, INT64_MAX, 1}, 0, 7);
    expect_slice(instance, (int64_t[]){INT64_MIN, INT64_MAX, INT64_MAX}, 0, 1);
    expect_slice(instance, (int64_t[]){5, INT64_MIN, INT64_MIN}, 5, 1);
    expect_slice(instance, (int64_t[]){-3, INT64_MIN, -2}, 4, 3);
    close_clean(instance);
}

static uint64_t length(int64_t start, int64_t stop, int64_t step)
{
    return range_length(&(struct range){.start = start, .stop = stop, .step = step});
}

Test(objects, ranges_over_all_integers)
{
    cr_expect_eq(length(INT64_MIN, INT64_MAX, 1), UINT64_MAX);
    cr_expect_eq(length(INT64_MAX, INT64_MIN, -1), UINT64_MAX);
    cr_expect_eq(length(INT64_MIN, INT64_MAX, INT64_MAX), 3);
    cr_expect_eq(length(INT64_MAX, INT64_MIN, INT64_MIN), 2);
    cr_expect_eq(length(5, 5, 1), 0);
    const struct range all = {.start = INT64_MAX, .stop = INT64_MIN, .step = -2};
    cr_expect(range_contains(&all, INT64_MIN + 1));
    cr_expect_not(range_contains(&all, INT64_MIN + 2));
    cr_expect_eq(range_item(&all, range_length(&all) - 1), INT64_MIN + 1);
}

/* The address sanitizer could not tell that somebody uses a block that stayed. */
Test(memory, a_large_block_stays_but_where_the_address_sanitizer_looks)
{
    ibid_instance *instance = opened();
    void *block = allocate_unset(instance, LARGE_BYTES, 1);
    cr_assert(block != NULL);
    deallocate(instance, block, LARGE_BYTES, 1);
#ifdef __SANITIZE_ADDRESS__
    cr_expect(instance->spare == NULL);
#else
    cr_expect(instance->spare != NULL);
#endif
    close_clean(instance);
}
