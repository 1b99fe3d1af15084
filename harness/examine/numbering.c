#include <stdlib.h>
#include <string.h>

#include "examine/form.h"

/* A sequence that is being gone through. */
struct open_sequence {
    size_t object, next_item;
};

struct walk {
    struct arena *arena;
    const struct snapshot *snapshot;
    struct open_sequence *open;
    size_t open_count;
    size_t met; /* objects so far, which are those below this number */
};

/* False if `object` is new and does not have the next number. */
static bool meet(struct walk *walk, size_t object)
{
    if (object < walk->met)
        return true;
    if (object > walk->met)
        return false;
    walk->met++;
    struct open_sequence sequence = {object, 0};
    if (walk->snapshot->objects[object].item_count > 0)
        ARENA_APPEND(walk->arena, walk->open, walk->open_count, sequence);
    return true;
}

static const char *walk_name(struct walk *walk, const struct binding *name)
{
    walk->open = NULL;
    walk->open_count = 0;
    if (!meet(walk, name->object))
        return arena_printf(walk->arena, "the object of %s has the number %zu, and is the next to be met: number %zu",
                            name->name, name->object, walk->met);
    while (walk->open_count > 0) {
        struct open_sequence *sequence = &walk->open[walk->open_count - 1];
        const struct object *object = &walk->snapshot->objects[sequence->object];
        if (sequence->next_item == object->item_count) {
            walk->open_count--;
            continue;
        }
        size_t at = sequence->next_item++, list = sequence->object, item = object->items[at];
        if (!meet(walk, item))
            return arena_printf(walk->arena,
                                "item %zu of object %zu has the number %zu, and is the next to be met: number %zu", at,
                                list, item, walk->met);
    }
    return NULL;
}

static int compare_bindings(const void *left, const void *right)
{
    return strcmp(((const struct binding *)left)->name, ((const struct binding *)right)->name);
}

const char *numbering_mistake(struct arena *arena, const struct snapshot *snapshot, const json_t *asked)
{
    struct walk walk = {.arena = arena, .snapshot = snapshot};
    const char *mistake = NULL;
    if (json_is_array(asked)) {
        size_t index;
        json_t *name;
        json_array_foreach(asked, index, name)
        {
            long object = snapshot_index(snapshot, json_string_value(name));
            struct binding binding = {json_string_value(name), (size_t)object};
            if (object >= 0 && mistake == NULL)
                mistake = walk_name(&walk, &binding);
        }
    } else {
        struct binding *names = ARENA_ARRAY(arena, struct binding, snapshot->name_count);
        if (snapshot->name_count > 0) {
            memcpy(names, snapshot->names, snapshot->name_count * sizeof *names);
            qsort(names, snapshot->name_count, sizeof *names, compare_bindings);
        }
        for (size_t i = 0; i < snapshot->name_count && mistake == NULL; i++)
            mistake = walk_name(&walk, &names[i]);
    }
    if (mistake == NULL && walk.met < snapshot->object_count)
        mistake = arena_printf(arena, "no name and no item leads to object %zu", walk.met);
    return mistake;
}
