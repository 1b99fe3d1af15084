/* What each operation does with arrays on a device: so that what was not thought of is refused, and nothing faults. */
#include <stdio.h>

#include "on_device.h"
#include "refusal.h"
#include "sequence.h"

enum policy {
    REFUSES,  /* those that are not in the table */
    LOOKS_ON, /* needs no element, or comes to elements only where that is known to work: on_device.h */
    READS,    /* its first argument, as a copy on the host */
    COMPUTES, /* with arguments that are arrays on a device, but none inside of others */
    DERIVES,  /* with a first argument that may be on a device, and no other */
    INDEXES,  /* its first argument may be on a device, and a value that it assigns; nothing inside of the index */
};

static const unsigned char policies[] = {
    [IBID_OP_MAKE_LIST] = LOOKS_ON,
    [IBID_OP_MAKE_TUPLE] = LOOKS_ON,
    [IBID_OP_GET_ITEM] = INDEXES,
    [IBID_OP_SET_ITEM] = INDEXES,
    [IBID_OP_DELETE_ITEM] = INDEXES,

    [IBID_OP_ADD] = COMPUTES,
    [IBID_OP_SUBTRACT] = COMPUTES,
    [IBID_OP_MULTIPLY] = COMPUTES,
    [IBID_OP_DIVIDE] = COMPUTES,
    [IBID_OP_FLOOR_DIVIDE] = COMPUTES,
    [IBID_OP_REMAINDER] = COMPUTES,
    [IBID_OP_POWER] = COMPUTES,
    [IBID_OP_BITWISE_AND] = COMPUTES,
    [IBID_OP_BITWISE_OR] = COMPUTES,
    [IBID_OP_BITWISE_XOR] = COMPUTES,
    [IBID_OP_UNARY_MINUS] = COMPUTES,
    [IBID_OP_UNARY_PLUS] = COMPUTES,
    [IBID_OP_INVERT] = COMPUTES,
    [IBID_OP_NOT] = READS,
    [IBID_OP_IS] = LOOKS_ON,
    [IBID_OP_IS_NOT] = LOOKS_ON,
    [IBID_OP_EQUAL] = COMPUTES,
    [IBID_OP_NOT_EQUAL] = COMPUTES,
    [IBID_OP_LESS] = COMPUTES,
    [IBID_OP_LESS_EQUAL] = COMPUTES,
    [IBID_OP_GREATER] = COMPUTES,
    [IBID_OP_GREATER_EQUAL] = COMPUTES,

    [IBID_OP_UPDATE_ADD] = COMPUTES,
    [IBID_OP_UPDATE_SUBTRACT] = COMPUTES,
    [IBID_OP_UPDATE_MULTIPLY] = COMPUTES,
    [IBID_OP_UPDATE_DIVIDE] = COMPUTES,
    [IBID_OP_UPDATE_FLOOR_DIVIDE] = COMPUTES,
    [IBID_OP_UPDATE_REMAINDER] = COMPUTES,
    [IBID_OP_UPDATE_POWER] = COMPUTES,
    [IBID_OP_UPDATE_AND] = COMPUTES,
    [IBID_OP_UPDATE_OR] = COMPUTES,
    [IBID_OP_UPDATE_XOR] = COMPUTES,

    [IBID_OP_ID] = LOOKS_ON,
    [IBID_OP_LEN] = LOOKS_ON,
    [IBID_OP_INT] = READS,
    [IBID_OP_FLOAT] = READS,
    [IBID_OP_BOOL] = READS,
    [IBID_OP_COMPLEX] = READS,
    [IBID_OP_LIST] = LOOKS_ON,
    [IBID_OP_TUPLE] = LOOKS_ON,
    [IBID_OP_COPY] = LOOKS_ON,
    [IBID_OP_DEEPCOPY] = LOOKS_ON,
    [IBID_OP_DUNDER_IADD] = COMPUTES,
    [IBID_OP_DUNDER_ADD] = COMPUTES,
    [IBID_OP_APPEND] = LOOKS_ON,
    [IBID_OP_EXTEND] = LOOKS_ON,
    [IBID_OP_INSERT] = INDEXES,
    [IBID_OP_POP] = INDEXES,
    [IBID_OP_REVERSE] = LOOKS_ON,
    [IBID_OP_CLEAR] = LOOKS_ON,

    [IBID_OP_ZEROS_LIKE] = DERIVES,
    [IBID_OP_BITS] = DERIVES,
    [IBID_OP_TRANSPOSE] = LOOKS_ON,
    [IBID_OP_SHAPE] = LOOKS_ON,
    [IBID_OP_STRIDES] = LOOKS_ON,
    [IBID_OP_DTYPE] = LOOKS_ON,
    [IBID_OP_SIZE] = LOOKS_ON,
    [IBID_OP_NDIM] = LOOKS_ON,
    [IBID_OP_BASE] = LOOKS_ON,
    [IBID_OP_WRITEABLE] = LOOKS_ON,
    [IBID_OP_ITEM] = READS,
    [IBID_OP_TOLIST] = READS,

    [IBID_OP_METHOD_COPY] = DERIVES,
    [IBID_OP_VIEW] = DERIVES,
    [IBID_OP_RESHAPE] = DERIVES,
    [IBID_OP_RAVEL] = DERIVES,
    [IBID_OP_FLATTEN] = DERIVES,
    [IBID_OP_ASTYPE] = DERIVES,
    [IBID_OP_PERMUTE_DIMS] = DERIVES,
    [IBID_OP_BROADCAST_TO] = DERIVES,
    [IBID_OP_EXPAND_DIMS] = DERIVES,
    [IBID_OP_SQUEEZE] = DERIVES,
    [IBID_OP_FLIP] = DERIVES,

    [IBID_OP_F_ADD] = COMPUTES,
    [IBID_OP_F_SUBTRACT] = COMPUTES,
    [IBID_OP_F_MULTIPLY] = COMPUTES,
    [IBID_OP_F_DIVIDE] = COMPUTES,
    [IBID_OP_F_FLOOR_DIVIDE] = COMPUTES,
    [IBID_OP_F_REMAINDER] = COMPUTES,
    [IBID_OP_F_POWER] = COMPUTES,
    [IBID_OP_F_MAXIMUM] = COMPUTES,
    [IBID_OP_F_MINIMUM] = COMPUTES,
    [IBID_OP_F_EQUAL] = COMPUTES,
    [IBID_OP_F_NOT_EQUAL] = COMPUTES,
    [IBID_OP_F_LESS] = COMPUTES,
    [IBID_OP_F_LESS_EQUAL] = COMPUTES,
    [IBID_OP_F_GREATER] = COMPUTES,
    [IBID_OP_F_GREATER_EQUAL] = COMPUTES,
    [IBID_OP_F_NEGATIVE] = COMPUTES,
    [IBID_OP_F_ABSOLUTE] = COMPUTES,
    [IBID_OP_F_SQRT] = COMPUTES,
    [IBID_OP_F_EXP] = COMPUTES,
    [IBID_OP_F_LOG] = COMPUTES,
    [IBID_OP_F_SIN] = COMPUTES,
    [IBID_OP_F_COS] = COMPUTES,

    [IBID_OP_SHARES_MEMORY] = LOOKS_ON,
    [IBID_OP_MAY_SHARE_MEMORY] = LOOKS_ON,
    [IBID_OP_TO_DEVICE] = LOOKS_ON,
    [IBID_OP_SYNCHRONIZE] = LOOKS_ON,
    [IBID_OP_STREAM] = LOOKS_ON,
    [IBID_OP_USE_STREAM] = LOOKS_ON,
    [IBID_OP_DLPACK_CAPSULE] = LOOKS_ON,
    [IBID_OP_FROM_CAPSULE] = LOOKS_ON,
    [IBID_OP_FROM_DLPACK] = LOOKS_ON,
    [IBID_OP_WATCH] = LOOKS_ON,
};

static enum policy policy_of(enum ibid_operation operation)
{
    return (size_t)operation < sizeof policies ? (enum policy)policies[operation] : REFUSES;
}

static bool is_array_on_device(const struct object *object)
{
    return object->kind == OBJECT_ARRAY && is_on_device((const struct array *)object);
}

/* How far containers are searched: who holds himself, or more, counts as one who holds an array on a device. */
enum { SEARCH_DEPTH = 64, SEARCH_OBJECTS = 1 << 20 };

static bool reaches_device(const struct object *object, size_t depth, size_t *objects)
{
    if (object == NULL)
        return false;
    if (object->kind == OBJECT_SLICE) {
        const struct slice *slice = (const struct slice *)object;
        return reaches_device(borrowed(slice->start), depth, objects) ||
               reaches_device(borrowed(slice->stop), depth, objects) ||
               reaches_device(borrowed(slice->step), depth, objects);
    }
    if (!is_sequence(object))
        return is_array_on_device(object);
    if (depth == SEARCH_DEPTH || item_count(object) > *objects)
        return true;
    *objects -= item_count(object);
    for (size_t i = 0; i < item_count(object); i++)
        if (reaches_device(item_at(object, i), depth + 1, objects))
            return true;
    return false;
}

static bool holds_array_on_device(const struct object *object)
{
    size_t objects = SEARCH_OBJECTS;
    return reaches_device(object, 0, &objects);
}

static bool may_be_on_device(enum policy policy, size_t place)
{
    switch (policy) {
    case COMPUTES:
        return true;
    case INDEXES:
        return place != 1;
    case READS:
    case DERIVES:
        return place == 0;
    default:
        return false;
    }
}

/* A list that is copied or indexed holds what it likes, and a list whose item is set takes what it gets. */
static bool may_hold(const struct call *call, enum policy policy, size_t place)
{
    return is_sequence(call->arguments[0]) &&
           ((policy == INDEXES && place != 1) || (policy == DERIVES && place == 0));
}

static bool is_refused(const struct call *call, enum policy policy)
{
    for (size_t i = 0; i < call->given; i++) {
        const struct object *argument = call->arguments[i];
        if (argument == NULL)
            continue;
        if (argument->kind == OBJECT_ARRAY ? is_array_on_device(argument) && !may_be_on_device(policy, i)
                                           : holds_array_on_device(argument) && !may_hold(call, policy, i))
            return true;
    }
    return false;
}

static reference perform_on_copy(ibid_instance *instance, const struct call *call, operation_function *function)
{
    reference copy = array_on_host(instance, array_of(call->arguments[0]));
    if (copy == NULL)
        return NULL;
    struct object *arguments[MAXIMUM_ARGUMENTS] = {borrowed(copy)};
    for (size_t i = 1; i < MAXIMUM_ARGUMENTS; i++)
        arguments[i] = call->arguments[i];
    struct call there = {call->operation, arguments, call->given};
    reference result = function(instance, &there);
    release(instance, copy);
    return result;
}

static reference refuse_by_name(ibid_instance *instance, enum ibid_operation operation)
{
    char what[64];
    snprintf(what, sizeof what, "%s of arrays on a device", operation_name(operation));
    return lacks(instance, what);
}

reference perform_with_device(ibid_instance *instance, const struct call *call, operation_function *function)
{
    enum policy policy = policy_of(call->operation);
    if (policy == LOOKS_ON)
        return function(instance, call);
    if (is_refused(call, policy))
        return refuse_by_name(instance, call->operation);
    bool reads = policy == READS && call->arguments[0] != NULL && is_array_on_device(call->arguments[0]);
    return reads ? perform_on_copy(instance, call, function) : function(instance, call);
}
