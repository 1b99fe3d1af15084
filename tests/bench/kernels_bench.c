/*
 * What of the kernels is measured without a peer: their precision, and how much of this machine's bandwidth they use.
 * Prints "name: value" lines; each bandwidth is the best of medians of three runs, taken in turns with the other's.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "kernels.h"
#include "kernels/precision.h"
#include "timing.h"

enum { SAMPLES = 2000000, RUNS = 3, REPETITIONS = 7 };

/* The triad of the STREAM benchmark without its multiplication, so that it is the kernel's own work: z = x + y. */
typedef void triad(const double *x, const double *y, double *z, size_t count);

__attribute__((noinline, optimize("O3"))) static void triad_plain(const double *restrict x, const double *restrict y,
                                                                  double *restrict z, size_t count)
{
    for (size_t i = 0; i < count; i++)
        z[i] = x[i] + y[i];
}

#if defined(__x86_64__)
__attribute__((noinline, target("avx512f"))) static void triad_streaming_512(const double *x, const double *y,
                                                                             double *z, size_t count)
{
    for (size_t i = 0; i + 8 <= count; i += 8)
        _mm512_stream_pd(z + i, _mm512_add_pd(_mm512_loadu_pd(x + i), _mm512_loadu_pd(y + i)));
    _mm_sfence();
}

__attribute__((noinline, target("avx"))) static void triad_streaming_256(const double *x, const double *y, double *z,
                                                                         size_t count)
{
    for (size_t i = 0; i + 4 <= count; i += 4)
        _mm256_stream_pd(z + i, _mm256_add_pd(_mm256_loadu_pd(x + i), _mm256_loadu_pd(y + i)));
    _mm_sfence();
}

__attribute__((noinline)) static void triad_streaming_128(const double *x, const double *y, double *z, size_t count)
{
    for (size_t i = 0; i + 2 <= count; i += 2)
        _mm_stream_pd(z + i, _mm_add_pd(_mm_loadu_pd(x + i), _mm_loadu_pd(y + i)));
    _mm_sfence();
}
#endif

static size_t triads(triad **all)
{
    size_t count = 0;
    all[count++] = triad_plain;
#if defined(__x86_64__)
    all[count++] = triad_streaming_128;
    if (__builtin_cpu_supports("avx"))
        all[count++] = triad_streaming_256;
    if (__builtin_cpu_supports("avx512f"))
        all[count++] = triad_streaming_512;
#endif
    return count;
}

/* Beyond any share of a cache: 768 MB in three arrays. */
static void bandwidth(const struct kernels *kernels)
{
    const size_t count = (size_t)32 << 20, bytes = count * sizeof(double);
    double *x = aligned_alloc(64, bytes), *y = aligned_alloc(64, bytes), *z = aligned_alloc(64, bytes);
    if (!x || !y || !z) {
        printf("ufunc_vs_limit_dram: skipped, no memory\n");
        return;
    }
    memset(x, 0, bytes);
    memset(y, 0, bytes);
    memset(z, 0, bytes);
    triad *all[4];
    const size_t limits = triads(all);
    const ptrdiff_t item = sizeof(double);
    const struct kernel_walk walk = {.data = {(char *)x, (char *)y, (char *)z},
                                     .inner_bytes = {item, item, item},
                                     .inner_count = count,
                                     .outer_count = 1,
                                     .streams = bytes >= kernels_stream_bytes()};
    double best[5] = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
    for (int run = 0; run < RUNS; run++) {
        double seconds[5][REPETITIONS];
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            for (size_t i = 0; i <= limits; i++) {
                const double start = seconds_of_thread();
                if (i < limits)
                    all[i](x, y, z, count);
                else
                    kernels->binary[KERNEL_ADD][KERNEL_FLOAT64](&walk);
                seconds[i][repetition] = seconds_of_thread() - start;
            }
        }
        for (size_t i = 0; i <= limits; i++)
            best[i] = fmin(best[i], median(seconds[i], REPETITIONS));
    }
    double limit = INFINITY;
    for (size_t i = 0; i < limits; i++)
        limit = fmin(limit, best[i]);
    printf("ufunc_dram_gb_per_second: %.1f\n", 3e-9 * (double)bytes / best[limits]);
    printf("ufunc_dram_plain_triad_gb_per_second: %.1f\n", 3e-9 * (double)bytes / best[0]);
    printf("ufunc_dram_best_triad_gb_per_second: %.1f\n", 3e-9 * (double)bytes / limit);
    printf("ufunc_vs_limit_dram: %.2f\n", limit / best[limits]);
    free(x);
    free(y);
    free(z);
}

static void precision(const struct kernels *kernels)
{
    static const struct {
        const char *name;
        enum kernel_unary operation;
    } FUNCTIONS[] = {{"exp", KERNEL_EXP}, {"log", KERNEL_LOG}, {"sin", KERNEL_SIN}, {"cos", KERNEL_COS}};
    double worst = 0;
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++) {
        for (int dtype = KERNEL_FLOAT32; dtype <= KERNEL_FLOAT64; dtype++) {
            double where = NAN;
            const double error =
                precision_worst_ulp(kernels, FUNCTIONS[i].operation, (enum kernel_dtype)dtype, SAMPLES, &where);
            printf("ufunc_%s_float%d_ulp: %.4f\n", FUNCTIONS[i].name, dtype == KERNEL_FLOAT32 ? 32 : 64, error);
            worst = fmax(worst, error);
        }
    }
    printf("ufunc_transcendental_ulp: %.4f\n", worst);
}

int main(void)
{
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernels *kernels = kernels_choose(getenv("IBID_CPU"), message);
    if (!kernels) {
        fprintf(stderr, "kernels-bench: IBID_CPU: %s\n", message);
        return 1;
    }
    printf("ufunc_table: %s\n", kernels->name);
    precision(kernels);
    bandwidth(kernels);
    return 0;
}
