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
    }
    return true;
}

void sim_operation_free(struct sim_operation *operation)
{
    for (int i = 0; i < operation->block_count; i++)
        sim_block_release(operation->blocks[i]);
    free(operation);
}
