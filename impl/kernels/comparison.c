/* equal, not_equal, less, less_equal, greater, greater_equal. */
#include <string.h>

#include "order.h"

#define PIECE(DTYPE, dtype, operation)                                                                                 \
    BINARY_PIECE(operation##_##dtype##_piece, operation##_##dtype, dtype, boolean, QUICK)
#define LOOP(DTYPE, dtype, operation, piece)                                                                           \
    BINARY_DRIVEN(operation##_##dtype##_loop, operation##_##dtype##_##piece, dtype, boolean, QUICK)
/* The dtypes that have vectors of their own where there is AVX-512. */
#define FOR_WIDE(X, ...)                                                                                               \
    FOR_FLOATS(X, __VA_ARGS__)                                                                                         \
    X(INT32, int32, __VA_ARGS__)                                                                                       \
    X(INT64, int64, __VA_ARGS__)                                                                                       \
    X(UINT32, uint32, __VA_ARGS__)                                                                                     \
    X(UINT64, uint64, __VA_ARGS__)
#define ENTRY(DTYPE, dtype, operation) [KERNEL_##DTYPE] = operation##_##dtype##_loop,

#if defined(__AVX512BW__)
#include <immintrin.h>

/*
 * AVX-512 compares into a register of bits, one per element. The compiler makes wide elements of these and narrows
 * them again; here they become bytes at once, which takes two thirds of the time.
 */
#define VECTOR_PIECE(dtype, operation, vector, load, set, compare, predicate)                                          \
    static void operation##_##dtype##_vectors(char *const *data, const ptrdiff_t *bytes, size_t count)                 \
    {                                                                                                                  \
        enum { ITEM = sizeof(dtype##_value), LANES = 64 / ITEM };                                                      \
        const char *a = data[0], *b = data[1];                                                                         \
        char *result = data[2];                                                                                        \
        const bool a_is_row = bytes[0] == ITEM, b_is_row = bytes[1] == ITEM;                                           \
        if (bytes[2] == 1 && (a_is_row || bytes[0] == 0) && (b_is_row || bytes[1] == 0) && count >= LANES) {           \
            const vector a_set = set(*(const dtype##_stored *)a), b_set = set(*(const dtype##_stored *)b);             \
            for (; count >= LANES; count -= LANES, a += 64 * a_is_row, b += 64 * b_is_row, result += LANES) {          \
                const __mmask16 bits = compare(a_is_row ? load(a) : a_set, b_is_row ? load(b) : b_set, predicate);     \
                const __m128i booleans = _mm_maskz_set1_epi8(bits, 1);                                                 \
                memcpy(result, &booleans, LANES);                                                                      \
            }                                                                                                          \
        }                                                                                                              \
        char *const rest[KERNEL_OPERANDS] = {(char *)(uintptr_t)a, (char *)(uintptr_t)b, result};                      \
        operation##_##dtype##_piece(rest, bytes, count);                                                               \
    }

#define LOAD_INTEGERS(address) _mm512_loadu_si512(address)
#define VECTOR_PIECES(operation, ordered, whole)                                                                       \
    VECTOR_PIECE(float32, operation, __m512, _mm512_loadu_ps, _mm512_set1_ps, _mm512_cmp_ps_mask, ordered)             \
    VECTOR_PIECE(float64, operation, __m512d, _mm512_loadu_pd, _mm512_set1_pd, _mm512_cmp_pd_mask, ordered)            \
    VECTOR_PIECE(int32, operation, __m512i, LOAD_INTEGERS, _mm512_set1_epi32, _mm512_cmp_epi32_mask, whole)            \
    VECTOR_PIECE(int64, operation, __m512i, LOAD_INTEGERS, _mm512_set1_epi64, _mm512_cmp_epi64_mask, whole)            \
    VECTOR_PIECE(uint32, operation, __m512i, LOAD_INTEGERS, SET_UINT32, _mm512_cmp_epu32_mask, whole)                  \
    VECTOR_PIECE(uint64, operation, __m512i, LOAD_INTEGERS, SET_UINT64, _mm512_cmp_epu64_mask, whole)
#define SET_UINT32(value) _mm512_set1_epi32((int32_t)(value))
#define SET_UINT64(value) _mm512_set1_epi64((int64_t)(value))
#define WIDE              vectors
#else
#define VECTOR_PIECES(operation, ordered, whole)
#define WIDE piece
#endif

/* With AVX-512's names for the comparison: of floats, where NaN is unlike everything, and of integers. */
#define COMPARISON(operation, ordered, whole)                                                                          \
    FOR_ALL(PIECE, operation)                                                                                          \
    VECTOR_PIECES(operation, ordered, whole)                                                                           \
    FOR_WIDE(LOOP, operation, WIDE)                                                                                    \
    LOOP(, boolean, operation, piece)                                                                                  \
    LOOP(, int8, operation, piece)                                                                                     \
    LOOP(, int16, operation, piece)                                                                                    \
    LOOP(, uint8, operation, piece)                                                                                    \
    LOOP(, uint16, operation, piece)                                                                                   \
    FOR_COMPLEX(LOOP, operation, piece)                                                                                \
    LOOPS_BY_DTYPE(operation) = {FOR_ALL(ENTRY, operation)};

COMPARISON(equal, _CMP_EQ_OQ, _MM_CMPINT_EQ)
COMPARISON(not_equal, _CMP_NEQ_UQ, _MM_CMPINT_NE)
COMPARISON(less, _CMP_LT_OQ, _MM_CMPINT_LT)
COMPARISON(less_equal, _CMP_LE_OQ, _MM_CMPINT_LE)
COMPARISON(greater, _CMP_GT_OQ, _MM_CMPINT_NLE)
COMPARISON(greater_equal, _CMP_GE_OQ, _MM_CMPINT_NLT)
