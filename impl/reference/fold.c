#include "fold.h"

#include "text.h"

const struct function *folding_function(ibid_instance *instance, const struct object *function)
{
    if (function->kind != OBJECT_FUNCTION)
        return fail(instance, IBID_ERROR_TYPE, "a function is needed, not '%s'", type_name(function));
    const char *name = ((const struct text *)function)->characters;
    const struct function *found = function_named(name);
    return found != NULL ? found : fail(instance, IBID_ERROR_ATTRIBUTE, "%s is not an elementwise function", name);
}

const struct dtype *dtype_of_fold(const struct function *function, const struct dtype *dtype)
{
    bool grows = function->form == FORM_BINARY && (function->loops == KERNEL_ADD || function->loops == KERNEL_MULTIPLY);
    switch (grows ? dtype->class : CLASS_FLOAT) {
    case CLASS_BOOL:
    case CLASS_SIGNED:
        return dtype_numbered(KERNEL_INT64);
    case CLASS_UNSIGNED:
        return dtype_numbered(KERNEL_UINT64);
    default:
        return dtype;
    }
}
