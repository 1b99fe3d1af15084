#include "explore/numbers.h"

#include <math.h>

const struct numbers numbers_anything = {-INFINITY, INFINITY, false, false};

/* Beyond, neither exact sums nor exact products are relied on. */
static const double plain_limit = 1048576;

struct numbers numbers_of(double low, double high, bool whole)
{
    return (struct numbers){low, high, low >= -plain_limit && high <= plain_limit, whole};
}

bool numbers_are_finite(struct numbers numbers)
{
    return isfinite(numbers.low) && isfinite(numbers.high);
}

struct numbers numbers_joined(struct numbers left, struct numbers right)
{
    return (struct numbers){fmin(left.low, right.low), fmax(left.high, right.high), left.plain && right.plain,
                            left.whole && right.whole};
}

double numbers_largest(struct numbers numbers)
{
    return fmax(fabs(numbers.low), fabs(numbers.high));
}

bool class_is_float(enum dtype_class class)
{
    return class == DTYPE_FLOAT || class == DTYPE_COMPLEX;
}

bool class_is_integer(enum dtype_class class)
{
    return class == DTYPE_SIGNED || class == DTYPE_UNSIGNED;
}

static const struct dtype *dtype_of(enum dtype_class class, size_t item_bytes)
{
    size_t count;
    const struct dtype *all = dtypes_all(&count);
    for (size_t i = 0; i < count; i++)
        if (all[i].class == class && all[i].item_bytes == item_bytes)
            return &all[i];
    return NULL;
}

/* Bools, then integers, then floats, then complex numbers. */
static int rank(enum dtype_class class)
{
    return class == DTYPE_BOOL ? 0 : class_is_integer(class) ? 1 : class == DTYPE_FLOAT ? 2 : 3;
}

static size_t float_bytes_for(const struct dtype *dtype)
{
    if (class_is_float(dtype->class))
        return dtype->class == DTYPE_COMPLEX ? dtype->item_bytes / 2 : dtype->item_bytes;
    return dtype->item_bytes <= 2 ? 4 : 8;
}

static const struct dtype *integers_of_both(const struct dtype *left, const struct dtype *right)
{
    if (left->class == right->class)
        return left->item_bytes >= right->item_bytes ? left : right;
    const struct dtype *with_sign = left->class == DTYPE_SIGNED ? left : right;
    const struct dtype *without = left->class == DTYPE_SIGNED ? right : left;
    if (with_sign->item_bytes > without->item_bytes)
        return with_sign;
    return without->item_bytes == 8 ? dtype_of(DTYPE_FLOAT, 8) : dtype_of(DTYPE_SIGNED, 2 * without->item_bytes);
}

static const struct dtype *strong_of_both(const struct dtype *left, const struct dtype *right)
{
    if (left == right || right->class == DTYPE_BOOL)
        return left;
    if (left->class == DTYPE_BOOL)
        return right;
    if (class_is_integer(left->class) && class_is_integer(right->class))
        return integers_of_both(left, right);
    size_t left_bytes = float_bytes_for(left), right_bytes = float_bytes_for(right);
    size_t bytes = left_bytes > right_bytes ? left_bytes : right_bytes;
    bool is_complex = left->class == DTYPE_COMPLEX || right->class == DTYPE_COMPLEX;
    return is_complex ? dtype_of(DTYPE_COMPLEX, 2 * bytes) : dtype_of(DTYPE_FLOAT, bytes);
}

static const struct dtype *strong_with_weak(const struct dtype *strong, enum dtype_class weak)
{
    if (rank(weak) <= rank(strong->class))
        return strong;
    if (weak == DTYPE_SIGNED)
        return dtype_of(DTYPE_SIGNED, 8);
    size_t bytes = class_is_float(strong->class) ? float_bytes_for(strong) : 8;
    return weak == DTYPE_COMPLEX ? dtype_of(DTYPE_COMPLEX, 2 * bytes) : dtype_of(DTYPE_FLOAT, bytes);
}

const struct dtype *dtype_of_both(struct number_type left, struct number_type right)
{
    if (left.dtype == NULL)
        return strong_with_weak(right.dtype, left.class);
    return right.dtype == NULL ? strong_with_weak(left.dtype, right.class) : strong_of_both(left.dtype, right.dtype);
}

bool cast_is_same_kind(const struct dtype *from, const struct dtype *to)
{
    if (from->class == DTYPE_SIGNED && to->class == DTYPE_UNSIGNED)
        return false;
    return rank(from->class) <= rank(to->class);
}

static void limits_of(const struct dtype *dtype, double *low, double *high)
{
    size_t bits = dtype->class == DTYPE_BOOL ? 1 : 8 * dtype->item_bytes;
    *low = dtype->class == DTYPE_SIGNED ? -ldexp(1, (int)bits - 1) : 0;
    *high = ldexp(1, (int)bits - (dtype->class == DTYPE_SIGNED)) - 1;
}

bool dtype_holds(const struct dtype *dtype, double integer)
{
    double low, high;
    limits_of(dtype, &low, &high);
    /* Of 64 bits, the double of the largest is one too large. */
    return class_is_float(dtype->class) || dtype->class == DTYPE_BOOL ||
           (integer >= low && (dtype->item_bytes == 8 ? integer < high : integer <= high));
}

bool cast_is_defined(struct numbers numbers, enum dtype_class from, const struct dtype *to)
{
    if (to->class == DTYPE_BOOL)
        return true;
    if (!class_is_float(
            from)) /* integers wrap; a large one is no float32, and which one it becomes is a matter of ways */
        return !class_is_float(to->class) || (to->item_bytes != 4 && to->class != DTYPE_COMPLEX) ||
               numbers_largest(numbers) < 1e15;
    return class_is_float(to->class) || (dtype_holds(to, trunc(numbers.low)) && dtype_holds(to, trunc(numbers.high)));
}

/* Integers wrap; large floats are no longer relied on. */
static struct numbers fitted(struct numbers numbers, const struct dtype *dtype)
{
    double low, high;
    if (class_is_float(dtype->class)) {
        if (!(fabs(numbers.low) + fabs(numbers.high) < 1e30))
            return numbers_anything;
        numbers.plain = numbers.plain && numbers_largest(numbers) < plain_limit;
        return numbers;
    }
    limits_of(dtype, &low, &high);
    if (!(numbers.low >= low && numbers.high <= high)) {
        numbers.low = low;
        numbers.high = high;
    }
    return (struct numbers){numbers.low, numbers.high, numbers.high - numbers.low < plain_limit, true};
}

struct numbers numbers_cast(struct numbers numbers, const struct dtype *to)
{
    if (to->class == DTYPE_BOOL)
        return numbers_of(0, 1, true);
    if (!class_is_float(to->class))
        numbers.low = trunc(numbers.low), numbers.high = trunc(numbers.high);
    return fitted(numbers, to);
}

static bool has_zero(struct numbers numbers)
{
    return !(numbers.low > 0) && !(numbers.high < 0);
}

static struct numbers multiplied(struct numbers x, struct numbers y, bool is_complex)
{
    double bound = numbers_largest(x) * numbers_largest(y) * (is_complex ? 2 : 1);
    bool positive = x.low >= 0 && y.low >= 0;
    if (isnan(bound))
        return numbers_anything;
    bool plain = x.plain && y.plain && x.whole && y.whole && positive;
    return (struct numbers){positive && !is_complex ? 0 : -bound, bound, plain, x.whole && y.whole};
}

static struct numbers within(double bound, bool whole)
{
    return (struct numbers){-bound, bound, false, whole};
}

struct numbers numbers_combined(enum ibid_operation operation, struct numbers x, struct numbers y,
                                const struct dtype *dtype)
{
    bool floats = class_is_float(dtype->class), whole = x.whole && y.whole;
    struct numbers result = {x.low + y.low, x.high + y.high, x.plain && y.plain, whole};
    switch (operation) {
    case IBID_OP_ADD:
        break;
    case IBID_OP_SUBTRACT:
        result.low = x.low - y.high;
        result.high = x.high - y.low;
        break;
    case IBID_OP_MULTIPLY:
        result = multiplied(x, y, dtype->class == DTYPE_COMPLEX);
        break;
    case IBID_OP_DIVIDE:
        result = has_zero(y) ? numbers_anything : within(numbers_largest(x) / fmin(fabs(y.low), fabs(y.high)), false);
        break;
    case IBID_OP_FLOOR_DIVIDE:
        result = floats && has_zero(y) ? numbers_anything : within(4 * numbers_largest(x) + 1, true);
        break;
    case IBID_OP_REMAINDER:
        result = floats && has_zero(y) ? numbers_anything : within(numbers_largest(y), whole);
        break;
    case IBID_OP_POWER:
        result = floats ? multiplied(x, x, false) : within(INFINITY, true);
        break;
    case IBID_OP_F_MAXIMUM:
    case IBID_OP_F_MINIMUM:
        result = numbers_joined(x, y);
        break;
    default: /* of bits */
        result = within(INFINITY, true);
    }
    return fitted(result, dtype);
}

bool combination_is_defined(enum ibid_operation operation, struct numbers x, struct numbers y,
                            const struct dtype *dtype)
{
    bool plain = x.plain && y.plain, floats = class_is_float(dtype->class);
    /* Beyond 2^53 an integer is no float, and which one it becomes depends on the way. */
    if (floats && ((x.whole && numbers_largest(x) > 1e15) || (y.whole && numbers_largest(y) > 1e15)) && !plain)
        return false;
    switch (operation) {
    case IBID_OP_MULTIPLY:
        return dtype->class != DTYPE_COMPLEX || (plain && x.whole && y.whole);
    case IBID_OP_DIVIDE:
        return dtype->class != DTYPE_COMPLEX;
    case IBID_OP_FLOOR_DIVIDE:
    case IBID_OP_REMAINDER:
        return dtype->class != DTYPE_COMPLEX && (!floats || plain);
    case IBID_OP_POWER:
        return dtype->class == DTYPE_COMPLEX ? false
               : !floats                     ? y.low >= 0 && y.high <= 8
                                             : plain && x.whole && y.low == 2 && y.high == 2;
    case IBID_OP_F_MAXIMUM:
    case IBID_OP_F_MINIMUM:
        return dtype->class != DTYPE_COMPLEX && (!floats || plain);
    case IBID_OP_SHIFT_LEFT:
    case IBID_OP_SHIFT_RIGHT:
        return y.low >= 0;
    default:
        return true;
    }
}

bool sum_is_defined(struct numbers numbers, double count, const struct dtype *dtype)
{
    if (!class_is_float(dtype->class))
        return true;
    size_t bytes = dtype->class == DTYPE_COMPLEX ? dtype->item_bytes / 2 : dtype->item_bytes;
    return numbers.plain && 4 * (count + 1) * numbers_largest(numbers) < (bytes == 4 ? 16777216.0 : 9007199254740992.0);
}
