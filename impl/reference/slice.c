#include "number.h"
#include "sequence.h"

static void clear_slice(ibid_instance *instance, struct object *object)
{
    struct slice *slice = (struct slice *)object;
    release(instance, slice->start);
    release(instance, slice->stop);
    release(instance, slice->step);
}

reference slice_new(ibid_instance *instance, struct object *start, struct object *stop, struct object *step)
{
    static const struct object_type type = {OBJECT_SLICE, "slice", sizeof(struct slice), clear_slice};
    reference made = object_new(instance, &type);
    if (made == NULL)
        return NULL;
    struct slice *slice = (struct slice *)borrowed(made);
    slice->start = retain(start);
    slice->stop = retain(stop);
    slice->step = retain(step);
    return made;
}

/* False with the error set; what was left out stays as it is. */
static bool read_part(ibid_instance *instance, const struct object *part, int64_t *value)
{
    if (part->kind == OBJECT_NONE || index_of(part, value))
        return true;
    fail(instance, IBID_ERROR_TYPE, "slice indices must be integers or None, not %s", type_name(part));
    return false;
}

/* A bound, counted from the end if it is negative, moved to between lowest and highest. */
static int64_t clip(int64_t bound, int64_t length, int64_t lowest, int64_t highest)
{
    if (bound < 0)
        bound += length;
    return bound < lowest ? lowest : bound > highest ? highest : bound;
}

bool slice_resolve(ibid_instance *instance, const struct object *object, int64_t length, int64_t *start, int64_t *step,
                   int64_t *count)
{
    const struct slice *slice = (const struct slice *)object;
    *step = 1;
    if (!read_part(instance, borrowed(slice->step), step))
        return false;
    if (*step == 0) {
        fail(instance, IBID_ERROR_VALUE, "slice step cannot be zero");
        return false;
    }
    bool forward = *step > 0;
    int64_t lowest = forward ? 0 : -1, highest = forward ? length : length - 1;
    int64_t first = forward ? 0 : INT64_MAX, end = forward ? INT64_MAX : INT64_MIN;
    if (!read_part(instance, borrowed(slice->start), &first) || !read_part(instance, borrowed(slice->stop), &end))
        return false;
    *start = clip(first, length, lowest, highest);
    int64_t stop = clip(end, length, lowest, highest);
    uint64_t distance = forward ? (uint64_t)(stop - *start) : (uint64_t)(*start - stop);
    uint64_t stride = forward ? (uint64_t)*step : -(uint64_t)*step;
    bool empty = forward ? stop <= *start : *start <= stop;
    *count = empty ? 0 : (int64_t)((distance - 1) / stride + 1);
    return true;
}
