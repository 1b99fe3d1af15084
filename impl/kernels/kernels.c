#include "kernels.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const struct kernels kernels_baseline_table, kernels_avx2_table, kernels_avx512_table, kernels_neon_table;

#if defined(__x86_64__)
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#endif

static bool always(void)
{
    return true;
}

static const struct kernels_entry ENTRIES[] = {
#if defined(__x86_64__)
    {&kernels_avx512_table, has_avx512},
    {&kernels_avx2_table, has_avx2},
    {&kernels_baseline_table, always},
#elif defined(__aarch64__)
    {&kernels_neon_table, always},
#else
    {&kernels_baseline_table, always},
#endif
};

const struct kernels_entry *kernels_list(size_t *count)
{
    *count = sizeof ENTRIES / sizeof *ENTRIES;
    return ENTRIES;
}

/* Appends what fits. */
static void append(char message[KERNELS_MESSAGE_BYTES], const char *text)
{
    const size_t used = strlen(message);
    snprintf(message + used, KERNELS_MESSAGE_BYTES - used, "%s", text);
}

const struct kernels *kernels_choose(const char *name, char message[KERNELS_MESSAGE_BYTES])
{
    size_t count;
    const struct kernels_entry *entries = kernels_list(&count);
    const char *wrong = "is no instruction set of this build";
    for (size_t i = 0; i < count; i++) {
        const bool meant = !name || strcmp(name, entries[i].kernels->name) == 0;
        if (meant && entries[i].supported())
            return entries[i].kernels;
        if (meant)
            wrong = "is not supported by this processor";
    }
    snprintf(message, KERNELS_MESSAGE_BYTES, "'%.64s' %s; it supports", name, wrong);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].supported()) {
            append(message, " ");
            append(message, entries[i].kernels->name);
        }
    }
    return NULL;
}

size_t kernel_item_bytes(enum kernel_dtype dtype)
{
    static const unsigned char BYTES[KERNEL_DTYPE_COUNT] = {
        [KERNEL_BOOL] = 1,        [KERNEL_INT8] = 1,    [KERNEL_INT16] = 2,   [KERNEL_INT32] = 4,
        [KERNEL_INT64] = 8,       [KERNEL_UINT8] = 1,   [KERNEL_UINT16] = 2,  [KERNEL_UINT32] = 4,
        [KERNEL_UINT64] = 8,      [KERNEL_FLOAT32] = 4, [KERNEL_FLOAT64] = 8, [KERNEL_COMPLEX64] = 8,
        [KERNEL_COMPLEX128] = 16,
    };
    return BYTES[dtype];
}

void kernel_masked(kernel_loop *loop, const struct kernel_walk *walk, const char *mask, ptrdiff_t mask_inner_bytes,
                   ptrdiff_t mask_outer_bytes, int operands)
{
    for (size_t row = 0; row < walk->outer_count; row++) {
        const char *wanted = mask + (ptrdiff_t)row * mask_outer_bytes;
        for (size_t i = 0; i < walk->inner_count;) {
            const size_t start = i;
            while (i < walk->inner_count && wanted[(ptrdiff_t)i * mask_inner_bytes])
                i++;
            if (i == start) {
                i++;
                continue;
            }
            struct kernel_walk run = *walk;
            for (int k = 0; k < operands; k++)
                run.data[k] += (ptrdiff_t)row * walk->outer_bytes[k] + (ptrdiff_t)start * walk->inner_bytes[k];
            run.inner_count = i - start;
            run.outer_count = 1;
            loop(&run);
        }
    }
}

/*
 * A result that stays in the cache is worth more than the time that its stores take, so this is where results stop to
 * stay. The system tells the size of the last cache, but not with how many others it is shared: a virtual machine with
 * two processors may be told of 480 MiB. What a processor has of it in fact is some multiple of its second cache, and
 * measured on such a machine (2 MiB), streaming begins to win between 8 and 16 times that much.
 */
size_t kernels_stream_bytes(void)
{
    const long second = sysconf(_SC_LEVEL2_CACHE_SIZE), last = sysconf(_SC_LEVEL3_CACHE_SIZE);
    const size_t share = second > 0 ? 16 * (size_t)second : (size_t)16 << 20;
    return last > 0 && (size_t)last < share ? (size_t)last : share;
}
