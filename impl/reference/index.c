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

static reference gather(ibid_instance *instance, struct array *x, const struct places *places)
{
    size_t item_bytes = x->dtype->item_bytes;
    reference made = array_new(instance, x->dtype, places->axes, places->shape, ORDER_C, false);
    if (made == NULL)
        return NULL;
    unsigned char *next = array_of(borrowed(made))->first;
    for (size_t i = 0; i < places->count; i++, next += item_bytes)
        memcpy(next, x->first + places->offsets_bytes[i], item_bytes);
    return made;
}

static reference get_listed(ibid_instance *instance, struct array *x, const struct index_parts *parts)
{
    struct places places;
    if (!places_find(instance, x, parts, &places))
        return NULL;
    reference made = gather(instance, x, &places);
    places_close(instance, &places);
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
    if (parts->has_list)
        return get_listed(instance, x, parts);
    if (!region_find(instance, x, parts, &region))
        return NULL;
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

/* Elements on their way to places. */
struct scattering {
    const struct array *x;
    const ptrdiff_t *offsets_bytes; /* of the place that comes next */
    const struct walk *walk;        /* over the elements */
};

static void scatter_plane(void *context, unsigned char *const *elements)
{
    struct scattering *scattering = context;
    const struct walk *walk = scattering->walk;
    size_t item_bytes = scattering->x->dtype->item_bytes;
    int64_t rows = plane_length(walk, 1), columns = plane_length(walk, 0);
    ptrdiff_t row_bytes = plane_stride(walk, 1, 0), column_bytes = plane_stride(walk, 0, 0);
    for (int64_t row = 0; row < rows; row++) {
        const unsigned char *element = elements[0] + row * row_bytes;
        for (int64_t column = 0; column < columns; column++, element += column_bytes)
            memcpy(scattering->x->first + *scattering->offsets_bytes++, element, item_bytes);
    }
}

/* In the order of the indices: the last of several elements that go to one place stays. */
static void scatter(struct array *x, const struct places *places, unsigned char *first, size_t axes,
                    const int64_t *shape, const int64_t *strides_bytes)
{
    struct walk walk;
    walk_start(&walk, axes, shape);
    walk_add(&walk, first, axes, shape, strides_bytes);
    walk_planes(&walk, scatter_plane, &(struct scattering){x, places->offsets_bytes, &walk});
}

/* Spread to all places. */
static bool is_one_element(const struct array *elements)
{
    for (size_t i = 0; i < elements->axes; i++)
        if (elements->shape[i] != 1 && elements->strides_bytes[i] != 0)
            return false;
    return true;
}

/* Spread to the places; axes of length 1 in front of those that there are count for nothing. */
static bool spread_value(ibid_instance *instance, const struct array *value, const struct places *places,
                         struct array *spread)
{
    size_t surplus = value->axes > places->axes ? value->axes - places->axes : 0;
    *spread = *value;
    for (size_t i = 0; i < surplus; i++)
        surplus = value->shape[i] == 1 ? surplus : 0;
    spread->axes -= surplus;
    memmove(spread->shape, value->shape + surplus, spread->axes * sizeof *spread->shape);
    memmove(spread->strides_bytes, value->strides_bytes + surplus, spread->axes * sizeof *spread->strides_bytes);
    return spread_elements(instance, spread, places->axes, places->shape);
}

/* Reads all that is assigned before anything is written, if it is x or a part of it. */
static bool write_elements(ibid_instance *instance, struct array *x, const struct places *places,
                           const struct array *elements)
{
    unsigned char element[LARGEST_ITEM_BYTES];
    if (places->count == 0)
        return true;
    int64_t count = (int64_t)places->count, item_bytes = (int64_t)x->dtype->item_bytes;
    if (is_one_element(elements)) {
        memcpy(element, elements->first, x->dtype->item_bytes);
        scatter(x, places, element, 1, &count, &(int64_t){0});
        return true;
    }
    if (!have_common_elements(elements, x)) {
        scatter(x, places, elements->first, elements->axes, elements->shape, elements->strides_bytes);
        return true;
    }
    struct buffer *copy = buffer_new(instance, places->count * x->dtype->item_bytes, false);
    if (copy == NULL)
        return false;
    elements_in_order(elements, copy->bytes);
    scatter(x, places, copy->bytes, 1, &count, &item_bytes);
    buffer_leave(instance, copy);
    return true;
}

/* A single mask takes a value for each element that it selects, or one for all. */
static bool check_mask_value(ibid_instance *instance, const struct array *value, const struct places *places)
{
    if (value->axes > 1)
        return fail(instance, IBID_ERROR_TYPE,
                    "assignment by a mask requires a value of at most one axis, and this one has %zu",
                    value->axes) != NULL;
    if (value->element_count != 1 && value->element_count != places->count)
        return fail(instance, IBID_ERROR_VALUE, "%zu values cannot be assigned to the %zu elements that a mask selects",
                    value->element_count, places->count) != NULL;
    return true;
}

/* In NumPy's order of what can be wrong: the shape of the value before the range of the indices. */
static bool set_places(ibid_instance *instance, struct array *x, const struct index_parts *parts,
                       const struct array *value)
{
    struct places places;
    struct array elements; /* a description: nobody refers to it */
    if (!places_measure(instance, x, parts, &places) ||
        (parts->is_mask_of_all && !check_mask_value(instance, value, &places)) ||
        !spread_value(instance, value, &places, &elements) || !places_find(instance, x, parts, &places))
        return false;
    bool written = write_elements(instance, x, &places, &elements);
    places_close(instance, &places);
    return written;
}

static bool set_listed(ibid_instance *instance, struct array *x, const struct index_parts *parts, struct object *value)
{
    reference made = array_cast_from(instance, value, x->dtype);
    bool written = made != NULL && set_places(instance, x, parts, array_of(borrowed(made)));
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
        return set_listed(instance, x, parts, value);
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

bool index_offsets(ibid_instance *instance, struct array *x, struct object *index, ptrdiff_t **offsets_bytes,
                   size_t *count, size_t *axes, int64_t *shape)
{
    struct index_parts parts;
    struct places places;
    bool found = index_read(instance, x, index, &parts) && places_find(instance, x, &parts, &places);
    index_close(instance, &parts);
    if (!found)
        return false;
    *offsets_bytes = places.offsets_bytes;
    *count = places.count;
    *axes = places.axes;
    memcpy(shape, places.shape, places.axes * sizeof *shape);
    return true;
}
