/*
 * exp, log, sin, cos. For floats SLEEF's functions that are right within 1 ULP, in their deterministic variants
 * ("cinz": without fused multiply-add): the others answer differently on different instruction sets, and even by what
 * the neighbours in a vector are.
 */
#include <sleef.h>

#include "complex_numbers.h"

/* The vectors of an instruction set, and how SLEEF's functions for them end. */
#if defined(__AVX512F__)
enum { VECTOR_BYTES = 64 };
#define SLEEF32(function) Sleef_cinz_##function##f16_u10avx512fnofma
#define SLEEF64(function) Sleef_cinz_##function##d8_u10avx512fnofma
#elif defined(__AVX__)
enum { VECTOR_BYTES = 32 };
#define SLEEF32(function) Sleef_cinz_##function##f8_u10avx
#define SLEEF64(function) Sleef_cinz_##function##d4_u10avx
#elif defined(__SSE2__)
enum { VECTOR_BYTES = 16 };
#define SLEEF32(function) Sleef_cinz_##function##f4_u10sse2
#define SLEEF64(function) Sleef_cinz_##function##d2_u10sse2
#else
enum { VECTOR_BYTES = 16 };
#define SLEEF32(function) Sleef_cinz_##function##f4_u10advsimdnofma
#define SLEEF64(function) Sleef_cinz_##function##d2_u10advsimdnofma
#endif

#define FLOAT_VECTORS(DTYPE, dtype, unused)                                                                            \
    typedef dtype##_value dtype##_vector __attribute__((vector_size(VECTOR_BYTES)));                                   \
    typedef dtype##_value dtype##_stored_vector __attribute__((vector_size(VECTOR_BYTES), aligned(1), may_alias));     \
    enum { dtype##_lanes = VECTOR_BYTES / sizeof(dtype##_value) };

/* Fewer elements than a vector has, or elements apart, go through a vector; its other lanes compute of 1. */
#define FLOAT_LOOP(name, function, dtype)                                                                              \
    static void name(const struct kernel_walk *given)                                                                  \
    {                                                                                                                  \
        struct kernel_walk walk = walk_flattened(given, 2);                                                            \
        const ptrdiff_t a_bytes = walk.inner_bytes[0], out_bytes = walk.inner_bytes[1];                                \
        const bool contiguous = a_bytes == sizeof(dtype##_value) && out_bytes == sizeof(dtype##_value);                \
        for (size_t row = 0; row < walk.outer_count; row++) {                                                          \
            const char *a = walk_row(&walk, 0, row);                                                                   \
            char *result = walk_row(&walk, 1, row);                                                                    \
            size_t left = walk.inner_count;                                                                            \
            for (; contiguous && left >= dtype##_lanes;                                                                \
                 left -= dtype##_lanes, a += VECTOR_BYTES, result += VECTOR_BYTES)                                     \
                *(dtype##_stored_vector *)result = function(*(const dtype##_stored_vector *)a);                        \
            while (left > 0) {                                                                                         \
                const size_t count = left < dtype##_lanes ? left : dtype##_lanes;                                      \
                dtype##_vector lanes = (dtype##_vector){0} + 1;                                                        \
                for (size_t i = 0; i < count; i++, a += a_bytes)                                                       \
                    lanes[i] = *(const dtype##_stored *)a;                                                             \
                lanes = function(lanes);                                                                               \
                for (size_t i = 0; i < count; i++, result += out_bytes)                                                \
                    *(dtype##_stored *)result = lanes[i];                                                              \
                left -= count;                                                                                         \
            }                                                                                                          \
        }                                                                                                              \
    }

#define TRANSCENDENTAL(operation)                                                                                      \
    FLOAT_LOOP(unary_##operation##_float32, SLEEF32(operation), float32)                                               \
    FLOAT_LOOP(unary_##operation##_float64, SLEEF64(operation), float64)                                               \
    COMPLEX_FUNCTION(COMPLEX64, complex64, operation, float, f)                                                        \
    COMPLEX_FUNCTION(COMPLEX128, complex128, operation, double, )                                                      \
    FOR_COMPLEX(UNARY_LOOPS, operation, MODERATE)                                                                      \
    UNARY_TABLE(operation, FOR_INEXACT)

FOR_FLOATS(FLOAT_VECTORS, )
TRANSCENDENTAL(exp)
TRANSCENDENTAL(log)
TRANSCENDENTAL(sin)
TRANSCENDENTAL(cos)
