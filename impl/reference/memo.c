#include "memo.h"

#include "sequence.h"

enum { SMALLEST = 16 };

/* Where an original stands, or would. There is always a free place. */
static struct memo_entry *place_of(const struct memo *memo, const struct object *original)
{
    /* Addresses end in zeros; the multiplication moves what tells them apart into the upper half. */
    uint64_t hash = (uint64_t)(uintptr_t)original * 0x9e3779b97f4a7c15u >> 32;
    size_t index = hash & (memo->capacity - 1);
    while (memo->entries[index].original != NULL && memo->entries[index].original != original)
        index = (index + 1) & (memo->capacity - 1);
    return &memo->entries[index];
}

struct object *memo_find(const struct memo *memo, const struct object *original)
{
    return memo->capacity == 0 ? NULL : place_of(memo, original)->copy;
}

/* More than half full is too full. */
static bool make_room(ibid_instance *instance, struct memo *memo)
{
    if (2 * (memo->count + 1) <= memo->capacity)
        return true;
    struct memo larger = {.count = memo->count, .capacity = memo->capacity == 0 ? SMALLEST : 2 * memo->capacity};
    larger.entries = allocate(instance, larger.capacity, sizeof *larger.entries);
    if (larger.entries == NULL)
        return false;
    for (size_t i = 0; i < memo->capacity; i++)
        if (memo->entries[i].original != NULL)
            *place_of(&larger, memo->entries[i].original) = memo->entries[i];
    deallocate(instance, memo->entries, memo->capacity, sizeof *memo->entries);
    *memo = larger;
    return true;
}

bool memo_add(ibid_instance *instance, struct memo *memo, struct object *original, struct object *copy)
{
    if (!make_room(instance, memo))
        return false;
    *place_of(memo, original) = (struct memo_entry){original, borrowed(retain(copy))};
    memo->count++;
    return true;
}

void memo_clear(ibid_instance *instance, struct memo *memo, bool discarded)
{
    for (size_t i = 0; i < memo->capacity; i++) {
        struct object *copy = memo->entries[i].copy;
        if (copy != NULL && discarded && copy->kind == OBJECT_LIST)
            sequence_empty(instance, sequence_of(copy));
        release(instance, (reference)copy);
    }
    deallocate(instance, memo->entries, memo->capacity, sizeof *memo->entries);
    *memo = (struct memo){0};
}
