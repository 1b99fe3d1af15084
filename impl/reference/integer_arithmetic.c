#include <math.h>

#include "scalar_arithmetic.h"

static reference zero_division(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_ZERO, "integer division or modulo by zero");
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

/*
 * Rounded once. The dividend is shifted until the quotient has at least 64 bits, more than a double holds; the lowest
 * of them says whether there was a remainder, so that no tie is seen where there is none.
 */
static reference divide(ibid_instance *instance, int64_t x, int64_t y)
{
    if (y == 0)
        return fail(instance, IBID_ERROR_ZERO, "division by zero");
    if (x == 0)
        return float_new(instance, y < 0 ? -0.0 : 0.0);
    int shift = 64 + __builtin_clzll(magnitude(x));
    unsigned __int128 dividend = (unsigned __int128)magnitude(x) << shift;
    unsigned __int128 quotient = dividend / magnitude(y);
    quotient |= dividend % magnitude(y) != 0;
    double result = ldexp((double)quotient, -shift);
    return float_new(instance, (x < 0) != (y < 0) ? -result : result);
}

static reference floor_divide(ibid_instance *instance, int64_t x, int64_t y)
{
    if (y == 0)
        return zero_division(instance);
    if (y == -1)
        return x == INT64_MIN ? integer_too_large(instance) : integer_new(instance, -x);
    bool rounded_up = x % y != 0 && (x < 0) != (y < 0);
    return integer_new(instance, x / y - rounded_up);
}

/* It has the sign of y. */
static reference get_remainder(ibid_instance *instance, int64_t x, int64_t y)
{
    if (y == 0)
        return zero_division(instance);
    int64_t rest = y == -1 ? 0 : x % y;
    return integer_new(instance, rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest);
}

static reference power(ibid_instance *instance, int64_t base, int64_t exponent)
{
    if (exponent < 0)
        return float_binary(instance, IBID_OP_POWER, (double)base, (double)exponent);
    int64_t result = 1;
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(result, base, &result))
            return integer_too_large(instance);
        if (exponent > 1 && __builtin_mul_overflow(base, base, &base))
            return integer_too_large(instance);
    }
    return integer_new(instance, result);
}

static reference shift_left(ibid_instance *instance, int64_t value, int64_t count)
{
    if (count < 0)
        return fail(instance, IBID_ERROR_VALUE, "negative shift count");
    if (value == 0)
        return integer_new(instance, 0);
    if (count > 63)
        return integer_too_large(instance);
    int64_t shifted = (int64_t)((uint64_t)value << count);
    return shifted >> count == value ? integer_new(instance, shifted) : integer_too_large(instance);
}

static reference shift_right(ibid_instance *instance, int64_t value, int64_t count)
{
    if (count < 0)
        return fail(instance, IBID_ERROR_VALUE, "negative shift count");
    return integer_new(instance, value >> (count > 63 ? 63 : count));
}

reference integer_binary(ibid_instance *instance, enum ibid_operation operation, int64_t x, int64_t y)
{
    int64_t result;
    switch (operation) {
    case IBID_OP_ADD:
        return __builtin_add_overflow(x, y, &result) ? integer_too_large(instance) : integer_new(instance, result);
    case IBID_OP_SUBTRACT:
        return __builtin_sub_overflow(x, y, &result) ? integer_too_large(instance) : integer_new(instance, result);
    case IBID_OP_MULTIPLY:
        return __builtin_mul_overflow(x, y, &result) ? integer_too_large(instance) : integer_new(instance, result);
    case IBID_OP_DIVIDE:
        return divide(instance, x, y);
    case IBID_OP_FLOOR_DIVIDE:
        return floor_divide(instance, x, y);
    case IBID_OP_REMAINDER:
        return get_remainder(instance, x, y);
    case IBID_OP_POWER:
        return power(instance, x, y);
    case IBID_OP_BITWISE_AND:
        return integer_new(instance, x & y);
    case IBID_OP_BITWISE_OR:
        return integer_new(instance, x | y);
    case IBID_OP_BITWISE_XOR:
        return integer_new(instance, x ^ y);
    case IBID_OP_SHIFT_LEFT:
        return shift_left(instance, x, y);
    default:
        return shift_right(instance, x, y);
    }
}
