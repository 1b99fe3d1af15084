/* The simulated device: memory, streams, events, and what is put on streams. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "host_memory.h"
#include "sim.h"

enum {
    DEFAULT_CAPACITY_BYTES = 1 << 30
};

/* splitmix64: every seed is a good one. */
uint64_t sim_random(struct sim_device *device)
{
    uint64_t value = device->random += 0x9e3779b97f4a7c15u;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

static void close_device(struct device *device)
{
    free(device);
}

static bool synchronize(struct device *device, struct device_error *error)
{
    return sim_run((struct sim_device *)device, 0, error);
}

/* What is not written is not zero either. */
static void fill_at_random(struct sim_device *device, unsigned char *data, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += sizeof(uint64_t)) {
        uint64_t value = sim_random(device);
        memcpy(data + i, &value, bytes - i < sizeof value ? bytes - i : sizeof value);
    }
}

static struct sim_block *make_block(struct sim_device *device, size_t bytes, struct device_error *error)
{
    struct sim_block *block = device_calloc(sizeof *block, error);
    if (block == NULL)
        return NULL;
    block->data = device_host_bytes(bytes, error);
    if (block->data == NULL) {
        free(block);
        return NULL;
    }
    block->references = 1;
    fill_at_random(device, block->data, bytes);
    return block;
}

void sim_block_release(struct sim_block *block)
{
    if (--block->references > 0)
        return;
    free(block->data);
    free(block);
}

static bool reserve(struct sim_memory *memory, size_t bytes, struct device_error *error)
{
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    if (bytes > SIZE_MAX - page_bytes)
        return device_fail(error, IBID_ERROR_OVERFLOW, "%zu bytes are too many to count in pages", bytes);
    memory->reserved_bytes = (bytes / page_bytes + 1) * page_bytes;
    void *start = mmap(NULL, memory->reserved_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED)
        return device_fail(error, IBID_ERROR_MEMORY, "the host has no addresses for %zu bytes", bytes);
    memory->base.pointer = start;
    return true;
}

static void list(struct sim_device *device, struct sim_memory *memory)
{
    memory->next = device->memories;
    memory->place = &device->memories;
    if (memory->next != NULL)
        memory->next->place = &memory->next;
    device->memories = memory;
}

static void unlist(struct sim_memory *memory)
{
    *memory->place = memory->next;
    if (memory->next != NULL)
        memory->next->place = memory->place;
}

static struct device_memory *allocate(struct device *device, size_t bytes, struct device_error *error)
{
    struct sim_memory *memory = device_calloc(sizeof *memory, error);
    if (memory == NULL)
        return NULL;
    if (!reserve(memory, bytes, error)) {
        free(memory);
        return NULL;
    }
    memory->block = make_block((struct sim_device *)device, bytes, error);
    if (memory->block == NULL) {
        munmap(memory->base.pointer, memory->reserved_bytes);
        free(memory);
        return NULL;
    }
    list((struct sim_device *)device, memory);
    return &memory->base;
}

static void release(struct device_memory *base)
{
    struct sim_memory *memory = (struct sim_memory *)base;
    if (!base->is_adopted) {
        unlist(memory);
        munmap(base->pointer, memory->reserved_bytes);
    }
    sim_block_release(memory->block);
    free(memory);
}

static struct device_memory *adopt(struct device *device, void *pointer, struct device_error *error)
{
    const struct sim_memory *owner = ((struct sim_device *)device)->memories;
    while (owner != NULL && (uintptr_t)pointer - (uintptr_t)owner->base.pointer > owner->base.bytes)
        owner = owner->next;
    if (owner == NULL)
        return device_has_no_memory(device, pointer, error);
    struct sim_memory *memory = device_calloc(sizeof *memory, error);
    if (memory == NULL)
        return NULL;
    memory->base.pointer = owner->base.pointer;
    memory->base.bytes = owner->base.bytes;
    memory->block = owner->block;
    memory->block->references++;
    return &memory->base;
}

static struct device_stream *stream_open(struct device *device, struct device_error *error)
{
    (void)device;
    struct sim_stream *stream = device_calloc(sizeof *stream, error);
    return stream != NULL ? &stream->base : NULL;
}

static bool stream_synchronize(struct device_stream *stream, struct device_error *error)
{
    uint64_t last = ((struct sim_stream *)stream)->last;
    return last == 0 || sim_run((struct sim_device *)stream->device, last, error);
}

static void stream_close(struct device_stream *stream)
{
    if (!stream->device->lost)
        stream_synchronize(stream, NULL);
    free(stream);
}

static void touch(struct sim_operation *operation, unsigned char *start, size_t bytes, bool writes)
{
    operation->touches[operation->touch_count++] = (struct sim_touch){start, start + bytes, writes};
}

static void touch_memory(struct sim_operation *operation, struct device_memory *memory, size_t offset_bytes,
                         size_t bytes, bool writes)
{
    struct sim_block *block = ((struct sim_memory *)memory)->block;
    block->references++;
    operation->blocks[operation->block_count++] = block;
    touch(operation, block->data + offset_bytes, bytes, writes);
}

/* The caller says what it touches, then calls put. */
static struct sim_operation *make_operation(struct device_stream *stream, enum sim_work work,
                                            struct device_error *error)
{
    struct sim_device *device = (struct sim_device *)stream->device;
    if (device->pending_count == SIM_PENDING && !sim_run(device, 0, error))
        return NULL;
    struct sim_operation *operation = device_calloc(sizeof *operation, error);
    if (operation != NULL)
        operation->work = work;
    return operation;
}

static void put(struct device_stream *base, struct sim_operation *operation)
{
    struct sim_stream *stream = (struct sim_stream *)base;
    struct sim_device *device = (struct sim_device *)base->device;
    operation->number = ++device->last_number;
    operation->after[0] = stream->last;
    stream->last = operation->number;
    device->pending[device->pending_count++] = operation;
}

static struct device_event *record(struct device_stream *stream, struct device_error *error)
{
    struct sim_event *event = device_calloc(sizeof *event, error);
    if (event == NULL)
        return NULL;
    struct sim_operation *operation = make_operation(stream, SIM_MARK, error);
    if (operation == NULL) {
        free(event);
        return NULL;
    }
    put(stream, operation);
    event->number = operation->number;
    event->patience = 1 + sim_random((struct sim_device *)stream->device) % 4;
    return &event->base;
}

static void event_release(struct device_event *event)
{
    free(event);
}

static bool wait(struct device_stream *stream, struct device_event *event, struct device_error *error)
{
    struct sim_operation *operation = make_operation(stream, SIM_MARK, error);
    if (operation == NULL)
        return false;
    operation->after[1] = ((struct sim_event *)event)->number;
    put(stream, operation);
    return true;
}

static bool event_synchronize(struct device_event *event, struct device_error *error)
{
    return sim_run((struct sim_device *)event->device, ((struct sim_event *)event)->number, error);
}

static bool query(struct device_event *base, bool *has_come, struct device_error *error)
{
    struct sim_event *event = (struct sim_event *)base;
    *has_come = !sim_is_pending((struct sim_device *)base->device, event->number);
    if (*has_come)
        return true;
    if (event->patience > 0) {
        event->patience--;
        return true;
    }
    *has_come = event_synchronize(base, error);
    return *has_come;
}

static bool copy_in(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes,
                    const void *source, size_t bytes, struct device_error *error)
{
    struct sim_operation *operation = make_operation(stream, SIM_COPY, error);
    if (operation == NULL)
        return false;
    touch_memory(operation, destination, offset_bytes, bytes, true);
    touch(operation, (unsigned char *)(uintptr_t)source, bytes, false);
    put(stream, operation);
    return true;
}

static bool copy_out(struct device_stream *stream, void *destination, struct device_memory *source,
                     size_t offset_bytes, size_t bytes, struct device_error *error)
{
    struct sim_operation *operation = make_operation(stream, SIM_COPY, error);
    if (operation == NULL)
        return false;
    touch(operation, destination, bytes, true);
    touch_memory(operation, source, offset_bytes, bytes, false);
    put(stream, operation);
    return true;
}

static bool copy_across(struct device_stream *stream, struct device_memory *destination,
                        size_t destination_offset_bytes, struct device_memory *source, size_t source_offset_bytes,
                        size_t bytes, struct device_error *error)
{
    struct sim_operation *operation = make_operation(stream, SIM_COPY, error);
    if (operation == NULL)
        return false;
    touch_memory(operation, destination, destination_offset_bytes, bytes, true);
    touch_memory(operation, source, source_offset_bytes, bytes, false);
    put(stream, operation);
    return true;
}

static bool fill(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes, size_t bytes,
                 const void *pattern, size_t pattern_bytes, struct device_error *error)
{
    struct sim_operation *operation = make_operation(stream, SIM_FILL, error);
    if (operation == NULL)
        return false;
    memcpy(operation->pattern, pattern, pattern_bytes);
    operation->pattern_bytes = pattern_bytes;
    touch_memory(operation, destination, offset_bytes, bytes, true);
    put(stream, operation);
    return true;
}

/* From the first byte of an element to the last of one. */
static void touch_elements(struct sim_operation *operation, int operand, size_t item_bytes)
{
    const struct device_walk *walk = &operation->walk;
    size_t start = walk->offset_bytes[operand], end = start + item_bytes;
    for (size_t i = 0; i < DEVICE_WALK_AXES; i++) {
        ptrdiff_t stride = walk->stride_bytes[operand][i];
        size_t reach = (walk->shape[i] - 1) * (size_t)stride;
        start += stride < 0 ? reach : 0;
        end += stride < 0 ? 0 : reach;
    }
    struct device_memory *memory = walk->memory[operand];
    touch_memory(operation, memory, start, end - start, operand == walk->source_count);
    operation->first[operand] = (char *)((struct sim_memory *)memory)->block->data + walk->offset_bytes[operand];
}

static bool launch(struct device_stream *stream, const struct device_walk *walk, struct device_error *error)
{
    kernel_loop *loop = sim_loop(((struct sim_device *)stream->device)->kernels, walk);
    if (loop == NULL)
        return device_lacks(stream->device, walk, error);
    struct sim_operation *operation = make_operation(stream, SIM_LAUNCH, error);
    if (operation == NULL)
        return false;
    operation->loop = loop;
    operation->walk = *walk;
    for (int k = 0; k < walk->operand_count; k++)
        touch_elements(operation, k, kernel_item_bytes(device_walk_dtype(walk, k)));
    put(stream, operation);
    return true;
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
    .launch = launch,
};

/* Different at each call, and short enough to be typed again. */
static uint64_t fresh_seed(void)
{
    static uint64_t calls;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t seed = ((uint64_t)now.tv_nsec ^ ((uint64_t)getpid() << 20) ^ (calls++ << 12)) % 1000000000;
    return seed != 0 ? seed : 1;
}

static struct device *open_device(size_t index, const struct device_options *options, struct device_error *error)
{
    (void)index; /* there are as many as are asked for */
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernels *kernels = kernels_choose(NULL, message);
    if (kernels == NULL) {
        device_fail(error, IBID_ERROR_UNSUPPORTED, "%s", message);
        return NULL;
    }
    struct sim_device *device = device_calloc(sizeof *device, error);
    if (device == NULL)
        return NULL;
    device->kernels = kernels;
    device->random = options->seed != 0 ? options->seed : fresh_seed();
    device->lost_after = options->lost_after_operations;
    device->base.functions = &functions;
    device->base.capacity_bytes = options->capacity_bytes != 0 ? options->capacity_bytes : DEFAULT_CAPACITY_BYTES;
    snprintf(device->base.description, sizeof device->base.description, "simulated, seed %" PRIu64, device->random);
    return &device->base;
}

const struct device_backend device_sim = {"sim", open_device};
