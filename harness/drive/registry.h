/* Inside drive: the file of registered implementations, impl/implementations.json. */
#ifndef IBID_DRIVE_REGISTRY_H
#define IBID_DRIVE_REGISTRY_H

#include <jansson.h>

#include "drive/implementation.h"

/*
 * The file as an object from names to entries, each checked: a new reference; NULL and *message (in
 * the arena) if it is missing or wrong. An entry has
 *
 *   description   one line
 *   plugin        a shared object beside the running program, or
 *   command       argv; {root} in it is ibid's folder, {environment} and {python} what `version` says
 *   environment   how `ibid setup` makes an environment: see impl/environments/recipes.py; or the name of
 *                 the entry whose environment, in the same version, serves this one too
 *   version       the version that is meant where a selector names none
 *   versions      further versions that reports are made of, a list of strings
 *   variables     environment variables to set, an object of strings; places are replaced as in command
 *   profile       the profile it is held to by default
 *   dialect       of a plugin that has dialects: the one it has by default, which is its profile too
 *   hazards       what it is known to do wrong in random programs: names of harness/explore/hazards.def, each with
 *                 the program that shows it and fails once it is mended; `ibid explore` leaves programs out that have them
 *   mutants       true if the names behind its colon are those of mutants
 *
 * and needs the first and one of the next two.
 */
json_t *registry_load_new(struct arena *arena, const char **message);

/* A string of an entry, in the arena, or NULL. */
const char *registry_string(struct arena *arena, const json_t *entry, const char *key);

/*
 * The command and the variables of an entry. `version` is what stands behind @ in the selector, or NULL;
 * `options` (ends in NULL) are for its plugin. An environment is the folder NAME@VERSION among those of
 * the cache, {python} is bin/python in it. Where neither the selector nor the entry has a version,
 * {python} is IBID_PYTHON, else python3.
 */
bool registry_resolve(struct arena *arena, const char *name, const char *version, const json_t *entry,
                      const char *const *options, struct implementation *implementation, const char **message);

/* argv that hosts a plugin in a process of its own, or NULL and *message if the host is missing. */
const char *const *host_command(struct arena *arena, const char *plugin, const char *const *options,
                                const char **message);

#endif
