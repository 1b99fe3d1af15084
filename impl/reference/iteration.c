#include "array.h"
#include "index.h"
#include "number.h"
#include "sequence.h"
#include "text.h"

/* Takes the item, and appends it; false if there is none, or no room. */
static bool append_owned(ibid_instance *instance, reference list, reference item)
{
    bool appended = item != NULL && list_append(instance, borrowed(list), borrowed(item));
    release(instance, item);
    return appended;
}

/* Item number `index` of what is neither a list nor a tuple. */
static reference item_number(ibid_instance *instance, struct object *iterable, size_t index)
{
    const char *start;
    switch (iterable->kind) {
    case OBJECT_STR: {
        size_t bytes = text_character(iterable, index, &start);
        return text_new(instance, OBJECT_STR, start, bytes);
    }
    case OBJECT_RANGE:
        return integer_new(instance, range_item((const struct range *)iterable, index));
    default: {
        reference number = integer_new(instance, (int64_t)index);
        reference item = number == NULL ? NULL : array_get(instance, array_of(iterable), borrowed(number));
        release(instance, number);
        return item;
    }
    }
}

static bool count_items(ibid_instance *instance, struct object *iterable, size_t *count)
{
    switch (iterable->kind) {
    case OBJECT_STR:
        *count = text_length(iterable);
        return true;
    case OBJECT_RANGE:
        *count = range_length((const struct range *)iterable);
        return true;
    case OBJECT_ARRAY:
        if (array_of(iterable)->axes > 0) {
            *count = (size_t)array_of(iterable)->shape[0];
            return true;
        }
        fail(instance, IBID_ERROR_TYPE, "iteration over a 0-d array");
        return false;
    default:
        fail(instance, IBID_ERROR_TYPE, "'%s' object is not iterable", type_name(iterable));
        return false;
    }
}

reference items_of(ibid_instance *instance, struct object *iterable)
{
    if (is_sequence(iterable))
        return sequence_new(instance, OBJECT_LIST, items_in(iterable), item_count(iterable));
    size_t count;
    if (!count_items(instance, iterable, &count))
        return NULL;
    reference list = sequence_new(instance, OBJECT_LIST, NULL, 0);
    bool complete = list != NULL && list_reserve(instance, borrowed(list), count);
    for (size_t i = 0; complete && i < count; i++)
        complete = append_owned(instance, list, item_number(instance, iterable, i));
    if (complete)
        return list;
    release(instance, list);
    return NULL;
}
