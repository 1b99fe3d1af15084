#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "on_device.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "layout.h"
#include "number.h"

void *device_failed(ibid_instance *instance, const struct device_error *error)
{
    fail(instance, error->kind, "%s (%s: %s)", error->message, instance->place->name,
         device_description(instance->place->device));
    if (error->kind == IBID_ERROR_UNSUPPORTED)
        instance->status = IBID_UNSUPPORTED;
    return NULL;
}

static void free_place(struct place *place)
{
    device_release(place->numbers);
    device_stream_close(place->stream);
    device_close(place->device);
    free(place->borrowed);
    free(place);
}

/* The room for numbers is the reference's own, and comes on top of the capacity that a program was given. */
bool place_open(ibid_instance *instance, const char *name, const struct device_options *options, char *message,
                size_t message_bytes)
{
    enum { NUMBER_BYTES = 64 };
    _Static_assert((int)NUMBER_BYTES >= NUMBER_SLOTS * LARGEST_ITEM_BYTES, "room for all numbers");
    struct device_error error = {IBID_ERROR_MEMORY, "out of memory"};
    struct device_options own = *options;
    if (own.capacity_bytes > 0 && __builtin_add_overflow(own.capacity_bytes, NUMBER_BYTES, &own.capacity_bytes))
        own.capacity_bytes = SIZE_MAX;
    struct place *place = calloc(1, sizeof *place);
    bool opened = place != NULL && (place->device = device_open(name, &own, &error)) != NULL &&
                  (place->stream = device_stream_open(place->device, &error)) != NULL &&
                  (place->numbers = device_allocate(place->device, NUMBER_BYTES, &error)) != NULL;
    if (!opened) {
        snprintf(message, message_bytes, "%s", error.message);
        if (place != NULL)
            free_place(place);
        return false;
    }
    place->name = device_name(place->device);
    instance->place = place;
    return true;
}

size_t place_close(ibid_instance *instance)
{
    struct place *place = instance->place;
    if (place == NULL)
        return 0;
    wait_for_device(instance);
    size_t left_bytes = device_used_bytes(place->device) - device_memory_bytes(place->numbers);
    free_place(place);
    instance->place = NULL;
    return left_bytes;
}

/* A lost device touches nothing any more, so what it had borrowed is free then too. */
bool wait_for_device(ibid_instance *instance)
{
    struct place *place = instance->place;
    struct device_error error;
    bool done = device_stream_synchronize(place->stream, &error);
    while (place->borrowed_count > 0)
        buffer_leave(instance, place->borrowed[--place->borrowed_count]);
    return done || device_failed(instance, &error) != NULL;
}

const struct array *on_device_among(const struct input *inputs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (inputs[i].array != NULL && is_on_device(inputs[i].array))
            return inputs[i].array;
    return NULL;
}

/* Addresses to count from, which are nobody else's: so arrays overlap on a device as they do on the host. */
static void *reserve_addresses(size_t bytes)
{
    void *addresses = mmap(NULL, bytes > 0 ? bytes : 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return addresses == MAP_FAILED ? NULL : addresses;
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
    buffer_leave_device(buffer);
    return device_failed(instance, &error) != NULL;
}

struct buffer *buffer_new_on_device(ibid_instance *instance, size_t byte_count, bool zeroed)
{
    struct buffer *buffer = allocate(instance, 1, sizeof *buffer);
    if (buffer == NULL)
        return NULL;
    *buffer = (struct buffer){.arrays = 1, .byte_count = byte_count, .block_bytes = sizeof *buffer};
    if (!allocate_on_device(instance, buffer, zeroed)) {
        deallocate(instance, buffer, 1, sizeof *buffer);
        return NULL;
    }
    instance->array_bytes_allocated += byte_count;
    return buffer;
}

void buffer_leave_device(struct buffer *buffer)
{
    device_release(buffer->memory);
    munmap(buffer->bytes, buffer->byte_count > 0 ? buffer->byte_count : 1);
}

static bool bytes_to_host(ibid_instance *instance, const struct buffer *buffer, size_t offset_bytes, size_t bytes,
                          void *destination)
{
    struct device_error error;
    if (!device_copy_out(instance->place->stream, destination, buffer->memory, offset_bytes, bytes, &error))
        return device_failed(instance, &error) != NULL;
    return wait_for_device(instance);
}

/* All bytes from the first element in memory to the last, and there the elements are picked. */
static bool strided_to_host(ibid_instance *instance, const struct array *x, void *destination)
{
    ptrdiff_t lowest = x->first - x->buffer->bytes, highest = lowest + (ptrdiff_t)x->dtype->item_bytes;
    for (size_t i = 0; i < x->axes; i++) {
        ptrdiff_t reach = (ptrdiff_t)((x->shape[i] - 1) * x->strides_bytes[i]);
        *(reach < 0 ? &lowest : &highest) += reach;
    }
    unsigned char *bytes = malloc((size_t)(highest - lowest));
    if (bytes == NULL)
        return fail(instance, IBID_ERROR_MEMORY, "out of memory") != NULL;
    bool copied = bytes_to_host(instance, x->buffer, (size_t)lowest, (size_t)(highest - lowest), bytes);
    if (copied) {
        struct array here = *x;
        here.first = bytes + (x->first - x->buffer->bytes - lowest);
        elements_in_order(&here, destination);
    }
    free(bytes);
    return copied;
}

bool elements_to_host(ibid_instance *instance, const struct array *x, void *destination)
{
    if (x->element_count == 0)
        return true;
    if (!is_on_device(x)) {
        elements_in_order(x, destination);
        return true;
    }
    if (!is_contiguous(x, ORDER_C))
        return strided_to_host(instance, x, destination);
    return bytes_to_host(instance, x->buffer, offset_bytes_of(x->buffer, x->first),
                         x->element_count * x->dtype->item_bytes, destination);
}

reference scalar_of_element(ibid_instance *instance, const struct array *x, const unsigned char *element)
{
    _Alignas(16) unsigned char here[LARGEST_ITEM_BYTES];
    if (!is_on_device(x))
        return scalar_new(instance, x->dtype, element);
    if (!bytes_to_host(instance, x->buffer, offset_bytes_of(x->buffer, element), x->dtype->item_bytes, here))
        return NULL;
    return scalar_new(instance, x->dtype, here);
}

reference array_on_host(ibid_instance *instance, const struct array *x)
{
    reference made = array_new(instance, x->dtype, x->axes, x->shape, ORDER_C, false);
    return result_if(instance, made != NULL && elements_to_host(instance, x, array_of(borrowed(made))->first), made);
}
