#include "report/save.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool failed(struct arena *arena, const char *path, const char *doing, int error, const char **message)
{
    *message = arena_printf(arena, "%s: cannot be %s: %s", path, doing, strerror(error));
    return false;
}

bool save(struct arena *arena, const char *path, const struct text *text, const char **message)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdout : fopen(path, "w");
    if (file == NULL)
        return failed(arena, path, "written", errno, message);
    bool fine = text->bytes == 0 || fwrite(text->data, 1, text->bytes, file) == text->bytes;
    /* A full disk often shows only when the last bytes leave the buffer. */
    fine = fflush(file) == 0 && fine;
    int error = errno;
    if (!standard && fclose(file) != 0) {
        fine = false;
        error = errno;
    }
    return fine || failed(arena, standard ? "standard output" : path, "written", error, message);
}

bool make_folder(struct arena *arena, const char *path, const char **message)
{
    char *part = arena_strdup(arena, path);
    for (char *at = part + 1; part[0] != '\0' && *at != '\0'; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        /* What cannot be made here and is needed fails below, with the whole path. */
        mkdir(part, 0777);
        *at = '/';
    }
    if (mkdir(path, 0777) == 0)
        return true;
    int error = errno;
    struct stat status;
    if (error == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    return failed(arena, path, "made into a folder", error, message);
}

bool load(struct arena *arena, const char *path, struct text *text, const char **message)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return failed(arena, path, "opened", errno, message);
    int error = text_append_file(text, file, SIZE_MAX) ? 0 : errno;
    fclose(file);
    return error == 0 || failed(arena, path, "read", error, message);
}
