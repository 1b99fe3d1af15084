#include <criterion/criterion.h>
#include <string.h>

#include "everything.h"

enum {
    BYTES = 64
};

struct things {
    struct device *device;
    struct device_stream *stream, *other;
    struct device_memory *x, *y;
    struct device_event *event;
    void *host;
    char in[BYTES], out[BYTES];
};

static bool open_all(struct things *it, const char *name, const struct device_options *options,
                     struct device_error *error)
{
    return (it->device = device_open(name, options, error)) != NULL &&
           (it->stream = device_stream_open(it->device, error)) != NULL &&
           (it->other = device_stream_open(it->device, error)) != NULL &&
           (it->x = device_allocate(it->device, BYTES, error)) != NULL &&
           (it->y = device_allocate(it->device, BYTES, error)) != NULL &&
           (it->host = device_host_allocate(it->device, BYTES, error)) != NULL;
}

static bool copy_all(struct things *it, struct device_error *error)
{
    bool has_come = false;
    bool done = device_copy_in(it->stream, it->x, 0, it->in, BYTES, error) &&
                device_copy_across(it->stream, it->y, 0, it->x, 0, BYTES, error);
    for (size_t pattern_bytes = 1; pattern_bytes <= 8; pattern_bytes *= 2)
        done = done && device_fill(it->stream, it->x, 0, BYTES, it->in, pattern_bytes, error);
    return done && (it->event = device_record(it->stream, error)) != NULL &&
           device_wait(it->other, it->event, error) && device_query(it->event, &has_come, error) &&
           device_event_synchronize(it->event, error);
}

static bool compute(struct things *it, struct device_error *error)
{
    struct device_operand operand = {.memory = it->x, .stride_bytes = {4}};
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_ADD, .dtype = KERNEL_INT32, .axes = 1,
                                   .shape = {BYTES / 4}, .sources = {operand, operand}, .destination = operand};
    return device_launch(it->other, &launch, error) &&
           device_copy_out(it->other, it->out, it->y, 0, BYTES, error) &&
           device_stream_synchronize(it->other, error) && device_synchronize(it->device, error);
}

bool do_everything(const char *name, const struct device_options *options, struct device_error *error)
{
    static struct things it; /* a copy whose wait failed may still be on its way to it */
    it = (struct things){.in = "here"};
    bool done = open_all(&it, name, options, error) && copy_all(&it, error) && compute(&it, error);
    cr_expect(!done || strcmp(it.out, "here") == 0);
    if (!done && it.device != NULL)
        cr_expect(device_is_lost(it.device) == (strstr(error->message, "was lost") != NULL), "%s", error->message);
    device_event_release(it.event);
    device_release(it.x);
    device_release(it.y);
    if (it.device != NULL)
        device_host_release(it.device, it.host);
    device_stream_close(it.stream);
    device_stream_close(it.other);
    device_close(it.device);
    return done;
}
