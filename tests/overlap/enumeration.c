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

/* Sizes of steps away from x's lowest byte, which together have to lead to y's highest. */
struct search {
    int count;
    int64_t steps[2 * IBID_OVERLAP_DIMENSIONS + 1], most[2 * IBID_OVERLAP_DIMENSIONS + 1];
    int64_t reach_after[2 * IBID_OVERLAP_DIMENSIONS + 1];
    long values_left;
};

static int64_t add_steps(struct search *search, const struct ibid_strided *array, int sign)
{
    int64_t end = array->start + (sign < 0 ? 0 : array->item_bytes - 1);
    for (int i = 0; i < array->dimensions; i++) {
        int64_t stride = array->strides_bytes[i], size = stride < 0 ? -stride : stride;
        if (stride * sign > 0)
            end += stride * (array->shape[i] - 1);
        int place = search->count++;
        for (; place > 0 && search->steps[place - 1] < size; place--) {
            search->steps[place] = search->steps[place - 1];
            search->most[place] = search->most[place - 1];
        }
        search->steps[place] = size;
        search->most[place] = array->shape[i] - 1;
    }
    return end;
}

static enum ibid_overlap_answer search_from(struct search *search, int place, int64_t distance)
{
    if (distance < 0)
        return IBID_OVERLAP_NO;
    if (place == search->count)
        return distance == 0 ? IBID_OVERLAP_YES : IBID_OVERLAP_NO;
    int64_t step = search->steps[place], value = 0;
    if (step == 0)
        return search_from(search, place + 1, distance);
    if (distance > search->reach_after[place])
        value = (distance - search->reach_after[place] + step - 1) / step;
    for (; value <= search->most[place] && value * step <= distance; value++) {
        if (search->values_left-- <= 0)
            return IBID_OVERLAP_UNDECIDED;
        enum ibid_overlap_answer answer = search_from(search, place + 1, distance - value * step);
        if (answer != IBID_OVERLAP_NO)
            return answer;
    }
    return IBID_OVERLAP_NO;
}

enum ibid_overlap_answer searched_overlap(const struct ibid_strided *x, const struct ibid_strided *y, long most_values)
{
    struct search search = {.values_left = most_values};
    int64_t lowest = add_steps(&search, x, -1), highest = add_steps(&search, y, 1);
    search.steps[search.count] = 1;
    search.most[search.count++] = x->item_bytes + y->item_bytes - 2;
    int64_t reach = 0;
    for (int i = search.count; i-- > 0;) {
        search.reach_after[i] = reach;
        reach += search.steps[i] * search.most[i];
    }
    return search_from(&search, 0, highest - lowest);
}
