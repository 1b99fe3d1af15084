/*
 * DLPack as it lies in memory: how libraries hand the memory of arrays to each other. The facts of a public ABI, in our
 * own words; the place to look them up is "DLPack C API", https://dmlc.github.io/dlpack/latest/c_api.html, and for what
 * Python does with it "Python Specification for DLPack" there, and the array API standard, array.__dlpack__.
 *
 * Whoever makes a managed tensor is its producer. A consumer calls its deleter once, when it no longer needs the memory.
 * In Python it crosses in a capsule, whose name says whether it was consumed: see the names below.
 *
 * This header needs nothing but the C standard library.
 */
#ifndef IBID_DLPACK_H
#define IBID_DLPACK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The major version tells whether the structs are those below, the minor one what is new in them. */
enum { DLPACK_MAJOR_VERSION = 1, DLPACK_MINOR_VERSION = 0 };

#define DLPACK_CAPSULE_LEGACY         "dltensor"
#define DLPACK_CAPSULE_LEGACY_USED    "used_dltensor"
#define DLPACK_CAPSULE_VERSIONED      "dltensor_versioned"
#define DLPACK_CAPSULE_VERSIONED_USED "used_dltensor_versioned"

/* Of the kinds of device, the one whose memory every program can read, and those that ibid has (impl/device). */
enum {
    DLPACK_DEVICE_CPU = 1,
    DLPACK_DEVICE_CUDA = 2,
    DLPACK_DEVICE_OPENCL = 4,
    DLPACK_DEVICE_EXTENSION = 12, /* whatever a producer and a consumer agree upon: here the device sim */
};

struct dlpack_device {
    int32_t kind;
    int32_t number;
};

enum dlpack_code {
    DLPACK_INT = 0,
    DLPACK_UINT = 1,
    DLPACK_FLOAT = 2,
    DLPACK_OPAQUE = 3,
    DLPACK_BFLOAT = 4,
    DLPACK_COMPLEX = 5,
    DLPACK_BOOL = 6,
};

/* An element has lanes * bits bits; lanes is 1 but for vectors. */
struct dlpack_dtype {
    uint8_t code;
    uint8_t bits;
    uint16_t lanes;
};

struct dlpack_tensor {
    void *data; /* an address, or the cl_mem of OpenCL; NULL where there are no elements */
    struct dlpack_device device;
    int32_t axes;
    struct dlpack_dtype dtype;
    int64_t *shape;
    int64_t *strides_elements; /* NULL: C order without gaps. Versions from 1.2 on want them to be there */
    uint64_t byte_offset;      /* of the first element from data */
};

/* Before version 1: it cannot say that the memory is read-only. */
struct dlpack_managed {
    struct dlpack_tensor tensor;
    void *context; /* the producer's */
    void (*deleter)(struct dlpack_managed *self); /* NULL where there is nothing to give back */
};

enum {
    DLPACK_FLAG_READ_ONLY = 1 << 0, /* writing is not allowed */
    DLPACK_FLAG_IS_COPIED = 1 << 1, /* the producer made a copy, which nobody else has */
};

struct dlpack_managed_versioned {
    struct {
        uint32_t major, minor;
    } version;
    void *context;
    void (*deleter)(struct dlpack_managed_versioned *self);
    uint64_t flags;
    struct dlpack_tensor tensor;
};

#ifdef __cplusplus
}
#endif

#endif
