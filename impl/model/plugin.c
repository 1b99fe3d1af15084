#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "element.h"

/* Where keywords belong: the parameters of each operation, as the table has them. */
static const struct {
    int number;
    bool has_receiver;
    const char *parameters;
} operations[] = {
#define SYNTAX                                                              false
#define OPERATOR                                                            false
#define UPDATE                                                              false
#define FUNCTION                                                            false
#define METHOD                                                              true
#define ATTRIBUTE                                                           true
#define IBID_OPERATION(number, identifier, name, form, parameters, summary) {number, form, parameters},
#include "ibid/operations.def"
#undef IBID_OPERATION
};

static struct ibid_failure open_failure;

static int plugin_supports(enum ibid_operation operation)
{
    return supports(operation);
}

static enum ibid_status plugin_open(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                                    struct ibid_failure *failure)
{
    open_failure.kind = IBID_ERROR_MEMORY;
    open_failure.message = "no memory";
    ibid_instance *opened = calloc(1, sizeof *opened);
    if (opened != NULL && !dialect_set(&opened->dialect, options, option_count, &open_failure.message)) {
        open_failure.kind = IBID_ERROR_VALUE;
        free(opened);
        opened = NULL;
    }
    if (opened == NULL) {
        *failure = open_failure;
        return IBID_ERROR;
    }
    opened->none = new_object(opened, OBJECT_NONE);
    opened->ellipsis = new_object(opened, OBJECT_ELLIPSIS);
    opened->by_value = new_object(opened, OBJECT_LIST);
    opened->known_numbers = new_object(opened, OBJECT_LIST);
    for (int truth = 0; truth < 2; truth++) {
        opened->truths[truth] = new_object(opened, OBJECT_BOOL);
        if (opened->truths[truth] != NULL)
            opened->truths[truth]->integer = truth;
    }
    *instance = opened;
    return IBID_OK;
}

static void plugin_close(ibid_instance *instance)
{
    release_all(instance);
    free(instance->elements);
    free(instance);
}

/* A handle more, which is to be dropped. */
static ibid_handle handle_of(struct object *object)
{
    object->handles++;
    return (ibid_handle)(uintptr_t)object;
}

static struct object *object_of(ibid_handle handle)
{
    return (struct object *)(uintptr_t)handle;
}

static enum ibid_status give(ibid_instance *instance, struct object *object, ibid_handle *result)
{
    if (object == NULL)
        return instance->status;
    *result = handle_of(object);
    return IBID_OK;
}

static enum ibid_status plugin_make(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result)
{
    struct object *object = NULL;
    switch (value->kind) {
    case IBID_NONE:
        object = instance->none;
        break;
    case IBID_BOOL:
        object = instance->truths[value->truth != 0];
        break;
    case IBID_INT:
        object = new_integer_digits(instance, value->text);
        break;
    case IBID_FLOAT:
        object = new_float(instance, value->real);
        break;
    case IBID_COMPLEX:
        object = new_complex(instance, value->real, value->imaginary);
        break;
    case IBID_STR:
        object = new_string(instance, value->text);
        break;
    case IBID_ELLIPSIS:
        object = instance->ellipsis;
        break;
    default: /* FUNCTION */
        object = new_string(instance, value->text);
        if (object != NULL)
            object->kind = OBJECT_FUNCTION;
        break;
    }
    return give(instance, object, result);
}

/* The place of a parameter among the arguments, or -1. */
static int parameter_place(enum ibid_operation operation, const char *name)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (operations[i].number != (int)operation)
            continue;
        int place = operations[i].has_receiver;
        const char *at = operations[i].parameters;
        for (; *at != '\0'; place++) {
            size_t bytes = strcspn(at, "=,");
            if (strlen(name) == bytes && memcmp(at, name, bytes) == 0)
                return place;
            at += strcspn(at, ",");
            at += strspn(at, ", ");
        }
    }
    return -1;
}

static enum ibid_status plugin_call(ibid_instance *instance, enum ibid_operation operation,
                                    const ibid_handle *arguments, size_t argument_count,
                                    const struct ibid_keyword *keywords, size_t keyword_count, ibid_handle *result)
{
    instance->status = IBID_OK;
    if (!supports(operation))
        return give(instance, lacks(instance, "such operation"), result);
    size_t room = argument_count > MAXIMUM_ARGUMENTS ? argument_count : MAXIMUM_ARGUMENTS;
    struct object **objects = allocate(instance, room, sizeof *objects);
    if (objects == NULL)
        return instance->status;
    for (size_t i = 0; i < argument_count; i++)
        objects[i] = object_of(arguments[i]);
    size_t given = argument_count;
    for (size_t i = 0; i < keyword_count; i++) {
        int place = parameter_place(operation, keywords[i].name);
        if (place < 0 || place >= MAXIMUM_ARGUMENTS)
            return give(instance, lacks(instance, keywords[i].name), result);
        objects[place] = object_of(keywords[i].value);
        given = (size_t)place + 1 > given ? (size_t)place + 1 : given;
    }
    struct object *object = perform(instance, operation, objects, given);
    if (object == NULL && instance->status == IBID_OK)
        fail(instance, IBID_ERROR_OTHER, "the model failed without a reason");
    return give(instance, object, result);
}

static enum ibid_status plugin_bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    instance->status = IBID_OK;
    return give(instance,
                held == 0 ? held_value(instance, object_of(value))
                          : assigned_value(instance, object_of(held), object_of(value)),
                result);
}

static void read_array(ibid_instance *instance, const struct object *x, struct ibid_value *value)
{
    value->kind = IBID_ARRAY;
    value->dimensions = x->axes;
    value->shape = x->shape;
    value->elements_bytes = x->element_count * x->dtype->item_bytes;
    free(instance->elements);
    instance->elements = malloc(value->elements_bytes + 1);
    for (size_t i = 0; instance->elements != NULL && i < x->element_count; i++)
        memcpy(instance->elements + i * x->dtype->item_bytes, x->buffer->bytes + x->addresses[i], x->dtype->item_bytes);
    value->elements = instance->elements;
}

static enum ibid_status read_items(ibid_instance *instance, const struct object *x, struct ibid_value *value)
{
    ibid_handle *items = allocate(instance, x->item_count + 1, sizeof *items);
    if (items == NULL)
        return IBID_ERROR;
    for (size_t i = 0; i < x->item_count; i++)
        items[i] = handle_of(x->items[i]);
    value->kind = x->kind == OBJECT_LIST ? IBID_LIST : IBID_TUPLE;
    value->items = items;
    value->item_count = x->item_count;
    return IBID_OK;
}

static enum ibid_status plugin_read(ibid_instance *instance, ibid_handle handle, struct ibid_value *value)
{
    const struct object *x = object_of(handle);
    *value = (struct ibid_value){.dtype = x->dtype != NULL ? x->dtype->name : NULL};
    switch (x->kind) {
    case OBJECT_NONE:
        value->kind = IBID_NONE;
        break;
    case OBJECT_BOOL:
        value->kind = IBID_BOOL;
        value->truth = x->integer != 0;
        break;
    case OBJECT_INT:
        value->kind = IBID_INT;
        snprintf(instance->text, sizeof instance->text, "%" PRId64, x->integer);
        value->text = x->digits != NULL ? x->digits : instance->text;
        break;
    case OBJECT_FLOAT:
    case OBJECT_COMPLEX:
        value->kind = x->kind == OBJECT_FLOAT ? IBID_FLOAT : IBID_COMPLEX;
        value->real = x->real;
        value->imaginary = x->imaginary;
        break;
    case OBJECT_STR:
        value->kind = IBID_STR;
        value->text = x->text;
        break;
    case OBJECT_LIST:
    case OBJECT_TUPLE:
        return read_items(instance, x, value);
    case OBJECT_ARRAY:
        read_array(instance, x, value);
        break;
    default:
        value->kind = IBID_OTHER;
        value->text = type_name(x);
    }
    return IBID_OK;
}

static uint64_t plugin_identity(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    return object_of(handle)->identity;
}

static void plugin_drop(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    object_of(handle)->handles--;
}

static struct ibid_failure plugin_last_error(ibid_instance *instance)
{
    return instance->failure;
}

/* Traced, a statement means what it means without. */
static void plugin_trace(ibid_instance *instance, int traced)
{
    (void)instance, (void)traced;
}

const struct ibid_plugin *ibid_plugin(void)
{
    static const struct ibid_plugin plugin = {
        .abi_version = IBID_PLUGIN_ABI,
        .struct_bytes = sizeof plugin,
        .name = "model",
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
        .trace = plugin_trace,
    };
    return &plugin;
}
