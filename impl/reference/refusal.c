#include "refusal.h"

#include "number.h"

const char *operation_name(enum ibid_operation operation)
{
    static const char *const names[] = {
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) [number] = name,
#include "ibid/operations.def"
#undef IBID_OPERATION
    };
    return names[operation];
}

void *refuse_operands(ibid_instance *instance, enum ibid_operation operation, const struct object *x,
                      const struct object *y)
{
    return fail(instance, IBID_ERROR_TYPE, "unsupported operand type(s) for %s: '%s' and '%s'",
                operation_name(operation), type_name(x), type_name(y));
}

void *refuse_attribute(ibid_instance *instance, enum ibid_operation operation, const struct object *x)
{
    const char *without_dot = operation_name(operation) + 1;
    return fail(instance, IBID_ERROR_ATTRIBUTE, "'%s' object has no attribute '%s'", type_name(x), without_dot);
}
