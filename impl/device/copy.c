/* Copies and fills: checked, counted, and between two devices taken through the host. */
#include "checks.h"

bool device_check(const struct device *device, struct device_error *error)
{
    return !device->lost || device_fail(error, IBID_ERROR_DEVICE, "%s is lost: nothing can be done on it any more",
                                        device->name);
}

bool device_check_range(const struct device *device, const struct device_memory *memory, size_t offset_bytes,
                        size_t bytes, struct device_error *error)
{
    if (memory->device != device)
        return device_fail(error, IBID_ERROR_VALUE, "the stream is one of %s, and the memory of %s", device->name,
                           memory->device->name);
    if (bytes > SIZE_MAX - offset_bytes)
        return device_fail(error, IBID_ERROR_OVERFLOW, "%zu bytes from byte %zu on are too many to count", bytes,
                           offset_bytes);
    if (offset_bytes + bytes > memory->bytes)
        return device_fail(error, IBID_ERROR_INDEX, "%zu bytes from byte %zu on are not within an allocation of %zu",
                           bytes, offset_bytes, memory->bytes);
    return true;
}

bool device_copy_in(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes,
                    const void *source, size_t bytes, struct device_error *error)
{
    struct device *device = stream->device;
    if (!device_check(device, error) || !device_check_range(device, destination, offset_bytes, bytes, error))
        return false;
    if (bytes > 0 && !device->functions->copy_in(stream, destination, offset_bytes, source, bytes, error))
        return false;
    device->counts.copies_in++;
    device->counts.bytes_in += bytes;
    return true;
}

bool device_copy_out(struct device_stream *stream, void *destination, struct device_memory *source,
                     size_t offset_bytes, size_t bytes, struct device_error *error)
{
    struct device *device = stream->device;
    if (!device_check(device, error) || !device_check_range(device, source, offset_bytes, bytes, error))
        return false;
    if (bytes > 0 && !device->functions->copy_out(stream, destination, source, offset_bytes, bytes, error))
        return false;
    device->counts.copies_out++;
    device->counts.bytes_out += bytes;
    return true;
}

static bool read_all(struct device_memory *source, size_t offset_bytes, void *staging, size_t bytes,
                     struct device_error *error)
{
    struct device_stream *stream = device_stream_open(source->device, error);
    if (stream == NULL)
        return false;
    bool done = device_copy_out(stream, staging, source, offset_bytes, bytes, error) &&
                device_stream_synchronize(stream, error);
    device_stream_close(stream);
    return done;
}

/* Events do not reach from one device to another, so the host waits. */
static bool copy_through_host(struct device_stream *stream, struct device_memory *destination,
                              size_t destination_offset_bytes, struct device_memory *source,
                              size_t source_offset_bytes, size_t bytes, struct device_error *error)
{
    struct device *device = stream->device;
    if (!device_check_range(device, destination, destination_offset_bytes, bytes, error) ||
        !device_check_range(source->device, source, source_offset_bytes, bytes, error) ||
        !device_synchronize(source->device, error))
        return false;
    void *staging = device_host_allocate(device, bytes, error);
    if (staging == NULL)
        return false;
    bool done = read_all(source, source_offset_bytes, staging, bytes, error) &&
                device_copy_in(stream, destination, destination_offset_bytes, staging, bytes, error) &&
                device_stream_synchronize(stream, error);
    device_host_release(device, staging);
    return done;
}

bool device_copy_across(struct device_stream *stream, struct device_memory *destination,
                        size_t destination_offset_bytes, struct device_memory *source, size_t source_offset_bytes,
                        size_t bytes, struct device_error *error)
{
    struct device *device = stream->device;
    if (!device_check(device, error))
        return false;
    if (source->device != device)
        return copy_through_host(stream, destination, destination_offset_bytes, source, source_offset_bytes, bytes,
                                 error);
    if (!device_check_range(device, destination, destination_offset_bytes, bytes, error) ||
        !device_check_range(device, source, source_offset_bytes, bytes, error))
        return false;
    if (source == destination && source_offset_bytes < destination_offset_bytes + bytes &&
        destination_offset_bytes < source_offset_bytes + bytes)
        return device_fail(error, IBID_ERROR_OVERLAP,
                           "%zu bytes from byte %zu and from byte %zu on overlap: copy them to other memory first",
                           bytes, source_offset_bytes, destination_offset_bytes);
    if (bytes > 0 && !device->functions->copy_across(stream, destination, destination_offset_bytes, source,
                                                     source_offset_bytes, bytes, error))
        return false;
    device->counts.copies_across++;
    device->counts.bytes_across += bytes;
    return true;
}

bool device_fill(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes, size_t bytes,
                 const void *pattern, size_t pattern_bytes, struct device_error *error)
{
    struct device *device = stream->device;
    if (!device_check(device, error) || !device_check_range(device, destination, offset_bytes, bytes, error))
        return false;
    if (pattern_bytes == 0 || pattern_bytes > DEVICE_PATTERN_BYTES || (pattern_bytes & (pattern_bytes - 1)) != 0)
        return device_fail(error, IBID_ERROR_VALUE, "a pattern has 1, 2, 4, 8 or 16 bytes, and not %zu",
                           pattern_bytes);
    if (bytes % pattern_bytes != 0 || offset_bytes % pattern_bytes != 0)
        return device_fail(error, IBID_ERROR_VALUE,
                           "%zu bytes from byte %zu on are no multiples of a pattern of %zu bytes, which fills them",
                           bytes, offset_bytes, pattern_bytes);
    if (bytes > 0 &&
        !device->functions->fill(stream, destination, offset_bytes, bytes, pattern, pattern_bytes, error))
        return false;
    device->counts.fills++;
    return true;
}
