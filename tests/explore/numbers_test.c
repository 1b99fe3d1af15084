#include <criterion/criterion.h>
#include <math.h>

#include "explore/numbers.h"

static const char *both(const char *left, const char *right)
{
    const struct dtype *x = dtype_by_name(left), *y = dtype_by_name(right);
    return dtype_of_both((struct number_type){x, x->class}, (struct number_type){y, y->class})->name;
}

static const char *with(const char *strong, enum dtype_class weak)
{
    const struct dtype *dtype = dtype_by_name(strong);
    return dtype_of_both((struct number_type){NULL, weak}, (struct number_type){dtype, dtype->class})->name;
}

/* NEP 50 and numpy.result_type. */
Test(numbers, promote_as_numpy_does)
{
    cr_assert_str_eq(both("int8", "uint8"), "int16");
    cr_assert_str_eq(both("int64", "uint64"), "float64");
    cr_assert_str_eq(both("int16", "float32"), "float32");
    cr_assert_str_eq(both("int32", "float32"), "float64");
    cr_assert_str_eq(both("bool", "complex64"), "complex64");
    cr_assert_str_eq(both("float64", "complex64"), "complex128");
    cr_assert_str_eq(with("uint8", DTYPE_SIGNED), "uint8");
    cr_assert_str_eq(with("bool", DTYPE_SIGNED), "int64");
    cr_assert_str_eq(with("int8", DTYPE_FLOAT), "float64");
    cr_assert_str_eq(with("float32", DTYPE_COMPLEX), "complex64");
}

Test(numbers, are_cast_where_c_says_how)
{
    const struct dtype *uint8 = dtype_by_name("uint8"), *float32 = dtype_by_name("float32");
    cr_assert(cast_is_defined(numbers_of(0.25, 255.75, false), DTYPE_FLOAT, uint8));
    cr_assert_not(cast_is_defined(numbers_of(0, 256, true), DTYPE_FLOAT, uint8));
    cr_assert_not(cast_is_defined(numbers_of(-1, 1, true), DTYPE_FLOAT, uint8));
    cr_assert_not(cast_is_defined(numbers_anything, DTYPE_FLOAT, uint8));
    cr_assert(cast_is_defined(numbers_of(-1000, 1000, true), DTYPE_SIGNED, uint8));
    cr_assert(cast_is_defined(numbers_anything, DTYPE_FLOAT, float32));
}

Test(numbers, are_followed_through_arithmetic)
{
    const struct dtype *float64 = dtype_by_name("float64"), *int8 = dtype_by_name("int8");
    struct numbers few = numbers_of(1, 3, true), more = numbers_of(-2, 10, true);
    struct numbers sum = numbers_combined(IBID_OP_ADD, few, more, float64);
    cr_assert(sum.low == -1 && sum.high == 13 && sum.plain);
    /* 3 * -2 and 3 * 10; 0 * -2 could be -0.0. */
    struct numbers product = numbers_combined(IBID_OP_MULTIPLY, few, more, float64);
    cr_assert(product.low <= -6 && product.high >= 30);
    cr_assert_not(product.plain);
    struct numbers quotient = numbers_combined(IBID_OP_DIVIDE, few, more, float64);
    cr_assert(isinf(quotient.high));
    /* Integers wrap. */
    struct numbers wrapped = numbers_combined(IBID_OP_MULTIPLY, numbers_of(0, 100, true), few, int8);
    cr_assert(wrapped.low == -128 && wrapped.high == 127);
}

Test(numbers, are_summed_where_no_order_matters)
{
    const struct dtype *float32 = dtype_by_name("float32"), *int8 = dtype_by_name("int8");
    cr_assert(sum_is_defined(numbers_of(-10, 10, false), 100, float32));
    cr_assert_not(sum_is_defined(numbers_of(-1000, 1000, false), 10000, float32));
    cr_assert_not(sum_is_defined(numbers_anything, 2, float32));
    cr_assert(sum_is_defined(numbers_anything, 1e6, int8));
}
