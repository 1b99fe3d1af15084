#include "drive/implementation.h"

#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "drive/answers.h"
#include "drive/mutants.h"
#include "drive/registry.h"

static const char *const no_options[] = {NULL};

static const char *const *hazards_of(struct arena *arena, const json_t *entry)
{
    const char **hazards = NULL, *name;
    size_t count = 0;
    json_t *link;
    json_object_foreach(json_object_get(entry, "hazards"), name, link)
        ARENA_APPEND(arena, hazards, count, arena_strdup(arena, name));
    ARENA_APPEND(arena, hazards, count, NULL);
    return hazards;
}

static bool resolve_registered(struct arena *arena, const char *name, const char *rest, const json_t *entry,
                               struct implementation *implementation, const char **message)
{
    const char *profile = json_string_value(json_object_get(entry, "profile"));
    const char *dialect = json_string_value(json_object_get(entry, "dialect"));
    const char *const *options = no_options;
    const char *reason;
    const char *version = rest[0] == '@' ? rest + 1 : NULL;
    if (rest[0] == ':' && dialect == NULL) {
        *message = arena_printf(arena, "'%s': %s has no dialects; write '%s'", implementation->selector, name, name);
        return false;
    }
    if (rest[0] == ':' && json_is_true(json_object_get(entry, "mutants"))) {
        const struct mutant *mutant = mutant_read(arena, rest + 1, &reason);
        if (mutant != NULL)
            return implementation_of_mutant(arena, mutant, implementation, message);
        *message = arena_printf(arena, "--impl %s: %s", implementation->selector, reason);
        return false;
    }
    if (dialect != NULL) {
        options = answers_parse(arena, rest[0] == ':' ? rest + 1 : dialect, dialect, &profile, &reason);
        if (options == NULL) {
            *message = arena_printf(arena, "--impl %s: %s", implementation->selector, reason);
            return false;
        }
    }
    implementation->name = rest[0] == ':' ? NULL : arena_strdup(arena, name);
    implementation->profile = profile == NULL ? NULL : arena_strdup(arena, profile);
    implementation->hazards = hazards_of(arena, entry);
    return registry_resolve(arena, name, version, entry, options, implementation, message);
}

/* The entry that mutants are mutants of, and its name. */
static const json_t *mutated_entry(json_t *registry, const struct mutant *mutant, const char **name)
{
    json_t *entry;
    json_object_foreach(registry, *name, entry)
    {
        if (mutant->system != NULL ? strcmp(*name, mutant->system) == 0
                                   : json_is_true(json_object_get(entry, "mutants")))
            return entry;
    }
    return NULL;
}

static void add_variable(struct arena *arena, const char *name, const char *value, struct implementation *implementation)
{
    const char **environment = NULL;
    size_t count = 0;
    for (size_t i = 0; implementation->environment != NULL && implementation->environment[i] != NULL; i++)
        ARENA_APPEND(arena, environment, count, implementation->environment[i]);
    ARENA_APPEND(arena, environment, count, arena_printf(arena, "%s=%s", name, value));
    ARENA_APPEND(arena, environment, count, NULL);
    implementation->environment = environment;
}

bool implementation_of_mutant(struct arena *arena, const struct mutant *mutant, struct implementation *implementation,
                              const char **message)
{
    json_t *registry = registry_load_new(arena, message);
    if (registry == NULL)
        return false;
    const char *name;
    const json_t *entry = mutated_entry(registry, mutant, &name);
    bool resolved = false;
    *message = mutant->system == NULL
                   ? "no entry of impl/implementations.json has mutants"
                   : arena_printf(arena, "impl/implementations.json has no entry %s", mutant->system);
    *implementation = (struct implementation){.profile = mutant->profile};
    if (entry != NULL) {
        implementation->selector = arena_printf(arena, "mutant:%s", mutant->name);
        resolved = registry_resolve(arena, name, NULL, entry, mutant->options, implementation, message);
    }
    /* Where drivers in Python look for operations that are to be written otherwise. */
    if (resolved && mutant->native != NULL)
        add_variable(arena, "IBID_NATIVE", mutant->native, implementation);
    if (resolved && mutant->of != NULL)
        add_variable(arena, "IBID_MUTANTS_OF", mutant->of, implementation);
    json_decref(registry);
    return resolved;
}

bool implementations_registered(struct arena *arena, struct registered_implementation **implementations, size_t *count,
                                const char **message)
{
    json_t *registry = registry_load_new(arena, message), *entry;
    if (registry == NULL)
        return false;
    *implementations = NULL;
    *count = 0;
    const char *name;
    json_object_foreach(registry, name, entry)
    {
        struct registered_implementation registered = {
            .name = arena_strdup(arena, name),
            .description = registry_string(arena, entry, "description"),
            .profile = registry_string(arena, entry, "profile"),
            .version = registry_string(arena, entry, "version"),
            .dialect = registry_string(arena, entry, "dialect"),
            .traced = json_is_true(json_object_get(entry, "traced")),
        };
        if (registered.profile == NULL)
            registered.profile = registered.dialect;
        const json_t *versions = json_object_get(entry, "versions");
        for (size_t index = 0; index < json_array_size(versions); index++)
            ARENA_APPEND(arena, registered.versions, registered.version_count,
                         arena_strdup(arena, json_string_value(json_array_get(versions, index))));
        struct implementation implementation = {.selector = registered.name};
        const char *reason;
        if (!resolve_registered(arena, registered.name, "", entry, &implementation, &reason))
            registered.missing = reason;
        ARENA_APPEND(arena, *implementations, *count, registered);
    }
    json_decref(registry);
    return true;
}

/* Programs too are shared objects in ELF's eyes where they can be loaded anywhere, but they name an interpreter. */
static bool is_elf_shared_object(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    Elf64_Ehdr header;
    bool shared = read(file, &header, sizeof header) == (ssize_t)sizeof header &&
                  memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && header.e_ident[EI_CLASS] == ELFCLASS64 &&
                  header.e_type == ET_DYN && header.e_phentsize == sizeof(Elf64_Phdr);
    for (unsigned index = 0; shared && index < header.e_phnum; index++) {
        Elf64_Phdr segment;
        off_t offset = (off_t)(header.e_phoff + index * sizeof segment);
        if (pread(file, &segment, sizeof segment, offset) != (ssize_t)sizeof segment || segment.p_type == PT_INTERP)
            shared = false;
    }
    close(file);
    return shared;
}

static bool ends_in(const char *text, const char *end)
{
    size_t text_bytes = strlen(text), end_bytes = strlen(end);
    return text_bytes > end_bytes && strcmp(text + text_bytes - end_bytes, end) == 0;
}

/* A name without a slash would be looked up in PATH. */
static const char *as_path(struct arena *arena, const char *file)
{
    return strchr(file, '/') != NULL ? arena_strdup(arena, file) : arena_printf(arena, "./%s", file);
}

/* The shell's `exec` takes a simple command only: without it the shell stays, which does no harm. */
static const char *shell_text(struct arena *arena, const char *command)
{
    bool compound = strpbrk(command, ";&|()\n") != NULL;
    size_t name_bytes = strspn(command, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
    bool assignment = name_bytes > 0 && command[name_bytes] == '=';
    if (compound)
        return arena_strdup(arena, command);
    return arena_printf(arena, assignment ? "exec env %s" : "exec %s", command);
}

static const char *const *argv_of(struct arena *arena, const char *first, const char *second, const char *third)
{
    const char **command = ARENA_ARRAY(arena, const char *, 4);
    command[0] = first;
    command[1] = second;
    command[2] = third;
    return command;
}

static const char *unknown(struct arena *arena, const char *selector, const json_t *registry)
{
    struct text text = TEXT_EMPTY;
    text_printf(&text, "there is no implementation '%s'; registered are", selector);
    const char *name;
    json_t *entry;
    const char *separator = " ";
    json_object_foreach((json_t *)registry, name, entry)
    {
        text_printf(&text, "%s%s", separator, name);
        separator = ", ";
    }
    text_append(&text, "\n--impl also takes the path of a shared object (./plugin.so), the path of a driver "
                       "(./driver), or a command in quotes (\"python3 driver.py\")");
    return keep_text(arena, &text);
}

static bool resolve_other(struct arena *arena, const char *selector, const json_t *registry,
                          struct implementation *implementation, const char **message)
{
    struct stat status;
    bool is_file = stat(selector, &status) == 0 && S_ISREG(status.st_mode);
    if (is_file && (ends_in(selector, ".so") || is_elf_shared_object(selector))) {
        implementation->command = host_command(arena, as_path(arena, selector), no_options, message);
        return implementation->command != NULL;
    }
    if (is_file && access(selector, X_OK) == 0) {
        implementation->command = argv_of(arena, as_path(arena, selector), NULL, NULL);
        return true;
    }
    if (selector[strspn(selector, " \t\n")] == '\0') {
        *message = unknown(arena, selector, registry);
        return false;
    }
    if (!is_file && strpbrk(selector, " \t\n") != NULL) {
        implementation->command = argv_of(arena, "sh", "-c", shell_text(arena, selector));
        return true;
    }
    if (is_file)
        *message = arena_printf(arena,
                                "%s is neither a shared object nor executable: make it executable, or name the "
                                "program that runs it, as in \"python3 %s\"",
                                selector, selector);
    else if (strchr(selector, '/') != NULL || ends_in(selector, ".so"))
        *message = arena_printf(arena, "there is no file %s", selector);
    else
        *message = unknown(arena, selector, registry);
    return false;
}

bool implementation_resolve(struct arena *arena, const char *selector, struct implementation *implementation,
                            const char **message)
{
    *implementation = (struct implementation){.selector = arena_strdup(arena, selector)};
    json_t *registry = registry_load_new(arena, message);
    if (registry == NULL)
        return false;
    size_t name_bytes = strcspn(selector, ":@");
    const char *name = arena_strndup(arena, selector, name_bytes);
    const json_t *entry = json_object_get(registry, name);
    bool resolved = entry != NULL
                        ? resolve_registered(arena, name, selector + name_bytes, entry, implementation, message)
                        : resolve_other(arena, selector, registry, implementation, message);
    json_decref(registry);
    return resolved;
}
