#include <inttypes.h>
#include <string.h>

#include "element.h"
#include "fields.h"

/* The elements of x that an index selects, by their number in C order. */
struct selection {
    size_t axes;
    int64_t shape[MAXIMUM_AXES];
    size_t count;
    size_t *elements;
    bool one;      /* a single element, by integers alone */
    bool advanced; /* by a list or a mask */
};

/* What subscripts take of x: positions along an axis, and whether the axis stays. Lists side by side are one part. */
struct part {
    int64_t *positions;
    int64_t count;
    size_t stride; /* of the axis, in elements */
    bool stays;
    bool listed;
    const struct object *indices; /* the array that lists the positions, whose axes the result has; else NULL */
};

struct parts {
    struct part items[2 * MAXIMUM_AXES + 2];
    size_t count;
    size_t axis; /* of x, the next one */
    bool advanced;
    bool ellipsis;
    bool clamps; /* positions out of range go to the nearest end */
};

static size_t stride_of(const struct object *x, size_t axis)
{
    size_t stride = 1;
    for (size_t i = axis + 1; i < x->axes; i++)
        stride *= (size_t)x->shape[i];
    return stride;
}

static struct part *add_part(ibid_instance *instance, struct parts *parts, int64_t count, bool stays)
{
    if (parts->count == 2 * MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_INDEX, "too many subscripts");
    struct part *part = &parts->items[parts->count];
    *part = (struct part){
        .positions = allocate(instance, (size_t)count + 1, sizeof *part->positions), .count = count, .stays = stays};
    if (part->positions == NULL)
        return NULL;
    parts->count++;
    return part;
}

static bool check_position(ibid_instance *instance, int64_t *position, int64_t length, const struct parts *parts)
{
    int64_t given = *position;
    *position += given < 0 ? length : 0;
    if (parts->clamps && length > 0)
        *position = *position < 0 ? 0 : *position >= length ? length - 1 : *position;
    if (*position >= 0 && *position < length)
        return true;
    fail(instance, IBID_ERROR_INDEX, "index %" PRId64 " is out of bounds for axis %zu with size %" PRId64, given,
         parts->axis, length);
    return false;
}

static bool is_beyond(const struct object *bound, int64_t length)
{
    int64_t value;
    return is_integer(bound, &value) && (value > length || value < -length);
}

static bool add_slice(ibid_instance *instance, const struct object *x, const struct object *slice, struct parts *parts)
{
    int64_t start, step, count, length = x->shape[parts->axis];
    if (instance->dialect.answers[CHOICE_slice_bounds] == SLICE_BOUNDS_RAISE &&
        (is_beyond(slice->items[0], length) || is_beyond(slice->items[1], length)))
        return fail(instance, IBID_ERROR_INDEX, "the slice reaches beyond an axis of length %" PRId64, length) != NULL;
    if (!resolve_slice(instance, slice, length, &start, &step, &count))
        return false;
    if (step < 0 && instance->dialect.answers[CHOICE_slice_step] == POSITIVE_ONLY) {
        fail(instance, IBID_ERROR_VALUE, "step must be greater than zero");
        return false;
    }
    struct part *part = add_part(instance, parts, count, true);
    for (int64_t i = 0; part != NULL && i < count; i++)
        part->positions[i] = start + i * step;
    if (part != NULL)
        part->stride = stride_of(x, parts->axis++);
    return part != NULL;
}

/* The position that an array or a list of indices has at a place. */
static bool read_index(ibid_instance *instance, const struct object *list, size_t place, int64_t *position)
{
    const struct object *item =
        list->kind == OBJECT_ARRAY ? element_value(instance, list, place, false) : list->items[place];
    if (item != NULL && item->kind == OBJECT_ARRAY && item->axes == 0)
        item = element_value(instance, item, 0, false);
    if (item == NULL)
        return false;
    if (item->kind == OBJECT_BOOL)
        return lacks(instance, "mask of one axis among several") != NULL;
    return is_integer(item, position) ||
           fail(instance, IBID_ERROR_INDEX, "arrays used as indices must be of integer (or boolean) type") != NULL;
}

/* Another list beside the one before: what both say together, element by element. */
static bool join_list(ibid_instance *instance, struct parts *parts, struct part *list)
{
    struct part *joined = parts->count < 2 ? NULL : &parts->items[parts->count - 2];
    if (joined == NULL || !joined->listed)
        return lacks(instance, "index of several lists that do not stand side by side") != NULL;
    if (joined->count != list->count)
        return fail(instance, IBID_ERROR_INDEX, "shape mismatch: indexing arrays could not be broadcast together") !=
               NULL;
    for (int64_t i = 0; i < list->count; i++)
        joined->positions[i] =
            joined->positions[i] * (int64_t)joined->stride + list->positions[i] * (int64_t)list->stride;
    joined->stride = 1;
    parts->count--;
    return true;
}

static bool add_list(ibid_instance *instance, const struct object *x, struct object *list, struct parts *parts)
{
    enum model_choice choice = list->kind == OBJECT_LIST ? CHOICE_index_list : CHOICE_index_array;
    if (instance->dialect.answers[choice] == INDEX_RAISES)
        return fail(instance, IBID_ERROR_TYPE, "a '%s' is no index", type_name(list)) != NULL;
    size_t count = list->kind == OBJECT_ARRAY ? list->element_count : list->item_count;
    struct part *part = add_part(instance, parts, (int64_t)count, true);
    for (size_t i = 0; part != NULL && i < count; i++)
        if (!read_index(instance, list, i, &part->positions[i]) ||
            !check_position(instance, &part->positions[i], x->shape[parts->axis], parts))
            return false;
    if (part == NULL)
        return false;
    part->listed = true;
    part->indices = list->kind == OBJECT_ARRAY ? list : NULL;
    part->stride = stride_of(x, parts->axis++);
    bool first = !parts->advanced;
    parts->advanced = true;
    return first || join_list(instance, parts, part);
}

static bool add_whole_axes(ibid_instance *instance, const struct object *x, size_t count, struct parts *parts)
{
    for (; count > 0; count--) {
        struct part *part = add_part(instance, parts, x->shape[parts->axis], true);
        if (part == NULL)
            return false;
        for (int64_t i = 0; i < part->count; i++)
            part->positions[i] = i;
        part->stride = stride_of(x, parts->axis++);
    }
    return true;
}

static bool add_subscript(ibid_instance *instance, const struct object *x, struct object *subscript,
                          struct parts *parts)
{
    int64_t position;
    if (subscript->kind == OBJECT_NONE)
        return add_part(instance, parts, 1, true) != NULL;
    if (parts->axis == x->axes)
        return fail(instance, IBID_ERROR_INDEX, "too many indices for array: array is %zu-dimensional", x->axes) !=
               NULL;
    if (subscript->kind == OBJECT_SLICE)
        return add_slice(instance, x, subscript, parts);
    if (subscript->kind == OBJECT_LIST || (subscript->kind == OBJECT_ARRAY && subscript->axes > 0))
        return add_list(instance, x, subscript, parts);
    if (subscript->kind == OBJECT_BOOL || !is_integer(subscript, &position))
        return fail(instance, IBID_ERROR_INDEX,
                    "only integers, slices (`:`), ellipsis (`...`), None and integer or boolean arrays are valid "
                    "indices") != NULL;
    if (!check_position(instance, &position, x->shape[parts->axis], parts))
        return false;
    struct part *part = add_part(instance, parts, 1, false);
    if (part == NULL)
        return false;
    part->positions[0] = position;
    part->stride = stride_of(x, parts->axis++);
    return true;
}

static bool read_parts(ibid_instance *instance, const struct object *x, struct object *index, struct parts *parts)
{
    struct object *const *subscripts = index->kind == OBJECT_TUPLE ? index->items : &index;
    size_t count = index->kind == OBJECT_TUPLE ? index->item_count : 1, named = 0;
    for (size_t i = 0; i < count; i++)
        named += subscripts[i]->kind != OBJECT_NONE && subscripts[i]->kind != OBJECT_ELLIPSIS;
    size_t open = named <= x->axes ? x->axes - named : 0;
    for (size_t i = 0; i < count; i++) {
        if (subscripts[i]->kind == OBJECT_ELLIPSIS) {
            if (parts->ellipsis)
                return fail(instance, IBID_ERROR_INDEX, "an index can only have a single ellipsis ('...')") != NULL;
            parts->ellipsis = true;
            if (!add_whole_axes(instance, x, open, parts))
                return false;
        } else if (!add_subscript(instance, x, subscripts[i], parts)) {
            return false;
        }
    }
    return parts->ellipsis || add_whole_axes(instance, x, open, parts);
}

static bool select_parts(ibid_instance *instance, const struct parts *parts, struct selection *selection)
{
    selection->count = 1;
    selection->one = !parts->ellipsis && !parts->advanced;
    selection->advanced = parts->advanced;
    for (size_t i = 0; i < parts->count; i++) {
        selection->count *= (size_t)parts->items[i].count;
        if (!parts->items[i].stays)
            continue;
        const struct object *indices = parts->items[i].indices;
        size_t axes = indices != NULL ? indices->axes : 1;
        if (selection->axes + axes > MAXIMUM_AXES)
            return fail(instance, IBID_ERROR_INDEX, "too many axes") != NULL;
        memcpy(selection->shape + selection->axes, indices != NULL ? indices->shape : &parts->items[i].count,
               axes * sizeof *selection->shape);
        selection->axes += axes;
        selection->one = false;
    }
    selection->elements = allocate(instance, selection->count + 1, sizeof *selection->elements);
    if (selection->elements == NULL)
        return false;
    for (size_t i = 0; i < selection->count; i++) {
        size_t rest = i;
        for (size_t k = parts->count; k-- > 0;) {
            const struct part *part = &parts->items[k];
            selection->elements[i] += (size_t)part->positions[rest % (size_t)part->count] * part->stride;
            rest /= (size_t)part->count;
        }
    }
    return true;
}

/* The elements, or the rows where it has fewer axes than x, at which the mask is true. */
static bool select_mask(ibid_instance *instance, const struct object *x, struct object *mask,
                        struct selection *selection)
{
    bool fits = mask->axes <= x->axes && memcmp(mask->shape, x->shape, mask->axes * sizeof *x->shape) == 0;
    if (!fits)
        return fail(instance, IBID_ERROR_INDEX, "boolean index did not match indexed array") != NULL;
    size_t row = mask->axes == 0 ? x->element_count : stride_of(x, mask->axes - 1);
    int64_t rows = 0;
    *selection = (struct selection){.axes = 1 + x->axes - mask->axes, .advanced = true};
    selection->elements = allocate(instance, x->element_count + 1, sizeof *selection->elements);
    for (size_t i = 0; selection->elements != NULL && i < mask->element_count; i++) {
        if (mask->buffer->bytes[mask->addresses[i]] == 0)
            continue;
        rows++;
        for (size_t k = 0; k < row; k++)
            selection->elements[selection->count++] = i * row + k;
    }
    selection->shape[0] = rows;
    memcpy(selection->shape + 1, x->shape + mask->axes, (x->axes - mask->axes) * sizeof *x->shape);
    return selection->elements != NULL;
}

static struct object *as_mask(ibid_instance *instance, struct object *index)
{
    bool list = index->kind == OBJECT_LIST && index->item_count > 0 && index->items[0]->kind == OBJECT_BOOL;
    struct object *mask = list ? array_from(instance, index, NULL) : index;
    return mask != NULL && mask->kind == OBJECT_ARRAY && strcmp(mask->dtype->name, "bool") == 0 ? mask : NULL;
}

static bool select_elements(ibid_instance *instance, const struct object *x, struct object *index, bool reads,
                            struct selection *selection)
{
    struct object *mask = as_mask(instance, index);
    if (mask != NULL && instance->dialect.answers[CHOICE_index_mask] == INDEX_RAISES)
        return fail(instance, IBID_ERROR_TYPE, "a mask is no index") != NULL;
    if (mask != NULL && !reads && instance->dialect.answers[CHOICE_setitem_mask] == SETITEM_MASK_RAISES)
        return fail(instance, IBID_ERROR_IMMUTABLE, "what a mask selects is a value") != NULL;
    if (mask != NULL)
        return select_mask(instance, x, mask, selection);
    struct parts *parts = allocate(instance, 1, sizeof *parts);
    *selection = (struct selection){0};
    if (parts == NULL)
        return false;
    parts->clamps = reads && instance->dialect.answers[CHOICE_index_out_of_range] == OUT_OF_RANGE_CLAMPS;
    return read_parts(instance, x, index, parts) && select_parts(instance, parts, selection);
}

static struct object *selected_view(ibid_instance *instance, struct object *x, const struct selection *selection)
{
    struct object *view = new_view(instance, x, x->dtype, selection->axes, selection->shape);
    for (size_t i = 0; view != NULL && i < selection->count; i++)
        view->addresses[i] = x->addresses[selection->elements[i]];
    return view;
}

struct object *array_selected(ibid_instance *instance, struct object *x, struct object *index)
{
    struct selection selection;
    if (x->kind != OBJECT_ARRAY)
        return fail(instance, IBID_ERROR_TYPE, "expected an array");
    if (!x->writeable)
        return fail(instance, IBID_ERROR_READONLY, "the array is read-only");
    return select_elements(instance, x, index, false, &selection) ? selected_view(instance, x, &selection) : NULL;
}

/* x[...], x[:] and x[()] take all of x: what the dialect says of that, and whether the index is one of these. */
static bool takes_everything(const ibid_instance *instance, const struct object *x, const struct object *index,
                             int *answer)
{
    enum model_choice choice = CHOICE_ellipsis_index;
    if (index->kind == OBJECT_SLICE && x->axes > 0)
        choice = CHOICE_whole_slice;
    else if (index->kind == OBJECT_TUPLE && index->item_count == 0 && x->axes > 0)
        choice = CHOICE_empty_index;
    else if (index->kind != OBJECT_ELLIPSIS)
        return false;
    for (size_t i = 0; index->kind == OBJECT_SLICE && i < 3; i++)
        if (index->items[i]->kind != OBJECT_NONE)
            return false;
    *answer = instance->dialect.answers[choice];
    return true;
}

struct object *array_get(ibid_instance *instance, struct object *x, struct object *index)
{
    struct selection selection;
    int whole = SAME_IS_ANOTHER;
    bool has_fields = x->dtype->class == CLASS_FIELDS;
    if (has_fields && index->kind == OBJECT_STR)
        return field_of(instance, x, index->text);
    if (takes_everything(instance, x, index, &whole) && whole == SAME_IS_SAME)
        return x;
    if (whole == SAME_RAISES)
        return fail(instance, IBID_ERROR_INDEX, "an index of no subscripts is for arrays without axes");
    if (!select_elements(instance, x, index, true, &selection))
        return NULL;
    if (selection.one && has_fields)
        return lacks(instance, "element with fields by itself");
    if (selection.one && instance->dialect.answers[CHOICE_scalar_index] == INDEX_GIVES_VALUE)
        return element_value(instance, x, selection.elements[0], true);
    struct object *view = selected_view(instance, x, &selection);
    return view != NULL && selection.advanced ? array_copy(instance, view) : view_or_copy(instance, view);
}

/* Whether an array of indices, or a mask, may say what is written; not where it may be changed, and overlap is refused.
 */
static bool check_index(ibid_instance *instance, const struct object *x, const struct object *index)
{
    if (index->kind != OBJECT_ARRAY)
        return true;
    if (index->dtype->class == CLASS_BOOL)
        return check_overlap(instance, x, index);
    if (instance->dialect.answers[CHOICE_setitem_by_index] == SETITEM_BY_INDEX_RAISES)
        return fail(instance, IBID_ERROR_INDEX, "an array of indices does not say where to write") != NULL;
    bool refused = instance->dialect.answers[CHOICE_overlap] == OVERLAP_RAISES && same_elements(x, index);
    return !refused || fail(instance, IBID_ERROR_OVERLAP, "the written elements are among the indices") != NULL;
}

/* Where a value of a higher kind than the array's is refused rather than cut. */
static bool check_assigned(ibid_instance *instance, const struct object *x, struct object *value)
{
    if (instance->dialect.answers[CHOICE_setitem_float] != SETITEM_REFUSES)
        return true;
    const struct object *source = value->kind == OBJECT_ARRAY ? value : array_from(instance, value, NULL);
    if (source == NULL || can_cast(source->dtype, x->dtype))
        return source != NULL;
    return fail(instance, IBID_ERROR_CASTING, "cannot assign %s to elements of %s", source->dtype->name,
                x->dtype->name) != NULL;
}

struct object *array_set(ibid_instance *instance, struct object *x, struct object *index, struct object *value)
{
    if (instance->dialect.answers[CHOICE_array_setitem] == SETITEM_RAISES)
        return fail(instance, IBID_ERROR_IMMUTABLE, "'array' object does not support item assignment");
    if (x->immutable)
        return fail(instance, IBID_ERROR_IMMUTABLE, "this array is a value and cannot be assigned to");
    if (!x->writeable)
        return fail(instance, IBID_ERROR_READONLY, "assignment destination is read-only");
    if (x->dtype->class == CLASS_FIELDS && index->kind == OBJECT_STR) {
        struct object *field = field_of(instance, x, index->text);
        return field == NULL ? NULL : array_set(instance, field, instance->ellipsis, value);
    }
    struct selection selection;
    if (!check_assigned(instance, x, value) || !check_index(instance, x, index) ||
        !select_elements(instance, x, index, false, &selection))
        return NULL;
    struct object *view = selected_view(instance, x, &selection);
    bool written = view != NULL && check_overlap(instance, view, value) && assign(instance, view, value);
    return written ? instance->none : NULL;
}
