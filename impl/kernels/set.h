/*
 * What every source of kernels starts with. Each is compiled once per instruction set, with KERNELS_SET as its name,
 * so what is not static is named by IN_SET. Element types come in two: dtype_value is computed with, dtype_stored is
 * the same in memory, at any address. ("bool" would be expanded to something else, so here it is a boolean.)
 */
#ifndef IBID_KERNELS_SET_H
#define IBID_KERNELS_SET_H

#include <stdint.h>

#include "kernels.h"

/* What processors fetch and write at once. */
enum { LINE_BYTES = 64 };

#define SET_PASTE(set, name)  kernels_##set##_##name
#define SET_EXPAND(set, name) SET_PASTE(set, name)
#define IN_SET(name)          SET_EXPAND(KERNELS_SET, name)

#define INLINE static inline __attribute__((always_inline))
/* The row of an operation: a loop for each dtype, NULL where there is none. */
#define LOOPS_BY_DTYPE(name) kernel_loop *const IN_SET(name)[KERNEL_DTYPE_COUNT]

#define STORED __attribute__((aligned(1), may_alias))

struct complex64 {
    float real, imaginary;
} __attribute__((packed, may_alias));

struct complex128 {
    double real, imaginary;
} __attribute__((packed, may_alias));

/*
 * dtype_wide is an unsigned integer in which + - * wrap without the promotion to int that would overflow; dtype_index
 * one that a vector has as many of as elements, or fewer.
 */
#define INTEGER_TYPES(dtype, type, wide)                                                                               \
    typedef type dtype##_value;                                                                                        \
    typedef wide dtype##_index;                                                                                        \
    typedef type dtype##_stored STORED;                                                                                \
    typedef wide dtype##_wide;

#define FLOATING_TYPES(dtype, type, index)                                                                             \
    typedef type dtype##_value;                                                                                        \
    typedef index dtype##_index;                                                                                       \
    typedef type dtype##_stored STORED;

INTEGER_TYPES(boolean, uint8_t, uint32_t)
INTEGER_TYPES(int8, int8_t, uint32_t)
INTEGER_TYPES(int16, int16_t, uint32_t)
INTEGER_TYPES(int32, int32_t, uint32_t)
INTEGER_TYPES(int64, int64_t, uint64_t)
INTEGER_TYPES(uint8, uint8_t, uint32_t)
INTEGER_TYPES(uint16, uint16_t, uint32_t)
INTEGER_TYPES(uint32, uint32_t, uint32_t)
INTEGER_TYPES(uint64, uint64_t, uint64_t)
FLOATING_TYPES(float32, float, uint32_t)
FLOATING_TYPES(float64, double, uint64_t)
typedef struct complex64 complex64_value, complex64_stored;
typedef struct complex128 complex128_value, complex128_stored;
typedef uint64_t complex64_index, complex128_index;

/* Lists of dtypes: X(DTYPE, dtype, …) for each. */
#define FOR_BOOL(X, ...) X(BOOL, boolean, __VA_ARGS__)
#define FOR_SIGNED(X, ...)                                                                                             \
    X(INT8, int8, __VA_ARGS__)                                                                                         \
    X(INT16, int16, __VA_ARGS__)                                                                                       \
    X(INT32, int32, __VA_ARGS__)                                                                                       \
    X(INT64, int64, __VA_ARGS__)
#define FOR_UNSIGNED(X, ...)                                                                                           \
    X(UINT8, uint8, __VA_ARGS__)                                                                                       \
    X(UINT16, uint16, __VA_ARGS__)                                                                                     \
    X(UINT32, uint32, __VA_ARGS__)                                                                                     \
    X(UINT64, uint64, __VA_ARGS__)
#define FOR_FLOATS(X, ...)                                                                                             \
    X(FLOAT32, float32, __VA_ARGS__)                                                                                   \
    X(FLOAT64, float64, __VA_ARGS__)
#define FOR_COMPLEX(X, ...)                                                                                            \
    X(COMPLEX64, complex64, __VA_ARGS__)                                                                               \
    X(COMPLEX128, complex128, __VA_ARGS__)

#define FOR_INTEGERS(X, ...) FOR_SIGNED(X, __VA_ARGS__) FOR_UNSIGNED(X, __VA_ARGS__)
#define FOR_REALS(X, ...)    FOR_INTEGERS(X, __VA_ARGS__) FOR_FLOATS(X, __VA_ARGS__)
#define FOR_INEXACT(X, ...)  FOR_FLOATS(X, __VA_ARGS__) FOR_COMPLEX(X, __VA_ARGS__)
#define FOR_NUMBERS(X, ...)  FOR_REALS(X, __VA_ARGS__) FOR_COMPLEX(X, __VA_ARGS__)
#define FOR_ALL(X, ...)      FOR_BOOL(X, __VA_ARGS__) FOR_NUMBERS(X, __VA_ARGS__)

#endif
