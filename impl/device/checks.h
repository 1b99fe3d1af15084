/* What is checked before a backend is asked. Each returns false after saying why. */
#ifndef IBID_DEVICE_CHECKS_H
#define IBID_DEVICE_CHECKS_H

#include "backend.h"

/* That the device is not lost. */
bool device_check(const struct device *device, struct device_error *error);

/* That the bytes lie within the memory, which is of this device. */
bool device_check_range(const struct device *device, const struct device_memory *memory, size_t offset_bytes,
                        size_t bytes, struct device_error *error);

#endif
