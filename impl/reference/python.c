#include "python.h"

#include "array.h"
#include "number.h"
#include "sequence.h"
#include "text.h"

reference make_list(ibid_instance *instance, const struct call *call)
{
    return sequence_new(instance, OBJECT_LIST, call->arguments, call->given);
}

reference make_tuple(ibid_instance *instance, const struct call *call)
{
    return sequence_new(instance, OBJECT_TUPLE, call->arguments, call->given);
}

reference make_slice(ibid_instance *instance, const struct call *call)
{
    return slice_new(instance, call->arguments[0], call->arguments[1], call->arguments[2]);
}

reference id_of(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    if (instance->id_policy == ID_IS_ADDRESS)
        return integer_new(instance, (int64_t)(uintptr_t)x);
    if (x->given_id == 0)
        x->given_id = ++instance->identities_given;
    return integer_new(instance, (int64_t)x->given_id);
}

reference length_of(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    if (is_sequence(x))
        return integer_new(instance, (int64_t)item_count(x));
    if (x->kind == OBJECT_STR)
        return integer_new(instance, (int64_t)text_length(x));
    if (x->kind == OBJECT_RANGE) {
        uint64_t length = range_length((const struct range *)x);
        return length <= INT64_MAX ? integer_new(instance, (int64_t)length)
                                   : fail(instance, IBID_ERROR_OVERFLOW, "range() has too many items for len()");
    }
    if (x->kind != OBJECT_ARRAY)
        return fail(instance, IBID_ERROR_TYPE, "object of type '%s' has no len()", type_name(x));
    if (array_of(x)->axes == 0)
        return fail(instance, IBID_ERROR_TYPE, "len() of unsized object");
    return integer_new(instance, array_of(x)->shape[0]);
}
