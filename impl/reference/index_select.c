#include <inttypes.h>
#include <string.h>

#include "index_parts.h"
#include "sequence.h"
#include "shape.h"

static bool resolve_position(ibid_instance *instance, int64_t *position, int64_t length, size_t axis)
{
    int64_t given = *position;
    if (index_resolve(position, length))
        return true;
    fail(instance, IBID_ERROR_INDEX, "index %" PRId64 " is out of bounds for axis %zu with size %" PRId64, given, axis,
         length);
    return false;
}

static bool add_axis(ibid_instance *instance, struct region *region, int64_t length, int64_t stride_bytes)
{
    if (region->axes == MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_INDEX, "what is indexed would have more than %d axes", MAXIMUM_AXES) != NULL;
    region->shape[region->axes] = length;
    region->strides_bytes[region->axes++] = stride_bytes;
    return true;
}

static bool add_slice(ibid_instance *instance, struct region *region, const struct array *x, size_t axis,
                      const struct object *slice)
{
    int64_t start, step, count, stride = x->strides_bytes[axis], stepped;
    if (!slice_resolve(instance, slice, x->shape[axis], &start, &step, &count))
        return false;
    if (count > 0)
        region->offset_bytes += start * stride;
    if (__builtin_mul_overflow(stride, step, &stepped)) /* then there is no second element */
        stepped = stride;
    return add_axis(instance, region, count, stepped);
}

static bool add_whole_axes(ibid_instance *instance, struct region *region, const struct array *x, size_t axis,
                           size_t count)
{
    for (size_t i = axis; i < axis + count; i++)
        if (!add_axis(instance, region, x->shape[i], x->strides_bytes[i]))
            return false;
    return true;
}

/*
 * The lists' axes stand together where the lists do, else in front of all. Beside a list an integer counts as one, and
 * an ellipsis parts two lists even if it stands for no axis.
 */
static size_t place_of_lists(const struct index_parts *parts, const size_t *axes_before)
{
    size_t first = SIZE_MAX, last = 0;
    for (size_t i = 0; i < parts->count; i++) {
        enum part_kind kind = parts->parts[i].kind;
        if (kind != PART_LIST && kind != PART_INTEGER)
            continue;
        if (first != SIZE_MAX && i > last + 1)
            return 0;
        first = first == SIZE_MAX ? i : first;
        last = i;
    }
    return first == SIZE_MAX ? 0 : axes_before[first];
}

/* A part that is about `count` axes of x, from `axis` on. */
static bool add_part(ibid_instance *instance, struct region *region, const struct array *x, const struct part *part,
                     size_t axis, size_t count)
{
    int64_t position = part->position;
    switch (part->kind) {
    case PART_INTEGER:
        if (!resolve_position(instance, &position, x->shape[axis], axis))
            return false;
        region->offset_bytes += position * x->strides_bytes[axis];
        return true;
    case PART_SLICE:
        return add_slice(instance, region, x, axis, part->slice);
    case PART_NEW_AXIS:
        return add_axis(instance, region, 1, 0);
    case PART_ELLIPSIS:
        return add_whole_axes(instance, region, x, axis, count);
    default:
        return true;
    }
}

bool region_find(ibid_instance *instance, const struct array *x, const struct index_parts *parts, struct region *region)
{
    size_t axes_before[MAXIMUM_PARTS], axis = 0;
    region->offset_bytes = 0;
    region->axes = 0;
    for (size_t i = 0; i < parts->count; i++) {
        size_t count = axes_of_part(x, parts, &parts->parts[i]);
        axes_before[i] = region->axes;
        if (!add_part(instance, region, x, &parts->parts[i], axis, count))
            return false;
        axis += count;
    }
    region->list_place = place_of_lists(parts, axes_before);
    if (x->element_count == 0)
        region->offset_bytes = 0; /* there is no memory to point into */
    return true;
}

/* Adds what one list says of each of the places. */
static bool add_list(ibid_instance *instance, const struct array *x, size_t axis, const struct part *part,
                     int64_t *positions, struct places *listed)
{
    struct array spread = *array_of(borrowed(part->list)); /* for its elements alone: nobody refers to it */
    if (!spread_elements(instance, &spread, listed->axes, listed->shape))
        return false;
    elements_in_order(&spread, positions);
    for (size_t i = 0; part->takes_axis && i < listed->count; i++) {
        if (!resolve_position(instance, &positions[i], x->shape[axis], axis))
            return false;
        listed->offsets_bytes[i] += (ptrdiff_t)(positions[i] * x->strides_bytes[axis]);
    }
    return true;
}

static bool add_lists(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                      struct places *listed)
{
    size_t axis = 0;
    int64_t *positions = allocate_unset(instance, listed->count, sizeof *positions);
    bool added = positions != NULL;
    for (size_t i = 0; added && i < parts->count; i++) {
        const struct part *part = &parts->parts[i];
        if (part->kind == PART_LIST)
            added = add_list(instance, x, axis, part, positions, listed);
        axis += axes_of_part(x, parts, part);
    }
    deallocate(instance, positions, listed->count, sizeof *positions);
    return added;
}

void places_close(ibid_instance *instance, struct places *places)
{
    deallocate(instance, places->offsets_bytes, places->count, sizeof *places->offsets_bytes);
}

static bool measure_lists(ibid_instance *instance, const struct index_parts *parts, struct places *listed)
{
    listed->axes = 0;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->parts[i].kind == PART_LIST &&
            !broadcast_shape(instance, &listed->axes, listed->shape, array_of(borrowed(parts->parts[i].list))))
            return fail(instance, IBID_ERROR_INDEX,
                        "shape mismatch: indexing arrays could not be broadcast together") != NULL;
    return count_elements(instance, listed->axes, listed->shape, sizeof(ptrdiff_t), &listed->count);
}

/* The places that the lists say, along axes of their own. */
static bool list_places(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                        struct places *listed)
{
    if (!measure_lists(instance, parts, listed))
        return false;
    listed->offsets_bytes = allocate(instance, listed->count, sizeof *listed->offsets_bytes);
    if (listed->offsets_bytes == NULL)
        return false;
    if (add_lists(instance, x, parts, listed))
        return true;
    places_close(instance, listed);
    return false;
}

/* Each place becomes `length` ones, at steps from it or, with a table, at what stands there. From the back, in place.
 */
static void multiply(struct places *places, size_t length, int64_t step_bytes, const ptrdiff_t *table)
{
    for (size_t i = places->count; i-- > 0;) {
        ptrdiff_t from = places->offsets_bytes[i];
        for (size_t k = length; k-- > 0;)
            places->offsets_bytes[i * length + k] = from + (table != NULL ? table[k] : (ptrdiff_t)k * step_bytes);
    }
    places->count *= length;
}

static bool combine_shapes(ibid_instance *instance, const struct region *region, const struct places *listed,
                           struct places *places)
{
    size_t before = region->list_place;
    places->axes = region->axes + listed->axes;
    if (places->axes > MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_INDEX, "what is indexed would have more than %d axes", MAXIMUM_AXES) != NULL;
    memcpy(places->shape, region->shape, before * sizeof *places->shape);
    memcpy(places->shape + before, listed->shape, listed->axes * sizeof *places->shape);
    memcpy(places->shape + before + listed->axes, region->shape + before,
           (region->axes - before) * sizeof *places->shape);
    return count_elements(instance, places->axes, places->shape, sizeof(ptrdiff_t), &places->count);
}

static bool combine(ibid_instance *instance, const struct region *region, const struct places *listed,
                    struct places *places)
{
    if (!combine_shapes(instance, region, listed, places))
        return false;
    places->offsets_bytes = allocate_unset(instance, places->count, sizeof *places->offsets_bytes);
    if (places->offsets_bytes == NULL)
        return false;
    if (places->count == 0)
        return true;
    places->count = 1;
    places->offsets_bytes[0] = region->offset_bytes;
    for (size_t i = 0; i < region->list_place; i++)
        multiply(places, (size_t)region->shape[i], region->strides_bytes[i], NULL);
    multiply(places, listed->count, 0, listed->offsets_bytes);
    for (size_t i = region->list_place; i < region->axes; i++)
        multiply(places, (size_t)region->shape[i], region->strides_bytes[i], NULL);
    return true;
}

bool places_measure(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                    struct places *places)
{
    struct region region;
    struct places listed;
    return region_find(instance, x, parts, &region) && measure_lists(instance, parts, &listed) &&
           combine_shapes(instance, &region, &listed, places);
}

bool places_find(ibid_instance *instance, const struct array *x, const struct index_parts *parts, struct places *places)
{
    struct region region;
    struct places listed;
    if (!region_find(instance, x, parts, &region) || !list_places(instance, x, parts, &listed))
        return false;
    bool found = combine(instance, &region, &listed, places);
    places_close(instance, &listed);
    return found;
}
