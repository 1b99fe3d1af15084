/* For realpath. */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/replace.h"

enum { NEW_FILE_MODE = 0644, NEW_FOLDER_MODE = 0755 };

/* The file that a link leads to, so that the link stays one. */
static const char *where_it_is(struct arena *arena, const char *path)
{
    char resolved[PATH_MAX];
    return arena_strdup(arena, realpath(path, resolved) != NULL ? resolved : path);
}

static bool write_all(int file, const struct text *text)
{
    for (size_t done = 0; done < text->bytes;) {
        ssize_t count = write(file, text->data + done, text->bytes - done);
        if (count < 0 && errno != EINTR)
            return false;
        done += count > 0 ? (size_t)count : 0;
    }
    return fsync(file) == 0;
}

bool replace_file(struct arena *arena, const char *path, const struct text *text, const char **message)
{
    const char *target = where_it_is(arena, path);
    char *beside = arena_printf(arena, "%s.XXXXXX", target);
    struct stat before;
    mode_t mode = stat(target, &before) == 0 ? before.st_mode & 0777 : NEW_FILE_MODE;
    /* If it cannot be made and is missing, the file in it cannot be made either, and says so. */
    mkdir(dirname(arena_strdup(arena, target)), NEW_FOLDER_MODE);
    int file = mkstemp(beside);
    bool written = file >= 0 && fchmod(file, mode) == 0 && write_all(file, text);
    int error = errno;
    if (file >= 0 && close(file) != 0 && written) {
        written = false;
        error = errno;
    }
    if (written && rename(beside, target) == 0)
        return true;
    error = written ? errno : error;
    if (file >= 0)
        unlink(beside);
    *message = arena_printf(arena, "%s: cannot be written: %s", path, strerror(error));
    return false;
}
