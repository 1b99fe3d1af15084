/* Streams of a device as objects of the program. The stream goes with the last name of it, and waits for what is on it. */
#ifndef IBID_REFERENCE_STREAM_H
#define IBID_REFERENCE_STREAM_H

#include "operation.h"

/* The number of the stream that an object is (device_place.h); false if it is none. */
bool stream_number_of(const struct object *object, size_t *number);

reference make_stream(ibid_instance *instance, const struct call *call); /* stream(device) */
reference use_stream(ibid_instance *instance, const struct call *call);  /* use_stream(stream=) */

#endif
