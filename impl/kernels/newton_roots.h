/*
 * Square roots of vectors without the processor's unit for them, which takes twice as long. An estimate of 1/sqrt(a)
 * with 14 bits becomes the root, and half of its inverse, by Newton's iteration, each with an error of at most 2 units
 * in the last place; then the rest a - root * root, itself rounded once, corrects the root, which is rounded correctly:
 * tests/kernels/root_test.c has why. (Muller and others, Handbook of Floating-Point Arithmetic, on square roots with
 * a fused multiply-add.) From `least` on the rest does not underflow. Zeros pass through; a vector with anything else,
 * such as NaN, is the unit's.
 *
 * So much is computed for a line that a processor does not see the next ones in time: they are asked for, which makes
 * the roots of 10 million doubles in place faster by half. Of elements two apart, less far ahead is better: as
 * measured, at 8 KiB those in place take a third more.
 */
#ifndef IBID_KERNELS_NEWTON_ROOTS_H
#define IBID_KERNELS_NEWTON_ROOTS_H

#include <immintrin.h>
#include <math.h>

#include "loops.h"

enum { ROW_AHEAD_BYTES = 8192, PAIRS_AHEAD_BYTES = 2048 };

/* A bit for each of the items that `count` elements reach over: whether it is one of them. */
INLINE uint32_t lanes_wanted(size_t step, size_t count)
{
    const uint32_t lanes = (uint32_t)((UINT64_C(1) << step * count) - 1);
    return step == 1 ? lanes : lanes & 0x55555555;
}

static const int32_t float32_apart_to_together[] = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30};
static const int32_t float32_low_to_apart[] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7};
static const int32_t float32_high_to_apart[] = {8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15};
static const int64_t float64_apart_to_together[] = {0, 2, 4, 6, 8, 10, 12, 14};
static const int64_t float64_low_to_apart[] = {0, 0, 1, 1, 2, 2, 3, 3};
static const int64_t float64_high_to_apart[] = {4, 4, 5, 5, 6, 6, 7, 7};

/* newton_roots_dtype(a, a_step, result, result_step, count): of elements side by side or two apart. */
#define NEWTON_ROOTS(dtype, vector, type, bits, mask, suffix, least, iterations)                                       \
    INLINE vector roots_of_##dtype##s(vector a)                                                                        \
    {                                                                                                                  \
        const vector half = _mm512_set1_##suffix((type)0.5);                                                           \
        const mask counts = _mm512_cmp_##suffix##_mask(a, _mm512_setzero_##suffix(), _CMP_NEQ_UQ);                     \
        const __m512i infinity = _mm512_cast##suffix##_si512(_mm512_set1_##suffix((type)INFINITY));                    \
        const __m512i first = _mm512_cast##suffix##_si512(_mm512_set1_##suffix((type)least));                          \
        const __m512i beyond = _mm512_sub_epi##bits(_mm512_cast##suffix##_si512(a), first);                            \
        if (_mm512_mask_cmpge_epu##bits##_mask(counts, beyond, _mm512_sub_epi##bits(infinity, first)))                 \
            return _mm512_sqrt_##suffix(a);                                                                            \
        const vector estimate = _mm512_maskz_rsqrt14_##suffix(counts, a);                                              \
        vector root = _mm512_mul_##suffix(a, estimate), half_inverse = _mm512_mul_##suffix(estimate, half);            \
        for (int i = 0; i < iterations; i++) {                                                                         \
            const vector missing = _mm512_fnmadd_##suffix(root, half_inverse, half);                                   \
            root = _mm512_fmadd_##suffix(root, missing, root);                                                         \
            half_inverse = _mm512_fmadd_##suffix(half_inverse, missing, half_inverse);                                 \
        }                                                                                                              \
        return _mm512_fmadd_##suffix(_mm512_fnmadd_##suffix(root, root, a), half_inverse, root);                       \
    }                                                                                                                  \
                                                                                                                       \
    /* Side by side or two apart in memory, as `step` says, and neither read nor written between them. */              \
    INLINE vector some_##dtype##s(const char *a, size_t step, size_t count)                                            \
    {                                                                                                                  \
        const uint32_t wanted = lanes_wanted(step, count);                                                             \
        const vector first = _mm512_maskz_loadu_##suffix((mask)wanted, a);                                             \
        if (step == 1)                                                                                                 \
            return first;                                                                                              \
        const vector second =                                                                                          \
            _mm512_maskz_loadu_##suffix((mask)(wanted >> LINE_BYTES / sizeof(type)), a + LINE_BYTES);                  \
        return _mm512_permutex2var_##suffix(first, _mm512_loadu_si512(dtype##_apart_to_together), second);             \
    }                                                                                                                  \
                                                                                                                       \
    INLINE void put_##dtype##s(char *result, size_t step, size_t count, vector values)                                 \
    {                                                                                                                  \
        const uint32_t wanted = lanes_wanted(step, count);                                                             \
        const __m512i low = _mm512_loadu_si512(dtype##_low_to_apart),                                                  \
                      high = _mm512_loadu_si512(dtype##_high_to_apart);                                                \
        const vector first = step == 1 ? values : _mm512_permutexvar_##suffix(low, values);                            \
        _mm512_mask_storeu_##suffix(result, (mask)wanted, first);                                                      \
        if (step == 2)                                                                                                 \
            _mm512_mask_storeu_##suffix(result + LINE_BYTES, (mask)(wanted >> LINE_BYTES / sizeof(type)),              \
                                        _mm512_permutexvar_##suffix(high, values));                                    \
    }                                                                                                                  \
                                                                                                                       \
    INLINE void newton_roots_##dtype(const char *a, size_t a_step, char *result, size_t result_step, size_t count)     \
    {                                                                                                                  \
        enum { LANES = LINE_BYTES / sizeof(type) };                                                                    \
        const size_t a_bytes = a_step * LINE_BYTES, result_bytes = result_step * LINE_BYTES;                           \
        for (; count >= LANES; count -= LANES, a += a_bytes, result += result_bytes) {                                 \
            ask_ahead(a, a_step == 1 ? ROW_AHEAD_BYTES : PAIRS_AHEAD_BYTES, a_bytes);                                  \
            ask_to_write(result, result_bytes);                                                                        \
            put_##dtype##s(result, result_step, LANES, roots_of_##dtype##s(some_##dtype##s(a, a_step, LANES)));        \
        }                                                                                                              \
        put_##dtype##s(result, result_step, count, roots_of_##dtype##s(some_##dtype##s(a, a_step, count)));            \
    }

NEWTON_ROOTS(float32, __m512, float, 32, __mmask16, ps, 0x1p-96, 1)
NEWTON_ROOTS(float64, __m512d, double, 64, __mmask8, pd, 0x1p-960, 2)

#endif
