/*
 * Where arrays meet devices (impl/device). An instance has one device beside the host, or none; a buffer is on one of
 * the two, and so are the arrays in it. An array on the device has the shape, the strides and the views that it has on
 * the host; `first` is an address to count from, and whoever follows it faults.
 *
 * Work is put on the stream that is in use: one for all, unless the program opens others (stream.h). So it is done in
 * the order of the program, as far as that uses one stream. Nothing waits for it but synchronize(), for all streams, and
 * for the one in use a value that is read and a transfer that was not told to go on. What a transfer that goes on reads
 * and writes on the host is kept until somebody waits.
 *
 * Nothing mixes: an operation on arrays of which one is on the device and another is not is an error of kind "device".
 * What the device cannot do is "unsupported", by name. Errors of the device are those of device.h.
 */
#ifndef IBID_REFERENCE_ON_DEVICE_H
#define IBID_REFERENCE_ON_DEVICE_H

#include "call_state.h"
#include "device_buffer.h"
#include "operation.h"

#define TWOFOLD_ON_DEVICE "results on a device in elements that stand in several places"

/* One of the inputs that is an array on the device; NULL if there is none. */
const struct array *on_device_among(const struct input *inputs, size_t count);

/* The elements of any array in C order, next to each other. Waits, if x is on the device. */
bool elements_to_host(ibid_instance *instance, const struct array *x, void *destination);
/* The element of x that is at `element`, as a scalar of the library's own. Likewise. */
MUST_USE reference scalar_of_element(ibid_instance *instance, const struct array *x, const unsigned char *element);
/* A new array on the host. Likewise. */
MUST_USE reference array_on_host(ibid_instance *instance, const struct array *x);

/* transfer.c */
reference transfer(ibid_instance *instance, const struct call *call);    /* to_device(x, device, wait=) */
reference synchronize(ibid_instance *instance, const struct call *call); /* synchronize() */
MUST_USE reference array_to_device(ibid_instance *instance, struct array *x, bool waits); /* of one on the host */
/* Whether the name of a device is that of the device beside the host, or else the host's; other names are refused. */
bool read_device(ibid_instance *instance, const struct object *name, bool *on_device);

/* device_compute.c */

/* False with an error of the kind "device" where x and an array that is assigned to it, or NULL, are in two places. */
bool is_in_place_of(ibid_instance *instance, const struct array *x, const struct array *value);
/* Spreads and casts elements, of which x has none in common with the input, or the very same. */
bool assign_on_device(ibid_instance *instance, const struct array *x, const struct input *input);
/* Whether some array of the call is on the device: then it is computed there. */
bool concerns_device(const struct call_state *call);
MUST_USE reference compute_on_device(ibid_instance *instance, struct call_state *call);

/* device_vocabulary.c: performs an operation of an instance that has a device, by its function on the host. */
MUST_USE reference perform_with_device(ibid_instance *instance, const struct call *call, operation_function *function);

#endif
