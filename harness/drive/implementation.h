/*
 * From what --impl says to a command that can be started. It says one of
 *
 *   NAME                     registered in impl/implementations.json
 *   NAME@VERSION             the same in another version than the registered one
 *   NAME:DIALECT             the model, answering as that profile does; more answers may follow:
 *   NAME:DIALECT,CHOICE=ANSWER,…   NAME:CHOICE=ANSWER,…   NAME:@FILE
 *   mutant:NAME              the model with one thing broken: a row of impl/mutants/table/
 *   PATH                     a shared object with the plugin interface, or a program that is a driver
 *   COMMAND                  a driver with its arguments, for the shell
 *
 * where FILE is JSON with an object of choices and answers, or a results file, whose fingerprint is
 * taken. A registered name wins over a file of that name; ./NAME is the file.
 */
#ifndef IBID_DRIVE_IMPLEMENTATION_H
#define IBID_DRIVE_IMPLEMENTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* All of it lives in the arena. Command and environment are as pool_options has them. */
struct implementation {
    const char *selector; /* as given */
    const char *name;     /* as registered, where it answers as registered: not NAME:DIALECT; else NULL */
    const char *const *command;
    const char *const *environment; /* NULL if nothing is to be added */
    const char *profile;            /* the profile it is held to by default, or NULL */
    const char *const *hazards;     /* what it does wrong in random programs: explore/hazards.def; ends in NULL; or NULL
                                       for nothing */
};

struct registered_implementation {
    const char *name;
    const char *description; /* one line */
    const char *profile;     /* or NULL */
    const char *version;     /* the one meant by the name alone, or NULL */
    const char *dialect;     /* of the model: the one meant by the name alone; else NULL */
    const char **versions;   /* the other versions that reports are made of */
    size_t version_count;
    bool traced;         /* it can be run with --mode traced */
    const char *missing; /* why it cannot be started now, or NULL */
};

/*
 * False and *message (a sentence or more, in the arena) if there is nothing that could be started.
 * What a driver needs is looked for here: a missing environment is told with the command that makes it.
 */
bool implementation_resolve(struct arena *arena, const char *selector, struct implementation *implementation,
                            const char **message);

/* The mutant, as "mutant:NAME" selects it. *message as above. */
struct mutant;
bool implementation_of_mutant(struct arena *arena, const struct mutant *mutant, struct implementation *implementation,
                              const char **message);

/* In the order of the file, in the arena. False and *message (in the arena) if it cannot be read. */
bool implementations_registered(struct arena *arena, struct registered_implementation **implementations, size_t *count,
                                const char **message);

#endif
