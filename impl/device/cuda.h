/* NVIDIA's devices, inside. */
#ifndef IBID_DEVICE_CUDA_H
#define IBID_DEVICE_CUDA_H

#include "cuda_abi.h"
#include "kernel_source.h"

struct cuda_kernel {
    CUmodule module; /* NULL where there is none yet */
    CUfunction function;
};

struct cuda_device {
    struct device base;
    struct cuda_functions cu;
    struct nvrtc_functions nvrtc;
    bool has_compiler;
    struct device_error no_compiler; /* why not */
    CUdevice device;
    CUcontext context; /* the device's primary one, which everybody in a process shares */
    int capability_major, capability_minor;
    struct cuda_kernel *kernels; /* by kernel_key */
};

struct cuda_memory {
    struct device_memory base;
    CUdeviceptr address;
};

struct cuda_stream {
    struct device_stream base;
    CUstream stream;
};

struct cuda_event {
    struct device_event base;
    CUevent event;
};

/* Finds the functions of the driver, which must be here, and of the compiler, which need not. */
bool cuda_load(struct cuda_device *device, const struct device_options *options, struct device_error *error);

/* Between these two the device's context is the thread's, and afterwards the one that was. */
void cuda_enter(struct cuda_device *device);
void cuda_leave(struct cuda_device *device);

/* What the driver calls it. */
const char *cuda_error_name(const struct cuda_device *device, CUresult result);

/* True for success. Else says what failed; the device is lost where the result says so. */
bool cuda_check(struct cuda_device *device, const char *what, CUresult result, struct device_error *error);

bool cuda_launch(struct device_stream *stream, const struct device_walk *walk, struct device_error *error);
void cuda_release_kernels(struct cuda_device *device); /* in the context */

#endif
