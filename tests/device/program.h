/* What a program on a simulated device has and does: the words of shapes.c. What fails is remembered in `failed`. */
#ifndef IBID_TESTS_DEVICE_PROGRAM_H
#define IBID_TESTS_DEVICE_PROGRAM_H

#include "device.h"

enum {
    COUNT = 64,
    BYTES = COUNT * sizeof(int),
    STREAMS = 3,
};

/* What a program has. `a` counts up from 1000, `b` from 2000; nothing else has these numbers at first. */
struct program {
    struct device *device;
    struct device_stream *stream[STREAMS];
    struct device_memory *x, *y, *z;
    int a[COUNT], b[COUNT], out[COUNT], other_out[COUNT];
    bool waits; /* does not lack the wait */
    bool failed;
};

/* On a new device; 0 for memory and streams that could not be had. */
void begin_program(struct program *p, uint64_t seed);
void end_program(struct program *p);

void check(struct program *p, bool done);
void in(struct program *p, int stream, struct device_memory *memory, const int *host);
void out(struct program *p, int stream, int *host, struct device_memory *memory);
void across(struct program *p, int stream, struct device_memory *to, struct device_memory *from);
void fill_part(struct program *p, int stream, struct device_memory *memory, int value, size_t first, size_t count);
void fill(struct program *p, int stream, struct device_memory *memory, int value);
void compute(struct program *p, int stream, enum kernel_binary operation, struct device_memory *result,
             struct device_memory *one, struct device_memory *other);
struct device_event *record(struct program *p, int stream);
/* Lets go of the event. */
void wait_for(struct program *p, int stream, struct device_event *event);
/* What comes on `later` waits for what is on `earlier`. */
void order(struct program *p, int earlier, int later);
void synchronize(struct program *p, int stream);
void synchronize_all(struct program *p);
/* Whether the numbers count up from `first`, or all are the same for a step of 0. */
bool counts_from(const int *numbers, int first, int step);

#endif
