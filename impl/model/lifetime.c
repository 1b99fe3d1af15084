/*
 * Who lives: what a handle reaches. Handles are the names of a program and whatever a statement just uses; an object
 * reaches its items, and a view what it is a view of. Nothing is counted and nothing is freed.
 */
#include "model.h"

static void reach(const ibid_instance *instance, struct object *object)
{
    if (object == NULL || object->reached)
        return;
    object->reached = true;
    for (size_t i = 0; i < object->item_count; i++)
        reach(instance, object->items[i]);
    if (instance->dialect.answers[CHOICE_view_keeps_array] == VIEW_KEEPS_ARRAY)
        reach(instance, object->base);
}

static void search(ibid_instance *instance)
{
    for (struct object *object = instance->last_made; object != NULL; object = object->next_made)
        object->reached = false;
    for (struct object *object = instance->last_made; object != NULL; object = object->next_made)
        if (object->handles > 0)
            reach(instance, object);
}

struct object *watch(ibid_instance *instance, struct object *x)
{
    if (x->kind != OBJECT_ARRAY && x->kind != OBJECT_OPERAND)
        return lacks(instance, "watch on what is neither an array nor an operand");
    struct object *watch = new_object(instance, OBJECT_WATCH);
    if (watch != NULL)
        watch->watched = x;
    return watch;
}

struct object *is_alive(ibid_instance *instance, struct object *watch)
{
    if (watch->kind != OBJECT_WATCH)
        return fail(instance, IBID_ERROR_TYPE, "'%s' object is no watch", type_name(watch));
    if (instance->dialect.answers[CHOICE_death] == DEATH_AT_ONCE)
        collect(instance);
    return new_bool(instance, !watch->dead);
}

void collect(ibid_instance *instance)
{
    search(instance);
    for (struct object *object = instance->last_made; object != NULL; object = object->next_made)
        if (object->kind == OBJECT_WATCH && !object->watched->reached)
            object->dead = true;
}

/* Whether a live object other than x has the number. */
static bool is_taken(const ibid_instance *instance, const struct object *x, uint64_t number)
{
    for (const struct object *object = instance->last_made; object != NULL; object = object->next_made)
        if (object != x && object->reached && object->number == number)
            return true;
    return false;
}

uint64_t number_of_object(ibid_instance *instance, struct object *x)
{
    if (x->number != 0)
        return x->number;
    if (instance->dialect.answers[CHOICE_identity_of_the_dead] == IDENTITY_STAYS_AWAY)
        return x->number = x->identity;
    search(instance);
    do
        x->number++;
    while (is_taken(instance, x, x->number));
    return x->number;
}

bool has_live_views(ibid_instance *instance, const struct object *x)
{
    search(instance);
    for (const struct object *object = instance->last_made; object != NULL; object = object->next_made)
        if (object != x && object->reached && object->kind == OBJECT_ARRAY && object->buffer == x->buffer)
            return true;
    return false;
}
