#include "command/locked_ids.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/places.h"
#include "base/replace.h"
#include "command/start.h"

enum { MOST_FILE_BYTES = 64 * 1024 * 1024 };

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* One folder is a whole spec. Of single files, one could not say that an id is gone. */
static const char *find_path(struct arena *arena, const struct options *options)
{
    const char *folder = options->argument_count == 0   ? arena_printf(arena, "%s/spec", place_root(arena))
                         : options->argument_count == 1 ? options->arguments[0]
                                                        : NULL;
    return folder != NULL && is_folder(folder) ? arena_printf(arena, "%s/ids.lock", folder) : NULL;
}

static bool refuse(const char *message)
{
    fprintf(stderr, "ibid: %s\n", message);
    return false;
}

static bool read_file(struct arena *arena, const char *path, struct text *text, bool *exists)
{
    FILE *file = fopen(path, "rb");
    *exists = file != NULL || errno != ENOENT;
    bool good = file != NULL ? text_append_file(text, file, MOST_FILE_BYTES) : !*exists;
    if (!good)
        fprintf(stderr, "ibid: %s: cannot be read: %s\n", path, strerror(errno));
    else if (strlen(text_string(text)) != text->bytes)
        good = refuse(arena_printf(arena, "%s: has a zero byte in it, so it is no file of ids", path));
    if (file != NULL)
        fclose(file);
    return good;
}

static bool hold(struct arena *arena, const struct options *options, const struct spec *spec, const struct text *text,
                 struct locked_ids *locked, int *exit_code)
{
    struct mistakes mistakes = {.arena = arena};
    const char *retire = options->values[OPTION_RETIRE];
    struct ids before = ids_read(locked->path, text, &mistakes);
    locked->update = ids_update(spec, &before, retire, &mistakes);
    const struct ids_update *update = &locked->update;
    mistakes_finish(&mistakes);
    *exit_code = EXIT_SPEC;
    if (mistakes.count > 0) {
        tell_mistakes(mistakes.items, mistakes.count, "");
        return false;
    }
    *exit_code = EXIT_USAGE;
    if (retire != NULL && update->retired == 0) {
        fprintf(stderr, "ibid: nothing is retired: no id that matches '%s' is gone from the spec\n", retire);
        return false;
    }
    return true;
}

bool locked_ids_check(struct arena *arena, const struct options *options, const struct spec *spec,
                      struct locked_ids *locked, int *exit_code)
{
    bool update = options->given[OPTION_UPDATE_IDS], exists;
    *locked = (struct locked_ids){.path = find_path(arena, options)};
    *exit_code = EXIT_USAGE;
    if (options->given[OPTION_RETIRE] && !update)
        return refuse("--retire says what --update-ids is to write: give both");
    if (locked->path == NULL)
        return !update ||
               refuse("--update-ids takes the folder of a whole spec, since single files cannot tell what is gone");
    struct text text = TEXT_EMPTY;
    *exit_code = EXIT_SPEC;
    bool good = read_file(arena, locked->path, &text, &exists);
    if (good && !exists && !update)
        locked->path = NULL;
    else
        good = good && hold(arena, options, spec, &text, locked, exit_code);
    text_free(&text);
    return good;
}

bool locked_ids_write(struct arena *arena, const struct locked_ids *locked)
{
    const struct ids_update *update = &locked->update;
    struct text text = TEXT_EMPTY;
    const char *message;
    ids_write(&text, &update->ids);
    bool written = replace_file(arena, locked->path, &text, &message);
    text_free(&text);
    if (!written)
        return refuse(message);
    printf("%s: %zu ids added, %zu renamed, %zu retired\n", locked->path, update->added, update->renamed,
           update->retired);
    return true;
}

void locked_ids_tell(const struct options *options, const struct locked_ids *locked)
{
    const struct ids_update *update = &locked->update;
    if (locked->path != NULL && update->added + update->renamed > 0)
        printf("%zu new and %zu renamed ids are not in %s yet; write them down: ibid check --update-ids%s%s\n",
               update->added, update->renamed, locked->path, options->argument_count > 0 ? " " : "",
               options->argument_count > 0 ? options->arguments[0] : "");
}
