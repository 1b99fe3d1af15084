/* Every operation on every dtype. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "launching.h"

/* Shape (2, 3, 5): one source backwards, one repeated along an axis, gaps in the destination. */
static void lay_out(struct setting *it, struct device_launch *launch)
{
    ptrdiff_t item = (ptrdiff_t)kernel_item_bytes(launch->dtype);
    ptrdiff_t target = (ptrdiff_t)kernel_item_bytes(destination_dtype(launch));
    launch->axes = 3;
    memcpy(launch->shape, (size_t[]){2, 3, 5}, 3 * sizeof(size_t));
    launch->sources[0] = (struct device_operand){it->memory[0], (size_t)(29 * item), {-15 * item, -5 * item, -item}};
    launch->sources[1] = (struct device_operand){it->memory[1], 0, {10 * item, 0, 2 * item}};
    launch->destination = (struct device_operand){it->memory[2], (size_t)target, {2 * target, 4 * target, 12 * target}};
}

/* What a device may lack, as device.h says. */
static bool may_lack(const struct device_launch *launch)
{
    return launch->dtype >= KERNEL_COMPLEX64 &&
           ((launch->family == DEVICE_UNARY && launch->operation >= KERNEL_SQRT) ||
            (launch->family == DEVICE_BINARY && launch->operation == KERNEL_POWER));
}

/*
 * A device whose compiler takes its time compiles for some dtypes only, one of each class and size; for all of them
 * where the environment variable IBID_TEST_ALL_KERNELS is set.
 */
static bool is_tested(enum kernel_dtype dtype)
{
    static const enum kernel_dtype dtypes[] = {SLOW_DTYPES};
    const size_t count = sizeof dtypes / sizeof dtypes[0];
    bool found = dtypes[0] == KERNEL_DTYPE_COUNT || getenv("IBID_TEST_ALL_KERNELS") != NULL;
    for (size_t i = 0; i < count; i++)
        found = found || dtypes[i] == dtype;
    return found;
}

/* All operations of a family for one dtype. */
static void compare_all(enum device_family family, int count, enum kernel_dtype dtype)
{
    if (!is_tested(dtype))
        cr_skip_test("not one of the dtypes that are compiled for each time");
    struct setting *it = malloc(sizeof *it);
    cr_assert(it != NULL);
    begin_launching(it);
    for (int operation = 0; operation < count; operation++) {
        struct device_launch launch = {.family = family, .operation = operation, .dtype = dtype};
        if (family == DEVICE_CAST)
            launch.cast = (enum kernel_dtype)operation;
        lay_out(it, &launch);
        kernel_loop *loop = find_loop(it->kernels, &launch);
        if (loop == NULL || !compare_launch(it, &launch, loop, 0)) {
            bool done = device_launch(it->stream, &launch, &launching_error);
            expect_error(done, &launching_error, IBID_ERROR_UNSUPPORTED, "has no");
            cr_expect(loop == NULL || may_lack(&launch), "%s", launching_error.message);
        }
    }
    end_launching(it);
    free(it);
}

#define FOR_EACH_DTYPE(X)                                                                                              \
    X(BOOL) X(INT8) X(INT16) X(INT32) X(INT64) X(UINT8) X(UINT16) X(UINT32) X(UINT64)                                  \
    X(FLOAT32) X(FLOAT64) X(COMPLEX64) X(COMPLEX128)

#define TESTS_OF_DTYPE(dtype)                                                                                          \
    Test(binary, dtype)                                                                                                \
    {                                                                                                                  \
        compare_all(DEVICE_BINARY, KERNEL_BINARY_COUNT, KERNEL_##dtype);                                               \
    }                                                                                                                  \
    Test(comparison, dtype)                                                                                            \
    {                                                                                                                  \
        compare_all(DEVICE_COMPARISON, KERNEL_COMPARISON_COUNT, KERNEL_##dtype);                                       \
    }                                                                                                                  \
    Test(unary, dtype)                                                                                                 \
    {                                                                                                                  \
        compare_all(DEVICE_UNARY, KERNEL_UNARY_COUNT, KERNEL_##dtype);                                                 \
    }                                                                                                                  \
    Test(cast, dtype)                                                                                                  \
    {                                                                                                                  \
        compare_all(DEVICE_CAST, KERNEL_DTYPE_COUNT, KERNEL_##dtype);                                                  \
    }

FOR_EACH_DTYPE(TESTS_OF_DTYPE)
