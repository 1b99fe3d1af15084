#include "number.h"

#include "strided.h"

static const struct object_type types[] = {
    [OBJECT_BOOL] = {OBJECT_BOOL, "bool", sizeof(struct number), NULL},
    [OBJECT_INT] = {OBJECT_INT, "int", sizeof(struct number), NULL},
    [OBJECT_FLOAT] = {OBJECT_FLOAT, "float", sizeof(struct number), NULL},
    [OBJECT_COMPLEX] = {OBJECT_COMPLEX, "complex", sizeof(struct number), NULL},
};

static enum object_kind kind_of_class(enum dtype_class class)
{
    switch (class) {
    case CLASS_BOOL:
        return OBJECT_BOOL;
    case CLASS_SIGNED:
    case CLASS_UNSIGNED:
        return OBJECT_INT;
    case CLASS_FLOAT:
        return OBJECT_FLOAT;
    default:
        return OBJECT_COMPLEX;
    }
}

static reference number_new(ibid_instance *instance, const struct dtype *dtype, struct value value)
{
    reference made = object_new(instance, &types[kind_of_class(value.class)]);
    if (made == NULL)
        return NULL;
    struct number *number = (struct number *)borrowed(made);
    number->dtype = dtype;
    number->value = value;
    return made;
}

/* The one object of a value, made when somebody asks for it first. */
static reference only_number(ibid_instance *instance, struct object **place, const struct dtype *dtype,
                             struct value value)
{
    if (*place == NULL)
        *place = borrowed(number_new(instance, dtype, value));
    return *place == NULL ? NULL : retain(*place);
}

reference bool_of(ibid_instance *instance, bool truth)
{
    return only_number(instance, &instance->truths[truth], NULL, (struct value){.class = CLASS_BOOL, .integer = truth});
}

reference integer_new(ibid_instance *instance, int64_t value)
{
    struct value wanted = {.class = CLASS_SIGNED, .integer = value};
    bool small = value >= SMALLEST_CACHED && value <= LARGEST_CACHED;
    if (small && instance->caches_small_integers)
        return only_number(instance, &instance->small_integers[value - SMALLEST_CACHED], NULL, wanted);
    return number_new(instance, NULL, wanted);
}

reference float_new(ibid_instance *instance, double value)
{
    return number_new(instance, NULL, (struct value){.class = CLASS_FLOAT, .real = value});
}

reference complex_new(ibid_instance *instance, double real, double imaginary)
{
    return number_new(instance, NULL, (struct value){.class = CLASS_COMPLEX, .real = real, .imaginary = imaginary});
}

reference scalar_new(ibid_instance *instance, const struct dtype *dtype, const void *element)
{
    struct value value = element_value(dtype, element);
    if (value.class == CLASS_BOOL)
        return only_number(instance, &instance->library_truths[value.integer], dtype, value);
    return number_new(instance, dtype, value);
}

void *integer_too_large(ibid_instance *instance)
{
    return lacks(instance, "integers beyond 64 bits");
}

reference number_from_value(ibid_instance *instance, struct value value)
{
    switch (value.class) {
    case CLASS_BOOL:
        return bool_of(instance, value.integer != 0);
    case CLASS_SIGNED:
        return integer_new(instance, value.integer);
    case CLASS_UNSIGNED:
        if (value.natural > INT64_MAX)
            return integer_too_large(instance);
        return integer_new(instance, (int64_t)value.natural);
    case CLASS_FLOAT:
        return float_new(instance, value.real);
    default:
        return complex_new(instance, value.real, value.imaginary);
    }
}

reference number_from_element(ibid_instance *instance, const struct dtype *dtype, const void *element)
{
    return number_from_value(instance, element_value(dtype, element));
}

bool is_number(const struct object *object)
{
    return object->kind >= OBJECT_BOOL && object->kind <= OBJECT_COMPLEX;
}

static const struct dtype *scalar_dtype(const struct object *object)
{
    return is_number(object) ? ((const struct number *)object)->dtype : NULL;
}

const char *type_name(const struct object *object)
{
    const struct dtype *dtype = scalar_dtype(object);
    return dtype != NULL ? dtype->name : object->type->name;
}

bool has_dtype(const struct object *object)
{
    return object->kind == OBJECT_ARRAY || scalar_dtype(object) != NULL;
}

bool value_of(const struct object *object, struct value *value)
{
    if (is_number(object))
        *value = ((const struct number *)object)->value;
    return is_number(object);
}

/* Arrays of integers without axes are indices too, in NumPy, and its bools are none. */
bool index_of(const struct object *object, int64_t *index)
{
    struct value value;
    if (object->kind == OBJECT_ARRAY) {
        const struct array *array = (const struct array *)object;
        if (array->axes > 0)
            return false;
        value = element_value(array->dtype, array->first);
    } else if (!value_of(object, &value)) {
        return false;
    }
    *index = value.integer;
    switch (value.class) {
    case CLASS_BOOL:
        return !has_dtype(object);
    case CLASS_SIGNED:
        return true;
    case CLASS_UNSIGNED:
        return value.natural <= INT64_MAX;
    default:
        return false;
    }
}

bool read_index(ibid_instance *instance, const struct object *object, int64_t *index)
{
    if (index_of(object, index))
        return true;
    fail(instance, IBID_ERROR_TYPE, "'%s' object cannot be interpreted as an integer", type_name(object));
    return false;
}
