#include "command/skeleton.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/places.h"
#include "base/text.h"

static const char advice_file[] = "next.txt";

static int compare_strings(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* What a folder has, sorted, without what is hidden; nothing if there is no such folder. */
static const char *const *names_in(struct arena *arena, const char *folder, size_t *count)
{
    const char **names = NULL;
    *count = 0;
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return NULL;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "__pycache__") != 0)
            ARENA_APPEND(arena, names, *count, arena_strdup(arena, entry->d_name));
    closedir(directory);
    if (*count > 0)
        qsort(names, *count, sizeof *names, compare_strings);
    return names;
}

const char *const *skeleton_languages(struct arena *arena, size_t *count)
{
    return names_in(arena, arena_printf(arena, "%s/impl/skeletons", place_root(arena)), count);
}

/* Replaces each place, a string between places[i] and its value places[i + 1]; ends in NULL. */
static char *filled(struct arena *arena, const char *text, const char *const *places)
{
    struct text result = TEXT_EMPTY;
    while (*text != '\0') {
        size_t place = 0;
        while (places[place] != NULL && strncmp(text, places[place], strlen(places[place])) != 0)
            place += 2;
        if (places[place] == NULL) {
            text_append_character(&result, *text++);
        } else {
            text_append(&result, places[place + 1]);
            text += strlen(places[place]);
        }
    }
    return keep_text(arena, &result);
}

static char *content_of(struct arena *arena, const char *path, mode_t *mode, const char **message)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fstat(fileno(file), &status) != 0) {
        *message = arena_printf(arena, "%s: %s (IBID_ROOT can name ibid's folder)", path, strerror(errno));
        if (file != NULL)
            fclose(file);
        return NULL;
    }
    *mode = status.st_mode & 0777;
    struct text content = TEXT_EMPTY;
    bool good = text_append_file(&content, file, SIZE_MAX);
    if (!good)
        *message = arena_printf(arena, "%s: %s", path, strerror(errno));
    fclose(file);
    char *copy = good ? arena_strdup(arena, text_string(&content)) : NULL;
    text_free(&content);
    return copy;
}

bool skeleton_read(struct arena *arena, const char *language, const char *name, const char *folder,
                   struct skeleton *skeleton, const char **message)
{
    const char *root = place_root(arena), *source = arena_printf(arena, "%s/impl/skeletons/%s", root, language);
    const char *const in_texts[] = {"@NAME@", name, "@DIR@", folder, "@ROOT@", root, NULL};
    const char *const in_names[] = {"NAME", name, NULL};
    size_t count;
    const char *const *names = names_in(arena, source, &count);
    struct text advice = TEXT_EMPTY;
    const char *next = "";
    *skeleton = (struct skeleton){.folder = folder, .files = ARENA_ARRAY(arena, struct skeleton_file, count)};
    for (size_t i = 0; i < count; i++) {
        mode_t mode;
        const char *template = content_of(arena, arena_printf(arena, "%s/%s", source, names[i]), &mode, message);
        if (template == NULL) {
            text_free(&advice);
            return false;
        }
        const char *content = filled(arena, template, in_texts);
        if (strcmp(names[i], advice_file) == 0) {
            next = content;
            continue;
        }
        const char *path = arena_printf(arena, "%s/%s", folder, filled(arena, names[i], in_names));
        skeleton->files[skeleton->file_count++] = (struct skeleton_file){path, content, mode};
        text_printf(&advice, "wrote %s\n", path);
    }
    text_printf(&advice, "\n%s", next);
    skeleton->advice = arena_strdup(arena, text_string(&advice));
    text_free(&advice);
    return true;
}

static bool make_folder(struct arena *arena, const char *folder, const char **message)
{
    char *path = arena_strdup(arena, folder);
    for (char *slash = path + 1;; slash++) {
        if (*slash != '/' && *slash != '\0')
            continue;
        char end = *slash;
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            *message = arena_printf(arena, "the folder %s cannot be made: %s", path, strerror(errno));
            return false;
        }
        *slash = end;
        if (end == '\0')
            return true;
    }
}

static bool write_file(struct arena *arena, const struct skeleton_file *file, const char **message)
{
    int descriptor = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file->mode | S_IRUSR | S_IWUSR);
    size_t bytes = strlen(file->content), written = 0;
    bool good = descriptor >= 0;
    while (good && written < bytes) {
        ssize_t count = write(descriptor, file->content + written, bytes - written);
        good = count > 0;
        written += good ? (size_t)count : 0;
    }
    int error_number = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && good) {
        error_number = errno;
        good = false;
    }
    if (!good)
        *message = arena_printf(arena, "%s cannot be written: %s", file->path, strerror(error_number));
    return good;
}

bool skeleton_write(struct arena *arena, const struct skeleton *skeleton, const char **message)
{
    struct stat status;
    for (size_t i = 0; i < skeleton->file_count; i++) {
        if (lstat(skeleton->files[i].path, &status) != 0)
            continue;
        *message = arena_printf(arena,
                                "%s is there already, and nothing is overwritten; choose another NAME, or another "
                                "folder with --out",
                                skeleton->files[i].path);
        return false;
    }
    if (!make_folder(arena, skeleton->folder, message))
        return false;
    for (size_t i = 0; i < skeleton->file_count; i++)
        if (!write_file(arena, &skeleton->files[i], message))
            return false;
    return true;
}
