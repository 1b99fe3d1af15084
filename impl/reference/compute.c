#include "compute.h"

#include "index.h"
#include "number.h"
#include "text.h"
#include "ufunc.h"

reference compute_binary(ibid_instance *instance, const struct call *call)
{
    struct object *const *arguments = call->arguments;
    return ufunc_call(instance, call->operation, arguments[0], arguments[1], arguments[2], arguments[3]);
}

reference compute_unary(ibid_instance *instance, const struct call *call)
{
    struct object *const *arguments = call->arguments;
    return ufunc_call(instance, call->operation, arguments[0], NULL, arguments[1], arguments[2]);
}

reference compute_sum(ibid_instance *instance, const struct call *call)
{
    return ufunc_sum(instance, call->arguments[0], call->arguments[1], call->arguments[2]);
}

reference compute_accumulate(ibid_instance *instance, const struct call *call)
{
    return ufunc_accumulate(instance, call->arguments[0], call->arguments[1], call->arguments[2]);
}

reference compute_at(ibid_instance *instance, const struct call *call)
{
    struct object *const *arguments = call->arguments;
    return ufunc_at(instance, arguments[0], arguments[1], arguments[2], arguments[3]);
}

reference compute_matmul(ibid_instance *instance, const struct call *call)
{
    return ufunc_matmul(instance, call->arguments[0], call->arguments[1], call->arguments[2]);
}

/* A copy of what has to be an array; NULL with an error. */
static reference copy_of(ibid_instance *instance, struct object *x)
{
    struct array *array = array_of(x);
    if (array == NULL)
        return fail(instance, IBID_ERROR_TYPE, "an array is needed, not '%s'", type_name(x));
    return array_copy(instance, array, ORDER_C);
}

reference compute_set_at(ibid_instance *instance, const struct call *call)
{
    reference copy = copy_of(instance, call->arguments[0]);
    if (copy == NULL)
        return NULL;
    struct array *array = array_of(borrowed(copy));
    bool set = array_set(instance, array, call->arguments[1], call->arguments[2]);
    return result_if(instance, set, copy);
}

static bool add_at(ibid_instance *instance, struct object *x, struct object *index, struct object *y)
{
    static const char name[] = "add";
    reference add = text_new(instance, OBJECT_FUNCTION, name, sizeof name - 1);
    reference done = add == NULL ? NULL : ufunc_at(instance, borrowed(add), x, index, y);
    release(instance, add);
    release(instance, done);
    return done != NULL;
}

reference compute_added_at(ibid_instance *instance, const struct call *call)
{
    reference copy = copy_of(instance, call->arguments[0]);
    if (copy == NULL)
        return NULL;
    bool added = add_at(instance, borrowed(copy), call->arguments[1], call->arguments[2]);
    return result_if(instance, added, copy);
}
