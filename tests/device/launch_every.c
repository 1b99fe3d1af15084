/*
 * Launches, held against the kernels of the host, element by element: compiled once for each backend. The whole memory
 * of the destination is compared, so that what lies between its elements must stay as it was.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "open_device.h"

enum {
    BYTES = 8192
};

static struct device_error error;

#define MUST(call) cr_assert((call), "%s", error.message)

struct setting {
    struct device *device;
    struct device_stream *stream;
    const struct kernels *kernels;
    struct device_memory *memory[4]; /* two sources, destination, mask */
    char host[4][BYTES], out[BYTES];
    uint64_t random;
};

static uint64_t next_random(struct setting *it)
{
    it->random ^= it->random << 13;
    it->random ^= it->random >> 7;
    return it->random ^= it->random << 17;
}

static void begin(struct setting *it)
{
    char message[KERNELS_MESSAGE_BYTES];
    memset(it, 0, sizeof *it);
    it->random = 88172645463325252u;
    it->kernels = kernels_choose("baseline", message);
    if (it->kernels == NULL)
        it->kernels = kernels_choose(NULL, message);
    cr_assert(it->kernels != NULL);
    it->device = open_or_skip(BACKEND, NULL);
    MUST(it->stream = device_stream_open(it->device, &error));
    for (int k = 0; k < 4; k++)
        MUST(it->memory[k] = device_allocate(it->device, BYTES, &error));
}

static void end(struct setting *it)
{
    for (int k = 0; k < 4; k++)
        device_release(it->memory[k]);
    device_stream_close(it->stream);
    device_close(it->device);
}

static double random_real(struct setting *it)
{
    static const double special[] = {0, -0.0, 1, -1, 2, 0.5, -2.5, INFINITY, -INFINITY, NAN, 1e30, -3e9, 1e19, 1e-40};
    uint64_t random = next_random(it);
    if (random % 3 == 0)
        return special[random / 3 % (sizeof special / sizeof special[0])];
    return ((double)(random % 20001) - 10000) / 64;
}

static bool is_float(enum kernel_dtype dtype)
{
    return dtype >= KERNEL_FLOAT32;
}

static bool is_single(enum kernel_dtype dtype)
{
    return dtype == KERNEL_FLOAT32 || dtype == KERNEL_COMPLEX64;
}

/* Random elements wherever one may begin. */
static void fill_host(struct setting *it, char *bytes, size_t phase, enum kernel_dtype dtype)
{
    for (size_t i = phase; i + 8 <= BYTES; i += 8) {
        uint64_t value = next_random(it);
        if (value % 2 == 0)
            value = value >> 8 & 7;
        if (dtype == KERNEL_BOOL)
            value &= 0x0101010101010101u;
        double real = random_real(it);
        float reals[2] = {(float)real, (float)random_real(it)};
        if (!is_float(dtype))
            memcpy(bytes + i, &value, 8);
        else if (is_single(dtype))
            memcpy(bytes + i, reals, 8);
        else
            memcpy(bytes + i, &real, 8);
    }
}

static kernel_loop *find_loop(const struct kernels *kernels, const struct device_launch *launch)
{
    switch (launch->family) {
    case DEVICE_BINARY:
        return kernels->binary[launch->operation][launch->dtype];
    case DEVICE_COMPARISON:
        return kernels->comparison[launch->operation][launch->dtype];
    case DEVICE_UNARY:
        return kernels->unary[launch->operation][launch->dtype];
    case DEVICE_CAST:
        return kernels->cast[launch->dtype][launch->cast];
    }
    return NULL;
}

static char *element(struct setting *it, int k, const struct device_operand *operand, const size_t *index, size_t axes)
{
    char *place = it->host[k] + operand->offset_bytes;
    for (size_t i = 0; i < axes; i++)
        place += (ptrdiff_t)index[i] * operand->stride_bytes[i];
    return place;
}

/* The launch on the host, one element at a time. */
static void do_on_host(struct setting *it, const struct device_launch *launch, kernel_loop *loop)
{
    size_t index[DEVICE_AXES] = {0};
    int last = launch->family == DEVICE_BINARY || launch->family == DEVICE_COMPARISON ? 2 : 1;
    for (;;) {
        struct kernel_walk walk = {.inner_count = 1, .outer_count = 1};
        walk.data[0] = element(it, 0, &launch->sources[0], index, launch->axes);
        if (last == 2)
            walk.data[1] = element(it, 1, &launch->sources[1], index, launch->axes);
        walk.data[last] = element(it, 2, &launch->destination, index, launch->axes);
        if (launch->mask.memory == NULL || *element(it, 3, &launch->mask, index, launch->axes) != 0)
            loop(&walk);
        size_t i = launch->axes;
        while (i > 0 && ++index[i - 1] == launch->shape[i - 1])
            index[--i] = 0;
        if (i == 0)
            return;
    }
}

static bool same_real(double a, double b, double tolerance)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return a == b ? signbit(a) == signbit(b) || tolerance > 0 : fabs(a - b) <= tolerance * fabs(b);
}

/* Bits, but that a NaN is as good as another. What is not of a float dtype is compared by bytes. */
static bool same_bytes(const char *a, const char *b, size_t phase, enum kernel_dtype dtype, double tolerance)
{
    if (!is_float(dtype))
        return memcmp(a, b, BYTES) == 0;
    size_t step = is_single(dtype) ? sizeof(float) : sizeof(double);
    for (size_t i = phase; i + step <= BYTES; i += step) {
        float single[2];
        double real[2];
        memcpy(&single[0], a + i, sizeof(float));
        memcpy(&single[1], b + i, sizeof(float));
        memcpy(&real[0], a + i, step);
        memcpy(&real[1], b + i, step);
        if (step == sizeof(float)) {
            real[0] = (double)single[0];
            real[1] = (double)single[1];
        }
        if (memcmp(a + i, b + i, step) != 0 && !same_real(real[0], real[1], tolerance)) {
            cr_log_error("byte %zu: %a on the device, %a on the host", i, real[0], real[1]);
            return false;
        }
    }
    return true;
}

static enum kernel_dtype destination_dtype(const struct device_launch *launch)
{
    if (launch->family == DEVICE_CAST)
        return launch->cast;
    if (launch->family == DEVICE_COMPARISON)
        return KERNEL_BOOL;
    if (launch->family == DEVICE_UNARY && launch->operation == KERNEL_ABSOLUTE && launch->dtype >= KERNEL_COMPLEX64)
        return launch->dtype == KERNEL_COMPLEX64 ? KERNEL_FLOAT32 : KERNEL_FLOAT64;
    return launch->dtype;
}

/* Relative to the result; 0 where every bit counts. */
static double tolerance(const struct device_launch *launch)
{
    bool is_rounded = launch->family == DEVICE_UNARY &&
                      (launch->operation >= KERNEL_EXP ||
                       (launch->operation == KERNEL_ABSOLUTE && launch->dtype >= KERNEL_COMPLEX64));
    is_rounded = is_rounded || (launch->family == DEVICE_BINARY && launch->operation == KERNEL_POWER &&
                                is_float(launch->dtype));
    return !is_rounded ? 0 : is_single(launch->dtype) ? 1e-5 : 1e-13;
}

/* False if the device has no such operation. */
static bool compare(struct setting *it, struct device_launch *launch, kernel_loop *loop, size_t phase)
{
    fill_host(it, it->host[0], phase, launch->dtype);
    fill_host(it, it->host[1], phase, launch->dtype);
    fill_host(it, it->host[2], phase, destination_dtype(launch));
    fill_host(it, it->host[3], 0, KERNEL_BOOL);
    for (int k = 0; k < 4; k++)
        MUST(device_copy_in(it->stream, it->memory[k], 0, it->host[k], BYTES, &error));
    bool done = device_launch(it->stream, launch, &error);
    MUST(device_copy_out(it->stream, it->out, it->memory[2], 0, BYTES, NULL));
    MUST(device_stream_synchronize(it->stream, &error));
    if (!done)
        return false;
    do_on_host(it, launch, loop);
    cr_expect(same_bytes(it->out, it->host[2], phase, destination_dtype(launch), tolerance(launch)),
              "family %d, operation %d, dtype %d to %d", (int)launch->family, launch->operation, (int)launch->dtype,
              (int)destination_dtype(launch));
    return true;
}

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
    begin(it);
    for (int operation = 0; operation < count; operation++) {
        struct device_launch launch = {.family = family, .operation = operation, .dtype = dtype};
        if (family == DEVICE_CAST)
            launch.cast = (enum kernel_dtype)operation;
        lay_out(it, &launch);
        kernel_loop *loop = find_loop(it->kernels, &launch);
        if (loop == NULL || !compare(it, &launch, loop, 0)) {
            bool done = device_launch(it->stream, &launch, &error);
            expect_error(done, &error, IBID_ERROR_UNSUPPORTED, "has no");
            cr_expect(loop == NULL || may_lack(&launch), "%s", error.message);
        }
    }
    end(it);
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

static void compare_layout(struct device_launch *launch, size_t phase, bool is_masked)
{
    struct setting *it = malloc(sizeof *it);
    cr_assert(it != NULL);
    begin(it);
    struct device_operand *operands[] = {&launch->sources[0], &launch->sources[1], &launch->destination, &launch->mask};
    for (int k = 0; k < (is_masked ? 4 : 3); k++) {
        operands[k]->memory = it->memory[k];
        operands[k]->offset_bytes += k < 3 ? phase : 0;
    }
    cr_expect(compare(it, launch, find_loop(it->kernels, launch), phase), "%s", error.message);
    end(it);
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
    begin(it);
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
    end(it);
    free(it);
}

/* With room for two arrays, x += y works and x = x + y does not, and leaves both as they were. */
Test(layout, room_for_two)
{
    struct device *device = open_or_skip(BACKEND, &(struct device_options){.capacity_bytes = 2 * BYTES});
    struct device_stream *stream = device_stream_open(device, &error);
    struct device_memory *x = device_allocate(device, BYTES, &error), *y = device_allocate(device, BYTES, &error);
    MUST(stream != NULL && x != NULL && y != NULL);
    MUST(device_fill(stream, x, 0, BYTES, (int[]){40}, 4, &error));
    MUST(device_fill(stream, y, 0, BYTES, (int[]){2}, 4, &error));
    expect_error(device_allocate(device, BYTES, &error) != NULL, &error, IBID_ERROR_MEMORY, "0 of 16384 bytes left");
    struct device_operand left = {.memory = x, .stride_bytes = {4}}, right = {.memory = y, .stride_bytes = {4}};
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT32, .axes = 1,
                                   .shape = {BYTES / 4}, .sources = {left, right}, .destination = left};
    MUST(device_launch(stream, &launch, &error));
    int out[2 * BYTES / 4];
    MUST(device_copy_out(stream, out, x, 0, BYTES, &error));
    MUST(device_copy_out(stream, out + BYTES / 4, y, 0, BYTES, &error));
    MUST(device_stream_synchronize(stream, &error));
    for (int i = 0; i < BYTES / 4; i++)
        cr_assert(out[i] == 42 && out[BYTES / 4 + i] == 2);
    device_release(x);
    device_release(y);
    device_stream_close(stream);
    device_close(device);
}

Test(refused, wrong_launches)
{
    struct setting *it = malloc(sizeof *it);
    cr_assert(it != NULL);
    begin(it);
    struct device_operand x = {.memory = it->memory[0], .stride_bytes = {8}};
    const struct device_launch right = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT64,
                                        .axes = 1, .shape = {BYTES / 8}, .sources = {x, x}, .destination = x};
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
    launch.sources[0].offset_bytes = 2 * BYTES; /* of no element */
    MUST(device_launch(it->stream, &launch, &error));
    cr_expect(device_counts(it->device).launches == 2);
    MUST(device_stream_synchronize(it->stream, &error));
    end(it);
    free(it);
}
