/* OpenCL devices: memory, streams, events, copies. A stream is a queue in order, an event a marker on it. */
#include <stdio.h>
#include <stdlib.h>

#include "host_memory.h"
#include "opencl.h"

static struct opencl_device *device_of_stream(struct device_stream *stream)
{
    return (struct opencl_device *)stream->device;
}

static cl_mem buffer_of(struct device_memory *memory)
{
    return ((struct opencl_memory *)memory)->buffer;
}

static struct device_memory *allocate(struct device *base, size_t bytes, struct device_error *error)
{
    struct opencl_device *device = (struct opencl_device *)base;
    struct opencl_memory *memory = device_calloc(sizeof *memory, error);
    if (memory == NULL)
        return NULL;
    cl_int status;
    size_t some_bytes = bytes > 0 ? bytes : 1;
    memory->buffer = device->cl.clCreateBuffer(device->context, CL_MEM_READ_WRITE, some_bytes, NULL, &status);
    if (status != CL_SUCCESS) {
        opencl_fail(base, "allocating", status, error);
        free(memory);
        return NULL;
    }
    memory->base.pointer = memory->buffer;
    return &memory->base;
}

/* OpenCL keeps the buffer until the commands that use it are done. */
static void release(struct device_memory *memory)
{
    ((struct opencl_device *)memory->device)->cl.clReleaseMemObject(buffer_of(memory));
    free(memory);
}

/* A buffer of another context cannot be used in this one. */
static struct device_memory *adopt(struct device *base, void *pointer, struct device_error *error)
{
    struct opencl_device *device = (struct opencl_device *)base;
    cl_context context = NULL;
    size_t bytes = 0;
    if (device->cl.clGetMemObjectInfo(pointer, CL_MEM_CONTEXT, sizeof context, &context, NULL) != CL_SUCCESS ||
        device->cl.clGetMemObjectInfo(pointer, CL_MEM_SIZE, sizeof bytes, &bytes, NULL) != CL_SUCCESS ||
        context != device->context || device->cl.clRetainMemObject(pointer) != CL_SUCCESS)
        return device_has_no_memory(base, pointer, error);
    struct opencl_memory *memory = device_calloc(sizeof *memory, error);
    if (memory == NULL) {
        device->cl.clReleaseMemObject(pointer);
        return NULL;
    }
    memory->buffer = pointer;
    memory->base.pointer = pointer;
    memory->base.bytes = bytes;
    return &memory->base;
}

/* Forgets commands that are done, and finds those that failed. */
static bool sweep(struct opencl_stream *stream, struct device_error *error)
{
    struct opencl_device *device = device_of_stream(&stream->base);
    size_t kept = 0;
    cl_int failed = CL_SUCCESS;
    for (size_t i = 0; i < stream->command_count; i++) {
        cl_int state = CL_COMPLETE;
        cl_int status = device->cl.clGetEventInfo(stream->commands[i], CL_EVENT_COMMAND_EXECUTION_STATUS, sizeof state,
                                                  &state, NULL);
        if (status == CL_SUCCESS && state > CL_COMPLETE) {
            stream->commands[kept++] = stream->commands[i];
            continue;
        }
        failed = status != CL_SUCCESS ? status : state < 0 ? state : failed;
        device->cl.clReleaseEvent(stream->commands[i]);
    }
    stream->command_count = kept;
    if (failed == CL_SUCCESS)
        return true;
    return device_lose(&device->base, error, "%s was lost: work on it failed with OpenCL's error %d",
                       device->base.name, (int)failed);
}

bool opencl_reserve(struct opencl_stream *stream, struct device_error *error)
{
    if (stream->command_count < stream->command_capacity)
        return true;
    if (!sweep(stream, error))
        return false;
    if (stream->command_count < stream->command_capacity / 2)
        return true;
    size_t capacity = stream->command_capacity * 2 + 32;
    cl_event *commands = realloc(stream->commands, capacity * sizeof *commands);
    if (commands == NULL)
        return device_fail(error, IBID_ERROR_MEMORY, "the host has no memory for %zu events", capacity);
    stream->commands = commands;
    stream->command_capacity = capacity;
    return true;
}

/* Flushed, so that it runs without anybody waiting, and so that another queue may wait for it. */
bool opencl_submitted(struct opencl_stream *stream, const char *what, cl_int status, cl_event event,
                      struct device_error *error)
{
    struct opencl_device *device = device_of_stream(&stream->base);
    if (status != CL_SUCCESS)
        return opencl_fail(&device->base, what, status, error);
    stream->commands[stream->command_count++] = event;
    status = device->cl.clFlush(stream->queue);
    return status == CL_SUCCESS || opencl_fail(&device->base, what, status, error);
}

static struct device_stream *stream_open(struct device *base, struct device_error *error)
{
    struct opencl_device *device = (struct opencl_device *)base;
    struct opencl_stream *stream = device_calloc(sizeof *stream, error);
    if (stream == NULL)
        return NULL;
    cl_int status;
    stream->queue = device->cl.clCreateCommandQueue(device->context, device->id, 0, &status);
    if (status != CL_SUCCESS) {
        opencl_fail(base, "opening a stream", status, error);
        free(stream);
        return NULL;
    }
    stream->next = device->streams;
    stream->place = &device->streams;
    if (stream->next != NULL)
        stream->next->place = &stream->next;
    device->streams = stream;
    return &stream->base;
}

static bool finish(struct opencl_stream *stream, struct device_error *error)
{
    struct opencl_device *device = device_of_stream(&stream->base);
    cl_int status = device->cl.clFinish(stream->queue);
    if (status != CL_SUCCESS)
        return opencl_fail(&device->base, "waiting for a stream", status, error);
    return sweep(stream, error);
}

static bool stream_synchronize(struct device_stream *stream, struct device_error *error)
{
    return finish((struct opencl_stream *)stream, error);
}

static void stream_close(struct device_stream *base)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    struct opencl_device *device = device_of_stream(base);
    finish(stream, NULL);
    for (size_t i = 0; i < stream->command_count; i++)
        device->cl.clReleaseEvent(stream->commands[i]);
    device->cl.clReleaseCommandQueue(stream->queue);
    *stream->place = stream->next;
    if (stream->next != NULL)
        stream->next->place = stream->place;
    free(stream->commands);
    free(stream);
}

static bool synchronize(struct device *device, struct device_error *error)
{
    struct opencl_stream *stream = ((struct opencl_device *)device)->streams;
    for (; stream != NULL; stream = stream->next)
        if (!finish(stream, error))
            return false;
    return true;
}

static struct device_event *record(struct device_stream *base, struct device_error *error)
{
    struct opencl_device *device = device_of_stream(base);
    struct opencl_stream *stream = (struct opencl_stream *)base;
    struct opencl_event *event = device_calloc(sizeof *event, error);
    if (event == NULL)
        return NULL;
    if (!opencl_reserve(stream, error)) {
        free(event);
        return NULL;
    }
    cl_int status = device->cl.clEnqueueMarkerWithWaitList(stream->queue, 0, NULL, &event->event);
    if (!opencl_submitted(stream, "recording an event", status, event->event, error)) {
        free(event);
        return NULL;
    }
    device->cl.clRetainEvent(event->event); /* one is the stream's */
    return &event->base;
}

static void event_release(struct device_event *base)
{
    struct opencl_event *event = (struct opencl_event *)base;
    ((struct opencl_device *)base->device)->cl.clReleaseEvent(event->event);
    free(event);
}

/* By a marker, behind which everything waits on a queue in order. PoCL 3.1 gives some barriers no event. */
static bool wait(struct device_stream *base, struct device_event *event, struct device_error *error)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    if (!opencl_reserve(stream, error))
        return false;
    cl_event command = NULL;
    cl_int status = device_of_stream(base)->cl.clEnqueueMarkerWithWaitList(
        stream->queue, 1, &((struct opencl_event *)event)->event, &command);
    return opencl_submitted(stream, "waiting for an event", status, command, error);
}

static bool query(struct device_event *event, bool *has_come, struct device_error *error)
{
    struct opencl_device *device = (struct opencl_device *)event->device;
    cl_int state = CL_QUEUED;
    cl_int status = device->cl.clGetEventInfo(((struct opencl_event *)event)->event, CL_EVENT_COMMAND_EXECUTION_STATUS,
                                              sizeof state, &state, NULL);
    if (status != CL_SUCCESS || state < 0)
        return device_lose(&device->base, error, "%s was lost: an event of it failed with OpenCL's error %d",
                           device->base.name, (int)(status != CL_SUCCESS ? status : state));
    *has_come = state == CL_COMPLETE;
    return true;
}

static bool event_synchronize(struct device_event *event, struct device_error *error)
{
    struct opencl_device *device = (struct opencl_device *)event->device;
    cl_int status = device->cl.clWaitForEvents(1, &((struct opencl_event *)event)->event);
    if (status == CL_SUCCESS)
        return true;
    if (status == CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST)
        return device_lose(&device->base, error, "%s was lost: work on it failed", device->base.name);
    return opencl_fail(&device->base, "waiting for an event", status, error);
}

static bool copy_in(struct device_stream *base, struct device_memory *destination, size_t offset_bytes,
                    const void *source, size_t bytes, struct device_error *error)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    if (!opencl_reserve(stream, error))
        return false;
    cl_event command = NULL;
    cl_int status = device_of_stream(base)->cl.clEnqueueWriteBuffer(
        stream->queue, buffer_of(destination), CL_FALSE, offset_bytes, bytes, source, 0, NULL, &command);
    return opencl_submitted(stream, "copying in", status, command, error);
}

static bool copy_out(struct device_stream *base, void *destination, struct device_memory *source, size_t offset_bytes,
                     size_t bytes, struct device_error *error)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    if (!opencl_reserve(stream, error))
        return false;
    cl_event command = NULL;
    cl_int status = device_of_stream(base)->cl.clEnqueueReadBuffer(
        stream->queue, buffer_of(source), CL_FALSE, offset_bytes, bytes, destination, 0, NULL, &command);
    return opencl_submitted(stream, "copying out", status, command, error);
}

static bool copy_across(struct device_stream *base, struct device_memory *destination, size_t destination_offset_bytes,
                        struct device_memory *source, size_t source_offset_bytes, size_t bytes,
                        struct device_error *error)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    if (!opencl_reserve(stream, error))
        return false;
    cl_event command = NULL;
    cl_int status = device_of_stream(base)->cl.clEnqueueCopyBuffer(stream->queue, buffer_of(source),
                                                                   buffer_of(destination), source_offset_bytes,
                                                                   destination_offset_bytes, bytes, 0, NULL, &command);
    return opencl_submitted(stream, "copying across", status, command, error);
}

static bool fill(struct device_stream *base, struct device_memory *destination, size_t offset_bytes, size_t bytes,
                 const void *pattern, size_t pattern_bytes, struct device_error *error)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    if (!opencl_reserve(stream, error))
        return false;
    cl_event command = NULL;
    cl_int status = device_of_stream(base)->cl.clEnqueueFillBuffer(stream->queue, buffer_of(destination), pattern,
                                                                   pattern_bytes, offset_bytes, bytes, 0, NULL,
                                                                   &command);
    return opencl_submitted(stream, "filling", status, command, error);
}

static void close_device(struct device *base)
{
    struct opencl_device *device = (struct opencl_device *)base;
    opencl_release_kernels(device);
    if (device->context != NULL)
        device->cl.clReleaseContext(device->context);
    free(device);
}

static const struct device_functions functions = {
    .close = close_device,
    .synchronize = synchronize,
    .allocate = allocate,
    .release = release,
    .adopt = adopt,
    .host_allocate = device_plain_host_allocate,
    .host_release = device_plain_host_release,
    .stream_open = stream_open,
    .stream_close = stream_close,
    .stream_synchronize = stream_synchronize,
    .record = record,
    .event_release = event_release,
    .wait = wait,
    .query = query,
    .event_synchronize = event_synchronize,
    .copy_in = copy_in,
    .copy_out = copy_out,
    .copy_across = copy_across,
    .fill = fill,
    .launch = opencl_launch,
};

enum {
    GROUP_THREADS = 64
};

static bool ask_device(struct opencl_device *device, const struct device_options *options, struct device_error *error)
{
    cl_ulong memory_bytes = 0;
    size_t group_threads = GROUP_THREADS;
    cl_device_fp_config single = 0, float64 = 0;
    char name[100] = "";
    cl_int status = device->cl.clGetDeviceInfo(device->id, CL_DEVICE_GLOBAL_MEM_SIZE, sizeof memory_bytes,
                                               &memory_bytes, NULL);
    if (status != CL_SUCCESS)
        return opencl_fail(&device->base, "asking the device", status, error);
    device->cl.clGetDeviceInfo(device->id, CL_DEVICE_SINGLE_FP_CONFIG, sizeof single, &single, NULL);
    device->cl.clGetDeviceInfo(device->id, CL_DEVICE_DOUBLE_FP_CONFIG, sizeof float64, &float64, NULL);
    device->cl.clGetDeviceInfo(device->id, CL_DEVICE_NAME, sizeof name, name, NULL);
    device->cl.clGetDeviceInfo(device->id, CL_DEVICE_MAX_WORK_GROUP_SIZE, sizeof group_threads, &group_threads, NULL);
    device->group_threads = group_threads < GROUP_THREADS ? group_threads : GROUP_THREADS;
    device->abilities.language = KERNEL_OPENCL;
    device->abilities.has_float64 = float64 != 0;
    device->abilities.divides_exactly = (single & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
    size_t all_bytes = memory_bytes > SIZE_MAX ? SIZE_MAX : (size_t)memory_bytes;
    device->base.capacity_bytes = device_capacity(options, all_bytes);
    snprintf(device->base.description, sizeof device->base.description, "OpenCL, %.99s", name);
    return true;
}

static struct device *open_device(size_t index, const struct device_options *options, struct device_error *error)
{
    struct opencl_device *device = device_calloc(sizeof *device, error);
    if (device == NULL)
        return NULL;
    device->base.functions = &functions;
    snprintf(device->base.name, sizeof device->base.name, "opencl:%zu", index);
    if (!opencl_find(&device->cl, options, index, &device->id, error)) {
        free(device);
        return NULL;
    }
    cl_int status;
    device->context = device->cl.clCreateContext(NULL, 1, &device->id, NULL, NULL, &status);
    bool opened = status == CL_SUCCESS ? ask_device(device, options, error)
                                       : opencl_fail(&device->base, "opening the device", status, error);
    device->kernels = opened ? device_calloc(kernel_key_count() * sizeof(cl_kernel), error) : NULL;
    if (device->kernels == NULL) {
        close_device(&device->base);
        return NULL;
    }
    return &device->base;
}

const struct device_backend device_opencl = {"opencl", open_device};
