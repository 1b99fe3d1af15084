#include "precision.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "sample.h"

enum { BATCH = 1000 };

struct precision {
    enum kernel_unary operation;
    bool is_single;
    uint64_t state;
};

static double uniform(struct precision *precision, double low, double high)
{
    return low + (high - low) * ((double)(sample_next(&precision->state) >> 11) * 0x1p-53);
}

/* Any bits: every magnitude is as frequent, subnormals, infinities and NaN among them. */
static double any_bits(struct precision *precision)
{
    const uint64_t bits = sample_next(&precision->state);
    const uint32_t bits32 = (uint32_t)(bits >> 32);
    float single;
    double number;
    memcpy(&single, &bits32, sizeof single);
    memcpy(&number, &bits, sizeof number);
    return precision->is_single ? (double)single : number;
}

static double argument(struct precision *precision)
{
    const uint64_t kind = sample_next(&precision->state) % 8;
    const double sign = sample_next(&precision->state) % 2 == 0 ? 1 : -1;
    if (kind == 0)
        return any_bits(precision);
    if (kind == 1)
        return sign * ldexp(uniform(precision, 1, 2), -(int)(sample_next(&precision->state) % 60));
    switch (precision->operation) {
    case KERNEL_EXP:
        if (kind == 2) /* results that are subnormal, and the least that overflow */
            return precision->is_single ? (sign > 0 ? uniform(precision, 88, 89) : uniform(precision, -104, -87))
                                        : (sign > 0 ? uniform(precision, 709, 710) : uniform(precision, -746, -708));
        return precision->is_single ? uniform(precision, -104, 89) : uniform(precision, -746, 710);
    case KERNEL_LOG:
        if (kind < 5) /* near 1, where the result is small */
            return 1 + sign * ldexp(uniform(precision, 1, 2), -(int)(sample_next(&precision->state) % 50) - 1);
        return fabs(any_bits(precision));
    default:
        if (kind == 2)
            return uniform(precision, -10, 10);
        if (kind == 3)
            return uniform(precision, -1e5, 1e5);
        if (kind == 4) /* as near as numbers come to where sin or cos is 0 */
            return sign * (double)(acosl(-1.0L) / 2 * (long double)(sample_next(&precision->state) % 1000000));
        if (kind == 5)
            return sign * (double)(acosl(-1.0L) / 2 * (long double)(sample_next(&precision->state) >> 14));
        return any_bits(precision);
    }
}

static long double exact(enum kernel_unary operation, long double a)
{
    switch (operation) {
    case KERNEL_EXP:
        return expl(a);
    case KERNEL_LOG:
        return logl(a);
    case KERNEL_SIN:
        return sinl(a);
    default:
        return cosl(a);
    }
}

static double error_ulp(const struct precision *precision, double a, double result)
{
    const long double expected = exact(precision->operation, a);
    const double rounded = precision->is_single ? (double)(float)expected : (double)expected;
    if (isnan(rounded) || isinf(rounded) || isnan(result))
        return (isnan(rounded) && isnan(result)) || rounded == result ? 0 : INFINITY;
    int exponent;
    frexp(rounded, &exponent);
    const int digits = precision->is_single ? FLT_MANT_DIG : DBL_MANT_DIG;
    const int least = precision->is_single ? FLT_MIN_EXP - FLT_MANT_DIG : DBL_MIN_EXP - DBL_MANT_DIG;
    const int unit = rounded != 0 && exponent - digits > least ? exponent - digits : least;
    return (double)ldexpl(fabsl((long double)result - expected), -unit);
}

double precision_worst_ulp(const struct kernels *kernels, enum kernel_unary operation, enum kernel_dtype dtype,
                           size_t count, double *where)
{
    struct precision precision = {operation, dtype == KERNEL_FLOAT32, 0x9e3779b97f4a7c15u};
    const ptrdiff_t item = precision.is_single ? 4 : 8;
    double worst = 0;
    for (size_t done = 0; done < count; done += BATCH) {
        double arguments[BATCH], results[BATCH];
        float single_arguments[BATCH], single_results[BATCH];
        for (size_t i = 0; i < BATCH; i++) {
            single_arguments[i] = (float)argument(&precision);
            arguments[i] = precision.is_single ? (double)single_arguments[i] : argument(&precision);
        }
        const struct kernel_walk walk = {.data = {precision.is_single ? (char *)single_arguments : (char *)arguments,
                                                  precision.is_single ? (char *)single_results : (char *)results},
                                         .inner_bytes = {item, item},
                                         .inner_count = BATCH,
                                         .outer_count = 1};
        kernels->unary[operation][dtype](&walk);
        for (size_t i = 0; i < BATCH; i++) {
            const double result = precision.is_single ? (double)single_results[i] : results[i];
            const double error = error_ulp(&precision, arguments[i], result);
            if (error > worst) {
                worst = error;
                *where = arguments[i];
            }
        }
    }
    return worst;
}
