#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "device_buffer.h"

#include <sys/mman.h>

#include "device_place.h"

/* Addresses to count from, which are nobody else's: so arrays overlap on a device as they do on the host. */
static void *reserve_addresses(size_t bytes)
{
    void *addresses = mmap(NULL, bytes > 0 ? bytes : 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return addresses == MAP_FAILED ? NULL : addresses;
}

static void give_back(const struct buffer *buffer)
{
    device_release(buffer->memory);
    munmap(buffer->bytes, buffer->byte_count > 0 ? buffer->byte_count : 1);
}

static bool allocate_on_device(ibid_instance *instance, struct buffer *buffer, bool zeroed)
{
    const unsigned char zero = 0;
    struct place *place = instance->place;
    struct device_error error;
    buffer->bytes = reserve_addresses(buffer->byte_count);
    if (buffer->bytes == NULL)
        return fail(instance, IBID_ERROR_MEMORY, "out of addresses") != NULL;
    buffer->memory = device_allocate(place->device, buffer->byte_count, &error);
    if (buffer->memory != NULL && (!zeroed || buffer->byte_count == 0 ||
                                   device_fill(place->stream, buffer->memory, 0, buffer->byte_count, &zero, 1, &error)))
        return true;
    give_back(buffer);
    return device_failed(instance, &error) != NULL;
}

struct buffer *buffer_new_on_device(ibid_instance *instance, size_t byte_count, bool zeroed)
{
    struct buffer *buffer = allocate(instance, 1, sizeof *buffer);
    if (buffer == NULL)
        return NULL;
    *buffer = (struct buffer){.arrays = 1, .byte_count = byte_count, .block_bytes = sizeof *buffer,
                               .give_back = give_back};
    if (!allocate_on_device(instance, buffer, zeroed)) {
        deallocate(instance, buffer, 1, sizeof *buffer);
        return NULL;
    }
    instance->array_bytes_allocated += byte_count;
    return buffer;
}
