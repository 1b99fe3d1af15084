#include "copying.h"

#include <stdlib.h>

#include "array.h"
#include "compare.h"
#include "memo.h"
#include "operand.h"
#include "sequence.h"
#include "ufunc.h"

/* The axes by their strides, the longest first: in this order an array in C order has them too. Equal ones stay. */
static void sort_axes(const struct array *x, size_t *order)
{
    for (size_t axis = 0; axis < x->axes; axis++) {
        size_t place = axis;
        for (; place > 0 && llabs(x->strides_bytes[order[place - 1]]) < llabs(x->strides_bytes[axis]); place--)
            order[place] = order[place - 1];
        order[place] = axis;
    }
}

/* In the order in which the elements of x stand in memory, without gaps and forwards: NumPy's order "K". */
static reference copied_as_it_stands(ibid_instance *instance, struct array *x)
{
    if (is_contiguous(x, ORDER_C))
        return array_copy(instance, x, ORDER_C);
    size_t order[MAXIMUM_AXES];
    int64_t shape[MAXIMUM_AXES], strides_bytes[MAXIMUM_AXES];
    sort_axes(x, order);
    for (size_t place = 0; place < x->axes; place++)
        shape[place] = x->shape[order[place]];
    reference made = array_new(instance, x->dtype, x->axes, shape, ORDER_C, false);
    if (made == NULL)
        return NULL;
    /* Nobody has seen it yet: its axes can still change places. */
    struct array *copy = array_of(borrowed(made));
    for (size_t place = 0; place < x->axes; place++)
        strides_bytes[order[place]] = copy->strides_bytes[place];
    for (size_t axis = 0; axis < x->axes; axis++) {
        copy->shape[axis] = x->shape[axis];
        copy->strides_bytes[axis] = strides_bytes[axis];
    }
    return result_if(instance, array_assign(instance, copy, object_of(x)), made);
}

reference shallow_copy(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    switch (x->kind) {
    case OBJECT_LIST:
        return sequence_new(instance, OBJECT_LIST, items_in(x), item_count(x));
    case OBJECT_ARRAY:
        return copied_as_it_stands(instance, array_of(x));
    case OBJECT_OPERAND:
        return operand_like(instance, x);
    default:
        return retain(x);
    }
}

static reference copied(ibid_instance *instance, struct memo *memo, struct object *x);

static bool append_copies(ibid_instance *instance, struct memo *memo, struct object *list, const struct object *x)
{
    if (!list_reserve(instance, list, item_count(x)))
        return false;
    for (size_t i = 0; i < item_count(x); i++) {
        reference copy = copied(instance, memo, item_at(x, i));
        bool appended = copy != NULL && list_append(instance, list, borrowed(copy));
        release(instance, copy);
        if (!appended)
            return false;
    }
    return true;
}

/* The memo knows the copy before it has items: it may be one of them. */
static reference copied_list(ibid_instance *instance, struct memo *memo, struct object *x)
{
    reference list = sequence_new(instance, OBJECT_LIST, NULL, 0);
    bool good = list != NULL && memo_add(instance, memo, x, borrowed(list)) &&
                append_copies(instance, memo, borrowed(list), x);
    return result_if(instance, good, list);
}

static bool items_are_the_same(const struct object *x, const struct object *y)
{
    for (size_t i = 0; i < item_count(x); i++)
        if (item_at(x, i) != item_at(y, i))
            return false;
    return true;
}

/* A tuple that holds nothing but what is its own copy is so too. One that a list in it holds was copied with that. */
static reference tuple_of_copies(ibid_instance *instance, struct memo *memo, struct object *x, struct object *copies)
{
    struct object *known = memo_find(memo, x);
    if (known != NULL)
        return retain(known);
    if (items_are_the_same(x, copies))
        return retain(x);
    reference tuple = sequence_new(instance, OBJECT_TUPLE, items_in(copies), item_count(copies));
    return result_if(instance, tuple != NULL && memo_add(instance, memo, x, borrowed(tuple)), tuple);
}

static reference copied_tuple(ibid_instance *instance, struct memo *memo, struct object *x)
{
    reference copies = sequence_new(instance, OBJECT_LIST, NULL, 0);
    if (copies == NULL)
        return NULL;
    reference tuple = append_copies(instance, memo, borrowed(copies), x)
                          ? tuple_of_copies(instance, memo, x, borrowed(copies))
                          : NULL;
    release(instance, copies);
    return tuple;
}

static reference copied_sequence(ibid_instance *instance, struct memo *memo, struct object *x)
{
    if (!go_deeper(instance))
        return NULL;
    reference copy = x->kind == OBJECT_LIST ? copied_list(instance, memo, x) : copied_tuple(instance, memo, x);
    come_back(instance);
    return copy;
}

static reference copied(ibid_instance *instance, struct memo *memo, struct object *x)
{
    if (x->kind != OBJECT_ARRAY && x->kind != OBJECT_OPERAND && !is_sequence(x))
        return retain(x);
    struct object *known = memo_find(memo, x);
    if (known != NULL)
        return retain(known);
    if (is_sequence(x))
        return copied_sequence(instance, memo, x);
    reference copy =
        x->kind == OBJECT_ARRAY ? copied_as_it_stands(instance, array_of(x)) : operand_like(instance, x);
    return result_if(instance, copy != NULL && memo_add(instance, memo, x, borrowed(copy)), copy);
}

reference deep_copy(ibid_instance *instance, const struct call *call)
{
    struct memo memo = {0};
    reference copy = copied(instance, &memo, call->arguments[0]);
    memo_clear(instance, &memo, copy == NULL);
    return copy;
}
