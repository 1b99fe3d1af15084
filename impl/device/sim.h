/*
 * The simulated device, inside. Its memory is host memory twice: addresses that may not be touched, which are shown,
 * and bytes elsewhere, which are not. Its queue is a list of what is pending; sim_order.c says what runs when.
 */
#ifndef IBID_DEVICE_SIM_H
#define IBID_DEVICE_SIM_H

#include "backend.h"

enum {
    SIM_PENDING = 256, /* so many operations wait at most: one more, and all run first */
    SIM_TOUCHES = 4,
};

/* The bytes of an allocation: they stay while an operation that uses them is pending. */
struct sim_block {
    size_t references;
    unsigned char *data;
};

struct sim_memory {
    struct device_memory base;
    struct sim_block *block;
    size_t reserved_bytes; /* at base.pointer; 0 of what was adopted */
    struct sim_memory *next, **place; /* in the device's list */
};

/* Where an operation reads or writes, on the host or in a block: all are addresses of this process. */
struct sim_touch {
    unsigned char *start, *end;
    bool writes;
};

enum sim_work {
    SIM_MARK, /* nothing: a place to wait for */
    SIM_COPY, /* from touches[1] to touches[0] */
    SIM_FILL, /* of touches[0] */
    SIM_LAUNCH,
};

struct sim_operation {
    uint64_t number;   /* counted from 1, in the order in which operations were put on the device */
    uint64_t after[2]; /* the one before it on its stream, and the one waited for; 0 for none, and they may be done */
    enum sim_work work;
    int touch_count, block_count;
    struct sim_touch touches[SIM_TOUCHES];
    struct sim_block *blocks[SIM_TOUCHES];
    unsigned char pattern[DEVICE_PATTERN_BYTES];
    size_t pattern_bytes;
    struct device_walk walk; /* whose operands are the touches */
    char *first[SIM_TOUCHES]; /* element of each operand */
    kernel_loop *loop;
};

struct sim_device {
    struct device base;
    const struct kernels *kernels;
    uint64_t random; /* state */
    uint64_t last_number;
    uint64_t lost_after, done_count; /* operations but for marks */
    size_t pending_count;
    struct sim_operation *pending[SIM_PENDING]; /* by number */
    struct sim_memory *memories; /* that were allocated */
};

struct sim_stream {
    struct device_stream base;
    uint64_t last; /* operation */
};

struct sim_event {
    struct device_event base;
    uint64_t number;
    uint64_t patience; /* how often a query says no before it gives in */
};

uint64_t sim_random(struct sim_device *device);

void sim_block_release(struct sim_block *block);

/* The kernel for a launch, or NULL. */
kernel_loop *sim_loop(const struct kernels *kernels, const struct device_walk *walk);

/* Does the operation, which the caller then drops. False if the device is lost over it. */
bool sim_perform(struct sim_device *device, const struct sim_operation *operation, struct device_error *error);
void sim_operation_free(struct sim_operation *operation);

bool sim_is_pending(const struct sim_device *device, uint64_t number);

/* Runs pending operations until number `until` is done, or all for 0. If the device gets lost, none is pending. */
bool sim_run(struct sim_device *device, uint64_t until, struct device_error *error);

#endif
