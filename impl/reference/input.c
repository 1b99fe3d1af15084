#include "input.h"

#include <inttypes.h>
#include <string.h>

static const struct dtype *dtype_of_class(enum dtype_class class)
{
    static const enum kernel_dtype dtypes[] = {
        [CLASS_BOOL] = KERNEL_BOOL,     [CLASS_SIGNED] = KERNEL_INT64,       [CLASS_UNSIGNED] = KERNEL_UINT64,
        [CLASS_FLOAT] = KERNEL_FLOAT64, [CLASS_COMPLEX] = KERNEL_COMPLEX128,
    };
    return dtype_numbered(dtypes[class]);
}

static void open_array(struct input *input, struct array *array)
{
    input->array = array;
    input->dtype = array->dtype;
    input->weak = false;
    input->axes = array->axes;
    input->shape = array->shape;
    input->strides_bytes = array->strides_bytes;
    input->first = array->first;
}

static void open_number(struct input *input, const struct dtype *dtype)
{
    input->array = NULL;
    input->weak = dtype == NULL;
    input->dtype = dtype != NULL ? dtype : dtype_of_class(input->value.class);
    input->axes = 0;
    input->shape = input->strides_bytes = NULL;
    input->first = input->element;
}

bool input_open(ibid_instance *instance, struct input *input, struct object *object)
{
    input->kept = NULL;
    struct array *array = array_of(object);
    if (array == NULL && value_of(object, &input->value)) {
        open_number(input, ((const struct number *)object)->dtype);
        return true;
    }
    if (array == NULL) {
        if (object->kind != OBJECT_LIST && object->kind != OBJECT_TUPLE && object->kind != OBJECT_RANGE)
            return fail(instance, IBID_ERROR_TYPE, "an array or a number is needed, not '%s'", type_name(object)) !=
                   NULL;
        input->kept = array_from(instance, object, NULL);
        if (input->kept == NULL)
            return false;
        array = array_of(borrowed(input->kept));
    }
    open_array(input, array);
    return true;
}

void input_close(ibid_instance *instance, struct input *input)
{
    release(instance, input->kept);
    input->kept = NULL;
}

bool input_fits(const struct input *input, const struct dtype *dtype)
{
    bool integers = dtype->class == CLASS_SIGNED || dtype->class == CLASS_UNSIGNED;
    if (input->array != NULL || input->value.class != CLASS_SIGNED || !integers)
        return true;
    return integer_fits(dtype, input->value.integer);
}

bool input_settle(ibid_instance *instance, struct input *input, const struct dtype *dtype)
{
    if (input->array != NULL)
        return true;
    if (input->weak && !input_fits(input, dtype))
        return fail(instance, IBID_ERROR_OVERFLOW, "the integer %" PRId64 " is out of bounds for %s",
                    input->value.integer, dtype->name) != NULL;
    element_store(dtype, input->element, input->value);
    input->dtype = dtype;
    return true;
}

bool input_copy(ibid_instance *instance, struct input *input)
{
    reference copy = array_copy(instance, input->array, ORDER_C);
    if (copy == NULL)
        return false;
    release(instance, input->kept);
    input->kept = copy;
    open_array(input, array_of(borrowed(copy)));
    return true;
}
