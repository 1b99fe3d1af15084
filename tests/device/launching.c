#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "launching.h"

struct device_error launching_error;

#define MUST(call) cr_assert((call), "%s", launching_error.message)

static uint64_t next_random(struct setting *it)
{
    it->random ^= it->random << 13;
    it->random ^= it->random >> 7;
    return it->random ^= it->random << 17;
}

void begin_launching(struct setting *it)
{
    char message[KERNELS_MESSAGE_BYTES];
    memset(it, 0, sizeof *it);
    it->random = 88172645463325252u;
    it->kernels = kernels_choose("baseline", message);
    if (it->kernels == NULL)
        it->kernels = kernels_choose(NULL, message);
    cr_assert(it->kernels != NULL);
    it->device = open_or_skip(BACKEND, NULL);
    MUST(it->stream = device_stream_open(it->device, &launching_error));
    for (int k = 0; k < 4; k++)
        MUST(it->memory[k] = device_allocate(it->device, LAUNCHING_BYTES, &launching_error));
}

void end_launching(struct setting *it)
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
    for (size_t i = phase; i + 8 <= LAUNCHING_BYTES; i += 8) {
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

kernel_loop *find_loop(const struct kernels *kernels, const struct device_launch *launch)
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
        return memcmp(a, b, LAUNCHING_BYTES) == 0;
    size_t step = is_single(dtype) ? sizeof(float) : sizeof(double);
    for (size_t i = phase; i + step <= LAUNCHING_BYTES; i += step) {
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

enum kernel_dtype destination_dtype(const struct device_launch *launch)
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

bool compare_launch(struct setting *it, struct device_launch *launch, kernel_loop *loop, size_t phase)
{
    fill_host(it, it->host[0], phase, launch->dtype);
    fill_host(it, it->host[1], phase, launch->dtype);
    fill_host(it, it->host[2], phase, destination_dtype(launch));
    fill_host(it, it->host[3], 0, KERNEL_BOOL);
    for (int k = 0; k < 4; k++)
        MUST(device_copy_in(it->stream, it->memory[k], 0, it->host[k], LAUNCHING_BYTES, &launching_error));
    bool done = device_launch(it->stream, launch, &launching_error);
    MUST(device_copy_out(it->stream, it->out, it->memory[2], 0, LAUNCHING_BYTES, NULL));
    MUST(device_stream_synchronize(it->stream, &launching_error));
    if (!done)
        return false;
    do_on_host(it, launch, loop);
    cr_expect(same_bytes(it->out, it->host[2], phase, destination_dtype(launch), tolerance(launch)),
              "family %d, operation %d, dtype %d to %d", (int)launch->family, launch->operation, (int)launch->dtype,
              (int)destination_dtype(launch));
    return true;
}
