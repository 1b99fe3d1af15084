/* Objects, handles and errors for @NAME@.c: the part of a plugin that is the same for all. */
#include "skeleton.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beside the kinds of ibid. */
enum { KIND_SLICE = IBID_OTHER + 1, KIND_NATIVE };

struct object {
    int kind;
    size_t references;
    struct object *next, **link; /* of all objects of the instance: what a cycle keeps alive goes with it */
    bool truth;
    double real, imaginary;
    char *text; /* INT in decimal, STR, FUNCTION */
    struct object **items;
    size_t item_count;
    const struct class *class;
    void *native;
};

struct ibid_instance {
    struct object *objects;
    struct object *none, *truths[2];
    ibid_handle *read_items; /* of the latest read */
    enum ibid_error_kind kind;
    char message[500];
};

struct call {
    ibid_instance *instance;
    const ibid_handle *arguments;
    size_t count;
    const struct ibid_keyword *keywords;
    size_t keyword_count;
    enum ibid_status status;
};

static void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("@NAME@: out of memory\n", stderr);
        abort();
    }
    return memory;
}

/* A handle is a counted reference to an object, so that an object's address is its identity. */
static struct object *object_of(ibid_handle handle)
{
    return (struct object *)(uintptr_t)handle;
}

static ibid_handle handle_of(struct object *object)
{
    return (ibid_handle)(uintptr_t)object;
}

static struct object *new_object(ibid_instance *instance, int kind)
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

static void free_object(struct object *object)
{
    *object->link = object->next;
    if (object->next != NULL)
        object->next->link = object->link;
    if (object->native != NULL && object->class->release != NULL)
        object->class->release(object->native);
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
static void release_object(struct object *object)
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

static struct object *object_with_text(ibid_instance *instance, int kind, const char *text)
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
    return object_with_text(call->instance, IBID_INT, digits);
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
    return object_with_text(call->instance, IBID_STR, text);
}

struct object *new_list(struct call *call, struct object *const *items, size_t count)
{
    return object_with_items(call->instance, IBID_LIST, items, count);
}

struct object *new_tuple(struct call *call, struct object *const *items, size_t count)
{
    return object_with_items(call->instance, IBID_TUPLE, items, count);
}

struct object *new_native(struct call *call, const struct class *class, void *native)
{
    struct object *object = new_object(call->instance, KIND_NATIVE);
    object->class = class;
    object->native = native;
    return object;
}

enum ibid_kind kind_of(const struct object *object)
{
    return object->kind > IBID_OTHER ? IBID_OTHER : (enum ibid_kind)object->kind;
}

void *as_native(const struct object *object, const struct class *class)
{
    return object->class == class ? object->native : NULL;
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

static struct object *make_list(struct call *call)
{
    struct object *list = new_list(call, NULL, 0);
    for (size_t i = 0; i < call->count; i++)
        append_item(list, argument(call, i));
    return list;
}

static struct object *make_tuple(struct call *call)
{
    struct object *tuple = make_list(call);
    tuple->kind = IBID_TUPLE;
    return tuple;
}

static struct object *make_slice(struct call *call)
{
    struct object *slice = make_list(call);
    slice->kind = KIND_SLICE;
    return slice;
}

static struct object *is(struct call *call)
{
    return new_bool(call, argument(call, 0) == argument(call, 1));
}

static struct object *is_not(struct call *call)
{
    return new_bool(call, argument(call, 0) != argument(call, 1));
}

static struct object *identity_of(struct call *call)
{
    return new_integer(call, (long long)(uintptr_t)argument(call, 0));
}

static const struct entry own[] = {
    {IBID_OP_MAKE_LIST, make_list}, {IBID_OP_MAKE_TUPLE, make_tuple}, {IBID_OP_MAKE_SLICE, make_slice},
    {IBID_OP_IS, is},               {IBID_OP_IS_NOT, is_not},         {IBID_OP_ID, identity_of},
};

/* The author's entries come first. */
static perform_function *find(enum ibid_operation operation)
{
    for (const struct entry *entry = table; entry->perform != NULL; entry++)
        if (entry->operation == operation)
            return entry->perform;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].operation == operation)
            return own[i].perform;
    return NULL;
}

static int supports(enum ibid_operation operation)
{
    return find(operation) != NULL;
}

static enum ibid_status open_instance(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                                      struct ibid_failure *failure)
{
    static char message[200];
    if (option_count > 0) {
        snprintf(message, sizeof message, "there is no option %s", options[0].name);
        *failure = (struct ibid_failure){IBID_ERROR_VALUE, message};
        return IBID_ERROR;
    }
    *instance = checked(calloc(1, sizeof **instance));
    (*instance)->none = new_object(*instance, IBID_NONE);
    for (int truth = 0; truth < 2; truth++) {
        (*instance)->truths[truth] = new_object(*instance, IBID_BOOL);
        (*instance)->truths[truth]->truth = truth == 1;
    }
    return IBID_OK;
}

static void close_instance(ibid_instance *instance)
{
    while (instance->objects != NULL)
        free_object(instance->objects);
    free(instance->read_items);
    free(instance);
}

static enum ibid_status make(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result)
{
    struct object *object;
    if (value->kind == IBID_NONE) {
        object = retain(instance->none);
    } else if (value->kind == IBID_BOOL) {
        object = retain(instance->truths[value->truth != 0]);
    } else if (value->text != NULL) {
        object = object_with_text(instance, (int)value->kind, value->text);
    } else {
        object = new_object(instance, (int)value->kind);
        object->real = value->real;
        object->imaginary = value->imaginary;
    }
    *result = handle_of(object);
    return IBID_OK;
}

static enum ibid_status perform(ibid_instance *instance, enum ibid_operation operation, const ibid_handle *arguments,
                                size_t argument_count_given, const struct ibid_keyword *keywords, size_t keyword_count,
                                ibid_handle *result)
{
    struct call call = {instance, arguments, argument_count_given, keywords, keyword_count, IBID_OK};
    perform_function *function = find(operation);
    struct object *object = function != NULL ? function(&call) : unsupported(&call, "@NAME@ has no such operation");
    if (object != NULL)
        *result = handle_of(object);
    return object != NULL ? IBID_OK : call.status;
}

static void read_items(ibid_instance *instance, const struct object *object, struct ibid_value *value)
{
    free(instance->read_items);
    instance->read_items = checked(malloc((object->item_count + 1) * sizeof *instance->read_items));
    for (size_t i = 0; i < object->item_count; i++)
        instance->read_items[i] = handle_of(retain(object->items[i]));
    value->items = instance->read_items;
    value->item_count = object->item_count;
}

static enum ibid_status read_object(ibid_instance *instance, ibid_handle handle, struct ibid_value *value)
{
    struct object *object = object_of(handle);
    memset(value, 0, sizeof *value);
    value->kind = kind_of(object);
    value->truth = object->truth;
    value->real = object->real;
    value->imaginary = object->imaginary;
    value->text = object->text;
    if (object->kind == IBID_LIST || object->kind == IBID_TUPLE)
        read_items(instance, object, value);
    else if (object->kind == KIND_NATIVE)
        object->class->describe(object->native, value);
    if (value->kind == IBID_OTHER && value->text == NULL)
        value->text = object->kind == KIND_NATIVE ? object->class->name : "slice";
    return IBID_OK;
}

static uint64_t identity(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    return handle;
}

static void drop(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    release_object(object_of(handle));
}

static struct ibid_failure last_error(ibid_instance *instance)
{
    return (struct ibid_failure){instance->kind, instance->message};
}

const struct ibid_plugin *ibid_plugin(void)
{
    static const struct ibid_plugin plugin = {
        .abi_version = IBID_PLUGIN_ABI,
        .struct_bytes = sizeof(struct ibid_plugin),
        .name = plugin_name,
        .version = plugin_version,
        .supports = supports,
        .open = open_instance,
        .close = close_instance,
        .make = make,
        .call = perform,
        .read = read_object,
        .identity = identity,
        .drop = drop,
        .last_error = last_error,
    };
    return &plugin;
}
