/* Floats and complex numbers, in CPython's order of operations, so that the results are the same to the last bit. */
#include <math.h>

#include "scalar_arithmetic.h"

static reference zero_division(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_ZERO, "division by zero");
}

static reference out_of_range(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_OVERFLOW, "Numerical result out of range");
}

/* x = quotient * y + rest; the rest has the sign of y, also if it is zero. */
static void divide_with_rest(double x, double y, double *quotient, double *rest)
{
    *rest = fmod(x, y);
    double whole = (x - *rest) / y;
    if (*rest == 0) {
        *rest = copysign(0, y);
    } else if ((y < 0) != (*rest < 0)) {
        *rest += y;
        whole -= 1;
    }
    *quotient = floor(whole);
    if (whole == 0)
        *quotient = copysign(0, x / y);
    else if (whole - *quotient > 0.5)
        *quotient += 1;
}

static reference float_power(ibid_instance *instance, double x, double y)
{
    if (x == 0 && y < 0 && isfinite(y))
        return fail(instance, IBID_ERROR_ZERO, "0.0 cannot be raised to a negative power");
    if (x < 0 && isfinite(x) && isfinite(y) && y != floor(y))
        return complex_binary(instance, IBID_OP_POWER, (const double[]){x, 0}, (const double[]){y, 0});
    double result = pow(x, y);
    if (isinf(result) && isfinite(x) && isfinite(y))
        return out_of_range(instance);
    return float_new(instance, result);
}

reference float_binary(ibid_instance *instance, enum ibid_operation operation, double x, double y)
{
    double quotient, rest;
    switch (operation) {
    case IBID_OP_ADD:
        return float_new(instance, x + y);
    case IBID_OP_SUBTRACT:
        return float_new(instance, x - y);
    case IBID_OP_MULTIPLY:
        return float_new(instance, x * y);
    case IBID_OP_DIVIDE:
        return y == 0 ? zero_division(instance) : float_new(instance, x / y);
    case IBID_OP_POWER:
        return float_power(instance, x, y);
    default:
        if (y == 0)
            return zero_division(instance);
        divide_with_rest(x, y, &quotient, &rest);
        return float_new(instance, operation == IBID_OP_FLOOR_DIVIDE ? quotient : rest);
    }
}

struct complex_number {
    double real, imaginary;
};

static struct complex_number product(struct complex_number x, struct complex_number y)
{
    return (struct complex_number){x.real * y.real - x.imaginary * y.imaginary,
                                   x.real * y.imaginary + x.imaginary * y.real};
}

/* Smith's way: divided by the larger part of y, so that no square overflows. y is not zero. */
static struct complex_number quotient_of(struct complex_number x, struct complex_number y)
{
    if (fabs(y.real) >= fabs(y.imaginary)) {
        double ratio = y.imaginary / y.real, divisor = y.real + y.imaginary * ratio;
        return (struct complex_number){(x.real + x.imaginary * ratio) / divisor,
                                       (x.imaginary - x.real * ratio) / divisor};
    }
    if (isnan(y.real) || isnan(y.imaginary))
        return (struct complex_number){NAN, NAN};
    double ratio = y.real / y.imaginary, divisor = y.real * ratio + y.imaginary;
    return (struct complex_number){(x.real * ratio + x.imaginary) / divisor, (x.imaginary * ratio - x.real) / divisor};
}

static struct complex_number natural_power(struct complex_number x, long exponent)
{
    struct complex_number result = {1, 0};
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0)
            result = product(result, x);
        x = product(x, x);
    }
    return result;
}

static struct complex_number general_power(struct complex_number x, struct complex_number y)
{
    if (x.real == 0 && x.imaginary == 0)
        return (struct complex_number){0, 0};
    double length = hypot(x.real, x.imaginary), angle = atan2(x.imaginary, x.real);
    double result_length = pow(length, y.real), result_angle = angle * y.real;
    if (y.imaginary != 0) {
        result_length /= exp(angle * y.imaginary);
        result_angle += y.imaginary * log(length);
    }
    return (struct complex_number){result_length * cos(result_angle), result_length * sin(result_angle)};
}

/* Small whole exponents by multiplication, as CPython does. */
static reference complex_power(ibid_instance *instance, struct complex_number x, struct complex_number y)
{
    bool whole = y.imaginary == 0 && y.real == floor(y.real) && fabs(y.real) <= 100;
    if (x.real == 0 && x.imaginary == 0 && (y.real < 0 || y.imaginary != 0))
        return fail(instance, IBID_ERROR_ZERO, "0.0 to a negative or complex power");
    struct complex_number result;
    if (!whole)
        result = general_power(x, y);
    else if (y.real >= 0)
        result = natural_power(x, (long)y.real);
    else
        result = quotient_of((struct complex_number){1, 0}, natural_power(x, (long)-y.real));
    if (isinf(result.real) || isinf(result.imaginary))
        return out_of_range(instance);
    return complex_new(instance, result.real, result.imaginary);
}

reference complex_binary(ibid_instance *instance, enum ibid_operation operation, const double left[2],
                         const double right[2])
{
    struct complex_number x = {left[0], left[1]}, y = {right[0], right[1]}, result;
    switch (operation) {
    case IBID_OP_ADD:
        return complex_new(instance, x.real + y.real, x.imaginary + y.imaginary);
    case IBID_OP_SUBTRACT:
        return complex_new(instance, x.real - y.real, x.imaginary - y.imaginary);
    case IBID_OP_MULTIPLY:
        result = product(x, y);
        return complex_new(instance, result.real, result.imaginary);
    case IBID_OP_DIVIDE:
        if (y.real == 0 && y.imaginary == 0)
            return zero_division(instance);
        result = quotient_of(x, y);
        return complex_new(instance, result.real, result.imaginary);
    default:
        return complex_power(instance, x, y);
    }
}
