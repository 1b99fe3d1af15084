/* Finding NVIDIA's libraries, and what their errors are. */
#include "cuda.h"
#include "library.h"

bool cuda_load(struct cuda_device *device, const struct device_options *options, struct device_error *error)
{
    static const char *const drivers[] = {"libcuda.so.1", "libcuda.so", NULL};
    static const char *const compilers[] = {"libnvrtc.so", "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2",
                                            NULL};
    const struct library_symbol driver[] = {
#define CUDA_SYMBOL(type, name, parameters) {#name, &device->cu.name},
        CUDA_FUNCTIONS(CUDA_SYMBOL)
#undef CUDA_SYMBOL
    };
    const struct library_symbol compiler[] = {
#define NVRTC_SYMBOL(type, name, parameters) {#name, &device->nvrtc.name},
        NVRTC_FUNCTIONS(NVRTC_SYMBOL)
#undef NVRTC_SYMBOL
    };
    if (!device_library_open(options->library, "IBID_CUDA_LIBRARY", drivers, driver, sizeof driver / sizeof driver[0],
                             error))
        return false;
    device->has_compiler = device_library_open(options->compiler_library, "IBID_NVRTC_LIBRARY", compilers, compiler,
                                               sizeof compiler / sizeof compiler[0], &device->no_compiler);
    return true;
}

void cuda_enter(struct cuda_device *device)
{
    device->cu.cuCtxPushCurrent_v2(device->context);
}

void cuda_leave(struct cuda_device *device)
{
    CUcontext context;
    device->cu.cuCtxPopCurrent_v2(&context);
}

/* After these, all that a process asks of the device fails in the same way. */
static bool is_lost(CUresult result)
{
    switch (result) {
    case CUDA_ERROR_DEINITIALIZED:
    case CUDA_ERROR_DEVICE_UNAVAILABLE:
    case CUDA_ERROR_ECC_UNCORRECTABLE:
    case CUDA_ERROR_NVLINK_UNCORRECTABLE:
    case CUDA_ERROR_ILLEGAL_ADDRESS:
    case CUDA_ERROR_LAUNCH_TIMEOUT:
    case CUDA_ERROR_CONTEXT_IS_DESTROYED:
    case CUDA_ERROR_UNKNOWN:
        return true;
    default: /* among them an address that is misaligned, and an instruction that is illegal */
        return result >= CUDA_ERROR_HARDWARE_STACK_ERROR && result <= CUDA_ERROR_LAUNCH_FAILED;
    }
}

const char *cuda_error_name(const struct cuda_device *device, CUresult result)
{
    const char *name = NULL;
    return device->cu.cuGetErrorName(result, &name) == CUDA_SUCCESS && name != NULL ? name : "an error without a name";
}

bool cuda_check(struct cuda_device *device, const char *what, CUresult result, struct device_error *error)
{
    if (result == CUDA_SUCCESS)
        return true;
    const char *name = cuda_error_name(device, result);
    if (is_lost(result))
        return device_lose(&device->base, error, "%s was lost: %s: %s (%d)", device->base.name, what, name, result);
    return device_fail(error, result == CUDA_ERROR_OUT_OF_MEMORY ? IBID_ERROR_MEMORY : IBID_ERROR_DEVICE,
                       "%s: %s: %s (%d)", device->base.name, what, name, result);
}
