/*
 * What names and items hold. In Python, objects: one may have many holders. Where assignment copies, each holder is
 * a variable with a value of its own, which is an object here too: the variable's identity, and what it contains now.
 */
#include <string.h>

#include "model.h"

static bool holders_share(const ibid_instance *instance)
{
    return instance->dialect.answers[CHOICE_assignment] == ASSIGNMENT_SHARES;
}

/* A copy of a view looks where the view looks, as that of a pointer points where the pointer does. */
static struct object *copied_array(ibid_instance *instance, struct object *x)
{
    return x->base != NULL ? whole_view(instance, x) : array_copy(instance, x);
}

static struct object *copied_value(ibid_instance *instance, struct object *x)
{
    struct object *copy;
    switch (x->kind) {
    case OBJECT_LIST:
    case OBJECT_TUPLE:
        return new_sequence(instance, x->kind, x->items, x->item_count);
    case OBJECT_ARRAY:
        return copied_array(instance, x);
    case OBJECT_BOOL:
    case OBJECT_INT:
    case OBJECT_FLOAT:
    case OBJECT_COMPLEX:
    case OBJECT_STR:
        copy = new_object(instance, x->kind);
        if (copy != NULL)
            become(copy, x);
        return copy;
    default:
        return x;
    }
}

/* Whether no variable has it yet, so that it can be one's value without being copied: the array of a view, above all.
 */
static bool is_free(const struct object *x)
{
    return !x->held && (x->kind == OBJECT_ARRAY || x->kind == OBJECT_LIST);
}

struct object *held_value(ibid_instance *instance, struct object *value)
{
    if (value == NULL || holders_share(instance))
        return value;
    struct object *own = is_free(value) ? value : copied_value(instance, value);
    if (own != NULL)
        own->held = true;
    return own;
}

/* In place where every element has its place already, so that views of the array see it. */
static bool assign_elements(ibid_instance *instance, struct object *held, const struct object *value)
{
    bool fits = held->kind == OBJECT_ARRAY && value->kind == OBJECT_ARRAY && held->dtype == value->dtype &&
                held->axes == value->axes && memcmp(held->shape, value->shape, value->axes * sizeof *value->shape) == 0;
    size_t bytes = fits ? value->dtype->item_bytes : 0;
    unsigned char *elements = fits ? allocate(instance, value->element_count + 1, bytes) : NULL;
    if (elements == NULL)
        return false;
    /* The value may be a view of it. */
    for (size_t i = 0; i < value->element_count; i++)
        memcpy(elements + i * bytes, value->buffer->bytes + value->addresses[i], bytes);
    for (size_t i = 0; i < value->element_count; i++)
        memcpy(held->buffer->bytes + held->addresses[i], elements + i * bytes, bytes);
    return true;
}

struct object *assigned_value(ibid_instance *instance, struct object *held, struct object *value)
{
    if (holders_share(instance) || held == value)
        return value;
    if (assign_elements(instance, held, value))
        return held;
    const struct object *own = held_value(instance, value);
    if (own == NULL)
        return NULL;
    become(held, own);
    return held;
}
