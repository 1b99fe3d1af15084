#include <inttypes.h>
#include <string.h>

#include "element.h"

static struct object *with_shape(ibid_instance *instance, struct object *x, size_t axes, const int64_t *shape)
{
    struct object *view = new_view(instance, x, x->dtype, axes, shape);
    if (view != NULL)
        memcpy(view->addresses, x->addresses, x->element_count * sizeof *x->addresses);
    return view;
}

struct object *whole_view(ibid_instance *instance, struct object *x)
{
    return with_shape(instance, x, x->axes, x->shape);
}

struct object *shaped(ibid_instance *instance, struct object *x, size_t axes, int64_t *shape)
{
    int64_t known = 1;
    size_t open = SIZE_MAX;
    for (size_t i = 0; i < axes; i++) {
        if (shape[i] == -1 && open == SIZE_MAX)
            open = i;
        else if (shape[i] < 0 || __builtin_mul_overflow(known, shape[i], &known))
            return fail(instance, IBID_ERROR_SHAPE, "cannot reshape array into a shape with negative lengths");
    }
    if (open != SIZE_MAX) {
        shape[open] = known > 0 ? (int64_t)x->element_count / known : 0;
        known *= shape[open];
    }
    if (known != (int64_t)x->element_count)
        return fail(instance, IBID_ERROR_SHAPE, "cannot reshape array of size %zu into shape of %" PRId64 " elements",
                    x->element_count, known);
    return with_shape(instance, x, axes, shape);
}

static struct object *reshaped(ibid_instance *instance, struct object *x, size_t axes, int64_t *shape)
{
    struct object *view = shaped(instance, x, axes, shape);
    return view == NULL || is_strided(view) ? view : array_copy(instance, view);
}

/* Where a function has nothing to do, the dialect may say that it gives x itself. */
static bool gives_itself(const ibid_instance *instance, enum model_choice choice)
{
    return instance->dialect.answers[choice] == SAME_IS_SAME;
}

static bool has_shape(const struct object *x, size_t axes, const int64_t *shape)
{
    return axes == x->axes && memcmp(shape, x->shape, axes * sizeof *shape) == 0;
}

/* The view, or what the dialect makes of it. */
static struct object *as_answered(ibid_instance *instance, enum model_choice choice, struct object *view)
{
    int answer = instance->dialect.answers[choice];
    if (view == NULL || answer == DERIVED_IS_VIEW)
        return view;
    return answer == DERIVED_IS_VALUE ? array_value(instance, view) : array_copy(instance, view);
}

/* Likewise, where what was derived may be x itself. */
static struct object *unless_itself(ibid_instance *instance, enum model_choice choice, const struct object *x,
                                    struct object *derived)
{
    return derived == x ? derived : as_answered(instance, choice, derived);
}

/* Likewise for views that may be read-only. */
static struct object *spread_as_answered(ibid_instance *instance, enum model_choice choice, struct object *view)
{
    int answer = instance->dialect.answers[choice];
    if (view == NULL)
        return NULL;
    if (answer == SPREAD_IS_COPY || answer == SPREAD_IS_VALUE)
        return answer == SPREAD_IS_VALUE ? array_value(instance, view) : array_copy(instance, view);
    view->writeable = view->writeable && answer == WRITABLE_VIEW;
    return view;
}

static struct object *reshape(ibid_instance *instance, struct object *x, struct object *shape,
                              const struct object *copy)
{
    int64_t lengths[MAXIMUM_AXES];
    size_t axes;
    if (!read_shape(instance, shape, lengths, &axes))
        return NULL;
    bool must = copy != NULL && copy->kind == OBJECT_BOOL && copy->integer != 0;
    bool must_not = copy != NULL && copy->kind == OBJECT_BOOL && copy->integer == 0;
    if (!must && has_shape(x, axes, lengths) && gives_itself(instance, CHOICE_reshape_to_same))
        return x;
    struct object *view = shaped(instance, x, axes, lengths);
    if (view == NULL || must)
        return view == NULL ? NULL : array_copy(instance, view);
    int answer = instance->dialect.answers[CHOICE_reshape];
    bool shares = answer == RESHAPE_SHARES_ALWAYS || (answer == RESHAPE_SHARES_IF_STRIDED && is_strided(view));
    if (must_not && !shares)
        return fail(instance, IBID_ERROR_VALUE, "unable to avoid a copy while reshaping");
    return shares ? view : array_copy(instance, view);
}

static struct object *flattened(ibid_instance *instance, struct object *x)
{
    int64_t length = (int64_t)x->element_count;
    return reshaped(instance, x, 1, &length);
}

/* Along one axis and next to each other: a copy where they do not lie so. */
static struct object *ravel(ibid_instance *instance, struct object *x)
{
    int64_t length = (int64_t)x->element_count;
    struct object *flat = shaped(instance, x, 1, &length);
    bool shares = instance->dialect.answers[CHOICE_reshape] != RESHAPE_COPIES;
    return flat == NULL || (shares && lies_together(flat)) ? flat : array_copy(instance, flat);
}

static struct object *flatten(ibid_instance *instance, struct object *x)
{
    struct object *copy = instance->dialect.answers[CHOICE_flatten] == FLATTEN_COPIES ? array_copy(instance, x) : NULL;
    if (copy != NULL) {
        copy->axes = 1;
        copy->shape[0] = (int64_t)copy->element_count;
        return copy;
    }
    return x->axes == 1 ? x : flattened(instance, x);
}

static struct object *permute(ibid_instance *instance, struct object *x, const size_t *axes)
{
    bool moves = false;
    for (size_t i = 0; i < x->axes; i++)
        moves = moves || axes[i] != i;
    if (!moves && gives_itself(instance, CHOICE_permutation_of_nothing))
        return x;
    int64_t shape[MAXIMUM_AXES] = {0};
    size_t strides[MAXIMUM_AXES] = {0};
    for (size_t i = 0; i < x->axes; i++) {
        shape[i] = x->shape[axes[i]];
        strides[i] = 1;
        for (size_t k = axes[i] + 1; k < x->axes; k++)
            strides[i] *= (size_t)x->shape[k];
    }
    struct object *view = new_view(instance, x, x->dtype, x->axes, shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++) {
        size_t rest = i, from = 0;
        for (size_t axis = x->axes; axis-- > 0;) {
            from += rest % (size_t)shape[axis] * strides[axis];
            rest /= (size_t)shape[axis];
        }
        view->addresses[i] = x->addresses[from];
    }
    return view;
}

static bool read_axis(ibid_instance *instance, const struct object *axis, size_t axes, size_t *number)
{
    int64_t value;
    if (!is_integer(axis, &value))
        return fail(instance, IBID_ERROR_TYPE, "an axis is an integer, not '%s'", type_name(axis)) != NULL;
    int64_t counted = value < 0 ? value + (int64_t)axes : value;
    if (counted < 0 || counted >= (int64_t)axes)
        return fail(instance, IBID_ERROR_INDEX, "axis %" PRId64 " is out of bounds for array of dimension %zu", value,
                    axes) != NULL;
    *number = (size_t)counted;
    return true;
}

static struct object *permute_dims(ibid_instance *instance, struct object *x, struct object *order)
{
    size_t axes[MAXIMUM_AXES], count;
    int64_t numbers[MAXIMUM_AXES];
    bool seen[MAXIMUM_AXES] = {false};
    if (!read_shape(instance, order, numbers, &count))
        return NULL;
    if (count != x->axes)
        return fail(instance, IBID_ERROR_SHAPE, "axes don't match array");
    for (size_t i = 0; i < count; i++) {
        if (!read_axis(instance, new_integer(instance, numbers[i]), x->axes, &axes[i]))
            return NULL;
        if (seen[axes[i]])
            return fail(instance, IBID_ERROR_VALUE, "repeated axis");
        seen[axes[i]] = true;
    }
    return permute(instance, x, axes);
}

static struct object *transpose(ibid_instance *instance, struct object *x)
{
    size_t axes[MAXIMUM_AXES] = {0};
    for (size_t i = 0; i < x->axes; i++)
        axes[i] = x->axes - 1 - i;
    return permute(instance, x, axes);
}

static struct object *flip(ibid_instance *instance, struct object *x, struct object *axis)
{
    size_t only = SIZE_MAX;
    if (axis != NULL && axis->kind != OBJECT_NONE && !read_axis(instance, axis, x->axes, &only))
        return NULL;
    struct object *view = new_view(instance, x, x->dtype, x->axes, x->shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++) {
        size_t rest = i, from = 0, stride = 1;
        for (size_t k = x->axes; k-- > 0;) {
            size_t length = (size_t)x->shape[k], at = rest % length;
            from += (only == SIZE_MAX || only == k ? length - 1 - at : at) * stride;
            stride *= length;
            rest /= length;
        }
        view->addresses[i] = x->addresses[from];
    }
    return view;
}

static struct object *diagonal(ibid_instance *instance, struct object *x)
{
    if (x->axes != 2)
        return fail(instance, IBID_ERROR_VALUE, "the model's diagonal takes an array of two dimensions");
    int64_t length = x->shape[0] < x->shape[1] ? x->shape[0] : x->shape[1];
    struct object *view = new_view(instance, x, x->dtype, 1, &length);
    for (int64_t i = 0; view != NULL && i < length; i++)
        view->addresses[i] = x->addresses[i * (x->shape[1] + 1)];
    return view;
}

static struct object *expand_dims(ibid_instance *instance, struct object *x, struct object *axis)
{
    size_t at = 0;
    int64_t shape[MAXIMUM_AXES];
    if (x->axes == MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_VALUE, "too many axes");
    if (!read_axis(instance, axis, x->axes + 1, &at))
        return NULL;
    for (size_t i = 0, from = 0; i <= x->axes; i++)
        shape[i] = i == at ? 1 : x->shape[from++];
    return with_shape(instance, x, x->axes + 1, shape);
}

static struct object *squeeze(ibid_instance *instance, struct object *x, struct object *axis)
{
    size_t only = SIZE_MAX, axes = 0;
    int64_t shape[MAXIMUM_AXES];
    if (axis != NULL && axis->kind != OBJECT_NONE && !read_axis(instance, axis, x->axes, &only))
        return NULL;
    if (only != SIZE_MAX && x->shape[only] != 1)
        return fail(instance, IBID_ERROR_VALUE, "cannot select an axis to squeeze out which has size not equal to one");
    for (size_t i = 0; i < x->axes; i++)
        if (x->shape[i] != 1 || (only != SIZE_MAX && i != only))
            shape[axes++] = x->shape[i];
    bool same = axes == x->axes && instance->dialect.answers[CHOICE_squeeze_of_nothing] == SQUEEZE_IS_SAME;
    return same ? x : with_shape(instance, x, axes, shape);
}

/* Real elements have themselves as real parts. */
static struct object *part_of_real(ibid_instance *instance, struct object *x, size_t part)
{
    if (part == 0)
        return instance->dialect.answers[CHOICE_real_of_real] == REAL_IS_SAME ? x : whole_view(instance, x);
    if (instance->dialect.answers[CHOICE_imaginary_of_real] == IMAGINARY_RAISES)
        return fail(instance, IBID_ERROR_TYPE, "elements of %s have no imaginary parts", x->dtype->name);
    struct object *zeros = new_array(instance, x->dtype, x->axes, x->shape);
    if (zeros != NULL)
        zeros->writeable = false;
    return zeros;
}

struct object *part_of_complex(ibid_instance *instance, struct object *x, size_t part)
{
    if (x->dtype->class != CLASS_COMPLEX)
        return part_of_real(instance, x, part);
    const struct dtype *half = dtype_named(x->dtype->item_bytes == 8 ? "float32" : "float64");
    struct object *view = new_view(instance, x, half, x->axes, x->shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++)
        view->addresses[i] = x->addresses[i] + part * half->item_bytes;
    return view;
}

/* The shape of x seen through elements of another size; *axes and shape are those of x before. */
static bool resized_elements(ibid_instance *instance, const struct object *x, const struct dtype *dtype, size_t *axes,
                             int64_t *shape)
{
    size_t old = x->dtype->item_bytes, new = dtype->item_bytes;
    size_t row_bytes = x->axes == 0 ? 0 : (size_t)x->shape[x->axes - 1] * old;
    if (instance->dialect.answers[CHOICE_dtype_view_axis] == AXIS_ADDED) {
        if (new > old && (x->axes == 0 || row_bytes != new))
            return fail(instance, IBID_ERROR_SHAPE, "the last axis is not one element of the new dtype") != NULL;
        if (new < old)
            shape[(*axes)++] = (int64_t)(old / new);
        else
            (*axes)--;
        return true;
    }
    if (x->axes == 0 || row_bytes % new != 0)
        return fail(instance, IBID_ERROR_VALUE, "the size of the last axis in bytes does not fit the new dtype") !=
               NULL;
    int64_t length = x->shape[x->axes - 1];
    for (size_t i = 1; i < x->element_count; i++)
        if (i % (size_t)length != 0 && x->addresses[i] != x->addresses[i - 1] + old)
            return fail(instance, IBID_ERROR_VALUE, "the elements of the last axis do not lie next to each other") !=
                   NULL;
    shape[x->axes - 1] = (int64_t)(row_bytes / new);
    return true;
}

static struct object *view_as(ibid_instance *instance, struct object *x, struct object *name)
{
    const struct dtype *dtype = name == NULL || name->kind == OBJECT_NONE ? x->dtype
                                : name->kind == OBJECT_STR                ? dtype_named(name->text)
                                                                          : NULL;
    if (dtype == NULL)
        return fail(instance, IBID_ERROR_TYPE, "not a dtype");
    if (dtype == x->dtype && gives_itself(instance, CHOICE_view_as_same))
        return x;
    size_t axes = x->axes;
    int64_t shape[MAXIMUM_AXES];
    memcpy(shape, x->shape, sizeof shape);
    if (dtype->item_bytes != x->dtype->item_bytes && !resized_elements(instance, x, dtype, &axes, shape))
        return NULL;
    struct object *view = new_view(instance, x, dtype, axes, shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++) {
        size_t byte = i * dtype->item_bytes;
        view->addresses[i] = x->addresses[byte / x->dtype->item_bytes] + byte % x->dtype->item_bytes;
    }
    return as_answered(instance, CHOICE_dtype_view, view);
}

static struct object *astype(ibid_instance *instance, struct object *x, const struct object *name,
                             const struct object *copy)
{
    const struct dtype *dtype = name->kind == OBJECT_STR ? dtype_named(name->text) : NULL;
    if (dtype == NULL)
        return fail(instance, IBID_ERROR_TYPE, "not a dtype");
    bool copies = copy == NULL ? instance->dialect.answers[CHOICE_astype_unchanged] == ASTYPE_COPIES
                               : truth_of(instance, copy) != 0;
    if (dtype == x->dtype && !copies)
        return x;
    struct object *converted = new_array(instance, dtype, x->axes, x->shape);
    return converted != NULL && assign(instance, converted, x) ? converted : NULL;
}

static struct object *broadcast_to(ibid_instance *instance, struct object *x, struct object *shape)
{
    int64_t lengths[MAXIMUM_AXES];
    size_t axes;
    if (!read_shape(instance, shape, lengths, &axes))
        return NULL;
    if (has_shape(x, axes, lengths) && gives_itself(instance, CHOICE_broadcast_to_same))
        return x;
    return spread_as_answered(instance, CHOICE_broadcast_to, broadcast(instance, x, axes, lengths));
}

struct object *derive(ibid_instance *instance, enum ibid_operation operation, struct object *x,
                      struct object *const *arguments, size_t count)
{
    struct object *first = count > 0 ? arguments[0] : NULL;
    switch (operation) {
    case IBID_OP_TRANSPOSE:
        return unless_itself(instance, CHOICE_transpose, x, transpose(instance, x));
    case IBID_OP_REAL:
        return unless_itself(instance, CHOICE_parts_of_complex, x, part_of_complex(instance, x, 0));
    case IBID_OP_IMAG:
        return unless_itself(instance, CHOICE_parts_of_complex, x, part_of_complex(instance, x, 1));
    case IBID_OP_RESHAPE:
        return reshape(instance, x, first, count > 1 ? arguments[1] : NULL);
    case IBID_OP_RAVEL:
        return ravel(instance, x);
    case IBID_OP_FLATTEN:
        return flatten(instance, x);
    case IBID_OP_VIEW:
        return view_as(instance, x, first);
    case IBID_OP_ASTYPE:
        return astype(instance, x, first, arguments[1]);
    case IBID_OP_PERMUTE_DIMS:
        return unless_itself(instance, CHOICE_transpose, x, permute_dims(instance, x, first));
    case IBID_OP_EXPAND_DIMS:
        return as_answered(instance, CHOICE_unit_axes, expand_dims(instance, x, first));
    case IBID_OP_SQUEEZE:
        return unless_itself(instance, CHOICE_unit_axes, x, squeeze(instance, x, first));
    case IBID_OP_FLIP:
        return as_answered(instance, CHOICE_flip, flip(instance, x, first));
    case IBID_OP_DIAGONAL:
        return spread_as_answered(instance, CHOICE_diagonal, diagonal(instance, x));
    case IBID_OP_BROADCAST_TO:
        return broadcast_to(instance, x, first);
    case IBID_OP_BROADCAST_ARRAYS:
        return broadcast_arrays(instance, x, first);
    default:
        return lacks(instance, "such operation on arrays");
    }
}
