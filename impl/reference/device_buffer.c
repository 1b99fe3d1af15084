#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "device_buffer.h"

#include <stdlib.h>
#include <sys/mman.h>

/* Addresses to count from, which are nobody else's: so arrays overlap on a device as they do on the host. */
static void *reserve_addresses(size_t bytes)
{
    void *addresses = mmap(NULL, bytes > 0 ? bytes : 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return addresses == MAP_FAILED ? NULL : addresses;
}

/* Takes the memory over, unless it fails. For one buffer. */
static struct span *span_new(ibid_instance *instance, struct device_memory *memory, size_t byte_count, bool is_adopted)
{
    struct span *span = calloc(1, sizeof *span);
    unsigned char *addresses = span == NULL ? NULL : reserve_addresses(byte_count);
    if (addresses == NULL) {
        free(span);
        return fail(instance, IBID_ERROR_MEMORY, "out of addresses");
    }
    struct span **first = &instance->place->spans;
    *span = (struct span){.memory = memory, .bytes = addresses, .byte_count = byte_count, .is_adopted = is_adopted,
                          .buffers = 1, .next = *first, .before = first};
    if (span->next != NULL)
        span->next->before = &span->next;
    *first = span;
    return span;
}

void span_leave(struct span *span)
{
    if (--span->buffers > 0)
        return;
    *span->before = span->next;
    if (span->next != NULL)
        span->next->before = span->before;
    device_release(span->memory);
    munmap(span->bytes, span->byte_count > 0 ? span->byte_count : 1);
    free(span);
}

static struct span *span_over(ibid_instance *instance, struct device_memory *memory)
{
    for (struct span *span = instance->place->spans; span != NULL; span = span->next)
        if (device_memory_pointer(span->memory) == device_memory_pointer(memory)) {
            device_release(memory);
            span->buffers++;
            return span;
        }
    struct span *span = span_new(instance, memory, device_memory_bytes(memory), true);
    if (span == NULL)
        device_release(memory);
    return span;
}

struct span *span_of_pointer(ibid_instance *instance, void *data, size_t *offset_bytes)
{
    struct device_error error;
    struct device_memory *memory = device_adopt(instance->place->device, data, offset_bytes, &error);
    return memory == NULL ? device_failed(instance, &error) : span_over(instance, memory);
}

static void leave_span(const struct buffer *gone)
{
    span_leave(gone->span);
}

static struct span *allocate_span(ibid_instance *instance, size_t byte_count, bool zeroed)
{
    const unsigned char zero = 0;
    struct place *place = instance->place;
    struct device_error error;
    struct device_memory *memory = device_allocate(place->device, byte_count, &error);
    if (memory == NULL)
        return device_failed(instance, &error);
    if (zeroed && byte_count > 0 && !device_fill(current_stream(place), memory, 0, byte_count, &zero, 1, &error)) {
        device_release(memory);
        return device_failed(instance, &error);
    }
    struct span *span = span_new(instance, memory, byte_count, false);
    if (span == NULL)
        device_release(memory);
    return span;
}

struct buffer *buffer_new_on_device(ibid_instance *instance, size_t byte_count, bool zeroed)
{
    struct buffer *buffer = allocate(instance, 1, sizeof *buffer);
    struct span *span = buffer == NULL ? NULL : allocate_span(instance, byte_count, zeroed);
    if (span == NULL) {
        deallocate(instance, buffer, 1, sizeof *buffer);
        return NULL;
    }
    *buffer = (struct buffer){.arrays = 1, .bytes = span->bytes, .byte_count = byte_count,
                               .block_bytes = sizeof *buffer, .give_back = leave_span, .span = span};
    instance->array_bytes_allocated += byte_count;
    return buffer;
}

/* Whose memory it is may use it at once; who has it from this instance finds it on the streams that are here. */
static void give_span_to_owner(const struct buffer *gone)
{
    if (gone->span->is_adopted)
        device_synchronize(device_of(gone->span->memory), NULL);
    span_leave(gone->span);
    if (gone->give_to_owner != NULL)
        gone->give_to_owner(gone->owner);
}

struct buffer *buffer_over_span(ibid_instance *instance, struct span *span, bool writeable,
                                void (*give_back)(void *owner), void *owner)
{
    struct buffer *buffer = buffer_over(instance, span->bytes, span->byte_count, writeable, give_back, owner);
    if (buffer == NULL)
        return NULL;
    span->buffers++;
    buffer->span = span;
    buffer->give_back = give_span_to_owner;
    return buffer;
}
