/* Arrays on the device as operands of what is launched there. */
#ifndef IBID_REFERENCE_LAUNCHING_H
#define IBID_REFERENCE_LAUNCHING_H

#include "device_buffer.h"

static inline size_t offset_bytes_of(const struct buffer *buffer, const unsigned char *first)
{
    return (size_t)(first - buffer->bytes);
}

/* The elements of a buffer, spread to a launch of launch_axes axes. */
struct device_operand operand_spread(const struct buffer *buffer, const unsigned char *first, size_t axes,
                                     const int64_t *shape, const int64_t *strides_bytes, size_t launch_axes);
struct device_operand operand_of_array(const struct array *x);

/* Over the shape of what is written, which becomes the destination. */
bool launch_over(ibid_instance *instance, struct device_launch *launch, const struct array *written);

/* Casts the elements of an array into those of one of the same shape, of which it has none, or the very same. */
bool convert_on_device(ibid_instance *instance, const struct array *from, const struct array *to);

#endif
