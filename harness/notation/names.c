#include "notation/names.h"

#include <stdint.h>
#include <string.h>

/* The slot that has the name, else the free one where it belongs. */
static struct name **slot_of(const struct names *names, const char *text, size_t bytes)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    for (size_t i = hash & (names->slot_count - 1);; i = (i + 1) & (names->slot_count - 1)) {
        struct name *name = names->slots[i];
        if (name == NULL || (name->bytes == bytes && memcmp(name->text, text, bytes) == 0))
            return &names->slots[i];
    }
}

static void make_room(struct arena *arena, struct names *names)
{
    if (2 * names->name_count < names->slot_count)
        return;
    struct names larger = {.slot_count = names->slot_count == 0 ? 16 : 2 * names->slot_count};
    larger.slots = ARENA_ARRAY(arena, struct name *, larger.slot_count);
    larger.name_count = names->name_count;
    for (size_t i = 0; i < names->slot_count; i++)
        if (names->slots[i] != NULL)
            *slot_of(&larger, names->slots[i]->text, names->slots[i]->bytes) = names->slots[i];
    *names = larger;
}

struct name *names_find(struct arena *arena, struct names *names, const char *text, size_t bytes)
{
    make_room(arena, names);
    struct name **slot = slot_of(names, text, bytes);
    if (*slot == NULL) {
        *slot = ARENA_NEW(arena, struct name);
        (*slot)->text = arena_strndup(arena, text, bytes);
        (*slot)->bytes = bytes;
        names->name_count++;
    }
    return *slot;
}
