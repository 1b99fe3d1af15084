/*
 * Equality of content without text and without recursion: pairs that still have to be equal wait on
 * a list. Lists may contain themselves, and a few lists may make a tree of any size, so a pair of
 * objects is looked at once: what was compared already is taken as equal, which can only be wrong if
 * another pair is not, and then the answer is false anyway. Which objects were taken as equal is kept
 * as a forest of classes (union-find), so that the work grows with the number of objects and not of
 * pairs.
 */
#include "observe/observation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "observe/number.h"

/* A value: an object, or what remains of an array when `axis` subscripts were given. */
struct part {
    const struct snapshot *snapshot;
    size_t object;
    size_t axis;
    size_t first_element;
};

struct comparison {
    const struct snapshot *left, *right;
    struct part (*pairs)[2];
    size_t pair_count, pair_capacity;
    size_t *class_of; /* objects of the left snapshot, then of the right; made when the first sequence is met */
};

static const struct object *object_of(const struct part *part)
{
    return &part->snapshot->objects[part->object];
}

static void push(struct comparison *comparison, struct part left, struct part right)
{
    if (comparison->pair_count == comparison->pair_capacity) {
        comparison->pair_capacity = comparison->pair_capacity == 0 ? 16 : 2 * comparison->pair_capacity;
        comparison->pairs = checked_realloc(comparison->pairs, comparison->pair_capacity * sizeof *comparison->pairs);
    }
    comparison->pairs[comparison->pair_count][0] = left;
    comparison->pairs[comparison->pair_count][1] = right;
    comparison->pair_count++;
}

static size_t find_class(size_t *class_of, size_t object)
{
    while (class_of[object] != object) {
        class_of[object] = class_of[class_of[object]];
        object = class_of[object];
    }
    return object;
}

/* Takes two sequences as equal from now on; false if they are already. */
static bool join(struct comparison *comparison, size_t left, size_t right)
{
    size_t left_count = comparison->left->object_count;
    /* One snapshot compared with itself: an object is in one class, whichever side it came from. */
    size_t offset = comparison->left == comparison->right ? 0 : left_count;
    if (comparison->class_of == NULL) {
        size_t count = left_count + comparison->right->object_count;
        comparison->class_of = checked_malloc(count * sizeof *comparison->class_of);
        for (size_t i = 0; i < count; i++)
            comparison->class_of[i] = i;
    }
    size_t left_class = find_class(comparison->class_of, left);
    size_t right_class = find_class(comparison->class_of, offset + right);
    comparison->class_of[left_class] = right_class;
    return left_class != right_class;
}

static bool is_sequence(const struct object *object)
{
    return object->kind == IBID_LIST || object->kind == IBID_TUPLE;
}

/* How many items a part has when it is looked at as a sequence; false for scalars. */
static bool length_of(const struct part *part, size_t *length)
{
    const struct object *object = object_of(part);
    if (is_sequence(object)) {
        *length = object->item_count;
        return true;
    }
    if (object->kind != IBID_ARRAY || part->axis >= object->dimensions)
        return false;
    *length = (size_t)object->shape[part->axis];
    return true;
}

static size_t elements_below(const struct object *array, size_t axis)
{
    size_t count = 1;
    for (size_t i = axis; i < array->dimensions; i++)
        count *= (size_t)array->shape[i];
    return count;
}

static struct part item_of(const struct part *part, size_t index)
{
    const struct object *object = object_of(part);
    struct part item = *part;
    if (is_sequence(object)) {
        item.object = object->items[index];
        return item;
    }
    item.axis++;
    item.first_element += index * elements_below(object, item.axis);
    return item;
}

static bool number_of_part(const struct part *part, struct number *number)
{
    const struct object *object = object_of(part);
    switch (object->kind) {
    case IBID_BOOL:
        *number = number_of_bool(object->truth);
        return true;
    case IBID_INT:
        *number = number_of_digits(object->text);
        return true;
    case IBID_FLOAT:
        *number = number_of_real(object->real);
        return true;
    case IBID_COMPLEX:
        *number = number_of_complex(object->real, object->imaginary);
        return true;
    case IBID_ARRAY:
        if (object->element == NULL || object->element->class == DTYPE_FIELDS || part->axis < object->dimensions)
            return false;
        *number = number_of_element(object->element, object->bytes + part->first_element * object->element->item_bytes);
        return true;
    default:
        return false;
    }
}

static bool scalars_equal(const struct part *left, const struct part *right)
{
    const struct object *left_object = object_of(left), *right_object = object_of(right);
    struct number left_number, right_number;
    if (number_of_part(left, &left_number))
        return number_of_part(right, &right_number) && number_equal(&left_number, &right_number);
    if (left_object->kind != right_object->kind)
        return false;
    if (left_object->kind == IBID_NONE)
        return true;
    return (left_object->kind == IBID_STR || left_object->kind == IBID_OTHER) &&
           strcmp(left_object->text, right_object->text) == 0;
}

/* Field by field, in their order, whatever their names. */
static bool fields_equal(const struct dtype *left_dtype, const unsigned char *left, const struct dtype *right_dtype,
                         const unsigned char *right)
{
    struct dtype_field left_field = {0}, right_field = {0};
    while (dtype_next_field(left_dtype, &left_field)) {
        if (!dtype_next_field(right_dtype, &right_field))
            return false;
        struct number left_number = number_of_element(left_field.dtype, left + left_field.offset_bytes);
        struct number right_number = number_of_element(right_field.dtype, right + right_field.offset_bytes);
        if (!number_equal(&left_number, &right_number))
            return false;
    }
    return !dtype_next_field(right_dtype, &right_field);
}

static bool element_equal(const struct dtype *left_dtype, const unsigned char *left, const struct dtype *right_dtype,
                          const unsigned char *right)
{
    if (left_dtype->class == DTYPE_FIELDS || right_dtype->class == DTYPE_FIELDS)
        return left_dtype->class == right_dtype->class && fields_equal(left_dtype, left, right_dtype, right);
    struct number left_number = number_of_element(left_dtype, left);
    struct number right_number = number_of_element(right_dtype, right);
    return number_equal(&left_number, &right_number);
}

static bool elements_equal(const struct dtype *left_dtype, const unsigned char *left, const struct dtype *right_dtype,
                           const unsigned char *right, size_t count)
{
    if (left_dtype == right_dtype) {
        if (memcmp(left, right, count * left_dtype->item_bytes) == 0)
            return true;
        /* Only these have more than one pattern for one value: a true byte, a NaN. */
        if (left_dtype->class == DTYPE_SIGNED || left_dtype->class == DTYPE_UNSIGNED)
            return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!element_equal(left_dtype, left + i * left_dtype->item_bytes, right_dtype,
                           right + i * right_dtype->item_bytes))
            return false;
    return true;
}

static bool arrays_equal(const struct part *left, const struct part *right)
{
    const struct object *left_array = object_of(left), *right_array = object_of(right);
    if (left_array->dimensions - left->axis != right_array->dimensions - right->axis)
        return false;
    for (size_t i = 0; left->axis + i < left_array->dimensions; i++)
        if (left_array->shape[left->axis + i] != right_array->shape[right->axis + i])
            return false;
    if (left_array->element == NULL || right_array->element == NULL)
        /* Elements of a dtype unknown here are equal as a whole or not at all. */
        return left_array->element == right_array->element && left->axis == 0 && right->axis == 0 &&
               strcmp(left_array->dtype, right_array->dtype) == 0 &&
               left_array->byte_count == right_array->byte_count &&
               memcmp(left_array->bytes, right_array->bytes, left_array->byte_count) == 0;
    return elements_equal(
        left_array->element, left_array->bytes + left->first_element * left_array->element->item_bytes,
        right_array->element, right_array->bytes + right->first_element * right_array->element->item_bytes,
        elements_below(left_array, left->axis));
}

/* Whether two parts are equal as far as can be seen without their items, which are pushed. */
static bool pair_equal(struct comparison *comparison, const struct part *left, const struct part *right)
{
    const struct object *left_object = object_of(left), *right_object = object_of(right);
    if (left_object->kind == IBID_ARRAY && right_object->kind == IBID_ARRAY)
        return arrays_equal(left, right);
    size_t left_length, right_length;
    bool left_sequence = length_of(left, &left_length), right_sequence = length_of(right, &right_length);
    if (!left_sequence || !right_sequence)
        return left_sequence == right_sequence && scalars_equal(left, right);
    if (left_length != right_length)
        return false;
    if (is_sequence(left_object) && is_sequence(right_object) && !join(comparison, left->object, right->object))
        return true;
    for (size_t i = left_length; i-- > 0;)
        push(comparison, item_of(left, i), item_of(right, i));
    return true;
}

bool object_equal(const struct snapshot *left, size_t left_object, const struct snapshot *right, size_t right_object)
{
    struct comparison comparison = {.left = left, .right = right};
    struct part left_part = {.snapshot = left, .object = left_object};
    struct part right_part = {.snapshot = right, .object = right_object};
    bool equal = pair_equal(&comparison, &left_part, &right_part);
    while (equal && comparison.pair_count > 0) {
        comparison.pair_count--;
        left_part = comparison.pairs[comparison.pair_count][0];
        right_part = comparison.pairs[comparison.pair_count][1];
        equal = pair_equal(&comparison, &left_part, &right_part);
    }
    free(comparison.pairs);
    free(comparison.class_of);
    return equal;
}
