/*
 * What a backend is: a row in the table of device.c, an `open`, and these functions. To add one, write a file NAME.c
 * with them, declare its row below, and name both in device.c and CMakeLists.txt; tests/device/every_backend.c then
 * runs on it. A library that it needs is opened at run time (library.h), so that all builds have all backends.
 *
 * The functions in device.c stand before these. They have checked that the device is not lost, that stream, event and
 * memory are of it, that ranges lie within their memory, do not overlap and are not empty, and that capacity suffices;
 * they count, and keep the device alive. What is left to a backend is to do it, asynchronously, and to say what went
 * wrong. A backend's own structs begin with the ones here.
 */
#ifndef IBID_DEVICE_BACKEND_H
#define IBID_DEVICE_BACKEND_H

#include "device.h"

struct device_memory {
    struct device *device;
    size_t bytes;
    void *pointer; /* set by the backend, see device_memory_pointer */
    bool is_adopted;
};

struct device_stream {
    struct device *device;
};

struct device_event {
    struct device *device;
};

enum {
    DEVICE_WALK_AXES = 4,
    DEVICE_WALK_OPERANDS = 4,
};

/*
 * A launch, or a part of one, as a backend gets it: checked, with as few axes as it takes, none of length 0.
 * Operands are the sources, the destination, and the mask if there is one.
 */
struct device_walk {
    enum device_family family;
    int operation;
    enum kernel_dtype from, to;
    int source_count, operand_count;
    bool is_masked;
    bool is_aligned; /* every element of every operand, to its size or, if complex, to half of it */
    struct device_memory *memory[DEVICE_WALK_OPERANDS];
    size_t offset_bytes[DEVICE_WALK_OPERANDS]; /* of the element with all indices 0 */
    /* The last axis is the innermost; of the first ones, all but `axes` of them have length 1 and stride 0. */
    size_t axes, elements;
    size_t shape[DEVICE_WALK_AXES];
    ptrdiff_t stride_bytes[DEVICE_WALK_OPERANDS][DEVICE_WALK_AXES];
};

struct device_functions {
    void (*close)(struct device *device); /* nothing of it is left; frees it */
    bool (*synchronize)(struct device *device, struct device_error *error);

    struct device_memory *(*allocate)(struct device *device, size_t bytes, struct device_error *error);
    void (*release)(struct device_memory *memory); /* work that uses it may still be queued; also when lost */
    struct device_memory *(*adopt)(struct device *device, void *pointer, struct device_error *error); /* sets bytes */
    void *(*host_allocate)(struct device *device, size_t bytes, struct device_error *error); /* bytes > 0 */
    void (*host_release)(struct device *device, void *bytes);

    struct device_stream *(*stream_open)(struct device *device, struct device_error *error);
    void (*stream_close)(struct device_stream *stream); /* waits, unless the device is lost */
    bool (*stream_synchronize)(struct device_stream *stream, struct device_error *error);

    struct device_event *(*record)(struct device_stream *stream, struct device_error *error);
    void (*event_release)(struct device_event *event);
    bool (*wait)(struct device_stream *stream, struct device_event *event, struct device_error *error);
    bool (*query)(struct device_event *event, bool *has_come, struct device_error *error);
    bool (*event_synchronize)(struct device_event *event, struct device_error *error);

    bool (*copy_in)(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes,
                    const void *source, size_t bytes, struct device_error *error);
    bool (*copy_out)(struct device_stream *stream, void *destination, struct device_memory *source,
                     size_t offset_bytes, size_t bytes, struct device_error *error);
    bool (*copy_across)(struct device_stream *stream, struct device_memory *destination,
                        size_t destination_offset_bytes, struct device_memory *source, size_t source_offset_bytes,
                        size_t bytes, struct device_error *error);
    bool (*fill)(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes, size_t bytes,
                 const void *pattern, size_t pattern_bytes, struct device_error *error);
    bool (*launch)(struct device_stream *stream, const struct device_walk *walk, struct device_error *error);
};

/* A backend allocates it, zeroed, as the beginning of its own; sets functions, description and capacity_bytes. */
struct device {
    const struct device_functions *functions;
    char name[32];
    char description[160];
    size_t capacity_bytes;
    size_t used_bytes;
    bool lost; /* set by the backend, never unset */
    struct device_counts counts;
    size_t references; /* the caller's, and one for each memory, stream and event */
};

struct device_backend {
    const char *name;
    /* Device number `index` of this backend; `options` is never NULL. */
    struct device *(*open)(size_t index, const struct device_options *options, struct device_error *error);
};

extern const struct device_backend device_sim, device_opencl, device_cuda;

/* Says why, if `error` is there to be told, and returns false. */
__attribute__((format(printf, 3, 4))) bool device_fail(struct device_error *error, enum ibid_error_kind kind,
                                                       const char *format, ...);
/* The same for a device that is lost from now on. */
__attribute__((format(printf, 3, 4))) bool device_lose(struct device *device, struct device_error *error,
                                                       const char *format, ...);

/* Says that no memory of the device is there, and returns NULL. */
struct device_memory *device_has_no_memory(const struct device *device, const void *pointer,
                                           struct device_error *error);

enum kernel_dtype device_walk_dtype(const struct device_walk *walk, int operand);
/* The names that errors and sources of kernels have for what is launched. */
const char *device_dtype_name(enum kernel_dtype dtype);
const char *device_operation_name(const struct device_walk *walk);
/* Says that the device has no such operation for the dtype, and returns false. */
bool device_lacks(const struct device *device, const struct device_walk *walk, struct device_error *error);

/* Of a device with so much memory: what was asked for, where that is less. */
static inline size_t device_capacity(const struct device_options *options, size_t all_bytes)
{
    size_t asked_bytes = options->capacity_bytes;
    return asked_bytes != 0 && asked_bytes < all_bytes ? asked_bytes : all_bytes;
}

/* calloc, or NULL and an error of kind memory. */
void *device_calloc(size_t bytes, struct device_error *error);

#endif
