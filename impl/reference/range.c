#include "sequence.h"

reference range_new(ibid_instance *instance, int64_t start, int64_t stop, int64_t step)
{
    static const struct object_type type = {OBJECT_RANGE, "range", sizeof(struct range), NULL};
    reference made = object_new(instance, &type);
    if (made == NULL)
        return NULL;
    struct range *range = (struct range *)borrowed(made);
    range->start = start;
    range->stop = stop;
    range->step = step;
    return made;
}

/* Differences are taken modulo 2**64, where none overflows. */
uint64_t range_length(const struct range *range)
{
    bool forward = range->step > 0;
    uint64_t start = (uint64_t)range->start, stop = (uint64_t)range->stop, step = (uint64_t)range->step;
    if (forward ? range->stop <= range->start : range->start <= range->stop)
        return 0;
    return forward ? (stop - start - 1) / step + 1 : (start - stop - 1) / -step + 1;
}

int64_t range_item(const struct range *range, uint64_t index)
{
    return (int64_t)((uint64_t)range->start + index * (uint64_t)range->step);
}

bool range_contains(const struct range *range, int64_t integer)
{
    bool forward = range->step > 0;
    bool between = forward ? integer >= range->start && integer < range->stop
                           : integer <= range->start && integer > range->stop;
    uint64_t distance = forward ? (uint64_t)integer - (uint64_t)range->start
                                : (uint64_t)range->start - (uint64_t)integer;
    uint64_t stride = forward ? (uint64_t)range->step : -(uint64_t)range->step;
    return between && distance % stride == 0;
}

bool ranges_equal(const struct range *x, const struct range *y)
{
    uint64_t length = range_length(x);
    if (length != range_length(y))
        return false;
    return length == 0 || (x->start == y->start && (length == 1 || x->step == y->step));
}
