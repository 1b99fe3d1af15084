/* The reference behind the plugin interface: handles are references, names are references too. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "cycle.h"
#include "fields.h"
#include "number.h"
#include "on_device.h"
#include "options.h"
#include "sequence.h"
#include "text.h"
#include "vocabulary.h"

/* The parameters of each operation, as the table has them, and whether a receiver stands in front. */
static const struct {
    const char *names;
    bool has_receiver;
} parameters[] = {
#define SYNTAX                                                              false
#define OPERATOR                                                            false
#define UPDATE                                                              false
#define FUNCTION                                                            false
#define METHOD                                                              true
#define ATTRIBUTE                                                           true
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) [number] = {parameters, form},
#include "ibid/operations.def"
#undef IBID_OPERATION
};

static int plugin_supports(enum ibid_operation operation)
{
    return operation_supported(operation);
}

/* What changes something returns None afterwards, and must not fail by it: None is there from the beginning. */
static bool make_none(ibid_instance *instance)
{
    size_t failing = instance->failing_allocation;
    instance->failing_allocation = 0;
    reference made = none(instance);
    release(instance, made);
    instance->failing_allocation = failing;
    instance->allocations = 0; /* of the program */
    return made != NULL;
}

static enum ibid_status plugin_open(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                                    struct ibid_failure *failure)
{
    static _Thread_local char message[OPTIONS_MESSAGE_BYTES];
    ibid_instance *opened = calloc(1, sizeof *opened);
    *failure = (struct ibid_failure){IBID_ERROR_MEMORY, "out of memory"};
    if (opened == NULL)
        return IBID_ERROR;
    bool set = options_set(opened, options, option_count, message);
    if (!set)
        *failure = (struct ibid_failure){IBID_ERROR_VALUE, message};
    if (!set || !make_none(opened)) {
        place_close(opened);
        free(opened);
        return IBID_ERROR;
    }
    *instance = opened;
    return IBID_OK;
}

/* Every handle was dropped: what still lives is a leak of ours, which nobody may overlook. */
static void plugin_close(ibid_instance *instance)
{
    collect_cycles(instance);
    release_singletons(instance);
    release_dtypes(instance);
    size_t device_bytes = place_close(instance);
    free_dead(instance);
    free(instance->elements);
    free(instance->spare);
    if (instance->live_objects != 0 || instance->live_bytes != 0 || device_bytes != 0) {
        fprintf(stderr, "the reference leaks: %zu objects, %zu bytes and %zu on the device are still alive\n",
                instance->live_objects, instance->live_bytes, device_bytes);
        abort();
    }
    free(instance);
}

static struct object *object_of_handle(ibid_handle handle)
{
    return (struct object *)(uintptr_t)handle;
}

static enum ibid_status give(ibid_instance *instance, reference result, ibid_handle *handle)
{
    if (result == NULL)
        return instance->status;
    *handle = (ibid_handle)(uintptr_t)result;
    return IBID_OK;
}

static reference integer_of_digits(ibid_instance *instance, const char *digits)
{
    char *end;
    intmax_t value = strtoimax(digits, &end, 10);
    char again[32];
    snprintf(again, sizeof again, "%" PRIdMAX, value);
    if (strcmp(again, digits) != 0)
        return lacks(instance, "integers beyond 64 bits");
    return integer_new(instance, value);
}

static enum ibid_status plugin_make(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result)
{
    reference object;
    switch (value->kind) {
    case IBID_NONE:
        object = none(instance);
        break;
    case IBID_BOOL:
        object = bool_of(instance, value->truth != 0);
        break;
    case IBID_INT:
        object = integer_of_digits(instance, value->text);
        break;
    case IBID_FLOAT:
        object = float_new(instance, value->real);
        break;
    case IBID_COMPLEX:
        object = complex_new(instance, value->real, value->imaginary);
        break;
    case IBID_STR:
        object = text_new(instance, OBJECT_STR, value->text, strlen(value->text));
        break;
    case IBID_ELLIPSIS:
        object = ellipsis(instance);
        break;
    default: /* FUNCTION */
        object = text_new(instance, OBJECT_FUNCTION, value->text, strlen(value->text));
    }
    return give(instance, object, result);
}

/* The place of a parameter among the arguments, or -1. */
static int parameter_place(enum ibid_operation operation, const char *name)
{
    int place = parameters[operation].has_receiver;
    size_t name_bytes = strlen(name);
    for (const char *at = parameters[operation].names; *at != '\0'; place++) {
        size_t bytes = strcspn(at, "=,");
        if (bytes == name_bytes && memcmp(at, name, bytes) == 0)
            return place;
        at += strcspn(at, ",");
        at += strspn(at, ", ");
    }
    return -1;
}

static enum ibid_status perform_with_keywords(ibid_instance *instance, struct call *call, struct object **arguments,
                                              const struct ibid_keyword *keywords, size_t keyword_count,
                                              ibid_handle *result)
{
    for (size_t i = 0; i < keyword_count; i++) {
        int place = parameter_place(call->operation, keywords[i].name);
        if (place < 0 || place >= MAXIMUM_ARGUMENTS)
            return give(instance, lacks(instance, keywords[i].name), result);
        arguments[place] = object_of_handle(keywords[i].value);
        call->given = (size_t)place + 1 > call->given ? (size_t)place + 1 : call->given;
    }
    return give(instance, operation_perform(instance, call), result);
}

static enum ibid_status plugin_call(ibid_instance *instance, enum ibid_operation operation,
                                    const ibid_handle *arguments, size_t argument_count,
                                    const struct ibid_keyword *keywords, size_t keyword_count, ibid_handle *result)
{
    instance->status = IBID_OK;
    if (!operation_supported(operation))
        return give(instance, lacks(instance, "such operation"), result);
    struct object *few[MAXIMUM_ARGUMENTS] = {NULL}, **many = NULL, **objects = few;
    if (argument_count > MAXIMUM_ARGUMENTS) {
        objects = many = allocate(instance, argument_count, sizeof *many);
        if (many == NULL)
            return instance->status;
    }
    for (size_t i = 0; i < argument_count; i++)
        objects[i] = object_of_handle(arguments[i]);
    struct call call = {operation, objects, argument_count};
    enum ibid_status status = perform_with_keywords(instance, &call, objects, keywords, keyword_count, result);
    deallocate(instance, many, argument_count, sizeof *many);
    return status;
}

/* Names are bound to objects, as in Python. */
static enum ibid_status plugin_bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    (void)held;
    return give(instance, retain(object_of_handle(value)), result);
}

/* Room for what read hands out; it is not the program's, so it is neither counted nor made to fail. */
static bool make_room(ibid_instance *instance, size_t bytes)
{
    void *room = bytes > instance->elements_bytes ? realloc(instance->elements, bytes) : instance->elements;
    if (bytes > instance->elements_bytes && room == NULL) {
        fail(instance, IBID_ERROR_MEMORY, "out of memory");
        return false;
    }
    if (bytes > instance->elements_bytes)
        instance->elements_bytes = bytes;
    instance->elements = room;
    return true;
}

/* What ibid reads it reads when the program is at its end: no order of the program's streams is its business. */
static enum ibid_status read_array(ibid_instance *instance, const struct array *x, struct ibid_value *value)
{
    if (!make_room(instance, x->element_count * x->dtype->item_bytes + 1))
        return IBID_ERROR;
    if ((is_on_device(x) && !wait_for_device(instance)) || !elements_to_host(instance, x, instance->elements))
        return instance->status;
    value->kind = IBID_ARRAY;
    value->dtype = x->dtype->name;
    value->dimensions = x->axes;
    value->shape = x->shape;
    value->elements = instance->elements;
    value->elements_bytes = x->element_count * x->dtype->item_bytes;
    return IBID_OK;
}

static enum ibid_status read_items(ibid_instance *instance, const struct object *x, struct ibid_value *value)
{
    size_t count = item_count(x);
    if (!make_room(instance, (count + 1) * sizeof(ibid_handle)))
        return IBID_ERROR;
    ibid_handle *items = instance->elements;
    for (size_t i = 0; i < count; i++)
        items[i] = (ibid_handle)(uintptr_t)retain(item_at(x, i));
    value->kind = x->kind == OBJECT_LIST ? IBID_LIST : IBID_TUPLE;
    value->items = items;
    value->item_count = count;
    return IBID_OK;
}

static void read_number(ibid_instance *instance, const struct number *x, struct ibid_value *value)
{
    value->dtype = x->dtype != NULL ? x->dtype->name : NULL;
    switch (x->head.kind) {
    case OBJECT_BOOL:
        value->kind = IBID_BOOL;
        value->truth = x->value.integer != 0;
        break;
    case OBJECT_INT:
        value->kind = IBID_INT;
        if (x->value.class == CLASS_UNSIGNED)
            snprintf(instance->text, sizeof instance->text, "%" PRIu64, x->value.natural);
        else
            snprintf(instance->text, sizeof instance->text, "%" PRId64, x->value.integer);
        value->text = instance->text;
        break;
    default:
        value->kind = x->head.kind == OBJECT_FLOAT ? IBID_FLOAT : IBID_COMPLEX;
        value->real = x->value.real;
        value->imaginary = x->value.imaginary;
    }
}

static enum ibid_status plugin_read(ibid_instance *instance, ibid_handle handle, struct ibid_value *value)
{
    struct object *x = object_of_handle(handle);
    *value = (struct ibid_value){.kind = IBID_OTHER};
    switch (x->kind) {
    case OBJECT_NONE:
        value->kind = IBID_NONE;
        break;
    case OBJECT_BOOL:
    case OBJECT_INT:
    case OBJECT_FLOAT:
    case OBJECT_COMPLEX:
        read_number(instance, (const struct number *)x, value);
        break;
    case OBJECT_STR:
        value->kind = IBID_STR;
        value->text = characters_of(x);
        break;
    case OBJECT_LIST:
    case OBJECT_TUPLE:
        return read_items(instance, x, value);
    case OBJECT_ARRAY:
        return read_array(instance, array_of(x), value);
    default:
        value->text = type_name(x);
    }
    return IBID_OK;
}

/* No two objects that live have one address. */
static uint64_t plugin_identity(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    return handle;
}

static void plugin_drop(ibid_instance *instance, ibid_handle handle)
{
    release(instance, (reference)(uintptr_t)handle);
}

static struct ibid_failure plugin_last_error(ibid_instance *instance)
{
    return instance->failure;
}

const struct ibid_plugin *ibid_plugin(void)
{
    static const struct ibid_plugin plugin = {
        .abi_version = IBID_PLUGIN_ABI,
        .struct_bytes = sizeof plugin,
        .name = "reference",
        .version = IBID_VERSION,
        .supports = plugin_supports,
        .open = plugin_open,
        .close = plugin_close,
        .make = plugin_make,
        .call = plugin_call,
        .bind = plugin_bind,
        .read = plugin_read,
        .identity = plugin_identity,
        .drop = plugin_drop,
        .last_error = plugin_last_error,
    };
    return &plugin;
}
