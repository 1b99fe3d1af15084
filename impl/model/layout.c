#include <string.h>

#include "model.h"

void strides_of(const struct object *x, int64_t *strides)
{
    int64_t step = 1;
    for (size_t axis = x->axes; axis-- > 0;) {
        bool has_next = x->shape[axis] > 1 && x->element_count > 0;
        strides[axis] =
            has_next ? (int64_t)x->addresses[step] - (int64_t)x->addresses[0] : step * (int64_t)x->dtype->item_bytes;
        step *= x->shape[axis] > 0 ? x->shape[axis] : 1;
    }
}

bool is_strided(const struct object *view)
{
    if (view->element_count == 0)
        return true;
    int64_t strides[MAXIMUM_AXES];
    strides_of(view, strides);
    for (size_t i = 0; i < view->element_count; i++) {
        size_t rest = i;
        int64_t address = (int64_t)view->addresses[0];
        for (size_t axis = view->axes; axis-- > 0;) {
            address += (int64_t)(rest % (size_t)view->shape[axis]) * strides[axis];
            rest /= (size_t)view->shape[axis];
        }
        if (address != (int64_t)view->addresses[i])
            return false;
    }
    return true;
}

struct object *in_columns(ibid_instance *instance, const struct object *x)
{
    struct object *made = new_array(instance, x->dtype, x->axes, x->shape);
    for (size_t i = 0; made != NULL && i < x->element_count; i++) {
        size_t rest = i, address = 0;
        for (size_t axis = x->axes; axis-- > 0;) {
            size_t step = x->dtype->item_bytes;
            for (size_t k = 0; k < axis; k++)
                step *= (size_t)x->shape[k];
            address += rest % (size_t)x->shape[axis] * step;
            rest /= (size_t)x->shape[axis];
        }
        made->addresses[i] = address;
        memcpy(made->buffer->bytes + address, x->buffer->bytes + x->addresses[i], x->dtype->item_bytes);
    }
    return made;
}
