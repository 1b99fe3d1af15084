/* Inside drive: answers to choices as the options of a plugin, from "jax,array_iadd=rebinds" or "@FILE". */
#ifndef IBID_DRIVE_ANSWERS_H
#define IBID_DRIVE_ANSWERS_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * "NAME=VALUE" strings, ending in NULL, in the arena; `dialect` is the one where `text` names none.
 * *profile is the dialect if nothing overrides it, else NULL. NULL and *message (in the arena) if the
 * text is wrong or the file cannot be used.
 */
const char *const *answers_parse(struct arena *arena, const char *text, const char *dialect, const char **profile,
                                 const char **message);

#endif
