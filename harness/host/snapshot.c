#include "host/snapshot.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/json_text.h"
#include "observe/base64.h"

/*
 * An object that was met. Objects are read depth first, so an item gets its number after its list
 * does and before the list's text can be written: texts wait in `values`, items in `items`.
 */
struct seen {
    uint64_t identity;
    bool is_sequence;
    size_t value_start, value_end; /* in snapshot.values: everything but the items */
    ibid_handle *handles;          /* of the items: ours until the snapshot is done, since identity needs live ones */
    size_t *items;                 /* their numbers, as far as known */
    size_t item_count;
    size_t next;   /* the first item without a number */
    size_t parent; /* where reading goes on when the items are through */
};

struct snapshot {
    struct interpreter *interpreter;
    struct arena *arena;
    struct text values;
    struct seen *objects;
    size_t object_count;
    size_t *slots; /* number plus 1, by identity */
    size_t slot_count;
};

enum { FIRST_SLOT_COUNT = 64 };
static const size_t no_parent = SIZE_MAX;

static size_t slot_of(const struct snapshot *snapshot, uint64_t identity)
{
    /* Identities are often addresses, whose low bits say nothing. */
    size_t slot = (size_t)(identity * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (snapshot->slot_count - 1);
    while (snapshot->slots[slot] != 0 && snapshot->objects[snapshot->slots[slot] - 1].identity != identity)
        slot = (slot + 1) & (snapshot->slot_count - 1);
    return slot;
}

static void make_room(struct snapshot *snapshot)
{
    if (2 * (snapshot->object_count + 1) <= snapshot->slot_count)
        return;
    snapshot->slot_count = snapshot->slot_count == 0 ? FIRST_SLOT_COUNT : 4 * snapshot->slot_count;
    snapshot->slots = ARENA_ARRAY(snapshot->arena, size_t, snapshot->slot_count);
    for (size_t i = 0; i < snapshot->object_count; i++)
        snapshot->slots[slot_of(snapshot, snapshot->objects[i].identity)] = i + 1;
}

static void append_dtype(struct text *text, const struct ibid_value *value)
{
    if (value->dtype == NULL)
        return;
    text_append(text, ",\"dtype\":");
    json_append_string(text, value->dtype);
}

static bool append_array(struct snapshot *snapshot, const struct ibid_value *value)
{
    struct text *text = &snapshot->values;
    if (value->dtype == NULL || (value->dimensions > 0 && value->shape == NULL) ||
        (value->elements_bytes > 0 && value->elements == NULL))
        return fail_broken(&snapshot->interpreter->instance, "the plugin read an array without its %s",
                           value->dtype == NULL                            ? "dtype"
                           : value->dimensions > 0 && value->shape == NULL ? "shape"
                                                                           : "elements");
    text_append(text, "{\"kind\":\"array\"");
    append_dtype(text, value);
    text_append(text, ",\"shape\":[");
    for (size_t i = 0; i < value->dimensions; i++) {
        if (i > 0)
            text_append_character(text, ',');
        json_append_integer(text, value->shape[i]);
    }
    text_append(text, "],\"bytes\":\"");
    base64_append(text, value->elements, value->elements_bytes);
    text_append(text, "\"}");
    return true;
}

static void append_text_value(struct text *text, const char *before, const struct ibid_value *value)
{
    text_append(text, before);
    json_append_string(text, value->text);
    append_dtype(text, value);
    text_append_character(text, '}');
}

/* Everything of a value but a sequence's items. */
static bool append_value(struct snapshot *snapshot, const struct ibid_value *value)
{
    struct text *text = &snapshot->values;
    switch (value->kind) {
    case IBID_NONE:
        text_append(text, "{\"kind\":\"none\"}");
        return true;
    case IBID_BOOL:
        text_append(text,
                    value->truth ? "{\"kind\":\"bool\",\"value\":\"True\"" : "{\"kind\":\"bool\",\"value\":\"False\"");
        append_dtype(text, value);
        text_append_character(text, '}');
        return true;
    case IBID_INT:
        append_text_value(text, "{\"kind\":\"int\",\"value\":", value);
        return true;
    case IBID_FLOAT:
        text_append(text, "{\"kind\":\"float\",\"value\":");
        json_append_float(text, value->real);
        append_dtype(text, value);
        text_append_character(text, '}');
        return true;
    case IBID_COMPLEX:
        text_append(text, "{\"kind\":\"complex\",\"value\":[");
        json_append_float(text, value->real);
        text_append_character(text, ',');
        json_append_float(text, value->imaginary);
        text_append_character(text, ']');
        append_dtype(text, value);
        text_append_character(text, '}');
        return true;
    case IBID_STR:
        append_text_value(text, "{\"kind\":\"str\",\"value\":", value);
        return true;
    case IBID_LIST:
        text_append(text, "{\"kind\":\"list\",\"items\":[");
        return true;
    case IBID_TUPLE:
        text_append(text, "{\"kind\":\"tuple\",\"items\":[");
        return true;
    case IBID_ARRAY:
        return append_array(snapshot, value);
    case IBID_ELLIPSIS:
        text_append(text, "{\"kind\":\"other\",\"type\":\"ellipsis\"}");
        return true;
    case IBID_FUNCTION:
    case IBID_OTHER:
        text_append(text, "{\"kind\":\"other\",\"type\":");
        json_append_string(text, value->text);
        text_append_character(text, '}');
        return true;
    }
    return fail_broken(&snapshot->interpreter->instance, "the plugin read a value of the unknown kind %d",
                       (int)value->kind);
}

/* The number of the handle's object, which is read if it is new. False and the failure. */
static bool number_of(struct snapshot *snapshot, ibid_handle handle, size_t parent, size_t *number)
{
    struct instance *instance = &snapshot->interpreter->instance;
    const struct ibid_plugin *table = instance->plugin->table;
    uint64_t identity = table->identity(instance->opened, handle);
    make_room(snapshot);
    size_t slot = slot_of(snapshot, identity);
    if (snapshot->slots[slot] != 0) {
        *number = snapshot->slots[slot] - 1;
        return true;
    }
    struct ibid_value value = {IBID_NONE};
    enum ibid_status status = table->read(instance->opened, handle, &value);
    if (status != IBID_OK) {
        const char *message = table->last_error(instance->opened).message;
        return fail_broken(instance, "the plugin cannot read a live object: %s", message != NULL ? message : "");
    }
    struct seen seen = {.identity = identity, .parent = parent, .value_start = snapshot->values.bytes};
    seen.is_sequence = value.kind == IBID_LIST || value.kind == IBID_TUPLE;
    if (seen.is_sequence && value.item_count > 0) {
        if (value.items == NULL)
            return fail_broken(instance, "the plugin read a sequence without its items");
        seen.item_count = value.item_count;
        seen.handles = ARENA_ARRAY(snapshot->arena, ibid_handle, seen.item_count);
        seen.items = ARENA_ARRAY(snapshot->arena, size_t, seen.item_count);
        memcpy(seen.handles, value.items, seen.item_count * sizeof *seen.handles);
    }
    bool appended = append_value(snapshot, &value);
    seen.value_end = snapshot->values.bytes;
    /* Also when it failed: so that the items are given back. */
    *number = snapshot->object_count;
    ARENA_APPEND(snapshot->arena, snapshot->objects, snapshot->object_count, seen);
    snapshot->slots[slot] = snapshot->object_count;
    return appended;
}

/* Reads everything below an object, depth first, without recursion: lists can nest as deep as they like. */
static bool read_below(struct snapshot *snapshot, size_t number)
{
    size_t at = number;
    while (at != no_parent) {
        struct seen *object = &snapshot->objects[at];
        if (object->next == object->item_count) {
            at = object->parent;
            continue;
        }
        size_t known = snapshot->object_count, item, index = object->next++;
        if (!number_of(snapshot, object->handles[index], at, &item))
            return false;
        snapshot->objects[at].items[index] = item;
        if (item == known)
            at = item;
    }
    return true;
}

static bool read_variable(struct snapshot *snapshot, struct text *names, const char *name, struct reference *value)
{
    size_t known = snapshot->object_count, number;
    if (!number_of(snapshot, value->handle, no_parent, &number))
        return false;
    text_append(names, names->bytes > 0 ? "," : "");
    json_append_string(names, name);
    text_append_character(names, ':');
    json_append_integer(names, (long long)number);
    return number < known || read_below(snapshot, number);
}

static int compare_variables(const void *left, const void *right)
{
    return strcmp((*(const struct variable *const *)left)->name, (*(const struct variable *const *)right)->name);
}

static bool read_all(struct snapshot *snapshot, struct text *names)
{
    const struct interpreter *interpreter = snapshot->interpreter;
    size_t count = interpreter->variable_count;
    const struct variable **sorted = ARENA_ARRAY(snapshot->arena, const struct variable *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &interpreter->variables[i];
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, compare_variables);
    for (size_t i = 0; i < count; i++)
        if (!read_variable(snapshot, names, sorted[i]->name, sorted[i]->value))
            return false;
    return true;
}

static bool read_listed(struct snapshot *snapshot, struct text *names, const json_t *wanted)
{
    for (size_t i = 0; i < json_array_size(wanted); i++) {
        const char *name = json_string_value(json_array_get(wanted, i));
        struct reference *value = name == NULL ? NULL : variable_value(snapshot->interpreter, name);
        bool again = false; /* a name asked for twice is one key */
        for (size_t k = 0; value != NULL && !again && k < i; k++) {
            const char *earlier = json_string_value(json_array_get(wanted, k));
            again = earlier != NULL && strcmp(earlier, name) == 0;
        }
        if (value != NULL && !again && !read_variable(snapshot, names, name, value))
            return false;
    }
    return true;
}

static void append_objects(struct text *text, const struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->object_count; i++) {
        const struct seen *object = &snapshot->objects[i];
        if (i > 0)
            text_append_character(text, ',');
        text_append_bytes(text, snapshot->values.data + object->value_start, object->value_end - object->value_start);
        if (!object->is_sequence)
            continue;
        for (size_t k = 0; k < object->item_count; k++) {
            if (k > 0)
                text_append_character(text, ',');
            json_append_integer(text, (long long)object->items[k]);
        }
        text_append(text, "]}");
    }
}

bool append_snapshot(struct text *text, struct interpreter *interpreter, const json_t *wanted)
{
    struct instance *instance = &interpreter->instance;
    struct snapshot snapshot = {.interpreter = interpreter, .arena = instance->arena};
    struct text names = TEXT_EMPTY;
    bool done = json_is_true(wanted) ? read_all(&snapshot, &names) : read_listed(&snapshot, &names, wanted);
    if (done) {
        text_append(text, "{\"names\":{");
        text_append_bytes(text, text_string(&names), names.bytes);
        text_append(text, "},\"objects\":[");
        append_objects(text, &snapshot);
        text_append(text, "]}");
    }
    for (size_t i = 0; i < snapshot.object_count; i++)
        for (size_t k = 0; k < snapshot.objects[i].item_count; k++)
            instance->plugin->table->drop(instance->opened, snapshot.objects[i].handles[k]);
    text_free(&names);
    text_free(&snapshot.values);
    return done;
}
