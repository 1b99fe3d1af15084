/* Sums, running results and updates through a function: what folds one element after the other. */
#include <string.h>

#include "element.h"

/* The functions of the table that fold, by the operation that combines two elements. */
static const struct {
    const char *name;
    enum ibid_operation operation;
} folding[] = {
    {"add", IBID_OP_ADD},           {"subtract", IBID_OP_SUBTRACT}, {"multiply", IBID_OP_MULTIPLY},
    {"maximum", IBID_OP_F_MAXIMUM}, {"minimum", IBID_OP_F_MINIMUM}, {"power", IBID_OP_POWER},
};

static bool operation_of(ibid_instance *instance, const struct object *function, enum ibid_operation *operation)
{
    for (size_t i = 0; function->kind == OBJECT_FUNCTION && i < sizeof folding / sizeof *folding; i++)
        if (strcmp(folding[i].name, function->text) == 0) {
            *operation = folding[i].operation;
            return true;
        }
    return lacks(instance, "running results of this function") != NULL;
}

/* Sums and products of small integers are made in 64 bits; an output says otherwise. */
static const struct dtype *dtype_of_fold(enum ibid_operation operation, const struct dtype *dtype,
                                         const struct object *out)
{
    if (out != NULL && out->kind == OBJECT_ARRAY)
        return out->dtype;
    bool grows = operation == IBID_OP_ADD || operation == IBID_OP_MULTIPLY;
    if (grows && (dtype->class == CLASS_BOOL || dtype->class == CLASS_SIGNED))
        return dtype_named("int64");
    return grows && dtype->class == CLASS_UNSIGNED ? dtype_named("uint64") : dtype;
}

static bool resolve_axis(ibid_instance *instance, const struct object *x, const struct object *axis, size_t *resolved)
{
    int64_t number;
    if (!is_integer(axis, &number))
        return lacks(instance, "several axes at once") != NULL;
    if (number < 0)
        number += (int64_t)x->axes;
    *resolved = (size_t)number;
    return (number >= 0 && number < (int64_t)x->axes) ||
           fail(instance, IBID_ERROR_INDEX, "axis is out of bounds for array of dimension %zu", x->axes) != NULL;
}

/* How many elements lie between two neighbours along the axis. */
static size_t stride_of(const struct object *x, size_t axis)
{
    size_t stride = 1;
    for (size_t i = axis + 1; i < x->axes; i++)
        stride *= (size_t)x->shape[i];
    return stride;
}

struct object *array_sum(ibid_instance *instance, struct object *x, struct object *axis, struct object *out)
{
    struct object *operand = as_operand(instance, x);
    if (operand == NULL)
        return NULL;
    bool all = axis == NULL || axis->kind == OBJECT_NONE;
    size_t along = 0, axes = 0, stride = 1, length = operand->element_count;
    int64_t shape[MAXIMUM_AXES];
    if (!all) {
        if (!resolve_axis(instance, operand, axis, &along))
            return NULL;
        for (size_t i = 0; i < operand->axes; i++)
            if (i != along)
                shape[axes++] = operand->shape[i];
        stride = stride_of(operand, along);
        length = (size_t)operand->shape[along];
    }
    const struct dtype *dtype = dtype_of_fold(IBID_OP_ADD, operand->dtype, out);
    struct object *result = exact_destination(instance, dtype, axes, shape, out);
    struct number *sums = result == NULL ? NULL : allocate(instance, result->element_count + 1, sizeof *sums);
    for (size_t i = 0; sums != NULL && i < result->element_count; i++) {
        size_t first = i / stride * stride * length + i % stride;
        sums[i] = number_as((struct number){.class = CLASS_BOOL}, dtype->class);
        for (size_t k = 0; k < length; k++)
            sums[i] = rounded(dtype, combine(IBID_OP_ADD, sums[i], element_as(operand, first + k * stride, dtype)));
    }
    return sums != NULL && write_results(instance, result, sums, NULL) ? result_of(instance, result, out) : NULL;
}

struct object *array_accumulate(ibid_instance *instance, struct object *function, struct object *x, struct object *out)
{
    enum ibid_operation operation = IBID_OP_ADD;
    struct object *operand = as_operand(instance, x);
    if (operand == NULL || !operation_of(instance, function, &operation))
        return NULL;
    if (operand->axes == 0)
        return fail(instance, IBID_ERROR_TYPE, "cannot accumulate on a scalar");
    const struct dtype *dtype = dtype_of_fold(operation, operand->dtype, out);
    struct object *result = exact_destination(instance, dtype, operand->axes, operand->shape, out);
    if (result != NULL && out != NULL && !check_overlap_as(instance, CHOICE_fold_overlap, out, operand))
        return NULL;
    struct number *results = result == NULL ? NULL : allocate(instance, operand->element_count + 1, sizeof *results);
    size_t stride = stride_of(operand, 0);
    for (size_t i = 0; results != NULL && i < operand->element_count; i++) {
        results[i] = element_as(operand, i, dtype);
        if (i >= stride)
            results[i] = rounded(dtype, combine(operation, results[i - stride], results[i]));
    }
    return results != NULL && write_results(instance, result, results, NULL) ? result : NULL;
}

/* The selected elements, each time that they are there, are combined with those of y, in order. */
static bool combine_selected(ibid_instance *instance, enum ibid_operation operation, struct object *selected,
                             struct object *y)
{
    struct object *operand = as_operand(instance, y);
    const struct dtype *dtype =
        operand == NULL ? NULL : promote_operands(instance, selected, is_number(y) ? y : operand);
    if (dtype == NULL)
        return false;
    if (!can_cast(dtype, selected->dtype))
        return fail(instance, IBID_ERROR_CASTING, "cannot write %s into elements of %s", dtype->name,
                    selected->dtype->name) != NULL;
    operand = broadcast(instance, operand, selected->axes, selected->shape);
    operand = operand == NULL ? NULL : array_copy(instance, operand);
    for (size_t i = 0; operand != NULL && i < selected->element_count; i++)
        number_write(
            selected->dtype, selected->buffer->bytes + selected->addresses[i],
            combine(operation, element_as(selected, i, selected->dtype), element_as(operand, i, selected->dtype)));
    return operand != NULL;
}

struct object *array_at(ibid_instance *instance, struct object *function, struct object *x, struct object *index,
                        struct object *y)
{
    enum ibid_operation operation = IBID_OP_ADD;
    struct object *selected = array_selected(instance, x, index);
    if (selected == NULL || !operation_of(instance, function, &operation))
        return NULL;
    if (y == NULL)
        return lacks(instance, "at without an operand");
    return combine_selected(instance, operation, selected, y) ? instance->none : NULL;
}

struct object *array_updated_at(ibid_instance *instance, bool adds, struct object *x, struct object *index,
                                struct object *y)
{
    struct object *result = x->kind == OBJECT_ARRAY ? array_copy(instance, x) : x;
    struct object *selected = result == NULL ? NULL : array_selected(instance, result, index);
    bool done = selected != NULL &&
                (adds ? combine_selected(instance, IBID_OP_ADD, selected, y) : assign(instance, selected, y));
    return done ? result : NULL;
}
