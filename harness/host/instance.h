/*
 * One instance of a plugin while a program runs: everything that crosses the plugin interface goes
 * through here. Every name has a handle of its own; handles are counted while a statement uses them, and given back
 * the moment nobody needs them any more: a handle that is kept changes what an implementation does.
 */
#ifndef IBID_HOST_INSTANCE_H
#define IBID_HOST_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "host/loading.h"
#include "notation/ir.h"

struct reference {
    ibid_handle handle;
    size_t count;
    struct reference *next_free;
};

enum failure_status {
    FAILURE_NONE,
    FAILURE_ERROR,       /* as for a user of the implementation */
    FAILURE_UNSUPPORTED, /* what */
    FAILURE_BROKEN,      /* the plugin does not keep to the interface */
};

/* Why the last thing did not work. Strings live in the arena. */
struct failure {
    enum failure_status status;
    enum ibid_error_kind kind;
    const char *class_name;
    const char *what; /* UNSUPPORTED: "op flip" */
    const char *message;
};

struct instance {
    const struct loaded_plugin *plugin;
    struct arena *arena; /* of the request */
    ibid_instance *opened;
    struct reference *free_references;
    struct failure failure;
};

/* False and `failure` (BROKEN) if the plugin cannot open one. */
bool instance_open(struct instance *instance, const struct loaded_plugin *plugin, struct arena *arena);
/* Every reference was released before. */
void instance_close(struct instance *instance);

struct reference *retain(struct reference *reference);
/* Gives one count back, and the handle with the last. NULL is fine. */
void release(struct instance *instance, struct reference *reference);

/* A new reference for a constant, which `node` shows should it be unsupported; NULL and `failure`. */
struct reference *make_constant(struct instance *instance, const struct ibid_value *value, const struct node *node);
/* Performs an operation. A new reference; NULL and `failure`. */
struct reference *perform(struct instance *instance, const struct operation *operation, const ibid_handle *arguments,
                          size_t argument_count, const struct ibid_keyword *keywords, size_t keyword_count);

/*
 * What a name that holds `held`, or nothing if NULL, holds after an assignment of `value`. A new reference;
 * NULL and `failure`.
 */
struct reference *assigned_value(struct instance *instance, const struct reference *held,
                                 const struct reference *value);

/* Whether the plugin, or the host for it, has the operation. */
bool has_operation(const struct loaded_plugin *plugin, const struct operation *operation);

/* Sets `failure`; always NULL, for return statements. */
void *fail_name(struct instance *instance, const char *name);
void *fail_unsupported(struct instance *instance, const char *what, const char *reason);
void *fail_broken(struct instance *instance, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
