#include "scalar_arithmetic.h"

#include <math.h>

#include "refusal.h"

static bool is_integral(struct value value)
{
    return value.class == CLASS_BOOL || value.class == CLASS_SIGNED;
}

static bool is_bitwise(enum ibid_operation operation)
{
    return operation >= IBID_OP_BITWISE_AND && operation <= IBID_OP_SHIFT_RIGHT;
}

static void parts_of(struct value value, double parts[2])
{
    parts[0] = nearest_double(value);
    parts[1] = value.class == CLASS_COMPLEX ? value.imaginary : 0;
}

static reference truths_combined(ibid_instance *instance, enum ibid_operation operation, bool x, bool y)
{
    return bool_of(instance, operation == IBID_OP_BITWISE_AND  ? x && y
                             : operation == IBID_OP_BITWISE_OR ? x || y
                                                               : x != y);
}

reference scalar_binary(ibid_instance *instance, enum ibid_operation operation, const struct number *x,
                        const struct number *y)
{
    struct value left = x->value, right = y->value;
    bool modulo = operation == IBID_OP_FLOOR_DIVIDE || operation == IBID_OP_REMAINDER;
    if (is_integral(left) && is_integral(right)) {
        bool truths = left.class == CLASS_BOOL && right.class == CLASS_BOOL;
        if (truths && is_bitwise(operation) && operation <= IBID_OP_BITWISE_XOR)
            return truths_combined(instance, operation, left.integer != 0, right.integer != 0);
        return integer_binary(instance, operation, left.integer, right.integer);
    }
    bool complex = left.class == CLASS_COMPLEX || right.class == CLASS_COMPLEX;
    if (is_bitwise(operation) || (complex && modulo))
        return refuse_operands(instance, operation, &x->head, &y->head);
    if (!complex)
        return float_binary(instance, operation, nearest_double(left), nearest_double(right));
    double left_parts[2], right_parts[2];
    parts_of(left, left_parts);
    parts_of(right, right_parts);
    return complex_binary(instance, operation, left_parts, right_parts);
}

static reference integer_unary(ibid_instance *instance, enum ibid_operation operation, struct number *x)
{
    int64_t integer = x->value.integer;
    if (operation == IBID_OP_UNARY_MINUS)
        return integer_binary(instance, IBID_OP_SUBTRACT, 0, integer);
    if (operation == IBID_OP_INVERT)
        return integer_new(instance, ~integer);
    return x->value.class == CLASS_BOOL ? integer_new(instance, integer) : retain(&x->head);
}

reference scalar_unary(ibid_instance *instance, enum ibid_operation operation, struct number *x)
{
    struct value value = x->value;
    if (is_integral(value))
        return integer_unary(instance, operation, x);
    if (operation == IBID_OP_INVERT)
        return fail(instance, IBID_ERROR_TYPE, "bad operand type for unary ~: '%s'", type_name(&x->head));
    if (operation == IBID_OP_UNARY_PLUS)
        return retain(&x->head);
    if (value.class == CLASS_FLOAT)
        return float_new(instance, -value.real);
    return complex_new(instance, -value.real, -value.imaginary);
}

/* The fraction decides where the whole parts are equal: no conversion of the integer could lose a bit. */
static int integer_against_float(int64_t x, double y)
{
    const double two_to_63 = 9223372036854775808.0;
    if (isnan(y))
        return 2;
    if (y >= two_to_63)
        return -1;
    if (y < -two_to_63)
        return 1;
    int64_t whole = (int64_t)y;
    if (x != whole)
        return x < whole ? -1 : 1;
    double fraction = y - (double)whole;
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
}

static int floats_order(double x, double y)
{
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
}

int values_order(struct value x, struct value y)
{
    if (is_integral(x) && is_integral(y))
        return x.integer < y.integer ? -1 : x.integer > y.integer;
    if (is_integral(x))
        return integer_against_float(x.integer, y.real);
    if (!is_integral(y))
        return floats_order(x.real, y.real);
    int reversed = integer_against_float(y.integer, x.real);
    return reversed == 2 ? 2 : -reversed;
}

bool values_equal(struct value x, struct value y)
{
    double x_imaginary = x.class == CLASS_COMPLEX ? x.imaginary : 0;
    double y_imaginary = y.class == CLASS_COMPLEX ? y.imaginary : 0;
    return values_order(x, y) == 0 && x_imaginary == y_imaginary;
}
