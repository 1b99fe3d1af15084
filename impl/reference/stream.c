#include "stream.h"

#include "arguments.h"
#include "on_device.h"

struct stream {
    struct object head;
    size_t number;
};

static void close_stream(ibid_instance *instance, struct object *object)
{
    struct device_stream **stream = &instance->place->streams[((struct stream *)object)->number];
    device_stream_close(*stream);
    *stream = NULL;
}

static const struct object_type stream_type = {OBJECT_STREAM, "stream", sizeof(struct stream), close_stream};

bool stream_number_of(const struct object *object, size_t *number)
{
    if (object->kind != OBJECT_STREAM)
        return false;
    *number = ((const struct stream *)object)->number;
    return true;
}

static size_t free_number(const struct place *place)
{
    size_t number = 0;
    while (number < STREAMS_AT_MOST && place->streams[number] != NULL)
        number++;
    return number;
}

static reference open_stream(ibid_instance *instance)
{
    struct place *place = instance->place;
    struct device_error error;
    size_t number = free_number(place);
    if (number == STREAMS_AT_MOST)
        return fail(instance, IBID_ERROR_DEVICE, "%s has %d streams, and not more at a time", place->name,
                    STREAMS_AT_MOST);
    struct device_stream *opened = device_stream_open(place->device, &error);
    if (opened == NULL)
        return device_failed(instance, &error);
    struct stream *made = (struct stream *)object_new(instance, &stream_type);
    if (made == NULL) {
        device_stream_close(opened);
        return NULL;
    }
    made->number = number;
    place->streams[number] = opened;
    return (reference)made;
}

reference make_stream(ibid_instance *instance, const struct call *call)
{
    bool on_device;
    if (!read_device(instance, call->arguments[0], &on_device))
        return NULL;
    return on_device ? open_stream(instance) : lacks(instance, "streams on the host, which does what it is told at once");
}

reference use_stream(ibid_instance *instance, const struct call *call)
{
    struct object *given = call->arguments[0];
    struct place *place = instance->place;
    size_t number = DEFAULT_STREAM;
    if (!is_absent(given) && !stream_number_of(given, &number))
        return fail(instance, IBID_ERROR_TYPE, "use_stream takes a stream or None");
    if (place != NULL) {
        reference before = place->in_use;
        place->in_use = is_absent(given) ? NULL : retain(given);
        place->current = number;
        release(instance, before);
    }
    return none(instance);
}
