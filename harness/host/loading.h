/* Loading a plugin (include/ibid/plugin.h) and asking it what it can do. */
#ifndef IBID_HOST_LOADING_H
#define IBID_HOST_LOADING_H

#include <stdbool.h>

#include "base/arena.h"
#include "ibid/plugin.h"

struct loaded_plugin {
    const char *path;
    const struct ibid_plugin *table;
    void (*trace)(ibid_instance *instance, int traced); /* the table's; NULL where it has none */
    const bool *supports; /* by number of operation; only numbers of the table of operations may be asked */
    const struct ibid_option *options;
    size_t option_count;
};

/*
 * Loads a plugin, which stays loaded until the process ends, and tries its options by opening an
 * instance. False and *message, what is wrong with it and what to do, if it cannot be used.
 */
bool plugin_load(struct arena *arena, const char *path, const struct ibid_option *options, size_t option_count,
                 struct loaded_plugin *plugin, const char **message);

#endif
