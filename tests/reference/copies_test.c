/* Copies: that they are made where they are needed only, and that what is written does not tell. */
#include <criterion/criterion.h>

#include <inttypes.h>
#include <string.h>

#include "arrays.h"
#include "assign.h"
#include "index.h"
#include "ufunc.h"

/* Bytes of array memory that x[i] op= x[k] takes, for windows of an array that begin at elements i and k. */
static size_t bytes_for_windows(int64_t written, int64_t read, int64_t step, bool assigns)
{
    ibid_instance *instance = opened();
    int64_t count = 8, stride = 8 * step;
    reference x = counting(instance, KERNEL_INT64, 64);
    reference to = strided_view(instance, array_in(x), (size_t)(8 * written), 1, &count, &stride);
    reference from = strided_view(instance, array_in(x), (size_t)(8 * read), 1, &count, &stride);
    size_t before = instance->array_bytes_allocated;
    if (assigns)
        cr_assert(array_assign(instance, array_in(to), borrowed(from)));
    else
        release(instance, ufunc_update(instance, IBID_OP_UPDATE_ADD, array_in(to), borrowed(from)));
    for (int64_t i = 0; i < count; i++) {
        double expected = (double)(read + step * i) + (assigns ? 0 : (double)(written + step * i));
        cr_expect_eq(real_at(array_in(to), i), expected, "element %" PRId64, i);
    }
    size_t bytes = instance->array_bytes_allocated - before;
    release(instance, from);
    release(instance, to);
    release(instance, x);
    close_clean(instance);
    return bytes;
}

Test(copies, are_made_where_no_order_does_without)
{
    ibid_instance *instance = opened();
    int64_t count = 8, backwards = -8;
    reference x = counting(instance, KERNEL_INT64, count);
    reference from_the_end = strided_view(instance, array_in(x), 56, 1, &count, &backwards);
    size_t before = instance->array_bytes_allocated;
    release(instance, ufunc_update(instance, IBID_OP_UPDATE_ADD, array_in(x), borrowed(from_the_end)));
    cr_expect_eq(instance->array_bytes_allocated - before, 64);
    for (int64_t i = 0; i < count; i++)
        cr_expect_eq(real_at(array_in(x), i), 7, "element %" PRId64, i);
    release(instance, from_the_end);
    release(instance, x);
    close_clean(instance);
}

Test(copies, are_not_made_where_none_is_needed)
{
    cr_expect_eq(bytes_for_windows(0, 1, 2, false), 0, "even and odd");
    cr_expect_eq(bytes_for_windows(1, 0, 2, true), 0, "odd and even");
    cr_expect_eq(bytes_for_windows(0, 8, 1, false), 0, "halves");
    cr_expect_eq(bytes_for_windows(5, 5, 3, false), 0, "the same elements");
    cr_expect_eq(bytes_for_windows(1, 0, 1, true), 0, "one run of bytes moves");
    cr_expect_eq(bytes_for_windows(0, 1, 1, false), 0, "forwards");
    cr_expect_eq(bytes_for_windows(1, 0, 1, false), 0, "backwards");
    cr_expect_eq(bytes_for_windows(0, 2, 2, true), 0, "assigned forwards");
    cr_expect_eq(bytes_for_windows(2, 0, 2, true), 0, "assigned backwards");
}

/* The mask is read as it was, though it is written one place further on. */
Test(copies, are_made_of_masks_that_are_written)
{
    enum { COUNT = 3000 };
    ibid_instance *instance = opened();
    int64_t count = COUNT, whole = COUNT + 1, stride = 1;
    reference x = new_array(instance, KERNEL_BOOL, 1, &whole), y = new_array(instance, KERNEL_BOOL, 1, &count);
    unsigned char *truths = array_in(x)->first;
    for (int64_t i = 0; i < whole; i++)
        truths[i] = i % 3 > 0;
    reference mask = strided_view(instance, array_in(x), 0, 1, &count, &stride);
    reference z = strided_view(instance, array_in(x), 1, 1, &count, &stride);
    size_t before = instance->array_bytes_allocated;
    release(instance, ufunc_call(instance, IBID_OP_F_ADD, borrowed(y), borrowed(y), borrowed(z), borrowed(mask)));
    cr_expect_eq(instance->array_bytes_allocated - before, COUNT);
    for (int64_t i = 1; i < whole; i++)
        cr_assert_eq(truths[i], i % 3 == 1, "element %" PRId64, i);
    release(instance, z);
    release(instance, mask);
    release(instance, y);
    release(instance, x);
    close_clean(instance);
}

/* Numbers that are the same in each run. */
struct choices {
    uint64_t state;
};

static int64_t choose(struct choices *choices, int64_t least, int64_t most)
{
    choices->state = choices->state * 6364136223846793005U + 1442695040888963407U;
    return least + (int64_t)((choices->state >> 33) % (uint64_t)(most - least + 1));
}

enum { AXES = 3, UNITS = 1 << 15, UNIT_BYTES = 8 };

/* Where windows of one parent lie, but for where each begins; strides in units. */
struct layout {
    size_t axes;
    int64_t shape[AXES], strides[AXES];
};

static struct layout choose_layout(struct choices *choices)
{
    struct layout layout = {.axes = (size_t)choose(choices, 1, AXES)};
    static const int64_t lengths[] = {1, 2, 3, 5, 31, 33, 340, 1023, 1024, 1025, 2047, 2050};
    int64_t span = 1, room = UNITS / 6, turn = choose(choices, 0, 1);
    for (size_t i = 0; i < layout.axes; i++) {
        size_t axis = turn ? i : layout.axes - 1 - i;
        int64_t stride = span * choose(choices, 1, 2) + (i > 0 ? choose(choices, 0, 2) : 0);
        int64_t length = lengths[choose(choices, 0, sizeof lengths / sizeof *lengths - 1)];
        while (length > 1 && length * stride > room)
            length = (length + 1) / 2;
        layout.shape[axis] = length;
        layout.strides[axis] = choose(choices, 0, 3) == 0 ? -stride : stride;
        span = length > 1 ? stride * length : span;
    }
    return layout;
}

/* A window near the others: at times with an axis turned round, or of smaller elements in the same units. */
static reference choose_window(struct choices *choices, ibid_instance *instance, struct array *parent,
                               const struct layout *layout, enum kernel_dtype dtype, int64_t near)
{
    int64_t first = near + choose(choices, -3, 3), strides_bytes[AXES];
    size_t turned = choose(choices, 0, 4) == 0 ? (size_t)choose(choices, 0, (int64_t)layout->axes - 1) : AXES;
    for (size_t i = 0; i < layout->axes; i++) {
        int64_t stride = layout->strides[i];
        first += (layout->shape[i] > 1 ? choose(choices, -1, 1) * stride : 0) +
                 (stride < 0 ? -stride * (layout->shape[i] - 1) : 0);
        if (i == turned) {
            first += stride * (layout->shape[i] - 1);
            stride = -stride;
        }
        strides_bytes[i] = UNIT_BYTES * stride;
    }
    const struct dtype *of_window = dtype_numbered(dtype);
    size_t parts = UNIT_BYTES / of_window->item_bytes;
    size_t first_bytes =
        UNIT_BYTES * (size_t)first + of_window->item_bytes * (size_t)choose(choices, 0, (int64_t)parts - 1);
    return array_view(instance, parent, of_window, parent->first + first_bytes, layout->axes, layout->shape,
                      strides_bytes);
}

static reference copy_in_order(ibid_instance *instance, reference x)
{
    reference copy = array_copy(instance, array_in(x), ORDER_C);
    cr_assert(copy != NULL);
    return copy;
}

static reference same_window(ibid_instance *instance, const struct array *window, const struct array *parent,
                             struct array *twin)
{
    return array_view(instance, twin, window->dtype, twin->first + (window->first - parent->first), window->axes,
                      window->shape, window->strides_bytes);
}

enum form { ASSIGN, UPDATE, OUTPUT, MASKED, FORMS };

static void operate(ibid_instance *instance, enum form form, reference z, reference x, reference y, reference mask)
{
    reference result = NULL;
    if (form == ASSIGN)
        cr_assert(array_assign(instance, array_in(z), borrowed(x)));
    else if (form == UPDATE)
        result = ufunc_update(instance, IBID_OP_UPDATE_SUBTRACT, array_in(z), borrowed(x));
    else
        result = ufunc_call(instance, IBID_OP_F_SUBTRACT, borrowed(x), borrowed(y), borrowed(z),
                            form == MASKED ? borrowed(mask) : NULL);
    cr_assert(form == ASSIGN || result != NULL);
    release(instance, result);
}

/* The dtypes of z, x and y; what comes to z is cast by "same_kind". */
static void choose_dtypes(struct choices *choices, enum kernel_dtype *dtypes)
{
    static const enum kernel_dtype integers[] = {KERNEL_INT64, KERNEL_INT32, KERNEL_INT16, KERNEL_INT64};
    bool mixed = choose(choices, 0, 1) == 0;
    for (int k = 0; k < 3; k++)
        dtypes[k] = mixed ? integers[choose(choices, 0, 3)] : KERNEL_INT64;
}

static bool compare_with_copies_first(ibid_instance *instance, struct choices *choices, struct array *parent,
                                      struct array *twin, struct array *truths)
{
    struct layout layout = choose_layout(choices);
    enum form form = (enum form)choose(choices, 0, FORMS - 1);
    enum kernel_dtype dtypes[3];
    choose_dtypes(choices, dtypes);
    size_t parent_bytes = parent->element_count * parent->dtype->item_bytes;
    memcpy(twin->first, parent->first, parent_bytes);
    reference z = choose_window(choices, instance, parent, &layout, dtypes[0], UNITS / 3);
    reference x = choose_window(choices, instance, parent, &layout, dtypes[1], UNITS / 3);
    reference y = choose_window(choices, instance, parent, &layout, dtypes[2], UNITS / 3);
    reference mask = choose_window(choices, instance, truths, &layout, KERNEL_BOOL, UNITS / 3);
    reference twin_z = same_window(instance, array_in(z), parent, twin);
    reference x_copy = copy_in_order(instance, x), y_copy = copy_in_order(instance, y);
    size_t before = instance->array_bytes_allocated;
    operate(instance, form, z, x, y, mask);
    bool copied = instance->array_bytes_allocated != before;
    operate(instance, form, twin_z, x_copy, y_copy, mask);
    cr_assert_eq(memcmp(parent->first, twin->first, parent_bytes), 0, "form %d, %zu axes, %" PRId64 " by %" PRId64,
                 (int)form, layout.axes, layout.shape[0], layout.axes > 1 ? layout.shape[1] : 1);
    reference all[] = {y_copy, x_copy, twin_z, mask, y, x, z};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        release(instance, all[i]);
    return copied;
}

Test(copies, first_or_not_at_all_give_the_same)
{
    enum { PROGRAMS = 4000 };
    ibid_instance *instance = opened();
    struct choices choices = {1};
    reference parent = counting(instance, KERNEL_INT64, UNITS), twin = counting(instance, KERNEL_INT64, UNITS);
    reference truths = counting(instance, KERNEL_INT64, UNITS);
    for (int64_t i = 0; i < UNITS * UNIT_BYTES; i++)
        array_in(truths)->first[i] = choose(&choices, 0, 2) > 0;
    int copied = 0;
    for (int i = 0; i < PROGRAMS; i++) {
        for (int64_t k = 0; k < UNITS * UNIT_BYTES; k += 4)
            array_in(parent)->first[k] = (unsigned char)(k + i);
        copied += compare_with_copies_first(instance, &choices, array_in(parent), array_in(twin), array_in(truths));
    }
    cr_expect(copied > PROGRAMS / 20 && copied < PROGRAMS * 3 / 4, "%d of the programs copied", copied);
    release(instance, truths);
    release(instance, twin);
    release(instance, parent);
    close_clean(instance);
}

static void expect_same_elements(ibid_instance *instance, reference x, reference y)
{
    reference x_copy = copy_in_order(instance, x), y_copy = copy_in_order(instance, y);
    const struct array *one = array_in(x_copy), *other = array_in(y_copy);
    cr_assert_eq(one->element_count, other->element_count);
    cr_expect_eq(memcmp(one->first, other->first, one->element_count * one->dtype->item_bytes), 0);
    release(instance, y_copy);
    release(instance, x_copy);
}

/* A window of a new array of float64 whose axes stand in any order and go either way, with gaps. */
static reference scattered(ibid_instance *instance, struct choices *choices, size_t axes, const int64_t *shape)
{
    int64_t span = 1, strides_bytes[AXES], first_bytes = 0;
    size_t turn = (size_t)choose(choices, 0, (int64_t)axes - 1);
    for (size_t i = 0; i < axes; i++) {
        size_t axis = (i + turn) % axes;
        int64_t stride = span * choose(choices, 1, 2);
        span = stride * shape[axis];
        bool goes_back = choose(choices, 0, 1) > 0;
        strides_bytes[axis] = UNIT_BYTES * (goes_back ? -stride : stride);
        first_bytes += goes_back ? UNIT_BYTES * stride * (shape[axis] - 1) : 0;
    }
    reference parent = counting(instance, KERNEL_FLOAT64, span);
    reference window = strided_view(instance, array_in(parent), (size_t)first_bytes, axes, shape, strides_bytes);
    release(instance, parent);
    return window;
}

Test(products, are_written_where_they_belong)
{
    static const int64_t widths[] = {1, 2, 7, 33, 2049};
    ibid_instance *instance = opened();
    struct choices choices = {2};
    for (int i = 0; i < 200; i++) {
        int64_t stack = choose(&choices, 1, 3), rows = choose(&choices, 1, 5), inner = choose(&choices, 1, 40);
        int64_t columns = widths[choose(&choices, 0, 4)];
        reference x = scattered(instance, &choices, 3, (int64_t[]){stack, rows, inner});
        reference y = scattered(instance, &choices, 2, (int64_t[]){inner, columns});
        reference z = scattered(instance, &choices, 3, (int64_t[]){stack, rows, columns});
        reference expected = ufunc_matmul(instance, borrowed(x), borrowed(y), NULL);
        size_t before = instance->array_bytes_allocated;
        reference result = ufunc_matmul(instance, borrowed(x), borrowed(y), borrowed(z));
        cr_expect_eq(instance->array_bytes_allocated - before, 0);
        expect_same_elements(instance, z, expected);
        reference all[] = {result, expected, z, y, x};
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            release(instance, all[k]);
    }
    close_clean(instance);
}

Test(products, may_take_the_place_of_an_operand)
{
    ibid_instance *instance = opened();
    struct choices choices = {3};
    for (size_t i = 0; i < 3; i++) {
        reference x = scattered(instance, &choices, 2, (int64_t[]){9, 9});
        reference y = scattered(instance, &choices, 2, (int64_t[]){9, 9});
        struct object *left = borrowed(i == 1 ? y : x), *right = borrowed(i == 2 ? y : x);
        reference expected = ufunc_matmul(instance, left, right, NULL);
        reference result = ufunc_matmul(instance, left, right, borrowed(x));
        expect_same_elements(instance, x, expected);
        reference all[] = {result, expected, y, x};
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            release(instance, all[k]);
    }
    close_clean(instance);
}

/* Positions, some of them twice, in an array of integers, from which an index is taken as it is. */
static reference choose_positions(ibid_instance *instance, struct choices *choices, int64_t count, int64_t length)
{
    reference positions = new_array(instance, KERNEL_INT64, 1, &count);
    for (int64_t i = 0; i < count; i++)
        memcpy(array_in(positions)->first + 8 * i, &(int64_t){choose(choices, 0, length - 1)}, 8);
    return positions;
}

/* x[positions] = a window of x, or of another array, against the same with a copy of the window. */
static void set_listed(ibid_instance *instance, struct choices *choices, bool meets)
{
    int64_t length = 40, count = choose(choices, 2, 20), width = choose(choices, 1, 4);
    int64_t shape[] = {length, width}, window_shape[] = {choose(choices, 0, 3) > 0 ? count : 1, width};
    reference x = scattered(instance, choices, 2, shape), other = scattered(instance, choices, 2, shape);
    reference positions = choose_positions(instance, choices, count, length);
    struct array *from = array_in(meets ? x : other);
    int64_t first_row = choose(choices, 0, length - count);
    reference value = array_view(instance, from, from->dtype, from->first + first_row * from->strides_bytes[0], 2,
                                 window_shape, from->strides_bytes);
    reference value_copy = copy_in_order(instance, value), expected = copy_in_order(instance, x);
    size_t before = instance->array_bytes_allocated;
    cr_assert(array_set(instance, array_in(x), borrowed(positions), borrowed(value)));
    bool is_one = window_shape[0] == 1 && width == 1;
    cr_expect_eq(instance->array_bytes_allocated - before, meets && !is_one ? (size_t)(8 * count * width) : 0);
    for (int64_t i = 0; i < count; i++) {
        int64_t position, row = window_shape[0] == 1 ? 0 : i;
        memcpy(&position, array_in(positions)->first + 8 * i, 8);
        memcpy(array_in(expected)->first + 8 * width * position, array_in(value_copy)->first + 8 * width * row,
               (size_t)(8 * width));
    }
    expect_same_elements(instance, x, expected);
    reference all[] = {expected, value_copy, value, positions, other, x};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        release(instance, all[i]);
}

Test(places, take_what_is_assigned_in_order)
{
    ibid_instance *instance = opened();
    struct choices choices = {4};
    for (int i = 0; i < 300; i++)
        set_listed(instance, &choices, i % 2 > 0);
    close_clean(instance);
}
