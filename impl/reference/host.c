#include "host.h"

#include "cycle.h"
#include "number.h"

/* Out of the list of those that look at the same object. */
static void clear_watch(ibid_instance *instance, struct object *object)
{
    (void)instance;
    struct watch *watch = (struct watch *)object;
    if (watch->watched == NULL)
        return;
    struct watch **place = &watch->watched->watches;
    while (*place != watch)
        place = &(*place)->next;
    *place = watch->next;
}

/* Those that can be watched are those that Python's weak references can refer to. */
reference host_watch(ibid_instance *instance, const struct call *call)
{
    static const struct object_type type = {OBJECT_WATCH, "watch", sizeof(struct watch), clear_watch};
    struct object *x = call->arguments[0];
    if (x->kind != OBJECT_ARRAY && x->kind != OBJECT_OPERAND)
        return lacks(instance, "watch on what is neither an array nor an operand");
    reference made = object_new(instance, &type);
    if (made == NULL)
        return NULL;
    struct watch *watch = (struct watch *)borrowed(made);
    watch->watched = x;
    watch->next = x->watches;
    x->watches = watch;
    return made;
}

reference host_alive(ibid_instance *instance, const struct call *call)
{
    const struct object *x = call->arguments[0];
    if (x->kind != OBJECT_WATCH)
        return fail(instance, IBID_ERROR_TYPE, "'%s' object is no watch", type_name(x));
    return bool_of(instance, ((const struct watch *)x)->watched != NULL);
}

reference host_collect(ibid_instance *instance, const struct call *call)
{
    (void)call;
    collect_cycles(instance);
    return none(instance);
}

reference host_allocated(ibid_instance *instance, const struct call *call)
{
    (void)call;
    return integer_new(instance, (int64_t)instance->array_bytes_allocated);
}
