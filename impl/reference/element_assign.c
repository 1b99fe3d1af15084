#include "element_assign.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "sequence.h"
#include "text.h"

static bool is_integer_class(enum dtype_class class)
{
    return class == CLASS_SIGNED || class == CLASS_UNSIGNED;
}

static bool refuse_integer(ibid_instance *instance, const struct dtype *dtype, const char *what)
{
    fail(instance, IBID_ERROR_OVERFLOW, "an integer %s is out of bounds for %s", what, dtype->name);
    return false;
}

static bool check_range(ibid_instance *instance, const struct dtype *dtype, int64_t value)
{
    if (integer_fits(dtype, value))
        return true;
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    return refuse_integer(instance, dtype, digits);
}

static bool check_natural(ibid_instance *instance, const struct dtype *dtype, uint64_t value)
{
    if (value <= INT64_MAX)
        return check_range(instance, dtype, (int64_t)value);
    return (dtype->class == CLASS_UNSIGNED && dtype->item_bytes == 8) ||
           refuse_integer(instance, dtype, "beyond int64");
}

/* As int() does; *value is then an integer. */
static bool truncate_float(ibid_instance *instance, const struct dtype *dtype, struct value *value)
{
    double whole = trunc(value->real);
    if (isnan(whole))
        return fail(instance, IBID_ERROR_VALUE, "cannot convert float NaN to an integer") != NULL;
    if (isinf(whole))
        return fail(instance, IBID_ERROR_OVERFLOW, "cannot convert float infinity to an integer") != NULL;
    if (whole >= 0x1p63 && whole < 0x1p64) {
        *value = (struct value){.class = CLASS_UNSIGNED, .natural = (uint64_t)whole};
        return true;
    }
    if (whole < -0x1p63 || whole >= 0x1p64)
        return refuse_integer(instance, dtype, "beyond 64 bits");
    *value = (struct value){.class = CLASS_SIGNED, .integer = (int64_t)whole};
    return true;
}

static bool fit_integer(ibid_instance *instance, const struct dtype *dtype, struct value *value)
{
    if (value->class == CLASS_FLOAT && !truncate_float(instance, dtype, value))
        return false;
    if (value->class == CLASS_UNSIGNED)
        return check_natural(instance, dtype, value->natural);
    return value->class == CLASS_BOOL || check_range(instance, dtype, value->integer);
}

/* What the number is for elements of the dtype, which then holds it as well as it can. */
static bool fit(ibid_instance *instance, const struct dtype *dtype, const struct number *number, struct value *value)
{
    bool takes_real = is_integer_class(dtype->class) || dtype->class == CLASS_FLOAT;
    *value = number->value;
    if (number->dtype != NULL && dtype->class != CLASS_SIGNED)
        return true;
    if (value->class == CLASS_COMPLEX && takes_real) {
        if (number->dtype == NULL)
            return fail(instance, IBID_ERROR_TYPE, "a complex number is no element of %s", dtype->name) != NULL;
        *value = (struct value){.class = CLASS_FLOAT, .real = value->real};
    }
    return !is_integer_class(dtype->class) || fit_integer(instance, dtype, value);
}

static bool refuse(ibid_instance *instance, const struct dtype *dtype, struct object *value)
{
    bool is_list = is_sequence(value), is_text = value->kind == OBJECT_STR;
    bool is_single = value->kind != OBJECT_ARRAY && !is_list && !is_text;
    /* As the conversion of Python fails that NumPy leaves it to: int(), float() or complex(). */
    bool by_type =
        is_single || (is_list && is_integer_class(dtype->class)) || (!is_text && dtype->class == CLASS_COMPLEX);
    fail(instance, by_type ? IBID_ERROR_TYPE : IBID_ERROR_VALUE, "an element of %s cannot be made from a '%s'",
         dtype->name, type_name(value));
    return false;
}

/* As bool() does, for what is no number; false if an array has no truth of its own. */
static bool find_truth(const struct object *x, bool *truth)
{
    const struct array *array = (const struct array *)x;
    if (x->kind == OBJECT_ARRAY && array->element_count != 1)
        return false;
    if (x->kind == OBJECT_ARRAY)
        *truth = value_is_true(element_value(array->dtype, array->first));
    else if (is_sequence(x))
        *truth = item_count(x) > 0;
    else if (x->kind == OBJECT_STR)
        *truth = ((const struct text *)x)->bytes > 0;
    else
        *truth = x->kind != OBJECT_NONE;
    return true;
}

static bool assign_truth(ibid_instance *instance, const struct dtype *dtype, void *element, struct object *value)
{
    bool truth;
    if (!find_truth(value, &truth))
        return refuse(instance, dtype, value);
    element_store(dtype, element, (struct value){.class = CLASS_BOOL, .integer = truth});
    return true;
}

/* None is no number where there is such a thing. */
static bool assign_none(ibid_instance *instance, const struct dtype *dtype, void *element, struct object *none)
{
    if (is_integer_class(dtype->class))
        return refuse(instance, dtype, none);
    element_store(dtype, element,
                  (struct value){.class = CLASS_COMPLEX, .real = (double)NAN, .imaginary = (double)NAN});
    return true;
}

bool element_assign(ibid_instance *instance, const struct dtype *dtype, void *element, struct object *value)
{
    struct value fitted;
    const struct array *x = array_of(value);
    if (x != NULL && x->axes == 0) {
        element_store(dtype, element, element_value(x->dtype, x->first));
        return true;
    }
    if (!is_number(value) && dtype->class == CLASS_BOOL)
        return assign_truth(instance, dtype, element, value);
    if (value->kind == OBJECT_NONE)
        return assign_none(instance, dtype, element, value);
    if (!is_number(value))
        return refuse(instance, dtype, value);
    if (!fit(instance, dtype, (const struct number *)value, &fitted))
        return false;
    element_store(dtype, element, fitted);
    return true;
}

void elements_fill(unsigned char *first, size_t count, const void *element, size_t item_bytes)
{
    size_t done = 1;
    if (count == 0)
        return;
    memcpy(first, element, item_bytes);
    for (; done <= count - done; done *= 2)
        memcpy(first + done * item_bytes, first, done * item_bytes);
    memcpy(first + done * item_bytes, first, (count - done) * item_bytes);
}
