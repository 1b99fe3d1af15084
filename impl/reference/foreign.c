#include "foreign.h"

#include "buffer.h"
#include "device_buffer.h"
#include "layout.h"
#include "shape.h"

/* Addresses from the lowest byte of the elements to past the highest. */
struct reach {
    uintptr_t lowest, end;
};

static bool widen(struct reach *reach, int64_t bytes)
{
    return bytes < 0 ? !__builtin_sub_overflow(reach->lowest, -(uintptr_t)bytes, &reach->lowest)
                     : !__builtin_add_overflow(reach->end, (uintptr_t)bytes, &reach->end);
}

static bool measure(ibid_instance *instance, const struct array *x, struct reach *reach)
{
    uintptr_t first = (uintptr_t)x->first;
    *reach = (struct reach){first, first};
    bool good = widen(reach, (int64_t)x->dtype->item_bytes);
    for (size_t i = 0; i < x->axes && good; i++) {
        int64_t bytes;
        good = !__builtin_mul_overflow(x->shape[i] - 1, x->strides_bytes[i], &bytes) && widen(reach, bytes);
    }
    if (!good || reach->end - reach->lowest > PTRDIFF_MAX)
        return fail(instance, IBID_ERROR_BUFFER, "the strides reach out of any memory") != NULL;
    return true;
}

/* Counts the elements, and finds what no array can be. */
static bool describe(ibid_instance *instance, const struct foreign *foreign, struct array *x)
{
    if (foreign->axes < 0 || foreign->axes > MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_VALUE, "an array has 0 to %d axes, not %lld", MAXIMUM_AXES,
                    (long long)foreign->axes) != NULL;
    *x = (struct array){.dtype = foreign->dtype, .axes = (size_t)foreign->axes, .first = foreign->first};
    for (size_t i = 0; i < x->axes; i++)
        x->shape[i] = foreign->shape[i];
    if (!measure_shape(instance, x->axes, x->shape, x->dtype->item_bytes, &x->element_count))
        return false;
    if (x->element_count > 0 && x->first == NULL)
        return fail(instance, IBID_ERROR_BUFFER, "there are elements, and no memory that they stand in") != NULL;
    fill_strides(x, ORDER_C);
    for (size_t i = 0; i < x->axes && foreign->strides_bytes != NULL; i++)
        x->strides_bytes[i] = foreign->strides_bytes[i];
    return true;
}

/* On a device it is known where memory ends. */
static bool is_within(ibid_instance *instance, const struct span *span, struct reach reach)
{
    uintptr_t start = (uintptr_t)span->bytes;
    return (reach.lowest >= start && reach.end <= start + span->byte_count) ||
           fail(instance, IBID_ERROR_BUFFER, "there are elements outside of the memory that they are said to stand in") !=
               NULL;
}

static struct buffer *buffer_of(ibid_instance *instance, const struct foreign *foreign, const struct array *x)
{
    struct reach reach;
    if (!measure(instance, x, &reach))
        return NULL;
    if (foreign->span != NULL)
        return is_within(instance, foreign->span, reach)
                   ? buffer_over_span(instance, foreign->span, foreign->writeable, foreign->give_back, foreign->owner)
                   : NULL;
    unsigned char *lowest = x->first - ((uintptr_t)x->first - reach.lowest);
    return buffer_over(instance, lowest, reach.end - reach.lowest, foreign->writeable, foreign->give_back,
                       foreign->owner);
}

static reference over(ibid_instance *instance, const struct foreign *foreign, const struct array *x)
{
    struct buffer *buffer = buffer_of(instance, foreign, x);
    if (buffer == NULL)
        return NULL;
    reference made = array_over(instance, x, buffer);
    if (made == NULL) {
        buffer->give_to_owner = NULL; /* the memory is still the caller's */
        buffer_leave(instance, buffer);
    }
    return made;
}

/* Whatever becomes of the copy, the memory is the caller's still. */
static reference copied(ibid_instance *instance, const struct foreign *foreign, const struct array *x)
{
    struct foreign lent = *foreign;
    lent.give_back = NULL;
    reference original = over(instance, &lent, x);
    reference copy = original == NULL ? NULL : array_copy(instance, array_of(borrowed(original)), ORDER_KEEP);
    release(instance, original);
    return copy;
}

reference array_of_foreign(ibid_instance *instance, const struct foreign *foreign, bool copy)
{
    struct array x;
    if (!describe(instance, foreign, &x))
        return NULL;
    if (x.element_count > 0 && !copy)
        return over(instance, foreign, &x);
    reference made = x.element_count > 0       ? copied(instance, foreign, &x)
                     : foreign->span != NULL ? array_new_on_device(instance, &x)
                                             : array_new(instance, x.dtype, x.axes, x.shape, ORDER_C, true);
    if (made != NULL && x.element_count == 0 && !copy)
        array_of(borrowed(made))->writeable = foreign->writeable;
    if (made != NULL && foreign->give_back != NULL)
        foreign->give_back(foreign->owner);
    return made;
}
