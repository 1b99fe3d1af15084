#include <string.h>

#include "model.h"

struct object *broadcast(ibid_instance *instance, struct object *x, size_t axes, const int64_t *shape)
{
    size_t added = axes - x->axes;
    bool fits = axes >= x->axes;
    for (size_t i = 0; fits && i < x->axes; i++)
        fits = x->shape[i] == shape[added + i] || x->shape[i] == 1;
    if (!fits)
        return fail(instance, IBID_ERROR_SHAPE, "operands could not be broadcast together with shape (%s)",
                    shape_text(instance, x));
    struct object *view = new_view(instance, x, x->dtype, axes, shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++) {
        size_t rest = i, from = 0, stride = 1;
        for (size_t axis = axes; axis-- > added;) {
            size_t at = rest % (size_t)shape[axis], length = (size_t)x->shape[axis - added];
            from += (length == 1 ? 0 : at) * stride;
            stride *= length;
            rest /= (size_t)shape[axis];
        }
        view->addresses[i] = x->addresses[from];
    }
    return view;
}

bool common_shape(ibid_instance *instance, const struct object *x, const struct object *y, size_t *axes, int64_t *shape)
{
    *axes = x->axes > y->axes ? x->axes : y->axes;
    for (size_t i = 0; i < *axes; i++) {
        int64_t left = i < *axes - x->axes ? 1 : x->shape[i - (*axes - x->axes)];
        int64_t right = i < *axes - y->axes ? 1 : y->shape[i - (*axes - y->axes)];
        if (left != right && left != 1 && right != 1)
            return fail(instance, IBID_ERROR_SHAPE, "operands could not be broadcast together with shapes (%s) (%s)",
                        shape_text(instance, x), shape_text(instance, y)) != NULL;
        shape[i] = left == 1 ? right : left;
    }
    return true;
}

static bool has_shape(const struct object *x, size_t axes, const int64_t *shape)
{
    return axes == x->axes && memcmp(x->shape, shape, axes * sizeof *shape) == 0;
}

/* Of two arrays; one that has the common shape already stays itself, unless what is shared by none is copied. */
struct object *broadcast_arrays(ibid_instance *instance, struct object *x, struct object *y)
{
    struct object *const arrays[] = {x, y};
    int answer = instance->dialect.answers[CHOICE_broadcast_arrays];
    int64_t shape[MAXIMUM_AXES];
    size_t axes;
    struct object *results = new_sequence(instance, OBJECT_TUPLE, NULL, 0);
    if (y->kind != OBJECT_ARRAY)
        return fail(instance, IBID_ERROR_TYPE, "broadcast_arrays takes arrays");
    if (!common_shape(instance, x, y, &axes, shape))
        return NULL;
    for (size_t i = 0; results != NULL && i < 2; i++) {
        struct object *spread =
            has_shape(arrays[i], axes, shape) ? arrays[i] : broadcast(instance, arrays[i], axes, shape);
        if (spread != NULL && answer == ARRAYS_ARE_COPIES)
            spread = array_copy(instance, spread);
        if (spread != NULL && spread != arrays[i] && answer == ARRAYS_ARE_READ_ONLY_VIEWS)
            spread->writeable = false;
        if (spread == NULL || !append_item(instance, results, spread))
            return NULL;
    }
    return results;
}
