#include "exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

enum { LINE_BYTES = 64, MARGIN_BYTES = 128 };

/* Operands in memory of their own, with room before, behind and between elements. */
struct place {
    char *memory;
    size_t memory_bytes;
    char *data;
    ptrdiff_t inner_bytes, outer_bytes;
};

static struct place place_new(const struct exercise_layout *layout, int operand, size_t item)
{
    struct place place;
    const ptrdiff_t stride = layout->strides[operand] * (ptrdiff_t)item;
    const size_t step = (size_t)(stride < 0 ? -stride : stride);
    /* Rows do not follow on each other, or they would be one. */
    const size_t row_bytes = step * layout->count + 3 * item;
    place.memory_bytes = row_bytes * layout->rows + 2 * MARGIN_BYTES + layout->offset_bytes + LINE_BYTES;
    place.memory_bytes -= place.memory_bytes % LINE_BYTES;
    place.memory = aligned_alloc(LINE_BYTES, place.memory_bytes);
    if (!place.memory)
        abort();
    memset(place.memory, 0x5a, place.memory_bytes);
    place.data = place.memory + MARGIN_BYTES / 2 + layout->offset_bytes;
    if (stride < 0)
        place.data += step * (layout->count > 0 ? layout->count - 1 : 0);
    place.inner_bytes = stride;
    place.outer_bytes = (ptrdiff_t)row_bytes;
    return place;
}

static void place_sample(const struct place *place, const struct exercise_layout *layout, enum kernel_dtype dtype,
                         uint64_t seed)
{
    const size_t item = kernel_item_bytes(dtype), count = layout->rows * layout->count;
    char *sample = malloc(count * item + 1);
    if (!sample)
        abort();
    sample_fill(dtype, sample, count, seed);
    for (size_t i = 0; i < count; i++) {
        char *row = place->data + (ptrdiff_t)(i / layout->count) * place->outer_bytes;
        memcpy(row + (ptrdiff_t)(i % layout->count) * place->inner_bytes, sample + i * item, item);
    }
    free(sample);
}

static void make_nans_equal(const struct place *place, const struct kernel_walk *walk, int operand,
                            enum kernel_dtype dtype)
{
    const bool is_single = dtype == KERNEL_FLOAT32 || dtype == KERNEL_COMPLEX64;
    const size_t parts = dtype >= KERNEL_COMPLEX64 ? 2 : 1, part_bytes = kernel_item_bytes(dtype) / parts;
    for (size_t i = 0; i < walk->outer_count; i++) {
        for (size_t j = 0; j < walk->inner_count * parts; j++) {
            char *at = place->data + (ptrdiff_t)i * walk->outer_bytes[operand] +
                       (ptrdiff_t)(j / parts) * walk->inner_bytes[operand] + (ptrdiff_t)(j % parts * part_bytes);
            float single;
            double number;
            memcpy(is_single ? (void *)&single : &number, at, part_bytes);
            if (is_single ? single != single : number != number)
                memset(at, 0x7f, part_bytes);
        }
    }
}

static uint64_t digest(const struct place *place)
{
    uint64_t all = 0xcbf29ce484222325u;
    for (size_t i = 0; i < place->memory_bytes; i++)
        all = (all ^ (unsigned char)place->memory[i]) * 0x100000001b3u;
    return all;
}

struct exercised {
    const struct exercise_layout *layout;
    exercise_result *result;
    void *context;
    char name[64];
};

/* The loop on samples of `sources` operands; `is_fold` if the destination is one element a row, and read. */
static void run(const struct exercised *exercised, kernel_loop *loop, int sources, enum kernel_dtype from,
                enum kernel_dtype to, bool is_fold)
{
    const struct exercise_layout *layout = exercised->layout;
    struct place places[KERNEL_OPERANDS];
    struct kernel_walk walk = {.inner_count = layout->count, .outer_count = layout->rows, .streams = layout->streams};
    for (int k = 0; k <= sources; k++) {
        const int as = k == sources ? KERNEL_OPERANDS - 1 : k;
        places[k] = place_new(layout, as, kernel_item_bytes(k == sources ? to : from));
        walk.data[k] = places[k].data;
        walk.inner_bytes[k] = is_fold && k == sources ? 0 : places[k].inner_bytes;
        walk.outer_bytes[k] = places[k].outer_bytes;
        if (layout->count > 0 && (k < sources || is_fold))
            place_sample(&places[k], layout, k == sources ? to : from, (uint64_t)k + 1);
    }
    loop(&walk);
    if (to >= KERNEL_FLOAT32)
        make_nans_equal(&places[sources], &walk, sources, to);
    exercised->result(exercised->context, exercised->name, digest(&places[sources]));
    for (int k = 0; k <= sources; k++)
        free(places[k].memory);
}

static enum kernel_dtype sum_dtype(enum kernel_dtype dtype)
{
    if (dtype >= KERNEL_FLOAT32)
        return dtype;
    return dtype >= KERNEL_UINT8 ? KERNEL_UINT64 : KERNEL_INT64;
}

static void name(struct exercised *exercised, const char *family, int operation, int dtype)
{
    snprintf(exercised->name, sizeof exercised->name, "%s %d of dtype %d", family, operation, dtype);
}

static void exercise_dtype(const struct kernels *kernels, struct exercised *exercised, enum kernel_dtype dtype,
                           bool exact)
{
    const bool is_float = dtype >= KERNEL_FLOAT32, is_complex = dtype >= KERNEL_COMPLEX64;
    for (int operation = 0; operation < KERNEL_BINARY_COUNT; operation++) {
        if (!kernels->binary[operation][dtype] || (exact && operation == KERNEL_POWER && is_float))
            continue;
        name(exercised, "binary", operation, (int)dtype);
        run(exercised, kernels->binary[operation][dtype], 2, dtype, dtype, false);
        name(exercised, "reduce", operation, (int)dtype);
        run(exercised, kernels->reduce[operation][dtype], 1, dtype, dtype, true);
        name(exercised, "accumulate", operation, (int)dtype);
        run(exercised, kernels->accumulate[operation][dtype], 1, dtype, dtype, false);
    }
    for (int operation = 0; operation < KERNEL_COMPARISON_COUNT; operation++) {
        name(exercised, "comparison", operation, (int)dtype);
        run(exercised, kernels->comparison[operation][dtype], 2, dtype, KERNEL_BOOL, false);
    }
    for (int operation = 0; operation < KERNEL_UNARY_COUNT; operation++) {
        const bool rounds = operation >= KERNEL_EXP || (is_complex && operation >= KERNEL_ABSOLUTE);
        if (!kernels->unary[operation][dtype] || (exact && rounds))
            continue;
        name(exercised, "unary", operation, (int)dtype);
        enum kernel_dtype to = dtype;
        if (operation == KERNEL_ABSOLUTE && is_complex)
            to = dtype == KERNEL_COMPLEX64 ? KERNEL_FLOAT32 : KERNEL_FLOAT64;
        run(exercised, kernels->unary[operation][dtype], 1, dtype, to, false);
    }
    name(exercised, "sum", 0, (int)dtype);
    run(exercised, kernels->sum[dtype], 1, dtype, sum_dtype(dtype), true);
    for (int to = 0; to < KERNEL_DTYPE_COUNT; to++) {
        name(exercised, "cast to", to, (int)dtype);
        run(exercised, kernels->cast[dtype][to], 1, dtype, (enum kernel_dtype)to, false);
    }
}

void exercise(const struct kernels *kernels, const struct exercise_layout *layout, bool exact, exercise_result *result,
              void *context)
{
    struct exercised exercised = {.layout = layout, .result = result, .context = context};
    for (int dtype = 0; dtype < KERNEL_DTYPE_COUNT; dtype++)
        exercise_dtype(kernels, &exercised, (enum kernel_dtype)dtype, exact);
}
