#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "cuda_abi.h"
#include "cuda_driver.h"

struct cuda_driver {
    struct cuda_functions cu;
    CUdevice device;
    CUcontext context;
    CUstream stream;
    CUdeviceptr memory;
    void *pinned;
    size_t bytes;
};

static bool load(struct cuda_functions *cu)
{
    const char *file = getenv("IBID_CUDA_LIBRARY");
    void *library = dlopen(file != NULL ? file : "libcuda.so.1", RTLD_NOW), *symbol;
    bool found = library != NULL;
#define FIND(type, name, parameters)                                                                                   \
    symbol = found ? dlsym(library, #name) : NULL;                                                                     \
    found = symbol != NULL;                                                                                            \
    memcpy(&cu->name, &symbol, sizeof symbol);
    CUDA_FUNCTIONS(FIND)
#undef FIND
    return found;
}

/* Its context stays the thread's: whoever measures does nothing else. */
static bool begin(struct cuda_driver *it)
{
    return it->cu.cuInit(0) == CUDA_SUCCESS && it->cu.cuDeviceGet(&it->device, 0) == CUDA_SUCCESS &&
           it->cu.cuDevicePrimaryCtxRetain(&it->context, it->device) == CUDA_SUCCESS &&
           it->cu.cuCtxPushCurrent_v2(it->context) == CUDA_SUCCESS &&
           it->cu.cuStreamCreate(&it->stream, CU_STREAM_NON_BLOCKING) == CUDA_SUCCESS &&
           it->cu.cuMemAlloc_v2(&it->memory, it->bytes) == CUDA_SUCCESS &&
           it->cu.cuMemHostAlloc(&it->pinned, it->bytes, 0) == CUDA_SUCCESS;
}

struct cuda_driver *cuda_driver_open(size_t bytes)
{
    struct cuda_driver *driver = calloc(1, sizeof *driver);
    if (driver == NULL)
        return NULL;
    driver->bytes = bytes;
    if (!load(&driver->cu)) {
        free(driver);
        return NULL;
    }
    if (!begin(driver)) {
        cuda_driver_close(driver);
        return NULL;
    }
    memset(driver->pinned, 1, bytes);
    return driver;
}

void cuda_driver_close(struct cuda_driver *driver)
{
    if (driver == NULL)
        return;
    if (driver->pinned != NULL)
        driver->cu.cuMemFreeHost(driver->pinned);
    if (driver->memory != 0)
        driver->cu.cuMemFree_v2(driver->memory);
    if (driver->stream != NULL)
        driver->cu.cuStreamDestroy_v2(driver->stream);
    if (driver->context != NULL) {
        driver->cu.cuCtxPopCurrent_v2(&driver->context);
        driver->cu.cuDevicePrimaryCtxRelease_v2(driver->device);
    }
    free(driver);
}

bool cuda_driver_copy_in(struct cuda_driver *driver)
{
    return driver->cu.cuMemcpyHtoDAsync_v2(driver->memory, driver->pinned, driver->bytes, driver->stream) ==
               CUDA_SUCCESS &&
           driver->cu.cuStreamSynchronize(driver->stream) == CUDA_SUCCESS;
}

bool cuda_driver_copy_out(struct cuda_driver *driver)
{
    return driver->cu.cuMemcpyDtoHAsync_v2(driver->pinned, driver->memory, driver->bytes, driver->stream) ==
               CUDA_SUCCESS &&
           driver->cu.cuStreamSynchronize(driver->stream) == CUDA_SUCCESS;
}
