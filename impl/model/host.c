#include "model.h"

struct object *host_function(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments)
{
    (void)arguments;
    if (operation == IBID_OP_ALLOCATED)
        return new_integer(instance, (int64_t)instance->allocated_bytes);
    return lacks(instance, "such operation");
}
