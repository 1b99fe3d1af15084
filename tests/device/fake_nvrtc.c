/*
 * libnvrtc, as fake_cuda.h says: compiles CUDA C++ with the C++ compiler of the build, for this machine. The image is
 * the name of a file, which the stand-in for the driver removes when it has loaded it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cuda_abi.h"

#define EXPORT __attribute__((visibility("default")))
#define DECLARE(type, name, parameters) EXPORT type name parameters;
NVRTC_FUNCTIONS(DECLARE)

enum {
    NVRTC_ERROR_INVALID_OPTION = 5,
    PATH_BYTES = 64,
};

struct _nvrtcProgram {
    char *source;
    char folder[PATH_BYTES / 2], image[PATH_BYTES];
};

/* What CUDA C++ has of its own. */
static const char prelude[] = "#include <math.h>\n"
                              "#define __device__\n"
                              "#define __global__\n"
                              "extern \"C\" { struct dimensions { unsigned x, y, z; };\n"
                              "struct dimensions gridDim, blockDim, blockIdx, threadIdx; }\n"
                              "#line 1\n";

nvrtcResult nvrtcCreateProgram(nvrtcProgram *program, const char *source, const char *name, int header_count,
                               const char *const *headers, const char *const *include_names)
{
    (void)name;
    if (header_count != 0 || headers != NULL || include_names != NULL)
        return NVRTC_ERROR_COMPILATION;
    *program = calloc(1, sizeof **program);
    if (*program == NULL)
        return NVRTC_ERROR_OUT_OF_MEMORY;
    (*program)->source = strdup(source);
    return NVRTC_SUCCESS;
}

static int run_compiler(const char *source, const char *image)
{
    pid_t child = fork();
    if (child == 0) {
        execlp(FAKE_COMPILER, FAKE_COMPILER, "-O0", "-w", "-ffp-contract=off", "-shared", "-fPIC", "-o", image, source,
               (char *)NULL);
        _exit(127);
    }
    int status = 1;
    return child > 0 && waitpid(child, &status, 0) == child ? status : 1;
}

nvrtcResult nvrtcCompileProgram(nvrtcProgram program, int option_count, const char *const *options)
{
    if (option_count < 1 || strcmp(options[0], "--gpu-architecture=sm_90") != 0)
        return NVRTC_ERROR_INVALID_OPTION;
    if (getenv("IBID_TEST_NVRTC_REFUSES") != NULL)
        return NVRTC_ERROR_COMPILATION;
    char source[PATH_BYTES];
    strcpy(program->folder, "/tmp/ibid-kernel-XXXXXX");
    if (mkdtemp(program->folder) == NULL)
        return NVRTC_ERROR_OUT_OF_MEMORY;
    snprintf(source, sizeof source, "%s/source.cpp", program->folder);
    snprintf(program->image, sizeof program->image, "%s/image.so", program->folder);
    FILE *file = fopen(source, "w");
    if (file == NULL)
        return NVRTC_ERROR_OUT_OF_MEMORY;
    fputs(prelude, file);
    fputs(program->source, file);
    fclose(file);
    int status = run_compiler(source, program->image);
    unlink(source);
    if (status != 0)
        rmdir(program->folder);
    return status == 0 ? NVRTC_SUCCESS : NVRTC_ERROR_COMPILATION;
}

nvrtcResult nvrtcGetCUBINSize(nvrtcProgram program, size_t *bytes)
{
    *bytes = strlen(program->image) + 1;
    return NVRTC_SUCCESS;
}

nvrtcResult nvrtcGetCUBIN(nvrtcProgram program, char *image)
{
    strcpy(image, program->image);
    return NVRTC_SUCCESS;
}

nvrtcResult nvrtcGetProgramLogSize(nvrtcProgram program, size_t *bytes)
{
    (void)program;
    *bytes = sizeof "the log says why";
    return NVRTC_SUCCESS;
}

nvrtcResult nvrtcGetProgramLog(nvrtcProgram program, char *log)
{
    (void)program;
    strcpy(log, "the log says why");
    return NVRTC_SUCCESS;
}

nvrtcResult nvrtcDestroyProgram(nvrtcProgram *program)
{
    free((*program)->source);
    free(*program);
    *program = NULL;
    return NVRTC_SUCCESS;
}
