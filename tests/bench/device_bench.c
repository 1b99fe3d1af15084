/*
 * Measures the devices: prints "name: value" lines, and what is not here with the reason. tests/bench/README.md says
 * what the names mean.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cuda_driver.h"
#include "device.h"
#include "shapes.h"

enum {
    SEEDS = 50,
    BYTES = 64 << 20,
    ROUNDS = 41,
    WARMUPS = 2,
};

static void measure_missing_sync(void)
{
    int caught = 0, accused = 0;
    for (size_t shape = 0; shape < shape_count(); shape++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            caught += shape_run(shape, seed, false) == SHAPE_DIFFERENT;
            accused += shape_run(shape, seed, true) != SHAPE_AS_WRITTEN;
        }
    printf("sim_finds_missing_sync: %d\n", caught);
    printf("sim_accuses_correct_programs: %d\n", accused);
}

static double now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The best of all rounds: whatever else runs on the machine can only add to it. */
static double best(const double *seconds)
{
    double result = seconds[0];
    for (int i = 1; i < ROUNDS; i++)
        result = seconds[i] < result ? seconds[i] : result;
    return result;
}

/* A stream, memory on the device, and host memory of the kind that it copies fastest. */
struct copies {
    struct device *device;
    struct device_stream *stream;
    struct device_memory *memory;
    char *from, *to;
};

static void close_copies(struct copies *it)
{
    device_stream_close(it->stream);
    device_release(it->memory);
    if (it->device != NULL) {
        device_host_release(it->device, it->from);
        device_host_release(it->device, it->to);
    }
    device_close(it->device);
}

static bool open_copies(struct copies *it, const char *name, struct device_error *error)
{
    *it = (struct copies){.device = device_open(name, NULL, error)};
    bool done = it->device != NULL && (it->stream = device_stream_open(it->device, error)) != NULL &&
                (it->memory = device_allocate(it->device, BYTES, error)) != NULL &&
                (it->from = device_host_allocate(it->device, BYTES, error)) != NULL &&
                (it->to = device_host_allocate(it->device, BYTES, error)) != NULL;
    if (done) {
        memset(it->from, 1, BYTES);
        memset(it->to, 2, BYTES);
    }
    return done;
}

static bool copy_in(struct copies *it, struct device_error *error)
{
    return device_copy_in(it->stream, it->memory, 0, it->from, BYTES, error) &&
           device_stream_synchronize(it->stream, error);
}

static bool copy_out(struct copies *it, struct device_error *error)
{
    return device_copy_out(it->stream, it->to, it->memory, 0, BYTES, error) &&
           device_stream_synchronize(it->stream, error);
}

/*
 * Seconds of copies in and out by our device and by what it is compared with: one after the other in each round, so
 * that what slows the machine down slows all of them. The first rounds, which touch pages first, do not count.
 */
struct seconds {
    double in[ROUNDS], out[ROUNDS], other_in[ROUNDS], other_out[ROUNDS];
};

static bool time_copies(struct copies *it, struct cuda_driver *driver, struct seconds *seconds,
                        struct device_error *error)
{
    for (int round = -WARMUPS; round < ROUNDS; round++) {
        int place = round < 0 ? 0 : round;
        it->from[place]++; /* so that no copy is of what is there already */
        double start = now_seconds();
        if (driver == NULL)
            memcpy(it->to, it->from, BYTES);
        else if (!cuda_driver_copy_in(driver))
            return false;
        seconds->other_in[place] = now_seconds() - start;
        start = now_seconds();
        if (driver == NULL)
            memcpy(it->to, it->from, BYTES);
        else if (!cuda_driver_copy_out(driver))
            return false;
        seconds->other_out[place] = now_seconds() - start;
        start = now_seconds();
        if (!copy_in(it, error))
            return false;
        seconds->in[place] = now_seconds() - start;
        start = now_seconds();
        if (!copy_out(it, error))
            return false;
        seconds->out[place] = now_seconds() - start;
    }
    return memcmp(it->from, it->to, BYTES) == 0;
}

/* Of two copies by the other over two by ours; and of each direction. */
static void print_ratios(const char *name, struct seconds *seconds)
{
    double in = best(seconds->in), out = best(seconds->out);
    double other_in = best(seconds->other_in), other_out = best(seconds->other_out);
    printf("%s: %.2f\n%s_in: %.2f\n%s_out: %.2f\n", name, (other_in + other_out) / (in + out), name, other_in / in,
           name, other_out / out);
    printf("%s_gigabytes_per_second: in %.1f, out %.1f\n", name, BYTES / in * 1e-9, BYTES / out * 1e-9);
}

/* Over memcpy. */
static void measure_opencl(void)
{
    struct device_error error = {.message = "its copies were wrong"};
    struct copies copies;
    struct seconds seconds;
    if (open_copies(&copies, "opencl", &error) && time_copies(&copies, NULL, &seconds, &error))
        print_ratios("device_copy_vs_memcpy", &seconds);
    else
        printf("device_copy_vs_memcpy: skipped, %s\n", error.message);
    close_copies(&copies);
}

/* Over the driver's own copies from and to pinned memory. */
static void measure_cuda(void)
{
    struct device_error error = {.message = "the driver's own copies failed"};
    struct copies copies;
    struct seconds seconds;
    struct cuda_driver *driver = cuda_driver_open(BYTES);
    if (open_copies(&copies, "cuda", &error) && driver != NULL && time_copies(&copies, driver, &seconds, &error))
        print_ratios("cuda_copy_vs_driver", &seconds);
    else
        printf("cuda_copy_vs_driver: skipped, %s\n", error.message);
    close_copies(&copies);
    cuda_driver_close(driver);
}

int main(void)
{
    measure_missing_sync();
    measure_opencl();
    measure_cuda();
    return 0;
}
