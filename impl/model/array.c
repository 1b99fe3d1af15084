#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "element.h"

static bool count_elements(ibid_instance *instance, size_t axes, const int64_t *shape, size_t *count)
{
    *count = 1;
    for (size_t i = 0; i < axes; i++) {
        if (shape[i] < 0) {
            fail(instance, IBID_ERROR_VALUE, "negative dimensions are not allowed");
            return false;
        }
        if (__builtin_mul_overflow(*count, (size_t)shape[i], count) || *count > SIZE_MAX / 64) {
            fail(instance, IBID_ERROR_MEMORY, "the array is too large");
            return false;
        }
    }
    return true;
}

struct object *new_array_object(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape)
{
    struct object *array = new_object(instance, OBJECT_ARRAY);
    if (array == NULL || !count_elements(instance, axes, shape, &array->element_count))
        return NULL;
    array->dtype = dtype;
    array->axes = axes;
    if (axes > 0)
        memcpy(array->shape, shape, axes * sizeof *shape);
    array->writeable = true;
    array->addresses = allocate(instance, array->element_count + 1, sizeof *array->addresses);
    return array->addresses != NULL ? array : NULL;
}

struct buffer *new_buffer(ibid_instance *instance, size_t byte_count)
{
    struct buffer *buffer = allocate(instance, 1, sizeof *buffer);
    if (buffer == NULL || (buffer->bytes = allocate(instance, byte_count + 1, 1)) == NULL)
        return NULL;
    buffer->byte_count = byte_count;
    instance->allocated_bytes += byte_count;
    return buffer;
}

void lay_together(struct object *array)
{
    for (size_t i = 0; i < array->element_count; i++)
        array->addresses[i] = i * array->dtype->item_bytes;
}

struct object *new_array(ibid_instance *instance, const struct dtype *dtype, size_t axes, const int64_t *shape)
{
    struct object *array = new_array_object(instance, dtype, axes, shape);
    if (array == NULL)
        return NULL;
    array->buffer = new_buffer(instance, array->element_count * dtype->item_bytes);
    lay_together(array);
    return array->buffer != NULL ? array : NULL;
}

struct object *new_view(ibid_instance *instance, struct object *base, const struct dtype *dtype, size_t axes,
                        const int64_t *shape)
{
    struct object *view = new_array_object(instance, dtype, axes, shape);
    if (view == NULL)
        return NULL;
    view->buffer = base->buffer;
    view->writeable = base->writeable;
    bool next = instance->dialect.answers[CHOICE_base_of_view] == BASE_IS_NEXT;
    view->base = base->base != NULL && !next ? base->base : base;
    return view;
}

struct object *array_copy(ibid_instance *instance, const struct object *x)
{
    struct object *copy = new_array(instance, x->dtype, x->axes, x->shape);
    for (size_t i = 0; copy != NULL && i < x->element_count; i++)
        memcpy(copy->buffer->bytes + copy->addresses[i], x->buffer->bytes + x->addresses[i], x->dtype->item_bytes);
    return copy;
}

struct object *array_value(ibid_instance *instance, const struct object *x)
{
    struct object *value = array_copy(instance, x);
    if (value != NULL) {
        value->writeable = false;
        value->immutable = true;
    }
    return value;
}

bool lies_together(const struct object *x)
{
    for (size_t i = 1; i < x->element_count; i++)
        if (x->addresses[i] != x->addresses[i - 1] + x->dtype->item_bytes)
            return false;
    return true;
}

struct object *view_or_copy(ibid_instance *instance, struct object *view)
{
    int answer = instance->dialect.answers[CHOICE_basic_slice];
    if (view == NULL || answer == SLICE_IS_VIEW || (answer == SLICE_DEPENDS && lies_together(view)))
        return view;
    return answer == SLICE_IS_VALUE ? array_value(instance, view) : array_copy(instance, view);
}

/* The digits of an integer that has no room in 64 bits with a sign. */
static struct object *large_integer(ibid_instance *instance, int64_t bits)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, (uint64_t)bits);
    return new_integer_digits(instance, digits);
}

static struct object *own_scalar_of(ibid_instance *instance, const struct dtype *dtype, struct number number)
{
    struct object *value = new_object(instance, number.class == CLASS_BOOL      ? OBJECT_BOOL
                                                : number.class == CLASS_FLOAT   ? OBJECT_FLOAT
                                                : number.class == CLASS_COMPLEX ? OBJECT_COMPLEX
                                                                                : OBJECT_INT);
    const struct object *large = NULL;
    if (number.class == CLASS_UNSIGNED && number.integer < 0)
        large = large_integer(instance, number.integer);
    if (value == NULL)
        return NULL;
    value->integer = number.integer;
    value->real = number.real;
    value->imaginary = number.imaginary;
    value->dtype = dtype;
    value->digits = large == NULL ? NULL : large->digits;
    return value;
}

struct object *element_value(ibid_instance *instance, const struct object *x, size_t element, bool own_scalar)
{
    struct number number = number_read(x->dtype, x->buffer->bytes + x->addresses[element]);
    if (own_scalar)
        return own_scalar_of(instance, x->dtype, number);
    switch (number.class) {
    case CLASS_BOOL:
        return new_bool(instance, number.integer != 0);
    case CLASS_FLOAT:
        return new_float(instance, number.real);
    case CLASS_COMPLEX:
        return new_complex(instance, number.real, number.imaginary);
    case CLASS_UNSIGNED:
        return number.integer < 0 ? large_integer(instance, number.integer) : new_integer(instance, number.integer);
    default:
        return new_integer(instance, number.integer);
    }
}

bool number_fits(const struct object *number, const struct dtype *dtype)
{
    if (dtype->class != CLASS_SIGNED && dtype->class != CLASS_UNSIGNED)
        return true;
    bool is_signed = dtype->class == CLASS_SIGNED;
    size_t bits = 8 * dtype->item_bytes - is_signed;
    if (number->kind == OBJECT_FLOAT) {
        double whole = trunc(number->real), limit = ldexp(1, (int)bits);
        return whole < limit && whole >= (is_signed ? -limit : 0);
    }
    if (number->digits != NULL) {
        errno = 0;
        strtoull(number->digits, NULL, 10);
        return bits == 64 && errno == 0 && number->digits[0] != '-';
    }
    int64_t largest = bits >= 63 ? INT64_MAX : ((int64_t)1 << bits) - 1;
    return number->integer <= largest && number->integer >= (is_signed ? -largest - 1 : 0);
}

/* A number of the host's own, where what it cannot be is an error. */
static bool check_stored(ibid_instance *instance, const struct dtype *dtype, const struct object *value)
{
    bool own =
        value->dtype != NULL || instance->dialect.answers[CHOICE_number_out_of_range] != NUMBER_OUT_OF_RANGE_RAISES;
    bool integers = dtype->class == CLASS_SIGNED || dtype->class == CLASS_UNSIGNED;
    if (own)
        return true;
    if (value->kind == OBJECT_COMPLEX && dtype->class != CLASS_COMPLEX && dtype->class != CLASS_BOOL)
        return fail(instance, IBID_ERROR_TYPE, "%s() argument must be a real number, not 'complex'", dtype->name) !=
               NULL;
    if (value->kind == OBJECT_FLOAT && integers && isnan(value->real))
        return fail(instance, IBID_ERROR_VALUE, "cannot convert float NaN to integer") != NULL;
    return number_fits(value, dtype) ||
           fail(instance, IBID_ERROR_OVERFLOW, "a Python number is out of bounds for %s", dtype->name) != NULL;
}

/* An integer beyond 64 bits with a sign, in elements that may hold it. */
static bool store_large(struct object *x, size_t element, const struct object *value)
{
    struct number number = {.class = CLASS_FLOAT, .real = strtod(value->digits, NULL)};
    if (x->dtype->class == CLASS_UNSIGNED)
        number = (struct number){.class = CLASS_UNSIGNED, .integer = (int64_t)strtoull(value->digits, NULL, 10)};
    number_write(x->dtype, x->buffer->bytes + x->addresses[element], number);
    return true;
}

bool element_store(ibid_instance *instance, struct object *x, size_t element, const struct object *value)
{
    struct number number;
    if (!check_stored(instance, x->dtype, value))
        return false;
    if (value->kind == OBJECT_INT && value->digits != NULL && number_fits(value, x->dtype))
        return store_large(x, element, value);
    if (!number_of(value, &number)) {
        if (value->kind == OBJECT_INT)
            fail(instance, IBID_ERROR_OVERFLOW, "Python int too large to convert to %s", x->dtype->name);
        else
            fail(instance, IBID_ERROR_TYPE, "%s() argument must be a number, not '%s'", x->dtype->name,
                 type_name(value));
        return false;
    }
    number_write(x->dtype, x->buffer->bytes + x->addresses[element], number);
    return true;
}

bool read_shape(ibid_instance *instance, struct object *shape, int64_t *lengths, size_t *axes)
{
    *axes = 1;
    if (is_integer(shape, &lengths[0]))
        return true;
    if ((shape->kind != OBJECT_TUPLE && shape->kind != OBJECT_LIST) || shape->item_count > MAXIMUM_AXES) {
        fail(instance, IBID_ERROR_TYPE, "a shape is an integer or at most %d of them, not '%s'", MAXIMUM_AXES,
             type_name(shape));
        return false;
    }
    *axes = shape->item_count;
    for (size_t i = 0; i < *axes; i++)
        if (!is_integer(shape->items[i], &lengths[i])) {
            fail(instance, IBID_ERROR_TYPE, "'%s' object cannot be interpreted as an integer",
                 type_name(shape->items[i]));
            return false;
        }
    return true;
}

const char *shape_text(ibid_instance *instance, const struct object *x)
{
    char *text = allocate(instance, 24 * (x->axes + 1), 1);
    size_t used = 0;
    for (size_t i = 0; text != NULL && i < x->axes; i++)
        used += (size_t)snprintf(text + used, 24, "%s%" PRId64, i == 0 ? "" : ",", x->shape[i]);
    return text != NULL ? text : "";
}

/* Arrays from nested lists: first the shape and the dtype, then the elements. */

struct nesting {
    size_t axes;
    int64_t shape[MAXIMUM_AXES];
    const struct dtype *dtype; /* NULL while there is no element */
    bool has_own;              /* some element has a dtype of its own */
};

static bool measure(ibid_instance *instance, struct object *data, size_t depth, struct nesting *nesting)
{
    bool sequence = data->kind == OBJECT_LIST || data->kind == OBJECT_TUPLE;
    bool array = data->kind == OBJECT_ARRAY;
    size_t below = sequence ? 1 : array ? data->axes : 0;
    if (!sequence && !array && !is_number(data)) {
        fail(instance, IBID_ERROR_TYPE, "an array cannot hold a '%s'", type_name(data));
        return false;
    }
    if (depth + below > MAXIMUM_AXES) {
        fail(instance, IBID_ERROR_VALUE, "more than %d axes", MAXIMUM_AXES);
        return false;
    }
    bool first = nesting->axes == SIZE_MAX;
    for (size_t i = 0; i < below; i++) {
        int64_t length = sequence ? (int64_t)data->item_count : data->shape[i];
        if (nesting->shape[depth + i] == -1)
            nesting->shape[depth + i] = length;
        if (nesting->shape[depth + i] != length)
            return fail(instance, IBID_ERROR_VALUE, "the lists inside a list have different lengths") != NULL;
    }
    bool leaf = !sequence || data->item_count == 0;
    if (leaf && first)
        nesting->axes = depth + below;
    if (leaf && nesting->axes != depth + below)
        return fail(instance, IBID_ERROR_VALUE, "the lists inside a list are not nested alike") != NULL;
    if (!sequence)
        nesting->dtype = nesting->dtype == NULL ? dtype_of_value(data) : promote(nesting->dtype, dtype_of_value(data));
    nesting->has_own = nesting->has_own || data->dtype != NULL;
    for (size_t i = 0; sequence && i < data->item_count; i++)
        if (!measure(instance, data->items[i], depth + 1, nesting))
            return false;
    return true;
}

static bool fill_from(ibid_instance *instance, struct object *data, struct object *array, size_t *next)
{
    if (data->kind == OBJECT_LIST || data->kind == OBJECT_TUPLE) {
        for (size_t i = 0; i < data->item_count; i++)
            if (!fill_from(instance, data->items[i], array, next))
                return false;
        return true;
    }
    if (data->kind != OBJECT_ARRAY)
        return element_store(instance, array, (*next)++, data);
    for (size_t i = 0; i < data->element_count; i++)
        number_write(array->dtype, array->buffer->bytes + array->addresses[(*next)++],
                     number_read(data->dtype, data->buffer->bytes + data->addresses[i]));
    return true;
}

/* What the dialect makes of the host's own numbers. */
static const struct dtype *dtype_of_nesting(const ibid_instance *instance, const struct nesting *nesting)
{
    if (nesting->dtype == NULL)
        return default_float_dtype(instance);
    if (nesting->has_own || nesting->dtype->class == CLASS_BOOL)
        return nesting->dtype;
    const struct object number = {.kind = nesting->dtype->class == CLASS_SIGNED  ? OBJECT_INT
                                          : nesting->dtype->class == CLASS_FLOAT ? OBJECT_FLOAT
                                                                                 : OBJECT_COMPLEX};
    return default_dtype(instance, &number);
}

struct object *array_from(ibid_instance *instance, struct object *data, const struct dtype *dtype)
{
    struct nesting nesting = {.axes = SIZE_MAX};
    for (size_t i = 0; i < MAXIMUM_AXES; i++)
        nesting.shape[i] = -1;
    if (!measure(instance, data, 0, &nesting))
        return NULL;
    if (dtype == NULL)
        dtype = dtype_of_nesting(instance, &nesting);
    struct object *array = new_array(instance, dtype, nesting.axes, nesting.shape);
    size_t next = 0;
    return array != NULL && fill_from(instance, data, array, &next) ? array : NULL;
}
