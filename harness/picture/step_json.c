#include "picture/picture.h"

static json_t *number_new(size_t number)
{
    return json_integer((json_int_t)number);
}

static json_t *text_new(struct text *text)
{
    json_t *json = json_string(text_string(text));
    text_clear(text);
    return json;
}

static json_t *elements_new(const struct object *array)
{
    json_t *list = json_array();
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < array->element_count; i++) {
        display_element(&text, array->element, array->bytes + i * array->element->item_bytes);
        json_array_append_new(list, text_new(&text));
    }
    text_free(&text);
    return list;
}

static json_t *numbers_new(const size_t *numbers, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, number_new(numbers[i]));
    return list;
}

static json_t *extent_new(const struct pictured *pictured, size_t count)
{
    size_t lowest = pictured->at[0], highest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t last = pictured->at[i] + pictured->width_places - 1;
        lowest = pictured->at[i] < lowest ? pictured->at[i] : lowest;
        highest = last > highest ? last : highest;
    }
    return json_pack("[II]", (json_int_t)lowest, (json_int_t)highest);
}

/* Whether places do not tell by themselves what is shared, since those of a large array are not listed. */
static bool has_large_neighbour(const struct picture *picture, size_t buffer)
{
    for (size_t i = 0; i < picture->memory.object_count; i++)
        if (picture->objects[i].buffer == buffer && picture->objects[i].at != NULL &&
            picture->memory.objects[i].element_count > PICTURE_LISTED_ELEMENTS)
            return true;
    return false;
}

static json_t *shared_new(const struct pictured *pictured, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (pictured->shared[i])
            json_array_append_new(list, number_new(i));
    return list;
}

static void set_array(json_t *json, const struct picture *picture, size_t number)
{
    const struct object *array = &picture->memory.objects[number];
    const struct pictured *pictured = &picture->objects[number];
    json_t *shape = json_array();
    for (size_t i = 0; i < array->dimensions; i++)
        json_array_append_new(shape, json_integer(array->shape[i]));
    json_object_set_new(json, "shape", shape);
    bool small = array->element_count <= PICTURE_LISTED_ELEMENTS;
    if (array->element != NULL && small)
        json_object_set_new(json, "elements", elements_new(array));
    if (pictured->buffer == PICTURE_NOWHERE)
        return;
    json_object_set_new(json, "buffer", number_new(pictured->buffer));
    if (pictured->at == NULL)
        return;
    if (small)
        json_object_set_new(json, "at", numbers_new(pictured->at, array->element_count));
    else
        json_object_set_new(json, "extent", extent_new(pictured, array->element_count));
    if (small && has_large_neighbour(picture, pictured->buffer))
        json_object_set_new(json, "shared", shared_new(pictured, array->element_count));
    if (pictured->width_places > 1)
        json_object_set_new(json, "width", number_new(pictured->width_places));
}

static json_t *error_new(const struct picture_error *error)
{
    if (error == NULL)
        return json_null();
    json_t *json = json_object();
    if (error->statement > 0)
        json_object_set_new(json, "statement", number_new(error->statement));
    json_object_set_new(json, "kind", json_string(error->kind));
    json_object_set_new(json, "message", json_string(error->message));
    return json;
}

/* The objects that are shown: what is reached by the items of long lists alone is left out with them. */
struct showing {
    const struct picture *picture;
    size_t *numbers; /* from the picture's numbers to those in the step, plus one; 0 for what is left out */
    size_t *queue;
    size_t count;
};

static size_t show(struct showing *showing, size_t object)
{
    if (showing->numbers[object] == 0) {
        showing->queue[showing->count++] = object;
        showing->numbers[object] = showing->count;
    }
    return showing->numbers[object] - 1;
}

static bool shows_items(const struct object *object)
{
    return (object->kind == IBID_LIST || object->kind == IBID_TUPLE) && object->item_count <= PICTURE_LISTED_ELEMENTS;
}

static json_t *object_new(struct showing *showing, size_t number, size_t content_bytes)
{
    const struct picture *picture = showing->picture;
    const struct object *object = &picture->memory.objects[number];
    json_t *json = json_object();
    struct text text = TEXT_EMPTY;
    json_object_set_new(json, "kind", json_string(kind_name(object->kind)));
    object_describe(&text, object);
    json_object_set_new(json, "description", text_new(&text));
    object_display(&text, &picture->memory, number, content_bytes);
    json_object_set_new(json, "content", text_new(&text));
    text_free(&text);
    if (object->kind == IBID_ARRAY)
        set_array(json, picture, number);
    if (!shows_items(object))
        return json;
    json_t *items = json_array();
    for (size_t i = 0; i < object->item_count; i++)
        json_array_append_new(items, number_new(show(showing, object->items[i])));
    json_object_set_new(json, "items", items);
    return json;
}

static void set_memory(json_t *step, const struct picture *picture, size_t content_bytes)
{
    json_t *names = json_object_get(step, "names"), *objects = json_object_get(step, "objects");
    json_t *buffers = json_object_get(step, "buffers"), *unproved = json_array();
    struct arena *arena = arena_new();
    size_t object_count = picture->memory.object_count;
    struct showing showing = {picture, ARENA_ARRAY(arena, size_t, object_count + 1),
                              ARENA_ARRAY(arena, size_t, object_count + 1), 0};
    for (size_t i = 0; i < object_count; i++)
        if (picture->objects[i].named)
            show(&showing, i);
    for (size_t i = 0; i < picture->memory.name_count; i++)
        json_object_set_new(names, picture->memory.names[i].name,
                            number_new(show(&showing, picture->memory.names[i].object)));
    for (size_t i = 0; i < showing.count; i++)
        json_array_append_new(objects, object_new(&showing, showing.queue[i], content_bytes));
    for (size_t i = 0; i < picture->buffer_count; i++)
        json_array_append_new(buffers, json_pack("{sI}", "places", (json_int_t)picture->buffers[i].place_count));
    for (size_t i = 0; i < picture->unproved_count; i++) {
        size_t left = showing.numbers[picture->unproved[i].left], right = showing.numbers[picture->unproved[i].right];
        if (left > 0 && right > 0)
            json_array_append_new(unproved, json_pack("[II]", (json_int_t)left - 1, (json_int_t)right - 1));
    }
    if (json_array_size(unproved) > 0)
        json_object_set(step, "unproved", unproved);
    json_decref(unproved);
    arena_free(arena);
}

json_t *picture_step_new(const struct picture *picture, const struct picture_error *error, size_t content_bytes)
{
    json_t *step = json_object();
    json_object_set_new(step, "error", error_new(error));
    json_object_set_new(step, "names", json_object());
    json_object_set_new(step, "objects", json_array());
    json_object_set_new(step, "buffers", json_array());
    if (picture != NULL)
        set_memory(step, picture, content_bytes);
    return step;
}
