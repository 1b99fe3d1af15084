#include "operand.h"

#include <string.h>

#include "number.h"
#include "text.h"

static const struct object_type operand_type = {OBJECT_OPERAND, "operand", sizeof(struct operand), NULL};

static const char *const behaviour_names[] = {
    [BEHAVIOUR_ABSENT] = "absent", [BEHAVIOUR_DECLINES] = "declines", [BEHAVIOUR_SELF] = "self",
    [BEHAVIOUR_OTHER] = "other",   [BEHAVIOUR_NONE] = "none",
};

static reference operand_new(ibid_instance *instance, const enum operand_behaviour *behaviours)
{
    reference made = object_new(instance, &operand_type);
    if (made != NULL)
        memcpy(((struct operand *)borrowed(made))->behaviours, behaviours, OPERAND_METHODS * sizeof *behaviours);
    return made;
}

static bool read_behaviour(const struct object *name, enum operand_behaviour *behaviour)
{
    const char *characters = characters_of(name);
    for (size_t i = 0; characters != NULL && i < sizeof behaviour_names / sizeof *behaviour_names; i++)
        if (strcmp(behaviour_names[i], characters) == 0) {
            *behaviour = (enum operand_behaviour)i;
            return true;
        }
    return false;
}

reference make_operand(ibid_instance *instance, const struct call *call)
{
    enum operand_behaviour behaviours[OPERAND_METHODS] = {[OPERAND_ADD] = BEHAVIOUR_OTHER};
    for (size_t method = 0; method < OPERAND_METHODS; method++) {
        const struct object *name = call->arguments[method];
        if (name != NULL && !read_behaviour(name, &behaviours[method]))
            return fail(instance, IBID_ERROR_VALUE,
                        "iadd, add and radd of an operand are each one of absent, declines, self, other, none");
    }
    return operand_new(instance, behaviours);
}

reference operand_like(ibid_instance *instance, const struct object *operand)
{
    return operand_new(instance, ((const struct operand *)operand)->behaviours);
}

enum operand_behaviour operand_behaviour(const struct object *object, enum operand_method method)
{
    return object->kind == OBJECT_OPERAND ? ((const struct operand *)object)->behaviours[method] : BEHAVIOUR_ABSENT;
}

bool operand_answers(const struct object *object, enum operand_method method)
{
    enum operand_behaviour behaviour = operand_behaviour(object, method);
    return behaviour != BEHAVIOUR_ABSENT && behaviour != BEHAVIOUR_DECLINES;
}

reference operand_answer(ibid_instance *instance, struct object *operand, enum operand_method method)
{
    switch (operand_behaviour(operand, method)) {
    case BEHAVIOUR_SELF:
        return retain(operand);
    case BEHAVIOUR_OTHER:
        return operand_like(instance, operand);
    default:
        return none(instance);
    }
}

bool same_type(const struct object *x, const struct object *y)
{
    if (x->kind != OBJECT_OPERAND || y->kind != OBJECT_OPERAND)
        return x->type == y->type;
    for (enum operand_method method = 0; method < OPERAND_METHODS; method++)
        if (operand_behaviour(x, method) != operand_behaviour(y, method))
            return false;
    return true;
}
