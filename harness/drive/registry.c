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

/* Or nothing at all. */
static bool is_object_of_strings(const json_t *strings)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)strings, name, value) if (!json_is_string(value)) return false;
    return strings == NULL || json_is_object(strings);
}

static const char *mistake_in(const json_t *entry)
{
    static const char *const strings[] = {"plugin", "version", "profile", "dialect"};
    if (string_of(entry, "description") == NULL)
        return "it needs a description";
    for (size_t index = 0; index < sizeof strings / sizeof *strings; index++)
        if (json_object_get(entry, strings[index]) != NULL && string_of(entry, strings[index]) == NULL)
            return "plugin, version, profile and dialect are strings";
    const json_t *command = json_object_get(entry, "command");
    if ((command != NULL) == (string_of(entry, "plugin") != NULL))
        return "it needs either a plugin or a command";
    if (command != NULL && json_array_size(command) == 0)
        return "command is a list of strings";
    for (size_t index = 0; index < json_array_size(command); index++)
        if (!json_is_string(json_array_get(command, index)))
            return "command is a list of strings";
    const json_t *environment = json_object_get(entry, "environment");
    if (environment != NULL && !json_is_object(environment) && !json_is_string(environment))
        return "environment is an object (see impl/environments/recipes.py), or the name of the entry whose it is";
    const json_t *versions = json_object_get(entry, "versions");
    if (versions != NULL && !json_is_array(versions))
        return "versions is a list of strings";
    for (size_t index = 0; index < json_array_size(versions); index++)
        if (!json_is_string(json_array_get(versions, index)))
            return "versions is a list of strings";
    const json_t *traced = json_object_get(entry, "traced");
    if (traced != NULL && !json_is_boolean(traced))
        return "traced is true or false";
    if (!is_object_of_strings(json_object_get(entry, "variables")))
        return "variables is an object of strings";
    const json_t *mutants = json_object_get(entry, "mutants");
    if (mutants != NULL && !json_is_boolean(mutants))
        return "mutants is true or false";
    if (!is_object_of_strings(json_object_get(entry, "hazards")))
        return "hazards is an object of strings";
    return NULL;
}

const char *registry_string(struct arena *arena, const json_t *entry, const char *key)
{
    const char *string = string_of(entry, key);
    return string == NULL ? NULL : arena_strdup(arena, string);
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

/* What the places in a command stand for. NULL where the entry has no such thing. */
struct places {
    const char *root;
    const char *environment;
    const char *python;
};

/* Finds the environment of an entry in the version asked for; false and *message if there is none. */
static bool find_places(struct arena *arena, const char *name, const char *version, const json_t *entry,
                        struct places *places, const char **message)
{
    static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+_-";
    *places = (struct places){.root = place_root(arena)};
    if (version != NULL && (version[0] == '\0' || version[0] == '.' || version[strspn(version, characters)] != '\0')) {
        *message = arena_printf(arena, "'%s@%s' names no version; write '%s@1.2.3' or '%s'", name, version, name, name);
        return false;
    }
    if (json_object_get(entry, "environment") == NULL) {
        if (version != NULL)
            *message = arena_printf(arena, "'%s@%s': %s comes with ibid and has no versions; write '%s'", name, version,
                                    name, name);
        return version == NULL;
    }
    if (version == NULL)
        version = string_of(entry, "version");
    if (version == NULL) {
        const char *python = getenv("IBID_PYTHON");
        places->python = python != NULL && python[0] != '\0' ? arena_strdup(arena, python) : "python3";
        return true;
    }
    const char *owner = string_of(entry, "environment");
    if (owner == NULL)
        owner = name;
    places->environment = arena_printf(arena, "%s/environments/%s@%s", place_cache(arena), owner, version);
    places->python = arena_printf(arena, "%s/bin/python", places->environment);
    if (access(arena_printf(arena, "%s/complete", places->environment), R_OK) == 0)
        return true;
    bool begun = access(places->environment, F_OK) == 0;
    *message = arena_printf(arena,
                            "the environment of %s@%s is %s (%s)\n"
                            "make it with: ibid setup %s@%s",
                            name, version, begun ? "half made" : "not there yet", places->environment, name, version);
    return false;
}

/* Replaces {root}, {environment} and {python}; what an entry does not have stays as it is. */
static const char *expand(struct arena *arena, const char *template, const struct places *places)
{
    const struct {
        const char *place, *value;
    } replacements[] = {{"{root}", places->root}, {"{environment}", places->environment}, {"{python}", places->python}};
    struct text text = TEXT_EMPTY;
    while (*template != '\0') {
        const char *value = NULL;
        for (size_t index = 0; index < sizeof replacements / sizeof *replacements && value == NULL; index++) {
            size_t place_bytes = strlen(replacements[index].place);
            if (replacements[index].value == NULL || strncmp(template, replacements[index].place, place_bytes) != 0)
                continue;
            value = replacements[index].value;
            template += place_bytes;
        }
        if (value != NULL)
            text_append(&text, value);
        else
            text_append_character(&text, *template ++);
    }
    return keep_text(arena, &text);
}

static const char *const *variables_of(struct arena *arena, const json_t *entry, const struct places *places)
{
    json_t *variables = json_object_get(entry, "variables"), *value;
    const char **strings = NULL, *name;
    size_t count = 0;
    if (places->environment != NULL) { /* not set: they would lead Python out of it */
        ARENA_APPEND(arena, strings, count, "PYTHONPATH");
        ARENA_APPEND(arena, strings, count, "PYTHONHOME");
    }
    if (count == 0 && json_object_size(variables) == 0)
        return NULL;
    json_object_foreach(variables, name, value) ARENA_APPEND(
        arena, strings, count, arena_printf(arena, "%s=%s", name, expand(arena, json_string_value(value), places)));
    ARENA_APPEND(arena, strings, count, NULL);
    return strings;
}

bool registry_resolve(struct arena *arena, const char *name, const char *version, const json_t *entry,
                      const char *const *options, struct implementation *implementation, const char **message)
{
    struct places places;
    if (!find_places(arena, name, version, entry, &places, message))
        return false;
    const char *plugin = string_of(entry, "plugin");
    implementation->environment = variables_of(arena, entry, &places);
    if (plugin != NULL) {
        const char *path = arena_printf(arena, "%s/%s", place_programs(arena), plugin);
        if (access(path, R_OK) != 0) {
            *message = json_object_get(entry, "environment") != NULL
                           ? arena_printf(arena, "the plugin of %s is not built yet (%s)\nmake it with: ibid setup %s",
                                          name, path, name)
                           : arena_printf(arena, "the plugin of %s, %s, is missing: build ibid again", name, path);
            return false;
        }
        implementation->command = host_command(arena, path, options, message);
        return implementation->command != NULL;
    }
    const json_t *templates = json_object_get(entry, "command");
    const char **command = NULL;
    size_t count = 0;
    for (size_t index = 0; index < json_array_size(templates); index++)
        ARENA_APPEND(arena, command, count,
                     expand(arena, json_string_value(json_array_get(templates, index)), &places));
    ARENA_APPEND(arena, command, count, NULL);
    implementation->command = command;
    return true;
}
