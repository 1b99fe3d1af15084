/* sqrt. */
#include <math.h>

#include "complex_numbers.h"

#define FLOAT_ROOT(DTYPE, dtype, root)                                                                                 \
    INLINE dtype##_value sqrt_##dtype(dtype##_value a)                                                                 \
    {                                                                                                                  \
        return root(a);                                                                                                \
    }

FLOAT_ROOT(FLOAT32, float32, sqrtf)
FLOAT_ROOT(FLOAT64, float64, sqrt)
COMPLEX_FUNCTION(COMPLEX64, complex64, sqrt, float, f)
COMPLEX_FUNCTION(COMPLEX128, complex128, sqrt, double, )

FOR_COMPLEX(UNARY_LOOPS, sqrt, MODERATE)

#if defined(__AVX__)
#include <immintrin.h>

/* As in division.c: four doubles apart at a time, as fast per element as longer vectors of the processor's unit. */
UNARY_PIECE(sqrt_float64_piece, sqrt_float64, float64, float64, MODERATE)

static void sqrt_float64_fours(char *const *data, const ptrdiff_t *bytes, size_t count)
{
    const char *a = data[0];
    char *result = data[1];
    if (bytes[0] != sizeof(double) || bytes[1] != sizeof(double)) {
        for (; count >= 4; count -= 4, a += 4 * bytes[0], result += 4 * bytes[1]) {
            ask_to_read_apart(a, bytes[0]);
            if (a != result)
                ask_to_write_apart(result, bytes[1]);
            const __m256d roots = _mm256_sqrt_pd(
                _mm256_set_pd(*(const float64_stored *)(a + 3 * bytes[0]), *(const float64_stored *)(a + 2 * bytes[0]),
                              *(const float64_stored *)(a + bytes[0]), *(const float64_stored *)a));
            for (int i = 0; i < 4; i++)
                *(float64_stored *)(result + i * bytes[1]) = roots[i];
        }
    }
    char *const rest[KERNEL_OPERANDS] = {(char *)(uintptr_t)a, result};
    sqrt_float64_piece(rest, bytes, count);
}
#endif

#if defined(__AVX512F__)
#include "newton_roots.h"

UNARY_PIECE(sqrt_float32_piece, sqrt_float32, float32, float32, SLOW)

#define NEWTON_LOOP(dtype, otherwise, cost)                                                                            \
    static void sqrt_##dtype##_vectors(char *const *data, const ptrdiff_t *bytes, size_t count)                        \
    {                                                                                                                  \
        const bool from_row = bytes[0] == sizeof(dtype##_stored), from_pairs = IS_PAIR(dtype, bytes[0]);               \
        const bool to_row = bytes[1] == sizeof(dtype##_stored), to_pairs = IS_PAIR(dtype, bytes[1]);                   \
        if (from_row && to_row)                                                                                        \
            newton_roots_##dtype(data[0], 1, data[1], 1, count);                                                       \
        else if (from_pairs && to_row)                                                                                 \
            newton_roots_##dtype(data[0], 2, data[1], 1, count);                                                       \
        else if (from_row && to_pairs)                                                                                 \
            newton_roots_##dtype(data[0], 1, data[1], 2, count);                                                       \
        else if (from_pairs && to_pairs)                                                                               \
            newton_roots_##dtype(data[0], 2, data[1], 2, count);                                                       \
        else                                                                                                           \
            otherwise(data, bytes, count);                                                                             \
    }                                                                                                                  \
    UNARY_DRIVEN(unary_sqrt_##dtype, sqrt_##dtype##_vectors, dtype, dtype, cost)

NEWTON_LOOP(float32, sqrt_float32_piece, SLOW_BUT_FOR_PAIRS)
NEWTON_LOOP(float64, sqrt_float64_fours, MODERATE)
#elif defined(__AVX__)
UNARY_LOOPS(, float32, sqrt, SLOW)
UNARY_DRIVEN(unary_sqrt_float64, sqrt_float64_fours, float64, float64, MODERATE)
#else
FOR_FLOATS(UNARY_LOOPS, sqrt, SLOW)
#endif

UNARY_TABLE(sqrt, FOR_INEXACT)
