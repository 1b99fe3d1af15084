#include "device_place.h"

#include <stdio.h>
#include <stdlib.h>

#include "dtype.h"

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
