/* Host memory for backends that copy as fast from any. */
#ifndef IBID_DEVICE_HOST_MEMORY_H
#define IBID_DEVICE_HOST_MEMORY_H

#include "backend.h"

/* Aligned to 64, for free; NULL and an error of kind memory if there is none. */
void *device_host_bytes(size_t bytes, struct device_error *error);

/* The functions of a backend. */
void *device_plain_host_allocate(struct device *device, size_t bytes, struct device_error *error);
void device_plain_host_release(struct device *device, void *bytes);

#endif
