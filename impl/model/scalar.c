#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

struct object *new_bool(ibid_instance *instance, bool truth)
{
    return instance->truths[truth];
}

static struct object *make_string(ibid_instance *instance, const char *text)
{
    struct object *object = new_object(instance, OBJECT_STR);
    char *kept = allocate(instance, strlen(text) + 1, 1);
    if (object == NULL || kept == NULL)
        return NULL;
    object->text = strcpy(kept, text);
    return object;
}

struct object *new_string(ibid_instance *instance, const char *text)
{
    bool is_short = text[0] == '\0' || text[1] == '\0';
    if (!is_short || instance->dialect.answers[CHOICE_short_strings] != SHORT_STRINGS_ARE_ONE)
        return make_string(instance, text);
    struct object **one = &instance->short_strings[(unsigned char)text[0]];
    if (*one == NULL)
        *one = make_string(instance, text);
    return *one;
}

bool is_number(const struct object *object)
{
    return object->kind == OBJECT_BOOL || object->kind == OBJECT_INT || object->kind == OBJECT_FLOAT ||
           object->kind == OBJECT_COMPLEX;
}

bool is_integer(const struct object *object, int64_t *value)
{
    if ((object->kind != OBJECT_INT && object->kind != OBJECT_BOOL) || object->digits != NULL)
        return false;
    *value = object->integer;
    return true;
}

const char *type_name(const struct object *object)
{
    static const char *const names[] = {
        [OBJECT_NONE] = "NoneType",     [OBJECT_BOOL] = "bool",         [OBJECT_INT] = "int",
        [OBJECT_FLOAT] = "float",       [OBJECT_COMPLEX] = "complex",   [OBJECT_STR] = "str",
        [OBJECT_LIST] = "list",         [OBJECT_TUPLE] = "tuple",       [OBJECT_ARRAY] = "array",
        [OBJECT_ELLIPSIS] = "ellipsis", [OBJECT_FUNCTION] = "function", [OBJECT_SLICE] = "slice",
        [OBJECT_RANGE] = "range",       [OBJECT_OPERAND] = "operand",   [OBJECT_WATCH] = "watch",
    };
    return names[object->kind];
}

static double real_of(const struct object *object)
{
    if (object->kind == OBJECT_FLOAT || object->kind == OBJECT_COMPLEX)
        return object->real;
    return object->digits != NULL ? strtod(object->digits, NULL) : (double)object->integer;
}

int items_equal(ibid_instance *instance, struct object *left, struct object *right)
{
    return left == right ? 1 : values_equal(instance, left, right);
}

static int sequences_equal(ibid_instance *instance, const struct object *left, const struct object *right)
{
    int equal = left->item_count == right->item_count;
    for (size_t i = 0; equal == 1 && i < left->item_count; i++)
        equal = items_equal(instance, left->items[i], right->items[i]);
    return equal;
}

int values_equal(ibid_instance *instance, struct object *left, struct object *right)
{
    if (is_number(left) && is_number(right)) {
        if (left->digits != NULL && right->digits != NULL)
            return strcmp(left->digits, right->digits) == 0;
        return real_of(left) == real_of(right) && left->imaginary == right->imaginary;
    }
    if (left->kind == OBJECT_ARRAY || right->kind == OBJECT_ARRAY) {
        struct object *elements = array_binary(instance, IBID_OP_EQUAL, left, right, NULL, NULL);
        return elements == NULL ? -1 : truth_of(instance, elements);
    }
    if (left->kind != right->kind)
        return 0;
    if (left->kind == OBJECT_STR)
        return strcmp(left->text, right->text) == 0;
    if (left->kind == OBJECT_LIST || left->kind == OBJECT_TUPLE)
        return sequences_equal(instance, left, right);
    return left == right;
}

int truth_of(ibid_instance *instance, const struct object *object)
{
    switch (object->kind) {
    case OBJECT_NONE:
        return 0;
    case OBJECT_BOOL:
    case OBJECT_INT:
        return object->digits != NULL || object->integer != 0;
    case OBJECT_FLOAT:
    case OBJECT_COMPLEX:
        return object->real != 0 || object->imaginary != 0;
    case OBJECT_STR:
        return object->text[0] != '\0';
    case OBJECT_LIST:
    case OBJECT_TUPLE:
        return object->item_count > 0;
    case OBJECT_ARRAY: {
        if (object->element_count == 0 && instance->dialect.answers[CHOICE_bool_of_nothing] == NOTHING_IS_FALSE)
            return 0;
        if (object->element_count != 1) {
            fail(instance, IBID_ERROR_VALUE, "The truth value of an array with %s is ambiguous",
                 object->element_count == 0 ? "no element" : "more than one element");
            return -1;
        }
        const struct object *element = element_value(instance, object, 0, false);
        return element == NULL ? -1 : truth_of(instance, element);
    }
    default:
        return 1;
    }
}

/* Sum or difference of the magnitudes of two decimal numbers; the larger stands left in a difference. */
static char *add_digits(ibid_instance *instance, const char *left, const char *right, bool subtract, bool negative)
{
    size_t left_bytes = strlen(left), right_bytes = strlen(right);
    size_t bytes = (left_bytes > right_bytes ? left_bytes : right_bytes) + 1;
    char *result = allocate(instance, bytes + 2, 1);
    if (result == NULL)
        return NULL;
    int carry = 0;
    for (size_t i = 0; i < bytes; i++) {
        int digit = carry + (i < left_bytes ? left[left_bytes - 1 - i] - '0' : 0);
        int other = i < right_bytes ? right[right_bytes - 1 - i] - '0' : 0;
        digit += subtract ? -other : other;
        carry = digit < 0 ? -1 : digit > 9 ? 1 : 0;
        result[bytes - i] = (char)('0' + digit - 10 * carry);
    }
    char *start = result + 1;
    while (start[0] == '0' && start[1] != '\0')
        start++;
    if (negative && strcmp(start, "0") != 0)
        *--start = '-';
    return start;
}

static int compare_digits(const char *left, const char *right)
{
    size_t left_bytes = strlen(left), right_bytes = strlen(right);
    if (left_bytes != right_bytes)
        return left_bytes < right_bytes ? -1 : 1;
    return strcmp(left, right);
}

static const char *digits_of(const struct object *object, char room[24])
{
    if (object->digits != NULL)
        return object->digits;
    snprintf(room, 24, "%" PRId64, object->integer);
    return room;
}

/* Addition and subtraction of integers of any size. */
static struct object *add_large(ibid_instance *instance, const struct object *x, const struct object *y, bool subtract)
{
    char room[2][24];
    const char *left = digits_of(x, room[0]), *right = digits_of(y, room[1]);
    bool left_negative = left[0] == '-', right_negative = (right[0] == '-') != subtract;
    left += left[0] == '-';
    right += right[0] == '-';
    char *sum;
    if (left_negative == right_negative)
        sum = add_digits(instance, left, right, false, left_negative);
    else if (compare_digits(left, right) >= 0)
        sum = add_digits(instance, left, right, true, left_negative);
    else
        sum = add_digits(instance, right, left, true, right_negative);
    return sum == NULL ? NULL : new_integer_digits(instance, sum);
}

static struct object *zero_division(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_ZERO, "division by zero");
}

static struct object *too_large(ibid_instance *instance)
{
    return lacks(instance, "multiplication of integers beyond 64 bits");
}

static struct object *integer_power(ibid_instance *instance, int64_t base, int64_t exponent)
{
    if (exponent < 0)
        return base == 0 ? zero_division(instance) : new_float(instance, pow((double)base, (double)exponent));
    int64_t result = 1;
    for (; exponent > 0; exponent--)
        if (__builtin_mul_overflow(result, base, &result))
            return too_large(instance);
    return new_integer(instance, result);
}

static struct object *integer_shift(ibid_instance *instance, int64_t value, int64_t count, bool left)
{
    if (count < 0)
        return fail(instance, IBID_ERROR_VALUE, "negative shift count");
    if (!left)
        return new_integer(instance, value >> (count > 63 ? 63 : count));
    for (; count > 0; count--)
        if (__builtin_mul_overflow(value, (int64_t)2, &value))
            return too_large(instance);
    return new_integer(instance, value);
}

static struct object *integer_binary(ibid_instance *instance, enum ibid_operation operation, const struct object *left,
                                     const struct object *right)
{
    int64_t result, x = left->integer, y = right->integer;
    bool large = left->digits != NULL || right->digits != NULL;
    if (operation == IBID_OP_ADD || operation == IBID_OP_SUBTRACT) {
        bool over =
            operation == IBID_OP_ADD ? __builtin_add_overflow(x, y, &result) : __builtin_sub_overflow(x, y, &result);
        return large || over ? add_large(instance, left, right, operation == IBID_OP_SUBTRACT)
                             : new_integer(instance, result);
    }
    if (large)
        return too_large(instance);
    switch (operation) {
    case IBID_OP_MULTIPLY:
        return __builtin_mul_overflow(x, y, &result) ? too_large(instance) : new_integer(instance, result);
    case IBID_OP_DIVIDE:
        return y == 0 ? zero_division(instance) : new_float(instance, (double)x / (double)y);
    case IBID_OP_FLOOR_DIVIDE:
        if (y == 0)
            return zero_division(instance);
        if (y == -1)
            return integer_binary(instance, IBID_OP_SUBTRACT, new_integer(instance, 0), left);
        return new_integer(instance, x / y - (x % y != 0 && (x < 0) != (y < 0)));
    case IBID_OP_REMAINDER:
        if (y == 0)
            return zero_division(instance);
        if (y == -1)
            return new_integer(instance, 0);
        result = x % y;
        return new_integer(instance, result != 0 && (result < 0) != (y < 0) ? result + y : result);
    case IBID_OP_POWER:
        return integer_power(instance, x, y);
    case IBID_OP_BITWISE_AND:
        return new_integer(instance, x & y);
    case IBID_OP_BITWISE_OR:
        return new_integer(instance, x | y);
    case IBID_OP_BITWISE_XOR:
        return new_integer(instance, x ^ y);
    case IBID_OP_SHIFT_LEFT:
    case IBID_OP_SHIFT_RIGHT:
        return integer_shift(instance, x, y, operation == IBID_OP_SHIFT_LEFT);
    default:
        return fail(instance, IBID_ERROR_TYPE, "unsupported operand type(s)");
    }
}

static struct object *real_binary(ibid_instance *instance, enum ibid_operation operation, double x, double y)
{
    switch (operation) {
    case IBID_OP_ADD:
        return new_float(instance, x + y);
    case IBID_OP_SUBTRACT:
        return new_float(instance, x - y);
    case IBID_OP_MULTIPLY:
        return new_float(instance, x * y);
    case IBID_OP_DIVIDE:
        return y == 0 ? zero_division(instance) : new_float(instance, x / y);
    case IBID_OP_FLOOR_DIVIDE:
        return y == 0 ? zero_division(instance) : new_float(instance, real_floor_quotient(x, y));
    case IBID_OP_REMAINDER:
        return y == 0 ? zero_division(instance) : new_float(instance, real_remainder(x, y));
    case IBID_OP_POWER:
        return new_float(instance, pow(x, y));
    default:
        return fail(instance, IBID_ERROR_TYPE, "unsupported operand type(s)");
    }
}

static struct object *complex_binary(ibid_instance *instance, enum ibid_operation operation, const struct object *x,
                                     const struct object *y)
{
    double a = real_of(x), b = x->imaginary, c = real_of(y), d = y->imaginary, norm = c * c + d * d;
    switch (operation) {
    case IBID_OP_ADD:
        return new_complex(instance, a + c, b + d);
    case IBID_OP_SUBTRACT:
        return new_complex(instance, a - c, b - d);
    case IBID_OP_MULTIPLY:
        return new_complex(instance, a * c - b * d, a * d + b * c);
    case IBID_OP_DIVIDE:
        return norm == 0 ? zero_division(instance)
                         : new_complex(instance, (a * c + b * d) / norm, (b * c - a * d) / norm);
    default:
        return fail(instance, IBID_ERROR_TYPE, "unsupported operand type(s) for complex");
    }
}

static struct object *compare(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                              struct object *y)
{
    if (operation == IBID_OP_EQUAL || operation == IBID_OP_NOT_EQUAL)
        return new_bool(instance, values_equal(instance, x, y) == (operation == IBID_OP_EQUAL));
    if (x->kind == OBJECT_COMPLEX || y->kind == OBJECT_COMPLEX)
        return fail(instance, IBID_ERROR_TYPE, "'<' not supported between complex numbers");
    double left = real_of(x), right = real_of(y);
    return new_bool(instance, operation == IBID_OP_LESS         ? left < right
                              : operation == IBID_OP_LESS_EQUAL ? left <= right
                              : operation == IBID_OP_GREATER    ? left > right
                                                                : left >= right);
}

struct object *scalar_binary(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y)
{
    if (operation >= IBID_OP_EQUAL && operation <= IBID_OP_GREATER_EQUAL)
        return compare(instance, operation, x, y);
    if (x->kind == OBJECT_COMPLEX || y->kind == OBJECT_COMPLEX)
        return complex_binary(instance, operation, x, y);
    if (x->kind == OBJECT_FLOAT || y->kind == OBJECT_FLOAT)
        return real_binary(instance, operation, real_of(x), real_of(y));
    return integer_binary(instance, operation, x, y);
}

struct object *scalar_unary(ibid_instance *instance, enum ibid_operation operation, struct object *x)
{
    struct object *zero = new_integer(instance, 0);
    if (operation == IBID_OP_UNARY_PLUS)
        return x->kind == OBJECT_BOOL ? new_integer(instance, x->integer) : x;
    if (operation == IBID_OP_INVERT) {
        if (x->kind != OBJECT_INT && x->kind != OBJECT_BOOL)
            return fail(instance, IBID_ERROR_TYPE, "bad operand type for unary ~: '%s'", type_name(x));
        return integer_binary(instance, IBID_OP_SUBTRACT, new_integer(instance, -1), x);
    }
    if (x->kind == OBJECT_FLOAT)
        return new_float(instance, -x->real);
    if (x->kind == OBJECT_COMPLEX)
        return new_complex(instance, -x->real, -x->imaginary);
    return integer_binary(instance, IBID_OP_SUBTRACT, zero, x);
}
