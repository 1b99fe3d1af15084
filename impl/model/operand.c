#include <string.h>

#include "model.h"

static const char *const behaviour_names[] = {
    [BEHAVIOUR_ABSENT] = "absent", [BEHAVIOUR_DECLINES] = "declines", [BEHAVIOUR_SELF] = "self",
    [BEHAVIOUR_OTHER] = "other",   [BEHAVIOUR_NONE] = "none",
};

static bool read_behaviour(const struct object *name, enum operand_behaviour *behaviour)
{
    if (name == NULL)
        return true;
    for (size_t i = 0; i < sizeof behaviour_names / sizeof *behaviour_names; i++) {
        *behaviour = (enum operand_behaviour)i;
        if (name->kind == OBJECT_STR && strcmp(behaviour_names[i], name->text) == 0)
            return true;
    }
    return false;
}

struct object *make_operand(ibid_instance *instance, struct object *const *behaviours)
{
    struct object *operand = new_object(instance, OBJECT_OPERAND);
    if (operand == NULL)
        return NULL;
    operand->behaviours[OPERAND_ADD] = BEHAVIOUR_OTHER;
    for (int method = 0; method < OPERAND_METHODS; method++)
        if (!read_behaviour(behaviours[method], &operand->behaviours[method]))
            return fail(instance, IBID_ERROR_VALUE,
                        "iadd, add and radd of an operand are each one of absent, declines, self, other, none");
    return operand;
}

bool operand_answers(const struct object *x, enum operand_method method)
{
    return x->kind == OBJECT_OPERAND && x->behaviours[method] != BEHAVIOUR_ABSENT &&
           x->behaviours[method] != BEHAVIOUR_DECLINES;
}

struct object *operand_answer(ibid_instance *instance, struct object *x, enum operand_method method)
{
    if (x->behaviours[method] == BEHAVIOUR_SELF)
        return x;
    if (x->behaviours[method] == BEHAVIOUR_NONE)
        return instance->none;
    struct object *other = new_object(instance, OBJECT_OPERAND);
    if (other != NULL)
        memcpy(other->behaviours, x->behaviours, sizeof x->behaviours);
    return other;
}

bool same_type(const struct object *x, const struct object *y)
{
    return x->kind == y->kind &&
           (x->kind != OBJECT_OPERAND || memcmp(x->behaviours, y->behaviours, sizeof x->behaviours) == 0);
}
