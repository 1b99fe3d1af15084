#include <string.h>

#include "model.h"

bool same_elements(const struct object *x, const struct object *y)
{
    if (x->buffer != y->buffer)
        return false;
    for (size_t i = 0; i < x->element_count; i++)
        for (size_t k = 0; k < y->element_count; k++)
            if (x->addresses[i] < y->addresses[k] + y->dtype->item_bytes &&
                y->addresses[k] < x->addresses[i] + x->dtype->item_bytes)
                return true;
    return false;
}

/* Whether an axis spreads one element over all of its places. */
static bool is_spread(const struct object *x)
{
    size_t stride = 1;
    for (size_t axis = x->axes; axis-- > 0; stride *= (size_t)x->shape[axis])
        if (x->shape[axis] > 1 && x->element_count > 0 && x->addresses[stride] == x->addresses[0])
            return true;
    return false;
}

/* Only what is spread is refused: windows that overlap are found by no library. */
bool check_self_overlap(ibid_instance *instance, const struct object *out)
{
    if (instance->dialect.answers[CHOICE_self_overlap] != SELF_OVERLAP_RAISES || !is_spread(out))
        return true;
    return fail(instance, IBID_ERROR_OVERLAP, "more than one written element refers to a single memory location") !=
           NULL;
}

/* Whether the elements of one lie in the same distances from each other as those of the other. */
static bool same_steps(const struct object *x, const struct object *y)
{
    for (size_t i = 0; i < x->element_count && x->element_count == y->element_count; i++)
        if (x->addresses[i] - x->addresses[0] != y->addresses[i] - y->addresses[0])
            return false;
    return x->element_count == y->element_count;
}

/* Whether its elements, in whatever order, fill one stretch of memory, each a place of its own. */
static bool is_dense(const struct object *x)
{
    if (x->element_count == 0)
        return true;
    size_t first = x->addresses[0], last = x->addresses[0];
    for (size_t i = 1; i < x->element_count; i++) {
        first = x->addresses[i] < first ? x->addresses[i] : first;
        last = x->addresses[i] > last ? x->addresses[i] : last;
    }
    return !is_spread(x) && last - first == (x->element_count - 1) * x->dtype->item_bytes;
}

/* Where both are dense their ends tell whether they overlap, whatever the steps; only else is it hard to tell. */
bool check_overlap(ibid_instance *instance, const struct object *out, const struct object *operand)
{
    bool easy = same_steps(out, operand) || (is_dense(out) && is_dense(operand));
    return check_overlap_as(instance, easy ? CHOICE_overlap : CHOICE_overlap_of_steps, out, operand);
}

bool check_overlap_as(ibid_instance *instance, enum model_choice choice, const struct object *out,
                      const struct object *operand)
{
    if (operand->kind != OBJECT_ARRAY || instance->dialect.answers[choice] != OVERLAP_RAISES)
        return true;
    bool same = out->buffer == operand->buffer && out->element_count == operand->element_count &&
                memcmp(out->addresses, operand->addresses, out->element_count * sizeof *out->addresses) == 0;
    if (same || !same_elements(out, operand))
        return true;
    return fail(instance, IBID_ERROR_OVERLAP, "the written elements and the read ones partly overlap") != NULL;
}
