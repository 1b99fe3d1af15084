#include "relate.h"

#include "array.h"
#include "buffer.h"
#include "number.h"
#include "overlapping.h"

reference relate_shares_memory(ibid_instance *instance, const struct call *call)
{
    const struct array *x = array_of(call->arguments[0]), *y = array_of(call->arguments[1]);
    if (x == NULL || y == NULL || !buffers_meet(x->buffer, y->buffer))
        return bool_of(instance, false);
    struct ibid_strided left = strided_of(x), right = strided_of(y);
    enum ibid_overlap_answer answer = ibid_overlap(&left, &right, NULL);
    if (answer != IBID_OVERLAP_NO && answer != IBID_OVERLAP_YES)
        return lacks(instance, "answer to whether these arrays share memory: it is too hard to find");
    return bool_of(instance, answer == IBID_OVERLAP_YES);
}

/* The addresses of the bytes, from the first to past the last. */
struct extent {
    intptr_t start, end;
};

static struct extent extent_of(const struct array *x)
{
    intptr_t first = (intptr_t)x->first;
    struct extent extent = {first, first + (intptr_t)x->dtype->item_bytes};
    for (size_t i = 0; i < x->axes; i++) {
        intptr_t reach = (intptr_t)((x->shape[i] - 1) * x->strides_bytes[i]);
        *(reach < 0 ? &extent.start : &extent.end) += reach;
    }
    return extent;
}

/* By their ends alone, without looking for elements in between. */
static bool may_share(const struct array *x, const struct array *y)
{
    if (!buffers_meet(x->buffer, y->buffer) || x->element_count == 0 || y->element_count == 0)
        return false;
    struct extent left = extent_of(x), right = extent_of(y);
    return left.start < right.end && right.start < left.end;
}

reference relate_may_share_memory(ibid_instance *instance, const struct call *call)
{
    const struct array *x = array_of(call->arguments[0]), *y = array_of(call->arguments[1]);
    return bool_of(instance, x != NULL && y != NULL && may_share(x, y));
}

reference relate_address(ibid_instance *instance, const struct call *call)
{
    const struct array *x = array_of(call->arguments[0]);
    if (x == NULL)
        return fail(instance, IBID_ERROR_TYPE, "address takes an array, not a '%s'", type_name(call->arguments[0]));
    return integer_new(instance, (int64_t)(uintptr_t)x->first);
}
