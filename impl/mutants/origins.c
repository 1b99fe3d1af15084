#include "origins.h"

#include <stdlib.h>
#include <string.h>

#include "look.h"

static const struct {
    const char *name;
    unsigned part;
} part_names[] = {
    {"integer", PART_INTEGER},   {"slice", PART_SLICE}, {"step", PART_STEP},   {"negative step", PART_NEGATIVE_STEP},
    {"offset", PART_OFFSET},     {"list", PART_LIST},   {"array", PART_ARRAY}, {"mask", PART_MASK},
    {"new axis", PART_NEW_AXIS}, {"tuple", PART_TUPLE}, {"other", PART_OTHER},
};

unsigned index_part_named(const char *name)
{
    for (size_t i = 0; i < sizeof part_names / sizeof *part_names; i++)
        if (strcmp(part_names[i].name, name) == 0)
            return part_names[i].part;
    return 0;
}

const struct slice_made *slice_made(struct mutant *mutant, ibid_handle object)
{
    for (size_t i = mutant->origins.slice_count; i-- > 0;)
        if (mutant->origins.slices[i].identity == identity_of(mutant, object))
            return &mutant->origins.slices[i];
    return NULL;
}

static unsigned slice_parts(const struct slice_made *slice)
{
    unsigned parts = PART_SLICE;
    if (slice->has_step && slice->step != 1)
        parts |= PART_STEP;
    if (slice->has_step && slice->step < 0)
        parts |= PART_NEGATIVE_STEP;
    if (slice->has_start && slice->start != 0)
        parts |= PART_OFFSET;
    return parts;
}

unsigned index_parts(struct mutant *mutant, ibid_handle index)
{
    const struct slice_made *slice = slice_made(mutant, index);
    if (slice != NULL)
        return slice_parts(slice);
    struct look look = look_at(mutant, index);
    unsigned parts = PART_TUPLE;
    switch (look.kind) {
    case IBID_INT:
        return PART_INTEGER;
    case IBID_NONE:
        return PART_NEW_AXIS;
    case IBID_LIST:
        return look.count > 0 && look_at(mutant, look.items[0]).kind == IBID_BOOL ? PART_MASK : PART_LIST;
    case IBID_ARRAY:
        return strcmp(look.dtype, "bool") == 0 ? PART_MASK : PART_ARRAY;
    case IBID_TUPLE:
        for (size_t i = 0; i < look.count; i++)
            parts |= index_parts(mutant, look.items[i]);
        return parts;
    default:
        return PART_OTHER;
    }
}

static void *grown(void *items, size_t count, size_t item_bytes)
{
    void *more = count % 16 != 0 ? items : realloc(items, (count + 16) * item_bytes);
    if (more == NULL)
        abort();
    return more;
}

static void note_slice(struct mutant *mutant, const struct operation_call *call, ibid_handle result)
{
    struct origins *origins = &mutant->origins;
    struct slice_made slice = {.identity = identity_of(mutant, result)};
    slice.has_start = integer_value(mutant, call->arguments[0], &slice.start);
    slice.has_stop = integer_value(mutant, call->arguments[1], &slice.stop);
    slice.has_step = integer_value(mutant, call->arguments[2], &slice.step);
    origins->slices = grown(origins->slices, origins->slice_count, sizeof slice);
    origins->slices[origins->slice_count++] = slice;
}

void origins_note(struct mutant *mutant, const struct operation_call *call, ibid_handle result)
{
    struct origins *origins = &mutant->origins;
    /* Nobody asks otherwise, and big programs are quicker without. */
    if (mutant->breakage.hook == NULL)
        return;
    if (call->operation == IBID_OP_MAKE_SLICE)
        note_slice(mutant, call, result);
    bool takes = call->operation == IBID_OP_GET_ITEM;
    if ((!takes && call->operation < IBID_OP_ARRAY) || call->operation >= IBID_OP_F_ADD || !is_array(mutant, result))
        return;
    origins->items = grown(origins->items, origins->count, sizeof *origins->items);
    origins->items[origins->count++] =
        (struct origin){identity_of(mutant, result), call->operation,
                        takes && is_array(mutant, call->arguments[0]) ? index_parts(mutant, call->arguments[1]) : 0};
}

bool came_of(struct mutant *mutant, ibid_handle object, unsigned part, enum ibid_operation operation)
{
    uint64_t identity = identity_of(mutant, object);
    for (size_t i = 0; i < mutant->origins.count; i++) {
        const struct origin *origin = &mutant->origins.items[i];
        if (origin->identity == identity && (part == 0 || (origin->parts & part) != 0) &&
            (operation == 0 || origin->operation == operation))
            return true;
    }
    return false;
}

void origins_free(struct origins *origins)
{
    free(origins->slices);
    free(origins->items);
}
