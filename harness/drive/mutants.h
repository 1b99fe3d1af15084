/*
 * The table of mutants, impl/mutants/table/CHAPTER.json: implementations that are wrong in one thing each, by
 * the chapters of the spec that they are for. Each file is a list of rows, each an object of
 *
 *   name      small letters, digits and "-"
 *   wrong     one sentence: what it does wrong
 *   profile   the profile under which it runs, which is the dialect of what it breaks; "numpy" if left out
 *   how       options of the plugin (impl/mutants/breakage.h), an object of strings
 *   of        what is broken, where that is not the model: another plugin that comes with ibid, with options of its own,
 *             "reference:device=sim"
 *
 * or, where the model has nothing that could be broken, a real system with one of its operations written wrong:
 *
 *   system    the name of a registered implementation in Python; the profile of its name, if none is given;
 *             "none": what it shows itself decides what applies, where its profile leaves it open
 *   native    from operations to the native text that they are to have (impl/python/ibid_text.py), an object of strings
 */
#ifndef IBID_DRIVE_MUTANTS_H
#define IBID_DRIVE_MUTANTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct mutant {
    const char *name, *chapter, *wrong, *profile;
    const char *on;             /* the operations that it breaks, if it names them; else NULL */
    bool large;                 /* it is wrong above some thousand elements only */
    const char *const *options; /* "NAME=VALUE" for the plugin, the dialect first; ends in NULL */
    const char *system;         /* the registered implementation that is broken; NULL for the plugin */
    const char *of;             /* the plugin whose mutant it is, if not the model; a registered name, else NULL */
    const char *of_options;     /* and options that it has unbroken too, "NAME=VALUE,…"; NULL for none */
    const char *native;         /* then: the operations and their text, as JSON; NULL for the unbroken system */
};

/* By chapter and in the order of its file, in the arena. False and *message (in the arena) if it is missing or wrong.
 */
bool mutants_read(struct arena *arena, struct mutant **mutants, size_t *count, const char **message);
/*
 * Leaves those that another plugin with dialects can be a mutant by too, and makes them its own: they are of its profile,
 * and something is broken, not just answered as another dialect of the model does.
 */
void mutants_of(struct mutant *mutants, size_t *count, const char *plugin, const char *profile);
/* What a mutant is a mutant of, unbroken, under the same profile; its name is "unbroken". */
struct mutant mutant_unbroken(struct arena *arena, const struct mutant *mutant);
/* Whether two are mutants of one implementation under one profile. */
bool mutants_are_kin(const struct mutant *left, const struct mutant *right);
/* NULL and *message if there is none of that name, or the file is wrong. */
const struct mutant *mutant_read(struct arena *arena, const char *name, const char **message);

#endif
