#include <inttypes.h>
#include <string.h>

#include "index_parts.h"
#include "number.h"
#include "sequence.h"
#include "shape.h"

static bool refuse_type(ibid_instance *instance)
{
    fail(instance, IBID_ERROR_INDEX,
         "only integers, slices, '...', None and arrays or lists of integers or truth values are valid indices");
    return false;
}

static struct part *add_part(ibid_instance *instance, struct index_parts *parts, enum part_kind kind)
{
    if (parts->count == MAXIMUM_PARTS)
        return fail(instance, IBID_ERROR_INDEX, "too many indices for an array: at most %d", MAXIMUM_PARTS);
    struct part *part = &parts->parts[parts->count++];
    *part = (struct part){.kind = kind, .mask_length = NO_MASK};
    return part;
}

static bool add_integer(ibid_instance *instance, struct index_parts *parts, int64_t position)
{
    struct part *part = add_part(instance, parts, PART_INTEGER);
    if (part == NULL)
        return false;
    part->position = position;
    parts->axes_taken++;
    return true;
}

/* Takes the list over. */
static struct part *add_list(ibid_instance *instance, struct index_parts *parts, reference list)
{
    struct part *part = list == NULL ? NULL : add_part(instance, parts, PART_LIST);
    if (part == NULL) {
        release(instance, list);
        return NULL;
    }
    part->list = list;
    part->takes_axis = true;
    parts->axes_taken++;
    parts->has_list = true;
    return part;
}

/* True selects all, along a new axis of length 1, and false nothing, along one of length 0. */
static bool add_truth(ibid_instance *instance, struct index_parts *parts, bool truth)
{
    int64_t length = truth;
    struct part *part =
        add_list(instance, parts, array_new(instance, dtype_numbered(KERNEL_INT64), 1, &length, ORDER_C, true));
    if (part == NULL)
        return false;
    part->takes_axis = false;
    parts->axes_taken--;
    return true;
}

static size_t count_true(const unsigned char *truths, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += truths[i] != 0;
    return found;
}

/* The positions along one axis of the elements that are true; `step` of them differ in nothing that counts before it.
 */
static reference positions_along(ibid_instance *instance, const unsigned char *truths, size_t found, size_t step,
                                 int64_t axis_length)
{
    int64_t length = (int64_t)found;
    reference made = array_new(instance, dtype_numbered(KERNEL_INT64), 1, &length, ORDER_C, false);
    if (made == NULL)
        return NULL;
    int64_t *const positions = (int64_t *)(void *)array_of(borrowed(made))->first;
    size_t done = 0;
    while (done < found) {
        for (int64_t position = 0; position < axis_length; position++) {
            for (size_t i = 0; i < step && done < found; i++) {
                /* Without a branch, which a processor could not foresee: what is not true is written over. */
                positions[done] = position;
                done += *truths++ != 0;
            }
        }
    }
    return made;
}

static bool add_mask_axes(ibid_instance *instance, struct index_parts *parts, const struct array *mask,
                          const unsigned char *truths)
{
    size_t found = count_true(truths, mask->element_count), step = mask->element_count;
    for (size_t axis = 0; axis < mask->axes; axis++) {
        step /= mask->shape[axis] > 0 ? (size_t)mask->shape[axis] : 1;
        struct part *part =
            add_list(instance, parts, positions_along(instance, truths, found, step > 0 ? step : 1, mask->shape[axis]));
        if (part == NULL)
            return false;
        part->mask_length = mask->shape[axis];
    }
    return true;
}

static bool add_mask(ibid_instance *instance, struct index_parts *parts, const struct array *mask)
{
    unsigned char *truths = allocate_unset(instance, mask->element_count, 1);
    if (truths == NULL)
        return false;
    elements_in_order(mask, truths);
    bool added = add_mask_axes(instance, parts, mask, truths);
    deallocate(instance, truths, mask->element_count, 1);
    return added;
}

static bool add_array_without_axes(ibid_instance *instance, struct index_parts *parts, const struct array *array)
{
    int64_t position;
    struct value value = element_value(array->dtype, array->first);
    if (array->dtype->class == CLASS_BOOL)
        return add_truth(instance, parts, value.integer != 0);
    if (!index_of(&array->head, &position))
        return fail(instance, IBID_ERROR_INDEX, "arrays used as indices must be of integer (or boolean) type") != NULL;
    parts->has_axisless = true;
    return add_integer(instance, parts, position);
}

static bool add_array(ibid_instance *instance, const struct array *x, struct index_parts *parts, struct array *array)
{
    if (array->axes == 0)
        return add_array_without_axes(instance, parts, array);
    if (array->dtype->class == CLASS_BOOL) {
        parts->is_mask_of_all = same_shape(x, array->axes, array->shape);
        return add_mask(instance, parts, array);
    }
    if (array->dtype->class != CLASS_SIGNED && array->dtype->class != CLASS_UNSIGNED)
        return fail(instance, IBID_ERROR_INDEX, "arrays used as indices must be of integer (or boolean) type") != NULL;
    return add_list(instance, parts, array_from(instance, object_of(array), dtype_numbered(KERNEL_INT64))) != NULL;
}

/* A list, a tuple inside a tuple, or a range: as an array of them would, but that a list of nothing selects nothing. */
static bool add_items(ibid_instance *instance, const struct array *x, struct index_parts *parts, struct object *items)
{
    reference made = array_from(instance, items, NULL);
    if (made == NULL)
        return instance->failure.kind == IBID_ERROR_TYPE ? refuse_type(instance) : false;
    struct array *array = array_of(borrowed(made));
    enum dtype_class class = array->dtype->class;
    bool added = false;
    if (array->element_count == 0)
        added = add_list(instance, parts, array_from(instance, borrowed(made), dtype_numbered(KERNEL_INT64))) != NULL;
    else if (class == CLASS_FLOAT || class == CLASS_COMPLEX)
        refuse_type(instance);
    else
        added = add_array(instance, x, parts, array);
    release(instance, made);
    return added;
}

static bool add_number(ibid_instance *instance, struct index_parts *parts, const struct object *number)
{
    int64_t position;
    if (number->kind == OBJECT_BOOL)
        return add_truth(instance, parts, ((const struct number *)number)->value.integer != 0);
    if (number->kind != OBJECT_INT || !index_of(number, &position))
        return refuse_type(instance);
    return add_integer(instance, parts, position);
}

static bool add_slice(ibid_instance *instance, struct index_parts *parts, struct object *slice)
{
    struct part *part = add_part(instance, parts, PART_SLICE);
    if (part == NULL)
        return false;
    part->slice = slice;
    parts->axes_taken++;
    return true;
}

static bool add_ellipsis(ibid_instance *instance, struct index_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->parts[i].kind == PART_ELLIPSIS)
            return fail(instance, IBID_ERROR_INDEX, "an index can only have a single ellipsis ('...')") != NULL;
    return add_part(instance, parts, PART_ELLIPSIS) != NULL;
}

static bool add_subscript(ibid_instance *instance, const struct array *x, struct index_parts *parts,
                          struct object *subscript)
{
    switch (subscript->kind) {
    case OBJECT_NONE:
        return add_part(instance, parts, PART_NEW_AXIS) != NULL;
    case OBJECT_ELLIPSIS:
        return add_ellipsis(instance, parts);
    case OBJECT_SLICE:
        return add_slice(instance, parts, subscript);
    case OBJECT_ARRAY:
        return add_array(instance, x, parts, array_of(subscript));
    case OBJECT_LIST:
    case OBJECT_TUPLE:
    case OBJECT_RANGE:
        return add_items(instance, x, parts, subscript);
    default:
        return is_number(subscript) ? add_number(instance, parts, subscript) : refuse_type(instance);
    }
}

static bool has_kind(const struct index_parts *parts, enum part_kind kind)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->parts[i].kind == kind)
            return true;
    return false;
}

size_t axes_of_part(const struct array *x, const struct index_parts *parts, const struct part *part)
{
    switch (part->kind) {
    case PART_NEW_AXIS:
        return 0;
    case PART_ELLIPSIS:
        return x->axes - parts->axes_taken;
    case PART_LIST:
        return part->takes_axis ? 1 : 0;
    default:
        return 1;
    }
}

/* A mask fits the axes that it stands for. */
static bool check_masks(ibid_instance *instance, const struct array *x, const struct index_parts *parts)
{
    size_t axis = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->parts[i];
        if (part->kind == PART_LIST && part->mask_length > 0 && part->mask_length != x->shape[axis])
            return fail(instance, IBID_ERROR_INDEX,
                        "boolean index did not match indexed array along axis %zu; size of axis is %" PRId64
                        " but size of corresponding boolean axis is %" PRId64,
                        axis, x->shape[axis], part->mask_length) != NULL;
        axis += axes_of_part(x, parts, part);
    }
    return true;
}

static bool read_subscripts(ibid_instance *instance, const struct array *x, struct object *index,
                            struct index_parts *parts)
{
    if (index->kind != OBJECT_TUPLE)
        return add_subscript(instance, x, parts, index);
    for (size_t i = 0; i < item_count(index); i++)
        if (!add_subscript(instance, x, parts, item_at(index, i)))
            return false;
    return true;
}

bool index_read(ibid_instance *instance, const struct array *x, struct object *index, struct index_parts *parts)
{
    parts->count = parts->axes_taken = 0;
    parts->has_list = parts->has_axisless = parts->is_integers = parts->is_mask_of_all = false;
    if (!read_subscripts(instance, x, index, parts))
        return false;
    if (parts->axes_taken > x->axes)
        return fail(instance, IBID_ERROR_INDEX,
                    "too many indices for array: array is %zu-dimensional, but %zu were indexed", x->axes,
                    parts->axes_taken) != NULL;
    bool single = index->kind != OBJECT_TUPLE || item_count(index) == 1;
    parts->is_mask_of_all = parts->is_mask_of_all && single;
    if (!has_kind(parts, PART_ELLIPSIS) && parts->axes_taken < x->axes &&
        add_part(instance, parts, PART_ELLIPSIS) == NULL)
        return false;
    parts->is_integers = !parts->has_list && !has_kind(parts, PART_SLICE) && !has_kind(parts, PART_NEW_AXIS) &&
                         !has_kind(parts, PART_ELLIPSIS);
    return check_masks(instance, x, parts);
}

void index_close(ibid_instance *instance, struct index_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        release(instance, parts->parts[i].list);
}
