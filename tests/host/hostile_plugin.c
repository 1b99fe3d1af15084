/*
 * Plugins that do what none should, and read whatever they are told. Compiled with one of NO_SYMBOL, NO_TABLE,
 * OTHER_VERSION, SHORT_TABLE and NO_READ defined it cannot be used at all; with OLD_TABLE it ends where the first ones
 * did; else the option "on_call" says what it does when it is called.
 */
#include <ibid/plugin.h>

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef OTHER_VERSION
#define VERSION (IBID_PLUGIN_ABI + 1)
#else
#define VERSION IBID_PLUGIN_ABI
#endif
#ifdef SHORT_TABLE
#define TABLE_BYTES 16
#elif defined(OLD_TABLE)
#define TABLE_BYTES offsetof(struct ibid_plugin, trace)
#else
#define TABLE_BYTES sizeof(struct ibid_plugin)
#endif
#ifdef NO_READ
#define READ NULL
#else
#define READ read_object
#endif

struct ibid_instance {
    char on_call[40];
};

static int supports(enum ibid_operation operation)
{
    (void)operation;
    return 1;
}

static enum ibid_status open_instance(const struct ibid_option *options, size_t option_count, ibid_instance **instance,
                                      struct ibid_failure *failure)
{
    (void)failure;
    *instance = calloc(1, sizeof **instance);
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(options[i].name, "on_call") == 0)
            snprintf((*instance)->on_call, sizeof(*instance)->on_call, "%s", options[i].value);
    return IBID_OK;
}

static void close_instance(ibid_instance *instance)
{
    free(instance);
}

static enum ibid_status make(ibid_instance *instance, const struct ibid_value *value, ibid_handle *result)
{
    (void)instance;
    (void)value;
    *result = 1;
    return IBID_OK;
}

static enum ibid_status call(ibid_instance *instance, enum ibid_operation operation, const ibid_handle *arguments,
                             size_t argument_count, const struct ibid_keyword *keywords, size_t keyword_count,
                             ibid_handle *result)
{
    (void)operation;
    (void)arguments;
    (void)argument_count;
    (void)keywords;
    (void)keyword_count;
    const char *act = instance->on_call;
    static volatile int *nowhere;
    *result = 1;
    if (strcmp(act, "crash") == 0)
        *nowhere = 1;
    if (strcmp(act, "exit") == 0)
        exit(0);
    if (strcmp(act, "print") == 0) {
        puts("{\"id\": 1, \"broken\": \"printed by the plugin\"}");
        fflush(stdout);
        if (write(STDOUT_FILENO, "raw\n", 4) != 4)
            abort();
    }
    if (strcmp(act, "read input") == 0) {
        char line[100];
        if (fgets(line, sizeof line, stdin) != NULL)
            abort();
    }
    if (strcmp(act, "close input") == 0) {
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
    }
    if (strcmp(act, "no handle") == 0)
        *result = 0;
    if (strcmp(act, "unknown status") == 0)
        return (enum ibid_status)77;
    if (strcmp(act, "unknown kind") == 0)
        return IBID_ERROR;
    return IBID_OK;
}

static enum ibid_status bind(ibid_instance *instance, ibid_handle held, ibid_handle value, ibid_handle *result)
{
    (void)held;
    *result = strcmp(instance->on_call, "bind nothing") == 0 ? 0 : value;
    return strcmp(instance->on_call, "bind strangely") == 0 ? (enum ibid_status)78 : IBID_OK;
}

#ifndef NO_READ
static enum ibid_status read_object(ibid_instance *instance, ibid_handle handle, struct ibid_value *value)
{
    (void)handle;
    memset(value, 0, sizeof *value);
    value->kind = IBID_OTHER;
    if (strcmp(instance->on_call, "read unknown kind") == 0)
        value->kind = (enum ibid_kind)99;
    if (strcmp(instance->on_call, "read no shape") == 0) {
        value->kind = IBID_ARRAY;
        value->dtype = "int8";
        value->dimensions = 1;
    }
    if (strcmp(instance->on_call, "read array") == 0) {
        static const int64_t shape[] = {1, 3};
        value->kind = IBID_ARRAY;
        value->dtype = "int8";
        value->dimensions = 2;
        value->shape = shape;
        value->elements = "\1\2\377";
        value->elements_bytes = 3;
    }
    if (strcmp(instance->on_call, "read float") == 0) {
        value->kind = IBID_FLOAT;
        value->real = -1.5;
        value->dtype = "float32";
    }
    if (strcmp(instance->on_call, "read complex") == 0) {
        value->kind = IBID_COMPLEX;
        value->real = -INFINITY;
        value->imaginary = NAN;
    }
    if (strcmp(instance->on_call, "read bool") == 0) {
        value->kind = IBID_BOOL;
        value->dtype = "bool";
    }
    if (strcmp(instance->on_call, "read tuple") == 0)
        value->kind = IBID_TUPLE;
    if (strcmp(instance->on_call, "read other") == 0)
        value->text = "di\xe2\x82\xac\"ct\x01";
    if (strcmp(instance->on_call, "read nothing") == 0)
        return IBID_ERROR;
    return IBID_OK;
}

#endif

static uint64_t identity(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    return handle;
}

static void drop(ibid_instance *instance, ibid_handle handle)
{
    (void)instance;
    (void)handle;
}

static struct ibid_failure last_error(ibid_instance *instance)
{
    (void)instance;
    return (struct ibid_failure){(enum ibid_error_kind)1000, NULL};
}

static const struct ibid_plugin table = {
    .abi_version = VERSION,
    .struct_bytes = TABLE_BYTES,
    .name = "hostile",
    .version = "0",
    .supports = supports,
    .open = open_instance,
    .close = close_instance,
    .make = make,
    .call = call,
    .bind = bind,
    .read = READ,
    .identity = identity,
    .drop = drop,
    .last_error = last_error,
};

#ifdef NO_SYMBOL
IBID_PLUGIN_EXPORT const struct ibid_plugin *another_symbol(void);
IBID_PLUGIN_EXPORT const struct ibid_plugin *another_symbol(void)
{
    return &table;
}
#elif defined(NO_TABLE)
const struct ibid_plugin *ibid_plugin(void)
{
    return table.read == NULL ? &table : NULL;
}
#else
const struct ibid_plugin *ibid_plugin(void)
{
    return &table;
}
#endif
