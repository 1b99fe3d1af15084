/*
 * Launches: checked, then made small. Axes are ordered by the destination's strides and joined where all operands
 * allow it, so that most launches have one axis. What has more than a backend takes is launched row by row.
 */
#include <string.h>

#include "checks.h"

static bool check_operation(const struct device_launch *launch, struct device_error *error)
{
    static const struct {
        const char *name;
        int count;
    } families[] = {
        [DEVICE_BINARY] = {"binary operation", KERNEL_BINARY_COUNT},
        [DEVICE_COMPARISON] = {"comparison", KERNEL_COMPARISON_COUNT},
        [DEVICE_UNARY] = {"unary operation", KERNEL_UNARY_COUNT},
        [DEVICE_CAST] = {"cast", 0},
    };
    if ((unsigned)launch->family >= sizeof families / sizeof families[0])
        return device_fail(error, IBID_ERROR_TYPE, "there is no family of operations with number %d",
                           (int)launch->family);
    int count = families[launch->family].count;
    if (launch->family != DEVICE_CAST && (launch->operation < 0 || launch->operation >= count))
        return device_fail(error, IBID_ERROR_TYPE, "there is no %s with number %d, only up to %d",
                           families[launch->family].name, launch->operation, count - 1);
    if ((unsigned)launch->dtype >= KERNEL_DTYPE_COUNT)
        return device_fail(error, IBID_ERROR_TYPE, "there is no dtype with number %d", (int)launch->dtype);
    if (launch->family == DEVICE_CAST && (unsigned)launch->cast >= KERNEL_DTYPE_COUNT)
        return device_fail(error, IBID_ERROR_TYPE, "there is no dtype with number %d", (int)launch->cast);
    return true;
}

static enum kernel_dtype result_dtype(const struct device_launch *launch)
{
    if (launch->family == DEVICE_CAST)
        return launch->cast;
    if (launch->family == DEVICE_COMPARISON)
        return KERNEL_BOOL;
    if (launch->family == DEVICE_UNARY && launch->operation == KERNEL_ABSOLUTE && launch->dtype == KERNEL_COMPLEX64)
        return KERNEL_FLOAT32;
    if (launch->family == DEVICE_UNARY && launch->operation == KERNEL_ABSOLUTE && launch->dtype == KERNEL_COMPLEX128)
        return KERNEL_FLOAT64;
    return launch->dtype;
}

static bool count_elements(const struct device_launch *launch, size_t *elements, struct device_error *error)
{
    if (launch->axes > DEVICE_AXES)
        return device_fail(error, IBID_ERROR_SHAPE, "%zu axes are more than %d", launch->axes, (int)DEVICE_AXES);
    *elements = 1;
    bool overflows = false;
    for (size_t i = 0; i < launch->axes; i++) {
        if (launch->shape[i] == 0) {
            *elements = 0;
            return true;
        }
        overflows = overflows || __builtin_mul_overflow(*elements, launch->shape[i], elements) ||
                    *elements > PTRDIFF_MAX;
    }
    if (overflows)
        return device_fail(error, IBID_ERROR_OVERFLOW, "the shape has more elements than can be counted");
    return true;
}

/* That all elements lie within the memory. There is at least one. */
static bool check_operand(const struct device *device, const struct device_launch *launch,
                          const struct device_operand *operand, size_t item_bytes, struct device_error *error)
{
    if (operand->memory == NULL)
        return device_fail(error, IBID_ERROR_VALUE, "an operand of the launch has no memory");
    ptrdiff_t low = (ptrdiff_t)operand->offset_bytes, high = low;
    bool overflows = operand->offset_bytes > PTRDIFF_MAX || __builtin_add_overflow(high, item_bytes, &high);
    for (size_t i = 0; i < launch->axes; i++) {
        ptrdiff_t reach = 0;
        overflows |= __builtin_mul_overflow(launch->shape[i] - 1, operand->stride_bytes[i], &reach);
        ptrdiff_t *end = reach < 0 ? &low : &high;
        overflows |= __builtin_add_overflow(*end, reach, end);
    }
    if (overflows)
        return device_fail(error, IBID_ERROR_OVERFLOW, "the strides lead further than can be counted");
    if (low < 0)
        return device_fail(error, IBID_ERROR_INDEX, "elements lie %zu bytes before an allocation", 0 - (size_t)low);
    return device_check_range(device, operand->memory, (size_t)low, (size_t)high - (size_t)low, error);
}

static bool is_aligned(const struct device_launch *launch, const struct device_operand *operand,
                       enum kernel_dtype dtype)
{
    size_t bytes = kernel_item_bytes(dtype);
    size_t alignment = dtype == KERNEL_COMPLEX64 || dtype == KERNEL_COMPLEX128 ? bytes / 2 : bytes;
    size_t rest = operand->offset_bytes % alignment;
    for (size_t i = 0; i < launch->axes; i++)
        rest |= launch->shape[i] > 1 ? (size_t)operand->stride_bytes[i] % alignment : 0;
    return rest == 0;
}

/* The launch with its axes in order, before it is cut into walks. */
struct axes {
    size_t count;
    size_t shape[DEVICE_AXES];
    ptrdiff_t stride_bytes[DEVICE_AXES][DEVICE_WALK_OPERANDS];
};

static size_t magnitude(ptrdiff_t stride)
{
    return stride < 0 ? 0 - (size_t)stride : (size_t)stride;
}

/* Puts an axis behind all that take longer strides through the destination. */
static void insert(struct axes *axes, size_t length, const ptrdiff_t *strides, int destination)
{
    size_t place = axes->count++;
    while (place > 0 && magnitude(axes->stride_bytes[place - 1][destination]) < magnitude(strides[destination])) {
        axes->shape[place] = axes->shape[place - 1];
        memcpy(axes->stride_bytes[place], axes->stride_bytes[place - 1], sizeof axes->stride_bytes[place]);
        place--;
    }
    axes->shape[place] = length;
    memcpy(axes->stride_bytes[place], strides, sizeof axes->stride_bytes[place]);
}

static bool joins(const struct axes *axes, size_t outer, size_t inner)
{
    for (int k = 0; k < DEVICE_WALK_OPERANDS; k++) {
        ptrdiff_t row;
        if (__builtin_mul_overflow(axes->stride_bytes[inner][k], axes->shape[inner], &row) ||
            row != axes->stride_bytes[outer][k])
            return false;
    }
    return true;
}

static void join(struct axes *axes)
{
    size_t kept = 0;
    for (size_t i = 1; i < axes->count; i++) {
        if (joins(axes, kept, i)) {
            axes->shape[kept] *= axes->shape[i];
        } else {
            kept++;
            axes->shape[kept] = axes->shape[i];
        }
        memcpy(axes->stride_bytes[kept], axes->stride_bytes[i], sizeof axes->stride_bytes[kept]);
    }
    axes->count = axes->count > 0 ? kept + 1 : 0;
}

static void order_axes(const struct device_launch *launch, const struct device_operand *const *operands,
                       int operand_count, int destination, struct axes *axes)
{
    for (size_t i = 0; i < launch->axes; i++) {
        ptrdiff_t strides[DEVICE_WALK_OPERANDS] = {0};
        for (int k = 0; k < operand_count; k++)
            strides[k] = operands[k]->stride_bytes[i];
        if (launch->shape[i] > 1)
            insert(axes, launch->shape[i], strides, destination);
    }
    join(axes);
}

/* The innermost of all axes are the walk's. */
static void set_axes(struct device_walk *walk, const struct axes *axes)
{
    walk->axes = axes->count < DEVICE_WALK_AXES ? axes->count : DEVICE_WALK_AXES;
    walk->elements = 1;
    for (size_t i = 0; i < DEVICE_WALK_AXES; i++) {
        bool is_there = i + axes->count >= DEVICE_WALK_AXES;
        size_t from = is_there ? i + axes->count - DEVICE_WALK_AXES : 0;
        walk->shape[i] = is_there ? axes->shape[from] : 1;
        walk->elements *= walk->shape[i];
        for (int k = 0; k < DEVICE_WALK_OPERANDS; k++)
            walk->stride_bytes[k][i] = is_there ? axes->stride_bytes[from][k] : 0;
    }
}

/* The next row of the outer axes: false after the last. Offsets wrap on the way, and are right in the end. */
static bool advance(struct device_walk *walk, const struct axes *axes, size_t outer, size_t *index)
{
    for (size_t i = outer; i-- > 0;) {
        bool is_last = ++index[i] == axes->shape[i];
        size_t steps = is_last ? axes->shape[i] - 1 : 1;
        for (int k = 0; k < walk->operand_count; k++) {
            size_t distance = steps * (size_t)axes->stride_bytes[i][k];
            walk->offset_bytes[k] += is_last ? 0 - distance : distance;
        }
        if (!is_last)
            return true;
        index[i] = 0;
    }
    return false;
}

static bool launch_all(struct device_stream *stream, struct device_walk *walk, const struct axes *axes,
                       struct device_error *error)
{
    size_t index[DEVICE_AXES] = {0};
    set_axes(walk, axes);
    do {
        if (!stream->device->functions->launch(stream, walk, error))
            return false;
    } while (advance(walk, axes, axes->count - walk->axes, index));
    return true;
}

bool device_launch(struct device_stream *stream, const struct device_launch *launch, struct device_error *error)
{
    struct device *device = stream->device;
    size_t elements = 0;
    if (!device_check(device, error) || !check_operation(launch, error) || !count_elements(launch, &elements, error))
        return false;
    struct device_walk walk = {.family = launch->family, .operation = launch->operation, .from = launch->dtype};
    walk.to = result_dtype(launch);
    walk.source_count = launch->family == DEVICE_BINARY || launch->family == DEVICE_COMPARISON ? 2 : 1;
    walk.is_masked = launch->mask.memory != NULL;
    walk.operand_count = walk.source_count + (walk.is_masked ? 2 : 1);
    walk.is_aligned = true;
    const struct device_operand *operands[DEVICE_WALK_OPERANDS] = {&launch->sources[0], &launch->sources[1]};
    operands[walk.source_count] = &launch->destination;
    operands[walk.source_count + 1] = walk.is_masked ? &launch->mask : NULL;
    for (int k = 0; k < walk.operand_count; k++) {
        enum kernel_dtype dtype = device_walk_dtype(&walk, k);
        if (elements > 0 && !check_operand(device, launch, operands[k], kernel_item_bytes(dtype), error))
            return false;
        walk.is_aligned = walk.is_aligned && is_aligned(launch, operands[k], dtype);
        walk.memory[k] = operands[k]->memory;
        walk.offset_bytes[k] = operands[k]->offset_bytes;
    }
    struct axes axes = {0};
    order_axes(launch, operands, walk.operand_count, walk.source_count, &axes);
    if (elements > 0 && !launch_all(stream, &walk, &axes, error))
        return false;
    device->counts.launches++;
    return true;
}
