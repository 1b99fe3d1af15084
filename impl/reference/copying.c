#include "copying.h"

#include "array.h"
#include "compare.h"
#include "memo.h"
#include "operand.h"
#include "sequence.h"

/* An array and an operand anew; all else that is given here cannot change, and stays. */
static reference copied_alone(ibid_instance *instance, struct object *x)
{
    if (x->kind == OBJECT_ARRAY)
        return array_copy(instance, array_of(x), ORDER_KEEP);
    return x->kind == OBJECT_OPERAND ? operand_like(instance, x) : retain(x);
}

reference shallow_copy(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    return x->kind == OBJECT_LIST ? sequence_new(instance, OBJECT_LIST, items_in(x), item_count(x))
                                  : copied_alone(instance, x);
}

static reference copied(ibid_instance *instance, struct memo *memo, struct object *x);

static bool append_copies(ibid_instance *instance, struct memo *memo, struct object *list, const struct object *x)
{
    if (!list_reserve(instance, list, item_count(x)))
        return false;
    for (size_t i = 0; i < item_count(x); i++)
        if (!list_append_new(instance, list, copied(instance, memo, item_at(x, i))))
            return false;
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
    reference copy = copied_alone(instance, x);
    return result_if(instance, copy != NULL && memo_add(instance, memo, x, borrowed(copy)), copy);
}

reference deep_copy(ibid_instance *instance, const struct call *call)
{
    struct memo memo = {0};
    reference copy = copied(instance, &memo, call->arguments[0]);
    memo_clear(instance, &memo, copy == NULL);
    return copy;
}
