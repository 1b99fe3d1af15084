/* What operations and dtypes are called. */
#include "backend.h"

const char *device_dtype_name(enum kernel_dtype dtype)
{
    static const char *const names[KERNEL_DTYPE_COUNT] = {
        "bool",   "int8",   "int16",   "int32",   "int64",     "uint8",      "uint16",
        "uint32", "uint64", "float32", "float64", "complex64", "complex128",
    };
    return names[dtype];
}

const char *device_operation_name(const struct device_walk *walk)
{
    static const char *const binary[KERNEL_BINARY_COUNT] = {
        [KERNEL_ADD] = "add",
        [KERNEL_SUBTRACT] = "subtract",
        [KERNEL_MULTIPLY] = "multiply",
        [KERNEL_DIVIDE] = "divide",
        [KERNEL_FLOOR_DIVIDE] = "floor_divide",
        [KERNEL_REMAINDER] = "remainder",
        [KERNEL_POWER] = "power",
        [KERNEL_MAXIMUM] = "maximum",
        [KERNEL_MINIMUM] = "minimum",
        [KERNEL_AND] = "bitwise_and",
        [KERNEL_OR] = "bitwise_or",
        [KERNEL_XOR] = "bitwise_xor",
        [KERNEL_LEFT_SHIFT] = "left_shift",
        [KERNEL_RIGHT_SHIFT] = "right_shift",
    };
    static const char *const comparisons[KERNEL_COMPARISON_COUNT] = {
        [KERNEL_EQUAL] = "equal",           [KERNEL_NOT_EQUAL] = "not_equal",
        [KERNEL_LESS] = "less",             [KERNEL_LESS_EQUAL] = "less_equal",
        [KERNEL_GREATER] = "greater",       [KERNEL_GREATER_EQUAL] = "greater_equal",
    };
    static const char *const unary[KERNEL_UNARY_COUNT] = {
        [KERNEL_NEGATIVE] = "negative", [KERNEL_ABSOLUTE] = "absolute", [KERNEL_INVERT] = "invert",
        [KERNEL_SQRT] = "sqrt",  [KERNEL_EXP] = "exp",   [KERNEL_LOG] = "log",
        [KERNEL_SIN] = "sin",          [KERNEL_COS] = "cos",
    };
    switch (walk->family) {
    case DEVICE_BINARY:
        return binary[walk->operation];
    case DEVICE_COMPARISON:
        return comparisons[walk->operation];
    case DEVICE_UNARY:
        return unary[walk->operation];
    case DEVICE_CAST:
        break;
    }
    return "cast";
}

enum kernel_dtype device_walk_dtype(const struct device_walk *walk, int operand)
{
    if (operand < walk->source_count)
        return walk->from;
    return operand == walk->source_count ? walk->to : KERNEL_BOOL;
}

bool device_lacks(const struct device *device, const struct device_walk *walk, struct device_error *error)
{
    return device_fail(error, IBID_ERROR_UNSUPPORTED, "%s has no %s from %s to %s", device->name,
                       device_operation_name(walk), device_dtype_name(walk->from), device_dtype_name(walk->to));
}
