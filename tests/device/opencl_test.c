/* OpenCL devices whose functions fail: that every error has its kind, and that nothing is left behind. */
#include <criterion/criterion.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "everything.h"
#include "failing_opencl.h"
#include "open_device.h"

static struct device_error error;
static const struct device_options failing = {.library = FAILING_OPENCL};

/* The test is skipped where OpenCL has no device. */
static void begin(void)
{
    device_close(open_or_skip("opencl", &failing));
}

static void fail(const char *function, int status)
{
    fail_opencl_function *plan;
    void *library = dlopen(FAILING_OPENCL, RTLD_NOW), *symbol = library != NULL ? dlsym(library, "fail_opencl") : NULL;
    cr_assert(symbol != NULL, "%s", dlerror());
    memcpy(&plan, &symbol, sizeof plan);
    plan(function, status);
}

static void expect_failure(const char *function, int status, enum ibid_error_kind kind, const char *words)
{
    fail(function, status);
    expect_error(do_everything("opencl", &failing, &error), &error, kind, words);
    fail(NULL, 0);
}

static const char *const functions[] = {
    "clGetDeviceInfo",      "clCreateContext",       "clCreateCommandQueue",        "clCreateBuffer",
    "clEnqueueWriteBuffer", "clEnqueueCopyBuffer",   "clEnqueueFillBuffer",         "clEnqueueMarkerWithWaitList",
    "clWaitForEvents",      "clFlush",               "clCreateProgramWithSource",   "clCreateKernel",
    "clSetKernelArg",       "clEnqueueReadBuffer",   "clEnqueueNDRangeKernel",      "clFinish",
};

enum {
    FUNCTION_COUNT = sizeof functions / sizeof functions[0]
};

Test(opencl, all_is_well_otherwise)
{
    begin();
    cr_expect(do_everything("opencl", &failing, &error), "%s", error.message);
}

Test(opencl, each_function_runs_out_of_memory)
{
    begin();
    for (int i = 0; i < FUNCTION_COUNT; i++)
        expect_failure(functions[i], CL_OUT_OF_HOST_MEMORY, IBID_ERROR_MEMORY, "out of memory");
    expect_failure("clCreateBuffer", CL_MEM_OBJECT_ALLOCATION_FAILURE, IBID_ERROR_MEMORY, "allocating");
    expect_failure("clCreateBuffer", CL_INVALID_BUFFER_SIZE, IBID_ERROR_MEMORY, "allocating");
}

Test(opencl, each_function_loses_the_device)
{
    begin();
    for (int i = 0; i < FUNCTION_COUNT; i++)
        expect_failure(functions[i], CL_DEVICE_NOT_AVAILABLE, IBID_ERROR_DEVICE, "was lost");
}

Test(opencl, each_function_fails_otherwise)
{
    begin();
    for (int i = 0; i < FUNCTION_COUNT; i++)
        expect_failure(functions[i], CL_INVALID_VALUE, IBID_ERROR_DEVICE, "error -30");
}

Test(opencl, work_fails_on_the_device)
{
    begin();
    expect_failure("clGetEventInfo", CL_OUT_OF_RESOURCES, IBID_ERROR_DEVICE, "was lost");
    expect_failure("clWaitForEvents", CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST, IBID_ERROR_DEVICE, "was lost");
}

Test(opencl, a_copy_that_fails_is_noticed_by_synchronize)
{
    begin();
    char in[64] = "", out[64];
    struct device *device = device_open("opencl", &failing, &error);
    struct device_stream *stream = device_stream_open(device, &error);
    struct device_memory *x = device_allocate(device, 64, &error);
    cr_assert(device_copy_in(stream, x, 0, in, 64, &error) && device_copy_out(stream, out, x, 0, 64, &error));
    fail("clGetEventInfo", CL_OUT_OF_RESOURCES);
    expect_error(device_synchronize(device, &error), &error, IBID_ERROR_DEVICE, "was lost: work on it failed");
    fail(NULL, 0);
    expect_error(device_copy_in(stream, x, 0, in, 64, &error), &error, IBID_ERROR_DEVICE, "is lost");
    device_release(x);
    device_stream_close(stream);
    device_close(device);
}

Test(opencl, kernels_do_not_compile)
{
    begin();
    expect_failure("clBuildProgram", CL_BUILD_PROGRAM_FAILURE, IBID_ERROR_DEVICE, "cannot compile add of int32");
}

enum {
    COUNT = 500
};

/* a / b of a dtype; false and the error if it cannot be launched. */
static bool divide(enum kernel_dtype dtype, const void *a, const void *b, void *result)
{
    const size_t item_bytes = kernel_item_bytes(dtype), bytes = COUNT * item_bytes;
    struct device *device = device_open("opencl", &failing, &error);
    struct device_stream *stream = device_stream_open(device, &error);
    struct device_operand x = {.stride_bytes = {(ptrdiff_t)item_bytes}}, y = x;
    x.memory = device_allocate(device, bytes, &error);
    y.memory = device_allocate(device, bytes, &error);
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = KERNEL_DIVIDE, .dtype = dtype, .axes = 1,
                                   .shape = {COUNT}, .sources = {x, y}, .destination = x};
    bool done = device_copy_in(stream, x.memory, 0, a, bytes, &error) &&
                device_copy_in(stream, y.memory, 0, b, bytes, &error) && device_launch(stream, &launch, &error) &&
                device_copy_out(stream, result, x.memory, 0, bytes, &error);
    cr_expect(device_stream_synchronize(stream, NULL));
    device_release(x.memory);
    device_release(y.memory);
    device_stream_close(stream);
    device_close(device);
    return done;
}

static void expect_exact_quotients(void)
{
    float a[COUNT], b[COUNT], result[COUNT];
    for (int i = 0; i < COUNT; i++) {
        a[i] = (float)(i * 7919 % 1009) + 0.1f;
        b[i] = (float)(i * 104729 % 997) + 0.3f;
    }
    cr_assert(divide(KERNEL_FLOAT32, a, b, result), "%s", error.message);
    for (int i = 0; i < COUNT; i++)
        cr_expect(result[i] == a[i] / b[i], "%a / %a is %a", (double)a[i], (double)b[i], (double)result[i]);
}

/* float64 helps out then. */
Test(opencl, does_not_divide_exactly_by_itself)
{
    begin();
    fail("exact division", 1);
    expect_exact_quotients();
    fail(NULL, 0);
}

Test(opencl, has_no_float64)
{
    begin();
    double a[2 * COUNT] = {0};
    fail("float64", 1);
    expect_exact_quotients();
    expect_error(divide(KERNEL_FLOAT64, a, a, a), &error, IBID_ERROR_UNSUPPORTED, "has no divide from float64");
    expect_error(divide(KERNEL_COMPLEX128, a, a, a), &error, IBID_ERROR_UNSUPPORTED, "has no divide from complex128");
    fail(NULL, 0);
}

Test(opencl, there_is_no_device)
{
    begin();
    expect_error(device_open("opencl:999", NULL, &error) != NULL, &error, IBID_ERROR_DEVICE, "no opencl:999");
    expect_failure("clGetPlatformIDs", -1001, IBID_ERROR_UNSUPPORTED, "no platform");
}

Test(opencl, more_than_it_has)
{
    begin();
    struct device *device = device_open("opencl", &(struct device_options){.capacity_bytes = SIZE_MAX}, &error);
    cr_assert(device != NULL);
    cr_expect(device_capacity_bytes(device) < SIZE_MAX);
    struct device_memory *all = device_allocate(device, device_capacity_bytes(device), &error);
    if (all == NULL)
        cr_expect(error.kind == IBID_ERROR_MEMORY, "%s", error.message);
    device_release(all);
    cr_expect_eq(device_used_bytes(device), 0);
    device_close(device);
}
