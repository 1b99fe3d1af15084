/*
 * Where arrays meet devices (impl/device). An instance has one device beside the host, or none; a buffer is on one of
 * the two, and so are the arrays in it. An array on the device has the shape, the strides and the views that it has on
 * the host; `first` is an address to count from, and whoever follows it faults.
 *
 * All work is put on one stream, so it is done in the order of the program. Nothing waits for it but synchronize(),
 * a value that is read, and a transfer that was not told to go on. What a transfer that goes on reads and writes on
 * the host is kept until somebody waits.
 *
 * Nothing mixes: an operation on arrays of which one is on the device and another is not is an error of kind "device".
 * What the device cannot do is "unsupported", by name. Errors of the device are those of device.h.
 */
#ifndef IBID_REFERENCE_ON_DEVICE_H
#define IBID_REFERENCE_ON_DEVICE_H

#include "buffer.h"
#include "call_state.h"
#include "device.h"
#include "operation.h"

#define TWOFOLD_ON_DEVICE "results on a device in elements that stand in several places"

/* Opens the device of that name (device.h); false with the reason in `message`. */
bool place_open(ibid_instance *instance, const char *name, const struct device_options *options, char *message,
                size_t message_bytes);
/* Waits, and lets go of all that belongs to the device. How many bytes arrays still have there: none, or they leak. */
size_t place_close(ibid_instance *instance);

static inline bool is_on_device(const struct array *x)
{
    return x->buffer->memory != NULL;
}

/* One of the inputs that is an array on the device; NULL if there is none. */
const struct array *on_device_among(const struct input *inputs, size_t count);

/* For buffer.c and array.c. */
struct buffer *buffer_new_on_device(ibid_instance *instance, size_t byte_count, bool zeroed);
void buffer_leave_device(struct buffer *buffer); /* all but the block of the buffer itself */
/* Of the shape and dtype of x, in C order; unset. */
MUST_USE reference array_new_on_device(ibid_instance *instance, const struct array *x);

/* Waits for all that was put on the device. */
bool wait_for_device(ibid_instance *instance);

/* The elements of any array in C order, next to each other. Waits, if x is on the device. */
bool elements_to_host(ibid_instance *instance, const struct array *x, void *destination);
/* The element of x that is at `element`, as a scalar of the library's own. Likewise. */
MUST_USE reference scalar_of_element(ibid_instance *instance, const struct array *x, const unsigned char *element);
/* A new array on the host. Likewise. */
MUST_USE reference array_on_host(ibid_instance *instance, const struct array *x);

/* transfer.c */
reference transfer(ibid_instance *instance, const struct call *call);    /* to_device(x, device, wait=) */
reference synchronize(ibid_instance *instance, const struct call *call); /* synchronize() */

/* device_compute.c */

/* False with an error of the kind "device" where x and an array that is assigned to it, or NULL, are in two places. */
bool is_in_place_of(ibid_instance *instance, const struct array *x, const struct array *value);
/* Spreads and casts elements, of which x has none in common with the input, or the very same. */
bool assign_on_device(ibid_instance *instance, const struct array *x, const struct input *input);
/* The same from an array of the same shape. */
bool convert_on_device(ibid_instance *instance, struct array *from, const struct array *to);
/* Whether some array of the call is on the device: then it is computed there. */
bool concerns_device(const struct call_state *call);
MUST_USE reference compute_on_device(ibid_instance *instance, struct call_state *call);

/* device_vocabulary.c: performs an operation of an instance that has a device, by its function on the host. */
MUST_USE reference perform_with_device(ibid_instance *instance, const struct call *call, operation_function *function);

/* How an error of the device becomes the instance's. Returns NULL. */
void *device_failed(ibid_instance *instance, const struct device_error *error);

/* What on_device.c, transfer.c and device_compute.c share. */
enum { NUMBER_SLOTS = 3 }; /* the numbers that a call can have: two sources and a mask */
struct place {
    struct device *device;
    struct device_stream *stream;
    const char *name;
    struct device_memory *numbers; /* NUMBER_SLOTS elements of LARGEST_ITEM_BYTES */
    struct buffer **borrowed;      /* on the host, by transfers that nobody has waited for; each counts one array */
    size_t borrowed_count, borrowed_capacity;
};

static inline size_t offset_bytes_of(const struct buffer *buffer, const unsigned char *first)
{
    return (size_t)(first - buffer->bytes);
}

#endif
