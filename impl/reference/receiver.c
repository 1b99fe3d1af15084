#include "receiver.h"

#include "number.h"

/* Takes an array without axes over, for the scalar that it holds; anything else stays. */
static reference call_converted(ibid_instance *instance, const struct call *call, array_operation *operation)
{
    reference made = array_from(instance, call->arguments[0], NULL);
    reference result = made == NULL ? NULL : operation(instance, array_of(borrowed(made)), call);
    release(instance, made);
    return result;
}

reference call_method(ibid_instance *instance, const struct call *call, array_operation *operation)
{
    struct object *x = call->arguments[0];
    if (x->kind == OBJECT_ARRAY)
        return operation(instance, array_of(x), call);
    if (has_dtype(x))
        return scalar_or_array(instance, call_converted(instance, call, operation));
    return fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no such attribute", type_name(x));
}

reference call_function(ibid_instance *instance, const struct call *call, array_operation *operation)
{
    struct array *x = array_of(call->arguments[0]);
    return x != NULL ? operation(instance, x, call) : call_converted(instance, call, operation);
}
