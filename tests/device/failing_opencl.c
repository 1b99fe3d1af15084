/*
 * The system's OpenCL, with functions that fail on request: a library that is linked with the loader, so that whoever
 * looks up a function here finds this one's or else the loader's. A test reaches `fail_opencl` through dlsym.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#include "failing_opencl.h"

#define EXPORT __attribute__((visibility("default")))
EXPORT fail_opencl_function fail_opencl;

static const char *failing;
static int failing_status;

void fail_opencl(const char *function, int status)
{
    failing = function;
    failing_status = status;
}

static bool fails(const char *function)
{
    return failing != NULL && strcmp(function, failing) == 0;
}

static void *find(const char *function)
{
    return dlsym(dlopen("libOpenCL.so.1", RTLD_NOW), function);
}

/* What the loader would do, of the type that its header gives the function. */
#define PASS_ON(name, ...)                                                                                             \
    __typeof__(&name) function;                                                                                        \
    void *symbol = find(#name);                                                                                        \
    memcpy(&function, &symbol, sizeof function);                                                                       \
    return function(__VA_ARGS__)

/* A function that returns its status, and one that returns an object. */
#define FAILING(name, parameters, ...)                                                                                 \
    EXPORT cl_int name parameters                                                                                      \
    {                                                                                                                  \
        if (fails(#name))                                                                                              \
            return failing_status;                                                                                     \
        PASS_ON(name, __VA_ARGS__);                                                                                    \
    }
#define FAILING_MAKER(type, name, parameters, ...)                                                                     \
    EXPORT type name parameters                                                                                        \
    {                                                                                                                  \
        if (fails(#name)) {                                                                                            \
            *status = failing_status;                                                                                  \
            return NULL;                                                                                               \
        }                                                                                                              \
        PASS_ON(name, __VA_ARGS__);                                                                                    \
    }

FAILING(clGetPlatformIDs, (cl_uint room, cl_platform_id *platforms, cl_uint *count), room, platforms, count)
FAILING(clBuildProgram,
        (cl_program program, cl_uint count, const cl_device_id *devices, const char *options,
         void(CL_CALLBACK *notify)(cl_program, void *), void *data),
        program, count, devices, options, notify, data)
FAILING(clSetKernelArg, (cl_kernel kernel, cl_uint index, size_t bytes, const void *value), kernel, index, bytes, value)
FAILING(clFlush, (cl_command_queue queue), queue)
FAILING(clFinish, (cl_command_queue queue), queue)
FAILING(clWaitForEvents, (cl_uint count, const cl_event *events), count, events)
FAILING(clEnqueueMarkerWithWaitList, (cl_command_queue queue, cl_uint count, const cl_event *events, cl_event *event),
        queue, count, events, event)
FAILING(clEnqueueWriteBuffer,
        (cl_command_queue queue, cl_mem buffer, cl_bool blocks, size_t offset, size_t bytes, const void *from,
         cl_uint count, const cl_event *events, cl_event *event),
        queue, buffer, blocks, offset, bytes, from, count, events, event)
FAILING(clEnqueueReadBuffer,
        (cl_command_queue queue, cl_mem buffer, cl_bool blocks, size_t offset, size_t bytes, void *to, cl_uint count,
         const cl_event *events, cl_event *event),
        queue, buffer, blocks, offset, bytes, to, count, events, event)
FAILING(clEnqueueCopyBuffer,
        (cl_command_queue queue, cl_mem from, cl_mem to, size_t from_offset, size_t to_offset, size_t bytes,
         cl_uint count, const cl_event *events, cl_event *event),
        queue, from, to, from_offset, to_offset, bytes, count, events, event)
FAILING(clEnqueueFillBuffer,
        (cl_command_queue queue, cl_mem buffer, const void *pattern, size_t pattern_bytes, size_t offset, size_t bytes,
         cl_uint count, const cl_event *events, cl_event *event),
        queue, buffer, pattern, pattern_bytes, offset, bytes, count, events, event)
FAILING(clEnqueueNDRangeKernel,
        (cl_command_queue queue, cl_kernel kernel, cl_uint axes, const size_t *offset, const size_t *size,
         const size_t *group, cl_uint count, const cl_event *events, cl_event *event),
        queue, kernel, axes, offset, size, group, count, events, event)
FAILING_MAKER(cl_context, clCreateContext,
              (const cl_context_properties *properties, cl_uint count, const cl_device_id *devices,
               void(CL_CALLBACK *notify)(const char *, const void *, size_t, void *), void *data, cl_int *status),
              properties, count, devices, notify, data, status)
FAILING_MAKER(cl_command_queue, clCreateCommandQueue,
              (cl_context context, cl_device_id device, cl_command_queue_properties properties, cl_int *status),
              context, device, properties, status)
FAILING_MAKER(cl_mem, clCreateBuffer,
              (cl_context context, cl_mem_flags flags, size_t bytes, void *host, cl_int *status), context, flags, bytes,
              host, status)
FAILING_MAKER(cl_program, clCreateProgramWithSource,
              (cl_context context, cl_uint count, const char **texts, const size_t *lengths, cl_int *status), context,
              count, texts, lengths, status)
FAILING_MAKER(cl_kernel, clCreateKernel, (cl_program program, const char *name, cl_int *status), program, name, status)

static cl_int ask_device(cl_device_id device, cl_device_info what, size_t room, void *value, size_t *bytes)
{
    PASS_ON(clGetDeviceInfo, device, what, room, value, bytes);
}

/* Also a device that computes less: "exact division", "float64". */
EXPORT cl_int clGetDeviceInfo(cl_device_id device, cl_device_info what, size_t room, void *value, size_t *bytes)
{
    if (fails(__func__))
        return failing_status;
    cl_int status = ask_device(device, what, room, value, bytes);
    if (fails("exact division") && what == CL_DEVICE_SINGLE_FP_CONFIG)
        *(cl_device_fp_config *)value &= ~(cl_device_fp_config)CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
    if (fails("float64") && what == CL_DEVICE_DOUBLE_FP_CONFIG)
        *(cl_device_fp_config *)value = 0;
    return status;
}

static cl_int ask_event(cl_event event, cl_event_info what, size_t room, void *value, size_t *bytes)
{
    PASS_ON(clGetEventInfo, event, what, room, value, bytes);
}

/* Work that failed on the device: the event tells, and asking for it succeeds. */
EXPORT cl_int clGetEventInfo(cl_event event, cl_event_info what, size_t room, void *value, size_t *bytes)
{
    cl_int status = ask_event(event, what, room, value, bytes);
    if (fails(__func__) && what == CL_EVENT_COMMAND_EXECUTION_STATUS)
        memcpy(value, &failing_status, sizeof failing_status);
    return status;
}
