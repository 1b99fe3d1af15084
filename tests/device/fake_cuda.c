/* libcuda, as fake_cuda.h says. What nvrtc gives it for a module is the name of a shared object for this machine. */
#include <dlfcn.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cuda_abi.h"
#include "fake_cuda.h"
#include "kernel_source.h"

#define EXPORT __attribute__((visibility("default")))

#define DECLARE(type, name, parameters) EXPORT type name parameters;
CUDA_FUNCTIONS(DECLARE)
EXPORT fake_cuda_fail_function fake_cuda_fail;
EXPORT fake_cuda_live_function fake_cuda_live;

enum {
    DEVICES = 2,
    CONTEXTS_DEEP = 4,
    ALLOCATIONS = 1024,
    CUDA_ERROR_INVALID_CONTEXT = 201,
    CUDA_ERROR_INVALID_IMAGE = 200,
};

struct CUctx_st {
    int retained;
};
struct CUstream_st {
    CUcontext context;
};
struct CUevent_st {
    CUcontext context;
    bool recorded;
    int not_ready; /* queries that say no yet */
};
struct CUmod_st {
    void *library;
};

static struct {
    CUdeviceptr start;
    size_t bytes;
} allocations[ALLOCATIONS]; /* of memory on devices; start is 0 where there is none */
static struct CUctx_st contexts[DEVICES];
static CUcontext stack[CONTEXTS_DEEP];
static int depth, live, fail_result, fail_after;
static const char *fail_function;

void fake_cuda_fail(const char *function, int result, int after)
{
    fail_function = function;
    fail_result = result;
    fail_after = after;
}

int fake_cuda_live(void)
{
    int count = live + depth;
    for (int i = 0; i < DEVICES; i++)
        count += contexts[i].retained;
    return count;
}

static CUresult planned(const char *function)
{
    if (fail_function == NULL || strcmp(function, fail_function) != 0 || fail_after-- > 0)
        return CUDA_SUCCESS;
    return fail_result;
}

/* A planned failure, or that of a call outside of any context. */
#define BEGIN_ANYWHERE()                                                                                               \
    CUresult failure = planned(__func__);                                                                              \
    if (failure != CUDA_SUCCESS)                                                                                       \
    return failure
#define BEGIN()                                                                                                        \
    BEGIN_ANYWHERE();                                                                                                  \
    if (depth == 0)                                                                                                    \
    return CUDA_ERROR_INVALID_CONTEXT

static void *pointer(CUdeviceptr address)
{
    return (void *)(uintptr_t)address;
}

CUresult cuInit(unsigned int flags)
{
    BEGIN_ANYWHERE();
    return flags == 0 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuGetErrorName(CUresult result, const char **name)
{
    *name = result == CUDA_ERROR_OUT_OF_MEMORY  ? "CUDA_ERROR_OUT_OF_MEMORY"
            : result == CUDA_ERROR_LAUNCH_FAILED ? "CUDA_ERROR_LAUNCH_FAILED"
                                                 : NULL;
    return *name != NULL ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuDeviceGetCount(int *count)
{
    BEGIN_ANYWHERE();
    *count = DEVICES;
    return CUDA_SUCCESS;
}

CUresult cuDeviceGet(CUdevice *device, int ordinal)
{
    BEGIN_ANYWHERE();
    *device = ordinal;
    return ordinal < DEVICES ? CUDA_SUCCESS : CUDA_ERROR_INVALID_DEVICE;
}

CUresult cuDeviceGetName(char *name, int length, CUdevice device)
{
    BEGIN_ANYWHERE();
    strncpy(name, device == 0 ? "stand-in" : "second stand-in", (size_t)length - 1);
    return CUDA_SUCCESS;
}

CUresult cuDeviceTotalMem_v2(size_t *bytes, CUdevice device)
{
    (void)device;
    BEGIN_ANYWHERE();
    *bytes = (size_t)1 << 30;
    return CUDA_SUCCESS;
}

CUresult cuDeviceGetAttribute(int *value, int attribute, CUdevice device)
{
    (void)device;
    BEGIN_ANYWHERE();
    *value = attribute == CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR ? 9 : 0;
    return CUDA_SUCCESS;
}

CUresult cuDevicePrimaryCtxRetain(CUcontext *context, CUdevice device)
{
    BEGIN_ANYWHERE();
    contexts[device].retained++;
    *context = &contexts[device];
    return CUDA_SUCCESS;
}

CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device)
{
    contexts[device].retained--;
    return CUDA_SUCCESS;
}

CUresult cuCtxPushCurrent_v2(CUcontext context)
{
    if (depth == CONTEXTS_DEEP)
        return CUDA_ERROR_INVALID_VALUE;
    stack[depth++] = context;
    return CUDA_SUCCESS;
}

CUresult cuCtxPopCurrent_v2(CUcontext *context)
{
    BEGIN();
    *context = stack[--depth];
    return CUDA_SUCCESS;
}

CUresult cuCtxSynchronize(void)
{
    BEGIN();
    return CUDA_SUCCESS;
}

/* The allocation that has the address; none has 0. */
static int allocation_of(CUdeviceptr address)
{
    int i = 0;
    while (i < ALLOCATIONS && (allocations[i].start == 0 || address - allocations[i].start >= allocations[i].bytes))
        i++;
    return i;
}

static void note_allocation(CUdeviceptr start, size_t bytes)
{
    for (int i = 0; i < ALLOCATIONS; i++)
        if (allocations[i].start == 0) {
            allocations[i].start = start;
            allocations[i].bytes = bytes;
            return;
        }
    abort();
}

CUresult cuMemAlloc_v2(CUdeviceptr *memory, size_t bytes)
{
    BEGIN();
    void *block = bytes > 0 ? aligned_alloc(256, (bytes + 255) / 256 * 256) : NULL;
    *memory = (CUdeviceptr)(uintptr_t)block;
    if (block == NULL)
        return CUDA_ERROR_OUT_OF_MEMORY;
    live++;
    note_allocation(*memory, bytes);
    return CUDA_SUCCESS;
}

CUresult cuMemGetAddressRange_v2(CUdeviceptr *start, size_t *bytes, CUdeviceptr address)
{
    BEGIN();
    int found = allocation_of(address);
    if (found == ALLOCATIONS)
        return CUDA_ERROR_NOT_FOUND;
    *start = allocations[found].start;
    *bytes = allocations[found].bytes;
    return CUDA_SUCCESS;
}

CUresult cuMemFree_v2(CUdeviceptr memory)
{
    BEGIN();
    int found = allocation_of(memory);
    if (found == ALLOCATIONS)
        return CUDA_ERROR_INVALID_VALUE;
    allocations[found].start = 0;
    free(pointer(memory));
    live--;
    return CUDA_SUCCESS;
}

CUresult cuMemHostAlloc(void **memory, size_t bytes, unsigned int flags)
{
    BEGIN();
    *memory = flags == 0 ? aligned_alloc(4096, (bytes + 4095) / 4096 * 4096) : NULL;
    live += *memory != NULL;
    return *memory != NULL ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

CUresult cuMemFreeHost(void *memory)
{
    BEGIN();
    free(memory);
    live--;
    return CUDA_SUCCESS;
}

static CUresult copy(void *to, const void *from, size_t bytes, CUstream stream)
{
    if (bytes == 0 || stream->context != stack[depth - 1])
        return CUDA_ERROR_INVALID_VALUE;
    memcpy(to, from, bytes);
    return CUDA_SUCCESS;
}

CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void *from, size_t bytes, CUstream stream)
{
    BEGIN();
    return copy(pointer(to), from, bytes, stream);
}

CUresult cuMemcpyDtoHAsync_v2(void *to, CUdeviceptr from, size_t bytes, CUstream stream)
{
    BEGIN();
    return copy(to, pointer(from), bytes, stream);
}

CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream)
{
    BEGIN();
    return copy(pointer(to), pointer(from), bytes, stream);
}

static CUresult set(CUdeviceptr to, const void *value, size_t value_bytes, size_t pitch_bytes, size_t count)
{
    if (to % value_bytes != 0 || pitch_bytes % value_bytes != 0 || count == 0)
        return CUDA_ERROR_INVALID_VALUE;
    for (size_t i = 0; i < count; i++)
        memcpy((char *)pointer(to) + i * pitch_bytes, value, value_bytes);
    return CUDA_SUCCESS;
}

CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t count, CUstream stream)
{
    (void)stream;
    BEGIN();
    return set(to, &value, sizeof value, sizeof value, count);
}

CUresult cuMemsetD16Async(CUdeviceptr to, unsigned short value, size_t count, CUstream stream)
{
    (void)stream;
    BEGIN();
    return set(to, &value, sizeof value, sizeof value, count);
}

CUresult cuMemsetD32Async(CUdeviceptr to, unsigned int value, size_t count, CUstream stream)
{
    (void)stream;
    BEGIN();
    return set(to, &value, sizeof value, sizeof value, count);
}

CUresult cuMemsetD2D32Async(CUdeviceptr to, size_t pitch_bytes, unsigned int value, size_t width, size_t height,
                            CUstream stream)
{
    (void)stream;
    BEGIN();
    return width == 1 ? set(to, &value, sizeof value, pitch_bytes, height) : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuStreamCreate(CUstream *stream, unsigned int flags)
{
    BEGIN();
    *stream = flags == CU_STREAM_NON_BLOCKING ? calloc(1, sizeof **stream) : NULL;
    if (*stream == NULL)
        return CUDA_ERROR_INVALID_VALUE;
    (*stream)->context = stack[depth - 1];
    live++;
    return CUDA_SUCCESS;
}

CUresult cuStreamDestroy_v2(CUstream stream)
{
    BEGIN();
    free(stream);
    live--;
    return CUDA_SUCCESS;
}

CUresult cuStreamSynchronize(CUstream stream)
{
    BEGIN();
    return stream->context == stack[depth - 1] ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned int flags)
{
    BEGIN();
    return event->recorded && stream->context == event->context && flags == 0 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuEventCreate(CUevent *event, unsigned int flags)
{
    BEGIN();
    *event = flags == CU_EVENT_DISABLE_TIMING ? calloc(1, sizeof **event) : NULL;
    if (*event == NULL)
        return CUDA_ERROR_INVALID_VALUE;
    (*event)->context = stack[depth - 1];
    (*event)->not_ready = 2;
    live++;
    return CUDA_SUCCESS;
}

CUresult cuEventDestroy_v2(CUevent event)
{
    BEGIN();
    free(event);
    live--;
    return CUDA_SUCCESS;
}

CUresult cuEventRecord(CUevent event, CUstream stream)
{
    BEGIN();
    event->recorded = event->context == stream->context;
    return event->recorded ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuEventQuery(CUevent event)
{
    BEGIN();
    return event->not_ready-- > 0 ? CUDA_ERROR_NOT_READY : CUDA_SUCCESS;
}

CUresult cuEventSynchronize(CUevent event)
{
    BEGIN();
    event->not_ready = 0;
    return event->recorded ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult cuModuleLoadData(CUmodule *module, const void *image)
{
    void *library = dlopen(image, RTLD_NOW | RTLD_LOCAL);
    unlink(image); /* it stays mapped */
    rmdir(dirname((char *)(uintptr_t)image));
    CUresult result = depth > 0 ? planned(__func__) : CUDA_ERROR_INVALID_CONTEXT;
    if (library == NULL || result != CUDA_SUCCESS) {
        if (library != NULL)
            dlclose(library);
        return result != CUDA_SUCCESS ? result : CUDA_ERROR_INVALID_IMAGE;
    }
    *module = malloc(sizeof **module);
    (*module)->library = library;
    live++;
    return CUDA_SUCCESS;
}

CUresult cuModuleUnload(CUmodule module)
{
    BEGIN();
    dlclose(module->library);
    free(module);
    live--;
    return CUDA_SUCCESS;
}

CUresult cuModuleGetFunction(CUfunction *function, CUmodule module, const char *name)
{
    BEGIN();
    *function = dlsym(module->library, name) != NULL ? module->library : NULL;
    return *function != NULL ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

typedef void elementwise(char *, char *, char *, char *, struct kernel_walk_argument);

struct dimensions {
    unsigned x, y, z;
};

/* Every thread of every block, one after the other; the function is the library that has it. */
CUresult cuLaunchKernel(CUfunction function, unsigned int grid_x, unsigned int grid_y, unsigned int grid_z,
                        unsigned int block_x, unsigned int block_y, unsigned int block_z, unsigned int shared_bytes,
                        CUstream stream, void **arguments, void **extra)
{
    BEGIN();
    if (grid_x == 0 || block_x == 0 || block_x > 1024 || grid_y * grid_z * block_y * block_z != 1 ||
        shared_bytes != 0 || extra != NULL || stream->context != stack[depth - 1])
        return CUDA_ERROR_INVALID_VALUE;
    elementwise *run;
    void *symbol = dlsym((void *)function, "elementwise");
    memcpy(&run, &symbol, sizeof run);
    struct dimensions *grid = dlsym((void *)function, "gridDim"), *block = dlsym((void *)function, "blockDim");
    struct dimensions *block_index = dlsym((void *)function, "blockIdx"), *index = dlsym((void *)function, "threadIdx");
    *grid = (struct dimensions){grid_x, 1, 1};
    *block = (struct dimensions){block_x, 1, 1};
    for (block_index->x = 0; block_index->x < grid_x; block_index->x++)
        for (index->x = 0; index->x < block_x; index->x++)
            run(*(char **)arguments[0], *(char **)arguments[1], *(char **)arguments[2], *(char **)arguments[3],
                *(struct kernel_walk_argument *)arguments[4]);
    return CUDA_SUCCESS;
}
