/* The list of expected failures that a run is held against, and its update. Mistakes are told on standard error. */
#ifndef IBID_COMMAND_EXPECTED_H
#define IBID_COMMAND_EXPECTED_H

#include "command/start.h"
#include "expect/expectations.h"

struct expected_use {
    const char *path; /* NULL: no list is used */
    struct expected_list list;
    struct expectations *expectations; /* NULL: no list is used */
    const char *version;               /* of the implementation, or NULL */
};

/*
 * Finds and reads the list: what --expected names, else impl/expected/NAME.json of a registered implementation that is
 * held to its own profile and ibid's own spec. False: exit with EXIT_USAGE.
 */
bool expected_start(struct arena *arena, const struct options *options, const struct started *started,
                    const struct spec *spec, const struct profile *profile, bool traced, struct expected_use *use);

/* Writes what --update-expected asks for, and tells the edits. False if it cannot be written. */
bool expected_finish(struct arena *arena, const struct expected_use *use);

/* Checks all lists in impl/expected, and in traced below it, against ibid's own spec. False: exit with EXIT_USAGE. */
bool expected_check(struct arena *arena, const struct spec *spec, size_t *list_count);

#endif
