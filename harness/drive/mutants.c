#include "drive/mutants.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/places.h"
#include "drive/registry.h"

static const char default_profile[] = "numpy";
static const char extension[] = ".json";
enum { LARGE_FROM = 8191 };

/* What is wrong with a row, or NULL. */
static const char *mistake_in(const json_t *row)
{
    static const char *const keys[] = {"name", "wrong", "profile", "how", "of", "system", "native"};
    const char *key;
    json_t *value;
    if (!json_is_object(row))
        return "it is not an object";
    json_object_foreach((json_t *)row, key, value)
    {
        bool known = false;
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            known = known || strcmp(keys[i], key) == 0;
        if (!known)
            return "its keys are name, wrong, profile, and how and of, or system and native";
        if (strcmp(key, "how") != 0 && strcmp(key, "native") != 0 && !json_is_string(value))
            return "name, wrong, profile, of and system are strings";
    }
    const char *name = json_string_value(json_object_get(row, "name"));
    if (name == NULL || json_object_get(row, "wrong") == NULL)
        return "it needs a name and wrong, a sentence";
    if (name[0] == '\0' || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
        return "a name consists of small letters, digits and \"-\"";
    bool of_system = json_object_get(row, "system") != NULL;
    if (of_system && (json_object_get(row, "how") != NULL || json_object_get(row, "of") != NULL))
        return "a mutant of a system has native, and neither how nor of";
    const json_t *how = json_object_get(row, of_system ? "native" : "how");
    if (json_object_size(how) == 0)
        return of_system ? "native is an object from operations to native text: see impl/mutants/README.md"
                         : "how is an object of options of the plugin: see impl/mutants/README.md";
    json_object_foreach((json_t *)how, key, value)
    {
        if (!json_is_string(value))
            return "what stands in how or native are strings";
    }
    return NULL;
}

/* "NAME=VALUE,…" as options. */
static void add_options(struct arena *arena, const char *text, const char ***options, size_t *count)
{
    while (text != NULL && *text != '\0') {
        size_t bytes = strcspn(text, ",");
        ARENA_APPEND(arena, *options, *count, arena_printf(arena, "%.*s", (int)bytes, text));
        text += bytes + (text[bytes] == ',');
    }
}

static const char *const *options_of(struct arena *arena, const json_t *how, const char *profile, const char *more)
{
    const char **options = NULL, *name;
    size_t count = 0;
    json_t *value;
    ARENA_APPEND(arena, options, count, arena_printf(arena, "dialect=%s", profile));
    add_options(arena, more, &options, &count);
    json_object_foreach((json_t *)how, name, value)
        ARENA_APPEND(arena, options, count, arena_printf(arena, "%s=%s", name, json_string_value(value)));
    ARENA_APPEND(arena, options, count, NULL);
    return options;
}

/* Names of operations, separated by commas. */
static const char *keys_of(struct arena *arena, const json_t *object)
{
    const char *keys = NULL, *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) keys =
        keys == NULL ? arena_strdup(arena, key) : arena_printf(arena, "%s,%s", keys, key);
    return keys;
}

static const char *compact(struct arena *arena, const json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    const char *kept = arena_strdup(arena, text);
    free(text);
    return kept;
}

/* From the size on that buffers often have; "above": "1" is about small arrays too. */
static bool is_wrong_when_large(const json_t *how)
{
    const char *above = json_string_value(json_object_get(how, "above"));
    return above != NULL && strtol(above, NULL, 10) >= LARGE_FROM;
}

static struct mutant mutant_of_row(struct arena *arena, const char *chapter, const json_t *row)
{
    struct mutant mutant = {.name = registry_string(arena, row, "name"),
                            .chapter = chapter,
                            .wrong = registry_string(arena, row, "wrong"),
                            .profile = registry_string(arena, row, "profile"),
                            .system = registry_string(arena, row, "system")};
    if (mutant.system != NULL) {
        mutant.native = compact(arena, json_object_get(row, "native"));
        mutant.on = keys_of(arena, json_object_get(row, "native"));
        if (mutant.profile == NULL)
            mutant.profile = mutant.system;
        return mutant;
    }
    if (mutant.profile == NULL)
        mutant.profile = default_profile;
    mutant.on = registry_string(arena, json_object_get(row, "how"), "on");
    mutant.large = is_wrong_when_large(json_object_get(row, "how"));
    const char *of = registry_string(arena, row, "of"), *colon = of == NULL ? NULL : strchr(of, ':');
    mutant.of = colon == NULL ? of : arena_printf(arena, "%.*s", (int)(colon - of), of);
    mutant.of_options = colon == NULL ? NULL : colon + 1;
    mutant.options = options_of(arena, json_object_get(row, "how"), mutant.profile, mutant.of_options);
    return mutant;
}

static bool has(const struct mutant *mutants, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(mutants[i].name, name) == 0)
            return true;
    return false;
}

static bool read_rows(struct arena *arena, const char *path, const char *chapter, const json_t *rows,
                      struct mutant **mutants, size_t *count, const char **message)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const char *mistake = mistake_in(row), *name = json_string_value(json_object_get(row, "name"));
        if (mistake == NULL && has(*mutants, *count, name))
            mistake = "there is another one of this name";
        if (mistake != NULL) {
            *message =
                arena_printf(arena, "%s: mutant %zu (%s): %s", path, i + 1, name != NULL ? name : "no name", mistake);
            return false;
        }
        struct mutant mutant = mutant_of_row(arena, chapter, row);
        ARENA_APPEND(arena, *mutants, *count, mutant);
    }
    return true;
}

static bool read_chapter(struct arena *arena, const char *folder, const char *file, struct mutant **mutants,
                         size_t *count, const char **message)
{
    const char *path = arena_printf(arena, "%s/%s", folder, file);
    const char *chapter = arena_strndup(arena, file, strlen(file) - strlen(extension));
    json_error_t error;
    json_t *rows = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    bool good = json_is_array(rows);
    if (rows == NULL)
        *message = arena_printf(arena, "%s:%d:%d: %s", path, error.line, error.column, error.text);
    else if (!good)
        *message = arena_printf(arena, "%s: it is not a list", path);
    good = good && read_rows(arena, path, chapter, rows, mutants, count, message);
    json_decref(rows);
    return good;
}

static int is_table(const struct dirent *entry)
{
    size_t bytes = strlen(entry->d_name), end = strlen(extension);
    return bytes > end && strcmp(entry->d_name + bytes - end, extension) == 0;
}

bool mutants_read(struct arena *arena, struct mutant **mutants, size_t *count, const char **message)
{
    const char *folder = arena_printf(arena, "%s/impl/mutants/table", place_root(arena));
    struct dirent **files;
    int file_count = scandir(folder, &files, is_table, alphasort);
    *mutants = NULL;
    *count = 0;
    if (file_count < 0) {
        *message = arena_printf(arena, "%s: %s (IBID_ROOT can name ibid's folder)", folder, strerror(errno));
        return false;
    }
    bool good = true;
    for (int i = 0; i < file_count; i++) {
        good = good && read_chapter(arena, folder, files[i]->d_name, mutants, count, message);
        free(files[i]);
    }
    free(files);
    return good;
}

static bool breaks_something(const struct mutant *mutant)
{
    static const char key[] = "break=";
    for (size_t i = 0; mutant->options != NULL && mutant->options[i] != NULL; i++)
        if (strncmp(mutant->options[i], key, sizeof key - 1) == 0)
            return true;
    return false;
}

void mutants_of(struct mutant *mutants, size_t *count, const char *plugin, const char *profile)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (mutants[i].system == NULL && (mutants[i].of == NULL || strcmp(mutants[i].of, plugin) == 0) &&
            breaks_something(&mutants[i]) && strcmp(mutants[i].profile, profile) == 0) {
            mutants[kept] = mutants[i];
            mutants[kept++].of = plugin;
        }
    *count = kept;
}

struct mutant mutant_unbroken(struct arena *arena, const struct mutant *mutant)
{
    struct mutant unbroken = {.name = "unbroken",
                              .profile = mutant->profile,
                              .large = true,
                              .of = mutant->of,
                              .of_options = mutant->of_options,
                              .system = mutant->system};
    if (mutant->system == NULL)
        unbroken.options = options_of(arena, NULL, mutant->profile, mutant->of_options);
    return unbroken;
}

bool mutants_are_kin(const struct mutant *left, const struct mutant *right)
{
    return same_string(left->system, right->system) && strcmp(left->profile, right->profile) == 0 &&
           same_string(left->of, right->of) && same_string(left->of_options, right->of_options);
}

const struct mutant *mutant_read(struct arena *arena, const char *name, const char **message)
{
    struct mutant *mutants;
    size_t count;
    if (!mutants_read(arena, &mutants, &count, message))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (strcmp(mutants[i].name, name) == 0)
            return &mutants[i];
    *message = arena_printf(arena, "there is no mutant '%s'; 'ibid list mutants' names all", name);
    return NULL;
}
