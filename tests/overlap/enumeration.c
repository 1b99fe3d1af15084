#include "enumeration.h"

#include <stdlib.h>

/* The addresses of all items, the last index running fastest. */
struct items {
    int64_t count, item_bytes;
    int64_t *addresses;
};

static struct items items_of(const struct ibid_strided *array)
{
    struct items items = {1, array->item_bytes, NULL};
    for (int i = 0; i < array->dimensions; i++)
        items.count *= array->shape[i];
    if (array->item_bytes == 0)
        items.count = 0;
    items.addresses = malloc(((size_t)items.count + 1) * sizeof *items.addresses);
    for (int64_t n = 0; n < items.count; n++) {
        items.addresses[n] = array->start;
        int64_t rest = n;
        for (int i = array->dimensions; i-- > 0; rest /= array->shape[i])
            items.addresses[n] += rest % array->shape[i] * array->strides_bytes[i];
    }
    return items;
}

static bool meet(const struct items *x, int64_t i, const struct items *y, int64_t k)
{
    return x->addresses[i] < y->addresses[k] + y->item_bytes && y->addresses[k] < x->addresses[i] + x->item_bytes;
}

bool enumerated_overlap(const struct ibid_strided *x, const struct ibid_strided *y)
{
    struct items of_x = items_of(x), of_y = items_of(y);
    bool found = false;
    for (int64_t i = 0; i < of_x.count && !found; i++)
        for (int64_t k = 0; k < of_y.count && !found; k++)
            found = meet(&of_x, i, &of_y, k);
    free(of_x.addresses);
    free(of_y.addresses);
    return found;
}

bool enumerated_internal_overlap(const struct ibid_strided *x)
{
    struct items items = items_of(x);
    bool found = false;
    for (int64_t i = 0; i < items.count && !found; i++)
        for (int64_t k = 0; k < i && !found; k++)
            found = meet(&items, i, &items, k);
    free(items.addresses);
    return found;
}

enum ibid_overlap_walk enumerated_walk(const struct ibid_strided *destination, const struct ibid_strided *source)
{
    struct items to = items_of(destination), from = items_of(source);
    bool disjoint = true, same = to.item_bytes == from.item_bytes, forward = true, backward = true;
    for (int64_t i = 0; i < to.count; i++)
        for (int64_t k = 0; k < from.count; k++) {
            same = same && (i != k || to.addresses[i] == from.addresses[k]);
            if (!meet(&to, i, &from, k))
                continue;
            disjoint = false;
            forward = forward && k <= i;
            backward = backward && k >= i;
        }
    free(to.addresses);
    free(from.addresses);
    bool plain = !enumerated_internal_overlap(destination);
    if (disjoint || (same && plain))
        return IBID_OVERLAP_ANY_ORDER;
    for (int i = 0; i < source->dimensions; i++)
        if (source->shape[i] > 1 && source->strides_bytes[i] != destination->strides_bytes[i])
            return IBID_OVERLAP_COPY;
    return forward ? IBID_OVERLAP_FORWARD : backward && plain ? IBID_OVERLAP_BACKWARD : IBID_OVERLAP_COPY;
}
