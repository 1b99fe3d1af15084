/* The device that an instance has beside the host, its one stream, and what is under way on it. See on_device.h. */
#ifndef IBID_REFERENCE_DEVICE_PLACE_H
#define IBID_REFERENCE_DEVICE_PLACE_H

#include "buffer.h"
#include "device.h"

enum { NUMBER_SLOTS = 3 }; /* the numbers that a call can have: two sources and a mask */
struct place {
    struct device *device;
    struct device_stream *stream;
    const char *name;
    struct device_memory *numbers; /* NUMBER_SLOTS elements of LARGEST_ITEM_BYTES */
    struct buffer **borrowed;      /* on the host, by transfers that nobody has waited for; each counts one array */
    size_t borrowed_count, borrowed_capacity;
};

/* Opens the device of that name (device.h); false with the reason in `message`. */
bool place_open(ibid_instance *instance, const char *name, const struct device_options *options, char *message,
                size_t message_bytes);
/* Waits, and lets go of all that belongs to the device. How many bytes arrays still have there: none, or they leak. */
size_t place_close(ibid_instance *instance);

/* Waits for all that was put on the device. */
bool wait_for_device(ibid_instance *instance);

/* How an error of the device becomes the instance's. Returns NULL. */
void *device_failed(ibid_instance *instance, const struct device_error *error);

#endif
