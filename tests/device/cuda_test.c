/* NVIDIA's devices on a stand-in for the driver: that every error has its kind, and that nothing is left behind. */
#include <criterion/criterion.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "cuda_abi.h"
#include "everything.h"
#include "fake_cuda.h"
#include "open_device.h"

static struct device_error error;
static const struct device_options fakes = {.library = FAKE_CUDA, .compiler_library = FAKE_NVRTC};

#define MUST(call) cr_assert((call), "%s", error.message)

static void *find(const char *name)
{
    void *library = dlopen(FAKE_CUDA, RTLD_NOW), *symbol = library != NULL ? dlsym(library, name) : NULL;
    cr_assert(symbol != NULL, "%s", dlerror());
    return symbol;
}

static void fail(const char *function, int result, int after)
{
    fake_cuda_fail_function *plan;
    void *symbol = find("fake_cuda_fail");
    memcpy(&plan, &symbol, sizeof plan);
    plan(function, result, after);
}

static int live(void)
{
    fake_cuda_live_function *count;
    void *symbol = find("fake_cuda_live");
    memcpy(&count, &symbol, sizeof count);
    return count();
}

static const char *const functions[] = {
    "cuCtxSynchronize",     "cuDeviceGet",          "cuDeviceGetAttribute", "cuDeviceGetCount",
    "cuDeviceGetName",      "cuDeviceTotalMem_v2",  "cuDevicePrimaryCtxRetain",
    "cuEventCreate",        "cuEventQuery",         "cuEventRecord",        "cuEventSynchronize",
    "cuInit",               "cuLaunchKernel",       "cuMemAlloc_v2",        "cuMemHostAlloc",
    "cuMemcpyDtoDAsync_v2", "cuMemcpyDtoHAsync_v2", "cuMemcpyHtoDAsync_v2", "cuMemsetD16Async",
    "cuMemsetD2D32Async",   "cuMemsetD32Async",     "cuMemsetD8Async",      "cuModuleGetFunction",
    "cuModuleLoadData",     "cuStreamCreate",       "cuStreamSynchronize",  "cuStreamWaitEvent",
};

enum {
    FUNCTION_COUNT = sizeof functions / sizeof functions[0]
};

/* With an error of this kind, but where the failure is that there is no device. */
static void expect_each_to_fail(CUresult result, enum ibid_error_kind kind, const char *name)
{
    for (int i = 0; i < FUNCTION_COUNT; i++) {
        bool finds = strcmp(functions[i], "cuInit") == 0 || strcmp(functions[i], "cuDeviceGetCount") == 0;
        fail(functions[i], result, 0);
        expect_error(do_everything("cuda", &fakes, &error), &error, finds ? IBID_ERROR_UNSUPPORTED : kind, name);
        fail(NULL, 0, 0);
        cr_expect_eq(live(), 0, "%s left %d", functions[i], live());
    }
}

Test(cuda, nothing_is_left)
{
    MUST(do_everything("cuda", &fakes, &error));
    cr_expect_eq(live(), 0);
}

Test(cuda, each_function_runs_out_of_memory)
{
    expect_each_to_fail(CUDA_ERROR_OUT_OF_MEMORY, IBID_ERROR_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY");
}

Test(cuda, each_function_loses_the_device)
{
    expect_each_to_fail(CUDA_ERROR_LAUNCH_FAILED, IBID_ERROR_DEVICE, "CUDA_ERROR_LAUNCH_FAILED");
}

Test(cuda, an_error_without_a_name)
{
    fail("cuMemcpyDtoHAsync_v2", 12345, 0);
    expect_error(do_everything("cuda", &fakes, &error), &error, IBID_ERROR_DEVICE, "an error without a name (12345)");
    fail(NULL, 0, 0);
    cr_expect_eq(live(), 0);
}

Test(cuda, is_lost_in_the_middle)
{
    struct device *device = device_open("cuda", &fakes, &error);
    MUST(device);
    struct device_stream *stream = device_stream_open(device, &error);
    struct device_memory *x = device_allocate(device, 64, &error);
    char bytes[64] = "";
    MUST(device_copy_in(stream, x, 0, bytes, 64, &error));
    fail("cuStreamSynchronize", CUDA_ERROR_LAUNCH_FAILED, 0);
    expect_error(device_stream_synchronize(stream, &error), &error, IBID_ERROR_DEVICE, "cuda:0 was lost");
    expect_error(device_copy_in(stream, x, 0, bytes, 64, &error), &error, IBID_ERROR_DEVICE, "is lost");
    device_release(x);
    device_stream_close(stream);
    device_close(device);
    fail(NULL, 0, 0);
    cr_expect_eq(live(), 0);
}

Test(cuda, says_what_it_is)
{
    struct device *device = device_open("cuda:1", &fakes, &error);
    MUST(device);
    cr_expect_str_eq(device_name(device), "cuda:1");
    cr_expect_str_eq(device_description(device), "CUDA, second stand-in, compute capability 9.0");
    cr_expect_eq(device_capacity_bytes(device), (size_t)1 << 30);
    device_close(device);
    expect_error(device_open("cuda:2", &fakes, &error) != NULL, &error, IBID_ERROR_DEVICE, "no cuda:2");
    cr_expect_eq(live(), 0);
}

static void expect_launch_error(const struct device_options *options, enum ibid_error_kind kind, const char *words)
{
    struct device *device = device_open("cuda", options, &error);
    MUST(device);
    struct device_stream *stream = device_stream_open(device, &error);
    struct device_memory *x = device_allocate(device, 64, &error);
    MUST(stream != NULL && x != NULL);
    struct device_operand operand = {.memory = x};
    struct device_launch launch = {.family = DEVICE_UNARY, .operation = KERNEL_NEGATIVE, .dtype = KERNEL_INT32,
                                   .sources = {operand}, .destination = operand};
    expect_error(device_launch(stream, &launch, &error), &error, kind, words);
    MUST(device_fill(stream, x, 0, 64, "", 1, &error)); /* all else works */
    device_release(x);
    device_stream_close(stream);
    device_close(device);
    cr_expect_eq(live(), 0);
}

Test(cuda, without_a_compiler_it_copies)
{
    struct device_options options = {.library = FAKE_CUDA, .compiler_library = "/nowhere/libnvrtc.so"};
    expect_launch_error(&options, IBID_ERROR_UNSUPPORTED, "has no compiler for kernels: /nowhere/libnvrtc.so");
}

Test(cuda, tells_what_the_compiler_says)
{
    setenv("IBID_TEST_NVRTC_REFUSES", "1", 1);
    expect_launch_error(&fakes, IBID_ERROR_DEVICE, "cannot compile negative of int32: the log says why");
}
