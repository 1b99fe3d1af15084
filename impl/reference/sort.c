#include "sort.h"

#include <string.h>

#include "compare.h"

/* Whether y < x, so that y has to stand in front of x though it stood behind. */
static bool belongs_before(ibid_instance *instance, struct object *y, struct object *x, bool *before)
{
    reference less = compare(instance, IBID_OP_LESS, y, x);
    bool good = less != NULL && truth_of(instance, borrowed(less), before);
    release(instance, less);
    return good;
}

/* The items from left to middle and from there to right, each in order, into `merged`, from left to right. */
static bool merge(ibid_instance *instance, struct object *const *items, size_t left, size_t middle, size_t right,
                  struct object **merged)
{
    size_t first = left, second = middle;
    for (size_t i = left; i < right; i++) {
        bool takes_second = first == middle;
        if (first < middle && second < right &&
            !belongs_before(instance, items[second], items[first], &takes_second))
            return false;
        merged[i] = takes_second ? items[second++] : items[first++];
    }
    return true;
}

static bool merge_all(ibid_instance *instance, struct object *const *items, size_t width, size_t count,
                      struct object **merged)
{
    for (size_t left = 0; left < count; left += 2 * width) {
        size_t middle = left + width < count ? left + width : count;
        size_t right = middle + width < count ? middle + width : count;
        if (!merge(instance, items, left, middle, right, merged))
            return false;
    }
    return true;
}

bool sort_items(ibid_instance *instance, struct object **items, size_t count)
{
    if (count < 2)
        return true;
    struct object **room = allocate(instance, 2 * count, sizeof *room);
    if (room == NULL)
        return false;
    struct object **sorted = room, **merged = room + count;
    memcpy(sorted, items, count * sizeof *items);
    bool good = true;
    for (size_t width = 1; good && width < count; width *= 2) {
        good = merge_all(instance, sorted, width, count, merged);
        struct object **swapped = sorted;
        sorted = merged;
        merged = swapped;
    }
    if (good)
        memcpy(items, sorted, count * sizeof *items);
    deallocate(instance, room, 2 * count, sizeof *room);
    return good;
}
