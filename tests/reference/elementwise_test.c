/* What stands between programs and loops: walks, promotion, conversions block by block, copies and their absence. */
#include <criterion/criterion.h>

#include <inttypes.h>

#include "arrays.h"
#include "assign.h"
#include "casting.h"
#include "iterate.h"
#include "number.h"
#include "promotion.h"
#include "ufunc.h"

static void start_walk(struct walk *walk, const struct array *x)
{
    walk_start(walk, x->axes, x->shape);
    walk_add_array(walk, x);
}

Test(walk, axes_without_gaps_are_one_in_whatever_order)
{
    ibid_instance *instance = opened();
    reference x = new_array(instance, KERNEL_FLOAT64, 3, (int64_t[]){4, 1, 5});
    reference turned = strided_view(instance, array_in(x), 0, 3, (int64_t[]){5, 4, 1}, (int64_t[]){8, 40, 40});
    struct walk walk;
    start_walk(&walk, array_in(turned));
    walk_add_array(&walk, array_in(turned));
    walk_sort(&walk, 1, NULL);
    walk_simplify(&walk, 1);
    cr_expect_eq(walk.axes, 1);
    cr_expect_eq(walk.shape[0], 20);
    cr_expect_eq(walk.strides_bytes[0][0], 8);
    release(instance, turned);
    release(instance, x);
    close_clean(instance);
}

Test(walk, the_leader_goes_forwards)
{
    ibid_instance *instance = opened();
    reference x = new_array(instance, KERNEL_INT32, 2, (int64_t[]){3, 4});
    reference back = strided_view(instance, array_in(x), 44, 2, (int64_t[]){3, 4}, (int64_t[]){-16, -4});
    struct walk walk;
    start_walk(&walk, array_in(x));
    walk_add_array(&walk, array_in(back));
    walk_sort(&walk, 1, NULL);
    walk_simplify(&walk, 1);
    cr_expect_eq(walk.axes, 1);
    cr_expect_eq(walk.strides_bytes[0][1], 4);
    cr_expect_eq(walk.strides_bytes[0][0], -4, "and the other one backwards");
    cr_expect_eq(walk.first[0], array_in(x)->first + 44);
    cr_expect_eq(walk.first[1], array_in(x)->first);
    release(instance, back);
    release(instance, x);
    close_clean(instance);
}

Test(promotion, is_symmetrical_and_never_loses_a_class)
{
    for (int i = 0; i < KERNEL_DTYPE_COUNT; i++)
        for (int k = 0; k < KERNEL_DTYPE_COUNT; k++) {
            const struct dtype *x = dtype_numbered((enum kernel_dtype)i), *y = dtype_numbered((enum kernel_dtype)k);
            const struct dtype *common = promote(x, y);
            cr_expect_eq(common, promote(y, x), "%s, %s", x->name, y->name);
            cr_expect_eq(promote(common, x), common, "%s, %s", x->name, y->name);
            cr_expect_geq(common->item_bytes, x->item_bytes, "%s, %s", x->name, y->name);
            cr_expect(can_cast(x, common), "%s, %s", x->name, y->name);
        }
}

Test(promotion, of_signed_and_unsigned_integers)
{
    static const struct {
        enum kernel_dtype x, y, common;
    } rows[] = {
        {KERNEL_INT8, KERNEL_UINT8, KERNEL_INT16},       {KERNEL_INT64, KERNEL_UINT32, KERNEL_INT64},
        {KERNEL_INT64, KERNEL_UINT64, KERNEL_FLOAT64},   {KERNEL_INT32, KERNEL_FLOAT32, KERNEL_FLOAT64},
        {KERNEL_INT16, KERNEL_FLOAT32, KERNEL_FLOAT32},  {KERNEL_UINT64, KERNEL_COMPLEX64, KERNEL_COMPLEX128},
        {KERNEL_FLOAT64, KERNEL_COMPLEX64, KERNEL_COMPLEX128},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(promote(dtype_numbered(rows[i].x), dtype_numbered(rows[i].y)), dtype_numbered(rows[i].common),
                     "row %zu", i);
}

/* No dtype holds both: in float64 all of these would be equal. */
Test(comparison, of_signed_with_unsigned_integers_is_exact)
{
    ibid_instance *instance = opened();
    int64_t of_signed = INT64_MAX;
    uint64_t of_unsigned = (uint64_t)INT64_MAX + 1;
    reference x = scalar_new(instance, dtype_numbered(KERNEL_INT64), &of_signed);
    reference y = scalar_new(instance, dtype_numbered(KERNEL_UINT64), &of_unsigned);
    static const struct {
        enum ibid_operation operation;
        bool forwards, backwards;
    } rows[] = {
        {IBID_OP_EQUAL, false, false},  {IBID_OP_NOT_EQUAL, true, true}, {IBID_OP_LESS, true, false},
        {IBID_OP_LESS_EQUAL, true, false}, {IBID_OP_GREATER, false, true}, {IBID_OP_GREATER_EQUAL, false, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int turn = 0; turn < 2; turn++) {
            struct object *left = borrowed(turn ? y : x), *right = borrowed(turn ? x : y);
            reference result = ufunc_call(instance, rows[i].operation, left, right, NULL, NULL);
            struct value value;
            cr_assert(result != NULL && value_of(borrowed(result), &value));
            cr_expect_eq(value.integer, turn ? rows[i].backwards : rows[i].forwards, "row %zu, turn %d", i, turn);
            release(instance, result);
        }
    release(instance, x);
    release(instance, y);
    close_clean(instance);
}

/* Conversions go block by block; a mask and steps of any kind go along. */
Test(conversion, over_many_blocks_behind_a_mask)
{
    enum { COUNT = 5000 };
    ibid_instance *instance = opened();
    int64_t count = COUNT;
    reference x = counting(instance, KERNEL_INT16, COUNT), y = counting(instance, KERNEL_FLOAT32, 2 * COUNT);
    reference every_other = strided_view(instance, array_in(y), 0, 1, &count, (int64_t[]){8});
    reference z = new_array(instance, KERNEL_FLOAT64, 1, &count), mask = new_array(instance, KERNEL_BOOL, 1, &count);
    for (int64_t i = 0; i < COUNT; i++)
        array_in(mask)->first[i] = i % 3 == 0;
    reference result = ufunc_call(instance, IBID_OP_F_ADD, borrowed(x), borrowed(every_other), borrowed(z),
                                  borrowed(mask));
    cr_assert(result != NULL);
    for (int64_t i = 0; i < COUNT; i++)
        cr_assert_eq(real_at(array_in(z), i), i % 3 == 0 ? 3.0 * (double)i : 0, "element %" PRId64, i);
    release(instance, result);
    release(instance, mask);
    release(instance, z);
    release(instance, every_other);
    release(instance, y);
    release(instance, x);
    close_clean(instance);
}

Test(output, of_twofold_elements_keeps_the_last_result)
{
    ibid_instance *instance = opened();
    int64_t count = 3;
    reference x = new_array(instance, KERNEL_INT64, 1, (int64_t[]){1}), y = counting(instance, KERNEL_INT64, 3);
    reference thrice = strided_view(instance, array_in(x), 0, 1, &count, (int64_t[]){0});
    reference result = ufunc_update(instance, IBID_OP_UPDATE_ADD, array_in(thrice), borrowed(y));
    cr_assert(result != NULL);
    cr_expect_eq(real_at(array_in(x), 0), 2);
    release(instance, result);
    release(instance, thrice);
    release(instance, y);
    release(instance, x);
    close_clean(instance);
}
