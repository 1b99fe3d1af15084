#include "judge/sharing.h"

#include <string.h>

/* bits(): byte j of the second value is 0x31 + j; a bool's is 1. The first value is all zero bytes. */
enum { SECOND_VALUE = 0x31 };

const struct proof_write *write_of(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->write_count; i++)
        if (strcmp(plan->writes[i].name, name) == 0)
            return &plan->writes[i];
    return NULL;
}

static const struct object *readable_array(const struct object *object)
{
    return object != NULL && object->kind == IBID_ARRAY && object->element != NULL ? object : NULL;
}

static const struct object *array_after(const struct observation *observation, size_t read, const char *name)
{
    return read < observation->read_count ? readable_array(snapshot_find(&observation->reads[read], name)) : NULL;
}

/* Whether the clear, the fill and so many rounds all worked. */
static bool all_worked(const struct observation *observation, const struct proof_write *write, size_t round_count)
{
    for (size_t i = 0; i < 2 + round_count; i++)
        if (write->first_try + i >= observation->try_count || observation->tries[write->first_try + i] != NULL)
            return false;
    return true;
}

static unsigned char byte_of_second_value(const struct dtype *dtype, unsigned char seen)
{
    return dtype->class == DTYPE_BOOL ? 0 : (unsigned char)(seen - SECOND_VALUE);
}

static bool every_byte_is_of(const struct object *array, bool second_value)
{
    for (size_t i = 0; i < array->byte_count; i++) {
        size_t place = i % array->element->item_bytes;
        unsigned char second = array->element->class == DTYPE_BOOL ? 1 : (unsigned char)(SECOND_VALUE + place);
        if (array->bytes[i] != (second_value ? second : 0))
            return false;
    }
    return true;
}

/* A write that its own array does not show, such as one into a hidden copy, tells nothing about others. */
static bool reached_its_own_array(const struct observation *observation, const struct proof_write *write)
{
    const struct object *cleared = array_after(observation, write->first_read, write->name);
    const struct object *filled = array_after(observation, write->first_read + 1, write->name);
    return cleared != NULL && filled != NULL && every_byte_is_of(cleared, false) && every_byte_is_of(filled, true);
}

struct sharing sharing_from_writes(struct arena *arena, const struct observation *observation,
                                   const struct proof_write *write, const char *name)
{
    const struct object **seen = ARENA_ARRAY(arena, const struct object *, 2 + write->round_count);
    for (size_t i = 0; i < 2 + write->round_count; i++)
        seen[i] = array_after(observation, write->first_read + i, name);
    return sharing_of_array(arena, observation, write, seen);
}

struct sharing sharing_of_array(struct arena *arena, const struct observation *observation,
                                const struct proof_write *write, const struct object *const *seen)
{
    struct sharing sharing = {.evidence = SHARING_UNKNOWN};
    const struct object *written = array_after(observation, write->first_read, write->name);
    const struct object *cleared = readable_array(seen[0]), *filled = readable_array(seen[1]);
    if (written == NULL || cleared == NULL || filled == NULL || cleared->byte_count != filled->byte_count ||
        !all_worked(observation, write, 0) || !reached_its_own_array(observation, write))
        return sharing;

    bool mapped = rounds_for(written->element_count) != 0 && rounds_for(written->element_count) <= write->round_count &&
                  all_worked(observation, write, write->round_count);
    sharing.evidence = mapped ? SHARING_MAPPED : SHARING_FILLED;
    sharing.byte_count = cleared->byte_count;
    sharing.elements = ARENA_ARRAY(arena, long, sharing.byte_count + 1);
    sharing.bytes = ARENA_ARRAY(arena, unsigned char, sharing.byte_count + 1);
    for (size_t i = 0; i < sharing.byte_count; i++) {
        if (cleared->bytes[i] == filled->bytes[i]) {
            sharing.elements[i] = NOT_SHARED;
            continue;
        }
        sharing.bytes[i] = byte_of_second_value(written->element, filled->bytes[i]);
        if (cleared->bytes[i] != 0 || sharing.bytes[i] >= written->element->item_bytes)
            sharing.elements[i] = CHANGED_OTHERWISE;
    }
    for (size_t round = 0; mapped && round < write->round_count; round++) {
        const struct object *after = readable_array(seen[2 + round]);
        if (after == NULL || after->byte_count != sharing.byte_count) {
            sharing.evidence = SHARING_FILLED;
            break;
        }
        for (size_t i = 0; i < sharing.byte_count; i++) {
            if (sharing.elements[i] < 0 || after->bytes[i] == 0)
                continue;
            if (after->bytes[i] == filled->bytes[i])
                sharing.elements[i] |= 1L << round;
            else
                sharing.elements[i] = CHANGED_OTHERWISE;
        }
    }
    return sharing;
}

bool sharing_any(const struct sharing *sharing)
{
    for (size_t i = 0; i < sharing->byte_count; i++)
        if (sharing->elements[i] != NOT_SHARED)
            return true;
    return false;
}
