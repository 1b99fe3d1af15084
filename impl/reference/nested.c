/* Arrays from anything: first the shape and the dtype, then the elements. */

#include "array.h"
#include "assign.h"
#include "element_assign.h"
#include "number.h"
#include "promotion.h"
#include "sequence.h"
#include "shape.h"

struct nesting {
    bool is_typed; /* a dtype was asked for: then the elements' own do not count */
    bool has_leaf; /* so that `axes` is known */
    size_t axes;
    int64_t shape[MAXIMUM_AXES]; /* -1 where no list was seen yet */
    const struct dtype *dtype;   /* NULL while there is no element */
};

const struct dtype *dtype_of(const struct object *x)
{
    if (x->kind == OBJECT_ARRAY)
        return ((const struct array *)x)->dtype;
    if (((const struct number *)x)->dtype != NULL)
        return ((const struct number *)x)->dtype;
    switch (x->kind) {
    case OBJECT_BOOL:
        return dtype_numbered(KERNEL_BOOL);
    case OBJECT_INT:
        return dtype_numbered(KERNEL_INT64);
    case OBJECT_FLOAT:
        return dtype_numbered(KERNEL_FLOAT64);
    default:
        return dtype_numbered(KERNEL_COMPLEX128);
    }
}

static bool refuse_ragged(ibid_instance *instance)
{
    fail(instance, IBID_ERROR_SHAPE,
         "the lists inside a list have different lengths or are not nested alike: an array has an inhomogeneous shape");
    return false;
}

/* Lists at a depth all have one length. */
static bool note_length(ibid_instance *instance, struct nesting *nesting, size_t depth, int64_t length)
{
    if (depth >= MAXIMUM_AXES) {
        fail(instance, IBID_ERROR_VALUE, "an array has at most %d axes", MAXIMUM_AXES);
        return false;
    }
    if (nesting->shape[depth] == -1)
        nesting->shape[depth] = length;
    return nesting->shape[depth] == length || refuse_ragged(instance);
}

/* What holds no list ends at one depth everywhere. */
static bool note_leaf(ibid_instance *instance, struct nesting *nesting, size_t axes)
{
    if (!nesting->has_leaf)
        nesting->axes = axes;
    nesting->has_leaf = true;
    return nesting->axes == axes || refuse_ragged(instance);
}

static bool check_leaf(ibid_instance *instance, const struct object *leaf, const struct nesting *nesting)
{
    bool is_truth = nesting->is_typed && nesting->dtype->class == CLASS_BOOL && leaf->kind == OBJECT_STR;
    if (leaf->kind == OBJECT_ARRAY || is_number(leaf) || is_truth || (leaf->kind == OBJECT_NONE && nesting->is_typed))
        return true;
    bool is_text = leaf->kind == OBJECT_STR && nesting->is_typed; /* which might have been a number's */
    fail(instance, is_text ? IBID_ERROR_VALUE : IBID_ERROR_TYPE, "an array cannot hold a '%s'", type_name(leaf));
    return false;
}

static bool measure_leaf(ibid_instance *instance, struct object *leaf, size_t depth, struct nesting *nesting)
{
    const struct array *x = array_of(leaf);
    size_t axes = x != NULL ? x->axes : 0;
    if (!check_leaf(instance, leaf, nesting))
        return false;
    for (size_t i = 0; i < axes; i++)
        if (!note_length(instance, nesting, depth + i, x->shape[i]))
            return false;
    if (!nesting->is_typed)
        nesting->dtype = nesting->dtype == NULL ? dtype_of(leaf) : promote(nesting->dtype, dtype_of(leaf));
    return note_leaf(instance, nesting, depth + axes);
}

static bool measure(ibid_instance *instance, struct object *data, size_t depth, struct nesting *nesting);

static bool measure_range(ibid_instance *instance, struct object *range, size_t depth, struct nesting *nesting)
{
    reference items = items_of(instance, range);
    bool measured = items != NULL && measure(instance, borrowed(items), depth, nesting);
    release(instance, items);
    return measured;
}

static bool measure(ibid_instance *instance, struct object *data, size_t depth, struct nesting *nesting)
{
    if (data->kind == OBJECT_RANGE)
        return measure_range(instance, data, depth, nesting);
    if (!is_sequence(data))
        return measure_leaf(instance, data, depth, nesting);
    size_t count = item_count(data);
    if (!note_length(instance, nesting, depth, (int64_t)count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!measure(instance, item_at(data, i), depth + 1, nesting))
            return false;
    return count > 0 || note_leaf(instance, nesting, depth + 1);
}

/* The part of x that belongs to an array at `depth`, as a view. */
static reference part_of(ibid_instance *instance, struct array *x, size_t depth, unsigned char *first)
{
    return array_view(instance, x, x->dtype, first, x->axes - depth, x->shape + depth, x->strides_bytes + depth);
}

static bool fill(ibid_instance *instance, struct object *data, struct array *x, size_t depth, unsigned char *first);

static bool fill_from_items(ibid_instance *instance, const struct object *items, struct array *x, size_t depth,
                            unsigned char *first)
{
    for (size_t i = 0; i < item_count(items); i++)
        if (!fill(instance, item_at(items, i), x, depth + 1, first + (int64_t)i * x->strides_bytes[depth]))
            return false;
    return true;
}

static bool fill_from_range(ibid_instance *instance, struct object *range, struct array *x, size_t depth,
                            unsigned char *first)
{
    reference items = items_of(instance, range);
    bool filled = items != NULL && fill_from_items(instance, borrowed(items), x, depth, first);
    release(instance, items);
    return filled;
}

static bool fill_from_array(ibid_instance *instance, struct object *data, struct array *x, size_t depth,
                            unsigned char *first)
{
    reference part = part_of(instance, x, depth, first);
    bool filled = part != NULL && array_assign(instance, array_of(borrowed(part)), data);
    release(instance, part);
    return filled;
}

static bool fill(ibid_instance *instance, struct object *data, struct array *x, size_t depth, unsigned char *first)
{
    if (is_sequence(data))
        return fill_from_items(instance, data, x, depth, first);
    if (data->kind == OBJECT_RANGE)
        return fill_from_range(instance, data, x, depth, first);
    if (data->kind == OBJECT_ARRAY)
        return fill_from_array(instance, data, x, depth, first);
    return element_assign(instance, x->dtype, first, data);
}

static reference array_of_nested(ibid_instance *instance, struct object *data, const struct dtype *dtype)
{
    struct nesting nesting = {.is_typed = dtype != NULL, .dtype = dtype};
    for (size_t i = 0; i < MAXIMUM_AXES; i++)
        nesting.shape[i] = -1;
    if (!measure(instance, data, 0, &nesting))
        return NULL;
    if (nesting.dtype == NULL)
        nesting.dtype = dtype_numbered(KERNEL_FLOAT64);
    reference made = array_new(instance, nesting.dtype, nesting.axes, nesting.shape, ORDER_C, false);
    if (made == NULL)
        return NULL;
    struct array *x = array_of(borrowed(made));
    return result_if(instance, fill(instance, data, x, 0, x->first), made);
}

static reference array_converted(ibid_instance *instance, struct array *x, const struct dtype *dtype)
{
    reference made = array_new_like(instance, x, dtype, false);
    return result_if(instance, made != NULL && array_assign(instance, array_of(borrowed(made)), object_of(x)), made);
}

reference array_from(ibid_instance *instance, struct object *x, const struct dtype *dtype)
{
    struct array *array = array_of(x);
    if (array != NULL)
        return dtype == NULL || dtype == array->dtype ? retain(x) : array_converted(instance, array, dtype);
    return array_of_nested(instance, x, dtype);
}

reference array_cast_from(ibid_instance *instance, struct object *x, const struct dtype *dtype)
{
    if (x->kind == OBJECT_ARRAY || !has_dtype(x))
        return array_from(instance, x, dtype);
    reference unchanged = array_from(instance, x, NULL);
    reference converted = unchanged == NULL ? NULL : array_from(instance, borrowed(unchanged), dtype);
    release(instance, unchanged);
    return converted;
}
