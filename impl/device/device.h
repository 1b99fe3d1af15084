/*
 * Devices: memory that the host does not address, and queues of work on it. One interface for every backend; it knows
 * neither arrays nor objects. backend.h says how a backend is added.
 *
 *     sim      simulated on the host: addresses that fault, work that runs as late and as reordered as is allowed
 *     opencl   any OpenCL 1.2 device, found through the loader libOpenCL at run time
 *     cuda     NVIDIA's, through the driver libcuda and the compiler libnvrtc, both found at run time
 *
 * Asynchrony. Copies, fills and launches are put on a stream and return at once; errors in their arguments are found
 * then. They run in the order of their stream, in no order with those of other streams, at any time until something
 * waits for them: a synchronize of the stream, of the device or of a later event, or a query that answers that an
 * event has come. So for as long as a copy has not been waited for
 *     - its host memory is borrowed: it stays allocated, the source of copy_in is not changed, and the destination of
 *       copy_out is neither read nor written;
 *     - device memory that it writes is neither read nor written by another stream, unless that one waits for an event
 *       recorded after it; nor is memory that it reads written.
 * Whoever breaks this gets bytes that are old, new or both, and no error. Device memory, streams and events may be
 * let go of at any time: what is already on a stream still runs.
 *
 * Errors. A function that can fail returns false or NULL, and says why in *error, which the caller owns and which may
 * be NULL. A call that failed has changed nothing, except that a device may be lost while work runs on it. Then each
 * call answers with the kind device, and copies that had not been waited for may be done in part; letting go of what
 * was on it still works. The kinds:
 *     device       there is no such device, or it is lost, or it says that something is wrong with it
 *     memory       more than its capacity leaves, or more than it or the host can give
 *     overflow     a size that does not fit into its type
 *     index        bytes or elements outside of an allocation
 *     shape        more axes than DEVICE_AXES
 *     type         a dtype or an operation that is none
 *     overlap      a copy onto itself
 *     value        any other argument that makes no sense, such as a pattern of 3 bytes
 *     unsupported  the library that a backend needs is not here, or a device has no such operation
 *
 * Ownership. What a function returns is the caller's until it is handed to the function that lets go of it; all of
 * these take NULL. A device that is closed lives on until the last memory, stream and event of it is let go of.
 *
 * Threads: one at a time for each device, and for all devices while one is opened.
 */
#ifndef IBID_DEVICE_DEVICE_H
#define IBID_DEVICE_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ibid/plugin.h" /* enum ibid_error_kind */
#include "kernels.h"     /* enum kernel_dtype, and the operations */

enum {
    DEVICE_MESSAGE_BYTES = 256,
    DEVICE_PATTERN_BYTES = 16,
    DEVICE_AXES = 32,
};

struct device_error {
    enum ibid_error_kind kind;
    char message[DEVICE_MESSAGE_BYTES];
};

struct device;
struct device_memory; /* bytes on a device */
struct device_stream; /* a queue of work, done in order */
struct device_event;  /* a point in a stream: it has come when all work before it is done */

/* Zero is what a backend takes of its own; a backend ignores what it has no use for. */
struct device_options {
    size_t capacity_bytes;          /* all memory that may be allocated at a time, at most what the device has */
    uint64_t seed;                  /* sim: of the order of work; by default another one each time */
    uint64_t lost_after_operations; /* sim: so many are done, and the device is lost in the middle of the next one */
    const char *library;            /* opencl, cuda: file of the library instead of the system's */
    const char *compiler_library;   /* cuda: file of libnvrtc */
};

/* What was put on the streams of a device: every copy, and its bytes. Between two devices each counts its half. */
struct device_counts {
    uint64_t copies_in, bytes_in;
    uint64_t copies_out, bytes_out;
    uint64_t copies_across, bytes_across;
    uint64_t fills;
    uint64_t launches;
    uint64_t allocations;
};

/*
 * NAME or NAME:INDEX, "sim", "opencl:1"; without an index it is the first device. `options` may be NULL. Its strings
 * are read here and not kept.
 */
struct device *device_open(const char *name, const struct device_options *options, struct device_error *error);
void device_close(struct device *device);

/* The names of all backends, whether or not their libraries are here; `count` of them, static. */
const char *const *device_backends(size_t *count);

/* "sim:0". Lives as long as the device, as does the description: what the device says of itself, and sim's seed. */
const char *device_name(const struct device *device);
const char *device_description(const struct device *device);

size_t device_capacity_bytes(const struct device *device);
size_t device_used_bytes(const struct device *device); /* of memory that was allocated and not let go of */
bool device_is_lost(const struct device *device);
struct device_counts device_counts(const struct device *device);

/* Waits for all that is on the device. An error of work that was put there before shows here at the latest. */
bool device_synchronize(struct device *device, struct device_error *error);

/* Bytes of any content, aligned to 64. 0 bytes are an allocation too. */
struct device_memory *device_allocate(struct device *device, size_t bytes, struct device_error *error);
void device_release(struct device_memory *memory);

/*
 * Memory that somebody else has on this device, by an address in it, or by its cl_mem on OpenCL: all of what was
 * allocated there, and in *offset_bytes where the address is. It takes no capacity, and its release frees nothing: its
 * owner keeps it until then, and until work on it was waited for. An error of kind device where this device has no such
 * memory. OpenCL cannot tell what is no cl_mem at all.
 */
struct device_memory *device_adopt(struct device *device, void *pointer, size_t *offset_bytes,
                                   struct device_error *error);

struct device *device_of(const struct device_memory *memory); /* borrowed */
size_t device_memory_bytes(const struct device_memory *memory);
/* What DLPack's `data` is on such a device: an address there (of sim: one that faults), or OpenCL's cl_mem. */
void *device_memory_pointer(const struct device_memory *memory);

/*
 * Host memory from and to which this device copies fastest, aligned to 64; of any content. It may be used for
 * everything else too, is let go of by device_host_release with the same device, and not before copies from and to it
 * are waited for.
 */
void *device_host_allocate(struct device *device, size_t bytes, struct device_error *error);
void device_host_release(struct device *device, void *bytes);

struct device_stream *device_stream_open(struct device *device, struct device_error *error);
/* Waits for what is on it. */
void device_stream_close(struct device_stream *stream);
bool device_stream_synchronize(struct device_stream *stream, struct device_error *error);

/* The event that has come when everything that is on the stream by now is done. */
struct device_event *device_record(struct device_stream *stream, struct device_error *error);
void device_event_release(struct device_event *event);
/* Whatever is put on the stream from now on starts after the event, which is of the same device. */
bool device_wait(struct device_stream *stream, struct device_event *event, struct device_error *error);
/* Does not wait. Whoever asks often enough is told at last that it has come. */
bool device_query(struct device_event *event, bool *has_come, struct device_error *error);
bool device_event_synchronize(struct device_event *event, struct device_error *error);

/* From the host. `source` is borrowed and unchanged until the copy is waited for. */
bool device_copy_in(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes,
                    const void *source, size_t bytes, struct device_error *error);
/* To the host. `destination` is borrowed and untouched by others until the copy is waited for. */
bool device_copy_out(struct device_stream *stream, void *destination, struct device_memory *source,
                     size_t offset_bytes, size_t bytes, struct device_error *error);
/*
 * From device to device. Within one device it is asynchronous; the ranges have no byte in common. Between two, of
 * whatever backends, it goes through the host: it waits for all that is on the source's device, and is done when it
 * returns. The stream is the destination's.
 */
bool device_copy_across(struct device_stream *stream, struct device_memory *destination,
                        size_t destination_offset_bytes, struct device_memory *source, size_t source_offset_bytes,
                        size_t bytes, struct device_error *error);
/* Repeats a pattern of 1, 2, 4, 8 or 16 bytes, which is copied at once; offset and bytes are multiples of that. */
bool device_fill(struct device_stream *stream, struct device_memory *destination, size_t offset_bytes, size_t bytes,
                 const void *pattern, size_t pattern_bytes, struct device_error *error);

enum device_family {
    DEVICE_BINARY,     /* enum kernel_binary: two sources, and a destination of the same dtype */
    DEVICE_COMPARISON, /* enum kernel_comparison: two sources, and a destination of bools */
    DEVICE_UNARY,      /* enum kernel_unary: one source, and a destination as kernels.h says */
    DEVICE_CAST,       /* one source, and a destination of any dtype; of the same it is a copy */
};

/* Element (i, j, …) is at offset_bytes + i * stride_bytes[0] + j * stride_bytes[1] + …, aligned or not. */
struct device_operand {
    struct device_memory *memory;
    size_t offset_bytes;
    ptrdiff_t stride_bytes[DEVICE_AXES]; /* negative and 0 too */
};

/*
 * An elementwise operation, with the meaning and the results that kernels.h gives to it; exp, log, sin, cos and power
 * of floats are as exact as the device's own. All operands have the same shape and are on the stream's device. Elements
 * of the destination lie apart from each other, and from the sources' or else are the very same elements.
 */
struct device_launch {
    enum device_family family;
    int operation;           /* of the family; of no matter for a cast */
    enum kernel_dtype dtype; /* of the sources */
    enum kernel_dtype cast;  /* of the destination of a cast; of no matter otherwise */
    size_t axes;
    size_t shape[DEVICE_AXES];
    struct device_operand sources[2];
    struct device_operand destination;
    struct device_operand mask; /* bools: elements where it is false are left alone; all are done if it has no memory */
};

/*
 * An operation that the device does not have for the dtype is an error of kind unsupported. All devices have every
 * operation for every dtype for which kernels.h has a loop, but that opencl and cuda lack power, sqrt, exp, log, sin
 * and cos of complex numbers, and an OpenCL device without float64 lacks all that touches float64.
 */
bool device_launch(struct device_stream *stream, const struct device_launch *launch, struct device_error *error);

#endif
