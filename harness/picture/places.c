/*
 * Numbering what lies in a buffer. The maps tell which bytes of which arrays are one piece of memory, and nothing of
 * where it is; an order is chosen so that arrays look as people think of them. The array with most pieces comes first
 * and numbers them in C order. Of another, some elements have their places by then; where these are evenly spaced, as
 * those of x[2:] are, its other elements go where the spacing puts them, if that is free.
 */
#include "picture/evidence.h"

#include <string.h>

/* What a buffer's bytes are numbered in; positions may be negative until all are there. */
struct numbering {
    const struct evidence_of_arrays *evidence;
    size_t most;            /* positions lie within -most … 3 * most: behind what spacings reach, all may follow */
    long *position;         /* by piece, counted from -most - 1; 0 for none as yet */
    bool *taken;            /* by position + most */
    long next;              /* behind all positions so far */
    size_t *counted, round; /* by piece: in which count it was counted last */
};

static void put(struct numbering *numbering, size_t piece, long position)
{
    numbering->position[piece] = position + (long)numbering->most + 1;
    numbering->taken[position + (long)numbering->most] = true;
    numbering->next = position >= numbering->next ? position + 1 : numbering->next;
}

static bool is_placed(const struct numbering *numbering, size_t piece)
{
    return numbering->position[piece] != 0;
}

static long position_of(const struct numbering *numbering, size_t piece)
{
    return numbering->position[piece] - (long)numbering->most - 1;
}

static bool is_free(const struct numbering *numbering, long position)
{
    long index = position + (long)numbering->most;
    return index >= 0 && (size_t)index < 3 * numbering->most && !numbering->taken[index];
}

/* Where element `element` begins if elements are evenly spaced: element i begins at start + i * step. */
struct spacing {
    long start, step;
    bool known;
};

static struct spacing spacing_of(const struct numbering *numbering, const struct mapped *mapped)
{
    long item_bytes = (long)mapped->array->element->item_bytes;
    struct spacing spacing = {0, item_bytes, false};
    long first = -1, first_at = 0;
    bool has_step = false;
    for (long i = 0; i < (long)mapped->array->element_count; i++) {
        size_t piece = mapped->pieces[i * item_bytes];
        if (!is_placed(numbering, piece))
            continue;
        long at = position_of(numbering, piece);
        if (first < 0) {
            first = i;
            first_at = at;
        } else if (!has_step) {
            if ((at - first_at) % (i - first) != 0)
                return spacing;
            spacing.step = (at - first_at) / (i - first);
            has_step = true;
        } else if (at != first_at + (i - first) * spacing.step) {
            return spacing;
        }
    }
    spacing.start = first_at - first * spacing.step;
    spacing.known = first >= 0;
    return spacing;
}

static void place_array(struct numbering *numbering, const struct mapped *mapped)
{
    long item_bytes = (long)mapped->array->element->item_bytes;
    const struct spacing spacing = spacing_of(numbering, mapped);
    for (long i = 0; i < (long)mapped->array->element_count; i++)
        for (long byte = 0; byte < item_bytes; byte++) {
            size_t piece = mapped->pieces[i * item_bytes + byte];
            long wanted = spacing.start + i * spacing.step + byte;
            if (!is_placed(numbering, piece))
                put(numbering, piece, spacing.known && is_free(numbering, wanted) ? wanted : numbering->next);
        }
}

/* How many different pieces an array has that have, or have not, their places. */
static size_t piece_count(struct numbering *numbering, const struct mapped *mapped, bool placed)
{
    size_t count = 0;
    numbering->round++;
    for (size_t byte = 0; byte < mapped->array->byte_count; byte++) {
        size_t piece = mapped->pieces[byte];
        if (numbering->counted[piece] == numbering->round)
            continue;
        numbering->counted[piece] = numbering->round;
        count += is_placed(numbering, piece) == placed;
    }
    return count;
}

/* Whether `left` is the better one to go on with: it has its neighbours placed, or more to place, or wider elements. */
static bool goes_first(struct numbering *numbering, const struct mapped *left, const struct mapped *right)
{
    bool left_tied = piece_count(numbering, left, true) > 0, right_tied = piece_count(numbering, right, true) > 0;
    if (left_tied != right_tied)
        return left_tied;
    size_t left_count = piece_count(numbering, left, false), right_count = piece_count(numbering, right, false);
    if (left_count != right_count)
        return left_count > right_count;
    if (left->array->byte_count != right->array->byte_count)
        return left->array->byte_count < right->array->byte_count;
    return left->array->element->item_bytes > right->array->element->item_bytes;
}

static long common_divisor(long left, long right)
{
    while (right != 0) {
        long rest = left % right;
        left = right;
        right = rest;
    }
    return left;
}

/* Whether each element's bytes lie side by side, as they must to be drawn as one box. */
static bool is_whole(const struct numbering *numbering, const struct mapped *mapped)
{
    size_t item_bytes = mapped->array->element->item_bytes;
    for (size_t byte = 1; byte < mapped->array->byte_count; byte++)
        if (byte % item_bytes != 0 &&
            position_of(numbering, mapped->pieces[byte]) != position_of(numbering, mapped->pieces[byte - 1]) + 1)
            return false;
    return true;
}

/* A buffer once all its arrays have their positions. */
struct extent {
    long lowest, byte_count;
    size_t *users; /* by byte: how many elements lie there */
    long unit;     /* bytes of a place: what divides all that begins somewhere */
};

static struct extent extent_of(struct arena *arena, const struct numbering *numbering, const size_t *members,
                               size_t member_count)
{
    const struct mapped *arrays = numbering->evidence->arrays;
    struct extent extent = {.lowest = numbering->next};
    for (size_t m = 0; m < member_count; m++)
        for (size_t byte = 0; byte < arrays[members[m]].array->byte_count; byte++) {
            long position = position_of(numbering, arrays[members[m]].pieces[byte]);
            extent.lowest = position < extent.lowest ? position : extent.lowest;
        }
    extent.byte_count = numbering->next - extent.lowest;
    extent.users = ARENA_ARRAY(arena, size_t, (size_t)extent.byte_count + 1);
    for (size_t m = 0; m < member_count; m++) {
        const struct mapped *mapped = &arrays[members[m]];
        size_t item_bytes = mapped->array->element->item_bytes;
        extent.unit = common_divisor(extent.unit, (long)item_bytes);
        for (size_t byte = 0; byte < mapped->array->byte_count; byte++) {
            long position = position_of(numbering, mapped->pieces[byte]) - extent.lowest;
            extent.users[position]++;
            if (byte % item_bytes == 0)
                extent.unit = common_divisor(extent.unit, position);
        }
    }
    return extent;
}

static void take_places(struct arena *arena, const struct numbering *numbering, const struct extent *extent,
                        const struct mapped *mapped, struct pictured *object)
{
    size_t item_bytes = mapped->array->element->item_bytes, count = mapped->array->element_count;
    size_t unit = (size_t)extent->unit;
    object->width_places = item_bytes / unit;
    object->at = ARENA_ARRAY(arena, size_t, count + 1);
    object->shared = ARENA_ARRAY(arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        size_t position = (size_t)(position_of(numbering, mapped->pieces[i * item_bytes]) - extent->lowest);
        object->at[i] = position / unit;
        for (size_t byte = 0; byte < item_bytes; byte++)
            object->shared[i] = object->shared[i] || extent->users[position + byte] > 1;
    }
}

void place_arrays(struct arena *arena, struct picture *picture, const struct evidence_of_arrays *evidence,
                  size_t buffer, const size_t *members, size_t member_count)
{
    size_t *left = ARENA_ARRAY(arena, size_t, member_count + 1), left_count = 0;
    struct numbering numbering = {
        .evidence = evidence, .position = evidence->positions, .counted = evidence->counted, .round = *evidence->round};
    for (size_t m = 0; m < member_count; m++)
        if (evidence->arrays[members[m]].pieces != NULL) {
            left[left_count++] = members[m];
            numbering.most += evidence->arrays[members[m]].array->byte_count;
        }
    if (left_count == 0)
        return;
    numbering.taken = ARENA_ARRAY(arena, bool, 4 * numbering.most + 1);
    size_t *placed = ARENA_ARRAY(arena, size_t, left_count + 1), placed_count = 0, all = left_count;
    while (left_count > 0) {
        size_t best = 0;
        for (size_t i = 1; i < left_count; i++)
            if (goes_first(&numbering, &evidence->arrays[left[i]], &evidence->arrays[left[best]]))
                best = i;
        place_array(&numbering, &evidence->arrays[left[best]]);
        placed[placed_count++] = left[best];
        memmove(left + best, left + best + 1, (--left_count - best) * sizeof *left);
    }
    size_t whole_count = 0;
    for (size_t i = 0; i < all; i++)
        if (is_whole(&numbering, &evidence->arrays[placed[i]]))
            placed[whole_count++] = placed[i];
    *evidence->round = numbering.round;
    if (whole_count == 0)
        return;
    const struct extent extent = extent_of(arena, &numbering, placed, whole_count);
    picture->buffers[buffer] = (struct picture_buffer){(size_t)(extent.byte_count / extent.unit), (size_t)extent.unit};
    for (size_t i = 0; i < whole_count; i++) {
        const struct mapped *mapped = &evidence->arrays[placed[i]];
        take_places(arena, &numbering, &extent, mapped, &picture->objects[mapped->object]);
    }
}
