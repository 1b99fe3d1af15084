#include "compare.h"

#include <string.h>

#include "array.h"
#include "refusal.h"
#include "scalar_arithmetic.h"
#include "sequence.h"
#include "text.h"
#include "ufunc.h"

/* CPython's limit: beyond it lie programs whose lists hold themselves, and beyond that the end of the stack. */
enum { DEEPEST = 1000 };

bool go_deeper(ibid_instance *instance)
{
    if (instance->depth >= DEEPEST) {
        fail(instance, IBID_ERROR_OTHER, "maximum recursion depth exceeded: lists that hold themselves?");
        return false;
    }
    instance->depth++;
    return true;
}

void come_back(ibid_instance *instance)
{
    instance->depth--;
}

static bool is_equality(enum ibid_operation operation)
{
    return operation == IBID_OP_EQUAL || operation == IBID_OP_NOT_EQUAL;
}

/* Of two things of which the first is less (-1), equal (0) or greater (1), or that have no order (2). */
static bool says(enum ibid_operation operation, int order)
{
    switch (operation) {
    case IBID_OP_EQUAL:
        return order == 0;
    case IBID_OP_NOT_EQUAL:
        return order != 0;
    case IBID_OP_LESS:
        return order == -1;
    case IBID_OP_LESS_EQUAL:
        return order == -1 || order == 0;
    case IBID_OP_GREATER:
        return order == 1;
    default:
        return order == 1 || order == 0;
    }
}

static reference refuse_order(ibid_instance *instance, enum ibid_operation operation, const struct object *x,
                              const struct object *y)
{
    return fail(instance, IBID_ERROR_TYPE, "'%s' not supported between instances of '%s' and '%s'",
                operation_name(operation), type_name(x), type_name(y));
}

static reference compare_numbers(ibid_instance *instance, enum ibid_operation operation, const struct object *x,
                                 const struct object *y)
{
    struct value left = ((const struct number *)x)->value, right = ((const struct number *)y)->value;
    if (is_equality(operation))
        return bool_of(instance, values_equal(left, right) == (operation == IBID_OP_EQUAL));
    if (left.class == CLASS_COMPLEX || right.class == CLASS_COMPLEX)
        return refuse_order(instance, operation, x, y);
    return bool_of(instance, says(operation, values_order(left, right)));
}

static int order_of_strings(const struct object *x, const struct object *y)
{
    int order = strcmp(characters_of(x), characters_of(y));
    return (order > 0) - (order < 0);
}

/* The first item that differs decides; where there is none, the length. */
static reference compare_sequences(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                   struct object *y)
{
    size_t left = item_count(x), right = item_count(y), shorter = left < right ? left : right;
    if (is_equality(operation) && left != right)
        return bool_of(instance, operation == IBID_OP_NOT_EQUAL);
    for (size_t i = 0; i < shorter; i++) {
        bool equal;
        if (!items_equal(instance, item_at(x, i), item_at(y, i), &equal))
            return NULL;
        if (!equal && is_equality(operation))
            return bool_of(instance, operation == IBID_OP_NOT_EQUAL);
        if (!equal)
            return compare(instance, operation, item_at(x, i), item_at(y, i));
    }
    return bool_of(instance, says(operation, left < right ? -1 : left > right));
}

bool can_be_array(const struct object *x)
{
    return is_number(x) || x->kind == OBJECT_ARRAY || is_sequence(x) || x->kind == OBJECT_RANGE;
}

static reference compare_arrays(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                struct object *y)
{
    struct object *other = has_dtype(x) ? y : x;
    if (can_be_array(other))
        return ufunc_call(instance, operation, x, y, NULL, NULL);
    if (!is_equality(operation))
        return refuse_order(instance, operation, x, y);
    /* A scalar of NumPy's gives a truth of Python's for what is no number and no string. */
    struct object *own = other == x ? y : x;
    if (own->kind != OBJECT_ARRAY && other->kind != OBJECT_STR)
        return bool_of(instance, operation == IBID_OP_NOT_EQUAL);
    return truth_everywhere(instance, own, operation == IBID_OP_NOT_EQUAL);
}

static reference compare_others(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                struct object *y)
{
    if (x->kind == OBJECT_STR && y->kind == OBJECT_STR)
        return bool_of(instance, says(operation, order_of_strings(x, y)));
    if (!is_equality(operation))
        return refuse_order(instance, operation, x, y);
    bool equal = x == y;
    if (x->kind == OBJECT_RANGE && y->kind == OBJECT_RANGE)
        equal = ranges_equal((const struct range *)x, (const struct range *)y);
    return bool_of(instance, equal == (operation == IBID_OP_EQUAL));
}

reference compare(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y)
{
    if (has_dtype(x) || has_dtype(y))
        return compare_arrays(instance, operation, x, y);
    if (is_number(x) && is_number(y))
        return compare_numbers(instance, operation, x, y);
    if (!is_sequence(x) || x->kind != y->kind)
        return compare_others(instance, operation, x, y);
    if (!go_deeper(instance))
        return NULL;
    reference result = compare_sequences(instance, operation, x, y);
    come_back(instance);
    return result;
}

/* Takes the object: what was made for nothing but its truth. */
static bool truth_of_result(ibid_instance *instance, reference result, bool *truth)
{
    bool good = result != NULL && truth_of(instance, borrowed(result), truth);
    release(instance, result);
    return good;
}

bool items_equal(ibid_instance *instance, struct object *x, struct object *y, bool *equal)
{
    *equal = x == y;
    return x == y || truth_of_result(instance, compare(instance, IBID_OP_EQUAL, x, y), equal);
}

static bool truth_of_array(ibid_instance *instance, const struct array *x, bool *truth)
{
    if (x->element_count != 1) {
        fail(instance, IBID_ERROR_VALUE, "The truth value of an array with %s is ambiguous",
             x->element_count == 0 ? "no element" : "more than one element");
        return false;
    }
    *truth = value_is_true(element_value(x->dtype, x->first));
    return true;
}

bool truth_of(ibid_instance *instance, struct object *x, bool *truth)
{
    struct value value;
    *truth = true;
    if (x->kind == OBJECT_ARRAY)
        return truth_of_array(instance, array_of(x), truth);
    if (value_of(x, &value))
        *truth = value_is_true(value);
    else if (x->kind == OBJECT_NONE)
        *truth = false;
    else if (x->kind == OBJECT_STR)
        *truth = characters_of(x)[0] != '\0';
    else if (is_sequence(x))
        *truth = item_count(x) > 0;
    else if (x->kind == OBJECT_RANGE)
        *truth = range_length((const struct range *)x) > 0;
    return true;
}

bool find_item(ibid_instance *instance, struct object *sequence, struct object *x, size_t start, size_t *index)
{
    bool equal = false;
    for (*index = start; *index < item_count(sequence); ++*index) {
        if (!items_equal(instance, item_at(sequence, *index), x, &equal))
            return false;
        if (equal)
            return true;
    }
    return true;
}

static bool string_contains(ibid_instance *instance, const struct object *string, const struct object *x, bool *found)
{
    if (x->kind != OBJECT_STR) {
        fail(instance, IBID_ERROR_TYPE, "'in <string>' requires string as left operand, not %s", type_name(x));
        return false;
    }
    *found = strstr(characters_of(string), characters_of(x)) != NULL;
    return true;
}

/* Whether some element of x == array is true. */
static bool array_contains(ibid_instance *instance, struct object *array, struct object *x, bool *found)
{
    reference equal = compare(instance, IBID_OP_EQUAL, array, x);
    if (equal == NULL)
        return false;
    reference count = ufunc_sum(instance, borrowed(equal), NULL, NULL);
    release(instance, equal);
    return truth_of_result(instance, count, found);
}

bool contains(ibid_instance *instance, struct object *container, struct object *x, bool *found)
{
    if (container->kind == OBJECT_STR)
        return string_contains(instance, container, x, found);
    if (container->kind == OBJECT_ARRAY)
        return array_contains(instance, container, x, found);
    if (is_sequence(container)) {
        size_t index;
        if (!find_item(instance, container, x, 0, &index))
            return false;
        *found = index < item_count(container);
        return true;
    }
    if (container->kind != OBJECT_RANGE) {
        fail(instance, IBID_ERROR_TYPE, "argument of type '%s' is not iterable", type_name(container));
        return false;
    }
    int64_t integer;
    if (!has_dtype(x) && index_of(x, &integer)) {
        *found = range_contains((const struct range *)container, integer);
        return true;
    }
    reference items = items_of(instance, container);
    bool good = items != NULL && contains(instance, borrowed(items), x, found);
    release(instance, items);
    return good;
}
