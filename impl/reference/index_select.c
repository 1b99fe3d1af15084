#include <inttypes.h>
#include <string.h>

#include "index_parts.h"
#include "overlapping.h"
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

/* For what is to be pointed at: an array without elements has no memory, and its strides may be any. */
static int64_t stride_within(const struct array *x, size_t axis)
{
    return x->element_count > 0 ? x->strides_bytes[axis] : 0;
}

static bool add_slice(ibid_instance *instance, struct region *region, const struct array *x, size_t axis,
                      const struct object *slice)
{
    int64_t start, step, count, stride = x->strides_bytes[axis], stepped;
    if (!slice_resolve(instance, slice, x->shape[axis], &start, &step, &count))
        return false;
    if (count > 0)
        region->offset_bytes += start * stride_within(x, axis);
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
        region->offset_bytes += position * stride_within(x, axis);
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
    return true;
}

/* What a list says of an axis, of each run. */
static bool add_positions(ibid_instance *instance, const struct array *x, size_t axis, const int64_t *positions,
                          struct selection *selection, size_t runs)
{
    const int64_t length = x->shape[axis], stride_bytes = stride_within(x, axis);
    for (size_t i = 0; i < runs; i++) {
        int64_t position = positions[i];
        if (!resolve_position(instance, &position, length, axis))
            return false;
        selection->owned[i] += (ptrdiff_t)(position * stride_bytes);
    }
    return true;
}

/* The elements of a list where they stand, if they stand there one after the other; else NULL. */
static const int64_t *in_place(const struct array *list)
{
    const bool usable = is_contiguous(list, ORDER_C) && (uintptr_t)list->first % sizeof(int64_t) == 0;
    return usable ? (const int64_t *)(const void *)list->first : NULL;
}

static bool add_list(ibid_instance *instance, const struct array *x, size_t axis, const struct array *list,
                     const struct region *region, struct selection *selection)
{
    struct array spread = *list; /* for its elements alone: nobody refers to it */
    if (!spread_elements(instance, &spread, region->list_axes, region->list_shape))
        return false;
    const size_t count = region->list_positions;
    if (in_place(&spread) != NULL)
        return add_positions(instance, x, axis, in_place(&spread), selection, count);
    int64_t *positions = allocate_unset(instance, count, sizeof *positions);
    if (positions == NULL)
        return false;
    elements_in_order(&spread, positions);
    bool added = add_positions(instance, x, axis, positions, selection, count);
    deallocate(instance, positions, count, sizeof *positions);
    return added;
}

static bool add_lists(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                      const struct region *region, struct selection *selection)
{
    size_t axis = 0;
    bool added = true;
    for (size_t i = 0; added && i < parts->count; i++) {
        const struct part *part = &parts->parts[i];
        if (part->kind == PART_LIST && part->takes_axis)
            added = add_list(instance, x, axis, array_of(borrowed(part->list)), region, selection);
        axis += axes_of_part(x, parts, part);
    }
    return added;
}

static bool measure_lists(ibid_instance *instance, const struct index_parts *parts, struct region *region)
{
    region->list_axes = 0;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->parts[i].kind == PART_LIST && !broadcast_shape(instance, &region->list_axes, region->list_shape,
                                                                  array_of(borrowed(parts->parts[i].list))))
            return fail(instance, IBID_ERROR_INDEX,
                        "shape mismatch: indexing arrays could not be broadcast together") != NULL;
    return count_elements(instance, region->list_axes, region->list_shape, sizeof(int64_t), &region->list_positions);
}

bool selection_measure(ibid_instance *instance, const struct index_parts *parts, struct region *region,
                       struct selection *selection)
{
    if (!measure_lists(instance, parts, region))
        return false;
    size_t before = region->list_place;
    selection->axes = region->axes + region->list_axes;
    if (selection->axes > MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_INDEX, "what is indexed would have more than %d axes", MAXIMUM_AXES) != NULL;
    memcpy(selection->shape, region->shape, before * sizeof *selection->shape);
    memcpy(selection->shape + before, region->list_shape, region->list_axes * sizeof *selection->shape);
    memcpy(selection->shape + before + region->list_axes, region->shape + before,
           (region->axes - before) * sizeof *selection->shape);
    return count_elements(instance, selection->axes, selection->shape, sizeof(int64_t), &selection->count);
}

/* All runs once more for each of `length` steps, behind those that there are. */
static void repeat(struct selection *selection, size_t *runs, size_t length, ptrdiff_t step_bytes)
{
    for (size_t k = 1; k < length; k++)
        for (size_t i = 0; i < *runs; i++)
            selection->owned[k * *runs + i] = selection->owned[i] + (ptrdiff_t)k * step_bytes;
    *runs *= length;
}

/* Each run becomes `length` ones, at steps from it. From the back, in place. */
static void multiply(struct selection *selection, size_t *runs, size_t length, ptrdiff_t step_bytes)
{
    for (size_t i = *runs; i-- > 0;) {
        const int64_t from = selection->owned[i];
        for (size_t k = length; k-- > 0;)
            selection->owned[i * length + k] = from + (ptrdiff_t)k * step_bytes;
    }
    *runs *= length;
}

/* The axis of the only list of all parts, and the list; NULL if there are several, or it has no axis. */
static const struct array *only_list(const struct array *x, const struct index_parts *parts, size_t *axis_of_list)
{
    const struct array *list = NULL;
    size_t axis = 0, lists = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->parts[i];
        lists += part->kind == PART_LIST;
        if (part->kind == PART_LIST && part->takes_axis) {
            list = array_of(borrowed(part->list));
            *axis_of_list = axis;
        }
        axis += axes_of_part(x, parts, part);
    }
    return lists == 1 ? list : NULL;
}

static bool all_within(const int64_t *positions, size_t count, int64_t length)
{
    uint64_t signs = 0; /* of the position, and of what is left behind it */
    for (size_t i = 0; i < count; i++)
        signs |= (uint64_t)positions[i] | ((uint64_t)length - 1 - (uint64_t)positions[i]);
    return (int64_t)signs >= 0;
}

/* Whether the positions of a single list will do: each is there, and none is written while they are read. */
static bool take_only_list(const struct array *x, const struct index_parts *parts, const struct region *region,
                           enum selection_use use, struct selection *selection)
{
    size_t axis = 0;
    const struct array *list = only_list(x, parts, &axis);
    if (list == NULL || in_place(list) == NULL || !all_within(in_place(list), list->element_count, x->shape[axis]) ||
        (use == SELECT_TO_WRITE && have_common_elements(list, x)))
        return false;
    selection->base_bytes = region->offset_bytes;
    selection->scale_bytes = (ptrdiff_t)stride_within(x, axis);
    selection->positions = in_place(list);
    return true;
}

/* Finds the positions, as offsets. */
static bool compute(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                    const struct region *region, size_t axes, struct selection *selection)
{
    selection->owned = allocate_unset(instance, selection->runs, sizeof *selection->owned);
    if (selection->owned == NULL)
        return false;
    size_t runs = region->list_positions;
    for (size_t i = 0; i < runs; i++)
        selection->owned[i] = region->offset_bytes;
    if (!add_lists(instance, x, parts, region, selection)) {
        selection_close(instance, selection);
        return false;
    }
    for (size_t i = region->list_place; selection->count > 0 && i-- > 0;)
        repeat(selection, &runs, (size_t)region->shape[i], (ptrdiff_t)region->strides_bytes[i]);
    for (size_t i = region->list_place; selection->count > 0 && i < axes; i++)
        multiply(selection, &runs, (size_t)region->shape[i], (ptrdiff_t)region->strides_bytes[i]);
    selection->base_bytes = 0;
    selection->scale_bytes = 1;
    selection->positions = selection->owned;
    return true;
}

bool selection_find(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                    const struct region *region, enum selection_use use, struct selection *selection)
{
    const bool in_runs = use != SELECT_ONE_BY_ONE && region->axes > region->list_place;
    const size_t axes = in_runs ? region->axes - 1 : region->axes;
    selection->owned = NULL;
    selection->run_length = in_runs ? (size_t)region->shape[axes] : 1;
    selection->run_step_bytes = in_runs ? (ptrdiff_t)region->strides_bytes[axes] : 0;
    selection->runs = selection->count == 0 ? region->list_positions : selection->count / selection->run_length;
    if (selection->count == 0)
        selection->run_length = 0; /* but what the lists say is looked at */
    return (use != SELECT_ONE_BY_ONE && axes == 0 && take_only_list(x, parts, region, use, selection)) ||
           compute(instance, x, parts, region, axes, selection);
}
