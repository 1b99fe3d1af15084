/* NVIDIA's devices, through the driver: memory, streams, events, copies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cuda.h"

static struct cuda_device *device_of_stream(struct device_stream *stream)
{
    return (struct cuda_device *)stream->device;
}

static CUstream queue_of(struct device_stream *stream)
{
    return ((struct cuda_stream *)stream)->stream;
}

static CUdeviceptr address_of(struct device_memory *memory, size_t offset_bytes)
{
    return ((struct cuda_memory *)memory)->address + offset_bytes;
}

/* DO(device, what, call): the call in the device's context, and whether it succeeded. */
#define DO(device, what, call, error) (cuda_enter(device), leave_and_check(device, what, (device)->cu.call, error))

static bool leave_and_check(struct cuda_device *device, const char *what, CUresult result, struct device_error *error)
{
    bool done = cuda_check(device, what, result, error);
    cuda_leave(device);
    return done;
}

static bool synchronize(struct device *base, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)base;
    return DO(device, "waiting for the device", cuCtxSynchronize(), error);
}

static struct device_memory *allocate(struct device *base, size_t bytes, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)base;
    struct cuda_memory *memory = device_calloc(sizeof *memory, error);
    if (memory == NULL)
        return NULL;
    if (!DO(device, "allocating", cuMemAlloc_v2(&memory->address, bytes > 0 ? bytes : 1), error)) {
        free(memory);
        return NULL;
    }
    memory->base.pointer = (void *)(uintptr_t)memory->address;
    return &memory->base;
}

/* Work that uses it may still be queued, on any stream, so it is waited for. */
static void release(struct device_memory *base)
{
    struct cuda_device *device = (struct cuda_device *)base->device;
    CUdeviceptr address = address_of(base, 0);
    if (!base->is_adopted) {
        DO(device, "waiting for the device", cuCtxSynchronize(), NULL);
        DO(device, "letting go of memory", cuMemFree_v2(address), NULL);
    }
    free(base);
}

/* Of this device's context, which all libraries of a process share; that of an address elsewhere is not found. */
static struct device_memory *adopt(struct device *base, void *pointer, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)base;
    CUdeviceptr start = 0;
    size_t bytes = 0;
    cuda_enter(device);
    CUresult result = device->cu.cuMemGetAddressRange_v2(&start, &bytes, (CUdeviceptr)(uintptr_t)pointer);
    cuda_leave(device);
    if (result == CUDA_ERROR_NOT_FOUND || result == CUDA_ERROR_INVALID_VALUE)
        return device_has_no_memory(base, pointer, error);
    if (!cuda_check(device, "looking for memory", result, error))
        return NULL;
    struct cuda_memory *memory = device_calloc(sizeof *memory, error);
    if (memory == NULL)
        return NULL;
    memory->address = start;
    memory->base.pointer = (void *)(uintptr_t)start;
    memory->base.bytes = bytes;
    return &memory->base;
}

/* Memory that stays where it is, so that the device can read and write it by itself. */
static void *host_allocate(struct device *base, size_t bytes, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)base;
    void *memory = NULL;
    return DO(device, "allocating on the host", cuMemHostAlloc(&memory, bytes, 0), error) ? memory : NULL;
}

static void host_release(struct device *base, void *bytes)
{
    struct cuda_device *device = (struct cuda_device *)base;
    DO(device, "letting go of memory on the host", cuMemFreeHost(bytes), NULL);
}

static struct device_stream *stream_open(struct device *base, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)base;
    struct cuda_stream *stream = device_calloc(sizeof *stream, error);
    if (stream == NULL)
        return NULL;
    if (!DO(device, "opening a stream", cuStreamCreate(&stream->stream, CU_STREAM_NON_BLOCKING), error)) {
        free(stream);
        return NULL;
    }
    return &stream->base;
}

static bool stream_synchronize(struct device_stream *stream, struct device_error *error)
{
    return DO(device_of_stream(stream), "waiting for a stream", cuStreamSynchronize(queue_of(stream)), error);
}

static void stream_close(struct device_stream *stream)
{
    stream_synchronize(stream, NULL);
    DO(device_of_stream(stream), "closing a stream", cuStreamDestroy_v2(queue_of(stream)), NULL);
    free(stream);
}

static struct device_event *record(struct device_stream *stream, struct device_error *error)
{
    struct cuda_device *device = device_of_stream(stream);
    struct cuda_event *event = device_calloc(sizeof *event, error);
    if (event == NULL)
        return NULL;
    if (!DO(device, "making an event", cuEventCreate(&event->event, CU_EVENT_DISABLE_TIMING), error)) {
        free(event);
        return NULL;
    }
    if (!DO(device, "recording an event", cuEventRecord(event->event, queue_of(stream)), error)) {
        DO(device, "letting go of an event", cuEventDestroy_v2(event->event), NULL);
        free(event);
        return NULL;
    }
    return &event->base;
}

static void event_release(struct device_event *base)
{
    struct cuda_device *device = (struct cuda_device *)base->device;
    DO(device, "letting go of an event", cuEventDestroy_v2(((struct cuda_event *)base)->event), NULL);
    free(base);
}

static bool wait(struct device_stream *stream, struct device_event *event, struct device_error *error)
{
    return DO(device_of_stream(stream), "waiting for an event",
              cuStreamWaitEvent(queue_of(stream), ((struct cuda_event *)event)->event, 0), error);
}

static bool query(struct device_event *event, bool *has_come, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)event->device;
    cuda_enter(device);
    CUresult result = device->cu.cuEventQuery(((struct cuda_event *)event)->event);
    cuda_leave(device);
    *has_come = result == CUDA_SUCCESS;
    return result == CUDA_ERROR_NOT_READY || cuda_check(device, "asking for an event", result, error);
}

static bool event_synchronize(struct device_event *event, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)event->device;
    return DO(device, "waiting for an event", cuEventSynchronize(((struct cuda_event *)event)->event), error);
}

static bool copy_in(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes,
                    const void *source, size_t bytes, struct device_error *error)
{
    return DO(device_of_stream(stream), "copying in",
              cuMemcpyHtoDAsync_v2(address_of(destination, offset_bytes), source, bytes, queue_of(stream)), error);
}

static bool copy_out(struct device_stream *stream, void *destination, struct device_memory *source,
                     size_t offset_bytes, size_t bytes, struct device_error *error)
{
    return DO(device_of_stream(stream), "copying out",
              cuMemcpyDtoHAsync_v2(destination, address_of(source, offset_bytes), bytes, queue_of(stream)), error);
}

static bool copy_across(struct device_stream *stream, struct device_memory *destination,
                        size_t destination_offset_bytes, struct device_memory *source, size_t source_offset_bytes,
                        size_t bytes, struct device_error *error)
{
    return DO(device_of_stream(stream), "copying across",
              cuMemcpyDtoDAsync_v2(address_of(destination, destination_offset_bytes),
                                   address_of(source, source_offset_bytes), bytes, queue_of(stream)),
              error);
}

/* A pattern of several words is a matrix with a row for each, whose columns are filled one by one. */
static bool fill_words(struct device_stream *stream, CUdeviceptr start, size_t bytes, const void *pattern,
                       size_t pattern_bytes, struct device_error *error)
{
    unsigned int words[DEVICE_PATTERN_BYTES / sizeof(unsigned int)];
    memcpy(words, pattern, pattern_bytes);
    for (size_t i = 0; i < pattern_bytes / sizeof words[0]; i++)
        if (!DO(device_of_stream(stream), "filling",
                cuMemsetD2D32Async(start + i * sizeof words[0], pattern_bytes, words[i], 1, bytes / pattern_bytes,
                                   queue_of(stream)),
                error))
            return false;
    return true;
}

static bool fill(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes, size_t bytes,
                 const void *pattern, size_t pattern_bytes, struct device_error *error)
{
    struct cuda_device *device = device_of_stream(stream);
    CUdeviceptr start = address_of(destination, offset_bytes);
    unsigned char byte;
    unsigned short half;
    unsigned int word;
    switch (pattern_bytes) {
    case sizeof byte:
        memcpy(&byte, pattern, sizeof byte);
        return DO(device, "filling", cuMemsetD8Async(start, byte, bytes, queue_of(stream)), error);
    case sizeof half:
        memcpy(&half, pattern, sizeof half);
        return DO(device, "filling", cuMemsetD16Async(start, half, bytes / sizeof half, queue_of(stream)), error);
    case sizeof word:
        memcpy(&word, pattern, sizeof word);
        return DO(device, "filling", cuMemsetD32Async(start, word, bytes / sizeof word, queue_of(stream)), error);
    default:
        return fill_words(stream, start, bytes, pattern, pattern_bytes, error);
    }
}

static void close_device(struct device *base)
{
    struct cuda_device *device = (struct cuda_device *)base;
    cuda_enter(device);
    cuda_release_kernels(device);
    cuda_leave(device);
    device->cu.cuDevicePrimaryCtxRelease_v2(device->device);
    free(device);
}

static const struct device_functions functions = {
    .close = close_device,
    .synchronize = synchronize,
    .allocate = allocate,
    .release = release,
    .adopt = adopt,
    .host_allocate = host_allocate,
    .host_release = host_release,
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
    .launch = cuda_launch,
};

static bool find(struct cuda_device *device, size_t index, struct device_error *error)
{
    int count = 0;
    CUresult result = device->cu.cuInit(0);
    if (result == CUDA_SUCCESS)
        result = device->cu.cuDeviceGetCount(&count);
    if (result != CUDA_SUCCESS || count == 0)
        return device_fail(error, IBID_ERROR_UNSUPPORTED, "NVIDIA's driver is here, and no device of it: %s (%d)",
                           result != CUDA_SUCCESS ? cuda_error_name(device, result) : "it finds none", result);
    if (index >= (size_t)count)
        return device_fail(error, IBID_ERROR_DEVICE,
                           "there is no cuda:%zu: devices that the driver finds, counted from 0: %d", index, count);
    return cuda_check(device, "finding the device", device->cu.cuDeviceGet(&device->device, (int)index), error);
}

static bool ask_device(struct cuda_device *device, const struct device_options *options, struct device_error *error)
{
    char name[100] = "";
    size_t all_bytes = 0;
    const struct cuda_functions *cu = &device->cu;
    const char *what = "asking the device";
    if (!cuda_check(device, what, cu->cuDeviceGetName(name, sizeof name, device->device), error) ||
        !cuda_check(device, what, cu->cuDeviceTotalMem_v2(&all_bytes, device->device), error) ||
        !cuda_check(device, what,
                    cu->cuDeviceGetAttribute(&device->capability_major, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR,
                                             device->device),
                    error) ||
        !cuda_check(device, what,
                    cu->cuDeviceGetAttribute(&device->capability_minor, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR,
                                             device->device),
                    error))
        return false;
    device->base.capacity_bytes = device_capacity(options, all_bytes);
    snprintf(device->base.description, sizeof device->base.description, "CUDA, %.99s, compute capability %d.%d", name,
             device->capability_major, device->capability_minor);
    return true;
}

static struct device *open_device(size_t index, const struct device_options *options, struct device_error *error)
{
    struct cuda_device *device = device_calloc(sizeof *device, error);
    if (device == NULL)
        return NULL;
    device->base.functions = &functions;
    snprintf(device->base.name, sizeof device->base.name, "cuda:%zu", index);
    if (!cuda_load(device, options, error) || !find(device, index, error) || !ask_device(device, options, error) ||
        !cuda_check(device, "opening the device",
                    device->cu.cuDevicePrimaryCtxRetain(&device->context, device->device), error)) {
        free(device);
        return NULL;
    }
    device->kernels = device_calloc(kernel_key_count() * sizeof *device->kernels, error);
    if (device->kernels == NULL) {
        close_device(&device->base);
        return NULL;
    }
    return &device->base;
}

const struct device_backend device_cuda = {"cuda", open_device};
