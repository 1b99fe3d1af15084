#include "list.h"

#include <string.h>

#include "compare.h"
#include "number.h"
#include "refusal.h"
#include "sequence.h"
#include "sort.h"
#include "text.h"

bool list_extend(ibid_instance *instance, struct object *list, struct object *items)
{
    size_t end = item_count(list);
    if (is_sequence(items) && items != list)
        return list_splice(instance, list, end, 0, items_in(items), item_count(items));
    reference own = items_of(instance, items);
    if (own == NULL)
        return false;
    bool good = list_splice(instance, list, end, 0, items_in(borrowed(own)), item_count(borrowed(own)));
    release(instance, own);
    return good;
}

typedef bool list_change(ibid_instance *instance, struct object *list, struct object *const *arguments);

/* None comes first: what has changed a list must not fail for want of a result. */
static reference change_list(ibid_instance *instance, const struct call *call, list_change *change)
{
    struct object *list = call->arguments[0];
    if (list->kind != OBJECT_LIST)
        return refuse_attribute(instance, call->operation, list);
    reference nothing = none(instance);
    return result_if(instance, nothing != NULL && change(instance, list, call->arguments + 1), nothing);
}

static bool append(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    return list_append(instance, list, arguments[0]);
}

static bool extend(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    return list_extend(instance, list, arguments[0]);
}

/* Beyond an end is at that end. */
static bool insert(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    int64_t index, length = (int64_t)item_count(list);
    if (!read_index(instance, arguments[0], &index))
        return false;
    if (!index_resolve(&index, length))
        index = index < 0 ? 0 : length;
    return list_splice(instance, list, (size_t)index, 0, &arguments[1], 1);
}

static bool remove_item(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    size_t index;
    if (!find_item(instance, list, arguments[0], 0, &index))
        return false;
    if (index < item_count(list))
        return list_splice(instance, list, index, 1, NULL, 0);
    fail(instance, IBID_ERROR_VALUE, "list.remove(x): x not in list");
    return false;
}

static bool reverse(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    (void)instance;
    (void)arguments;
    struct sequence *sequence = sequence_of(list);
    for (size_t i = 0; i < sequence->count / 2; i++) {
        struct object **left = &sequence->items[i], **right = &sequence->items[sequence->count - 1 - i];
        struct object *item = *left;
        *left = *right;
        *right = item;
    }
    return true;
}

static bool sort(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    (void)arguments;
    return sort_items(instance, sequence_of(list)->items, item_count(list));
}

static bool clear(ibid_instance *instance, struct object *list, struct object *const *arguments)
{
    (void)arguments;
    sequence_empty(instance, sequence_of(list));
    return true;
}

reference method_append(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, append);
}

reference method_extend(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, extend);
}

reference method_insert(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, insert);
}

reference method_remove(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, remove_item);
}

reference method_reverse(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, reverse);
}

reference method_sort(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, sort);
}

reference method_clear(ibid_instance *instance, const struct call *call)
{
    return change_list(instance, call, clear);
}

reference method_pop(ibid_instance *instance, const struct call *call)
{
    struct object *list = call->arguments[0];
    int64_t index = -1;
    if (list->kind != OBJECT_LIST)
        return refuse_attribute(instance, call->operation, list);
    if (call->arguments[1] != NULL && !read_index(instance, call->arguments[1], &index))
        return NULL;
    if (item_count(list) == 0)
        return fail(instance, IBID_ERROR_INDEX, "pop from empty list");
    if (!index_resolve(&index, (int64_t)item_count(list)))
        return fail(instance, IBID_ERROR_INDEX, "pop index out of range");
    reference item = retain(item_at(list, (size_t)index));
    return result_if(instance, list_splice(instance, list, (size_t)index, 1, NULL, 0), item);
}

reference method_copy_of_list(ibid_instance *instance, const struct call *call)
{
    struct object *list = call->arguments[0];
    if (list->kind != OBJECT_LIST)
        return refuse_attribute(instance, call->operation, list);
    return sequence_new(instance, OBJECT_LIST, items_in(list), item_count(list));
}

/* In a string: where it is, or NULL; false with an error for what is no string. */
static bool find_text(ibid_instance *instance, const char *from, const struct object *x, const char **found)
{
    if (x->kind == OBJECT_STR) {
        *found = strstr(from, characters_of(x));
        return true;
    }
    fail(instance, IBID_ERROR_TYPE, "must be str, not %s", type_name(x));
    return false;
}

static reference index_in_string(ibid_instance *instance, struct object *string, const struct object *x)
{
    const char *found, *start = characters_of(string);
    if (!find_text(instance, start, x, &found))
        return NULL;
    if (found == NULL)
        return fail(instance, IBID_ERROR_VALUE, "substring not found");
    return integer_new(instance, found - start);
}

/* Without overlap; nothing is found between all characters, and at both ends. */
static reference count_in_string(ibid_instance *instance, struct object *string, const struct object *x)
{
    const char *found, *from = characters_of(string);
    int64_t count = 0;
    if (!find_text(instance, from, x, &found))
        return NULL;
    size_t bytes = strlen(characters_of(x));
    if (bytes == 0)
        return integer_new(instance, (int64_t)text_length(string) + 1);
    for (; found != NULL; found = strstr(found + bytes, characters_of(x)))
        count++;
    return integer_new(instance, count);
}

static reference index_in_items(ibid_instance *instance, struct object *items, struct object *x, const char *type)
{
    size_t index;
    if (!find_item(instance, items, x, 0, &index))
        return NULL;
    if (index == item_count(items))
        return fail(instance, IBID_ERROR_VALUE, "%s.index(x): x not in %s", type, type);
    return integer_new(instance, (int64_t)index);
}

static reference count_in_items(ibid_instance *instance, struct object *items, struct object *x)
{
    int64_t count = 0;
    for (size_t index = 0; index < item_count(items); index++) {
        if (!find_item(instance, items, x, index, &index))
            return NULL;
        count += index < item_count(items);
    }
    return integer_new(instance, count);
}

/* Of a range as of the list of its integers. */
static reference search(ibid_instance *instance, const struct call *call)
{
    struct object *receiver = call->arguments[0], *x = call->arguments[1];
    if (!is_sequence(receiver) && receiver->kind != OBJECT_RANGE)
        return refuse_attribute(instance, call->operation, receiver);
    reference items = is_sequence(receiver) ? retain(receiver) : items_of(instance, receiver);
    if (items == NULL)
        return NULL;
    reference result = call->operation == IBID_OP_INDEX
                           ? index_in_items(instance, borrowed(items), x, type_name(receiver))
                           : count_in_items(instance, borrowed(items), x);
    release(instance, items);
    return result;
}

reference method_index(ibid_instance *instance, const struct call *call)
{
    struct object *receiver = call->arguments[0];
    return receiver->kind == OBJECT_STR ? index_in_string(instance, receiver, call->arguments[1])
                                        : search(instance, call);
}

reference method_count(ibid_instance *instance, const struct call *call)
{
    struct object *receiver = call->arguments[0];
    return receiver->kind == OBJECT_STR ? count_in_string(instance, receiver, call->arguments[1])
                                        : search(instance, call);
}
