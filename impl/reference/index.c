#include "index.h"

#include <string.h>

#include "assign.h"
#include "buffer.h"
#include "element_assign.h"
#include "fields.h"
#include "index_parts.h"
#include "iterate.h"
#include "number.h"
#include "on_device.h"
#include "overlapping.h"
#include "shape.h"
#include "text.h"

static reference region_view(ibid_instance *instance, struct array *x, const struct region *region)
{
    return array_view(instance, x, x->dtype, x->first + region->offset_bytes, region->axes, region->shape,
                      region->strides_bytes);
}

static reference get_listed(ibid_instance *instance, struct array *x, const struct index_parts *parts,
                            struct region *region)
{
    struct selection selection;
    if (!selection_measure(instance, parts, region, &selection) ||
        !selection_find(instance, x, parts, region, SELECT_TO_READ, &selection))
        return NULL;
    reference made = array_new(instance, x->dtype, selection.axes, selection.shape, ORDER_C, false);
    if (made != NULL)
        selection_gather(x, &selection, array_of(borrowed(made))->first);
    selection_close(instance, &selection);
    return made;
}

/* An integer that is an array selects as a list does: the result is no view. */
static reference copied(ibid_instance *instance, reference view)
{
    reference copy = view == NULL ? NULL : array_copy(instance, array_of(borrowed(view)), ORDER_KEEP);
    release(instance, view);
    return copy;
}

static bool can_take_elements(ibid_instance *instance, const struct array *x)
{
    return x->dtype->class != CLASS_FIELDS || lacks(instance, "elements with fields one by one") != NULL;
}

static reference get_parts(ibid_instance *instance, struct array *x, const struct index_parts *parts)
{
    struct region region;
    if (parts->has_list && is_on_device(x))
        return lacks(instance, "selection by lists from an array on a device");
    if (!region_find(instance, x, parts, &region))
        return NULL;
    if (parts->has_list)
        return get_listed(instance, x, parts, &region);
    if (parts->is_integers && !can_take_elements(instance, x))
        return NULL;
    if (parts->is_integers)
        return scalar_of_element(instance, x, x->first + region.offset_bytes);
    reference view = region_view(instance, x, &region);
    return parts->has_axisless ? copied(instance, view) : view;
}

reference array_get(ibid_instance *instance, struct array *x, struct object *index)
{
    struct index_parts parts;
    struct array field;
    if (x->dtype->class == CLASS_FIELDS && characters_of(index) != NULL)
        return field_of(instance, x, characters_of(index), &field)
                   ? array_view(instance, x, field.dtype, field.first, x->axes, x->shape, x->strides_bytes)
                   : NULL;
    reference result = index_read(instance, x, index, &parts) ? get_parts(instance, x, &parts) : NULL;
    index_close(instance, &parts);
    return result;
}

/* Spread to all that is selected. */
static bool is_one_element(const struct array *elements)
{
    for (size_t i = 0; i < elements->axes; i++)
        if (elements->shape[i] != 1 && elements->strides_bytes[i] != 0)
            return false;
    return true;
}

/* Spread to what is selected; axes of length 1 in front of those that there are count for nothing. */
static bool spread_value(ibid_instance *instance, const struct array *value, const struct selection *selection,
                         struct array *spread)
{
    size_t surplus = value->axes > selection->axes ? value->axes - selection->axes : 0;
    *spread = *value;
    for (size_t i = 0; i < surplus; i++)
        surplus = value->shape[i] == 1 ? surplus : 0;
    spread->axes -= surplus;
    memmove(spread->shape, value->shape + surplus, spread->axes * sizeof *spread->shape);
    memmove(spread->strides_bytes, value->strides_bytes + surplus, spread->axes * sizeof *spread->strides_bytes);
    return spread_elements(instance, spread, selection->axes, selection->shape);
}

/* Reads all that is assigned before anything is written, if it is x or a part of it. */
static bool write_elements(ibid_instance *instance, struct array *x, const struct selection *selection,
                           const struct array *elements)
{
    unsigned char element[LARGEST_ITEM_BYTES];
    if (selection->count == 0)
        return true;
    int64_t count = (int64_t)selection->count, item_bytes = (int64_t)x->dtype->item_bytes;
    if (is_one_element(elements)) {
        memcpy(element, elements->first, x->dtype->item_bytes);
        selection_scatter(x, selection, element, 1, &count, &(int64_t){0});
        return true;
    }
    if (!have_common_elements(elements, x)) {
        selection_scatter(x, selection, elements->first, elements->axes, elements->shape, elements->strides_bytes);
        return true;
    }
    struct buffer *copy = buffer_new(instance, selection->count * x->dtype->item_bytes, false);
    if (copy == NULL)
        return false;
    elements_in_order(elements, copy->bytes);
    selection_scatter(x, selection, copy->bytes, 1, &count, &item_bytes);
    buffer_leave(instance, copy);
    return true;
}

/* A single mask takes a value for each element that it selects, or one for all. */
static bool check_mask_value(ibid_instance *instance, const struct array *value, const struct selection *selection)
{
    if (value->axes > 1)
        return fail(instance, IBID_ERROR_TYPE,
                    "assignment by a mask requires a value of at most one axis, and this one has %zu",
                    value->axes) != NULL;
    if (value->element_count != 1 && value->element_count != selection->count)
        return fail(instance, IBID_ERROR_VALUE, "%zu values cannot be assigned to the %zu elements that a mask selects",
                    value->element_count, selection->count) != NULL;
    return true;
}

/* In NumPy's order of what can be wrong: the shape of the value before the range of the indices. */
static bool set_selected(ibid_instance *instance, struct array *x, const struct index_parts *parts,
                         struct region *region, const struct array *value)
{
    struct selection selection;
    struct array elements; /* a description: nobody refers to it */
    if (!selection_measure(instance, parts, region, &selection) ||
        (parts->is_mask_of_all && !check_mask_value(instance, value, &selection)) ||
        !spread_value(instance, value, &selection, &elements) ||
        !selection_find(instance, x, parts, region, SELECT_TO_WRITE, &selection))
        return false;
    bool written = write_elements(instance, x, &selection, &elements);
    selection_close(instance, &selection);
    return written;
}

static bool set_listed(ibid_instance *instance, struct array *x, const struct index_parts *parts, struct region *region,
                       struct object *value)
{
    reference made = array_cast_from(instance, value, x->dtype);
    bool written = made != NULL && set_selected(instance, x, parts, region, array_of(borrowed(made)));
    release(instance, made);
    return written;
}

static bool set_element(ibid_instance *instance, struct array *x, const struct region *region, struct object *value)
{
    unsigned char element[LARGEST_ITEM_BYTES];
    if (!element_assign(instance, x->dtype, element, value))
        return false;
    memcpy(x->first + region->offset_bytes, element, x->dtype->item_bytes);
    return true;
}

/*
 * The region is described here rather than taken as a view: so the assignment that ends x[1:] += y, whose elements are
 * the very ones that it writes, allocates nothing and cannot fail once y was added.
 */
static bool set_region(ibid_instance *instance, struct array *x, const struct region *region, struct object *value)
{
    struct array target = {.dtype = x->dtype, .axes = region->axes, .element_count = 1, .buffer = x->buffer};
    target.first = x->first + region->offset_bytes;
    for (size_t i = 0; i < region->axes; i++) {
        target.shape[i] = region->shape[i];
        target.strides_bytes[i] = region->strides_bytes[i];
        target.element_count *= (size_t)region->shape[i];
    }
    return array_assign(instance, &target, value);
}

static bool set_parts(ibid_instance *instance, struct array *x, const struct index_parts *parts, struct object *value)
{
    struct region region;
    if (!region_find(instance, x, parts, &region))
        return false;
    if (parts->has_list && is_on_device(x))
        return lacks(instance, "assignment to what lists select from an array on a device") != NULL;
    if ((parts->has_list || parts->is_integers) && !can_take_elements(instance, x))
        return false;
    if (parts->has_list)
        return set_listed(instance, x, parts, &region, value);
    if (parts->is_integers && !is_on_device(x))
        return set_element(instance, x, &region, value);
    return set_region(instance, x, &region, value);
}

bool array_set(ibid_instance *instance, struct array *x, struct object *index, struct object *value)
{
    struct index_parts parts;
    struct array field;
    if (!x->writeable)
        return fail(instance, IBID_ERROR_READONLY, "assignment destination is read-only") != NULL;
    if (!is_in_place_of(instance, x, array_of(value)))
        return false;
    if (x->dtype->class == CLASS_FIELDS && characters_of(index) != NULL)
        return field_of(instance, x, characters_of(index), &field) && array_assign(instance, &field, value);
    bool written = index_read(instance, x, index, &parts) && set_parts(instance, x, &parts, value);
    index_close(instance, &parts);
    return written;
}

bool index_select(ibid_instance *instance, struct array *x, struct object *index, struct selection *selection)
{
    struct index_parts parts;
    struct region region;
    bool found = index_read(instance, x, index, &parts) && region_find(instance, x, &parts, &region) &&
                 selection_measure(instance, &parts, &region, selection) &&
                 selection_find(instance, x, &parts, &region, SELECT_ONE_BY_ONE, selection);
    index_close(instance, &parts);
    return found;
}
