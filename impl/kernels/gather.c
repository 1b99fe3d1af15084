#include "gather.h"

#include "loops.h"

typedef struct complex128 sixteen_stored;
typedef uint8_stored one_stored;
typedef uint16_stored two_stored;
typedef uint32_stored four_stored;
typedef uint64_stored eight_stored;

/*
 * A processor begins anew with every page, and pieces of several operands in turn are more than it foresees. So where
 * elements are hardly in a cache that is near, every second one is asked for, a few lines at once, since a processor
 * can wait for a few only. The last lines asked for lie behind the operand, which does no harm. Where elements are
 * spread, their lines are asked for as if to be read: as measured, that takes a tenth less than asking to write.
 */
enum { SPREAD_BYTES = 1024 };

/*
 * For floats two apart: masked stores write elements and nothing between them, which may be somebody else's. What else
 * is spread out is rare.
 */
#if defined(__AVX512BW__)
#include <immintrin.h>

INLINE size_t spread_pairs(char *apart, const char *together, size_t item_bytes, size_t count)
{
    size_t done = 0;
    if (item_bytes == 4) {
        const __m512i low = _mm512_set_epi32(7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0);
        for (; done + 8 < count; done += 8) {
            const __m512i items = _mm512_castsi256_si512(_mm256_loadu_si256((const void *)(together + 4 * done)));
            _mm512_mask_storeu_epi32(apart + 8 * done, 0x5555, _mm512_permutexvar_epi32(low, items));
        }
    }
    return done;
}
#elif defined(__AVX2__)
#include <immintrin.h>

INLINE size_t spread_pairs(char *apart, const char *together, size_t item_bytes, size_t count)
{
    size_t done = 0;
    if (item_bytes == 4) {
        const __m256i mask = _mm256_set1_epi64x(0xffffffff);
        for (; done + 4 < count; done += 4) {
            const __m128i items = _mm_loadu_si128((const void *)(together + 4 * done));
            _mm256_maskstore_epi32((void *)(apart + 8 * done), mask, _mm256_cvtepu32_epi64(items));
        }
    }
    return done;
}
#else
INLINE size_t spread_pairs(char *apart, const char *together, size_t item_bytes, size_t count)
{
    (void)apart, (void)together, (void)item_bytes, (void)count;
    return 0;
}
#endif

#define GATHER(size)                                                                                                   \
    INLINE void gather_##size(char *together, const char *apart, ptrdiff_t bytes, size_t count, bool asks)             \
    {                                                                                                                  \
        size##_stored *to = (size##_stored *)together;                                                                 \
        const size##_stored *from = (const size##_stored *)apart;                                                      \
        const ptrdiff_t item = sizeof *to;                                                                             \
        if (bytes == 2 * item) {                                                                                       \
            const size_t asked = ASKED_BYTES / (2 * sizeof *to);                                                       \
            for (; asks && count >= asked; count -= asked, to += asked, from += 2 * asked) {                           \
                ask_to_read(from);                                                                                     \
                EACH(i, asked)                                                                                         \
                to[i] = from[2 * i];                                                                                   \
            }                                                                                                          \
            EACH(i, count)                                                                                             \
            to[i] = from[2 * i];                                                                                       \
        } else if (bytes == -item) {                                                                                   \
            EACH(i, count)                                                                                             \
            to[i] = from[-(ptrdiff_t)i];                                                                               \
        } else {                                                                                                       \
            for (; count >= 4; count -= 4, to += 4, apart += 4 * bytes) {                                              \
                to[0] = *(const size##_stored *)apart;                                                                 \
                to[1] = *(const size##_stored *)(apart + bytes);                                                       \
                to[2] = *(const size##_stored *)(apart + 2 * bytes);                                                   \
                to[3] = *(const size##_stored *)(apart + 3 * bytes);                                                   \
            }                                                                                                          \
            for (; count > 0; count--, apart += bytes)                                                                 \
                *to++ = *(const size##_stored *)apart;                                                                 \
        }                                                                                                              \
    }                                                                                                                  \
    INLINE void spread_##size(char *apart, const char *together, ptrdiff_t bytes, size_t count)                        \
    {                                                                                                                  \
        const size##_stored *from = (const size##_stored *)together;                                                   \
        for (; count >= 4; count -= 4, from += 4, apart += 4 * bytes) {                                                \
            *(size##_stored *)apart = from[0];                                                                         \
            *(size##_stored *)(apart + bytes) = from[1];                                                               \
            *(size##_stored *)(apart + 2 * bytes) = from[2];                                                           \
            *(size##_stored *)(apart + 3 * bytes) = from[3];                                                           \
        }                                                                                                              \
        for (; count > 0; count--, apart += bytes)                                                                     \
            *(size##_stored *)apart = *from++;                                                                         \
    }

GATHER(one)
GATHER(two)
GATHER(four)
GATHER(eight)
GATHER(sixteen)

void gather(char *together, const char *apart, ptrdiff_t bytes, size_t item_bytes, size_t count, bool asks)
{
    switch (item_bytes) {
    case 1:
        gather_one(together, apart, bytes, count, asks);
        break;
    case 2:
        gather_two(together, apart, bytes, count, asks);
        break;
    case 4:
        gather_four(together, apart, bytes, count, asks);
        break;
    case 8:
        gather_eight(together, apart, bytes, count, asks);
        break;
    default:
        gather_sixteen(together, apart, bytes, count, asks);
    }
}

static void spread_some(char *apart, const char *together, ptrdiff_t bytes, size_t item_bytes, size_t count)
{
    if (bytes == 2 * (ptrdiff_t)item_bytes) {
        const size_t done = spread_pairs(apart, together, item_bytes, count);
        apart += (ptrdiff_t)done * bytes;
        together += done * item_bytes;
        count -= done;
    }
    switch (item_bytes) {
    case 1:
        spread_one(apart, together, bytes, count);
        break;
    case 2:
        spread_two(apart, together, bytes, count);
        break;
    case 4:
        spread_four(apart, together, bytes, count);
        break;
    case 8:
        spread_eight(apart, together, bytes, count);
        break;
    default:
        spread_sixteen(apart, together, bytes, count);
    }
}

void spread(char *apart, const char *together, ptrdiff_t bytes, size_t item_bytes, size_t count, bool asks)
{
    const size_t asked = SPREAD_BYTES / (2 * item_bytes);
    for (; asks && count >= asked; count -= asked, apart += (ptrdiff_t)asked * bytes, together += asked * item_bytes) {
        ask_ahead(apart, READ_AHEAD_BYTES, SPREAD_BYTES);
        spread_some(apart, together, bytes, item_bytes, asked);
    }
    spread_some(apart, together, bytes, item_bytes, count);
}
