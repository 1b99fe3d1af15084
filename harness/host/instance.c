#include "host/instance.h"

#include <stdarg.h>

#include "notation/print.h"

bool instance_open(struct instance *instance, const struct loaded_plugin *plugin, struct arena *arena)
{
    *instance = (struct instance){.plugin = plugin, .arena = arena};
    struct ibid_failure failure = {IBID_ERROR_OTHER, NULL};
    if (plugin->table->open(plugin->options, plugin->option_count, &instance->opened, &failure) == IBID_OK)
        return true;
    instance->opened = NULL;
    fail_broken(instance, "the plugin cannot open an instance: %s",
                failure.message != NULL ? failure.message : "it did not say why");
    return false;
}

void instance_close(struct instance *instance)
{
    if (instance->opened != NULL)
        instance->plugin->table->close(instance->opened);
    instance->opened = NULL;
}

void *fail_name(struct instance *instance, const char *name)
{
    instance->failure = (struct failure){FAILURE_ERROR, IBID_ERROR_NAME, "NameError", NULL,
                                         arena_printf(instance->arena, "name '%s' is not defined", name)};
    return NULL;
}

void *fail_unsupported(struct instance *instance, const char *what, const char *reason)
{
    instance->failure = (struct failure){FAILURE_UNSUPPORTED, IBID_ERROR_UNSUPPORTED,
                                         error_kind_name(IBID_ERROR_UNSUPPORTED), what, reason};
    return NULL;
}

void *fail_broken(struct instance *instance, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    instance->failure =
        (struct failure){.status = FAILURE_BROKEN, .message = arena_vprintf(instance->arena, format, arguments)};
    va_end(arguments);
    return NULL;
}

struct reference *retain(struct reference *reference)
{
    reference->count++;
    return reference;
}

void release(struct instance *instance, struct reference *reference)
{
    if (reference == NULL || --reference->count > 0)
        return;
    instance->plugin->table->drop(instance->opened, reference->handle);
    reference->next_free = instance->free_references;
    instance->free_references = reference;
}

static struct reference *new_reference(struct instance *instance, ibid_handle handle)
{
    struct reference *reference = instance->free_references;
    if (reference != NULL)
        instance->free_references = reference->next_free;
    else
        reference = ARENA_NEW(instance->arena, struct reference);
    reference->handle = handle;
    reference->count = 1;
    return reference;
}

/* What make and call have in common: turns a status into a reference or a failure. `what` was done. */
static struct reference *result_of(struct instance *instance, enum ibid_status status, ibid_handle handle,
                                   const char *what)
{
    if (status == IBID_OK && handle != 0)
        return new_reference(instance, handle);
    if (status == IBID_OK)
        return fail_broken(instance, "the plugin answered IBID_OK to %s, but gave no handle", what);
    if (status != IBID_ERROR && status != IBID_UNSUPPORTED)
        return fail_broken(instance, "the plugin answered %s with the unknown status %d", what, (int)status);

    struct ibid_failure said = instance->plugin->table->last_error(instance->opened);
    const char *message = arena_strdup(instance->arena, said.message != NULL ? said.message : "");
    if (status == IBID_UNSUPPORTED)
        return fail_unsupported(instance, what, message);
    const char *kind_name = error_kind_name(said.kind);
    if (error_kind_by_name(kind_name) != (int)said.kind)
        return fail_broken(instance, "the plugin failed at %s with the unknown kind of error %d: %s", what,
                           (int)said.kind, message);
    /* The interface has no types of errors: the kind stands for it. */
    instance->failure = (struct failure){FAILURE_ERROR, said.kind, kind_name, NULL, message};
    return NULL;
}

struct reference *make_constant(struct instance *instance, const struct ibid_value *value, const struct node *node)
{
    ibid_handle handle = 0;
    enum ibid_status status = instance->plugin->table->make(instance->opened, value, &handle);
    if (status == IBID_OK && handle != 0)
        return new_reference(instance, handle);
    return result_of(instance, status, handle,
                     arena_printf(instance->arena, "constant %s", print_string(instance->arena, node)));
}

struct reference *assigned_value(struct instance *instance, const struct reference *held, const struct reference *value)
{
    ibid_handle handle = 0;
    enum ibid_status status =
        instance->plugin->table->bind(instance->opened, held == NULL ? 0 : held->handle, value->handle, &handle);
    return result_of(instance, status, handle, "assignment");
}

bool has_operation(const struct loaded_plugin *plugin, const struct operation *operation)
{
    return plugin->supports[operation->number] || operation->number == IBID_OP_PASSED;
}

struct reference *perform(struct instance *instance, const struct operation *operation, const ibid_handle *arguments,
                          size_t argument_count, const struct ibid_keyword *keywords, size_t keyword_count)
{
    ibid_handle handle = 0;
    if (!instance->plugin->supports[operation->number])
        return fail_unsupported(
            instance, arena_printf(instance->arena, "op %s", operation->name),
            arena_printf(instance->arena, "%s has no such operation", instance->plugin->table->name));
    enum ibid_status status = instance->plugin->table->call(instance->opened, operation->number, arguments,
                                                            argument_count, keywords, keyword_count, &handle);
    if (status == IBID_OK && handle != 0)
        return new_reference(instance, handle);
    return result_of(instance, status, handle, arena_printf(instance->arena, "op %s", operation->name));
}
