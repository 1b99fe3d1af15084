#include "drive/registry.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/places.h"
#include "base/text.h"

static const char *string_of(const json_t *entry, const char *key)
{
    return json_string_value(json_object_get(entry, key));
}

static const char *mistake_in(const json_t *entry)
{
    static const char *const strings[] = {"plugin", "environment", "profile", "dialect"};
    if (string_of(entry, "description") == NULL)
        return "it needs a description";
    for (size_t index = 0; index < sizeof strings / sizeof *strings; index++)
        if (json_object_get(entry, strings[index]) != NULL && string_of(entry, strings[index]) == NULL)
            return "plugin, environment, profile and dialect are strings";
    const json_t *command = json_object_get(entry, "command");
    if ((command != NULL) == (string_of(entry, "plugin") != NULL))
        return "it needs either a plugin or a command";
    if (command != NULL && json_array_size(command) == 0)
        return "command is a list of strings";
    for (size_t index = 0; index < json_array_size(command); index++)
        if (!json_is_string(json_array_get(command, index)))
            return "command is a list of strings";
    const json_t *variables = json_object_get(entry, "variables");
    if (variables != NULL && !json_is_object(variables))
        return "variables is an object of strings";
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)variables, name,
                        value) if (!json_is_string(value)) return "variables is an object of strings";
    return NULL;
}

json_t *registry_load_new(struct arena *arena, const char **message)
{
    const char *path = arena_printf(arena, "%s/impl/implementations.json", place_root(arena));
    json_error_t error;
    json_t *registry = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(registry)) {
        const char *what = registry == NULL ? error.text : "it is not an object";
        *message = registry == NULL && error.line <= 0
                       ? arena_printf(arena, "%s: %s (IBID_ROOT can name ibid's folder)", path, what)
                       : arena_printf(arena, "%s:%d: %s", path, registry == NULL ? error.line : 1, what);
        json_decref(registry);
        return NULL;
    }
    const char *name;
    json_t *entry;
    json_object_foreach(registry, name, entry)
    {
        const char *mistake = json_is_object(entry) ? mistake_in(entry) : "it is not an object";
        if (mistake == NULL)
            continue;
        *message = arena_printf(arena, "%s: \"%s\": %s", path, name, mistake);
        json_decref(registry);
        return NULL;
    }
    return registry;
}

const char *const *host_command(struct arena *arena, const char *plugin, const char *const *options,
                                const char **message)
{
    const char *host = arena_printf(arena, "%s/ibid-host", place_programs(arena));
    if (access(host, X_OK) != 0) {
        *message = arena_printf(arena, "the host of plugins, %s, is missing: build ibid again", host);
        return NULL;
    }
    const char **command = NULL;
    size_t count = 0;
    ARENA_APPEND(arena, command, count, host);
    ARENA_APPEND(arena, command, count, plugin);
    for (size_t index = 0; options[index] != NULL; index++)
        ARENA_APPEND(arena, command, count, options[index]);
    ARENA_APPEND(arena, command, count, NULL);
    return command;
}

/* The interpreter for an entry, or NULL and *message. */
static const char *python_of(struct arena *arena, const char *name, const json_t *entry, const char **message)
{
    const char *environment = string_of(entry, "environment");
    if (environment == NULL) {
        const char *python = getenv("IBID_PYTHON");
        return python != NULL && python[0] != '\0' ? arena_strdup(arena, python) : "python3";
    }
    const char *python = arena_printf(arena, "%s/environments/%s/bin/python", place_cache(arena), environment);
    if (access(python, X_OK) == 0)
        return python;
    *message = arena_printf(arena,
                            "%s needs the environment '%s', which is not there yet (no %s)\n"
                            "make it with: %s/script/setup %s",
                            name, environment, python, place_root(arena), environment);
    return NULL;
}

/* Replaces {root} and {python}; NULL and *message if there is no interpreter. */
static const char *expand(struct arena *arena, const char *template, const char *name, const json_t *entry,
                          const char **message)
{
    static const char root[] = "{root}", python[] = "{python}";
    struct text text = TEXT_EMPTY;
    bool complete = true;
    while (*template != '\0' && complete) {
        if (strncmp(template, root, sizeof root - 1) == 0) {
            text_append(&text, place_root(arena));
            template += sizeof root - 1;
        } else if (strncmp(template, python, sizeof python - 1) == 0) {
            const char *interpreter = python_of(arena, name, entry, message);
            complete = interpreter != NULL;
            if (complete)
                text_append(&text, interpreter);
            template += sizeof python - 1;
        } else {
            text_append_character(&text, *template ++);
        }
    }
    const char *expanded = complete ? arena_strdup(arena, text_string(&text)) : NULL;
    text_free(&text);
    return expanded;
}

static const char *const *variables_of(struct arena *arena, const json_t *entry)
{
    json_t *variables = json_object_get(entry, "variables"), *value;
    if (json_object_size(variables) == 0)
        return NULL;
    const char **strings = NULL, *name;
    size_t count = 0;
    json_object_foreach(variables, name, value)
        ARENA_APPEND(arena, strings, count, arena_printf(arena, "%s=%s", name, json_string_value(value)));
    ARENA_APPEND(arena, strings, count, NULL);
    return strings;
}

bool registry_resolve(struct arena *arena, const char *name, const json_t *entry, const char *const *options,
                      struct implementation *implementation, const char **message)
{
    const char *plugin = string_of(entry, "plugin");
    implementation->environment = variables_of(arena, entry);
    if (plugin != NULL) {
        const char *path = arena_printf(arena, "%s/%s", place_programs(arena), plugin);
        if (access(path, R_OK) != 0) {
            *message = arena_printf(arena, "the plugin of %s, %s, is missing: build ibid again", name, path);
            return false;
        }
        implementation->command = host_command(arena, path, options, message);
        return implementation->command != NULL;
    }
    const json_t *templates = json_object_get(entry, "command");
    const char **command = NULL;
    size_t count = 0;
    for (size_t index = 0; index < json_array_size(templates); index++) {
        const char *template = json_string_value(json_array_get(templates, index));
        const char *argument = expand(arena, template, name, entry, message);
        if (argument == NULL)
            return false;
        ARENA_APPEND(arena, command, count, argument);
    }
    ARENA_APPEND(arena, command, count, NULL);
    implementation->command = command;
    return true;
}
