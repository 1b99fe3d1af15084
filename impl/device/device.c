/* Opening devices, and what belongs to them: memory, streams, events. What they share is checked here, once. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

static const struct device_backend *const backends[] = {&device_sim, &device_opencl, &device_cuda};

enum {
    BACKEND_COUNT = sizeof backends / sizeof backends[0]
};

const char *const *device_backends(size_t *count)
{
    static const char *names[BACKEND_COUNT];
    for (size_t i = 0; i < BACKEND_COUNT; i++)
        names[i] = backends[i]->name;
    *count = BACKEND_COUNT;
    return names;
}

/* The digits after the colon; false if they are none, or too many. */
static bool read_index(const char *text, size_t *index)
{
    if (*text < '0' || *text > '9')
        return false;
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    *index = value;
    return *end == '\0' && errno == 0 && value < 1000000;
}

struct device *device_open(const char *name, const struct device_options *options, struct device_error *error)
{
    static const struct device_options none;
    size_t length = strcspn(name, ":"), index = 0;
    if (name[length] == ':' && !read_index(name + length + 1, &index)) {
        device_fail(error, IBID_ERROR_VALUE, "\"%s\" names no device: after the colon stands its number, as in sim:0",
                    name);
        return NULL;
    }
    for (size_t i = 0; i < BACKEND_COUNT; i++) {
        const struct device_backend *backend = backends[i];
        if (strlen(backend->name) != length || memcmp(backend->name, name, length) != 0)
            continue;
        struct device *device = backend->open(index, options != NULL ? options : &none, error);
        if (device == NULL)
            return NULL;
        snprintf(device->name, sizeof device->name, "%s:%zu", backend->name, index);
        device->references = 1;
        return device;
    }
    char known[64] = "";
    for (size_t i = 0; i < BACKEND_COUNT; i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i == 0 ? "" : ", ", backends[i]->name);
    device_fail(error, IBID_ERROR_DEVICE, "there is no device named \"%.64s\": there are %s", name, known);
    return NULL;
}

static void drop(struct device *device)
{
    if (--device->references == 0)
        device->functions->close(device);
}

void device_close(struct device *device)
{
    if (device != NULL)
        drop(device);
}

const char *device_name(const struct device *device)
{
    return device->name;
}

const char *device_description(const struct device *device)
{
    return device->description;
}

size_t device_capacity_bytes(const struct device *device)
{
    return device->capacity_bytes;
}

size_t device_used_bytes(const struct device *device)
{
    return device->used_bytes;
}

bool device_is_lost(const struct device *device)
{
    return device->lost;
}

struct device_counts device_counts(const struct device *device)
{
    return device->counts;
}

bool device_synchronize(struct device *device, struct device_error *error)
{
    return device_check(device, error) && device->functions->synchronize(device, error);
}

struct device_memory *device_allocate(struct device *device, size_t bytes, struct device_error *error)
{
    if (!device_check(device, error))
        return NULL;
    size_t left = device->capacity_bytes - device->used_bytes;
    if (bytes > left) {
        device_fail(error, IBID_ERROR_MEMORY, "%s has %zu of %zu bytes left, and %zu are asked for", device->name,
                    left, device->capacity_bytes, bytes);
        return NULL;
    }
    struct device_memory *memory = device->functions->allocate(device, bytes, error);
    if (memory == NULL)
        return NULL;
    memory->device = device;
    memory->bytes = bytes;
    device->used_bytes += bytes;
    device->counts.allocations++;
    device->references++;
    return memory;
}

void device_release(struct device_memory *memory)
{
    if (memory == NULL)
        return;
    struct device *device = memory->device;
    device->used_bytes -= memory->is_adopted ? 0 : memory->bytes;
    device->functions->release(memory);
    drop(device);
}

struct device_memory *device_adopt(struct device *device, void *pointer, size_t *offset_bytes,
                                   struct device_error *error)
{
    if (!device_check(device, error))
        return NULL;
    struct device_memory *memory = device->functions->adopt(device, pointer, error);
    if (memory == NULL)
        return NULL;
    memory->device = device;
    memory->is_adopted = true;
    device->references++;
    *offset_bytes = (size_t)((uintptr_t)pointer - (uintptr_t)memory->pointer);
    return memory;
}

struct device *device_of(const struct device_memory *memory)
{
    return memory->device;
}

size_t device_memory_bytes(const struct device_memory *memory)
{
    return memory->bytes;
}

void *device_memory_pointer(const struct device_memory *memory)
{
    return memory->pointer;
}

void *device_host_allocate(struct device *device, size_t bytes, struct device_error *error)
{
    if (!device_check(device, error))
        return NULL;
    return device->functions->host_allocate(device, bytes > 0 ? bytes : 1, error);
}

void device_host_release(struct device *device, void *bytes)
{
    if (bytes != NULL)
        device->functions->host_release(device, bytes);
}

struct device_stream *device_stream_open(struct device *device, struct device_error *error)
{
    if (!device_check(device, error))
        return NULL;
    struct device_stream *stream = device->functions->stream_open(device, error);
    if (stream == NULL)
        return NULL;
    stream->device = device;
    device->references++;
    return stream;
}

void device_stream_close(struct device_stream *stream)
{
    if (stream == NULL)
        return;
    struct device *device = stream->device;
    device->functions->stream_close(stream);
    drop(device);
}

bool device_stream_synchronize(struct device_stream *stream, struct device_error *error)
{
    return device_check(stream->device, error) && stream->device->functions->stream_synchronize(stream, error);
}

struct device_event *device_record(struct device_stream *stream, struct device_error *error)
{
    struct device *device = stream->device;
    if (!device_check(device, error))
        return NULL;
    struct device_event *event = device->functions->record(stream, error);
    if (event == NULL)
        return NULL;
    event->device = device;
    device->references++;
    return event;
}

void device_event_release(struct device_event *event)
{
    if (event == NULL)
        return;
    struct device *device = event->device;
    device->functions->event_release(event);
    drop(device);
}

bool device_wait(struct device_stream *stream, struct device_event *event, struct device_error *error)
{
    if (!device_check(stream->device, error))
        return false;
    if (event->device != stream->device)
        return device_fail(error, IBID_ERROR_VALUE, "a stream of %s cannot wait for an event of %s",
                           stream->device->name, event->device->name);
    return stream->device->functions->wait(stream, event, error);
}

bool device_query(struct device_event *event, bool *has_come, struct device_error *error)
{
    return device_check(event->device, error) && event->device->functions->query(event, has_come, error);
}

bool device_event_synchronize(struct device_event *event, struct device_error *error)
{
    return device_check(event->device, error) && event->device->functions->event_synchronize(event, error);
}
