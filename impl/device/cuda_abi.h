/*
 * What is used of the ABI of NVIDIA's driver (libcuda) and run-time compiler (libnvrtc), declared anew, so that builds
 * need nothing of theirs: types, numbers and signatures as the CUDA Driver API and NVRTC references give them. Names
 * of functions are those of the symbols in the libraries, which have a version (_v2) where an older one exists too.
 */
#ifndef IBID_DEVICE_CUDA_ABI_H
#define IBID_DEVICE_CUDA_ABI_H

#include <stddef.h>

typedef int CUresult;
typedef int CUdevice;
typedef unsigned long long CUdeviceptr;
typedef struct CUctx_st *CUcontext;
typedef struct CUstream_st *CUstream;
typedef struct CUevent_st *CUevent;
typedef struct CUmod_st *CUmodule;
typedef struct CUfunc_st *CUfunction;

enum {
    CUDA_SUCCESS = 0,
    CUDA_ERROR_INVALID_VALUE = 1,
    CUDA_ERROR_OUT_OF_MEMORY = 2,
    CUDA_ERROR_DEINITIALIZED = 4,
    CUDA_ERROR_DEVICE_UNAVAILABLE = 46,
    CUDA_ERROR_NO_DEVICE = 100,
    CUDA_ERROR_INVALID_DEVICE = 101,
    CUDA_ERROR_ECC_UNCORRECTABLE = 214,
    CUDA_ERROR_NVLINK_UNCORRECTABLE = 220,
    CUDA_ERROR_NOT_FOUND = 500,
    CUDA_ERROR_NOT_READY = 600,
    CUDA_ERROR_ILLEGAL_ADDRESS = 700,
    CUDA_ERROR_LAUNCH_TIMEOUT = 702,
    CUDA_ERROR_CONTEXT_IS_DESTROYED = 709,
    CUDA_ERROR_HARDWARE_STACK_ERROR = 714,
    CUDA_ERROR_LAUNCH_FAILED = 719,
    CUDA_ERROR_UNKNOWN = 999,

    CU_STREAM_NON_BLOCKING = 1,
    CU_EVENT_DISABLE_TIMING = 2,
    CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR = 75,
    CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR = 76,
};

/* X(result type, name, parameters) */
#define CUDA_FUNCTIONS(X)                                                                                              \
    X(CUresult, cuCtxPopCurrent_v2, (CUcontext * context))                                                             \
    X(CUresult, cuCtxPushCurrent_v2, (CUcontext context))                                                              \
    X(CUresult, cuCtxSynchronize, (void))                                                                              \
    X(CUresult, cuDeviceGet, (CUdevice * device, int ordinal))                                                         \
    X(CUresult, cuDeviceGetAttribute, (int *value, int attribute, CUdevice device))                                    \
    X(CUresult, cuDeviceGetCount, (int *count))                                                                        \
    X(CUresult, cuDeviceGetName, (char *name, int length, CUdevice device))                                            \
    X(CUresult, cuDevicePrimaryCtxRelease_v2, (CUdevice device))                                                       \
    X(CUresult, cuDevicePrimaryCtxRetain, (CUcontext * context, CUdevice device))                                      \
    X(CUresult, cuDeviceTotalMem_v2, (size_t * bytes, CUdevice device))                                                \
    X(CUresult, cuEventCreate, (CUevent * event, unsigned int flags))                                                  \
    X(CUresult, cuEventDestroy_v2, (CUevent event))                                                                    \
    X(CUresult, cuEventQuery, (CUevent event))                                                                         \
    X(CUresult, cuEventRecord, (CUevent event, CUstream stream))                                                       \
    X(CUresult, cuEventSynchronize, (CUevent event))                                                                   \
    X(CUresult, cuGetErrorName, (CUresult result, const char **name))                                                  \
    X(CUresult, cuInit, (unsigned int flags))                                                                          \
    X(CUresult, cuLaunchKernel,                                                                                        \
      (CUfunction function, unsigned int grid_x, unsigned int grid_y, unsigned int grid_z, unsigned int block_x,       \
       unsigned int block_y, unsigned int block_z, unsigned int shared_bytes, CUstream stream, void **arguments,       \
       void **extra))                                                                                                  \
    X(CUresult, cuMemAlloc_v2, (CUdeviceptr * memory, size_t bytes))                                                   \
    X(CUresult, cuMemFreeHost, (void *memory))                                                                         \
    X(CUresult, cuMemGetAddressRange_v2, (CUdeviceptr * start, size_t * bytes, CUdeviceptr address))                   \
    X(CUresult, cuMemFree_v2, (CUdeviceptr memory))                                                                    \
    X(CUresult, cuMemHostAlloc, (void **memory, size_t bytes, unsigned int flags))                                     \
    X(CUresult, cuMemcpyDtoDAsync_v2, (CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream))               \
    X(CUresult, cuMemcpyDtoHAsync_v2, (void *to, CUdeviceptr from, size_t bytes, CUstream stream))                     \
    X(CUresult, cuMemcpyHtoDAsync_v2, (CUdeviceptr to, const void *from, size_t bytes, CUstream stream))               \
    X(CUresult, cuMemsetD16Async, (CUdeviceptr to, unsigned short value, size_t count, CUstream stream))               \
    X(CUresult, cuMemsetD2D32Async,                                                                                    \
      (CUdeviceptr to, size_t pitch_bytes, unsigned int value, size_t width, size_t height, CUstream stream))          \
    X(CUresult, cuMemsetD32Async, (CUdeviceptr to, unsigned int value, size_t count, CUstream stream))                 \
    X(CUresult, cuMemsetD8Async, (CUdeviceptr to, unsigned char value, size_t count, CUstream stream))                 \
    X(CUresult, cuModuleGetFunction, (CUfunction * function, CUmodule module, const char *name))                       \
    X(CUresult, cuModuleLoadData, (CUmodule * module, const void *image))                                              \
    X(CUresult, cuModuleUnload, (CUmodule module))                                                                     \
    X(CUresult, cuStreamCreate, (CUstream * stream, unsigned int flags))                                               \
    X(CUresult, cuStreamDestroy_v2, (CUstream stream))                                                                 \
    X(CUresult, cuStreamSynchronize, (CUstream stream))                                                                \
    X(CUresult, cuStreamWaitEvent, (CUstream stream, CUevent event, unsigned int flags))

typedef int nvrtcResult;
typedef struct _nvrtcProgram *nvrtcProgram;

enum {
    NVRTC_SUCCESS = 0,
    NVRTC_ERROR_OUT_OF_MEMORY = 1,
    NVRTC_ERROR_COMPILATION = 6,
};

#define NVRTC_FUNCTIONS(X)                                                                                             \
    X(nvrtcResult, nvrtcCompileProgram, (nvrtcProgram program, int option_count, const char *const *options))          \
    X(nvrtcResult, nvrtcCreateProgram,                                                                                 \
      (nvrtcProgram * program, const char *source, const char *name, int header_count, const char *const *headers,     \
       const char *const *include_names))                                                                              \
    X(nvrtcResult, nvrtcDestroyProgram, (nvrtcProgram * program))                                                      \
    X(nvrtcResult, nvrtcGetCUBIN, (nvrtcProgram program, char *image))                                                 \
    X(nvrtcResult, nvrtcGetCUBINSize, (nvrtcProgram program, size_t *bytes))                                           \
    X(nvrtcResult, nvrtcGetProgramLog, (nvrtcProgram program, char *log))                                              \
    X(nvrtcResult, nvrtcGetProgramLogSize, (nvrtcProgram program, size_t *bytes))

/* Pointers to all of them. */
#define CUDA_POINTER(type, name, parameters) type(*name) parameters;
struct cuda_functions {
    CUDA_FUNCTIONS(CUDA_POINTER)
};
struct nvrtc_functions {
    NVRTC_FUNCTIONS(CUDA_POINTER)
};
#undef CUDA_POINTER

#endif
