/* A picture out of what a results file says of it, which may be anything: what does not fit is refused. */
#include "picture/picture.h"

#include <string.h>

/* What is more than a program of a case has, and would take long to draw, is no picture. */
enum { MOST_OBJECTS = 4096, MOST_NAMES = 256, MOST_PLACES = 1 << 20, MOST_WIDTH_PLACES = 1 << 10 };

struct reading {
    struct arena *arena;
    struct picture *picture;
};

static bool read_size(const json_t *json, size_t limit, size_t *size)
{
    json_int_t value = json_integer_value(json);
    *size = value >= 0 ? (size_t)value : 0;
    return json_is_integer(json) && value >= 0 && (size_t)value < limit;
}

/* An array of numbers below the limit; NULL is an empty one. False if it is anything else. */
static bool read_sizes(struct reading *reading, const json_t *json, size_t limit, size_t **sizes, size_t *count)
{
    *count = json_array_size(json);
    *sizes = ARENA_ARRAY(reading->arena, size_t, *count + 1);
    for (size_t i = 0; i < *count; i++)
        if (!read_size(json_array_get(json, i), limit, &(*sizes)[i]))
            return false;
    return json == NULL || json_is_array(json);
}

static bool read_names(struct reading *reading, const json_t *names)
{
    struct snapshot *memory = &reading->picture->memory;
    const char *name;
    json_t *number;
    memory->names = ARENA_ARRAY(reading->arena, struct binding, json_object_size(names) + 1);
    json_object_foreach((json_t *)names, name, number)
    {
        struct binding *binding = &memory->names[memory->name_count++];
        binding->name = name;
        if (!read_size(number, memory->object_count, &binding->object))
            return false;
        struct pictured *pictured = &reading->picture->objects[binding->object];
        pictured->label =
            pictured->label == NULL ? name : arena_printf(reading->arena, "%s, %s", pictured->label, name);
        pictured->named = true;
    }
    return json_is_object(names);
}

static bool read_shape(struct reading *reading, const json_t *json, struct object *object)
{
    enum { MOST_ELEMENTS = 1 << 30 };
    size_t *lengths;
    if (!read_sizes(reading, json_object_get(json, "shape"), MOST_ELEMENTS, &lengths, &object->dimensions))
        return false;
    long long *shape = ARENA_ARRAY(reading->arena, long long, object->dimensions + 1);
    object->element_count = 1;
    for (size_t i = 0; i < object->dimensions; i++) {
        shape[i] = (long long)lengths[i];
        if (lengths[i] > 0 && object->element_count > MOST_ELEMENTS / lengths[i])
            return false;
        object->element_count *= lengths[i];
    }
    object->shape = shape;
    return true;
}

static bool read_places(struct reading *reading, const json_t *json, const struct object *object,
                        struct pictured *pictured)
{
    const struct picture *picture = reading->picture;
    size_t count, places = pictured->buffer == PICTURE_NOWHERE ? 0 : picture->buffers[pictured->buffer].place_count;
    const json_t *width = json_object_get(json, "width"), *extent = json_object_get(json, "extent");
    size_t *ends, *shared, shared_count;
    if (!read_sizes(reading, extent, places, &ends, &count) || (extent != NULL && count != 2) ||
        !read_sizes(reading, json_object_get(json, "shared"), object->element_count, &shared, &shared_count))
        return false;
    if (json_object_get(json, "at") == NULL || object->element_count == 0)
        return true;
    pictured->width_places = 1;
    if (!read_sizes(reading, json_object_get(json, "at"), places, &pictured->at, &count) ||
        (width != NULL && (!read_size(width, places + 1, &pictured->width_places) || pictured->width_places == 0 ||
                            pictured->width_places > MOST_WIDTH_PLACES)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (pictured->at[i] + pictured->width_places > places)
            return false;
    if (count > PICTURE_LISTED_ELEMENTS || count != object->element_count || pictured->elements == NULL)
        return false;
    pictured->shared = ARENA_ARRAY(reading->arena, bool, count + 1);
    for (size_t i = 0; i < shared_count; i++)
        pictured->shared[shared[i]] = true;
    return true;
}

static bool read_object(struct reading *reading, const json_t *json, size_t number)
{
    struct picture *picture = reading->picture;
    struct object *object = &picture->memory.objects[number];
    struct pictured *pictured = &picture->objects[number];
    const char *kind = json_string_value(json_object_get(json, "kind"));
    pictured->description = json_string_value(json_object_get(json, "description"));
    pictured->content = json_string_value(json_object_get(json, "content"));
    pictured->buffer = PICTURE_NOWHERE;
    if (kind == NULL || !kind_by_name(kind, &object->kind) || pictured->description == NULL ||
        pictured->content == NULL)
        return false;
    const json_t *elements = json_object_get(json, "elements"), *buffer = json_object_get(json, "buffer");
    size_t *items;
    if (!read_sizes(reading, json_object_get(json, "items"), picture->memory.object_count, &items,
                    &object->item_count) ||
        (buffer != NULL && !read_size(buffer, picture->buffer_count, &pictured->buffer)) ||
        (object->kind == IBID_ARRAY && !read_shape(reading, json, object)))
        return false;
    object->items = items;
    if (json_is_array(elements)) {
        const char **texts = ARENA_ARRAY(reading->arena, const char *, json_array_size(elements) + 1);
        for (size_t i = 0; i < json_array_size(elements); i++)
            if ((texts[i] = json_string_value(json_array_get(elements, i))) == NULL)
                return false;
        if (json_array_size(elements) != object->element_count)
            return false;
        pictured->elements = texts;
    }
    return read_places(reading, json, object, pictured);
}

/* Without a name an object is called by how the first that holds it reaches it. */
static void label_items(struct reading *reading)
{
    struct picture *picture = reading->picture;
    for (size_t round = 0, found = 1; found > 0 && round < picture->memory.object_count; round++) {
        found = 0;
        for (size_t i = 0; i < picture->memory.object_count; i++)
            for (size_t k = 0; picture->objects[i].label != NULL && k < picture->memory.objects[i].item_count; k++) {
                struct pictured *item = &picture->objects[picture->memory.objects[i].items[k]];
                const char *holder = picture->objects[i].label;
                if (item->label != NULL)
                    continue;
                item->label = arena_printf(reading->arena, "%.*s[%zu]", (int)strcspn(holder, ","), holder, k);
                found++;
            }
    }
    for (size_t i = 0; i < picture->memory.object_count; i++)
        if (picture->objects[i].label == NULL)
            picture->objects[i].label = "?";
}

static bool marks(struct picture *picture, size_t left, size_t right)
{
    struct pictured *one = &picture->objects[left], *other = &picture->objects[right];
    bool common = false;
    if (one->buffer == PICTURE_NOWHERE || one->buffer != other->buffer || one->at == NULL || other->at == NULL)
        return false;
    for (size_t i = 0; i < picture->memory.objects[left].element_count; i++)
        for (size_t k = 0; k < picture->memory.objects[right].element_count; k++)
            if ((left != right || i != k) && one->at[i] < other->at[k] + other->width_places &&
                other->at[k] < one->at[i] + one->width_places)
                common = one->shared[i] = other->shared[k] = true;
    return common;
}

static void find_shared(struct reading *reading)
{
    struct picture *picture = reading->picture;
    for (size_t i = 0; i < picture->memory.object_count; i++)
        for (size_t k = i; k < picture->memory.object_count; k++) {
            const struct object_pair pair = {i, k};
            if (marks(picture, i, k) && i != k)
                ARENA_APPEND(reading->arena, picture->shares, picture->share_count, pair);
        }
}

const struct picture *picture_of_step(struct arena *arena, const json_t *step)
{
    struct reading reading = {arena, ARENA_NEW(arena, struct picture)};
    struct picture *picture = reading.picture;
    const json_t *objects = json_object_get(step, "objects"), *buffers = json_object_get(step, "buffers");
    picture->buffer_count = json_array_size(buffers);
    picture->buffers = ARENA_ARRAY(arena, struct picture_buffer, picture->buffer_count + 1);
    for (size_t i = 0; i < picture->buffer_count; i++)
        if (!read_size(json_object_get(json_array_get(buffers, i), "places"), MOST_PLACES,
                       &picture->buffers[i].place_count))
            return NULL;
    picture->memory.object_count = json_array_size(objects);
    if (picture->memory.object_count > MOST_OBJECTS || json_object_size(json_object_get(step, "names")) > MOST_NAMES)
        return NULL;
    picture->memory.objects = ARENA_ARRAY(arena, struct object, picture->memory.object_count + 1);
    picture->objects = ARENA_ARRAY(arena, struct pictured, picture->memory.object_count + 1);
    for (size_t i = 0; i < picture->memory.object_count; i++)
        if (!read_object(&reading, json_array_get(objects, i), i))
            return NULL;
    if (!read_names(&reading, json_object_get(step, "names")))
        return NULL;
    label_items(&reading);
    find_shared(&reading);
    return picture;
}
