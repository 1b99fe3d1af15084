#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel_source.h"

/* elements.in, operations.in and walk.in: made by the build. */
static const char elementwise[] =
#include "elementwise.inc"
    ;

/* By the names that kernel_source gives them. */
enum class { CLASS_BOOLEAN, CLASS_SIGNED, CLASS_UNSIGNED, CLASS_FLOATING, CLASS_COMPLEX };

struct type {
    const char *name, *wide, *real;
    enum class class;
};

static const struct type types[KERNEL_DTYPE_COUNT] = {
    [KERNEL_BOOL] = {"uint8_value", "uint32_value", "float", CLASS_BOOLEAN},
    [KERNEL_INT8] = {"int8_value", "uint32_value", "float", CLASS_SIGNED},
    [KERNEL_INT16] = {"int16_value", "uint32_value", "float", CLASS_SIGNED},
    [KERNEL_INT32] = {"int32_value", "uint32_value", "float", CLASS_SIGNED},
    [KERNEL_INT64] = {"int64_value", "uint64_value", "float", CLASS_SIGNED},
    [KERNEL_UINT8] = {"uint8_value", "uint32_value", "float", CLASS_UNSIGNED},
    [KERNEL_UINT16] = {"uint16_value", "uint32_value", "float", CLASS_UNSIGNED},
    [KERNEL_UINT32] = {"uint32_value", "uint32_value", "float", CLASS_UNSIGNED},
    [KERNEL_UINT64] = {"uint64_value", "uint64_value", "float", CLASS_UNSIGNED},
    [KERNEL_FLOAT32] = {"float", "uint32_value", "float", CLASS_FLOATING},
    [KERNEL_FLOAT64] = {"double", "uint64_value", "double", CLASS_FLOATING},
    [KERNEL_COMPLEX64] = {"struct complex64", "uint32_value", "float", CLASS_COMPLEX},
    [KERNEL_COMPLEX128] = {"struct complex128", "uint64_value", "double", CLASS_COMPLEX},
};

static const char opencl_definitions[] = "#pragma OPENCL FP_CONTRACT OFF\n"
                                         "typedef char int8_value;\n"
                                         "typedef short int16_value;\n"
                                         "typedef int int32_value;\n"
                                         "typedef long int64_value;\n"
                                         "typedef uchar uint8_value;\n"
                                         "typedef ushort uint16_value;\n"
                                         "typedef uint uint32_value;\n"
                                         "typedef ulong uint64_value;\n"
                                         "#define FUNCTION\n"
                                         "#define KERNEL __kernel\n"
                                         "#define GLOBAL __global\n"
                                         "#define FIRST_ELEMENT get_global_id(0)\n"
                                         "#define ALL_THREADS get_global_size(0)\n"
                                         "#define MATH(name) name\n";

static const char cuda_definitions[] =
    "typedef signed char int8_value;\n"
    "typedef short int16_value;\n"
    "typedef int int32_value;\n"
    "typedef long long int64_value;\n"
    "typedef unsigned char uint8_value;\n"
    "typedef unsigned short uint16_value;\n"
    "typedef unsigned int uint32_value;\n"
    "typedef unsigned long long uint64_value;\n"
    "#define FUNCTION static __device__ inline\n"
    "#define KERNEL extern \"C\" __global__\n"
    "#define GLOBAL\n"
    "#define FIRST_ELEMENT ((uint64_value)blockIdx.x * blockDim.x + threadIdx.x)\n"
    "#define ALL_THREADS ((uint64_value)gridDim.x * blockDim.x)\n";

/* The numbers of the operations of all families, one after the other. */
static size_t operation_number(const struct device_walk *walk)
{
    switch (walk->family) {
    case DEVICE_BINARY:
        return (size_t)walk->operation;
    case DEVICE_COMPARISON:
        return KERNEL_BINARY_COUNT + (size_t)walk->operation;
    case DEVICE_UNARY:
        return KERNEL_BINARY_COUNT + KERNEL_COMPARISON_COUNT + (size_t)walk->operation;
    case DEVICE_CAST:
        break;
    }
    return KERNEL_BINARY_COUNT + KERNEL_COMPARISON_COUNT + KERNEL_UNARY_COUNT + (size_t)walk->to;
}

/* One axis is counted along, and more are taken apart. */
static size_t axes_of_kernel(const struct device_walk *walk)
{
    return walk->axes <= 1 ? 1 : walk->axes;
}

enum {
    OPERATION_COUNT = KERNEL_BINARY_COUNT + KERNEL_COMPARISON_COUNT + KERNEL_UNARY_COUNT + KERNEL_DTYPE_COUNT
};

size_t kernel_key(const struct device_walk *walk)
{
    size_t key = operation_number(walk) * KERNEL_DTYPE_COUNT + (size_t)walk->from;
    key = key * DEVICE_WALK_AXES + axes_of_kernel(walk) - 1;
    return key * 4 + (walk->is_masked ? 2 : 0) + (walk->is_aligned ? 1 : 0);
}

size_t kernel_key_count(void)
{
    return (size_t)OPERATION_COUNT * KERNEL_DTYPE_COUNT * DEVICE_WALK_AXES * 4;
}

static bool has_binary(int operation, enum class class)
{
    switch ((enum kernel_binary)operation) {
    case KERNEL_ADD:
    case KERNEL_MULTIPLY:
    case KERNEL_MAXIMUM:
    case KERNEL_MINIMUM:
        return true;
    case KERNEL_SUBTRACT:
        return class != CLASS_BOOLEAN;
    case KERNEL_DIVIDE:
        return class >= CLASS_FLOATING;
    case KERNEL_FLOOR_DIVIDE:
    case KERNEL_REMAINDER:
    case KERNEL_POWER:
        return class != CLASS_BOOLEAN && class != CLASS_COMPLEX;
    case KERNEL_AND:
    case KERNEL_OR:
    case KERNEL_XOR:
        return class < CLASS_FLOATING;
    case KERNEL_LEFT_SHIFT:
    case KERNEL_RIGHT_SHIFT:
        return class == CLASS_SIGNED || class == CLASS_UNSIGNED;
    case KERNEL_BINARY_COUNT:
        break;
    }
    return false;
}

static bool has_unary(int operation, enum class class)
{
    switch ((enum kernel_unary)operation) {
    case KERNEL_NEGATIVE:
        return class != CLASS_BOOLEAN;
    case KERNEL_ABSOLUTE:
        return true;
    case KERNEL_INVERT:
        return class < CLASS_FLOATING;
    case KERNEL_SQRT:
    case KERNEL_EXP:
    case KERNEL_LOG:
    case KERNEL_SIN:
    case KERNEL_COS:
        return class == CLASS_FLOATING;
    case KERNEL_UNARY_COUNT:
        break;
    }
    return false;
}

static bool is_float64(enum kernel_dtype dtype)
{
    return dtype == KERNEL_FLOAT64 || dtype == KERNEL_COMPLEX128;
}

bool kernel_has_source(const struct kernel_abilities *abilities, const struct device_walk *walk)
{
    if (!abilities->has_float64 && (is_float64(walk->from) || is_float64(walk->to)))
        return false;
    if (walk->family == DEVICE_BINARY)
        return has_binary(walk->operation, types[walk->from].class);
    return walk->family != DEVICE_UNARY || has_unary(walk->operation, types[walk->from].class);
}

char *kernel_source(const struct kernel_abilities *abilities, const struct device_walk *walk,
                    struct device_error *error)
{
    const struct type *from = &types[walk->from], *to = &types[walk->to];
    bool is_cuda = abilities->language == KERNEL_CUDA, is_single = strcmp(from->real, "float") == 0;
    char head[1024];
    snprintf(head, sizeof head,
             "%s"
             "#define BOOLEAN %d\n#define SIGNED %d\n#define UNSIGNED %d\n#define FLOATING %d\n#define COMPLEX %d\n"
             "#define HAS_FLOAT64 %d\n#define ROUNDS_BY_FLOAT64 %d\n#define IS_ALIGNED %d\n#define IS_MASKED %d\n"
             "#define AXES %zu\n#define SOURCES %d\n#define OPERATION_%s 1\n"
             "#define FROM %s\n#define FROM_CLASS %d\n#define FROM_BYTES %zu\n#define WIDE %s\n#define REAL %s\n"
             "#define TO %s\n#define TO_CLASS %d\n#define TO_BYTES %zu\n#define TO_REAL %s\n",
             is_cuda ? (is_single ? "#define MATH(name) name##f\n" : "#define MATH(name) name\n") : "",
             CLASS_BOOLEAN, CLASS_SIGNED, CLASS_UNSIGNED, CLASS_FLOATING, CLASS_COMPLEX, abilities->has_float64,
             is_single && !abilities->divides_exactly && abilities->has_float64, walk->is_aligned, walk->is_masked,
             axes_of_kernel(walk), walk->source_count, device_operation_name(walk), from->name, from->class,
             kernel_item_bytes(walk->from), from->wide, from->real, to->name, to->class, kernel_item_bytes(walk->to),
             to->real);
    const char *language = is_cuda ? cuda_definitions : opencl_definitions;
    char *text = device_calloc(strlen(language) + strlen(head) + sizeof elementwise, error);
    if (text != NULL)
        strcat(strcat(strcat(text, language), head), elementwise);
    return text;
}

struct kernel_walk_argument kernel_argument(const struct device_walk *walk)
{
    struct kernel_walk_argument argument = {.elements = walk->elements};
    for (int i = 0; i < DEVICE_WALK_AXES; i++)
        argument.shape[i] = walk->shape[i];
    for (int k = 0; k < walk->operand_count; k++) {
        argument.offset_bytes[k] = (int64_t)walk->offset_bytes[k];
        for (int i = 0; i < DEVICE_WALK_AXES; i++)
            argument.stride_bytes[k][i] = walk->stride_bytes[k][i];
    }
    return argument;
}
