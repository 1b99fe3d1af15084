/* Buffers on the device of an instance. See on_device.h. */
#ifndef IBID_REFERENCE_DEVICE_BUFFER_H
#define IBID_REFERENCE_DEVICE_BUFFER_H

#include "buffer.h"
#include "strided.h"

static inline bool is_on_device(const struct array *x)
{
    return x->buffer->memory != NULL;
}

/* For one array. Zero if `zeroed`, else unset. */
struct buffer *buffer_new_on_device(ibid_instance *instance, size_t byte_count, bool zeroed);

#endif
