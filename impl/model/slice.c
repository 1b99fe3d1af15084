#include "model.h"

static bool slice_part(ibid_instance *instance, const struct object *part, int64_t left_out, int64_t *value)
{
    *value = left_out;
    if (part->kind == OBJECT_NONE || is_integer(part, value))
        return true;
    fail(instance, IBID_ERROR_TYPE, "slice indices must be integers or None");
    return false;
}

int64_t clip(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

bool resolve_slice(ibid_instance *instance, const struct object *slice, int64_t length, int64_t *start, int64_t *step,
                   int64_t *count)
{
    int64_t stop;
    if (!slice_part(instance, slice->items[2], 1, step))
        return false;
    if (*step == 0) {
        fail(instance, IBID_ERROR_VALUE, "slice step cannot be zero");
        return false;
    }
    bool forward = *step > 0;
    int64_t low = forward ? 0 : -1, high = forward ? length : length - 1;
    if (!slice_part(instance, slice->items[0], INT64_MIN, start) ||
        !slice_part(instance, slice->items[1], INT64_MIN, &stop))
        return false;
    bool start_open = slice->items[0]->kind == OBJECT_NONE, stop_open = slice->items[1]->kind == OBJECT_NONE;
    *start = start_open ? (forward ? low : high) : clip(*start < 0 ? *start + length : *start, low, high);
    stop = stop_open ? (forward ? high : low) : clip(stop < 0 ? stop + length : stop, low, high);
    int64_t distance = forward ? stop - *start : *start - stop, stride = forward ? *step : -*step;
    *count = distance <= 0 ? 0 : (distance + stride - 1) / stride;
    return true;
}
