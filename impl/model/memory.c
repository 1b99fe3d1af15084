#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

struct block {
    struct block *next;
    size_t used, size;
    max_align_t data[];
};

enum { BLOCK_BYTES = 32 * 1024 };

void *fail(ibid_instance *instance, enum ibid_error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(instance->message, sizeof instance->message, format, arguments);
    va_end(arguments);
    instance->failure = (struct ibid_failure){kind, instance->message};
    instance->status = IBID_ERROR;
    return NULL;
}

void *lacks(ibid_instance *instance, const char *what)
{
    fail(instance, IBID_ERROR_UNSUPPORTED, "the model has no %s", what);
    instance->status = IBID_UNSUPPORTED;
    return NULL;
}

void *allocate(ibid_instance *instance, size_t count, size_t bytes)
{
    if (count != 0 && bytes > SIZE_MAX / 4 / count)
        return fail(instance, IBID_ERROR_MEMORY, "the array is too large");
    size_t rounded = (count * bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct block *block = instance->blocks;
    if (block == NULL || block->size - block->used < rounded) {
        size_t size = rounded > BLOCK_BYTES ? rounded : BLOCK_BYTES;
        block = malloc(sizeof *block + size);
        if (block == NULL)
            return fail(instance, IBID_ERROR_MEMORY, "no memory for %zu bytes", size);
        *block = (struct block){instance->blocks, 0, size};
        instance->blocks = block;
    }
    void *result = (char *)block->data + block->used;
    block->used += rounded;
    return memset(result, 0, rounded);
}

void release_all(ibid_instance *instance)
{
    for (struct block *block = instance->blocks, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    instance->blocks = NULL;
}

struct object *new_object(ibid_instance *instance, enum object_kind kind)
{
    struct object *object = allocate(instance, 1, sizeof *object);
    if (object == NULL)
        return NULL;
    object->kind = kind;
    object->identity = ++instance->next_identity;
    object->next_made = instance->last_made;
    instance->last_made = object;
    return object;
}

void become(struct object *x, const struct object *other)
{
    const struct object self = *x;
    *x = *other;
    x->identity = self.identity;
    x->number = self.number;
    x->handles = self.handles;
    x->next_made = self.next_made;
    x->reached = self.reached;
    x->held = self.held;
}
