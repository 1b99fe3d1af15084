/* Objects and their handles, arguments and errors: see skeleton.h. */
#include "objects.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("@NAME@: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct object *object_of(ibid_handle handle)
{
    return (struct object *)(uintptr_t)handle;
}

ibid_handle handle_of(struct object *object)
{
    return (ibid_handle)(uintptr_t)object;
}

struct object *new_object(ibid_instance *instance, int kind)
{
    struct object *object = checked(calloc(1, sizeof *object));
    object->kind = kind;
    object->references = 1;
    object->next = instance->objects;
    object->link = &instance->objects;
    if (object->next != NULL)
        object->next->link = &object->next;
    instance->objects = object;
    return object;
}

void free_object(struct object *object)
{
    *object->link = object->next;
    if (object->next != NULL)
        object->next->link = object->link;
    if (object->native != NULL && object->native_class->release != NULL)
        object->native_class->release(object->native);
    free(object->text);
    free(object->items);
    free(object);
}

struct object *retain(struct object *object)
{
    object->references++;
    return object;
}

/* Items are let go from a list of what is waiting: lists may nest as deep as they like. */
void release_object(struct object *object)
{
    struct object **waiting = checked(malloc(sizeof *waiting));
    size_t count = 1, capacity = 1;
    waiting[0] = object;
    while (count > 0) {
        struct object *next = waiting[--count];
        if (--next->references > 0)
            continue;
        if (count + next->item_count > capacity) {
            capacity = 2 * (count + next->item_count);
            waiting = checked(realloc(waiting, capacity * sizeof *waiting));
        }
        for (size_t i = 0; i < next->item_count; i++)
            waiting[count++] = next->items[i];
        free_object(next);
    }
    free(waiting);
}

void release(struct call *call, struct object *object)
{
    (void)call;
    release_object(object);
}

static char *copied(const char *text)
{
    return strcpy(checked(malloc(strlen(text) + 1)), text);
}

struct object *new_object_with_text(ibid_instance *instance, int kind, const char *text)
{
    struct object *object = new_object(instance, kind);
    object->text = copied(text);
    return object;
}

static struct object *object_with_items(ibid_instance *instance, int kind, struct object *const *items, size_t count)
{
    struct object *object = new_object(instance, kind);
    for (size_t i = 0; i < count; i++)
        append_item(object, items[i]);
    return object;
}

void append_item(struct object *list, struct object *item)
{
    /* Room for a power of two. */
    if ((list->item_count & (list->item_count - 1)) == 0)
        list->items = checked(realloc(list->items, (2 * list->item_count + 1) * sizeof *list->items));
    list->items[list->item_count++] = retain(item);
}

struct object *new_none(struct call *call)
{
    return retain(call->instance->none);
}

struct object *new_bool(struct call *call, bool truth)
{
    return retain(call->instance->truths[truth]);
}

struct object *new_integer(struct call *call, long long value)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", value);
    return new_object_with_text(call->instance, IBID_INT, digits);
}

struct object *new_complex(struct call *call, double real, double imaginary)
{
    struct object *object = new_object(call->instance, IBID_COMPLEX);
    object->real = real;
    object->imaginary = imaginary;
    return object;
}

struct object *new_float(struct call *call, double value)
{
    struct object *object = new_object(call->instance, IBID_FLOAT);
    object->real = value;
    return object;
}

struct object *new_text(struct call *call, const char *text)
{
    return new_object_with_text(call->instance, IBID_STR, text);
}

struct object *new_list(struct call *call, struct object *const *items, size_t count)
{
    return object_with_items(call->instance, IBID_LIST, items, count);
}

struct object *new_tuple(struct call *call, struct object *const *items, size_t count)
{
    return object_with_items(call->instance, IBID_TUPLE, items, count);
}

struct object *new_native(struct call *call, const struct native_class *native_class, void *native)
{
    struct object *object = new_object(call->instance, KIND_NATIVE);
    object->native_class = native_class;
    object->native = native;
    return object;
}

enum ibid_kind kind_of(const struct object *object)
{
    return object->kind > IBID_OTHER ? IBID_OTHER : (enum ibid_kind)object->kind;
}

void *as_native(const struct object *object, const struct native_class *native_class)
{
    return object->native_class == native_class ? object->native : NULL;
}

bool as_integer(const struct object *object, long long *value)
{
    if (object->kind != IBID_INT)
        return false;
    errno = 0;
    *value = strtoll(object->text, NULL, 10);
    return errno == 0;
}

bool as_float(const struct object *object, double *value)
{
    if (object->kind == IBID_INT)
        *value = strtod(object->text, NULL);
    else
        *value = object->real;
    return object->kind == IBID_INT || object->kind == IBID_FLOAT;
}

const char *as_text(const struct object *object)
{
    return object->kind == IBID_STR ? object->text : NULL;
}

struct object *const *as_items(const struct object *object, size_t *count)
{
    static struct object *const nothing[1];
    if (object->kind != IBID_LIST && object->kind != IBID_TUPLE)
        return NULL;
    *count = object->item_count;
    return object->item_count > 0 ? object->items : nothing;
}

bool as_slice(const struct object *object, struct object *parts[3])
{
    if (object->kind != KIND_SLICE)
        return false;
    memcpy(parts, object->items, 3 * sizeof *parts);
    return true;
}

size_t argument_count(const struct call *call)
{
    return call->count;
}

struct object *argument(const struct call *call, size_t index)
{
    return object_of(call->arguments[index]);
}

struct object *keyword(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->keyword_count; i++)
        if (strcmp(call->keywords[i].name, name) == 0)
            return object_of(call->keywords[i].value);
    return NULL;
}

struct object *fail(struct call *call, enum ibid_error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(call->instance->message, sizeof call->instance->message, format, arguments);
    va_end(arguments);
    call->instance->kind = kind;
    call->status = IBID_ERROR;
    return NULL;
}

struct object *unsupported(struct call *call, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(call->instance->message, sizeof call->instance->message, format, arguments);
    va_end(arguments);
    call->instance->kind = IBID_ERROR_UNSUPPORTED;
    call->status = IBID_UNSUPPORTED;
    return NULL;
}
