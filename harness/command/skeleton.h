/*
 * Skeletons of drivers: the files of impl/skeletons/LANGUAGE with @NAME@, @DIR@ and @ROOT@ in them filled
 * in, and with NAME in the names of files. next.txt is what to say to the user.
 */
#ifndef IBID_COMMAND_SKELETON_H
#define IBID_COMMAND_SKELETON_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

struct skeleton_file {
    const char *path;
    const char *content;
    mode_t mode;
};

/* All in the arena. */
struct skeleton {
    const char *folder;
    struct skeleton_file *files; /* sorted by path */
    size_t file_count;
    const char *advice; /* which files there are, and what comes next */
};

/* The names of the languages, sorted, in the arena. */
const char *const *skeleton_languages(struct arena *arena, size_t *count);

/* Makes it in memory. False and *message, in the arena, if ibid's own files cannot be read. */
bool skeleton_read(struct arena *arena, const char *language, const char *name, const char *folder,
                   struct skeleton *skeleton, const char **message);

/*
 * Writes it, making the folder if it is not there. A file is never overwritten: where one of that name
 * exists nothing is written at all. False and *message, in the arena.
 */
bool skeleton_write(struct arena *arena, const struct skeleton *skeleton, const char **message);

#endif
