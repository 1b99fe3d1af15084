/* Backends whose libraries are not here, or are not what they are taken for. */
#include <criterion/criterion.h>

#include "open_device.h"

static struct device_error error;

static void expect_unsupported(const char *name, const char *library, const char *words)
{
    struct device_options options = {.library = library};
    expect_error(device_open(name, &options, &error) != NULL, &error, IBID_ERROR_UNSUPPORTED, words);
}

Test(absent, no_such_library)
{
    expect_unsupported("cuda", "/nowhere/libcuda.so", "/nowhere/libcuda.so");
    expect_unsupported("cuda:3", "/nowhere/libcuda.so", "/nowhere/libcuda.so");
    if (HAS_OPENCL)
        expect_unsupported("opencl", "/nowhere/libOpenCL.so", "/nowhere/libOpenCL.so");
    else
        expect_unsupported("opencl", NULL, "this build has no OpenCL");
}

Test(absent, another_library)
{
    expect_unsupported("cuda", "libdl.so.2", "has no function cu");
    if (HAS_OPENCL)
        expect_unsupported("opencl", "libdl.so.2", "has no function cl");
}

Test(absent, not_a_library)
{
    expect_unsupported("cuda", "/dev/null", "/dev/null");
    if (HAS_OPENCL)
        expect_unsupported("opencl", "/dev/null", "/dev/null");
}
