#include "object.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((int)OBJECT_CAPSULE < (int)OBJECT_KINDS_AT_MOST, "each kind has a place for its last block");

/*
 * The next object of a kind has the address of the last one that died, whatever malloc does meanwhile: as with CPython's
 * own allocator, and so that what a program says of identities does not change from run to run. The address sanitizer
 * finds who uses a dead object only if its block is freed, so there none stays.
 */
#ifdef __SANITIZE_ADDRESS__
static const bool keeps_the_last = false;
#else
static const bool keeps_the_last = true;
#endif

static struct object *block_new(ibid_instance *instance, const struct object_type *type)
{
    struct object **last = &instance->last_dead[type->kind], *object = *last;
    if (object == NULL || object->type != type)
        return allocate(instance, 1, type->bytes);
    if (!reuse(instance, type->bytes))
        return NULL;
    *last = NULL;
    return memset(object, 0, type->bytes);
}

static void block_free(ibid_instance *instance, struct object *object)
{
    struct object **last = &instance->last_dead[object->kind];
    if (!keeps_the_last) {
        deallocate(instance, object, 1, object->type->bytes);
        return;
    }
    instance->live_bytes -= object->type->bytes;
    free(*last);
    *last = object;
}

void free_dead(ibid_instance *instance)
{
    for (size_t kind = 0; kind < OBJECT_KINDS_AT_MOST; kind++)
        free(instance->last_dead[kind]);
}

reference object_new(ibid_instance *instance, const struct object_type *type)
{
    struct object *object = block_new(instance, type);
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
    block_free(instance, object);
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
