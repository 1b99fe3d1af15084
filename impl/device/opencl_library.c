/* Finding OpenCL and its devices, and its errors. */
#include <stdlib.h>

#include "library.h"
#include "opencl.h"

static bool load(struct opencl_functions *cl, const struct device_options *options, struct device_error *error)
{
    static const char *const names[] = {"libOpenCL.so.1", "libOpenCL.so", NULL};
    const struct library_symbol symbols[] = {
#define OPENCL_SYMBOL(name) {#name, &cl->name},
        OPENCL_FUNCTIONS(OPENCL_SYMBOL)
#undef OPENCL_SYMBOL
    };
    return device_library_open(options->library, "IBID_OPENCL_LIBRARY", names, symbols,
                               sizeof symbols / sizeof symbols[0], error);
}

/* The devices of one platform: whether number *index is among them, else *index less their number. */
static bool find_on_platform(struct opencl_functions *cl, cl_platform_id platform, size_t *index, cl_device_id *id)
{
    cl_uint count = 0;
    if (cl->clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, NULL, &count) != CL_SUCCESS || count == 0)
        return false;
    if (*index >= count) {
        *index -= count;
        return false;
    }
    cl_device_id *ids = calloc(count, sizeof *ids);
    bool found = ids != NULL && cl->clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, count, ids, NULL) == CL_SUCCESS;
    if (found)
        *id = ids[*index];
    free(ids);
    return found;
}

bool opencl_find(struct opencl_functions *cl, const struct device_options *options, size_t index, cl_device_id *id,
                 struct device_error *error)
{
    enum {
        PLATFORMS = 16
    };
    cl_platform_id platforms[PLATFORMS];
    cl_uint count = 0;
    if (!load(cl, options, error))
        return false;
    cl_int status = cl->clGetPlatformIDs(PLATFORMS, platforms, &count);
    if (status != CL_SUCCESS || count == 0)
        return device_fail(error, IBID_ERROR_UNSUPPORTED,
                           "OpenCL has no platform (status %d): a driver has to be installed, such as PoCL",
                           (int)status);
    size_t left = index;
    for (cl_uint i = 0; i < count && i < PLATFORMS; i++)
        if (find_on_platform(cl, platforms[i], &left, id))
            return true;
    return device_fail(error, IBID_ERROR_DEVICE,
                       "there is no opencl:%zu: devices that OpenCL finds, counted from 0: %zu", index, index - left);
}

bool opencl_fail(struct device *device, const char *what, cl_int status, struct device_error *error)
{
    switch (status) {
    case CL_DEVICE_NOT_AVAILABLE:
        return device_lose(device, error, "%s was lost: %s: OpenCL says that it is not available", device->name,
                           what);
    case CL_MEM_OBJECT_ALLOCATION_FAILURE:
    case CL_OUT_OF_HOST_MEMORY:
    case CL_OUT_OF_RESOURCES:
    case CL_INVALID_BUFFER_SIZE:
        return device_fail(error, IBID_ERROR_MEMORY, "%s: %s: out of memory (OpenCL's error %d)", device->name, what,
                           (int)status);
    default:
        return device_fail(error, IBID_ERROR_DEVICE, "%s: %s: OpenCL's error %d", device->name, what, (int)status);
    }
}
