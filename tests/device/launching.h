/*
 * Launches held against the kernels of the host, element by element. The whole memory of the destination is compared,
 * so that what lies between its elements must stay as it was. Compiled once for each backend, with its name as BACKEND.
 */
#ifndef IBID_TESTS_DEVICE_LAUNCHING_H
#define IBID_TESTS_DEVICE_LAUNCHING_H

#include "open_device.h"

enum {
    LAUNCHING_BYTES = 8192
};

struct setting {
    struct device *device;
    struct device_stream *stream;
    const struct kernels *kernels;
    struct device_memory *memory[4]; /* two sources, destination, mask */
    char host[4][LAUNCHING_BYTES], out[LAUNCHING_BYTES];
    uint64_t random;
};

/* On a device of the backend; the test is skipped where there is none. */
void begin_launching(struct setting *it);
void end_launching(struct setting *it);

enum kernel_dtype destination_dtype(const struct device_launch *launch);
/* What does it on the host, or NULL. */
kernel_loop *find_loop(const struct kernels *kernels, const struct device_launch *launch);

/*
 * Does the launch on both, on random elements that begin `phase` bytes into the memories, and fails the test if they
 * differ. False if the device does not take it, and why in `launching_error`.
 */
bool compare_launch(struct setting *it, struct device_launch *launch, kernel_loop *loop, size_t phase);
extern struct device_error launching_error;

#endif
