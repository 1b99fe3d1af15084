#include "array.h"
#include "index.h"
#include "number.h"
#include "sequence.h"
#include "text.h"

static bool append_characters(ibid_instance *instance, struct object *string, reference list)
{
    for (const char *at = characters_of(string); *at != '\0'; at++)
        if (!list_append_new(instance, borrowed(list), text_new(instance, OBJECT_STR, at, 1)))
            return false;
    return true;
}

static bool append_integers(ibid_instance *instance, const struct range *range, reference list)
{
    uint64_t count = range_length(range);
    if (!list_reserve(instance, borrowed(list), count))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!list_append_new(instance, borrowed(list), integer_new(instance, range_item(range, i))))
            return false;
    return true;
}

static reference element_number(ibid_instance *instance, struct array *array, int64_t index)
{
    reference number = integer_new(instance, index);
    reference item = number == NULL ? NULL : array_get(instance, array, borrowed(number));
    release(instance, number);
    return item;
}

static bool append_elements(ibid_instance *instance, struct array *array, reference list)
{
    if (array->axes == 0) {
        fail(instance, IBID_ERROR_TYPE, "iteration over a 0-d array");
        return false;
    }
    for (int64_t i = 0; i < array->shape[0]; i++)
        if (!list_append_new(instance, borrowed(list), element_number(instance, array, i)))
            return false;
    return true;
}

static bool append_items(ibid_instance *instance, struct object *iterable, reference list)
{
    switch (iterable->kind) {
    case OBJECT_STR:
        return append_characters(instance, iterable, list);
    case OBJECT_RANGE:
        return append_integers(instance, (const struct range *)iterable, list);
    case OBJECT_ARRAY:
        return append_elements(instance, array_of(iterable), list);
    default:
        fail(instance, IBID_ERROR_TYPE, "'%s' object is not iterable", type_name(iterable));
        return false;
    }
}

reference items_of(ibid_instance *instance, struct object *iterable)
{
    if (is_sequence(iterable))
        return sequence_new(instance, OBJECT_LIST, items_in(iterable), item_count(iterable));
    reference list = sequence_new(instance, OBJECT_LIST, NULL, 0);
    return result_if(instance, list != NULL && append_items(instance, iterable, list), list);
}
