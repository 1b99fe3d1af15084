/* Kernels of NVIDIA's devices: compiled by NVRTC, for just this device, when they are first launched, and kept. */
#include <stdio.h>
#include <stdlib.h>

#include "cuda.h"

enum {
    LOG_BYTES = 120,
    BLOCK_THREADS = 256,
    MOST_BLOCKS = 1 << 16, /* each thread does several elements if there are more */
};

static const struct kernel_abilities abilities = {KERNEL_CUDA, true, true};

static bool check_compiler(struct cuda_device *device, const char *what, nvrtcResult result, struct device_error *error)
{
    if (result == NVRTC_SUCCESS)
        return true;
    return device_fail(error, result == NVRTC_ERROR_OUT_OF_MEMORY ? IBID_ERROR_MEMORY : IBID_ERROR_DEVICE,
                       "%s: %s: NVRTC's error %d", device->base.name, what, result);
}

static bool tell_log(struct cuda_device *device, const struct device_walk *walk, nvrtcProgram program,
                     struct device_error *error)
{
    size_t bytes = 0;
    char *log = NULL;
    if (device->nvrtc.nvrtcGetProgramLogSize(program, &bytes) == NVRTC_SUCCESS)
        log = calloc(1, bytes + 1);
    if (log != NULL)
        device->nvrtc.nvrtcGetProgramLog(program, log);
    device_fail(error, IBID_ERROR_DEVICE, "%s cannot compile %s of %s: %.*s", device->base.name,
                device_operation_name(walk), device_dtype_name(walk->from), (int)LOG_BYTES, log != NULL ? log : "");
    free(log);
    return false;
}

/* What compiling gave, for free; NULL after saying why. */
static char *take_image(struct cuda_device *device, nvrtcProgram program, struct device_error *error)
{
    size_t bytes = 0;
    if (!check_compiler(device, "compiling", device->nvrtc.nvrtcGetCUBINSize(program, &bytes), error))
        return NULL;
    char *image = device_calloc(bytes + 1, error);
    if (image != NULL && !check_compiler(device, "compiling", device->nvrtc.nvrtcGetCUBIN(program, image), error)) {
        free(image);
        return NULL;
    }
    return image;
}

static char *compile_program(struct cuda_device *device, const struct device_walk *walk, nvrtcProgram program,
                             struct device_error *error)
{
    char architecture[48];
    snprintf(architecture, sizeof architecture, "--gpu-architecture=sm_%d%d", device->capability_major,
             device->capability_minor);
    /* As C computes: nothing contracted, quotients and roots the nearest, small numbers kept. */
    const char *const options[] = {architecture, "--fmad=false", "--prec-div=true", "--prec-sqrt=true", "--ftz=false"};
    nvrtcResult result =
        device->nvrtc.nvrtcCompileProgram(program, sizeof options / sizeof options[0], options);
    if (result == NVRTC_ERROR_COMPILATION) {
        tell_log(device, walk, program, error);
        return NULL;
    }
    return check_compiler(device, "compiling", result, error) ? take_image(device, program, error) : NULL;
}

static char *compile(struct cuda_device *device, const struct device_walk *walk, struct device_error *error)
{
    char *source = kernel_source(&abilities, walk, error);
    if (source == NULL)
        return NULL;
    nvrtcProgram program = NULL;
    nvrtcResult result = device->nvrtc.nvrtcCreateProgram(&program, source, "elementwise.cu", 0, NULL, NULL);
    free(source);
    if (!check_compiler(device, "compiling", result, error))
        return NULL;
    char *image = compile_program(device, walk, program, error);
    device->nvrtc.nvrtcDestroyProgram(&program);
    return image;
}

/* In the context. */
static bool load(struct cuda_device *device, const char *image, struct cuda_kernel *kernel, struct device_error *error)
{
    CUmodule module;
    if (!cuda_check(device, "loading a kernel", device->cu.cuModuleLoadData(&module, image), error))
        return false;
    CUresult result = device->cu.cuModuleGetFunction(&kernel->function, module, "elementwise");
    if (!cuda_check(device, "loading a kernel", result, error)) {
        device->cu.cuModuleUnload(module);
        return false;
    }
    kernel->module = module;
    return true;
}

static bool start(struct cuda_device *device, struct cuda_stream *stream, const struct cuda_kernel *kernel,
                  const struct device_walk *walk, struct device_error *error)
{
    CUdeviceptr addresses[DEVICE_WALK_OPERANDS] = {0};
    struct kernel_walk_argument argument = kernel_argument(walk);
    void *arguments[DEVICE_WALK_OPERANDS + 1];
    for (int k = 0; k < DEVICE_WALK_OPERANDS; k++) {
        if (k < walk->operand_count)
            addresses[k] = ((struct cuda_memory *)walk->memory[k])->address;
        arguments[k] = &addresses[k];
    }
    arguments[DEVICE_WALK_OPERANDS] = &argument;
    size_t blocks = (walk->elements - 1) / BLOCK_THREADS + 1;
    return cuda_check(device, "launching",
                      device->cu.cuLaunchKernel(kernel->function, blocks < MOST_BLOCKS ? (unsigned)blocks : MOST_BLOCKS,
                                                1, 1, BLOCK_THREADS, 1, 1, 0, stream->stream, arguments, NULL),
                      error);
}

bool cuda_launch(struct device_stream *base, const struct device_walk *walk, struct device_error *error)
{
    struct cuda_device *device = (struct cuda_device *)base->device;
    if (!kernel_has_source(&abilities, walk))
        return device_lacks(&device->base, walk, error);
    if (!device->has_compiler)
        return device_fail(error, IBID_ERROR_UNSUPPORTED, "%s has no compiler for kernels: %.160s", device->base.name,
                           device->no_compiler.message);
    struct cuda_kernel *kernel = &device->kernels[kernel_key(walk)];
    cuda_enter(device);
    bool is_ready = kernel->module != NULL;
    if (!is_ready) {
        char *image = compile(device, walk, error);
        is_ready = image != NULL && load(device, image, kernel, error);
        free(image);
    }
    bool done = is_ready && start(device, (struct cuda_stream *)base, kernel, walk, error);
    cuda_leave(device);
    return done;
}

void cuda_release_kernels(struct cuda_device *device)
{
    for (size_t i = 0; device->kernels != NULL && i < kernel_key_count(); i++)
        if (device->kernels[i].module != NULL)
            device->cu.cuModuleUnload(device->kernels[i].module);
    free(device->kernels);
}
