#include "sequence.h"

#include <string.h>

static void link_container(ibid_instance *instance, struct sequence *sequence)
{
    sequence->next_container = instance->containers;
    if (instance->containers != NULL)
        instance->containers->previous_container = sequence;
    instance->containers = sequence;
}

static void unlink_container(ibid_instance *instance, const struct sequence *sequence)
{
    if (sequence->previous_container != NULL)
        sequence->previous_container->next_container = sequence->next_container;
    else
        instance->containers = sequence->next_container;
    if (sequence->next_container != NULL)
        sequence->next_container->previous_container = sequence->previous_container;
}

void sequence_empty(ibid_instance *instance, struct sequence *sequence)
{
    struct object **items = sequence->items;
    size_t count = sequence->count, capacity = sequence->capacity;
    sequence->items = NULL;
    sequence->count = sequence->capacity = 0;
    for (size_t i = 0; i < count; i++)
        release(instance, (reference)items[i]);
    deallocate(instance, items, capacity, sizeof *items);
}

static void clear_sequence(ibid_instance *instance, struct object *object)
{
    unlink_container(instance, (struct sequence *)object);
    sequence_empty(instance, (struct sequence *)object);
}

static const struct object_type list_type = {OBJECT_LIST, "list", sizeof(struct sequence), clear_sequence};
static const struct object_type tuple_type = {OBJECT_TUPLE, "tuple", sizeof(struct sequence), clear_sequence};

static reference make_sequence(ibid_instance *instance, enum object_kind kind, struct object *const *items,
                               size_t count)
{
    struct object **kept = count > 0 ? allocate(instance, count, sizeof *kept) : NULL;
    if (count > 0 && kept == NULL)
        return NULL;
    reference made = object_new(instance, kind == OBJECT_LIST ? &list_type : &tuple_type);
    if (made == NULL) {
        deallocate(instance, kept, count, sizeof *kept);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        kept[i] = borrowed(retain(items[i]));
    struct sequence *sequence = (struct sequence *)borrowed(made);
    sequence->items = kept;
    sequence->count = sequence->capacity = count;
    link_container(instance, sequence);
    return made;
}

reference sequence_new(ibid_instance *instance, enum object_kind kind, struct object *const *items, size_t count)
{
    if (kind == OBJECT_LIST || count > 0)
        return make_sequence(instance, kind, items, count);
    if (instance->empty_tuple == NULL)
        instance->empty_tuple = borrowed(make_sequence(instance, OBJECT_TUPLE, NULL, 0));
    return instance->empty_tuple == NULL ? NULL : retain(instance->empty_tuple);
}

bool is_sequence(const struct object *object)
{
    return object->kind == OBJECT_LIST || object->kind == OBJECT_TUPLE;
}

struct sequence *sequence_of(struct object *object)
{
    return is_sequence(object) ? (struct sequence *)object : NULL;
}

size_t item_count(const struct object *sequence)
{
    return ((const struct sequence *)sequence)->count;
}

struct object *item_at(const struct object *sequence, size_t index)
{
    return ((const struct sequence *)sequence)->items[index];
}

struct object *const *items_in(const struct object *sequence)
{
    return ((const struct sequence *)sequence)->items;
}

static bool make_room(ibid_instance *instance, struct sequence *list, size_t capacity)
{
    if (capacity > MAXIMUM_ITEMS) {
        fail(instance, IBID_ERROR_MEMORY, "out of memory: a list of %zu items", capacity);
        return false;
    }
    struct object **items = reallocate(instance, list->items, list->capacity, capacity, sizeof *items);
    if (items == NULL)
        return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

bool list_reserve(ibid_instance *instance, struct object *list, size_t count)
{
    struct sequence *sequence = (struct sequence *)list;
    return count <= sequence->capacity || make_room(instance, sequence, count);
}

/* More room than is needed now, so that a list that grows item by item seldom moves. */
static bool grow(ibid_instance *instance, struct sequence *list, size_t count)
{
    return count <= list->capacity || make_room(instance, list, count + count / 8 + 3);
}

bool list_append(ibid_instance *instance, struct object *list, struct object *item)
{
    struct sequence *sequence = (struct sequence *)list;
    if (!grow(instance, sequence, sequence->count + 1))
        return false;
    sequence->items[sequence->count++] = borrowed(retain(item));
    return true;
}

bool list_append_new(ibid_instance *instance, struct object *list, reference item)
{
    bool appended = item != NULL && list_append(instance, list, borrowed(item));
    release(instance, item);
    return appended;
}

/* Items that go are released last: by then the list is whole again. */
bool list_splice(ibid_instance *instance, struct object *list, size_t start, size_t count, struct object *const *items,
                 size_t added)
{
    struct sequence *sequence = (struct sequence *)list;
    struct object **removed = count > 0 ? allocate(instance, count, sizeof *removed) : NULL;
    if (count > 0 && removed == NULL)
        return false;
    if (!grow(instance, sequence, sequence->count - count + added)) {
        deallocate(instance, removed, count, sizeof *removed);
        return false;
    }
    struct object **place = sequence->items + start;
    size_t behind = sequence->count - start - count;
    if (count > 0)
        memcpy(removed, place, count * sizeof *removed);
    if (behind > 0)
        memmove(place + added, place + count, behind * sizeof *place);
    for (size_t i = 0; i < added; i++)
        place[i] = borrowed(retain(items[i]));
    sequence->count += added - count;
    for (size_t i = 0; i < count; i++)
        release(instance, (reference)removed[i]);
    deallocate(instance, removed, count, sizeof *removed);
    return true;
}
