/* Kernels of OpenCL devices: compiled when they are first launched, and kept. */
#include <stdlib.h>

#include "opencl.h"

enum {
    LOG_BYTES = 160,
    MOST_GROUPS = 1 << 14, /* each thread does several elements if there are more */
};

static cl_kernel build(struct opencl_device *device, const struct device_walk *walk, cl_program program,
                       struct device_error *error)
{
    const char *options = device->abilities.divides_exactly ? "-cl-fp32-correctly-rounded-divide-sqrt" : "";
    cl_int status = device->cl.clBuildProgram(program, 1, &device->id, options, NULL, NULL);
    if (status != CL_SUCCESS) {
        char log[8192] = "";
        device->cl.clGetProgramBuildInfo(program, device->id, CL_PROGRAM_BUILD_LOG, sizeof log - 1, log, NULL);
        device_fail(error, IBID_ERROR_DEVICE, "%s cannot compile %s of %s (OpenCL's error %d): %.*s", device->base.name,
                    device_operation_name(walk), device_dtype_name(walk->from), (int)status, (int)LOG_BYTES, log);
        return NULL;
    }
    cl_kernel kernel = device->cl.clCreateKernel(program, "elementwise", &status);
    if (status != CL_SUCCESS) {
        opencl_fail(&device->base, "making a kernel", status, error);
        return NULL;
    }
    return kernel;
}

static cl_kernel compile(struct opencl_device *device, const struct device_walk *walk, struct device_error *error)
{
    char *source = kernel_source(&device->abilities, walk, error);
    if (source == NULL)
        return NULL;
    const char *text = source;
    cl_int status;
    cl_program program = device->cl.clCreateProgramWithSource(device->context, 1, &text, NULL, &status);
    free(source);
    if (status != CL_SUCCESS) {
        opencl_fail(&device->base, "making a program", status, error);
        return NULL;
    }
    cl_kernel kernel = build(device, walk, program, error);
    device->cl.clReleaseProgram(program); /* the kernel keeps it */
    return kernel;
}

static cl_int set_arguments(struct opencl_device *device, cl_kernel kernel, const struct device_walk *walk)
{
    cl_int status = CL_SUCCESS;
    for (int k = 0; k < DEVICE_WALK_OPERANDS && status == CL_SUCCESS; k++) {
        struct device_memory *memory = walk->memory[k < walk->operand_count ? k : 0];
        cl_mem buffer = ((struct opencl_memory *)memory)->buffer;
        status = device->cl.clSetKernelArg(kernel, (cl_uint)k, sizeof buffer, &buffer);
    }
    struct kernel_walk_argument argument = kernel_argument(walk);
    if (status == CL_SUCCESS)
        status = device->cl.clSetKernelArg(kernel, DEVICE_WALK_OPERANDS, sizeof argument, &argument);
    return status;
}

bool opencl_launch(struct device_stream *base, const struct device_walk *walk, struct device_error *error)
{
    struct opencl_stream *stream = (struct opencl_stream *)base;
    struct opencl_device *device = (struct opencl_device *)base->device;
    if (!kernel_has_source(&device->abilities, walk))
        return device_lacks(&device->base, walk, error);
    cl_kernel *kernel = &device->kernels[kernel_key(walk)];
    if (*kernel == NULL)
        *kernel = compile(device, walk, error);
    if (*kernel == NULL || !opencl_reserve(stream, error))
        return false;
    cl_event command = NULL;
    size_t groups = (walk->elements - 1) / device->group_threads + 1;
    size_t threads = (groups < MOST_GROUPS ? groups : MOST_GROUPS) * device->group_threads;
    cl_int status = set_arguments(device, *kernel, walk);
    if (status == CL_SUCCESS)
        status = device->cl.clEnqueueNDRangeKernel(stream->queue, *kernel, 1, NULL, &threads, &device->group_threads, 0,
                                                   NULL, &command);
    return opencl_submitted(stream, "launching", status, command, error);
}

void opencl_release_kernels(struct opencl_device *device)
{
    for (size_t i = 0; device->kernels != NULL && i < kernel_key_count(); i++)
        if (device->kernels[i] != NULL)
            device->cl.clReleaseKernel(device->kernels[i]);
    free(device->kernels);
}
