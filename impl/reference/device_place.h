/* The device that an instance has beside the host, the streams on it, and what is under way there. See on_device.h. */
#ifndef IBID_REFERENCE_DEVICE_PLACE_H
#define IBID_REFERENCE_DEVICE_PLACE_H

#include "buffer.h"
#include "device.h"
#include "object.h"

enum {
    NUMBER_SLOTS = 3, /* the numbers that a call can have: two sources and a mask */
    STREAMS_AT_MOST = 16,
    DEFAULT_STREAM = 0,
};

/* Memory on the device, and the addresses that its bytes are counted from, which nothing is behind. */
struct span {
    struct device_memory *memory;
    unsigned char *bytes;
    size_t byte_count;
    bool is_adopted; /* the memory is somebody else's, and goes back to him */
    size_t buffers;  /* in it; it goes with the last one */
    struct span *next, **before; /* in the place's list */
};

/* A buffer on the host that a transfer reads or writes, which nobody has waited for; it counts one array. */
struct borrowed {
    struct buffer *buffer;
    size_t stream;
};

struct place {
    struct device *device;
    const char *name;
    struct device_stream *streams[STREAMS_AT_MOST]; /* the default one first; NULL where there is none */
    size_t current;                                 /* the stream that work is put on */
    reference in_use;                               /* the program's object for it; NULL for the default one */
    struct device_memory *numbers; /* for each stream NUMBER_SLOTS elements of LARGEST_ITEM_BYTES */
    struct span *spans;
    struct borrowed *borrowed;
    size_t borrowed_count, borrowed_capacity;
};

/* Opens the device of that name (device.h); false with the reason in `message`. */
bool place_open(ibid_instance *instance, const char *name, const struct device_options *options, char *message,
                size_t message_bytes);
/* Waits, and lets go of all that belongs to the device. How many bytes arrays still have there: none, or they leak. */
size_t place_close(ibid_instance *instance);

static inline struct device_stream *current_stream(const struct place *place)
{
    return place->streams[place->current];
}

/* Waits for all that was put on the stream that is in use. */
bool wait_for_stream(ibid_instance *instance);
/* Waits for all that was put on any stream. */
bool wait_for_device(ibid_instance *instance);

/* The stream starts what comes next when all that is on the others by now is done. */
bool order_stream_after_others(ibid_instance *instance, size_t stream);

/* How an error of the device becomes the instance's. Returns NULL. */
void *device_failed(ibid_instance *instance, const struct device_error *error);

#endif
