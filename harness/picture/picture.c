#include "picture/picture.h"

#include <string.h>

#include "base/utf8.h"
#include "picture/evidence.h"

/* What can be reached. */

/* How an object was reached first: as item `item` of object `from`, or by a name. */
struct reached {
    size_t original, from, item;
};

struct reaching {
    struct arena *arena;
    const struct snapshot *names;
    size_t *numbers; /* from numbers in the read to numbers here, plus one; 0 for what was not reached */
    struct reached *reached;
    size_t count;
};

static size_t reach(struct reaching *reaching, size_t original, size_t from, size_t item)
{
    if (reaching->numbers[original] == 0) {
        const struct reached reached = {original, from, item};
        ARENA_APPEND(reaching->arena, reaching->reached, reaching->count, reached);
        reaching->numbers[original] = reaching->count;
    }
    return reaching->numbers[original] - 1;
}

static void take_items(struct reaching *reaching, size_t number, struct object *object)
{
    size_t *items = ARENA_ARRAY(reaching->arena, size_t, object->item_count + 1);
    for (size_t i = 0; i < object->item_count; i++)
        items[i] = reach(reaching, object->items[i], number, i);
    object->items = items;
}

static bool binds(const struct statement *statement, const char *name)
{
    for (size_t i = 0; i < statement->node->target_count; i++)
        if (statement->node->targets[i]->kind == NODE_NAME && strcmp(statement->node->targets[i]->text, name) == 0)
            return true;
    return false;
}

static void take_objects(struct reaching *reaching, const struct program *program, struct snapshot *memory)
{
    const struct snapshot *names = reaching->names;
    for (size_t i = 0; i < program->statement_count; i++)
        for (size_t k = 0; k < names->name_count; k++)
            if (binds(&program->statements[i], names->names[k].name))
                reach(reaching, names->names[k].object, PICTURE_NOWHERE, k);
    memory->names = ARENA_ARRAY(reaching->arena, struct binding, names->name_count + 1);
    memory->name_count = names->name_count;
    for (size_t i = 0; i < names->name_count; i++)
        memory->names[i] =
            (struct binding){names->names[i].name, reach(reaching, names->names[i].object, PICTURE_NOWHERE, i)};
    /* Then what they hold: the list of what was reached is the queue. */
    memory->objects = ARENA_ARRAY(reaching->arena, struct object, names->object_count + 1);
    for (size_t i = 0; i < reaching->count; i++) {
        memory->objects[i] = names->objects[reaching->reached[i].original];
        take_items(reaching, i, &memory->objects[i]);
    }
    memory->object_count = reaching->count;
}

static const char *label_of(const struct reaching *reaching, const struct picture *picture, size_t object)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < picture->memory.name_count; i++)
        if (picture->memory.names[i].object == object)
            text_printf(&text, "%s%s", text.bytes > 0 ? ", " : "", picture->memory.names[i].name);
    if (text.bytes == 0) {
        const struct reached *reached = &reaching->reached[object];
        const char *holder = picture->objects[reached->from].label, *comma = strchr(holder, ',');
        text_append_bytes(&text, holder, comma != NULL ? (size_t)(comma - holder) : strlen(holder));
        text_printf(&text, "[%zu]", reached->item);
    }
    return keep_text(reaching->arena, &text);
}

/* Buffers and pairs. */

static size_t root_of(const size_t *parents, size_t array)
{
    while (parents[array] != array)
        array = parents[array];
    return array;
}

/* Arrays that share, directly or by way of others, have one root. */
static size_t *group(struct arena *arena, const struct evidence_of_arrays *evidence)
{
    size_t *parents = ARENA_ARRAY(arena, size_t, evidence->count + 1);
    for (size_t i = 0; i < evidence->count; i++)
        parents[i] = i;
    for (size_t i = 0; i < evidence->count; i++)
        for (size_t k = i + 1; k < evidence->count; k++)
            if (evidence->shares[i * evidence->count + k]) {
                size_t left = root_of(parents, i), right = root_of(parents, k);
                parents[left > right ? left : right] = left < right ? left : right;
            }
    for (size_t i = 0; i < evidence->count; i++)
        parents[i] = root_of(parents, i);
    return parents;
}

static bool is_in_a_buffer(const struct evidence_of_arrays *evidence, size_t array)
{
    if (evidence->arrays[array].pieces != NULL)
        return true;
    for (size_t i = 0; i < evidence->count; i++)
        if (evidence->shares[array * evidence->count + i])
            return true;
    return false;
}

static void make_buffers(struct arena *arena, struct picture *picture, const struct evidence_of_arrays *evidence)
{
    const size_t *roots = group(arena, evidence);
    picture->buffers = ARENA_ARRAY(arena, struct picture_buffer, evidence->count + 1);
    for (size_t i = 0; i < evidence->count; i++) {
        if (roots[i] != i || !is_in_a_buffer(evidence, i))
            continue;
        size_t buffer = picture->buffer_count++, member_count = 0;
        size_t *members = ARENA_ARRAY(arena, size_t, evidence->count + 1);
        for (size_t k = i; k < evidence->count; k++)
            if (roots[k] == i) {
                picture->objects[evidence->arrays[k].object].buffer = buffer;
                members[member_count++] = k;
            }
        place_arrays(arena, picture, evidence, buffer, members, member_count);
    }
}

static void list_pairs(struct arena *arena, struct picture *picture, const struct evidence_of_arrays *evidence)
{
    for (size_t i = 0; i < evidence->count; i++)
        for (size_t k = i + 1; k < evidence->count; k++) {
            const struct object_pair pair = {evidence->arrays[i].object, evidence->arrays[k].object};
            if (evidence->shares[i * evidence->count + k])
                ARENA_APPEND(arena, picture->shares, picture->share_count, pair);
            else if (!evidence->known[i * evidence->count + k])
                ARENA_APPEND(arena, picture->unproved, picture->unproved_count, pair);
        }
}

struct picture *picture_new(struct arena *arena, const struct program *program, const struct snapshot *names,
                            const struct observation *observation, const struct plan *plan)
{
    struct picture *picture = ARENA_NEW(arena, struct picture);
    struct reaching reaching = {arena, names, ARENA_ARRAY(arena, size_t, names->object_count + 1), NULL, 0};
    take_objects(&reaching, program, &picture->memory);
    picture->objects = ARENA_ARRAY(arena, struct pictured, picture->memory.object_count + 1);
    for (size_t i = 0; i < picture->memory.object_count; i++) {
        picture->objects[i].named = reaching.reached[i].from == PICTURE_NOWHERE;
        picture->objects[i].buffer = PICTURE_NOWHERE;
        picture->objects[i].label = label_of(&reaching, picture, i);
    }
    const struct evidence_of_arrays evidence = collect_evidence(arena, picture, observation, plan);
    make_buffers(arena, picture, &evidence);
    list_pairs(arena, picture, &evidence);
    return picture;
}

bool picture_shares(const struct picture *picture, size_t left, size_t right)
{
    for (size_t i = 0; i < picture->share_count; i++) {
        const struct object_pair *pair = &picture->shares[i];
        if ((pair->left == left && pair->right == right) || (pair->left == right && pair->right == left))
            return true;
    }
    return false;
}

void picture_sharers(struct text *text, const struct picture *picture, size_t object)
{
    bool first = true;
    for (size_t i = 0; i < picture->memory.object_count; i++)
        if (picture_shares(picture, object, i)) {
            text_printf(text, "%s%s", first ? "" : ", ", picture->objects[i].label);
            first = false;
        }
}

void picture_describe(struct text *text, const struct picture *picture, size_t object)
{
    if (picture->objects[object].description != NULL)
        text_append(text, picture->objects[object].description);
    else
        object_describe(text, &picture->memory.objects[object]);
}

void picture_display(struct text *text, const struct picture *picture, size_t object, size_t limit_bytes)
{
    const char *content = picture->objects[object].content;
    if (content == NULL) {
        object_display(text, &picture->memory, object, limit_bytes);
        return;
    }
    size_t bytes = strlen(content);
    while (bytes > limit_bytes || (bytes < strlen(content) && !utf8_begins(content[bytes])))
        bytes--;
    text_append_bytes(text, content, bytes);
    text_append(text, content[bytes] != '\0' ? "…" : "");
}

void picture_element(struct text *text, const struct picture *picture, size_t array, size_t element)
{
    const struct object *object = &picture->memory.objects[array];
    if (picture->objects[array].elements != NULL)
        text_append(text, picture->objects[array].elements[element]);
    else
        display_element(text, object->element, object->bytes + element * object->element->item_bytes);
}

const struct picture_error *picture_error_of(struct arena *arena, const struct observation *observation)
{
    struct picture_error *error = ARENA_NEW(arena, struct picture_error);
    if (observation->broken != NULL) {
        *error = (struct picture_error){0, "broken", observation->broken};
    } else if (observation->unsupported != NULL) {
        *error = (struct picture_error){observation->unsupported_step + 1, "unsupported", observation->unsupported};
    } else if (observation->error != NULL) {
        const struct step_error *failed = observation->error;
        *error = (struct picture_error){failed->step + 1, error_kind_name(failed->kind),
                                        arena_printf(arena, "%s: %s", failed->class_name, failed->message)};
    } else {
        return NULL;
    }
    return error;
}
