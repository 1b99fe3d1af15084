/*
 * A plugin of integers, strings and lists, written against the plugin header alone. It is strict where
 * the host could go wrong: a handle that is used after it was given back, or not given back at the
 * end, ends the process. allocated() counts the objects that are alive, version(x) the handles to x, and
 * x.shape is the first item of a list, since some attribute is needed. With the option names=variables a
 * name is a variable, as in C: assignment copies.
 */
#include <ibid/plugin.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { NONE, BOOLEAN, INTEGER, STRING, LIST };

struct object {
    enum kind kind;
    long references;
    long number; /* INTEGER, BOOLEAN */
    char *text;  /* STRING */
    struct object **items;
    size_t item_count, item_capacity;
    struct object *next, **link; /* of all objects: what a cycle keeps alive goes with the instance */
};

struct ibid_instance {
    struct object *none, *truths[2];
    struct object **handles;
    struct object *objects;
    size_t handle_limit, live_handles, live_objects;
    size_t first_free; /* the least handle that may be free */
    char message[200];
    enum ibid_error_kind kind;
    char digits[32];
    bool traced;
    ibid_handle *items;
    int trace, names_are_variables;
};

static void fatal(const char *what)
{
    fprintf(stderr, "tiny plugin: %s\n", what);
    abort();
}

static struct object *new_object(ibid_instance *instance, enum kind kind)
{
    struct object *object = calloc(1, sizeof *object);
    if (object == NULL)
        fatal("out of memory");
    object->kind = kind;
    object->references = 1;
    object->next = instance->objects;
    object->link = &instance->objects;
    if (object->next != NULL)
        object->next->link = &object->next;
    instance->objects = object;
    instance->live_objects++;
    return object;
}

static struct object *retain(struct object *object)
{
    object->references++;
    return object;
}

static void free_object(ibid_instance *instance, struct object *object)
{
    *object->link = object->next;
    if (object->next != NULL)
        object->next->link = object->link;
    free(object->items);
    free(object->text);
    free(object);
    instance->live_objects--;
}

static void release(ibid_instance *instance, struct object *object)
{
    if (--object->references > 0)
        return;
    for (size_t i = 0; i < object->item_count; i++)
        release(instance, object->items[i]);
    free_object(instance, object);
}

/* Takes the reference. */
static ibid_handle new_handle(ibid_instance *instance, struct object *object)
{
    size_t handle = instance->first_free;
    while (handle < instance->handle_limit && instance->handles[handle] != NULL)
        handle++;
    if (handle == instance->handle_limit) {
        instance->handle_limit = handle == 0 ? 64 : 2 * handle;
        instance->handles = realloc(instance->handles, instance->handle_limit * sizeof *instance->handles);
        if (instance->handles == NULL)
            fatal("out of memory");
        memset(instance->handles + handle, 0, (instance->handle_limit - handle) * sizeof *instance->handles);
    }
    instance->first_free = handle + 1;
    instance->handles[handle] = object;
    instance->live_handles++;
    return handle + 1;
}

static struct object *object_of(ibid_instance *instance, ibid_handle handle)
{
    if (handle == 0 || handle > instance->handle_limit || instance->handles[handle - 1] == NULL)
        fatal("a handle was used that is not alive");
    return instance->handles[handle - 1];
}

static void drop(ibid_instance *instance, ibid_handle handle)
{
    struct object *object = object_of(instance, handle);
    instance->handles[handle - 1] = NULL;
    instance->live_handles--;
    if (handle - 1 < instance->first_free)
        instance->first_free = handle - 1;
    release(instance, object);
}

static enum ibid_status give(ibid_instance *instance, struct object *object, ibid_handle *result)
{
    *result = new_handle(instance, object);
    return IBID_OK;
}

static enum ibid_status fail(ibid_instance *instance, enum ibid_error_kind kind, const char *message)
{
    instance->kind = kind;
    snprintf(instance->message, sizeof instance->message, "%s", message);
    return IBID_ERROR;
}

static enum ibid_status unsupported(ibid_instance *instance, const char *message)
{
    fail(instance, IBID_ERROR_UNSUPPORTED, message);
    return IBID_UNSUPPORTED;
}

static int supports(enum ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_MAKE_LIST:
    case IBID_OP_GET_ITEM:
    case IBID_OP_SET_ITEM:
    case IBID_OP_DELETE_ITEM:
    case IBID_OP_SET_ATTRIBUTE:
    case IBID_OP_SHAPE:
    case IBID_OP_ADD:
    case IBID_OP_UPDATE_ADD:
    case IBID_OP_IS:
    case IBID_OP_APPEND:
    case IBID_OP_POP:
    case IBID_OP_ALLOCATED:
    case IBID_OP_ASARRAY:
    case IBID_OP_VERSION:
        return 1;
    default:
        return 0;
    }
}

static enum ibid_status open_instance(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                                      struct ibid_failure *failure)
{
    static char message[200];
    int trace = 0, names_are_variables = 0;
    for (size_t i = 0; i < option_count; i++) {
        if (strcmp(options[i].name, "names") == 0 && strcmp(options[i].value, "variables") == 0) {
            names_are_variables = 1;
            continue;
        }
        if (strcmp(options[i].name, "trace") != 0) {
            snprintf(message, sizeof message, "unknown option %s=%s", options[i].name, options[i].value);
            failure->kind = IBID_ERROR_VALUE;
            failure->message = message;
            return IBID_ERROR;
        }
        trace = strcmp(options[i].value, "yes") == 0;
    }
    ibid_instance *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        fatal("out of memory");
    opened->none = new_object(opened, NONE);
    for (int truth = 0; truth < 2; truth++) {
        opened->truths[truth] = new_object(opened, BOOLEAN);
        opened->truths[truth]->number = truth;
    }
    opened->live_objects = 0;
    opened->trace = trace;
    opened->names_are_variables = names_are_variables;
    *instance = opened;
    return IBID_OK;
}

static void close_instance(ibid_instance *instance)
{
    if (instance->live_handles != 0)
        fatal("closed with handles that were not given back");
    while (instance->objects != NULL)
        free_object(instance, instance->objects);
    free(instance->handles);
    free(instance->items);
    free(instance);
}

static enum ibid_status make(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result)
{
    struct object *object;
    switch (value->kind) {
    case IBID_NONE:
        return give(instance, retain(instance->none), result);
    case IBID_BOOL:
        return give(instance, retain(instance->truths[value->truth]), result);
    case IBID_INT:
        object = new_object(instance, INTEGER);
        object->number = strtol(value->text, NULL, 10);
        return give(instance, object, result);
    case IBID_STR:
        object = new_object(instance, STRING);
        object->text = malloc(strlen(value->text) + 1);
        if (object->text == NULL)
            fatal("out of memory");
        strcpy(object->text, value->text);
        return give(instance, object, result);
    default:
        return unsupported(instance, "there are integers, strings and lists only");
    }
}

static void append(struct object *list, struct object *item)
{
    if (list->item_count == list->item_capacity) {
        list->item_capacity = list->item_capacity == 0 ? 4 : 2 * list->item_capacity;
        list->items = realloc(list->items, list->item_capacity * sizeof *list->items);
        if (list->items == NULL)
            fatal("out of memory");
    }
    list->items[list->item_count++] = retain(item);
}

static enum ibid_status add(ibid_instance *instance, struct object *left, struct object *right, int in_place,
                            ibid_handle *result)
{
    if (left->kind == LIST && right->kind == LIST) {
        struct object *sum = in_place ? retain(left) : new_object(instance, LIST);
        size_t right_count = right->item_count;
        for (size_t i = 0; !in_place && i < left->item_count; i++)
            append(sum, left->items[i]);
        for (size_t i = 0; i < right_count; i++)
            append(sum, right->items[i]);
        return give(instance, sum, result);
    }
    if (left->kind == STRING || right->kind == STRING)
        return unsupported(instance, "strings cannot be added");
    if (left->kind != INTEGER || right->kind != INTEGER)
        /* A byte that is not UTF-8, a quote and a line: what an implementation says can be anything. */
        return fail(instance, IBID_ERROR_TYPE, "cannot add \xff \"that\"\n to this");
    struct object *sum = new_object(instance, INTEGER);
    sum->number = left->number + right->number;
    return give(instance, sum, result);
}

static enum ibid_status find_item(ibid_instance *instance, struct object *list, struct object *index, size_t *found)
{
    if (list->kind != LIST || index->kind != INTEGER)
        return fail(instance, IBID_ERROR_TYPE, "only a list has items, by an integer");
    if (index->number < 0 || (size_t)index->number >= list->item_count)
        return fail(instance, IBID_ERROR_INDEX, "there is no such item");
    *found = (size_t)index->number;
    return IBID_OK;
}

static void remove_item(ibid_instance *instance, struct object *list, size_t index)
{
    struct object *item = list->items[index];
    list->item_count--;
    memmove(list->items + index, list->items + index + 1, (list->item_count - index) * sizeof *list->items);
    release(instance, item);
}

static void set_item(ibid_instance *instance, struct object *list, size_t index, struct object *value)
{
    struct object *old = list->items[index];
    list->items[index] = retain(value);
    release(instance, old);
}

static enum ibid_status call(ibid_instance *instance, enum ibid_operation operation, const ibid_handle *arguments,
                             size_t argument_count, const struct ibid_keyword *keywords, size_t keyword_count,
                             ibid_handle *result)
{
    struct object *values[3] = {NULL, NULL, NULL}, *object;
    for (size_t i = 0; i < argument_count && i < 3; i++)
        values[i] = object_of(instance, arguments[i]);
    if (instance->trace) {
        printf("tiny plugin: operation %d\n", (int)operation);
        fflush(stdout);
    }
    size_t index = 0;
    enum ibid_status status = IBID_OK;
    switch (operation) {
    case IBID_OP_MAKE_LIST:
        object = new_object(instance, LIST);
        for (size_t i = 0; i < argument_count; i++)
            append(object, object_of(instance, arguments[i]));
        return give(instance, object, result);
    case IBID_OP_ADD:
    case IBID_OP_UPDATE_ADD:
        return add(instance, values[0], values[1], operation == IBID_OP_UPDATE_ADD, result);
    case IBID_OP_IS:
        return give(instance, retain(instance->truths[values[0] == values[1]]), result);
    case IBID_OP_ALLOCATED:
        object = new_object(instance, INTEGER);
        object->number = instance->traced ? -1 : (long)instance->live_objects - 1; /* shows what is traced */
        return give(instance, object, result);
    case IBID_OP_VERSION:
        object = new_object(instance, INTEGER);
        for (size_t i = 0; i < instance->handle_limit; i++)
            object->number += instance->handles[i] == values[0];
        return give(instance, object, result);
    case IBID_OP_ASARRAY: /* x under the keyword "copy": shows that keywords arrive */
        if (keyword_count != 1 || strcmp(keywords[0].name, "copy") != 0)
            return fail(instance, IBID_ERROR_TYPE, "the keyword copy is expected");
        return give(instance, retain(object_of(instance, keywords[0].value)), result);
    case IBID_OP_APPEND:
        append(values[0], values[1]);
        return give(instance, retain(instance->none), result);
    case IBID_OP_POP:
        if (values[0]->item_count == 0)
            return fail(instance, IBID_ERROR_INDEX, "the list is empty");
        object = retain(values[0]->items[values[0]->item_count - 1]);
        remove_item(instance, values[0], values[0]->item_count - 1);
        return give(instance, object, result);
    case IBID_OP_SHAPE:
    case IBID_OP_SET_ATTRIBUTE:
        if (values[0]->kind != LIST || values[0]->item_count == 0)
            return fail(instance, IBID_ERROR_ATTRIBUTE, "only a list that is not empty has a shape");
        if (operation == IBID_OP_SHAPE)
            return give(instance, retain(values[0]->items[0]), result);
        if (values[1]->kind != STRING || strcmp(values[1]->text, "shape") != 0)
            return fail(instance, IBID_ERROR_ATTRIBUTE, "there is no such attribute");
        set_item(instance, values[0], 0, values[2]);
        return give(instance, retain(instance->none), result);
    case IBID_OP_GET_ITEM:
    case IBID_OP_SET_ITEM:
    case IBID_OP_DELETE_ITEM:
        status = find_item(instance, values[0], values[1], &index);
        if (status != IBID_OK)
            return status;
        if (operation == IBID_OP_GET_ITEM)
            return give(instance, retain(values[0]->items[index]), result);
        if (operation == IBID_OP_SET_ITEM)
            set_item(instance, values[0], index, values[2]);
        else
            remove_item(instance, values[0], index);
        return give(instance, retain(instance->none), result);
    default:
        fatal("an operation arrived that is not supported");
        return IBID_ERROR;
    }
}

/* Objects of a program are never inside themselves where assignment copies. */
static struct object *copy_of(ibid_instance *instance, const struct object *object)
{
    struct object *copy = new_object(instance, object->kind);
    copy->number = object->number;
    if (object->text != NULL) {
        copy->text = malloc(strlen(object->text) + 1);
        if (copy->text == NULL)
            fatal("out of memory");
        strcpy(copy->text, object->text);
    }
    for (size_t i = 0; i < object->item_count; i++) {
        struct object *item = copy_of(instance, object->items[i]);
        append(copy, item);
        release(instance, item);
    }
    return copy;
}

static void swap_contents(struct object *left, struct object *right)
{
    struct object kept = *left;
    left->kind = right->kind, left->number = right->number, left->text = right->text;
    left->items = right->items, left->item_count = right->item_count, left->item_capacity = right->item_capacity;
    right->kind = kept.kind, right->number = kept.number, right->text = kept.text;
    right->items = kept.items, right->item_count = kept.item_count, right->item_capacity = kept.item_capacity;
}

static enum ibid_status bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    struct object *variable = held == 0 ? NULL : object_of(instance, held), *object = object_of(instance, value);
    if (instance->trace) {
        printf("tiny plugin: %s\n", variable == NULL     ? "a new name"
                                    : variable == object ? "the same"
                                                         : "another value");
        fflush(stdout);
    }
    if (object->kind == STRING && strcmp(object->text, "nobody's") == 0)
        return unsupported(instance, "no name can have it");
    if (!instance->names_are_variables)
        return give(instance, retain(object), result);
    if (variable == NULL)
        return give(instance, copy_of(instance, object), result);
    if (variable != object) {
        struct object *copy = copy_of(instance, object);
        swap_contents(variable, copy);
        release(instance, copy);
    }
    return give(instance, retain(variable), result);
}

static enum ibid_status read_object(ibid_instance *instance, ibid_handle handle, struct ibid_value *value)
{
    struct object *object = object_of(instance, handle);
    memset(value, 0, sizeof *value);
    switch (object->kind) {
    case NONE:
        value->kind = IBID_NONE;
        break;
    case BOOLEAN:
        value->kind = IBID_BOOL;
        value->truth = object->number != 0;
        break;
    case INTEGER:
        value->kind = IBID_INT;
        snprintf(instance->digits, sizeof instance->digits, "%ld", object->number);
        value->text = instance->digits;
        break;
    case STRING:
        value->kind = IBID_STR;
        value->text = object->text;
        break;
    case LIST:
        value->kind = IBID_LIST;
        value->item_count = object->item_count;
        free(instance->items);
        instance->items = calloc(object->item_count + 1, sizeof *instance->items);
        if (instance->items == NULL)
            fatal("out of memory");
        for (size_t i = 0; i < object->item_count; i++)
            instance->items[i] = new_handle(instance, retain(object->items[i]));
        value->items = instance->items;
        break;
    }
    return IBID_OK;
}

static uint64_t identity(ibid_instance *instance, ibid_handle handle)
{
    return (uint64_t)(uintptr_t)object_of(instance, handle);
}

static struct ibid_failure last_error(ibid_instance *instance)
{
    return (struct ibid_failure){instance->kind, instance->message};
}

static void trace(ibid_instance *instance, int traced)
{
    instance->traced = traced != 0;
}

const struct ibid_plugin *ibid_plugin(void)
{
    static const struct ibid_plugin plugin = {
        .abi_version = IBID_PLUGIN_ABI,
        .struct_bytes = sizeof(struct ibid_plugin),
        .name = "tiny",
        .version = "1.0",
        .supports = supports,
        .open = open_instance,
        .close = close_instance,
        .make = make,
        .call = call,
        .bind = bind,
        .read = read_object,
        .identity = identity,
        .drop = drop,
        .last_error = last_error,
        .trace = trace,
    };
    return &plugin;
}
