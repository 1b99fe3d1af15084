/* The plugin interface around the unbroken implementation. Handles that cross it are places in `given`, plus one. */
#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "mutant.h"

static struct mutant *mutant_of(ibid_instance *instance)
{
    return (struct mutant *)(void *)instance;
}

static int plugin_supports(enum ibid_operation operation)
{
    return unbroken()->supports(operation);
}

static enum ibid_status plugin_open(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                                    struct ibid_failure *failure)
{
    struct mutant *mutant = calloc(1, sizeof *mutant);
    struct ibid_option *others = calloc(option_count + 1, sizeof *others);
    *failure = (struct ibid_failure){IBID_ERROR_MEMORY, "no memory"};
    if (mutant == NULL || others == NULL) {
        free(mutant);
        free(others);
        return IBID_ERROR;
    }
    size_t other_count = 0;
    const char *mistake = NULL;
    mutant->options = others;
    breakage_begin(&mutant->breakage);
    for (size_t i = 0; i < option_count; i++)
        if (!breakage_option(&mutant->breakage, &options[i], &mistake))
            others[other_count++] = options[i];
    enum ibid_status status = IBID_ERROR;
    if (mistake != NULL)
        *failure = (struct ibid_failure){IBID_ERROR_VALUE, mistake};
    else
        status = unbroken()->open(others, other_count, &mutant->unbroken, failure);
    if (status == IBID_OK)
        *instance = (ibid_instance *)(void *)mutant;
    else
        mutant_free(mutant);
    return status;
}

static void plugin_close(ibid_instance *instance)
{
    struct mutant *mutant = mutant_of(instance);
    for (size_t i = 0; i < mutant->became_from.count; i++) {
        release(mutant, mutant->became_from.items[i]);
        release(mutant, mutant->became_to.items[i]);
    }
    for (size_t i = 0; i < mutant->kept.count; i++)
        release(mutant, mutant->kept.items[i]);
    unbroken()->close(mutant->unbroken);
    mutant_free(mutant);
}

/* A handle for ibid. */
static ibid_handle give(struct mutant *mutant, ibid_handle owned, bool is_name)
{
    size_t capacity = mutant->given.capacity;
    handles_add(&mutant->given, owned);
    if (mutant->given.capacity != capacity) {
        bool *is_names = realloc(mutant->given_is_name, mutant->given.capacity * sizeof *is_names);
        if (is_names == NULL)
            abort();
        mutant->given_is_name = is_names;
    }
    mutant->given_is_name[mutant->given.count - 1] = is_name;
    return mutant->given.count;
}

/* The object behind one of ibid's handles, before anything became of it. */
static ibid_handle given(const struct mutant *mutant, ibid_handle handle)
{
    return mutant->given.items[handle - 1];
}

static ibid_handle object_of(struct mutant *mutant, ibid_handle handle)
{
    return resolved(mutant, given(mutant, handle));
}

static enum ibid_status plugin_make(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result)
{
    struct mutant *mutant = mutant_of(instance);
    ibid_handle made = 0;
    enum ibid_status status = unbroken()->make(mutant->unbroken, value, &made);
    if (status == IBID_OK)
        *result = give(mutant, made, false);
    else
        mutant->failure = unbroken()->last_error(mutant->unbroken);
    return status;
}

static void read_call(struct mutant *mutant, struct operation_call *call, const ibid_handle *arguments,
                      const struct ibid_keyword *keywords)
{
    ibid_handle *objects = allocate(mutant, call->argument_count + MAXIMUM_ARGUMENTS, sizeof *objects);
    for (size_t i = 0; i < call->argument_count; i++)
        objects[i] = object_of(mutant, arguments[i]);
    call->arguments = objects;
    call->keywords = allocate(mutant, call->keyword_count + 1, sizeof *call->keywords);
    for (size_t i = 0; i < call->keyword_count; i++)
        call->keywords[i] = (struct ibid_keyword){keywords[i].name, object_of(mutant, keywords[i].value)};
}

static enum ibid_status plugin_call(ibid_instance *instance, enum ibid_operation operation,
                                    const ibid_handle *arguments, size_t argument_count,
                                    const struct ibid_keyword *keywords, size_t keyword_count, ibid_handle *result)
{
    struct mutant *mutant = mutant_of(instance);
    struct operation_call call = {
        .operation = operation, .argument_count = argument_count, .keyword_count = keyword_count};
    read_call(mutant, &call, arguments, keywords);
    const struct operation_call as_given = call;
    ibid_handle object = 0;
    const struct hook *hook = mutant->breakage.hook;
    bool breaks = hook != NULL && hook->call != NULL && breakage_applies(mutant, &call);
    enum ibid_status status = breaks ? hook->call(mutant, &call, &object) : forward(mutant, &call, &object);
    /* What an object became has its identity. */
    if (status == IBID_OK && operation == IBID_OP_ID && !breaks && mutant->became_to.count > 0)
        object = make_integer(mutant, (int64_t)first_identity(mutant, as_given.arguments[0]));
    if (status == IBID_OK) {
        origins_note(mutant, &as_given, object);
        *result = give(mutant, own(mutant, object), false);
    }
    release_temporaries(mutant);
    return status;
}

static enum ibid_status plugin_bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    struct mutant *mutant = mutant_of(instance);
    const struct hook *hook = mutant->breakage.hook;
    ibid_handle object = given(mutant, value), bound = 0;
    enum ibid_status status = IBID_OK;
    if (hook != NULL && hook->bind != NULL && breakage_applies_to_value(mutant, resolved(mutant, object))) {
        status = hook->bind(mutant, resolved(mutant, object), &bound);
        bound = status == IBID_OK ? own(mutant, bound) : 0;
    } else {
        status = unbroken()->bind(mutant->unbroken, held == 0 ? 0 : given(mutant, held), object, &bound);
        if (status != IBID_OK)
            mutant->failure = unbroken()->last_error(mutant->unbroken);
    }
    if (status == IBID_OK)
        *result = give(mutant, bound, true);
    release_temporaries(mutant);
    return status;
}

static enum ibid_status plugin_read(ibid_instance *instance, ibid_handle handle, struct ibid_value *value)
{
    struct mutant *mutant = mutant_of(instance);
    enum ibid_status status = unbroken()->read(mutant->unbroken, object_of(mutant, handle), value);
    if (status != IBID_OK) {
        mutant->failure = unbroken()->last_error(mutant->unbroken);
        return status;
    }
    ibid_handle *items = allocate(mutant, value->item_count + 1, sizeof *items);
    for (size_t i = 0; i < value->item_count; i++)
        items[i] = give(mutant, value->items[i], false);
    value->items = items;
    return status;
}

static uint64_t plugin_identity(ibid_instance *instance, ibid_handle handle)
{
    struct mutant *mutant = mutant_of(instance);
    const struct hook *hook = mutant->breakage.hook;
    uint64_t identity = first_identity(mutant, given(mutant, handle));
    if (hook != NULL && hook->identity != NULL && breakage_applies_to_value(mutant, object_of(mutant, handle)))
        identity = hook->identity(mutant, object_of(mutant, handle), identity);
    release_temporaries(mutant);
    return identity;
}

static bool has_name(struct mutant *mutant, uint64_t identity)
{
    for (size_t i = 0; i < mutant->given.count; i++)
        if (mutant->given.items[i] != 0 && mutant->given_is_name[i] &&
            identity_of(mutant, mutant->given.items[i]) == identity)
            return true;
    return false;
}

static void plugin_drop(ibid_instance *instance, ibid_handle handle)
{
    struct mutant *mutant = mutant_of(instance);
    const struct hook *hook = mutant->breakage.hook;
    ibid_handle object = given(mutant, handle);
    bool was_name = mutant->given_is_name[handle - 1];
    mutant->given.items[handle - 1] = 0;
    if (was_name && hook != NULL && hook->nameless != NULL && !has_name(mutant, identity_of(mutant, object)) &&
        breakage_applies_to_value(mutant, object)) {
        hook->nameless(mutant, object);
        release_temporaries(mutant);
    }
    release(mutant, object);
}

static struct ibid_failure plugin_last_error(ibid_instance *instance)
{
    return mutant_of(instance)->failure;
}

static void plugin_trace(ibid_instance *instance, int traced)
{
    struct mutant *mutant = mutant_of(instance);
    mutant->traced = traced != 0;
    unbroken()->trace(mutant->unbroken, traced);
}

const struct ibid_plugin *ibid_plugin(void)
{
    static struct ibid_plugin plugin = {
        .abi_version = IBID_PLUGIN_ABI,
        .struct_bytes = sizeof plugin,
        .name = "mutant",
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
    plugin.trace = unbroken()->trace != NULL ? plugin_trace : NULL;
    return &plugin;
}
