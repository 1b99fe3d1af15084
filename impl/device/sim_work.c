/* Doing what was put on a stream of the simulated device. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim.h"

static void repeat(const struct sim_operation *operation)
{
    const struct sim_touch *target = &operation->touches[0];
    for (unsigned char *place = target->start; place < target->end; place += operation->pattern_bytes)
        memcpy(place, operation->pattern, operation->pattern_bytes);
}

kernel_loop *sim_loop(const struct kernels *kernels, const struct device_walk *walk)
{
    switch (walk->family) {
    case DEVICE_BINARY:
        return kernels->binary[walk->operation][walk->from];
    case DEVICE_COMPARISON:
        return kernels->comparison[walk->operation][walk->from];
    case DEVICE_UNARY:
        return kernels->unary[walk->operation][walk->from];
    case DEVICE_CAST:
        return kernels->cast[walk->from][walk->to];
    }
    return NULL;
}

/* The first element of an operand in a row of the outer two axes. */
static char *find_row(const struct sim_operation *operation, int operand, size_t i, size_t j)
{
    const ptrdiff_t *strides = operation->walk.stride_bytes[operand];
    return operation->first[operand] + (ptrdiff_t)i * strides[0] + (ptrdiff_t)j * strides[1];
}

/* Two axes are the kernel's, the outer two are walked here. */
static void run_rows(const struct sim_operation *operation, size_t i, size_t j)
{
    const struct device_walk *walk = &operation->walk;
    struct kernel_walk rows = {.outer_count = walk->shape[2], .inner_count = walk->shape[3]};
    for (int k = 0; k <= walk->source_count; k++) {
        rows.data[k] = find_row(operation, k, i, j);
        rows.outer_bytes[k] = walk->stride_bytes[k][2];
        rows.inner_bytes[k] = walk->stride_bytes[k][3];
    }
    int mask = walk->operand_count - 1;
    if (walk->is_masked)
        kernel_masked(operation->loop, &rows, find_row(operation, mask, i, j), walk->stride_bytes[mask][3],
                      walk->stride_bytes[mask][2], walk->source_count + 1);
    else
        operation->loop(&rows);
}

static void run_loops(const struct sim_operation *operation)
{
    for (size_t i = 0; i < operation->walk.shape[0]; i++)
        for (size_t j = 0; j < operation->walk.shape[1]; j++)
            run_rows(operation, i, j);
}

static size_t touched_bytes(const struct sim_operation *operation)
{
    return (size_t)(operation->touches[0].end - operation->touches[0].start);
}

/* A copy has done half of its bytes by then, and anything else nothing. */
static bool lose(struct sim_device *device, const struct sim_operation *operation, struct device_error *error)
{
    if (operation->work == SIM_COPY)
        memcpy(operation->touches[0].start, operation->touches[1].start, touched_bytes(operation) / 2);
    return device_lose(&device->base, error, "%s was lost after %" PRIu64 " operations, in the middle of the next",
                       device->base.name, device->lost_after);
}

bool sim_perform(struct sim_device *device, const struct sim_operation *operation, struct device_error *error)
{
    if (operation->work == SIM_MARK)
        return true;
    if (device->lost_after != 0 && device->done_count == device->lost_after)
        return lose(device, operation, error);
    device->done_count++;
    switch (operation->work) {
    case SIM_MARK:
        break;
    case SIM_COPY:
        memcpy(operation->touches[0].start, operation->touches[1].start, touched_bytes(operation));
        break;
    case SIM_FILL:
        repeat(operation);
        break;
    case SIM_LAUNCH:
        run_loops(operation);
        break;
    }
    return true;
}

void sim_operation_free(struct sim_operation *operation)
{
    for (int i = 0; i < operation->block_count; i++)
        sim_block_release(operation->blocks[i]);
    free(operation);
}
