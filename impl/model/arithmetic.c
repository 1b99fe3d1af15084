#include <math.h>

#include "element.h"

bool is_comparison(enum ibid_operation operation)
{
    return operation >= IBID_OP_EQUAL && operation <= IBID_OP_GREATER_EQUAL;
}

static int64_t floor_quotient(int64_t x, int64_t y)
{
    if (y == 0)
        return 0;
    if (y == -1)
        return (int64_t)(0 - (uint64_t)x);
    return x / y - (x % y != 0 && (x < 0) != (y < 0));
}

/* What elements without a sign do otherwise than the same bits with one. */
static bool unsigned_result(enum ibid_operation operation, uint64_t x, uint64_t y, int64_t *result)
{
    switch (operation) {
    case IBID_OP_FLOOR_DIVIDE:
        *result = y == 0 ? 0 : (int64_t)(x / y);
        return true;
    case IBID_OP_REMAINDER:
        *result = y == 0 ? 0 : (int64_t)(x % y);
        return true;
    case IBID_OP_SHIFT_RIGHT:
        *result = y > 63 ? 0 : (int64_t)(x >> y);
        return true;
    case IBID_OP_F_MAXIMUM:
        *result = (int64_t)(x > y ? x : y);
        return true;
    case IBID_OP_F_MINIMUM:
        *result = (int64_t)(x < y ? x : y);
        return true;
    default:
        return false;
    }
}

static int64_t integer_result(enum ibid_operation operation, int64_t x, int64_t y)
{
    uint64_t a = (uint64_t)x, b = (uint64_t)y, product = 1;
    switch (operation) {
    case IBID_OP_ADD:
        return (int64_t)(a + b);
    case IBID_OP_SUBTRACT:
        return (int64_t)(a - b);
    case IBID_OP_MULTIPLY:
        return (int64_t)(a * b);
    case IBID_OP_FLOOR_DIVIDE:
        return floor_quotient(x, y);
    case IBID_OP_REMAINDER:
        return y == 0 ? 0 : (int64_t)(a - (uint64_t)floor_quotient(x, y) * b);
    case IBID_OP_POWER:
        for (; y > 0; y--)
            product *= a;
        return (int64_t)product;
    case IBID_OP_BITWISE_AND:
        return x & y;
    case IBID_OP_BITWISE_OR:
        return x | y;
    case IBID_OP_BITWISE_XOR:
        return x ^ y;
    case IBID_OP_SHIFT_LEFT:
        return y < 0 || y > 63 ? 0 : (int64_t)(a << y);
    case IBID_OP_SHIFT_RIGHT:
        return x >> (y < 0 || y > 63 ? 63 : y);
    case IBID_OP_F_MAXIMUM:
        return x > y ? x : y;
    default:
        return x < y ? x : y; /* minimum */
    }
}

/* As Python's and NumPy's divmod: the remainder has the sign of the divisor, and so has a zero. */
static double divided(double x, double y, double *remainder)
{
    *remainder = fmod(x, y);
    if (y == 0)
        return x / y;
    double quotient = (x - *remainder) / y;
    if (*remainder == 0) {
        *remainder = copysign(0, y);
    } else if ((y < 0) != (*remainder < 0)) {
        *remainder += y;
        quotient -= 1;
    }
    /* An integer but for the rounding of the division. */
    double whole = floor(quotient);
    return quotient == 0 ? copysign(0, x / y) : quotient - whole > 0.5 ? whole + 1 : whole;
}

double real_remainder(double x, double y)
{
    double remainder;
    divided(x, y, &remainder);
    return remainder;
}

double real_floor_quotient(double x, double y)
{
    double remainder;
    return divided(x, y, &remainder);
}

static double real_result(enum ibid_operation operation, double x, double y)
{
    switch (operation) {
    case IBID_OP_ADD:
        return x + y;
    case IBID_OP_SUBTRACT:
        return x - y;
    case IBID_OP_MULTIPLY:
        return x * y;
    case IBID_OP_DIVIDE:
        return x / y;
    case IBID_OP_FLOOR_DIVIDE:
        return real_floor_quotient(x, y);
    case IBID_OP_REMAINDER:
        return real_remainder(x, y);
    case IBID_OP_POWER:
        return pow(x, y);
    case IBID_OP_F_MAXIMUM:
        return isnan(x) || x > y ? x : y;
    default:
        return isnan(x) || x < y ? x : y; /* minimum */
    }
}

static struct number complex_result(enum ibid_operation operation, struct number x, struct number y)
{
    struct number result = {.class = CLASS_COMPLEX};
    double norm = y.real * y.real + y.imaginary * y.imaginary;
    switch (operation) {
    case IBID_OP_MULTIPLY:
        result.real = x.real * y.real - x.imaginary * y.imaginary;
        result.imaginary = x.real * y.imaginary + x.imaginary * y.real;
        break;
    case IBID_OP_DIVIDE:
        result.real = (x.real * y.real + x.imaginary * y.imaginary) / norm;
        result.imaginary = (x.imaginary * y.real - x.real * y.imaginary) / norm;
        break;
    case IBID_OP_SUBTRACT:
        result.real = x.real - y.real;
        result.imaginary = x.imaginary - y.imaginary;
        break;
    default:
        result.real = x.real + y.real;
        result.imaginary = x.imaginary + y.imaginary;
    }
    return result;
}

static bool comparison(enum ibid_operation operation, double order, bool equal)
{
    switch (operation) {
    case IBID_OP_EQUAL:
        return equal;
    case IBID_OP_NOT_EQUAL:
        return !equal;
    case IBID_OP_LESS:
        return order < 0;
    case IBID_OP_LESS_EQUAL:
        return order < 0 || equal;
    case IBID_OP_GREATER:
        return order > 0;
    default:
        return order > 0 || equal;
    }
}

/* Complex numbers by their real parts, then by the others. */
static double order_of_reals(struct number x, struct number y)
{
    return x.class == CLASS_COMPLEX && x.real == y.real ? x.imaginary - y.imaginary : x.real - y.real;
}

struct number combine(enum ibid_operation operation, struct number x, struct number y)
{
    struct number result = {.class = x.class};
    bool floats = x.class == CLASS_FLOAT || x.class == CLASS_COMPLEX;
    if (is_comparison(operation)) {
        bool equal = floats ? x.real == y.real && x.imaginary == y.imaginary : x.integer == y.integer;
        double order = floats                      ? order_of_reals(x, y)
                       : x.class == CLASS_UNSIGNED ? ((uint64_t)x.integer < (uint64_t)y.integer ? -1 : 1)
                                                   : (x.integer < y.integer ? -1 : 1);
        result.class = CLASS_BOOL;
        result.integer = comparison(operation, equal ? 0 : order, equal);
    } else if (x.class == CLASS_COMPLEX) {
        result = complex_result(operation, x, y);
    } else if (floats) {
        result.real = real_result(operation, x.real, y.real);
    } else {
        if (x.class != CLASS_UNSIGNED ||
            !unsigned_result(operation, (uint64_t)x.integer, (uint64_t)y.integer, &result.integer))
            result.integer = integer_result(operation, x.integer, y.integer);
    }
    return result;
}
