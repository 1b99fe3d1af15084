#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "element.h"
#include "fields.h"

struct object *as_operand(ibid_instance *instance, struct object *x)
{
    if (x->kind == OBJECT_ARRAY)
        return x;
    if (!is_number(x) && x->kind != OBJECT_LIST && x->kind != OBJECT_TUPLE)
        return fail(instance, IBID_ERROR_TYPE, "unsupported operand type: '%s'", type_name(x));
    return array_from(instance, x, NULL);
}

/* Whether an array may be written at all. */
static bool check_writeable(ibid_instance *instance, const struct object *out)
{
    if (out->kind != OBJECT_ARRAY)
        return fail(instance, IBID_ERROR_TYPE, "return arrays must be of ArrayType, not '%s'", type_name(out)) != NULL;
    return out->writeable || fail(instance, IBID_ERROR_READONLY, "output array is read-only") != NULL;
}

/* Whether something of this shape can be spread over the whole of x. */
static bool spreads_over(const struct object *x, size_t axes, const int64_t *shape)
{
    if (axes > x->axes)
        return false;
    for (size_t i = 0; i < axes; i++)
        if (shape[i] != 1 && shape[i] != x->shape[x->axes - axes + i])
            return false;
    return true;
}

static bool has_shape(const struct object *x, size_t axes, const int64_t *shape)
{
    return x->axes == axes && memcmp(x->shape, shape, axes * sizeof *shape) == 0;
}

/* What becomes of an output that does not have the shape of the result. */
static bool fit_shape(ibid_instance *instance, size_t axes, const int64_t *shape, struct object *out)
{
    if (has_shape(out, axes, shape))
        return true;
    bool resizes = out->element_count == 0 ? instance->dialect.answers[CHOICE_empty_out] == EMPTY_OUT_RESIZES
                                           : instance->dialect.answers[CHOICE_out_of_other_shape] == OUT_RESIZES;
    if (resizes)
        return resize(instance, out, axes, shape);
    return instance->dialect.answers[CHOICE_out_of_other_shape] != OUT_SHAPE_RAISES ||
           fail(instance, IBID_ERROR_SHAPE, "the output has the shape (%s), and the result another",
                shape_text(instance, out)) != NULL;
}

static struct object *wrong_shape(ibid_instance *instance, const struct object *out)
{
    return fail(instance, IBID_ERROR_SHAPE,
                "non-broadcastable output operand with shape (%s) doesn't match the broadcast shape",
                shape_text(instance, out));
}

struct object *destination(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                           struct object *out, bool is_output)
{
    if (out == NULL)
        return new_array(instance, dtype, axes, shape);
    if (!check_writeable(instance, out) || !check_self_overlap(instance, out))
        return NULL;
    if (is_output && can_cast(dtype, out->dtype) && !fit_shape(instance, axes, shape, out))
        return NULL;
    if (is_output && dtype != out->dtype && instance->dialect.answers[CHOICE_out_of_other_dtype] == OUT_DTYPE_RAISES)
        return fail(instance, IBID_ERROR_CASTING, "the output has elements of %s, not of %s", out->dtype->name,
                    dtype->name);
    if (!spreads_over(out, axes, shape))
        return wrong_shape(instance, out);
    if (!can_cast(dtype, out->dtype))
        return fail(instance, IBID_ERROR_CASTING,
                    "Cannot cast ufunc output from dtype('%s') to dtype('%s') with casting rule 'same_kind'",
                    dtype->name, out->dtype->name);
    return out;
}

/* Where results are to be written, an element each; NULL, and *failed unset, for everywhere. */
static bool *read_mask(ibid_instance *instance, const struct object *out, struct object *where, bool *failed)
{
    if (where == NULL || where->kind == OBJECT_NONE)
        return NULL;
    struct object *mask = as_operand(instance, where);
    mask = mask == NULL ? NULL : broadcast(instance, mask, out->axes, out->shape);
    bool *written = mask == NULL ? NULL : allocate(instance, out->element_count + 1, sizeof *written);
    for (size_t i = 0; written != NULL && i < out->element_count; i++)
        written[i] = mask->buffer->bytes[mask->addresses[i]] != 0;
    *failed = written == NULL;
    return written;
}

struct object *exact_destination(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape,
                                 struct object *out)
{
    struct object *result = destination(instance, dtype, axes, shape, out, true);
    if (result != NULL && !has_shape(result, axes, shape))
        return fail(instance, IBID_ERROR_SHAPE, "the output does not have the shape of the result");
    return result;
}

bool write_results(ibid_instance *instance, struct object *out, const struct number *results, struct object *where)
{
    bool failed = false;
    const bool *written = read_mask(instance, out, where, &failed);
    for (size_t i = 0; !failed && i < out->element_count; i++)
        if (written == NULL || written[i])
            number_write(out->dtype, out->buffer->bytes + out->addresses[i], results[i]);
    return !failed;
}

struct object *result_of(ibid_instance *instance, struct object *result, const struct object *out)
{
    bool scalar =
        out == NULL && result->axes == 0 && instance->dialect.answers[CHOICE_scalar_index] == INDEX_GIVES_VALUE;
    return scalar ? element_value(instance, result, 0, true) : result;
}

struct number rounded(const struct dtype *dtype, struct number number)
{
    unsigned char bytes[16];
    number_write(dtype, bytes, number);
    return number_read(dtype, bytes);
}

struct number element_as(const struct object *x, size_t i, const struct dtype *dtype)
{
    return rounded(dtype, number_read(x->dtype, x->buffer->bytes + x->addresses[i]));
}

/* What bools have no result of their own for is computed in the smallest integers. */
static bool leaves_bools(enum ibid_operation operation)
{
    return operation == IBID_OP_FLOOR_DIVIDE || operation == IBID_OP_REMAINDER || operation == IBID_OP_POWER ||
           operation == IBID_OP_SHIFT_LEFT || operation == IBID_OP_SHIFT_RIGHT;
}

static bool is_complex_operation(enum ibid_operation operation)
{
    return operation != IBID_OP_FLOOR_DIVIDE && operation != IBID_OP_REMAINDER &&
           !(operation >= IBID_OP_BITWISE_AND && operation <= IBID_OP_SHIFT_RIGHT);
}

/* The dtype to compute in; NULL and an error where the dialect does not mix the operands. */
static const struct dtype *dtype_of_operation(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                              struct object *y)
{
    const struct dtype *operands = promote_operands(instance, x, y);
    bool floats = operands != NULL && (operands->class == CLASS_FLOAT || operands->class == CLASS_COMPLEX);
    if (operands != NULL && operands->class == CLASS_BOOL && operation == IBID_OP_SUBTRACT)
        return fail(instance, IBID_ERROR_TYPE, "bools are not subtracted");
    if (operands != NULL && operands->class == CLASS_COMPLEX && !is_complex_operation(operation))
        return fail(instance, IBID_ERROR_TYPE, "the operation is not defined for complex numbers");
    if (operands != NULL && operands->class == CLASS_COMPLEX && operation == IBID_OP_POWER)
        return lacks(instance, "powers of complex numbers");
    if (operands != NULL && operands->class == CLASS_BOOL && leaves_bools(operation))
        return dtype_named("int8");
    return operands != NULL && operation == IBID_OP_DIVIDE && !floats ? default_float_dtype(instance) : operands;
}

/* Whether an integer of the host's own, which takes the dtype of the array that it meets, fits into it. */
static bool fits(const struct object *number, const struct dtype *dtype)
{
    return number->kind != OBJECT_INT || number->dtype != NULL || number_fits(number, dtype);
}

static bool numbers_fit(ibid_instance *instance, const struct object *x, const struct object *y,
                        const struct dtype *dtype)
{
    if ((fits(x, dtype) && fits(y, dtype)) ||
        instance->dialect.answers[CHOICE_number_out_of_range] != NUMBER_OUT_OF_RANGE_RAISES)
        return true;
    fail(instance, IBID_ERROR_OVERFLOW, "an integer is out of bounds for %s", dtype->name);
    return false;
}

static bool check_exponents(ibid_instance *instance, enum ibid_operation operation, const struct object *exponents,
                            const struct dtype *dtype)
{
    bool integers = dtype->class == CLASS_SIGNED && operation == IBID_OP_POWER;
    for (size_t i = 0; integers && i < exponents->element_count; i++)
        if (element_as(exponents, i, dtype).integer < 0)
            return fail(instance, IBID_ERROR_VALUE, "Integers to negative integer powers are not allowed.") != NULL;
    return true;
}

static struct object *binary_into(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                  struct object *y, struct object *out, bool is_output, struct object *where)
{
    struct object *left = as_operand(instance, x), *right = left == NULL ? NULL : as_operand(instance, y);
    int64_t shape[MAXIMUM_AXES];
    size_t axes;
    if (right == NULL || !common_shape(instance, left, right, &axes, shape))
        return NULL;
    const struct dtype *dtype =
        dtype_of_operation(instance, operation, is_number(x) ? x : left, is_number(y) ? y : right);
    if (dtype == NULL || (!is_comparison(operation) && !numbers_fit(instance, x, y, dtype)))
        return NULL;
    const struct dtype *of_result = is_comparison(operation) ? dtype_named("bool") : dtype;
    /* What is computed from the output itself gives it no other shape, empty or not. */
    bool grows = out != NULL && (out == x || out == y) && !spreads_over(out, axes, shape);
    struct object *result =
        grows ? wrong_shape(instance, out) : destination(instance, of_result, axes, shape, out, is_output);
    if (result == NULL ||
        (out != NULL && (!check_overlap(instance, out, left) || !check_overlap(instance, out, right))))
        return NULL;
    left = broadcast(instance, left, result->axes, result->shape);
    right = broadcast(instance, right, result->axes, result->shape);
    struct number *results = allocate(instance, result->element_count + 1, sizeof *results);
    if (left == NULL || right == NULL || results == NULL || !check_exponents(instance, operation, right, dtype))
        return NULL;
    for (size_t i = 0; i < result->element_count; i++)
        results[i] = rounded(of_result, combine(operation, element_as(left, i, dtype), element_as(right, i, dtype)));
    return write_results(instance, result, results, where) ? result_of(instance, result, out) : NULL;
}

struct object *array_binary(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y,
                            struct object *out, struct object *where)
{
    return binary_into(instance, operation, x, y, out, true, where);
}

static bool apply(enum ibid_operation operation, struct number x, struct number *result)
{
    *result = x;
    bool negative = x.class == CLASS_FLOAT ? x.real < 0 : x.integer < 0 && x.class == CLASS_SIGNED;
    switch (operation) {
    case IBID_OP_UNARY_PLUS:
        return true;
    case IBID_OP_F_ABSOLUTE:
        if (x.class == CLASS_COMPLEX)
            return false;
        if (!negative && !(x.class == CLASS_FLOAT && signbit(x.real)))
            return true;
        break;
    case IBID_OP_UNARY_MINUS:
    case IBID_OP_F_NEGATIVE:
        break;
    case IBID_OP_INVERT:
        result->integer = x.class == CLASS_BOOL ? !x.integer : ~x.integer;
        return x.class != CLASS_FLOAT && x.class != CLASS_COMPLEX;
    case IBID_OP_F_SQRT:
        result->real = sqrt(x.real);
        return x.class == CLASS_FLOAT;
    case IBID_OP_F_EXP:
        result->real = exp(x.real);
        return x.class == CLASS_FLOAT;
    case IBID_OP_F_LOG:
        result->real = log(x.real);
        return x.class == CLASS_FLOAT;
    case IBID_OP_F_SIN:
        result->real = sin(x.real);
        return x.class == CLASS_FLOAT;
    case IBID_OP_F_COS:
        result->real = cos(x.real);
        return x.class == CLASS_FLOAT;
    default:
        return false;
    }
    result->real = -x.real;
    result->imaginary = -x.imaginary;
    result->integer = (int64_t)(0 - (uint64_t)x.integer);
    return x.class != CLASS_BOOL;
}

/* Floats that hold the integers of the dtype; NULL, and the error set, for those that the model has not. */
static const struct dtype *dtype_of_function(ibid_instance *instance, const struct dtype *dtype)
{
    const struct dtype *usual = default_float_dtype(instance);
    if (dtype->class == CLASS_FLOAT || dtype->class == CLASS_COMPLEX)
        return dtype;
    if (dtype->item_bytes > 2 || usual->item_bytes < 8)
        return usual;
    return dtype->item_bytes == 2 ? dtype_named("float32") : lacks(instance, "float16");
}

struct object *array_unary(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *out,
                           struct object *where)
{
    struct object *operand = as_operand(instance, x);
    if (operand == NULL)
        return NULL;
    const struct dtype *dtype = operand->dtype;
    if (operation >= IBID_OP_F_SQRT && operation <= IBID_OP_F_COS)
        dtype = dtype_of_function(instance, dtype);
    if (dtype == NULL)
        return NULL;
    struct object *result = destination(instance, dtype, operand->axes, operand->shape, out, true);
    operand = result == NULL ? NULL : broadcast(instance, operand, result->axes, result->shape);
    struct number *results = operand == NULL ? NULL : allocate(instance, operand->element_count + 1, sizeof *results);
    if (result == NULL || results == NULL || (out != NULL && !check_overlap(instance, out, operand)))
        return NULL;
    for (size_t i = 0; i < operand->element_count; i++)
        if (!apply(operation, element_as(operand, i, dtype), &results[i]))
            return fail(instance, IBID_ERROR_TYPE, "the operation is not defined for elements of %s", dtype->name);
    return write_results(instance, result, results, where) ? result_of(instance, result, out) : NULL;
}

static enum ibid_operation operator_of(enum ibid_operation update)
{
    return (enum ibid_operation)((int)update - (int)IBID_OP_UPDATE_ADD + (int)IBID_OP_ADD);
}

static bool is_wider(const struct dtype *dtype, const struct dtype *than)
{
    return dtype->class == than->class && dtype->item_bytes > than->item_bytes;
}

struct object *array_update(ibid_instance *instance, enum ibid_operation update, struct object *x, struct object *y)
{
    enum ibid_operation operation = operator_of(update);
    /* A value cannot be written, and an update of one gives another. */
    int answer = x->immutable ? REBINDS : instance->dialect.answers[CHOICE_array_iadd];
    if (answer == UPDATE_RAISES)
        return fail(instance, IBID_ERROR_IMMUTABLE, "arrays cannot be updated in place");
    bool list = y->kind == OBJECT_LIST || y->kind == OBJECT_TUPLE;
    if (list && instance->dialect.answers[CHOICE_iadd_list] == LIST_RAISES)
        return fail(instance, IBID_ERROR_TYPE, "a %s is no operand of an array", type_name(y));
    struct object *operand = as_operand(instance, y);
    if (operand == NULL)
        return NULL;
    y = is_number(y) ? y : operand;
    const struct dtype *common = promote_operands(instance, x, y);
    const struct dtype *dtype = dtype_of_operation(instance, operation, x, y);
    if (common == NULL || dtype == NULL)
        return NULL;
    if (update == IBID_OP_UPDATE_POWER && instance->dialect.answers[CHOICE_array_ipow] == POWER_REBINDS)
        return array_binary(instance, operation, x, y, NULL, NULL);
    int casting = instance->dialect.answers[CHOICE_int_iadd_float];
    bool fits = can_cast(dtype, x->dtype);
    if (answer == REBINDS) {
        /* The new array may have another dtype than x, as in a division; the operands may not. */
        if (!can_cast(common, x->dtype) && casting == CASTING_ERROR)
            return fail(instance, IBID_ERROR_CASTING, "cannot compute with %s and %s", x->dtype->name,
                        operand->dtype->name);
        return array_binary(instance, operation, x, y, NULL, NULL);
    }
    if (!fits && casting == PROMOTES)
        return array_binary(instance, operation, x, y, NULL, NULL);
    if (is_wider(dtype, x->dtype) && instance->dialect.answers[CHOICE_iadd_wider] == WIDER_RAISES)
        return fail(instance, IBID_ERROR_CASTING, "cannot cast from %s to %s", dtype->name, x->dtype->name);
    bool other_sign = dtype->class == CLASS_SIGNED && x->dtype->class == CLASS_UNSIGNED;
    bool sign_is_cut = other_sign && instance->dialect.answers[CHOICE_iadd_other_sign] == OTHER_SIGN_IS_CUT;
    if (!fits && (casting == TRUNCATES || sign_is_cut)) {
        operand = new_array(instance, x->dtype, operand->axes, operand->shape);
        if (operand == NULL || !assign(instance, operand, y))
            return NULL;
        y = operand;
    }
    return binary_into(instance, operation, x, y, x, false, NULL);
}

bool assign(ibid_instance *instance, struct object *x, struct object *value)
{
    /* The host's own numbers are stored one by one, which says what becomes of those that do not fit. */
    bool stored =
        value->dtype == NULL && (is_number(value) || value->kind == OBJECT_LIST || value->kind == OBJECT_TUPLE);
    struct object *source = stored ? array_from(instance, value, x->dtype) : as_operand(instance, value);
    if (source == NULL)
        return false;
    size_t extra = 0;
    while (source->axes - extra > x->axes && source->shape[extra] == 1)
        extra++;
    struct object *trimmed = new_view(instance, source, source->dtype, source->axes - extra, source->shape + extra);
    if (trimmed == NULL)
        return false;
    memcpy(trimmed->addresses, source->addresses, source->element_count * sizeof *source->addresses);
    struct object *spread = broadcast(instance, trimmed, x->axes, x->shape);
    if (spread == NULL)
        return fail(instance, IBID_ERROR_SHAPE, "could not broadcast input array from shape (%s) into shape (%s)",
                    shape_text(instance, source), shape_text(instance, x)) != NULL;
    if (x->dtype->class == CLASS_FIELDS)
        return assign_with_fields(instance, x, spread);
    struct number *numbers = allocate(instance, x->element_count + 1, sizeof *numbers);
    for (size_t i = 0; numbers != NULL && i < x->element_count; i++)
        numbers[i] = number_read(spread->dtype, spread->buffer->bytes + spread->addresses[i]);
    for (size_t i = 0; numbers != NULL && i < x->element_count; i++)
        number_write(x->dtype, x->buffer->bytes + x->addresses[i], numbers[i]);
    return numbers != NULL;
}
