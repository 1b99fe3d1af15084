#include "report/viewer.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/places.h"
#include "report/save.h"

/* pages/ is one below; no more are looked for. */
enum { DEEPEST = 3 };

static bool ends_with(const char *name, const char *end)
{
    size_t name_bytes = strlen(name), end_bytes = strlen(end);
    return name_bytes > end_bytes && strcmp(name + name_bytes - end_bytes, end) == 0;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* `below` is "" or ends in a slash. */
static bool find_below(struct arena *arena, struct viewer *viewer, const char *below, int depth, const char **message)
{
    const char *path = arena_printf(arena, "%s/%s", viewer->folder, below);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        *message =
            arena_printf(arena, "%s: the folder of the report's viewer cannot be read: %s", path, strerror(errno));
        return false;
    }
    bool fine = true;
    for (const struct dirent *entry; fine && (entry = readdir(folder)) != NULL;) {
        const char *name = arena_printf(arena, "%s%s", below, entry->d_name);
        if (entry->d_name[0] == '.')
            continue;
        if (ends_with(name, ".js") || ends_with(name, ".css"))
            ARENA_APPEND(arena, viewer->files, viewer->file_count, name);
        else if (below[0] == '\0' && ends_with(name, ".json"))
            ARENA_APPEND(arena, viewer->pages, viewer->page_count,
                         arena_strndup(arena, name, strlen(name) - strlen(".json")));
        else if (depth < DEEPEST && is_folder(arena_printf(arena, "%s/%s", viewer->folder, name)))
            fine = find_below(arena, viewer, arena_printf(arena, "%s/", name), depth + 1, message);
    }
    closedir(folder);
    return fine;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool viewer_find(struct arena *arena, struct viewer *viewer, const char **message)
{
    *viewer = (struct viewer){.folder = arena_printf(arena, "%s/reports/viewer", place_root(arena))};
    if (!find_below(arena, viewer, "", 0, message))
        return false;
    if (viewer->file_count > 0)
        qsort(viewer->files, viewer->file_count, sizeof *viewer->files, compare_names);
    if (viewer->page_count > 0)
        qsort(viewer->pages, viewer->page_count, sizeof *viewer->pages, compare_names);
    return true;
}

static bool copy(struct arena *arena, const char *from, const char *to, const char **message)
{
    struct text text = TEXT_EMPTY;
    const char *slash = strrchr(to, '/');
    bool fine = make_folder(arena, arena_strndup(arena, to, (size_t)(slash - to)), message) &&
                load(arena, from, &text, message) && save(arena, to, &text, message);
    text_free(&text);
    return fine;
}

bool viewer_copy(struct arena *arena, const struct viewer *viewer, const char *folder, const char **message)
{
    for (size_t i = 0; i < viewer->file_count; i++)
        if (!copy(arena, arena_printf(arena, "%s/%s", viewer->folder, viewer->files[i]),
                  arena_printf(arena, "%s/%s", folder, viewer->files[i]), message))
            return false;
    return true;
}
