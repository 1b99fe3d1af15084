/* OpenCL in a build without its headers. */
#include "backend.h"

static struct device *open_device(size_t index, const struct device_options *options, struct device_error *error)
{
    (void)index;
    (void)options;
    device_fail(error, IBID_ERROR_UNSUPPORTED,
                "this build has no OpenCL: its headers (CL/cl.h, Debian's opencl-headers) were not there");
    return NULL;
}

const struct device_backend device_opencl = {"opencl", open_device};
