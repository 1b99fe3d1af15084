#include <stdlib.h>

#include "host_memory.h"

enum {
    ALIGNMENT_BYTES = 64
};

void *device_host_bytes(size_t bytes, struct device_error *error)
{
    void *result = NULL;
    if (posix_memalign(&result, ALIGNMENT_BYTES, bytes > 0 ? bytes : 1) != 0) {
        device_fail(error, IBID_ERROR_MEMORY, "the host has no memory for %zu bytes", bytes);
        return NULL;
    }
    return result;
}

void *device_plain_host_allocate(struct device *device, size_t bytes, struct device_error *error)
{
    (void)device;
    return device_host_bytes(bytes, error);
}

void device_plain_host_release(struct device *device, void *bytes)
{
    (void)device;
    free(bytes);
}
