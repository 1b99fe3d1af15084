#include "arrays.h"

#include "arithmetic.h"

#define SPAN_LIMIT ((int64_t)1 << 62)

enum ibid_overlap_answer measure(const struct ibid_strided *array, struct extent *extent)
{
    if (array->dimensions < 0 || array->dimensions > IBID_OVERLAP_DIMENSIONS || array->item_bytes < 0 ||
        (array->dimensions > 0 && (!array->shape || !array->strides_bytes)))
        return IBID_OVERLAP_INVALID;
    extent->is_empty = array->item_bytes == 0;
    for (int i = 0; i < array->dimensions; i++) {
        if (array->shape[i] < 0)
            return IBID_OVERLAP_INVALID;
        extent->is_empty |= array->shape[i] == 0;
    }
    if (extent->is_empty)
        return IBID_OVERLAP_NO;
    int64_t below = 0, above = array->item_bytes - 1;
    for (int i = 0; i < array->dimensions; i++) {
        int64_t reach;
        if (__builtin_mul_overflow(array->shape[i] - 1, array->strides_bytes[i], &reach) ||
            __builtin_add_overflow(reach < 0 ? below : above, reach, reach < 0 ? &below : &above))
            return IBID_OVERLAP_TOO_LARGE;
    }
    int64_t span;
    if (__builtin_add_overflow(array->start, below, &extent->first) ||
        __builtin_add_overflow(array->start, above, &extent->last) || __builtin_sub_overflow(above, below, &span) ||
        span >= SPAN_LIMIT)
        return IBID_OVERLAP_TOO_LARGE;
    return IBID_OVERLAP_NO;
}

static void add_dimensions(struct common_bytes *bytes, const struct ibid_strided *array, int first_origin)
{
    for (int i = 0; i < array->dimensions; i++) {
        if (array->shape[i] == 1 || array->strides_bytes[i] == 0)
            continue;
        int64_t stride = array->strides_bytes[i];
        bytes->origins[bytes->equation.count] = (unsigned char)(first_origin + i);
        bytes->equation.terms[bytes->equation.count++] =
            (struct term){stride < 0 ? -stride : stride, array->shape[i] - 1};
    }
}

void common_bytes_init(struct common_bytes *bytes, const struct ibid_strided *x, const struct extent *x_extent,
                       const struct ibid_strided *y, const struct extent *y_extent)
{
    bytes->equation.count = 0;
    bytes->equation.target = y_extent->last - x_extent->first;
    add_dimensions(bytes, x, 0);
    add_dimensions(bytes, y, IBID_OVERLAP_DIMENSIONS);
    if (x->item_bytes + y->item_bytes > 2) {
        bytes->origins[bytes->equation.count] = ORIGIN_BYTES;
        bytes->equation.terms[bytes->equation.count++] = (struct term){1, x->item_bytes + y->item_bytes - 2};
    }
}

int64_t item_address(const struct ibid_strided *array, const int64_t *index)
{
    int64_t address = array->start;
    for (int i = 0; i < array->dimensions; i++)
        address += index[i] * array->strides_bytes[i];
    return address;
}

void common_bytes_certify(const struct common_bytes *bytes, const int64_t *values, const struct ibid_strided *x,
                          const struct ibid_strided *y, struct ibid_overlap_certificate *certificate)
{
    int64_t byte_in_x = 0;
    certificate->reason = IBID_OVERLAP_MEET;
    for (int i = 0; i < bytes->equation.count; i++) {
        int origin = bytes->origins[i];
        if (origin == ORIGIN_BYTES) {
            byte_in_x = smaller(values[i], x->item_bytes - 1);
        } else if (origin < IBID_OVERLAP_DIMENSIONS) {
            certificate->x[origin] = x->strides_bytes[origin] > 0 ? values[i] : x->shape[origin] - 1 - values[i];
        } else {
            origin -= IBID_OVERLAP_DIMENSIONS;
            certificate->y[origin] = y->strides_bytes[origin] < 0 ? values[i] : y->shape[origin] - 1 - values[i];
        }
    }
    certificate->byte = item_address(x, certificate->x) + byte_in_x;
}
