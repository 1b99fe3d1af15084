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

bool check_self_overlap(ibid_instance *instance, const struct object *out)
{
    if (instance->dialect.answers[CHOICE_self_overlap] != SELF_OVERLAP_RAISES)
        return true;
    bool *written = allocate(instance, out->buffer->byte_count + 1, sizeof *written);
    for (size_t i = 0; written != NULL && i < out->element_count; i++) {
        if (written[out->addresses[i]])
            return fail(instance, IBID_ERROR_OVERLAP,
                        "more than one written element refers to a single memory location") != NULL;
        written[out->addresses[i]] = true;
    }
    return written != NULL;
}

/* Whether the elements of one lie in the same distances from each other as those of the other. */
static bool same_steps(const struct object *x, const struct object *y)
{
    for (size_t i = 0; i < x->element_count && x->element_count == y->element_count; i++)
        if (x->addresses[i] - x->addresses[0] != y->addresses[i] - y->addresses[0])
            return false;
    return x->element_count == y->element_count;
}

bool check_overlap(ibid_instance *instance, const struct object *out, const struct object *operand)
{
    return check_overlap_as(instance, same_steps(out, operand) ? CHOICE_overlap : CHOICE_overlap_of_steps, out,
                            operand);
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
