#include "judge/elements.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct evaluation {
    struct arena *arena;
    const struct object *root;
    const char **message;
};

const char *elements_root(const struct node *expression)
{
    while (expression->kind == NODE_CALL && expression->argument_count > 0)
        expression = expression->arguments[0];
    return expression->kind == NODE_NAME ? expression->text : NULL;
}

static bool refuse(const struct evaluation *evaluation, const char *what)
{
    *evaluation->message = what;
    return false;
}

static size_t shape_count(size_t dimensions, const long long *shape)
{
    size_t count = 1;
    for (size_t i = 0; i < dimensions; i++)
        count *= (size_t)shape[i];
    return count;
}

/* An elements value of the given shape, whose offsets are still to be filled. */
static struct elements new_elements(const struct evaluation *evaluation, const struct elements *like, size_t dimensions,
                                    const long long *shape)
{
    struct elements made = *like;
    made.dimensions = dimensions;
    made.count = shape_count(dimensions, shape);
    made.shape = ARENA_ARRAY(evaluation->arena, long long, dimensions + 1);
    if (dimensions > 0)
        memcpy(made.shape, shape, dimensions * sizeof *shape);
    made.byte_offsets = ARENA_ARRAY(evaluation->arena, size_t, made.count + 1);
    return made;
}

/* Steps an index of the given shape to the next element in C order. */
static void next_index(size_t dimensions, const long long *shape, long long *index)
{
    for (size_t axis = dimensions; axis-- > 0;) {
        if (++index[axis] < shape[axis])
            return;
        index[axis] = 0;
    }
}

enum { MAXIMUM_DIMENSIONS = 64 };

/*
 * Each axis of the result is a walk over one axis of the source, or over none: the element at index
 * i of axis a is `starts[a] + i * steps[a]` along `sources[a]`. All of basic indexing, transposition,
 * flipping and broadcasting are such walks.
 */
struct walk {
    size_t dimensions;
    long long shape[MAXIMUM_DIMENSIONS];
    long long steps[MAXIMUM_DIMENSIONS]; /* in elements of the source */
    long long start;                     /* in elements of the source */
};

static void source_strides(const struct elements *source, long long *strides)
{
    long long stride = 1;
    for (size_t axis = source->dimensions; axis-- > 0;) {
        strides[axis] = stride;
        stride *= source->shape[axis];
    }
}

static bool take_walk(const struct evaluation *evaluation, const struct walk *walk, struct elements *elements)
{
    struct elements result = new_elements(evaluation, elements, walk->dimensions, walk->shape);
    long long index[MAXIMUM_DIMENSIONS] = {0};
    for (size_t i = 0; i < result.count; i++) {
        long long at = walk->start;
        for (size_t axis = 0; axis < walk->dimensions; axis++)
            at += index[axis] * walk->steps[axis];
        result.byte_offsets[i] = elements->byte_offsets[at];
        next_index(walk->dimensions, walk->shape, index);
    }
    *elements = result;
    return true;
}

static bool integer_of(const struct node *node, long long *value)
{
    if (node->kind == NODE_CALL && node->operation->number == IBID_OP_UNARY_MINUS) {
        if (!integer_of(node->arguments[0], value))
            return false;
        *value = -*value;
        return true;
    }
    if (node->kind != NODE_INT)
        return false;
    errno = 0;
    *value = strtoll(node->text, NULL, 10);
    return errno == 0;
}

static bool is_call(const struct node *node, enum ibid_operation operation)
{
    return node->kind == NODE_CALL && node->operation->number == operation;
}

/* A slice's bound, clipped as Python clips it. */
static bool slice_bound(const struct node *node, long long left_out, long long length, long long low, long long high,
                        long long *bound)
{
    if (node->kind == NODE_NONE) {
        *bound = left_out;
        return true;
    }
    if (!integer_of(node, bound))
        return false;
    if (*bound < 0)
        *bound += length;
    *bound = *bound < low ? low : *bound > high ? high : *bound;
    return true;
}

static bool walk_slice(const struct node *slice, long long length, long long *start, long long *step, long long *count)
{
    *step = 1;
    if (slice->arguments[2]->kind != NODE_NONE && (!integer_of(slice->arguments[2], step) || *step == 0))
        return false;
    long long stop, low = *step > 0 ? 0 : -1, high = *step > 0 ? length : length - 1;
    if (!slice_bound(slice->arguments[0], *step > 0 ? 0 : length - 1, length, low, high, start) ||
        !slice_bound(slice->arguments[1], *step > 0 ? length : -1, length, low, high, &stop))
        return false;
    long long distance = *step > 0 ? stop - *start : *start - stop, stride = *step > 0 ? *step : -*step;
    *count = distance <= 0 ? 0 : (distance + stride - 1) / stride;
    return true;
}

static bool add_axis(struct walk *walk, long long length, long long step)
{
    if (walk->dimensions >= MAXIMUM_DIMENSIONS)
        return false;
    walk->shape[walk->dimensions] = length;
    walk->steps[walk->dimensions++] = step;
    return true;
}

/* One subscript of an index; *axis is the source's axis that it speaks of, and is moved on. */
static bool add_subscript(const struct evaluation *evaluation, const struct node *subscript,
                          const struct elements *elements, const long long *strides, size_t *axis, struct walk *walk)
{
    if (subscript->kind == NODE_NONE)
        return add_axis(walk, 1, 0) || refuse(evaluation, "too many axes");
    long long length = elements->shape[*axis], stride = strides[*axis], start, step, count;
    (*axis)++;
    if (is_call(subscript, IBID_OP_MAKE_SLICE)) {
        if (!walk_slice(subscript, length, &start, &step, &count))
            return refuse(evaluation, "a slice whose bounds are not plain integers");
        walk->start += count > 0 ? start * stride : 0;
        return add_axis(walk, count, step * stride) || refuse(evaluation, "too many axes");
    }
    if (!integer_of(subscript, &start))
        return refuse(evaluation, "a subscript that is neither an integer, a slice, ... nor None");
    start += start < 0 ? length : 0;
    walk->start += start * stride;
    return (start >= 0 && start < length) || refuse(evaluation, "an index out of range");
}

static bool get_item(const struct evaluation *evaluation, struct node *index, struct elements *elements)
{
    struct node **subscripts = &index;
    size_t subscript_count = 1;
    if (is_call(index, IBID_OP_MAKE_TUPLE)) {
        subscripts = index->arguments;
        subscript_count = index->argument_count;
    }
    /* The ellipsis stands for the axes that no subscript names; left out, it stands at the end. */
    size_t named = 0, ellipsis = subscript_count;
    for (size_t i = 0; i < subscript_count; i++) {
        if (subscripts[i]->kind == NODE_ELLIPSIS)
            ellipsis = i;
        else if (subscripts[i]->kind != NODE_NONE)
            named++;
    }
    if (named > elements->dimensions)
        return refuse(evaluation, "more subscripts than axes");

    long long strides[MAXIMUM_DIMENSIONS];
    source_strides(elements, strides);
    struct walk walk = {0};
    size_t axis = 0;
    for (size_t i = 0; i <= subscript_count; i++) {
        if (i == ellipsis)
            for (size_t skipped = named; skipped < elements->dimensions; skipped++, axis++)
                if (!add_axis(&walk, elements->shape[axis], strides[axis]))
                    return refuse(evaluation, "too many axes");
        if (i < subscript_count && i != ellipsis &&
            !add_subscript(evaluation, subscripts[i], elements, strides, &axis, &walk))
            return false;
    }
    return take_walk(evaluation, &walk, elements);
}

static struct node *argument_or_keyword(const struct node *call, size_t position, const char *name)
{
    if (position < call->argument_count)
        return call->arguments[position];
    for (size_t i = 0; i < call->keyword_count; i++)
        if (strcmp(call->keywords[i].name, name) == 0)
            return call->keywords[i].value;
    return NULL;
}

/* A tuple or list of integers, or a single one. */
static bool integers_of(const struct node *node, long long *values, size_t *count)
{
    if (!is_call(node, IBID_OP_MAKE_TUPLE) && !is_call(node, IBID_OP_MAKE_LIST)) {
        *count = 1;
        return integer_of(node, &values[0]);
    }
    if (node->argument_count > MAXIMUM_DIMENSIONS)
        return false;
    for (size_t i = 0; i < node->argument_count; i++)
        if (!integer_of(node->arguments[i], &values[i]))
            return false;
    *count = node->argument_count;
    return true;
}

static bool reshape(const struct evaluation *evaluation, const long long *wanted, size_t dimensions,
                    struct elements *elements)
{
    long long shape[MAXIMUM_DIMENSIONS], known = 1;
    size_t open = SIZE_MAX;
    for (size_t i = 0; i < dimensions; i++) {
        shape[i] = wanted[i];
        if (wanted[i] == -1)
            open = i;
        else
            known *= wanted[i];
    }
    if (open != SIZE_MAX)
        shape[open] = known > 0 ? (long long)elements->count / known : 0;
    if (shape_count(dimensions, shape) != elements->count)
        return refuse(evaluation, "a shape with another number of elements");
    size_t *offsets = elements->byte_offsets;
    *elements = new_elements(evaluation, elements, dimensions, shape);
    elements->byte_offsets = offsets;
    return true;
}

static bool permute(const struct evaluation *evaluation, const long long *axes, size_t count, struct elements *elements)
{
    if (count != elements->dimensions)
        return refuse(evaluation, "axes that do not match the array");
    long long strides[MAXIMUM_DIMENSIONS];
    source_strides(elements, strides);
    struct walk walk = {.dimensions = count};
    for (size_t i = 0; i < count; i++) {
        long long axis = axes[i] + (axes[i] < 0 ? (long long)count : 0);
        if (axis < 0 || axis >= (long long)count)
            return refuse(evaluation, "an axis out of range");
        walk.shape[i] = elements->shape[axis];
        walk.steps[i] = strides[axis];
    }
    return take_walk(evaluation, &walk, elements);
}

static bool transpose(const struct evaluation *evaluation, struct elements *elements)
{
    long long axes[MAXIMUM_DIMENSIONS];
    for (size_t i = 0; i < elements->dimensions; i++)
        axes[i] = (long long)(elements->dimensions - 1 - i);
    return permute(evaluation, axes, elements->dimensions, elements);
}

/* The shape without unit axes, or without one of them; or with one more. */
static bool change_unit_axes(const struct evaluation *evaluation, bool insert, const struct node *axis_node,
                             struct elements *elements)
{
    long long axis = 0, shape[MAXIMUM_DIMENSIONS];
    size_t dimensions = 0, result_dimensions = elements->dimensions + (insert ? 1 : 0);
    bool one = axis_node != NULL;
    if (one && !integer_of(axis_node, &axis))
        return refuse(evaluation, "an axis that is not a plain integer");
    if (axis < 0)
        axis += (long long)result_dimensions;
    if (one && (axis < 0 || axis >= (long long)result_dimensions))
        return refuse(evaluation, "an axis out of range");
    for (size_t i = 0, source = 0; i < result_dimensions; i++) {
        if (insert && (long long)i == axis) {
            shape[dimensions++] = 1;
            continue;
        }
        long long length = elements->shape[source++];
        bool dropped = !insert && length == 1 && (!one || (long long)i == axis);
        if (!dropped)
            shape[dimensions++] = length;
    }
    return reshape(evaluation, shape, dimensions, elements);
}

static bool flip(const struct evaluation *evaluation, const struct node *axis_node, struct elements *elements)
{
    long long axis = -1, strides[MAXIMUM_DIMENSIONS];
    if (axis_node != NULL && !integer_of(axis_node, &axis))
        return refuse(evaluation, "an axis that is not a plain integer");
    if (axis_node != NULL && axis < 0)
        axis += (long long)elements->dimensions;
    source_strides(elements, strides);
    struct walk walk = {.dimensions = elements->dimensions};
    for (size_t i = 0; i < elements->dimensions; i++) {
        bool reversed = axis_node == NULL || (long long)i == axis;
        walk.shape[i] = elements->shape[i];
        walk.steps[i] = reversed ? -strides[i] : strides[i];
        if (reversed && elements->shape[i] > 0)
            walk.start += (elements->shape[i] - 1) * strides[i];
    }
    return take_walk(evaluation, &walk, elements);
}

static bool diagonal(const struct evaluation *evaluation, struct elements *elements)
{
    if (elements->dimensions != 2)
        return refuse(evaluation, "the diagonal of an array without two axes");
    long long length = elements->shape[0] < elements->shape[1] ? elements->shape[0] : elements->shape[1];
    struct walk walk = {.dimensions = 1, .shape = {length}, .steps = {elements->shape[1] + 1}};
    return take_walk(evaluation, &walk, elements);
}

static bool broadcast(const struct evaluation *evaluation, const long long *shape, size_t dimensions,
                      struct elements *elements)
{
    if (dimensions < elements->dimensions)
        return refuse(evaluation, "a shape with fewer axes");
    long long strides[MAXIMUM_DIMENSIONS];
    source_strides(elements, strides);
    struct walk walk = {.dimensions = dimensions};
    size_t added = dimensions - elements->dimensions;
    for (size_t i = 0; i < dimensions; i++) {
        walk.shape[i] = shape[i];
        if (i < added)
            continue;
        long long length = elements->shape[i - added];
        if (length != shape[i] && length != 1)
            return refuse(evaluation, "a shape that the array cannot be broadcast to");
        walk.steps[i] = length == 1 ? 0 : strides[i - added];
    }
    return take_walk(evaluation, &walk, elements);
}

/*
 * Steps and an offset count the elements of the source as they lie in memory. Where that is, is only known of
 * elements that lie next to each other among the root's, which is held to be laid out by rows.
 */
static bool restride(const struct evaluation *evaluation, const struct node *call, struct elements *elements)
{
    long long shape[MAXIMUM_DIMENSIONS], steps[MAXIMUM_DIMENSIONS], start = 0, reach;
    size_t dimensions, step_count;
    struct node *offset = argument_or_keyword(call, 3, "offset");
    if (call->argument_count < 3 || !integers_of(call->arguments[1], shape, &dimensions) ||
        !integers_of(call->arguments[2], steps, &step_count) || (offset != NULL && !integer_of(offset, &start)))
        return refuse(evaluation, "a shape or strides that are not made of plain integers");
    if (step_count != dimensions)
        return refuse(evaluation, "as many strides as axes are needed");
    for (size_t i = 1; i < elements->count; i++)
        if (elements->byte_offsets[i] != elements->byte_offsets[i - 1] + elements->item_bytes)
            return refuse(evaluation, "strides over elements that do not lie next to each other");
    struct walk walk = {.dimensions = dimensions, .start = start};
    long long lowest = start, highest = start;
    for (size_t i = 0; i < dimensions; i++) {
        walk.shape[i] = shape[i];
        walk.steps[i] = steps[i];
        reach = shape[i] > 0 ? (shape[i] - 1) * steps[i] : 0;
        lowest += reach < 0 ? reach : 0;
        highest += reach > 0 ? reach : 0;
    }
    if (shape_count(dimensions, shape) > 0 && (lowest < 0 || highest >= (long long)elements->count))
        return refuse(evaluation, "strides that reach beyond the elements");
    return take_walk(evaluation, &walk, elements);
}

/* Elements of another size over the same bytes: whole groups of the last axis, or parts of each element. */
static bool view_as(const struct evaluation *evaluation, const struct node *dtype_node, struct elements *elements)
{
    const struct dtype *dtype = dtype_node->kind == NODE_STRING ? dtype_by_name(dtype_node->text) : NULL;
    if (dtype == NULL)
        return refuse(evaluation, "a dtype that is not known");
    elements->reinterpreted = true;
    if (dtype->item_bytes == elements->item_bytes)
        return true;
    size_t dimensions = elements->dimensions;
    if (dimensions == 0)
        return refuse(evaluation, "another item size without an axis to stretch");
    size_t last_bytes = (size_t)elements->shape[dimensions - 1] * elements->item_bytes;
    if (last_bytes % dtype->item_bytes != 0)
        return refuse(evaluation, "an item size that does not divide the last axis");
    long long shape[MAXIMUM_DIMENSIONS];
    memcpy(shape, elements->shape, dimensions * sizeof *shape);
    shape[dimensions - 1] = (long long)(last_bytes / dtype->item_bytes);
    struct elements result = new_elements(evaluation, elements, dimensions, shape);
    result.item_bytes = dtype->item_bytes;
    for (size_t i = 0; i < result.count; i++) {
        size_t byte = i * dtype->item_bytes;
        result.byte_offsets[i] = elements->byte_offsets[byte / elements->item_bytes] + byte % elements->item_bytes;
    }
    *elements = result;
    return true;
}

/* The bytes from an offset on of each element, as elements of their own. */
static bool part_of_each(const struct evaluation *evaluation, size_t offset_bytes, size_t item_bytes,
                         struct elements *elements)
{
    struct elements result = new_elements(evaluation, elements, elements->dimensions, elements->shape);
    result.item_bytes = item_bytes;
    result.reinterpreted = true;
    for (size_t i = 0; i < result.count; i++)
        result.byte_offsets[i] = elements->byte_offsets[i] + offset_bytes;
    *elements = result;
    return true;
}

static bool part_of_complex(const struct evaluation *evaluation, size_t part, struct elements *elements)
{
    const struct dtype *dtype = evaluation->root->element;
    if (dtype == NULL || dtype->class != DTYPE_COMPLEX)
        return part == 0 ? true : refuse(evaluation, "the imaginary part of real elements");
    size_t half_bytes = elements->item_bytes / 2;
    return part_of_each(evaluation, part * half_bytes, half_bytes, elements);
}

static bool get_field(const struct evaluation *evaluation, const char *name, struct elements *elements)
{
    const struct dtype *dtype = evaluation->root->element;
    struct dtype_field field;
    if (dtype == NULL || elements->reinterpreted || !dtype_find_field(dtype, name, &field))
        return refuse(evaluation, "a field that the array does not have");
    return part_of_each(evaluation, field.offset_bytes, field.dtype->item_bytes, elements);
}

static bool whole_root(const struct evaluation *evaluation, const char *name, struct elements *elements)
{
    const struct object *root = evaluation->root;
    if (root->element == NULL)
        return refuse(evaluation, "elements of a dtype that ibid cannot read");
    *elements = (struct elements){.root = name, .item_bytes = root->element->item_bytes};
    *elements = new_elements(evaluation, elements, root->dimensions, root->shape);
    for (size_t i = 0; i < elements->count; i++)
        elements->byte_offsets[i] = i * elements->item_bytes;
    return true;
}

static bool evaluate(const struct evaluation *evaluation, const struct node *node, struct elements *elements)
{
    if (node->kind == NODE_NAME)
        return whole_root(evaluation, node->text, elements);
    if (node->kind != NODE_CALL || node->argument_count == 0)
        return refuse(evaluation, "something other than a name, indexed and derived");
    if (!evaluate(evaluation, node->arguments[0], elements))
        return false;
    struct node *second = argument_or_keyword(node, 1, "axis");
    long long values[MAXIMUM_DIMENSIONS];
    size_t count = 0;
    switch (node->operation->number) {
    case IBID_OP_GET_ITEM:
        return second->kind == NODE_STRING ? get_field(evaluation, second->text, elements)
                                           : get_item(evaluation, second, elements);
    case IBID_OP_TRANSPOSE:
        return transpose(evaluation, elements);
    case IBID_OP_REAL:
        return part_of_complex(evaluation, 0, elements);
    case IBID_OP_IMAG:
        return part_of_complex(evaluation, 1, elements);
    case IBID_OP_VIEW:
        second = argument_or_keyword(node, 1, "dtype");
        return second == NULL || view_as(evaluation, second, elements);
    case IBID_OP_RESHAPE:
        return integers_of(second, values, &count) ? reshape(evaluation, values, count, elements)
                                                   : refuse(evaluation, "a shape that is not made of plain integers");
    case IBID_OP_RAVEL:
        values[0] = -1;
        return reshape(evaluation, values, 1, elements);
    case IBID_OP_PERMUTE_DIMS:
        return integers_of(second, values, &count) ? permute(evaluation, values, count, elements)
                                                   : refuse(evaluation, "axes that are not plain integers");
    case IBID_OP_BROADCAST_TO:
        return integers_of(second, values, &count) ? broadcast(evaluation, values, count, elements)
                                                   : refuse(evaluation, "a shape that is not made of plain integers");
    case IBID_OP_EXPAND_DIMS:
        return change_unit_axes(evaluation, true, second, elements);
    case IBID_OP_SQUEEZE:
        return change_unit_axes(evaluation, false, second, elements);
    case IBID_OP_FLIP:
        return flip(evaluation, second, elements);
    case IBID_OP_DIAGONAL:
        return diagonal(evaluation, elements);
    case IBID_OP_AS_STRIDED:
        return restride(evaluation, node, elements);
    default:
        return refuse(evaluation, "an operation that is neither indexing nor derivation");
    }
}

bool elements_of(struct arena *arena, const struct node *expression, const struct object *root,
                 struct elements *elements, const char **message)
{
    if (root->dimensions > MAXIMUM_DIMENSIONS) {
        *message = "an array with too many axes";
        return false;
    }
    const struct evaluation evaluation = {arena, root, message};
    return evaluate(&evaluation, expression, elements);
}
