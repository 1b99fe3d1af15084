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
    for (size_t i = 0; i < STREAMS_AT_MOST; i++)
        device_stream_close(place->streams[i]);
    device_close(place->device);
    free(place->borrowed);
    free(place);
}

/* The room for numbers is the reference's own, and comes on top of the capacity that a program was given. */
bool place_open(ibid_instance *instance, const char *name, const struct device_options *options, char *message,
                size_t message_bytes)
{
    const size_t number_bytes = STREAMS_AT_MOST * NUMBER_SLOTS * LARGEST_ITEM_BYTES;
    struct device_error error = {IBID_ERROR_MEMORY, "out of memory"};
    struct device_options own = *options;
    if (own.capacity_bytes > 0 && __builtin_add_overflow(own.capacity_bytes, number_bytes, &own.capacity_bytes))
        own.capacity_bytes = SIZE_MAX;
    struct place *place = calloc(1, sizeof *place);
    bool opened = place != NULL && (place->device = device_open(name, &own, &error)) != NULL &&
                  (place->streams[DEFAULT_STREAM] = device_stream_open(place->device, &error)) != NULL &&
                  (place->numbers = device_allocate(place->device, number_bytes, &error)) != NULL;
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
    release(instance, place->in_use);
    place->in_use = NULL;
    place->current = DEFAULT_STREAM;
    wait_for_device(instance);
    size_t left_bytes = device_used_bytes(place->device) - device_memory_bytes(place->numbers);
    free_place(place);
    instance->place = NULL;
    return left_bytes;
}

/* A lost device touches nothing any more, so what it had borrowed is free then too. */
static void give_back_borrowed(ibid_instance *instance, bool of_all_streams)
{
    struct place *place = instance->place;
    size_t kept = 0, count = place->borrowed_count;
    for (size_t i = 0; i < count; i++)
        if (of_all_streams || place->borrowed[i].stream == place->current)
            buffer_leave(instance, place->borrowed[i].buffer);
        else
            place->borrowed[kept++] = place->borrowed[i];
    place->borrowed_count = kept;
}

bool wait_for_stream(ibid_instance *instance)
{
    struct device_error error;
    bool done = device_stream_synchronize(current_stream(instance->place), &error);
    give_back_borrowed(instance, !done && device_is_lost(instance->place->device));
    return done || device_failed(instance, &error) != NULL;
}

bool wait_for_device(ibid_instance *instance)
{
    struct device_error error;
    bool done = device_synchronize(instance->place->device, &error);
    give_back_borrowed(instance, true);
    return done || device_failed(instance, &error) != NULL;
}

static bool order_after(struct device_stream *stream, struct device_stream *other, struct device_error *error)
{
    struct device_event *event = device_record(other, error);
    bool ordered = event != NULL && device_wait(stream, event, error);
    device_event_release(event);
    return ordered;
}

bool order_stream_after_others(ibid_instance *instance, size_t stream)
{
    struct place *place = instance->place;
    struct device_error error;
    for (size_t i = 0; i < STREAMS_AT_MOST; i++)
        if (i != stream && place->streams[i] != NULL && !order_after(place->streams[stream], place->streams[i], &error))
            return device_failed(instance, &error) != NULL;
    return true;
}
