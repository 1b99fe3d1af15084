/* The source of a kernel for one operation on one dtype, for the compilers that devices bring. */
#ifndef IBID_DEVICE_KERNEL_SOURCE_H
#define IBID_DEVICE_KERNEL_SOURCE_H

#include "backend.h"

enum kernel_language {
    KERNEL_OPENCL,
    KERNEL_CUDA,
};

/* What a device can do, for its compiler. */
struct kernel_abilities {
    enum kernel_language language;
    bool has_float64;
    bool divides_exactly; /* float32: quotients and roots are the nearest */
};

/*
 * What a kernel depends on, as a number that is another for each: launches with the same number share a kernel. All
 * are less than kernel_key_count().
 */
size_t kernel_key(const struct device_walk *walk);
size_t kernel_key_count(void);

/* Whether there is a source for it: see device_launch for what there is not. */
bool kernel_has_source(const struct kernel_abilities *abilities, const struct device_walk *walk);

/*
 * The text, for free, or NULL and an error of kind memory. Its kernel is named "elementwise". Its arguments are four
 * pointers to the memory of the operands, of which those that the walk has not are never used, and then a
 * kernel_walk_argument.
 */
char *kernel_source(const struct kernel_abilities *abilities, const struct device_walk *walk,
                    struct device_error *error);

/* In the layout that all of these languages give to the `struct walk` of elements.in. */
struct kernel_walk_argument {
    uint64_t elements;
    uint64_t shape[DEVICE_WALK_AXES];
    int64_t stride_bytes[DEVICE_WALK_OPERANDS][DEVICE_WALK_AXES];
    int64_t offset_bytes[DEVICE_WALK_OPERANDS];
};

struct kernel_walk_argument kernel_argument(const struct device_walk *walk);

#endif
