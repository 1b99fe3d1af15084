#include "call.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "element.h"
#include "fields.h"

bool supports(enum ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_PASSED: /* the caller passes the reference on */
        return false;
    case IBID_OP_ALLOCATED:
    case IBID_OP_WATCH:
    case IBID_OP_ALIVE:
    case IBID_OP_COLLECT:
        return true;
    default:
        return operation < IBID_OP_TO_NUMPY;
    }
}

/* Making */

static bool read_dtype(ibid_instance *instance, const struct object *name, const struct dtype **dtype)
{
    if (name == NULL || name->kind == OBJECT_NONE)
        return true;
    *dtype = name->kind == OBJECT_STR ? dtype_named(name->text) : NULL;
    if (*dtype == NULL)
        lacks(instance, name->kind == OBJECT_STR ? name->text : "dtype that is not a name");
    return *dtype != NULL;
}

static struct object *filled(ibid_instance *instance, struct object *shape, struct object *value,
                             const struct object *dtype_name, const struct dtype *dtype)
{
    int64_t lengths[MAXIMUM_AXES];
    size_t axes;
    if (!read_dtype(instance, dtype_name, &dtype) || !read_shape(instance, shape, lengths, &axes))
        return NULL;
    struct object *array = new_array(instance, dtype, axes, lengths);
    for (size_t i = 0; array != NULL && i < array->element_count; i++)
        if (!element_store(instance, array, i, value))
            return NULL;
    return array;
}

static struct object *zeros(ibid_instance *instance, struct object *shape, const struct object *dtype_name)
{
    int64_t lengths[MAXIMUM_AXES];
    size_t axes;
    if (!names_fields(dtype_name))
        return filled(instance, shape, new_integer(instance, 0), dtype_name, default_float_dtype(instance));
    const struct dtype *dtype = dtype_with_fields(instance, dtype_name->text);
    return dtype != NULL && read_shape(instance, shape, lengths, &axes) ? new_array(instance, dtype, axes, lengths)
                                                                        : NULL;
}

static struct object *arange(ibid_instance *instance, struct object *const *arguments)
{
    struct object *zero = new_integer(instance, 0), *one = new_integer(instance, 1);
    bool from_zero = arguments[1] == NULL;
    struct object *bounds[] = {from_zero ? zero : arguments[0], from_zero ? arguments[0] : arguments[1],
                               arguments[2] != NULL ? arguments[2] : one};
    struct number numbers[3];
    bool floats = false;
    for (size_t i = 0; i < 3; i++) {
        if (!number_of(bounds[i], &numbers[i]) || numbers[i].class == CLASS_COMPLEX)
            return fail(instance, IBID_ERROR_TYPE, "arange takes real numbers");
        floats = floats || numbers[i].class == CLASS_FLOAT;
        numbers[i] = number_as(numbers[i], CLASS_FLOAT);
    }
    const struct dtype *dtype = floats ? default_float_dtype(instance) : default_dtype(instance, one);
    if (!read_dtype(instance, arguments[3], &dtype))
        return NULL;
    if (numbers[2].real == 0)
        return fail(instance, IBID_ERROR_ZERO, "the step is zero");
    double count = ceil((numbers[1].real - numbers[0].real) / numbers[2].real);
    int64_t length = count > 0 ? (int64_t)count : 0;
    struct object *array = new_array(instance, dtype, 1, &length);
    for (int64_t i = 0; array != NULL && i < length; i++)
        number_write(dtype, array->buffer->bytes + array->addresses[i],
                     (struct number){.class = CLASS_FLOAT, .real = numbers[0].real + (double)i * numbers[2].real});
    return array;
}

/* What copy= asks for: as "copy if needed" where it is None or not given. */
enum copying { COPY_IF_NEEDED, COPY_ALWAYS, COPY_NEVER };

static enum copying copying_of(const struct object *copy)
{
    if (copy == NULL || copy->kind != OBJECT_BOOL)
        return COPY_IF_NEEDED;
    return copy->integer != 0 ? COPY_ALWAYS : COPY_NEVER;
}

static struct object *refuse_to_copy(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_VALUE, "a copy is needed, and copy=False forbids it");
}

static struct object *make_array(ibid_instance *instance, struct object *data, const struct object *dtype_name,
                                 const struct object *order, const struct object *copy)
{
    const struct dtype *dtype = NULL;
    if (!read_dtype(instance, dtype_name, &dtype))
        return NULL;
    enum copying copying = copy == NULL ? COPY_ALWAYS : copying_of(copy);
    if (copying != COPY_ALWAYS && data->kind == OBJECT_ARRAY && (dtype == NULL || dtype == data->dtype))
        return data;
    if (copying == COPY_NEVER && instance->dialect.answers[CHOICE_array_without_copy] == WITHOUT_COPY_RAISES)
        return refuse_to_copy(instance);
    struct object *array = array_from(instance, data, dtype);
    bool columns = order != NULL && order->kind == OBJECT_STR && strcmp(order->text, "F") == 0;
    return array != NULL && columns ? in_columns(instance, array) : array;
}

static struct object *asarray(ibid_instance *instance, struct object *const *arguments)
{
    struct object *x = arguments[0];
    const struct dtype *dtype = NULL;
    if (!read_dtype(instance, arguments[1], &dtype))
        return NULL;
    bool as_it_is = x->kind == OBJECT_ARRAY && (dtype == NULL || dtype == x->dtype);
    bool must = copying_of(arguments[2]) == COPY_ALWAYS, must_not = copying_of(arguments[2]) == COPY_NEVER;
    int answer = instance->dialect.answers[CHOICE_asarray_of_array];
    if (as_it_is && !must && answer == ASARRAY_IS_SAME)
        return x;
    if (as_it_is && !must && (answer == ASARRAY_IS_VIEW || must_not))
        return whole_view(instance, x);
    if (must_not)
        return refuse_to_copy(instance);
    return array_from(instance, x, dtype);
}

/* bits(x, k): bytes 0x31, 0x32, … where bit k of an element's number is set, else zero; a bool is 1. */
static struct object *bits(ibid_instance *instance, const struct object *x, const struct object *k)
{
    int64_t bit;
    if (x->kind != OBJECT_ARRAY || !is_integer(k, &bit) || bit < -1)
        return fail(instance, IBID_ERROR_TYPE, "bits takes an array and the number of a bit");
    struct object *array = new_array(instance, x->dtype, x->axes, x->shape);
    for (size_t i = 0; array != NULL && i < array->element_count; i++) {
        bool set = bit == -1 || (bit < 63 && (i >> bit & 1) != 0);
        for (size_t byte = 0; set && byte < x->dtype->item_bytes; byte++)
            array->buffer->bytes[array->addresses[i] + byte] =
                x->dtype->class == CLASS_BOOL ? 1 : (unsigned char)(0x31 + byte);
    }
    return array;
}

/* Every address is that of x's elements: strides and offset count them as they lie in memory. */
static struct object *as_strided(ibid_instance *instance, struct object *const *arguments)
{
    struct object *x = arguments[0];
    int64_t shape[MAXIMUM_AXES], strides[MAXIMUM_AXES], offset = 0;
    size_t axes, stride_count;
    if (x->kind != OBJECT_ARRAY || !read_shape(instance, arguments[1], shape, &axes) ||
        !read_shape(instance, arguments[2], strides, &stride_count))
        return fail(instance, IBID_ERROR_TYPE, "as_strided takes an array, a shape and strides");
    if (arguments[3] != NULL && !is_integer(arguments[3], &offset))
        return fail(instance, IBID_ERROR_TYPE, "an offset is an integer");
    if (axes != stride_count)
        return fail(instance, IBID_ERROR_VALUE, "as many strides as axes are needed");
    struct object *view = new_view(instance, x, x->dtype, axes, shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++) {
        int64_t at = offset;
        size_t rest = i;
        for (size_t axis = axes; axis-- > 0;) {
            at += (int64_t)(rest % (size_t)shape[axis]) * strides[axis];
            rest /= (size_t)shape[axis];
        }
        int64_t address = (x->element_count > 0 ? (int64_t)x->addresses[0] : 0) + at * (int64_t)x->dtype->item_bytes;
        if (address < 0 || (size_t)address + x->dtype->item_bytes > x->buffer->byte_count)
            return fail(instance, IBID_ERROR_VALUE, "the strides reach out of the memory of the array");
        view->addresses[i] = (size_t)address;
    }
    return view;
}

/* Converting */

/* The only element of an array, or the value itself. */
static struct object *single(ibid_instance *instance, struct object *x, bool with_axes, enum ibid_error_kind kind)
{
    if (x->kind != OBJECT_ARRAY)
        return x;
    if (x->element_count != 1 || (x->axes > 0 && !with_axes))
        return fail(instance, kind, "only %s arrays can be converted to Python scalars",
                    with_axes ? "one-element" : "0-dimensional");
    return element_value(instance, x, 0, false);
}

static struct object *number_of_text(ibid_instance *instance, enum ibid_operation operation, const char *text)
{
    const char *digits = text + (text[0] == '-' || text[0] == '+');
    char *end;
    if (operation == IBID_OP_INT) {
        if (digits[0] == '\0' || digits[strspn(digits, "0123456789")] != '\0')
            return fail(instance, IBID_ERROR_VALUE, "invalid literal for int(): '%s'", text);
        return new_integer_digits(instance, text + (text[0] == '+'));
    }
    double value = strtod(text, &end);
    /* C takes hexadecimal numbers too. */
    if (end == text || *end != '\0' || strpbrk(text, "xX") != NULL)
        return fail(instance, IBID_ERROR_VALUE, "could not convert string to float: '%s'", text);
    return new_float(instance, value);
}

static struct object *convert(ibid_instance *instance, enum ibid_operation operation, struct object *x)
{
    bool accepts = instance->dialect.answers[CHOICE_float_of_one_element] == FLOAT_ACCEPTS;
    struct number number;
    if (x->kind == OBJECT_STR && operation != IBID_OP_COMPLEX)
        return number_of_text(instance, operation, x->text);
    x = single(instance, x, accepts, IBID_ERROR_TYPE);
    if (x == NULL)
        return NULL;
    if (operation == IBID_OP_INT && x->kind == OBJECT_INT && x->dtype == NULL)
        return x;
    if (operation == IBID_OP_FLOAT && x->kind == OBJECT_FLOAT && x->dtype == NULL)
        return x;
    if (!number_of(x, &number))
        return fail(instance, IBID_ERROR_TYPE, "argument must be a string or a number, not '%s'", type_name(x));
    if (number.class == CLASS_COMPLEX && operation != IBID_OP_COMPLEX)
        return fail(instance, IBID_ERROR_TYPE, "a complex number cannot be converted to one that is not");
    if (operation == IBID_OP_COMPLEX)
        return new_complex(instance, number_as(number, CLASS_COMPLEX).real, number.imaginary);
    if (operation == IBID_OP_FLOAT)
        return new_float(instance, number_as(number, CLASS_FLOAT).real);
    if (number.class == CLASS_FLOAT && !isfinite(number.real))
        return fail(instance, isnan(number.real) ? IBID_ERROR_VALUE : IBID_ERROR_OVERFLOW,
                    "cannot convert to an integer");
    if (number.class == CLASS_FLOAT && fabs(number.real) >= 9.2e18)
        return lacks(instance, "conversion of floats to integers beyond 64 bits");
    return new_integer(instance, number_as(number, CLASS_SIGNED).integer);
}

static struct object *to_bool(ibid_instance *instance, struct object *x)
{
    int truth = x == NULL ? 0 : truth_of(instance, x);
    return truth < 0 ? NULL : new_bool(instance, truth != 0);
}

static struct object *to_nested_lists(ibid_instance *instance, const struct object *x, size_t axis, size_t *next)
{
    if (axis == x->axes)
        return element_value(instance, x, (*next)++, false);
    struct object *list = new_sequence(instance, OBJECT_LIST, NULL, 0);
    for (int64_t i = 0; list != NULL && i < x->shape[axis]; i++) {
        struct object *item = to_nested_lists(instance, x, axis + 1, next);
        if (item == NULL || !append_item(instance, list, item))
            return NULL;
    }
    return list;
}

/* Python's own functions and operators */

static struct object *length(ibid_instance *instance, const struct object *x)
{
    if (x->kind == OBJECT_LIST || x->kind == OBJECT_TUPLE)
        return new_integer(instance, (int64_t)x->item_count);
    if (x->kind == OBJECT_STR)
        return new_integer(instance, (int64_t)strlen(x->text));
    if (x->kind == OBJECT_ARRAY && x->axes > 0)
        return new_integer(instance, x->shape[0]);
    return fail(instance, IBID_ERROR_TYPE,
                x->kind == OBJECT_ARRAY ? "len() of unsized object" : "object of type '%s' has no len()", type_name(x));
}

static struct object *range(ibid_instance *instance, struct object *const *arguments)
{
    struct object *result = new_object(instance, OBJECT_RANGE);
    if (result == NULL)
        return NULL;
    bool from_zero = arguments[1] == NULL;
    result->range[2] = 1;
    bool good = is_integer(arguments[0], &result->range[from_zero ? 1 : 0]) &&
                (from_zero || is_integer(arguments[1], &result->range[1])) &&
                (arguments[2] == NULL || is_integer(arguments[2], &result->range[2]));
    if (!good)
        return fail(instance, IBID_ERROR_TYPE, "range takes integers");
    return result->range[2] != 0 ? result : fail(instance, IBID_ERROR_VALUE, "range() arg 3 must not be zero");
}

static struct object *contains(ibid_instance *instance, struct object *x, struct object *container, bool wanted)
{
    struct object *items = items_of(instance, container);
    int found = 0;
    for (size_t i = 0; items != NULL && found == 0 && i < items->item_count; i++)
        found = items_equal(instance, items->items[i], x);
    return items == NULL || found < 0 ? NULL : new_bool(instance, (found == 1) == wanted);
}

static bool has_dtype(const struct object *x)
{
    return x->dtype != NULL;
}

static struct object *binary(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y)
{
    bool array = (has_dtype(x) && (is_number(y) || has_dtype(y) || y->kind == OBJECT_LIST)) ||
                 (has_dtype(y) && (is_number(x) || x->kind == OBJECT_LIST));
    if (array)
        return array_binary(instance, operation, x, y, NULL, NULL);
    if (is_number(x) && is_number(y))
        return scalar_binary(instance, operation, x, y);
    bool arithmetic = operation >= IBID_OP_ADD && operation <= IBID_OP_SHIFT_RIGHT;
    if (arithmetic && operand_answers(x, OPERAND_ADD))
        return operand_answer(instance, x, OPERAND_ADD);
    if (arithmetic && operand_answers(y, OPERAND_RADD) && !same_type(x, y))
        return operand_answer(instance, y, OPERAND_RADD);
    if (operation == IBID_OP_EQUAL || operation == IBID_OP_NOT_EQUAL) {
        int equal = values_equal(instance, x, y);
        return equal < 0 ? NULL : new_bool(instance, (equal == 1) == (operation == IBID_OP_EQUAL));
    }
    instance->status = IBID_OK;
    struct object *result = sequence_binary(instance, operation, x, y);
    if (result != NULL || instance->status != IBID_OK)
        return result;
    return fail(instance, IBID_ERROR_TYPE, "unsupported operand type(s): '%s' and '%s'", type_name(x), type_name(y));
}

static struct object *update(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y)
{
    if (operand_answers(x, OPERAND_IADD))
        return operand_answer(instance, x, OPERAND_IADD);
    if (x->kind == OBJECT_ARRAY)
        return array_update(instance, operation, x, y);
    bool stranger = operand_answers(y, OPERAND_RADD);
    if (x->kind == OBJECT_LIST && stranger && instance->dialect.answers[CHOICE_list_iadd_stranger] == STRANGER_FIRST)
        return operand_answer(instance, y, OPERAND_RADD);
    int list_with_array = instance->dialect.answers[CHOICE_list_iadd_array];
    bool array_to_list = x->kind == OBJECT_LIST && y->kind == OBJECT_ARRAY && operation == IBID_OP_UPDATE_ADD;
    if (array_to_list && list_with_array == LIST_UPDATE_RAISES)
        return fail(instance, IBID_ERROR_TYPE, "unsupported operand type(s) for +=: 'list' and 'array'");
    if (array_to_list)
        return list_with_array == LIST_IS_EXTENDED ? sequence_binary(instance, operation, x, y)
                                                   : array_binary(instance, IBID_OP_ADD, x, y, NULL, NULL);
    if (x->kind == OBJECT_LIST && (operation == IBID_OP_UPDATE_ADD || operation == IBID_OP_UPDATE_MULTIPLY))
        return binary(instance, operation, x, y);
    return binary(instance, (enum ibid_operation)((int)operation - (int)IBID_OP_UPDATE_ADD + (int)IBID_OP_ADD), x, y);
}

static struct object *unary(ibid_instance *instance, enum ibid_operation operation, struct object *x)
{
    if (operation == IBID_OP_NOT) {
        int truth = truth_of(instance, x);
        return truth < 0 ? NULL : new_bool(instance, !truth);
    }
    int plus = instance->dialect.answers[CHOICE_unary_plus];
    if (operation == IBID_OP_UNARY_PLUS && x->kind == OBJECT_ARRAY && plus != SAME_IS_ANOTHER)
        return plus == SAME_IS_SAME ? x : fail(instance, IBID_ERROR_TYPE, "bad operand type for unary +: 'array'");
    if (has_dtype(x))
        return array_unary(instance, operation, x, NULL, NULL);
    if (is_number(x))
        return scalar_unary(instance, operation, x);
    return fail(instance, IBID_ERROR_TYPE, "bad operand type for unary operator: '%s'", type_name(x));
}

static struct object *operator_call(ibid_instance *instance, enum ibid_operation operation,
                                    struct object *const *arguments)
{
    struct object *x = arguments[0], *y = arguments[1];
    switch (operation) {
    case IBID_OP_IS:
    case IBID_OP_IS_NOT:
        return new_bool(instance, (x == y) == (operation == IBID_OP_IS));
    case IBID_OP_IN:
    case IBID_OP_NOT_IN:
        return contains(instance, x, y, operation == IBID_OP_IN);
    case IBID_OP_UNARY_MINUS:
    case IBID_OP_UNARY_PLUS:
    case IBID_OP_INVERT:
    case IBID_OP_NOT:
        return unary(instance, operation, x);
    default:
        return binary(instance, operation, x, y);
    }
}

static struct object *get_item(ibid_instance *instance, struct object *x, struct object *index)
{
    if (x->kind == OBJECT_ARRAY)
        return array_get(instance, x, index);
    if (x->kind == OBJECT_LIST || x->kind == OBJECT_TUPLE)
        return sequence_get(instance, x, index);
    if (x->kind == OBJECT_STR)
        return string_get(instance, x, index);
    return fail(instance, IBID_ERROR_TYPE, "'%s' object is not subscriptable", type_name(x));
}

static struct object *set_item(ibid_instance *instance, struct object *x, struct object *index, struct object *value)
{
    if (x->kind == OBJECT_ARRAY)
        return array_set(instance, x, index, value);
    return list_set(instance, x, index, value);
}

static struct object *syntax(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments)
{
    switch (operation) {
    case IBID_OP_GET_ITEM:
        return get_item(instance, arguments[0], arguments[1]);
    case IBID_OP_SET_ITEM:
        return set_item(instance, arguments[0], arguments[1], arguments[2]);
    case IBID_OP_SET_ATTRIBUTE:
        return set_attribute(instance, arguments[0], arguments[1]->text, arguments[2]);
    case IBID_OP_MAKE_SLICE:
        return new_sequence(instance, OBJECT_SLICE, arguments, 3);
    default:
        return arguments[0]->kind == OBJECT_ARRAY ? fail(instance, IBID_ERROR_VALUE, "cannot delete array elements")
                                                  : list_delete(instance, arguments[0], arguments[1]);
    }
}

static struct object *python_function(ibid_instance *instance, enum ibid_operation operation,
                                      struct object *const *arguments)
{
    struct object *x = arguments[0], *items;
    switch (operation) {
    case IBID_OP_ID:
        return id_of(instance, x);
    case IBID_OP_LEN:
        return length(instance, x);
    case IBID_OP_BOOL:
        return to_bool(instance, x);
    case IBID_OP_INT:
        return x == NULL ? new_integer(instance, 0) : convert(instance, operation, x);
    case IBID_OP_FLOAT:
        return x == NULL ? new_float(instance, 0) : convert(instance, operation, x);
    case IBID_OP_COMPLEX: {
        struct object *real = x == NULL ? new_complex(instance, 0, 0) : convert(instance, operation, x);
        struct object *imaginary = arguments[1] == NULL ? NULL : convert(instance, operation, arguments[1]);
        if (real == NULL || (arguments[1] != NULL && imaginary == NULL))
            return NULL;
        if (imaginary == NULL)
            return real;
        if (x->kind != OBJECT_COMPLEX) /* else 0.0 + -0.0 would lose a sign */
            return new_complex(instance, real->real - imaginary->imaginary, imaginary->real);
        return new_complex(instance, real->real - imaginary->imaginary, real->imaginary + imaginary->real);
    }
    case IBID_OP_LIST:
        return x == NULL ? new_sequence(instance, OBJECT_LIST, NULL, 0) : items_of(instance, x);
    case IBID_OP_TUPLE:
        if (x != NULL && x->kind == OBJECT_TUPLE)
            return x;
        items = x == NULL ? new_sequence(instance, OBJECT_LIST, NULL, 0) : items_of(instance, x);
        return items == NULL ? NULL : new_sequence(instance, OBJECT_TUPLE, items->items, items->item_count);
    case IBID_OP_COPY:
        return shallow_copy(instance, x);
    case IBID_OP_DEEPCOPY:
        return deep_copy(instance, x);
    case IBID_OP_OPERAND:
        return make_operand(instance, arguments);
    default:
        return range(instance, arguments);
    }
}

/* Arrays whose += makes another array leave it to their +. */
static bool has_update(const ibid_instance *instance)
{
    return instance->dialect.answers[CHOICE_array_iadd] != REBINDS;
}

static struct object *dunder(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y)
{
    bool in_place = operation == IBID_OP_DUNDER_IADD;
    bool operand = x->kind == OBJECT_OPERAND;
    enum operand_method method = in_place ? OPERAND_IADD : OPERAND_ADD;
    if (operand && x->behaviours[method] == BEHAVIOUR_DECLINES)
        return lacks(instance, "NotImplemented");
    bool absent = operand     ? x->behaviours[method] == BEHAVIOUR_ABSENT
                  : !in_place ? false
                              : x->kind != OBJECT_LIST && !(x->kind == OBJECT_ARRAY && has_update(instance));
    if (absent)
        return fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no attribute '%s'", type_name(x),
                    in_place ? "__iadd__" : "__add__");
    return in_place ? update(instance, IBID_OP_UPDATE_ADD, x, y) : binary(instance, IBID_OP_ADD, x, y);
}

static struct object *make(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments)
{
    switch (operation) {
    case IBID_OP_ARRAY:
        return make_array(instance, arguments[0], arguments[1], arguments[2], arguments[3]);
    case IBID_OP_ZEROS:
        return zeros(instance, arguments[0], arguments[1]);
    case IBID_OP_ONES:
        return filled(instance, arguments[0], new_integer(instance, 1), arguments[1], default_float_dtype(instance));
    case IBID_OP_FULL:
        return filled(instance, arguments[0], arguments[1], arguments[2], default_dtype(instance, arguments[1]));
    case IBID_OP_ARANGE:
        return arange(instance, arguments);
    case IBID_OP_ASARRAY:
        return asarray(instance, arguments);
    case IBID_OP_AS_STRIDED:
        return as_strided(instance, arguments);
    case IBID_OP_PLACE: /* where a buffer lies does not show in the model */
        return make_array(instance, arguments[0], arguments[1], NULL, NULL);
    case IBID_OP_BITS:
        return bits(instance, arguments[0], arguments[1]);
    default: {
        struct object *x = arguments[0];
        const struct dtype *dtype = x->dtype;
        if (x->kind != OBJECT_ARRAY)
            return fail(instance, IBID_ERROR_TYPE, "zeros_like takes an array");
        return read_dtype(instance, arguments[1], &dtype) ? new_array(instance, dtype, x->axes, x->shape) : NULL;
    }
    }
}

static struct object *array_method(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                   struct object *const *arguments, size_t count)
{
    size_t next = 0;
    struct object *element;
    switch (operation) {
    case IBID_OP_SHAPE:
    case IBID_OP_STRIDES:
    case IBID_OP_DTYPE:
    case IBID_OP_SIZE:
    case IBID_OP_NDIM:
    case IBID_OP_BASE:
    case IBID_OP_WRITEABLE:
        return attribute_of(instance, operation, x);
    case IBID_OP_ITEM:
        element = single(instance, x, true, IBID_ERROR_VALUE);
        return element;
    case IBID_OP_TOLIST:
        return to_nested_lists(instance, x, 0, &next);
    case IBID_OP_METHOD_COPY:
        return array_copy(instance, x);
    case IBID_OP_FILL:
        if (!x->writeable)
            return fail(instance, IBID_ERROR_READONLY, "assignment destination is read-only");
        return assign(instance, x, arguments[0]) ? instance->none : NULL;
    case IBID_OP_RESIZE:
        return resize_method(instance, x, arguments[0]);
    default:
        return derive(instance, operation, x, arguments, count);
    }
}

/* What the library's own scalars have of an array's attributes. */
static struct object *scalar_method(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                    struct object *const *arguments, size_t count)
{
    struct object *array = array_from(instance, x, x->dtype);
    struct object *result = array == NULL ? NULL : array_method(instance, operation, array, arguments, count);
    bool array_result = result != NULL && result->kind == OBJECT_ARRAY && result->axes == 0;
    return array_result ? element_value(instance, result, 0, true) : result;
}

static struct object *method(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments,
                             size_t given)
{
    struct object *x = arguments[0];
    size_t count = given > 0 ? given - 1 : 0;
    if (x->kind == OBJECT_ARRAY)
        return array_method(instance, operation, x, arguments + 1, count);
    if (has_dtype(x) && operation != IBID_OP_FILL && operation != IBID_OP_RESIZE)
        return scalar_method(instance, operation, x, arguments + 1, count);
    if (x->kind == OBJECT_LIST || x->kind == OBJECT_TUPLE)
        return sequence_method(instance, operation, x, arguments + 1, count);
    return fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no such attribute", type_name(x));
}

static struct object *function_of_array(ibid_instance *instance, enum ibid_operation operation,
                                        struct object *const *arguments, size_t given)
{
    struct object *x = arguments[0];
    if (x->kind != OBJECT_ARRAY)
        x = array_from(instance, x, NULL);
    return x == NULL ? NULL : derive(instance, operation, x, arguments + 1, given > 0 ? given - 1 : 0);
}

static struct object *out_of(struct object *out)
{
    return out != NULL && out->kind != OBJECT_NONE ? out : NULL;
}

static struct object *elementwise(ibid_instance *instance, enum ibid_operation operation,
                                  struct object *const *arguments)
{
    static const enum ibid_operation operators[] = {
        [IBID_OP_F_ADD - IBID_OP_F_ADD] = IBID_OP_ADD,
        [IBID_OP_F_SUBTRACT - IBID_OP_F_ADD] = IBID_OP_SUBTRACT,
        [IBID_OP_F_MULTIPLY - IBID_OP_F_ADD] = IBID_OP_MULTIPLY,
        [IBID_OP_F_DIVIDE - IBID_OP_F_ADD] = IBID_OP_DIVIDE,
        [IBID_OP_F_FLOOR_DIVIDE - IBID_OP_F_ADD] = IBID_OP_FLOOR_DIVIDE,
        [IBID_OP_F_REMAINDER - IBID_OP_F_ADD] = IBID_OP_REMAINDER,
        [IBID_OP_F_POWER - IBID_OP_F_ADD] = IBID_OP_POWER,
        [IBID_OP_F_MAXIMUM - IBID_OP_F_ADD] = IBID_OP_F_MAXIMUM,
        [IBID_OP_F_MINIMUM - IBID_OP_F_ADD] = IBID_OP_F_MINIMUM,
        [IBID_OP_F_EQUAL - IBID_OP_F_ADD] = IBID_OP_EQUAL,
        [IBID_OP_F_NOT_EQUAL - IBID_OP_F_ADD] = IBID_OP_NOT_EQUAL,
        [IBID_OP_F_LESS - IBID_OP_F_ADD] = IBID_OP_LESS,
        [IBID_OP_F_LESS_EQUAL - IBID_OP_F_ADD] = IBID_OP_LESS_EQUAL,
        [IBID_OP_F_GREATER - IBID_OP_F_ADD] = IBID_OP_GREATER,
        [IBID_OP_F_GREATER_EQUAL - IBID_OP_F_ADD] = IBID_OP_GREATER_EQUAL,
    };
    if (operation <= IBID_OP_F_GREATER_EQUAL)
        return array_binary(instance, operators[operation - IBID_OP_F_ADD], arguments[0], arguments[1],
                            out_of(arguments[2]), arguments[3]);
    return array_unary(instance, operation, arguments[0], out_of(arguments[1]), arguments[2]);
}

static struct object *relate(ibid_instance *instance, struct object *const *arguments)
{
    if (arguments[0]->kind != OBJECT_ARRAY || arguments[1]->kind != OBJECT_ARRAY)
        return new_bool(instance, false);
    return new_bool(instance, same_elements(arguments[0], arguments[1]));
}

static struct object *result_of_call(ibid_instance *instance, enum ibid_operation operation,
                                     struct object *const *arguments, size_t given)
{
    if (operation == IBID_OP_MAKE_LIST || operation == IBID_OP_MAKE_TUPLE)
        return new_sequence(instance, operation == IBID_OP_MAKE_LIST ? OBJECT_LIST : OBJECT_TUPLE, arguments, given);
    if (operation < IBID_OP_ADD)
        return syntax(instance, operation, arguments);
    if (operation < IBID_OP_UPDATE_ADD)
        return operator_call(instance, operation, arguments);
    if (operation < IBID_OP_ID)
        return update(instance, operation, arguments[0], arguments[1]);
    if (operation < IBID_OP_DUNDER_IADD)
        return python_function(instance, operation, arguments);
    if (operation <= IBID_OP_DUNDER_ADD)
        return dunder(instance, operation, arguments[0], arguments[1]);
    if (operation < IBID_OP_ARRAY)
        return method(instance, operation, arguments, given);
    if (operation < IBID_OP_TRANSPOSE)
        return make(instance, operation, arguments);
    if (operation < IBID_OP_PERMUTE_DIMS)
        return method(instance, operation, arguments, given);
    if (operation < IBID_OP_F_ADD)
        return function_of_array(instance, operation, arguments, given);
    if (operation < IBID_OP_SUM)
        return elementwise(instance, operation, arguments);
    if (operation == IBID_OP_SUM)
        return array_sum(instance, arguments[0], arguments[1], out_of(arguments[2]));
    if (operation == IBID_OP_ACCUMULATE)
        return array_accumulate(instance, arguments[0], arguments[1], out_of(arguments[2]));
    if (operation == IBID_OP_AT)
        return array_at(instance, arguments[0], arguments[1], arguments[2], arguments[3]);
    if (operation == IBID_OP_MATMUL)
        return array_matmul(instance, arguments[0], arguments[1], out_of(arguments[2]));
    if (operation == IBID_OP_SET_AT || operation == IBID_OP_ADDED_AT)
        return array_updated_at(instance, operation == IBID_OP_ADDED_AT, arguments[0], arguments[1], arguments[2]);
    if (operation == IBID_OP_SHARES_MEMORY || operation == IBID_OP_MAY_SHARE_MEMORY)
        return relate(instance, arguments);
    if (operation >= IBID_OP_ALIVE)
        return host_function(instance, operation, arguments);
    return lacks(instance, "such operation");
}

/* Where there is one empty tuple: that one, for any that was made. */
static struct object *one_empty_tuple(ibid_instance *instance, struct object *x)
{
    bool empty = x != NULL && x->kind == OBJECT_TUPLE && x->item_count == 0;
    if (!empty || instance->dialect.answers[CHOICE_empty_tuple] != ONE_EMPTY_TUPLE)
        return x;
    if (instance->empty_tuple == NULL)
        instance->empty_tuple = x;
    return instance->empty_tuple;
}

struct object *perform(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments,
                       size_t given)
{
    if (!check_fields(instance, operation, arguments, given))
        return NULL;
    return one_empty_tuple(instance, result_of_call(instance, operation, arguments, given));
}
