#include <string.h>

#include "model.h"

struct object *new_operand(ibid_instance *instance, const char *iadd)
{
    struct object *operand = new_object(instance, OBJECT_OPERAND);
    if (operand != NULL)
        operand->text = iadd;
    return operand;
}

struct object *make_operand(ibid_instance *instance, const struct object *iadd)
{
    static const char *const behaviours[] = {"absent", "declines", "self", "other"};
    const char *wanted = iadd == NULL ? "absent" : iadd->kind == OBJECT_STR ? iadd->text : "";
    for (size_t i = 0; i < sizeof behaviours / sizeof *behaviours; i++)
        if (strcmp(behaviours[i], wanted) == 0)
            return new_operand(instance, behaviours[i]);
    return fail(instance, IBID_ERROR_VALUE, "operand(iadd=...) is one of absent, declines, self, other");
}

struct object *update_operand(ibid_instance *instance, struct object *x)
{
    return strcmp(x->text, "self") == 0 ? x : new_operand(instance, x->text);
}
