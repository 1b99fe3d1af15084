/* Buffers on the device of an instance. See on_device.h. */
#ifndef IBID_REFERENCE_DEVICE_BUFFER_H
#define IBID_REFERENCE_DEVICE_BUFFER_H

#include "device_place.h"
#include "strided.h"

static inline bool is_on_device(const struct array *x)
{
    return x->buffer->span != NULL;
}

static inline struct device_memory *memory_of(const struct buffer *buffer)
{
    return buffer->span->memory;
}

/* For one array. Zero if `zeroed`, else unset. */
struct buffer *buffer_new_on_device(ibid_instance *instance, size_t byte_count, bool zeroed);

/*
 * What stands for the memory that DLPack's `data` is on the device of the instance: this instance's own, or somebody
 * else's, which is adopted; *offset_bytes is where in it `data` is. It is the caller's until span_leave. NULL with an
 * error of kind "device" where the device has no such memory.
 */
struct span *span_of_pointer(ibid_instance *instance, void *data, size_t *offset_bytes);
void span_leave(struct span *span);

/*
 * All of the memory of the span, as one more buffer in it, for one array. With the last array the memory is given to
 * its owner (buffer_over), once nothing on the device works on it any more.
 */
struct buffer *buffer_over_span(ibid_instance *instance, struct span *span, bool writeable,
                                void (*give_back)(void *owner), void *owner);

#endif
