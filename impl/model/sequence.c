#include <inttypes.h>
#include <string.h>

#include "model.h"

bool append_object(ibid_instance *instance, struct object *list, struct object *object)
{
    if (list->item_count == list->item_capacity) {
        size_t capacity = 2 * list->item_capacity + 4;
        struct object **items = allocate(instance, capacity, sizeof *items);
        if (items == NULL)
            return false;
        if (list->item_count > 0)
            memcpy(items, list->items, list->item_count * sizeof *items);
        list->items = items;
        list->item_capacity = capacity;
    }
    list->items[list->item_count++] = object;
    return true;
}

bool append_item(ibid_instance *instance, struct object *list, struct object *item)
{
    struct object *held = held_value(instance, item);
    return held != NULL && append_object(instance, list, held);
}

struct object *new_sequence(ibid_instance *instance, enum object_kind kind, struct object *const *items, size_t count)
{
    struct object *sequence = new_object(instance, kind);
    for (size_t i = 0; sequence != NULL && i < count; i++)
        if (!append_item(instance, sequence, items[i]))
            return NULL;
    return sequence;
}

static struct object *items_of_range(ibid_instance *instance, const struct object *range)
{
    struct object *list = new_sequence(instance, OBJECT_LIST, NULL, 0);
    int64_t step = range->range[2];
    for (int64_t i = range->range[0]; list != NULL && (step > 0 ? i < range->range[1] : i > range->range[1]); i += step)
        if (!append_item(instance, list, new_integer(instance, i)))
            return NULL;
    return list;
}

struct object *items_of(ibid_instance *instance, struct object *iterable)
{
    if (iterable->kind == OBJECT_LIST || iterable->kind == OBJECT_TUPLE)
        return new_sequence(instance, OBJECT_LIST, iterable->items, iterable->item_count);
    if (iterable->kind == OBJECT_RANGE)
        return items_of_range(instance, iterable);
    struct object *list = new_sequence(instance, OBJECT_LIST, NULL, 0);
    if (iterable->kind == OBJECT_STR) {
        for (const char *at = iterable->text; list != NULL && *at != '\0'; at++) {
            char character[] = {*at, '\0'};
            if (!append_item(instance, list, new_string(instance, character)))
                return NULL;
        }
        return list;
    }
    if (iterable->kind == OBJECT_ARRAY && iterable->axes > 0) {
        for (int64_t i = 0; list != NULL && i < iterable->shape[0]; i++) {
            struct object *item = array_get(instance, iterable, new_integer(instance, i));
            if (item == NULL || !append_item(instance, list, item))
                return NULL;
        }
        return list;
    }
    return fail(instance, IBID_ERROR_TYPE, "'%s' object is not iterable", type_name(iterable));
}

static bool item_position(ibid_instance *instance, const struct object *sequence, const struct object *index,
                          const char *what, int64_t *position)
{
    if (!is_integer(index, position)) {
        fail(instance, IBID_ERROR_TYPE, "%s indices must be integers or slices, not %s", type_name(sequence),
             type_name(index));
        return false;
    }
    int64_t length = (int64_t)(sequence->kind == OBJECT_STR ? strlen(sequence->text) : sequence->item_count);
    *position += *position < 0 ? length : 0;
    if (*position >= 0 && *position < length)
        return true;
    fail(instance, IBID_ERROR_INDEX, "%s %sindex out of range", type_name(sequence), what);
    return false;
}

/* Whether an operation on an immutable object that changes nothing gives the object itself. */
static bool is_same(const ibid_instance *instance, enum model_choice choice)
{
    return instance->dialect.answers[choice] == IMMUTABLE_IS_SAME;
}

struct object *sequence_get(ibid_instance *instance, struct object *sequence, struct object *index)
{
    int64_t start, step, count;
    if (index->kind != OBJECT_SLICE)
        return item_position(instance, sequence, index, "", &start) ? sequence->items[start] : NULL;
    if (!resolve_slice(instance, index, (int64_t)sequence->item_count, &start, &step, &count))
        return NULL;
    bool all_of_it = step == 1 && count == (int64_t)sequence->item_count;
    if (sequence->kind == OBJECT_TUPLE && all_of_it && is_same(instance, CHOICE_tuple_slice))
        return sequence;
    struct object *result = new_sequence(instance, sequence->kind, NULL, 0);
    for (int64_t i = 0; result != NULL && i < count; i++)
        if (!append_item(instance, result, sequence->items[start + i * step]))
            return NULL;
    return result;
}

struct object *string_get(ibid_instance *instance, struct object *string, struct object *index)
{
    int64_t start, step = 1, count = 1, length = (int64_t)strlen(string->text);
    if (index->kind != OBJECT_SLICE ? !item_position(instance, string, index, "", &start)
                                    : !resolve_slice(instance, index, length, &start, &step, &count))
        return NULL;
    if (step == 1 && count == length && is_same(instance, CHOICE_string_slice))
        return string;
    char *text = allocate(instance, (size_t)count + 1, 1);
    for (int64_t i = 0; text != NULL && i < count; i++)
        text[i] = string->text[start + i * step];
    return text == NULL ? NULL : new_string(instance, text);
}

static bool append_objects(ibid_instance *instance, struct object *list, struct object *const *objects, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!append_object(instance, list, objects[i]))
            return false;
    return true;
}

/* Puts other items, held already, in the place of `count` items from `start` on. */
static struct object *splice(ibid_instance *instance, struct object *list, int64_t start, int64_t count,
                             const struct object *items)
{
    struct object *result = new_sequence(instance, OBJECT_LIST, NULL, 0);
    size_t after = (size_t)(start + count);
    if (result == NULL || !append_objects(instance, result, list->items, (size_t)start) ||
        !append_objects(instance, result, items->items, items->item_count) ||
        !append_objects(instance, result, list->items + after, list->item_count - after))
        return NULL;
    list->items = result->items;
    list->item_count = result->item_count;
    list->item_capacity = result->item_capacity;
    return instance->none;
}

static struct object *immutable(ibid_instance *instance, const struct object *x, const char *what)
{
    return fail(instance, IBID_ERROR_IMMUTABLE, "'%s' object does not support item %s", type_name(x), what);
}

struct object *list_set(ibid_instance *instance, struct object *list, struct object *index, struct object *value)
{
    int64_t start, step, count;
    bool writes_tuples = instance->dialect.answers[CHOICE_tuple_setitem] == TUPLE_SETITEM_WRITES;
    if (list->kind != OBJECT_LIST && !(list->kind == OBJECT_TUPLE && writes_tuples && index->kind != OBJECT_SLICE))
        return immutable(instance, list, "assignment");
    if (index->kind != OBJECT_SLICE) {
        struct object *item = item_position(instance, list, index, "assignment ", &start)
                                  ? assigned_value(instance, list->items[start], value)
                                  : NULL;
        if (item == NULL)
            return NULL;
        list->items[start] = item;
        return instance->none;
    }
    struct object *items = items_of(instance, value);
    if (items == NULL || !resolve_slice(instance, index, (int64_t)list->item_count, &start, &step, &count))
        return NULL;
    bool has_step = index->items[2]->kind != OBJECT_NONE;
    if (step == 1 && (!has_step || instance->dialect.answers[CHOICE_list_step_of_one] == STEP_OF_ONE_IS_NONE))
        return splice(instance, list, start, count, items);
    if ((int64_t)items->item_count != count)
        return fail(instance, IBID_ERROR_VALUE,
                    "attempt to assign sequence of size %zu to extended slice of size %" PRId64, items->item_count,
                    count);
    for (int64_t i = 0; i < count; i++)
        list->items[start + i * step] = items->items[i];
    return instance->none;
}

struct object *list_delete(ibid_instance *instance, struct object *list, struct object *index)
{
    int64_t start, step = 1, count = 1;
    if (list->kind != OBJECT_LIST)
        return immutable(instance, list, "deletion");
    if (index->kind != OBJECT_SLICE) {
        if (!item_position(instance, list, index, "assignment ", &start))
            return NULL;
    } else if (!resolve_slice(instance, index, (int64_t)list->item_count, &start, &step, &count)) {
        return NULL;
    }
    const struct object nothing = {.kind = OBJECT_LIST};
    for (int64_t i = 0; i < count; i++) {
        /* From the far end, so that what is still to go keeps its place. */
        int64_t at = start + (step > 0 ? count - 1 - i : i) * step;
        if (splice(instance, list, at, 1, &nothing) == NULL)
            return NULL;
    }
    return instance->none;
}

enum { NOT_FOUND = -1, SEARCH_FAILED = -2 };

static int64_t find_item(ibid_instance *instance, const struct object *x, struct object *item)
{
    for (size_t i = 0; i < x->item_count; i++) {
        int equal = items_equal(instance, x->items[i], item);
        if (equal != 0)
            return equal < 0 ? SEARCH_FAILED : (int64_t)i;
    }
    return NOT_FOUND;
}

static struct object *sort(ibid_instance *instance, struct object *list)
{
    for (size_t i = 1; i < list->item_count; i++)
        for (size_t k = i; k > 0; k--) {
            struct object *left = list->items[k - 1], *right = list->items[k];
            if (!is_number(left) || !is_number(right))
                return fail(instance, IBID_ERROR_TYPE, "'<' not supported between '%s' and '%s'", type_name(right),
                            type_name(left));
            struct object *less = scalar_binary(instance, IBID_OP_LESS, right, left);
            if (less == NULL)
                return NULL;
            if (less->integer == 0)
                break;
            list->items[k - 1] = right;
            list->items[k] = left;
        }
    return instance->none;
}

static struct object *pop(ibid_instance *instance, struct object *list, struct object *index)
{
    int64_t at = (int64_t)list->item_count - 1;
    if (list->item_count == 0)
        return fail(instance, IBID_ERROR_INDEX, "pop from empty list");
    if (index != NULL && !item_position(instance, list, index, "pop ", &at))
        return NULL;
    const struct object nothing = {.kind = OBJECT_LIST};
    struct object *item = list->items[at];
    return splice(instance, list, at, 1, &nothing) != NULL ? item : NULL;
}

static struct object *insert(ibid_instance *instance, struct object *list, struct object *index, struct object *item)
{
    int64_t at, length = (int64_t)list->item_count;
    if (!is_integer(index, &at))
        return fail(instance, IBID_ERROR_TYPE, "an index must be an integer");
    item = held_value(instance, item);
    struct object one = {.kind = OBJECT_LIST, .items = &item, .item_count = 1};
    return item == NULL ? NULL : splice(instance, list, clip(at < 0 ? at + length : at, 0, length), 0, &one);
}

static struct object *list_method(ibid_instance *instance, enum ibid_operation operation, struct object *list,
                                  struct object *const *arguments, size_t count)
{
    const struct object nothing = {.kind = OBJECT_LIST};
    int64_t found;
    struct object *items;
    switch (operation) {
    case IBID_OP_APPEND:
        return append_item(instance, list, arguments[0]) ? instance->none : NULL;
    case IBID_OP_EXTEND:
        items = items_of(instance, arguments[0]);
        return items == NULL ? NULL : splice(instance, list, (int64_t)list->item_count, 0, items);
    case IBID_OP_INSERT:
        return insert(instance, list, arguments[0], arguments[1]);
    case IBID_OP_POP:
        return pop(instance, list, count > 0 ? arguments[0] : NULL);
    case IBID_OP_REMOVE:
        found = find_item(instance, list, arguments[0]);
        if (found == NOT_FOUND)
            return fail(instance, IBID_ERROR_VALUE, "list.remove(x): x not in list");
        return found == SEARCH_FAILED ? NULL : splice(instance, list, found, 1, &nothing);
    case IBID_OP_REVERSE:
        for (size_t i = 0; i < list->item_count / 2; i++) {
            struct object *item = list->items[i];
            list->items[i] = list->items[list->item_count - 1 - i];
            list->items[list->item_count - 1 - i] = item;
        }
        return instance->none;
    case IBID_OP_SORT:
        return sort(instance, list);
    case IBID_OP_CLEAR:
        list->item_count = 0;
        return instance->none;
    case IBID_OP_METHOD_COPY:
        return new_sequence(instance, OBJECT_LIST, list->items, list->item_count);
    default:
        return fail(instance, IBID_ERROR_ATTRIBUTE, "'list' object has no such attribute");
    }
}

struct object *sequence_method(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                               struct object *const *arguments, size_t count)
{
    if (operation == IBID_OP_INDEX) {
        int64_t found = find_item(instance, x, arguments[0]);
        if (found == NOT_FOUND)
            return fail(instance, IBID_ERROR_VALUE, "%s.index(x): x not in %s", type_name(x), type_name(x));
        return found == SEARCH_FAILED ? NULL : new_integer(instance, found);
    }
    if (operation == IBID_OP_COUNT) {
        int64_t total = 0;
        for (size_t i = 0; i < x->item_count; i++) {
            int equal = items_equal(instance, x->items[i], arguments[0]);
            if (equal < 0)
                return NULL;
            total += equal;
        }
        return new_integer(instance, total);
    }
    if (x->kind != OBJECT_LIST)
        return fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no such attribute", type_name(x));
    return list_method(instance, operation, x, arguments, count);
}

static struct object *repeat(ibid_instance *instance, struct object *x, int64_t times)
{
    struct object *result = new_sequence(instance, x->kind, NULL, 0);
    for (int64_t n = 0; result != NULL && n < times; n++)
        for (size_t i = 0; i < x->item_count; i++)
            if (!append_item(instance, result, x->items[i]))
                return NULL;
    return result;
}

static bool is_sequence(const struct object *x)
{
    return x->kind == OBJECT_LIST || x->kind == OBJECT_TUPLE;
}

static struct object *update_list(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                                  struct object *y)
{
    int64_t times;
    struct object *result;
    if (operation == IBID_OP_UPDATE_ADD)
        result = items_of(instance, y);
    else if (is_integer(y, &times))
        result = repeat(instance, x, times);
    else
        return NULL;
    if (result == NULL)
        return NULL;
    size_t kept = operation == IBID_OP_UPDATE_ADD ? x->item_count : 0;
    return splice(instance, x, (int64_t)kept, (int64_t)(x->item_count - kept), result) != NULL ? x : NULL;
}

static struct object *joined_string(ibid_instance *instance, struct object *left, struct object *right)
{
    if (is_same(instance, CHOICE_string_sum) && (left->text[0] == '\0' || right->text[0] == '\0'))
        return left->text[0] == '\0' ? right : left;
    char *text = allocate(instance, strlen(left->text) + strlen(right->text) + 1, 1);
    return text == NULL ? NULL : new_string(instance, strcat(strcpy(text, left->text), right->text));
}

static struct object *joined_sequence(ibid_instance *instance, struct object *left, struct object *right)
{
    bool one_is_empty = left->item_count == 0 || right->item_count == 0;
    if (left->kind == OBJECT_TUPLE && one_is_empty && is_same(instance, CHOICE_tuple_sum))
        return left->item_count == 0 ? right : left;
    struct object *sum = new_sequence(instance, left->kind, left->items, left->item_count);
    for (size_t i = 0; sum != NULL && i < right->item_count; i++)
        if (!append_item(instance, sum, right->items[i]))
            return NULL;
    return sum;
}

struct object *sequence_binary(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                               struct object *y)
{
    int64_t times;
    if (x->kind == OBJECT_LIST && (operation == IBID_OP_UPDATE_ADD || operation == IBID_OP_UPDATE_MULTIPLY))
        return update_list(instance, operation, x, y);
    if (operation == IBID_OP_ADD && x->kind == OBJECT_STR && y->kind == OBJECT_STR)
        return joined_string(instance, x, y);
    if (operation == IBID_OP_ADD && is_sequence(x) && x->kind == y->kind)
        return joined_sequence(instance, x, y);
    if (operation == IBID_OP_MULTIPLY && is_sequence(x) && is_integer(y, &times))
        return repeat(instance, x, times);
    if (operation == IBID_OP_MULTIPLY && is_sequence(y) && is_integer(x, &times))
        return repeat(instance, y, times);
    return NULL;
}
