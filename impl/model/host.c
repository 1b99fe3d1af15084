#include "model.h"

struct object *host_function(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments)
{
    switch (operation) {
    case IBID_OP_ALLOCATED:
        return new_integer(instance, (int64_t)instance->allocated_bytes);
    case IBID_OP_WATCH:
        return watch(instance, arguments[0]);
    case IBID_OP_ALIVE:
        return is_alive(instance, arguments[0]);
    case IBID_OP_COLLECT:
        collect(instance);
        return instance->none;
    default:
        return lacks(instance, "such operation");
    }
}
