#include "object.h"

reference object_new(ibid_instance *instance, const struct object_type *type)
{
    struct object *object = allocate(instance, 1, type->bytes);
    if (object == NULL)
        return NULL;
    object->type = type;
    object->kind = type->kind;
    object->references = 1;
    instance->live_objects++;
    return (reference)object;
}

reference retain(struct object *object)
{
    object->references++;
    return (reference)object;
}

static void tell_watches(struct object *object)
{
    for (struct watch *watch = object->watches; watch != NULL; watch = watch->next)
        watch->watched = NULL;
}

static void take_apart(ibid_instance *instance, struct object *object)
{
    tell_watches(object);
    if (object->type->clear != NULL)
        object->type->clear(instance, object);
    instance->live_objects--;
    deallocate(instance, object, 1, object->type->bytes);
}

/*
 * What the object refers to dies after it and not inside its death: so a list in a list in a list, however deep, takes
 * no more of the stack than one list.
 */
void release(ibid_instance *instance, reference owned)
{
    struct object *object = borrowed(owned);
    if (object == NULL || --object->references > 0)
        return;
    object->next_dying = instance->dying;
    instance->dying = object;
    if (instance->is_releasing)
        return;
    instance->is_releasing = true;
    while (instance->dying != NULL) {
        object = instance->dying;
        instance->dying = object->next_dying;
        take_apart(instance, object);
    }
    instance->is_releasing = false;
}

reference result_if(ibid_instance *instance, bool good, reference result)
{
    if (good)
        return result;
    release(instance, result);
    return NULL;
}

/* None and the ellipsis have nothing but their identity. */
static reference singleton(ibid_instance *instance, struct object **place, const struct object_type *type)
{
    if (*place == NULL)
        *place = borrowed(object_new(instance, type));
    return *place == NULL ? NULL : retain(*place);
}

reference none(ibid_instance *instance)
{
    static const struct object_type type = {OBJECT_NONE, "NoneType", sizeof(struct object), NULL};
    return singleton(instance, &instance->none, &type);
}

reference ellipsis(ibid_instance *instance)
{
    static const struct object_type type = {OBJECT_ELLIPSIS, "ellipsis", sizeof(struct object), NULL};
    return singleton(instance, &instance->ellipsis, &type);
}

static void give_back(ibid_instance *instance, struct object **place, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct object *object = place[i];
        place[i] = NULL;
        release(instance, (reference)object);
    }
}

void release_singletons(ibid_instance *instance)
{
    give_back(instance, &instance->none, 1);
    give_back(instance, &instance->ellipsis, 1);
    give_back(instance, &instance->empty_tuple, 1);
    give_back(instance, instance->truths, sizeof instance->truths / sizeof *instance->truths);
    give_back(instance, instance->library_truths, sizeof instance->library_truths / sizeof *instance->library_truths);
    give_back(instance, instance->small_integers, CACHED_INTEGERS);
    give_back(instance, instance->short_strings, sizeof instance->short_strings / sizeof *instance->short_strings);
}
