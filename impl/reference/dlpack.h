/*
 * Arrays from and to other libraries, through DLPack: in the memory of the CPU, or on the device of the instance, where
 * `data` is what device_memory_pointer says. On a device nothing here waits, and no stream is ordered after another: the
 * producer does that before (order_stream_after_others), for the stream that a consumer gave.
 */
#ifndef IBID_REFERENCE_DLPACK_H
#define IBID_REFERENCE_DLPACK_H

#include "array.h"
#include "ibid/dlpack.h"

/*
 * A consumer may give a tensor back wherever it is, while an instance is used by one thread. So what it does then stands
 * between enter, which may say no: then the tensor stays for good, and leave, which is also called where an export
 * fails, and gives `of` up. Both NULL where all consumers live in the instance's thread.
 */
struct dlpack_guard {
    bool (*enter)(void *of);
    void (*leave)(void *of);
    void *of;
};

/*
 * The elements of x, for a consumer, who owns the result until it calls the deleter. x lives as long as that, keeps its
 * memory (resize refuses), and may be given another shape: the tensor has a shape and strides of its own, always.
 * `flags` is 0 or DLPACK_FLAG_IS_COPIED; that x is read-only is added. NULL with an error of the kind "buffer" where steps
 * are no whole elements.
 */
struct dlpack_managed_versioned *dlpack_export(ibid_instance *instance, struct array *x, uint64_t flags,
                                               struct dlpack_guard guard);

/* Likewise, before version 1: an error of the kind "buffer" also where x is read-only, which could not be told. */
struct dlpack_managed *dlpack_export_legacy(ibid_instance *instance, struct array *x, struct dlpack_guard guard);

/*
 * An array over the memory of a tensor, which it owns from now on: the deleter is called when the last view of it goes.
 * Before version 1 a tensor cannot say that it is read-only: `writeable` is what the caller knows. With `copy`, an array
 * with a copy, which is writeable, and the deleter has been called. Where there are no elements
 * there is no memory to share either, and the deleter has been called too.
 *
 * NULL: the tensor is still the caller's, untouched. The error is of the kind "device" for what is neither in the CPU's
 * memory nor in that of the instance's device, "shape" for negative lengths, "value" for too many axes and for elements
 * that no memory has room for, and "buffer" for all else: an unknown version or dtype, no data, strides that reach out of
 * any memory, or, on a device, out of what was allocated there.
 */
MUST_USE reference dlpack_import(ibid_instance *instance, struct dlpack_managed_versioned *managed, bool copy);
MUST_USE reference dlpack_import_legacy(ibid_instance *instance, struct dlpack_managed *managed, bool writeable,
                                        bool copy);

#endif
