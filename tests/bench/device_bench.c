/*
 * Measures the devices: prints "name: value" lines, and what is not here with the reason. tests/bench/README.md says
 * what the names mean.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "device.h"
#include "shapes.h"

enum {
    SEEDS = 50,
    BYTES = 64 << 20,
    ROUNDS = 31,
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

static int compare(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

struct copies {
    struct device_stream *stream;
    struct device_memory *memory;
    char *from, *to;
};

/* One after the other in each round, so that what slows the machine down slows all of them. False on an error. */
static bool time_copies(const struct copies *it, double plain[ROUNDS], double in[ROUNDS], double out[ROUNDS],
                        struct device_error *error)
{
    for (int round = -2; round < ROUNDS; round++) {
        double start = now_seconds();
        memcpy(it->to, it->from, BYTES);
        double copied = now_seconds();
        if (!device_copy_in(it->stream, it->memory, 0, it->from, BYTES, error) ||
            !device_stream_synchronize(it->stream, error))
            return false;
        double copied_in = now_seconds();
        if (!device_copy_out(it->stream, it->to, it->memory, 0, BYTES, error) ||
            !device_stream_synchronize(it->stream, error))
            return false;
        double copied_out = now_seconds();
        if (round < 0)
            continue; /* the first touch of pages */
        plain[round] = copied - start;
        in[round] = copied_in - copied;
        out[round] = copied_out - copied_in;
        it->from[round]++; /* so that no copy is of what is there already */
    }
    return memcmp(it->from + ROUNDS, it->to + ROUNDS, BYTES - ROUNDS) == 0;
}

static bool measure_copies_on(struct device *device, struct device_error *error)
{
    double plain[ROUNDS], in[ROUNDS], out[ROUNDS];
    struct copies it = {
        device_stream_open(device, error),
        device_allocate(device, BYTES, error),
        device_host_allocate(device, BYTES, error),
        device_host_allocate(device, BYTES, error),
    };
    bool done = it.stream != NULL && it.memory != NULL && it.from != NULL && it.to != NULL;
    if (done) {
        memset(it.from, 1, BYTES);
        memset(it.to, 2, BYTES);
        done = time_copies(&it, plain, in, out, error);
    }
    if (done) {
        double plain_seconds = median(plain), in_seconds = median(in), out_seconds = median(out);
        printf("device_copy_vs_memcpy: %.2f\n", 2 * plain_seconds / (in_seconds + out_seconds));
        printf("device_copy_in_vs_memcpy: %.2f\n", plain_seconds / in_seconds);
        printf("device_copy_out_vs_memcpy: %.2f\n", plain_seconds / out_seconds);
        printf("memcpy_gigabytes_per_second: %.1f\n", BYTES / plain_seconds * 1e-9);
    }
    device_stream_close(it.stream);
    device_release(it.memory);
    device_host_release(device, it.from);
    device_host_release(device, it.to);
    return done;
}

static void measure_copies(void)
{
    struct device_error error = {0};
    struct device *device = device_open("opencl", NULL, &error);
    bool done = device != NULL && measure_copies_on(device, &error);
    if (!done)
        printf("device_copy_vs_memcpy: skipped, %s\n", error.message);
    device_close(device);
}

int main(void)
{
    measure_missing_sync();
    measure_copies();
    return 0;
}
