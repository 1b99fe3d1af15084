/* The plugin itself: which operations there are, and what ibid asks of it. */
#include "objects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Of a number, as in bits(x, -1): the notation has no negative constants. */
static struct object *negative(struct call *call)
{
    const struct object *x = argument(call, 0);
    if (x->kind == IBID_FLOAT)
        return new_float(call, -x->real);
    if (x->kind == IBID_COMPLEX)
        return new_complex(call, -x->real, -x->imaginary);
    if (x->kind != IBID_INT)
        return unsupported(call, "only numbers are negated");
    struct object *object = new_object(call->instance, IBID_INT);
    object->text = checked(malloc(strlen(x->text) + 2));
    if (x->text[0] == '-')
        strcpy(object->text, x->text + 1);
    else
        sprintf(object->text, "%s%s", strcmp(x->text, "0") == 0 ? "" : "-", x->text);
    return object;
}

static const struct entry own[] = {
    {IBID_OP_UNARY_MINUS, negative},
    {IBID_OP_MAKE_LIST, make_list},
    {IBID_OP_MAKE_TUPLE, make_tuple},
    {IBID_OP_MAKE_SLICE, make_slice},
    {IBID_OP_IS, is},
    {IBID_OP_IS_NOT, is_not},
    {IBID_OP_ID, identity_of},
    {0, NULL},
};

static perform_function *find(const struct entry *entry, enum ibid_operation operation)
{
    while (entry->perform != NULL && entry->operation != operation)
        entry++;
    return entry->perform;
}

static int supports(enum ibid_operation operation)
{
    return find(table, operation) != NULL || find(own, operation) != NULL;
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
        object = new_object_with_text(instance, (int)value->kind, value->text);
    } else {
        object = new_object(instance, (int)value->kind);
        object->real = value->real;
        object->imaginary = value->imaginary;
    }
    *result = handle_of(object);
    return IBID_OK;
}

/* The author's entries come first; what they do not support, -x of a number, may be one of ours. */
static enum ibid_status perform(ibid_instance *instance, enum ibid_operation operation, const ibid_handle *arguments,
                                size_t count, const struct ibid_keyword *keywords, size_t keyword_count,
                                ibid_handle *result)
{
    struct call call = {instance, arguments, count, keywords, keyword_count, IBID_UNSUPPORTED};
    perform_function *authors = find(table, operation), *ours = find(own, operation);
    struct object *object = authors != NULL ? authors(&call) : unsupported(&call, "@NAME@ has no such operation");
    if (object == NULL && call.status == IBID_UNSUPPORTED && ours != NULL)
        object = ours(&call);
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
        object->native_class->describe(object->native, value);
    if (value->kind == IBID_OTHER && value->text == NULL)
        value->text = object->kind == KIND_NATIVE ? object->native_class->name : "slice";
    return IBID_OK;
}

/* Names are bound to objects, as in Python: a second name is one more reference. */
static enum ibid_status bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    (void)instance;
    (void)held;
    retain(object_of(value));
    *result = value;
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
        .bind = bind,
        .read = read_object,
        .identity = identity,
        .drop = drop,
        .last_error = last_error,
    };
    return &plugin;
}
