/*
 * Square roots of vectors without the processor's unit for them, which takes twice as long. An estimate of 1/sqrt(a)
 * with 14 bits becomes the root, and half of its inverse, by Newton's iteration, each with an error of at most 2 units
 * in the last place; then the rest a - root * root, itself rounded once, corrects the root, which is rounded correctly:
 * tests/kernels/root_test.c has why. (Muller and others, Handbook of Floating-Point Arithmetic, on square roots with
 * a fused multiply-add.) From `least` on the rest does not underflow. Zeros pass through; a vector with anything else,
 * such as NaN, is the unit's.
 *
 * So much is computed for a line that a processor does not see the next ones in time: they are asked for, which makes
 * the roots of 10 million doubles in place faster by half.
 */
#ifndef IBID_KERNELS_NEWTON_ROOTS_H
#define IBID_KERNELS_NEWTON_ROOTS_H

#include <immintrin.h>
#include <math.h>

#include "loops.h"

enum { ROOTS_READ_AHEAD_BYTES = 8192 };

/* newton_roots_dtype(a, result, count): of elements side by side. */
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
    static void newton_roots_##dtype(const char *a, char *result, size_t count)                                        \
    {                                                                                                                  \
        enum { LANES = LINE_BYTES / sizeof(type) };                                                                    \
        for (; count >= LANES; count -= LANES, a += LINE_BYTES, result += LINE_BYTES) {                                \
            __builtin_prefetch((const void *)((uintptr_t)a + ROOTS_READ_AHEAD_BYTES), 0);                              \
            __builtin_prefetch((const void *)((uintptr_t)result + WRITTEN_AHEAD_BYTES), 1);                            \
            _mm512_storeu_##suffix(result, roots_of_##dtype##s(_mm512_loadu_##suffix(a)));                             \
        }                                                                                                              \
        const mask rest = (mask)((1U << count) - 1);                                                                   \
        _mm512_mask_storeu_##suffix(result, rest, roots_of_##dtype##s(_mm512_maskz_loadu_##suffix(rest, a)));          \
    }

NEWTON_ROOTS(float32, __m512, float, 32, __mmask16, ps, 0x1p-96, 1)
NEWTON_ROOTS(float64, __m512d, double, 64, __mmask8, pd, 0x1p-960, 2)

#endif
