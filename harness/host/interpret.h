/*
 * Statements on an instance of a plugin, with Python's meaning: what is evaluated when, and how often.
 * Names live here; the plugin sees handles only.
 */
#ifndef IBID_HOST_INTERPRET_H
#define IBID_HOST_INTERPRET_H

#include "host/constants.h"
#include "host/instance.h"

struct variable {
    const char *name;
    struct reference *value;
};

/* A program's run: its names and the constants of what is compiled together. */
struct interpreter {
    struct instance instance;
    struct variable *variables; /* in the order in which they were bound */
    size_t variable_count;
    struct constants constants;
};

/* Executes one statement. False and instance.failure; what it had done by then stays, as in Python. */
bool execute(struct interpreter *interpreter, const struct node *statement);
/* The value a name is bound to, borrowed, or NULL. */
struct reference *variable_value(const struct interpreter *interpreter, const char *name);
/* Unbinds all names. */
void variables_release(struct interpreter *interpreter);

/*
 * What a statement needs that the plugin lacks, such as "op flip", in the order of execution; NULL if
 * nothing. Text in the arena.
 */
const char *missing_operation(struct arena *arena, const struct loaded_plugin *plugin, const struct node *statement);

#endif
