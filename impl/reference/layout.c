#include "layout.h"

#include <string.h>

#include "item_bytes.h"

/* Axes that follow each other so that a constant step leads through all of them, taken as one: from slow to fast. */
struct runs {
    size_t count;
    int64_t lengths[MAXIMUM_AXES];
    int64_t steps_bytes[MAXIMUM_AXES];
};

static void add_run(struct runs *runs, int64_t length, int64_t step_bytes)
{
    size_t last = runs->count - 1;
    if (length == 1)
        return;
    if (runs->count > 0 && runs->steps_bytes[last] == length * step_bytes) {
        runs->lengths[last] *= length;
        runs->steps_bytes[last] = step_bytes;
        return;
    }
    runs->lengths[runs->count] = length;
    runs->steps_bytes[runs->count++] = step_bytes;
}

static struct runs runs_of(const struct array *x, const size_t *permutation)
{
    struct runs runs = {0};
    for (size_t i = 0; i < x->axes; i++)
        add_run(&runs, x->shape[permutation[i]], x->strides_bytes[permutation[i]]);
    return runs;
}

static int64_t width(int64_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* A stable sort, the widest steps first. */
static void sort_by_strides(const struct array *x, size_t *permutation)
{
    for (size_t i = 1; i < x->axes; i++)
        for (size_t k = i; k > 0; k--) {
            size_t slower = permutation[k - 1], faster = permutation[k];
            if (width(x->strides_bytes[slower]) >= width(x->strides_bytes[faster]))
                break;
            permutation[k - 1] = faster;
            permutation[k] = slower;
        }
}

void axes_in_order(const struct array *x, enum order order, size_t *permutation)
{
    bool columns = order == ORDER_F || (order == ORDER_KEEP && stands_by_columns(x));
    for (size_t i = 0; i < x->axes; i++)
        permutation[i] = columns ? x->axes - 1 - i : i;
    if (order == ORDER_KEEP && !columns && !is_contiguous(x, ORDER_C))
        sort_by_strides(x, permutation);
}

void strides_in_order(size_t axes, const int64_t *shape, size_t item_bytes, const size_t *permutation,
                      int64_t *strides_bytes)
{
    int64_t step = (int64_t)item_bytes;
    for (size_t i = axes; i-- > 0;) {
        strides_bytes[permutation[i]] = step;
        step *= shape[permutation[i]] > 0 ? shape[permutation[i]] : 1;
    }
}

void fill_strides(struct array *x, enum order order)
{
    size_t permutation[MAXIMUM_AXES];
    axes_in_order(x, order, permutation);
    strides_in_order(x->axes, x->shape, x->dtype->item_bytes, permutation, x->strides_bytes);
}

bool is_contiguous(const struct array *x, enum order order)
{
    int64_t step = (int64_t)x->dtype->item_bytes;
    if (x->element_count == 0)
        return true;
    for (size_t i = 0; i < x->axes; i++) {
        size_t axis = order == ORDER_F ? i : x->axes - 1 - i;
        if (x->shape[axis] == 1)
            continue;
        if (x->strides_bytes[axis] != step)
            return false;
        step *= x->shape[axis];
    }
    return true;
}

bool stands_by_columns(const struct array *x)
{
    return is_contiguous(x, ORDER_F) && !is_contiguous(x, ORDER_C);
}

static void in_c_order(size_t axes, size_t *permutation)
{
    for (size_t i = 0; i < axes; i++)
        permutation[i] = i;
}

bool reshaped_strides(const struct array *x, size_t axes, const int64_t *shape, int64_t *strides_bytes)
{
    size_t permutation[MAXIMUM_AXES];
    in_c_order(axes > x->axes ? axes : x->axes, permutation);
    if (is_contiguous(x, ORDER_C)) {
        strides_in_order(axes, shape, x->dtype->item_bytes, permutation, strides_bytes);
        return true;
    }
    struct runs runs = runs_of(x, permutation);
    int64_t left = 1, step = (int64_t)x->dtype->item_bytes;
    size_t run = runs.count;
    for (size_t axis = axes; axis-- > 0;) {
        if (left == 1 && shape[axis] != 1) {
            run--;
            left = runs.lengths[run];
            step = runs.steps_bytes[run];
        }
        if (left % shape[axis] != 0)
            return false;
        strides_bytes[axis] = step;
        step *= shape[axis];
        left /= shape[axis];
    }
    return true;
}

ALWAYS_INLINE void copy_elements(size_t item_bytes, unsigned char *destination, const unsigned char *source,
                                 int64_t count, int64_t step_bytes)
{
    for (int64_t i = 0; i < count; i++)
        memcpy(destination + i * (int64_t)item_bytes, source + i * step_bytes, item_bytes);
}

static void copy_run(unsigned char *destination, const unsigned char *source, int64_t count, int64_t step_bytes,
                     size_t item_bytes)
{
    if (step_bytes == (int64_t)item_bytes)
        memcpy(destination, source, (size_t)count * item_bytes);
    else
        FOR_ITEM_BYTES(item_bytes, copy_elements, destination, source, count, step_bytes)
}

void elements_permuted(const struct array *x, const size_t *permutation, unsigned char *destination)
{
    struct runs runs = runs_of(x, permutation);
    int64_t at[MAXIMUM_AXES] = {0}, offset = 0;
    size_t outer = runs.count > 0 ? runs.count - 1 : 0;
    int64_t count = runs.count > 0 ? runs.lengths[outer] : 1, step = runs.count > 0 ? runs.steps_bytes[outer] : 0;
    for (size_t left = x->element_count; left > 0; left -= (size_t)count) {
        copy_run(destination, x->first + offset, count, step, x->dtype->item_bytes);
        destination += (size_t)count * x->dtype->item_bytes;
        for (size_t axis = outer; axis-- > 0;) {
            offset += runs.steps_bytes[axis];
            if (++at[axis] < runs.lengths[axis])
                break;
            offset -= at[axis] * runs.steps_bytes[axis];
            at[axis] = 0;
        }
    }
}

void elements_in_order(const struct array *x, void *destination)
{
    size_t permutation[MAXIMUM_AXES];
    in_c_order(x->axes, permutation);
    elements_permuted(x, permutation, destination);
}
