/* Writing what a report made. */
#ifndef IBID_REPORT_SAVE_H
#define IBID_REPORT_SAVE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* Into the file, or to standard output if the path is "-". False and *message if that failed. */
bool save(struct arena *arena, const char *path, const struct text *text, const char **message);
/* Makes the folder and those above it, as far as they are missing. */
bool make_folder(struct arena *arena, const char *path, const char **message);
/* Appends the file's content. */
bool load(struct arena *arena, const char *path, struct text *text, const char **message);

#endif
