/* Writing files that somebody relies on. */
#ifndef IBID_BASE_REPLACE_H
#define IBID_BASE_REPLACE_H

#include "base/arena.h"
#include "base/text.h"

/*
 * Writes the text into the file, all of it or nothing: beside it first, then over it. Makes the file's folder if that
 * is missing. False and *message (in the arena) if it cannot be written.
 */
bool replace_file(struct arena *arena, const char *path, const struct text *text, const char **message);

#endif
