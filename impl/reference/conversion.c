#include "conversion.h"

#include <math.h>

#include "array.h"
#include "compare.h"
#include "number.h"
#include "reading.h"
#include "sequence.h"
#include "text.h"

/*
 * The number that an object is, for a constructor of that name; false with an error. An array without axes is its
 * element, which is then as Python's own: a complex one is not converted, where a scalar is.
 */
static bool read_number(ibid_instance *instance, const struct object *x, const char *constructor, struct value *value)
{
    if (value_of(x, value))
        return true;
    if (x->kind != OBJECT_ARRAY) {
        fail(instance, IBID_ERROR_TYPE, "%s() argument must be a string or a number, not '%s'", constructor,
             type_name(x));
        return false;
    }
    const struct array *array = (const struct array *)x;
    if (array->axes > 0) {
        fail(instance, IBID_ERROR_TYPE, "only 0-dimensional arrays can be converted to Python scalars");
        return false;
    }
    *value = element_value(array->dtype, array->first);
    return true;
}

/* The same for constructors that take no complex number, but NumPy's scalars, whose imaginary part is lost. */
static bool read_real(ibid_instance *instance, const struct object *x, const char *constructor, struct value *value)
{
    if (!read_number(instance, x, constructor, value))
        return false;
    bool is_scalar = is_number(x) && has_dtype(x);
    if (value->class == CLASS_COMPLEX && !is_scalar) {
        fail(instance, IBID_ERROR_TYPE, "%s() argument must be a string or a real number, not 'complex'", constructor);
        return false;
    }
    if (value->class == CLASS_COMPLEX)
        *value = (struct value){.class = CLASS_FLOAT, .real = value->real};
    return true;
}

static reference whole_part(ibid_instance *instance, double real)
{
    if (isnan(real))
        return fail(instance, IBID_ERROR_VALUE, "cannot convert float NaN to integer");
    if (isinf(real))
        return fail(instance, IBID_ERROR_OVERFLOW, "cannot convert float infinity to integer");
    if (real < -9223372036854775808.0 || real >= 9223372036854775808.0)
        return integer_too_large(instance);
    return integer_new(instance, (int64_t)real);
}

reference make_int(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    struct value value;
    if (x == NULL)
        return integer_new(instance, 0);
    if (x->kind == OBJECT_STR)
        return read_integer(instance, characters_of(x));
    if (x->kind == OBJECT_INT && !has_dtype(x))
        return retain(x);
    if (!read_real(instance, x, "int", &value))
        return NULL;
    if (value.class == CLASS_FLOAT)
        return whole_part(instance, value.real);
    value.class = value.class == CLASS_BOOL ? CLASS_SIGNED : value.class;
    return number_from_value(instance, value);
}

reference make_float(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    struct value value;
    if (x == NULL)
        return float_new(instance, 0);
    if (x->kind == OBJECT_STR)
        return read_float(instance, characters_of(x));
    if (x->kind == OBJECT_FLOAT && !has_dtype(x))
        return retain(x);
    return read_real(instance, x, "float", &value) ? float_new(instance, nearest_double(value)) : NULL;
}

/* x + y * 1j, where the zeros of parts that there are not leave the signs of those that there are as they are. */
static reference combined(ibid_instance *instance, struct value x, struct value y)
{
    double real = nearest_double(x), imaginary = nearest_double(y);
    if (y.class == CLASS_COMPLEX)
        real -= y.imaginary;
    if (x.class == CLASS_COMPLEX)
        imaginary += x.imaginary;
    return complex_new(instance, real, imaginary);
}

static bool is_string(const struct object *x)
{
    return x != NULL && x->kind == OBJECT_STR;
}

reference make_complex(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0], *y = call->arguments[1];
    struct value real = {.class = CLASS_FLOAT}, imaginary = {.class = CLASS_FLOAT};
    if (is_string(x) && y == NULL)
        return read_complex(instance, characters_of(x));
    if (is_string(x) || is_string(y))
        return fail(instance, IBID_ERROR_TYPE, "complex() of two arguments takes no string");
    if (x != NULL && y == NULL && x->kind == OBJECT_COMPLEX && !has_dtype(x))
        return retain(x);
    if ((x != NULL && !read_number(instance, x, "complex", &real)) ||
        (y != NULL && !read_number(instance, y, "complex", &imaginary)))
        return NULL;
    return combined(instance, real, imaginary);
}

reference make_bool(ibid_instance *instance, const struct call *call)
{
    bool truth = false;
    if (call->arguments[0] != NULL && !truth_of(instance, call->arguments[0], &truth))
        return NULL;
    return bool_of(instance, truth);
}

reference list_from(ibid_instance *instance, const struct call *call)
{
    if (call->arguments[0] == NULL)
        return sequence_new(instance, OBJECT_LIST, NULL, 0);
    return items_of(instance, call->arguments[0]);
}

reference tuple_from(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    if (x == NULL)
        return sequence_new(instance, OBJECT_TUPLE, NULL, 0);
    if (x->kind == OBJECT_TUPLE)
        return retain(x);
    reference items = items_of(instance, x);
    if (items == NULL)
        return NULL;
    reference tuple = sequence_new(instance, OBJECT_TUPLE, items_in(borrowed(items)), item_count(borrowed(items)));
    release(instance, items);
    return tuple;
}

reference range_from(ibid_instance *instance, const struct call *call)
{
    struct object *const *arguments = call->arguments;
    int64_t numbers[] = {0, 0, 1}; /* start, stop, step */
    bool only_stop = arguments[1] == NULL;
    for (size_t i = 0; i < 3; i++) {
        int64_t *number = &numbers[i == 0 && only_stop ? 1 : i];
        if (arguments[i] != NULL && !read_index(instance, arguments[i], number))
            return NULL;
    }
    if (numbers[2] == 0)
        return fail(instance, IBID_ERROR_VALUE, "range() arg 3 must not be zero");
    return range_new(instance, numbers[0], numbers[1], numbers[2]);
}
