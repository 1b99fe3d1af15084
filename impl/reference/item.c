#include "item.h"

#include <inttypes.h>

#include "array.h"
#include "index.h"
#include "number.h"
#include "sequence.h"
#include "text.h"

/* An integer index, counted from the start; false with an error. `what` stands in front of "index": "assignment ". */
static bool read_position(ibid_instance *instance, const struct object *x, const struct object *index, uint64_t length,
                          const char *what, int64_t *position)
{
    if (!index_of(index, position)) {
        fail(instance, IBID_ERROR_TYPE, "%s indices must be integers or slices, not %s", type_name(x),
             type_name(index));
        return false;
    }
    if (length <= INT64_MAX && index_resolve(position, (int64_t)length))
        return true;
    fail(instance, IBID_ERROR_INDEX, "%s %sindex out of range", type_name(x), what);
    return false;
}

static reference slice_of_sequence(ibid_instance *instance, struct object *x, const struct object *index)
{
    int64_t start, step, count;
    if (!slice_resolve(instance, index, (int64_t)item_count(x), &start, &step, &count))
        return NULL;
    if (x->kind == OBJECT_TUPLE && step == 1 && count == (int64_t)item_count(x))
        return retain(x);
    if (step == 1)
        return sequence_new(instance, x->kind, count > 0 ? items_in(x) + start : NULL, (size_t)count);
    struct object **chosen = allocate(instance, (size_t)count, sizeof *chosen);
    if (chosen == NULL)
        return NULL;
    for (int64_t i = 0; i < count; i++)
        chosen[i] = item_at(x, (size_t)(start + i * step));
    reference result = sequence_new(instance, x->kind, chosen, (size_t)count);
    deallocate(instance, chosen, (size_t)count, sizeof *chosen);
    return result;
}

static reference item_of_sequence(ibid_instance *instance, struct object *x, const struct object *index)
{
    int64_t position;
    if (index->kind == OBJECT_SLICE)
        return slice_of_sequence(instance, x, index);
    if (!read_position(instance, x, index, item_count(x), "", &position))
        return NULL;
    return retain(item_at(x, (size_t)position));
}

static reference item_of_string(ibid_instance *instance, struct object *x, const struct object *index)
{
    int64_t start, step = 1, count = 1, length = (int64_t)text_length(x);
    bool good = index->kind == OBJECT_SLICE ? slice_resolve(instance, index, length, &start, &step, &count)
                                            : read_position(instance, x, index, (uint64_t)length, "", &start);
    return good ? text_slice(instance, x, start, step, count) : NULL;
}

/* A slice of a range is a range. Products of steps that do not fit into 64 bits are of no more than one integer. */
static reference item_of_range(ibid_instance *instance, const struct object *x, const struct object *index)
{
    const struct range *range = (const struct range *)x;
    uint64_t length = range_length(range);
    int64_t start, step, count;
    if (index->kind != OBJECT_SLICE)
        return read_position(instance, x, index, length, "object ", &start)
                   ? integer_new(instance, range_item(range, (uint64_t)start))
                   : NULL;
    if (length > INT64_MAX)
        return integer_too_large(instance);
    if (!slice_resolve(instance, index, (int64_t)length, &start, &step, &count))
        return NULL;
    int64_t first = range_item(range, (uint64_t)start), new_step, end;
    if (__builtin_mul_overflow(range->step, step, &new_step) || __builtin_mul_overflow(new_step, count, &end) ||
        __builtin_add_overflow(first, end, &end))
        return integer_too_large(instance);
    return range_new(instance, first, end, new_step);
}

/* As of an array without axes. */
static reference item_of_scalar(ibid_instance *instance, struct object *x, struct object *index)
{
    reference array = array_from(instance, x, NULL);
    reference item = array == NULL ? NULL : array_get(instance, array_of(borrowed(array)), index);
    release(instance, array);
    return item;
}

reference get_item(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0], *index = call->arguments[1];
    if (x->kind == OBJECT_ARRAY)
        return array_get(instance, array_of(x), index);
    if (is_sequence(x))
        return item_of_sequence(instance, x, index);
    if (x->kind == OBJECT_STR)
        return item_of_string(instance, x, index);
    if (x->kind == OBJECT_RANGE)
        return item_of_range(instance, x, index);
    if (has_dtype(x))
        return item_of_scalar(instance, x, index);
    return fail(instance, IBID_ERROR_TYPE, "'%s' object is not subscriptable", type_name(x));
}

/* The new items, all of which are there before the first is put in its place. */
static bool set_slice(ibid_instance *instance, struct object *list, const struct object *index, struct object *items)
{
    int64_t start, step, count;
    if (!slice_resolve(instance, index, (int64_t)item_count(list), &start, &step, &count))
        return false;
    if (step == 1)
        return list_splice(instance, list, (size_t)start, (size_t)count, items_in(items), item_count(items));
    if ((int64_t)item_count(items) != count) {
        fail(instance, IBID_ERROR_VALUE, "attempt to assign sequence of size %zu to extended slice of size %" PRId64,
             item_count(items), count);
        return false;
    }
    /* `items` is a list of its own, and gets what it is exchanged for. */
    for (int64_t i = 0; i < count; i++) {
        struct object **place = &sequence_of(list)->items[start + i * step];
        struct object **item = &sequence_of(items)->items[i], *old = *place;
        *place = *item;
        *item = old;
    }
    return true;
}

static bool set_position(ibid_instance *instance, struct object *list, const struct object *index,
                         struct object *value)
{
    int64_t position;
    if (!read_position(instance, list, index, item_count(list), "assignment ", &position))
        return false;
    struct object **place = &sequence_of(list)->items[position], *old = *place;
    *place = borrowed(retain(value));
    release(instance, (reference)old);
    return true;
}

static bool set_in_list(ibid_instance *instance, struct object *list, const struct object *index, struct object *value)
{
    if (index->kind != OBJECT_SLICE)
        return set_position(instance, list, index, value);
    reference items = items_of(instance, value);
    bool good = items != NULL && set_slice(instance, list, index, borrowed(items));
    release(instance, items);
    return good;
}

/* None comes first: what has changed a list must not fail for want of a result. */
reference set_item(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0], *index = call->arguments[1], *value = call->arguments[2];
    if (x->kind != OBJECT_ARRAY && x->kind != OBJECT_LIST)
        return fail(instance, IBID_ERROR_IMMUTABLE, "'%s' object does not support item assignment", type_name(x));
    reference nothing = none(instance);
    bool done = nothing != NULL && (x->kind == OBJECT_ARRAY ? array_set(instance, array_of(x), index, value)
                                                            : set_in_list(instance, x, index, value));
    return result_if(instance, done, nothing);
}

/* In steps, what stays moves up to the start; what goes is released at the end of it all. */
static bool delete_steps(ibid_instance *instance, struct object *list, int64_t start, int64_t step, int64_t count)
{
    struct sequence *sequence = sequence_of(list);
    if (count == 0)
        return true;
    int64_t first = step < 0 ? start + (count - 1) * step : start, gone = 0;
    int64_t stride = count == 1 ? 1 : step < 0 ? -step : step;
    struct object **removed = allocate(instance, (size_t)count, sizeof *removed);
    if (removed == NULL)
        return false;
    for (int64_t i = first; i < (int64_t)sequence->count; i++) {
        if (gone < count && i == first + gone * stride)
            removed[gone++] = sequence->items[i];
        else
            sequence->items[i - gone] = sequence->items[i];
    }
    sequence->count -= (size_t)count;
    for (int64_t i = 0; i < count; i++)
        release(instance, (reference)removed[i]);
    deallocate(instance, removed, (size_t)count, sizeof *removed);
    return true;
}

static bool delete_in_list(ibid_instance *instance, struct object *list, const struct object *index)
{
    int64_t start, step = 1, count = 1;
    bool good = index->kind == OBJECT_SLICE
                    ? slice_resolve(instance, index, (int64_t)item_count(list), &start, &step, &count)
                    : read_position(instance, list, index, item_count(list), "assignment ", &start);
    if (!good)
        return false;
    return step == 1 ? list_splice(instance, list, (size_t)start, (size_t)count, NULL, 0)
                     : delete_steps(instance, list, start, step, count);
}

reference delete_item(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0], *index = call->arguments[1];
    if (x->kind == OBJECT_ARRAY)
        return fail(instance, IBID_ERROR_VALUE, "cannot delete array elements");
    if (x->kind != OBJECT_LIST)
        return fail(instance, IBID_ERROR_IMMUTABLE, "'%s' object does not support item deletion", type_name(x));
    reference nothing = none(instance);
    return result_if(instance, nothing != NULL && delete_in_list(instance, x, index), nothing);
}
