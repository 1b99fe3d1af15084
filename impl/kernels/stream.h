/* Stores that go around the caches: the line is written to memory without having been read. */
#ifndef IBID_KERNELS_STREAM_H
#define IBID_KERNELS_STREAM_H

#include <string.h>

#include "loops.h"

#if defined(__SSE2__)
#include <immintrin.h>

/* Whole lines; `to` is at the start of one. */
INLINE void stream_lines(char *to, const char *from, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += LINE_BYTES) {
#if defined(__AVX512F__)
        _mm512_stream_si512((void *)(to + i), _mm512_loadu_si512(from + i));
#elif defined(__AVX__)
        _mm256_stream_si256((void *)(to + i), _mm256_loadu_si256((const void *)(from + i)));
        _mm256_stream_si256((void *)(to + i + 32), _mm256_loadu_si256((const void *)(from + i + 32)));
#else
        for (size_t part = i; part < i + LINE_BYTES; part += 16)
            _mm_stream_si128((void *)(to + part), _mm_loadu_si128((const void *)(from + part)));
#endif
    }
}

/* What was streamed is there before what is stored next, also for other processors. */
INLINE void stream_end(void)
{
    _mm_sfence();
}
#else
INLINE void stream_lines(char *to, const char *from, size_t bytes)
{
    memcpy(to, from, bytes);
}

INLINE void stream_end(void)
{
}
#endif

#endif
