/* OpenCL devices, inside. */
#ifndef IBID_DEVICE_OPENCL_H
#define IBID_DEVICE_OPENCL_H

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include "kernel_source.h"

#define OPENCL_FUNCTIONS(X)                                                                                            \
    X(clBuildProgram)                                                                                                  \
    X(clCreateBuffer)                                                                                                  \
    X(clCreateCommandQueue)                                                                                            \
    X(clCreateContext)                                                                                                 \
    X(clCreateKernel)                                                                                                  \
    X(clCreateProgramWithSource)                                                                                       \
    X(clEnqueueCopyBuffer)                                                                                             \
    X(clEnqueueFillBuffer)                                                                                             \
    X(clEnqueueMarkerWithWaitList)                                                                                     \
    X(clEnqueueNDRangeKernel)                                                                                          \
    X(clEnqueueReadBuffer)                                                                                             \
    X(clEnqueueWriteBuffer)                                                                                            \
    X(clFinish)                                                                                                        \
    X(clFlush)                                                                                                         \
    X(clGetDeviceIDs)                                                                                                  \
    X(clGetDeviceInfo)                                                                                                 \
    X(clGetEventInfo)                                                                                                  \
    X(clGetMemObjectInfo)                                                                                              \
    X(clGetPlatformIDs)                                                                                                \
    X(clGetProgramBuildInfo)                                                                                           \
    X(clReleaseCommandQueue)                                                                                           \
    X(clReleaseContext)                                                                                                \
    X(clReleaseEvent)                                                                                                  \
    X(clReleaseKernel)                                                                                                 \
    X(clReleaseMemObject)                                                                                              \
    X(clReleaseProgram)                                                                                                \
    X(clRetainEvent)                                                                                                   \
    X(clRetainMemObject)                                                                                               \
    X(clSetKernelArg)                                                                                                  \
    X(clWaitForEvents)

/* Pointers to them, by their names: nothing is linked. */
struct opencl_functions {
#define OPENCL_POINTER(name) __typeof__(&name) name;
    OPENCL_FUNCTIONS(OPENCL_POINTER)
#undef OPENCL_POINTER
};

struct opencl_device {
    struct device base;
    struct opencl_functions cl;
    cl_device_id id;
    cl_context context;
    struct kernel_abilities abilities;
    size_t group_threads; /* of a launch: always the same, since PoCL compiles anew for each other number */
    cl_kernel *kernels; /* by kernel_key; NULL where there is none yet */
    struct opencl_stream *streams;
};

struct opencl_memory {
    struct device_memory base;
    cl_mem buffer;
};

/* A queue in order, and the events of what is on it, since only they tell what failed. */
struct opencl_stream {
    struct device_stream base;
    struct opencl_stream *next, **place; /* in the device's list */
    cl_command_queue queue;
    cl_event *commands;
    size_t command_count, command_capacity;
};

struct opencl_event {
    struct device_event base;
    cl_event event;
};

/* Finds the functions, and device number `index` of all devices of all platforms. */
bool opencl_find(struct opencl_functions *cl, const struct device_options *options, size_t index, cl_device_id *id,
                 struct device_error *error);

/* Says what failed, by the number that OpenCL gave; the device is lost where that says so. Returns false. */
bool opencl_fail(struct device *device, const char *what, cl_int status, struct device_error *error);

/* Room for the event of one more command; false and an error of kind memory. */
bool opencl_reserve(struct opencl_stream *stream, struct device_error *error);
/* After reserve: what the command's enqueueing answered. Takes the event if that was good. */
bool opencl_submitted(struct opencl_stream *stream, const char *what, cl_int status, cl_event event,
                      struct device_error *error);

bool opencl_launch(struct device_stream *stream, const struct device_walk *walk, struct device_error *error);
void opencl_release_kernels(struct opencl_device *device);

#endif
