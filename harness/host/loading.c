#include "host/loading.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "notation/operations.h"

static const char symbol[] = "ibid_plugin";

/* What the table lacks, or NULL. */
static const char *missing_member(const struct ibid_plugin *table)
{
    return table->name == NULL         ? "name"
           : table->version == NULL    ? "version"
           : table->supports == NULL   ? "supports"
           : table->open == NULL       ? "open"
           : table->close == NULL      ? "close"
           : table->make == NULL       ? "make"
           : table->call == NULL       ? "call"
           : table->bind == NULL       ? "bind"
           : table->read == NULL       ? "read"
           : table->identity == NULL   ? "identity"
           : table->drop == NULL       ? "drop"
           : table->last_error == NULL ? "last_error"
                                       : NULL;
}

/* What came later may be missing. */
static const size_t needed_bytes = offsetof(struct ibid_plugin, trace);

/* Before anything else is looked at: what another version of the interface has there is not known. */
static bool check_table(struct arena *arena, const char *path, const struct ibid_plugin *table, const char **message)
{
    if (table == NULL) {
        *message = arena_printf(arena, "%s: %s() returned NULL; it has to return the plugin's table", path, symbol);
        return false;
    }
    if (table->abi_version != IBID_PLUGIN_ABI) {
        *message =
            arena_printf(arena,
                         "%s was compiled for version %lu of the plugin interface, and this ibid has version %d: "
                         "compile it against this ibid's include/ibid/plugin.h",
                         path, (unsigned long)table->abi_version, IBID_PLUGIN_ABI);
        return false;
    }
    if (table->struct_bytes < needed_bytes) {
        *message = arena_printf(arena,
                                "%s: its struct ibid_plugin has %lu bytes, and %zu are expected: set struct_bytes to "
                                "sizeof(struct ibid_plugin) and compile it against this ibid's include/ibid/plugin.h",
                                path, (unsigned long)table->struct_bytes, needed_bytes);
        return false;
    }
    const char *missing = missing_member(table);
    if (missing != NULL)
        *message =
            arena_printf(arena, "%s: the member %s of its struct ibid_plugin is NULL; every member but trace is needed",
                         path, missing);
    return missing == NULL;
}

static const bool *ask_supports(struct arena *arena, const struct ibid_plugin *table)
{
    size_t count, limit = 0;
    const struct operation *operations = operations_all(&count);
    for (size_t i = 0; i < count; i++)
        if ((size_t)operations[i].number >= limit)
            limit = (size_t)operations[i].number + 1;
    bool *supports = ARENA_ARRAY(arena, bool, limit);
    for (size_t i = 0; i < count; i++)
        supports[operations[i].number] = table->supports(operations[i].number) != 0;
    return supports;
}

static bool try_options(struct arena *arena, const struct loaded_plugin *plugin, const char **message)
{
    ibid_instance *instance = NULL;
    struct ibid_failure failure = {IBID_ERROR_OTHER, NULL};
    if (plugin->table->open(plugin->options, plugin->option_count, &instance, &failure) == IBID_OK) {
        plugin->table->close(instance);
        return true;
    }
    *message = arena_printf(arena, "%s cannot start: %s", plugin->path,
                            failure.message != NULL ? failure.message : "it did not say why");
    return false;
}

bool plugin_load(struct arena *arena, const char *path, const struct ibid_option *options, size_t option_count,
                 struct loaded_plugin *plugin, const char **message)
{
    /* A bare name is a file here, as it is for every other command, and not one of the system's libraries. */
    const char *file = strchr(path, '/') != NULL ? path : arena_printf(arena, "./%s", path);
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        *message = arena_printf(arena, "%s cannot be loaded as a plugin: %s", path, dlerror());
        return false;
    }
    const struct ibid_plugin *(*entry)(void);
    void *found = dlsym(library, symbol);
    if (found == NULL) {
        *message = arena_printf(arena,
                                "%s is no plugin of ibid: it does not export %s(); define it as include/ibid/plugin.h "
                                "declares it",
                                path, symbol);
        return false;
    }
    /* ISO C has no cast from an object's to a function's address; POSIX says that the bytes are the same. */
    memcpy(&entry, &found, sizeof entry);
    *plugin = (struct loaded_plugin){.path = path, .table = entry(), .options = options, .option_count = option_count};
    if (!check_table(arena, path, plugin->table, message))
        return false;
    plugin->supports = ask_supports(arena, plugin->table);
    plugin->trace = plugin->table->struct_bytes >= sizeof *plugin->table ? plugin->table->trace : NULL;
    return try_options(arena, plugin, message);
}
