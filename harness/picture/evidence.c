/*
 * Each write of the proof went into one array; what every other array showed afterwards tells which byte of which of
 * the written elements stands where. Bytes that are one piece of memory are united, two at a time; so what two
 * read-only views have in common comes out by way of the array that they are views of.
 */
#include "picture/evidence.h"

#include <string.h>

#include "judge/sharing.h"

/* Arrays with more elements than the plan's rounds can tell apart, which have no exact map, are not traced by bytes. */
enum { MOST_TRACED_BYTES = (1 << MAXIMUM_ROUNDS) * 16 };

struct collecting {
    struct arena *arena;
    const struct picture *picture;
    const struct observation *observation;
    struct evidence_of_arrays evidence;
    size_t *first_byte; /* of each array, among the bytes of all */
    size_t *parents;    /* for each byte of an array that can be traced: a byte that is the same memory */
    bool *found;        /* for each of these: whether an exact map has it */
    size_t (*items)[2]; /* for each object: the object that holds it, and as which item; or PICTURE_NOWHERE */
};

static size_t root_of(size_t *parents, size_t byte)
{
    while (parents[byte] != byte) {
        parents[byte] = parents[parents[byte]];
        byte = parents[byte];
    }
    return byte;
}

static void unite(struct collecting *collecting, size_t left, size_t right)
{
    left = root_of(collecting->parents, left);
    right = root_of(collecting->parents, right);
    collecting->parents[left > right ? left : right] = left > right ? right : left;
}

static bool is_traced(const struct mapped *mapped)
{
    return mapped->array->byte_count <= MOST_TRACED_BYTES;
}

static void list_arrays(struct collecting *collecting)
{
    const struct snapshot *memory = &collecting->picture->memory;
    struct evidence_of_arrays *evidence = &collecting->evidence;
    for (size_t i = 0; i < memory->object_count; i++) {
        const struct mapped mapped = {.object = i, .array = &memory->objects[i]};
        if (memory->objects[i].kind == IBID_ARRAY && memory->objects[i].element_count > 0)
            ARENA_APPEND(collecting->arena, evidence->arrays, evidence->count, mapped);
    }
    evidence->shares = ARENA_ARRAY(collecting->arena, bool, evidence->count * evidence->count + 1);
    evidence->known = ARENA_ARRAY(collecting->arena, bool, evidence->count * evidence->count + 1);
    collecting->first_byte = ARENA_ARRAY(collecting->arena, size_t, evidence->count + 1);
    for (size_t i = 0; i < evidence->count; i++) {
        collecting->first_byte[i] = evidence->piece_count;
        evidence->piece_count += is_traced(&evidence->arrays[i]) ? evidence->arrays[i].array->byte_count : 0;
    }
    collecting->parents = ARENA_ARRAY(collecting->arena, size_t, evidence->piece_count + 1);
    for (size_t i = 0; i < evidence->piece_count; i++)
        collecting->parents[i] = i;
    collecting->found = ARENA_ARRAY(collecting->arena, bool, evidence->piece_count + 1);
}

/* An object's number among those of a later read, in which numbers may differ: by a name, or by way of its holder. */
static const struct object *find_again(const struct collecting *collecting, const struct snapshot *read, size_t object)
{
    const struct snapshot *memory = &collecting->picture->memory;
    for (size_t i = 0; i < memory->name_count; i++)
        if (memory->names[i].object == object) {
            const struct object *found = snapshot_find(read, memory->names[i].name);
            if (found != NULL)
                return found;
        }
    size_t holder = collecting->items[object][0], item = collecting->items[object][1];
    if (holder == PICTURE_NOWHERE)
        return NULL;
    const struct object *holding = find_again(collecting, read, holder);
    return holding != NULL && item < holding->item_count ? &read->objects[holding->items[item]] : NULL;
}

/* Who holds what: what is reached through items is numbered after its first holder, so that the search above ends. */
static void find_holders(struct collecting *collecting)
{
    const struct snapshot *memory = &collecting->picture->memory;
    collecting->items = arena_array(collecting->arena, memory->object_count + 1, sizeof *collecting->items);
    for (size_t i = 0; i < memory->object_count; i++)
        collecting->items[i][0] = PICTURE_NOWHERE;
    for (size_t i = 0; i < memory->object_count; i++)
        for (size_t k = 0; k < memory->objects[i].item_count; k++) {
            size_t held = memory->objects[i].items[k];
            if (held > i && collecting->items[held][0] == PICTURE_NOWHERE) {
                collecting->items[held][0] = i;
                collecting->items[held][1] = k;
            }
        }
}

/* The plan's write into an object, under whichever name. */
static const struct proof_write *write_into(const struct collecting *collecting, const struct plan *plan, size_t object)
{
    const struct snapshot *memory = &collecting->picture->memory;
    for (size_t i = 0; i < memory->name_count; i++) {
        const struct proof_write *write =
            memory->names[i].object == object ? write_of(plan, memory->names[i].name) : NULL;
        if (write != NULL)
            return write;
    }
    return NULL;
}

static void take_map(struct collecting *collecting, size_t written, size_t seen, const struct sharing *sharing)
{
    const struct object *array = collecting->evidence.arrays[written].array;
    for (size_t i = 0; i < sharing->byte_count; i++) {
        long element = sharing->elements[i];
        size_t byte = element < 0 ? 0 : (size_t)element * array->element->item_bytes + sharing->bytes[i];
        if (element < 0 || byte >= array->byte_count)
            continue;
        unite(collecting, collecting->first_byte[seen] + i, collecting->first_byte[written] + byte);
        collecting->found[collecting->first_byte[seen] + i] = true;
    }
}

static void learn(struct collecting *collecting, const struct proof_write *write, size_t written, size_t seen)
{
    struct evidence_of_arrays *evidence = &collecting->evidence;
    const struct observation *observation = collecting->observation;
    struct mapped *arrays = evidence->arrays;
    const struct object **reads = ARENA_ARRAY(collecting->arena, const struct object *, 2 + write->round_count);
    for (size_t i = 0; i < 2 + write->round_count; i++)
        if (write->first_read + i < observation->read_count)
            reads[i] = find_again(collecting, &observation->reads[write->first_read + i], arrays[seen].object);
    const struct sharing sharing = sharing_of_array(collecting->arena, observation, write, reads);
    if (sharing.evidence == SHARING_UNKNOWN || sharing.byte_count != arrays[seen].array->byte_count)
        return;
    size_t pair = written * evidence->count + seen, mirrored = seen * evidence->count + written;
    evidence->known[pair] = evidence->known[mirrored] = true;
    if (written != seen && sharing_any(&sharing))
        evidence->shares[pair] = evidence->shares[mirrored] = true;
    if (sharing.evidence == SHARING_MAPPED && is_traced(&arrays[written]) && is_traced(&arrays[seen]))
        take_map(collecting, written, seen, &sharing);
}

/* An array of which some byte was found nowhere has no exact map: what that byte shares was not told. */
static bool is_found(const struct collecting *collecting, size_t array)
{
    const struct mapped *mapped = &collecting->evidence.arrays[array];
    bool found = is_traced(mapped);
    for (size_t byte = 0; found && byte < mapped->array->byte_count; byte++)
        found = collecting->found[collecting->first_byte[array] + byte];
    return found;
}

static void number_pieces(struct collecting *collecting)
{
    struct evidence_of_arrays *evidence = &collecting->evidence;
    for (size_t i = 0; i < evidence->count; i++) {
        struct mapped *mapped = &evidence->arrays[i];
        if (!is_found(collecting, i))
            continue;
        mapped->pieces = ARENA_ARRAY(collecting->arena, size_t, mapped->array->byte_count + 1);
        for (size_t byte = 0; byte < mapped->array->byte_count; byte++)
            mapped->pieces[byte] = root_of(collecting->parents, collecting->first_byte[i] + byte);
    }
}

/* Arrays whose every byte was found share what they have in common, and nothing else, whoever was written. */
static void compare_found(struct collecting *collecting)
{
    struct evidence_of_arrays *evidence = &collecting->evidence;
    size_t *seen_in = ARENA_ARRAY(collecting->arena, size_t, evidence->piece_count + 1);
    for (size_t i = 0; i < evidence->count; i++) {
        const struct mapped *left = &evidence->arrays[i];
        for (size_t byte = 0; left->pieces != NULL && byte < left->array->byte_count; byte++)
            seen_in[left->pieces[byte]] = i + 1;
        for (size_t k = i + 1; left->pieces != NULL && k < evidence->count; k++) {
            const struct mapped *right = &evidence->arrays[k];
            if (right->pieces == NULL)
                continue;
            bool common = false;
            for (size_t byte = 0; byte < right->array->byte_count && !common; byte++)
                common = seen_in[right->pieces[byte]] == i + 1;
            size_t pair = i * evidence->count + k, mirrored = k * evidence->count + i;
            evidence->known[pair] = evidence->known[mirrored] = true;
            evidence->shares[pair] = evidence->shares[mirrored] = evidence->shares[pair] || common;
        }
    }
}

struct evidence_of_arrays collect_evidence(struct arena *arena, const struct picture *picture,
                                           const struct observation *observation, const struct plan *plan)
{
    struct collecting collecting = {.arena = arena, .picture = picture, .observation = observation};
    list_arrays(&collecting);
    find_holders(&collecting);
    struct evidence_of_arrays *evidence = &collecting.evidence;
    for (size_t i = 0; plan != NULL && i < evidence->count; i++) {
        const struct proof_write *write = write_into(&collecting, plan, evidence->arrays[i].object);
        for (size_t k = 0; write != NULL && evidence->arrays[i].array->element != NULL && k < evidence->count; k++)
            learn(&collecting, write, i, k);
    }
    evidence->positions = ARENA_ARRAY(arena, long, evidence->piece_count + 1);
    evidence->counted = ARENA_ARRAY(arena, size_t, evidence->piece_count + 1);
    evidence->round = ARENA_NEW(arena, size_t);
    number_pieces(&collecting);
    compare_found(&collecting);
    return *evidence;
}
