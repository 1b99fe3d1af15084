/* Layouts of operands in memory, and launches that are refused. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "launching.h"

static struct device_error error;

#define MUST(call) cr_assert((call), "%s", error.message)

static void compare_layout(struct device_launch *launch, size_t phase, bool is_masked)
{
    struct setting *it = malloc(sizeof *it);
    cr_assert(it != NULL);
    begin_launching(it);
    struct device_operand *operands[] = {&launch->sources[0], &launch->sources[1], &launch->destination, &launch->mask};
    for (int k = 0; k < (is_masked ? 4 : 3); k++) {
        operands[k]->memory = it->memory[k];
        operands[k]->offset_bytes += k < 3 ? phase : 0;
    }
    cr_expect(compare_launch(it, launch, find_loop(it->kernels, launch), phase), "%s", launching_error.message);
    end_launching(it);
    free(it);
}

Test(layout, one_element_without_axes)
{
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT32};
    compare_layout(&launch, 0, false);
}

Test(layout, contiguous)
{
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_FLOAT64,
                                   .axes = 2, .shape = {20, 50},
                                   .sources = {{.stride_bytes = {400, 8}}, {.stride_bytes = {400, 8}}},
                                   .destination = {.stride_bytes = {400, 8}}};
    compare_layout(&launch, 0, false);
}

Test(layout, columns_first)
{
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_FLOAT64,
                                   .axes = 2, .shape = {20, 50},
                                   .sources = {{.stride_bytes = {8, 160}}, {.stride_bytes = {8, 160}}},
                                   .destination = {.stride_bytes = {8, 160}}};
    compare_layout(&launch, 0, false);
}

Test(layout, masked_backwards)
{
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_SUBTRACT, .dtype = KERNEL_INT64,
                                   .axes = 2, .shape = {10, 30},
                                   .sources = {{.stride_bytes = {240, 8}}, {.stride_bytes = {0, 16}}},
                                   .destination = {.offset_bytes = 2392, .stride_bytes = {-240, -8}},
                                   .mask = {.offset_bytes = 29, .stride_bytes = {30, -1}}};
    compare_layout(&launch, 0, true);
}

Test(layout, unaligned)
{
    static const enum kernel_dtype dtypes[] = {KERNEL_INT16, KERNEL_INT64, KERNEL_FLOAT32, KERNEL_FLOAT64,
                                               KERNEL_COMPLEX64, KERNEL_COMPLEX128};
    for (size_t i = 0; i < sizeof dtypes / sizeof dtypes[0]; i++) {
        struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_MULTIPLY, .dtype = dtypes[i],
                                       .axes = 1, .shape = {100},
                                       .sources = {{.stride_bytes = {16}}, {.stride_bytes = {32}}},
                                       .destination = {.stride_bytes = {48}}};
        compare_layout(&launch, 1, false);
    }
}

/* Six axes that cannot be joined, and 32 of which most can be left out. */
Test(layout, many_axes)
{
    struct device_launch launch = {.family = DEVICE_CAST, .dtype = KERNEL_INT32, .cast = KERNEL_INT32, .axes = 6,
                                   .shape = {2, 3, 2, 2, 2, 2},
                                   .sources = {{.stride_bytes = {4, 12, 40, 100, 204, 500}}},
                                   .destination = {.stride_bytes = {1000, 300, 120, 48, 20, 8}}};
    compare_layout(&launch, 0, false);
    struct device_launch longer = {.family = DEVICE_CAST, .dtype = KERNEL_INT32, .cast = KERNEL_INT64, .axes = 32};
    for (size_t i = 0; i < 32; i++) {
        longer.shape[i] = i % 8 == 0 ? 3 : 1;
        longer.sources[0].stride_bytes[i] = (ptrdiff_t)(4 * i + 4);
        longer.destination.stride_bytes[i] = (ptrdiff_t)(8 << i % 8) << 2 * (i / 8);
    }
    compare_layout(&longer, 0, false);
}

/* x += y: the destination is a source. */
Test(layout, in_place)
{
    struct setting *it = malloc(sizeof *it);
    cr_assert(it != NULL);
    begin_launching(it);
    int in[50], out[50];
    for (int i = 0; i < 50; i++)
        in[i] = i * i;
    struct device_operand x = {.memory = it->memory[0], .stride_bytes = {4}};
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT32, .axes = 1,
                                   .shape = {50}, .sources = {x, x}, .destination = x};
    MUST(device_copy_in(it->stream, it->memory[0], 0, in, sizeof in, &error));
    MUST(device_launch(it->stream, &launch, &error));
    MUST(device_launch(it->stream, &launch, &error));
    MUST(device_copy_out(it->stream, out, it->memory[0], 0, sizeof out, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    for (int i = 0; i < 50; i++)
        cr_expect(out[i] == 4 * in[i]);
    cr_expect(device_counts(it->device).launches == 2);
    end_launching(it);
    free(it);
}

/* With room for two arrays, x += y works and x = x + y does not, and leaves both as they were. */
Test(layout, room_for_two)
{
    struct device *device = open_or_skip(BACKEND, &(struct device_options){.capacity_bytes = 2 * LAUNCHING_BYTES});
    struct device_stream *stream = device_stream_open(device, &error);
    struct device_memory *x = device_allocate(device, LAUNCHING_BYTES, &error);
    struct device_memory *y = device_allocate(device, LAUNCHING_BYTES, &error);
    MUST(stream != NULL && x != NULL && y != NULL);
    MUST(device_fill(stream, x, 0, LAUNCHING_BYTES, (int[]){40}, 4, &error));
    MUST(device_fill(stream, y, 0, LAUNCHING_BYTES, (int[]){2}, 4, &error));
    expect_error(device_allocate(device, LAUNCHING_BYTES, &error) != NULL, &error, IBID_ERROR_MEMORY,
                 "0 of 16384 bytes left");
    struct device_operand left = {.memory = x, .stride_bytes = {4}}, right = {.memory = y, .stride_bytes = {4}};
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT32, .axes = 1,
                                   .shape = {LAUNCHING_BYTES / 4}, .sources = {left, right}, .destination = left};
    MUST(device_launch(stream, &launch, &error));
    int out[2 * LAUNCHING_BYTES / 4];
    MUST(device_copy_out(stream, out, x, 0, LAUNCHING_BYTES, &error));
    MUST(device_copy_out(stream, out + LAUNCHING_BYTES / 4, y, 0, LAUNCHING_BYTES, &error));
    MUST(device_stream_synchronize(stream, &error));
    for (int i = 0; i < LAUNCHING_BYTES / 4; i++)
        cr_assert(out[i] == 42 && out[LAUNCHING_BYTES / 4 + i] == 2);
    device_release(x);
    device_release(y);
    device_stream_close(stream);
    device_close(device);
}

Test(refused, wrong_launches)
{
    struct setting *it = malloc(sizeof *it);
    cr_assert(it != NULL);
    begin_launching(it);
    struct device_operand x = {.memory = it->memory[0], .stride_bytes = {8}};
    const struct device_launch right = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT64,
                                        .axes = 1, .shape = {LAUNCHING_BYTES / 8}, .sources = {x, x}, .destination = x};
    struct device_launch launch = right;
    MUST(device_launch(it->stream, &launch, &error));
#define REFUSED(change, kind, words)                                                                                   \
    launch = right;                                                                                                    \
    change;                                                                                                            \
    expect_error(device_launch(it->stream, &launch, &error), &error, kind, words)
    REFUSED(launch.family = (enum device_family)4, IBID_ERROR_TYPE, "no family");
    REFUSED(launch.operation = KERNEL_BINARY_COUNT, IBID_ERROR_TYPE, "no binary operation");
    REFUSED(launch.operation = -1, IBID_ERROR_TYPE, "no binary operation");
    REFUSED(launch.dtype = KERNEL_DTYPE_COUNT, IBID_ERROR_TYPE, "no dtype");
    REFUSED((launch.family = DEVICE_CAST, launch.cast = (enum kernel_dtype)99), IBID_ERROR_TYPE, "no dtype");
    REFUSED(launch.axes = 33, IBID_ERROR_SHAPE, "33 axes");
    REFUSED(launch.shape[0]++, IBID_ERROR_INDEX, "not within");
    REFUSED(launch.sources[1].stride_bytes[0] = -8, IBID_ERROR_INDEX, "before an allocation");
    REFUSED(launch.destination.offset_bytes = 1, IBID_ERROR_INDEX, "not within");
    REFUSED(launch.destination.memory = NULL, IBID_ERROR_VALUE, "no memory");
    REFUSED((launch.axes = 2, launch.shape[0] = SIZE_MAX / 4, launch.shape[1] = 8), IBID_ERROR_OVERFLOW, "elements");
    REFUSED(launch.shape[0] = SIZE_MAX / 2, IBID_ERROR_OVERFLOW, "further");
    REFUSED(launch.sources[0].offset_bytes = SIZE_MAX, IBID_ERROR_OVERFLOW, "further");
    REFUSED(launch.sources[0].stride_bytes[0] = PTRDIFF_MAX, IBID_ERROR_OVERFLOW, "further");
    REFUSED(launch.sources[0].stride_bytes[0] = PTRDIFF_MIN, IBID_ERROR_OVERFLOW, "further");
    REFUSED((launch.mask = x, launch.mask.stride_bytes[0] = 9), IBID_ERROR_INDEX, "not within");
    REFUSED((launch.operation = KERNEL_SUBTRACT, launch.dtype = KERNEL_BOOL, launch.shape[0] = 1),
            IBID_ERROR_UNSUPPORTED, "has no subtract from bool to bool");
    launch = right;
    launch.shape[0] = 0;
    launch.sources[0].offset_bytes = 2 * LAUNCHING_BYTES; /* of no element */
    MUST(device_launch(it->stream, &launch, &error));
    cr_expect(device_counts(it->device).launches == 2);
    MUST(device_stream_synchronize(it->stream, &error));
    end_launching(it);
    free(it);
}
