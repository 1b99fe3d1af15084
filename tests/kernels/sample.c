#include "sample.h"

#include <math.h>
#include <string.h>

uint64_t sample_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int64_t integer(uint64_t *state, unsigned bits)
{
    const uint64_t kind = sample_next(state) % 8, value = sample_next(state);
    if (kind < 4)
        return (int64_t)(value % 11) - 5;
    if (kind == 4)
        return (int64_t)((uint64_t)1 << (bits - 1));
    if (kind == 5)
        return (int64_t)(((uint64_t)1 << (bits - 1)) - 1);
    return (int64_t)value;
}

static double real(uint64_t *state)
{
    static const double SPECIAL[] = {0.0, -0.0, INFINITY, -INFINITY, NAN, 1.0, -1.0, 2.0, 0.5, 3e9, -3e9, 1e19, -1e19};
    const uint64_t kind = sample_next(state) % 8, value = sample_next(state);
    if (kind == 0)
        return SPECIAL[value % (sizeof SPECIAL / sizeof *SPECIAL)];
    const double fraction = (double)(int64_t)value * 0x1p-63;
    return kind < 5    ? fraction * 100
           : kind == 5 ? (double)((int64_t)value % 10)
                       : ldexp(fraction, (int)(value % 60) - 20);
}

void sample_put(void *item, uint64_t number, size_t item_bytes)
{
    const uint32_t four = (uint32_t)number;
    const uint16_t two = (uint16_t)number;
    const uint8_t one = (uint8_t)number;
    memcpy(item,
           item_bytes == 8   ? (const void *)&number
           : item_bytes == 4 ? (const void *)&four
           : item_bytes == 2 ? (const void *)&two
                             : &one,
           item_bytes);
}

void sample_fill(enum kernel_dtype dtype, void *elements, size_t count, uint64_t seed)
{
    uint64_t state = seed * 0x9e3779b97f4a7c15u + 1;
    char *at = elements;
    const size_t item = kernel_item_bytes(dtype);
    for (size_t i = 0; i < count; i++, at += item) {
        if (dtype == KERNEL_BOOL) {
            *at = sample_next(&state) % 2 == 0;
        } else if (dtype < KERNEL_FLOAT32) {
            sample_put(at, (uint64_t)integer(&state, 8 * (unsigned)item), item);
        } else {
            for (size_t part = 0; part < (dtype >= KERNEL_COMPLEX64 ? 2 : 1); part++) {
                const double value = real(&state);
                const float value32 = (float)value;
                if (dtype == KERNEL_FLOAT32 || dtype == KERNEL_COMPLEX64)
                    memcpy(at + part * sizeof value32, &value32, sizeof value32);
                else
                    memcpy(at + part * sizeof value, &value, sizeof value);
            }
        }
    }
}
