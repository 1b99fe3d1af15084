#include "command/expected.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/places.h"
#include "base/replace.h"
#include "expect/date.h"
#include "expect/update.h"

static const char eager_folder[] = "impl/expected", traced_folder[] = "impl/expected/traced";

/* What the list in impl/expected is about; with anything else, its entries would not hold, or pass for others. */
static bool is_own_claim(const struct options *options, const struct started *started, const struct spec *spec,
                         const struct profile *profile)
{
    const char *own = started->implementation.profile;
    return options->argument_count == 0 && profile == (own != NULL ? spec_profile(spec, own) : NULL);
}

/* Sets use->path and what messages call it; leaves the path NULL if there is no list. */
static bool find_list(struct arena *arena, const struct options *options, const struct started *started, bool traced,
                      bool own_claim, struct expected_use *use, const char **file)
{
    const char *name = started->implementation.name;
    bool update = options->given[OPTION_UPDATE_EXPECTED];
    if (options->given[OPTION_EXPECTED]) {
        use->path = *file = options->values[OPTION_EXPECTED];
        return true;
    }
    if (name == NULL && update) {
        fprintf(stderr,
                "ibid: --update-expected needs to know which list: name it with --expected F, since '%s' is not the "
                "name of a registered implementation\n",
                started->implementation.selector);
        return false;
    }
    if (name == NULL)
        return true;
    *file = arena_printf(arena, "%s/%s.json", traced ? traced_folder : eager_folder, name);
    const char *path = arena_printf(arena, "%s/%s", place_root(arena), *file);
    if (own_claim) {
        use->path = path;
        return true;
    }
    if (update)
        fprintf(stderr,
                "ibid: %s is about %s held to its own profile and ibid's own spec: leave --profile and SPEC away, or "
                "name another list with --expected F\n",
                *file, name);
    else if (access(path, F_OK) == 0)
        fprintf(stderr,
                "ibid: %s is not used: it is about %s held to its own profile and ibid's own spec (--expected names a "
                "list for anything else)\n",
                *file, name);
    return !update;
}

static bool read_list(struct arena *arena, const char *path, const char *file, struct expected_list *list)
{
    struct text mistakes = TEXT_EMPTY;
    bool good = expected_list_read(arena, path, file, list, &mistakes);
    fputs(text_string(&mistakes), stderr);
    if (!good)
        fprintf(stderr, "ibid: the list of expected failures is wrong; nothing was run\n");
    text_free(&mistakes);
    return good;
}

bool expected_start(struct arena *arena, const struct options *options, const struct started *started,
                    const struct spec *spec, const struct profile *profile, bool traced, struct expected_use *use)
{
    *use = (struct expected_use){.path = NULL};
    const char *file = NULL;
    if (!find_list(arena, options, started, traced, is_own_claim(options, started, spec, profile), use, &file))
        return false;
    bool missing = use->path != NULL && access(use->path, F_OK) != 0;
    bool update = options->given[OPTION_UPDATE_EXPECTED];
    if (missing && options->given[OPTION_EXPECTED] && !update) {
        fprintf(stderr, "ibid: there is no file %s; with --update-expected it is written\n", use->path);
        return false;
    }
    if (use->path == NULL || (missing && !update))
        return true;
    const char *today = date_from_today(arena, 0);
    if (today == NULL) {
        fputs("ibid: SOURCE_DATE_EPOCH is not a number of seconds since 1970; unset it to go by the clock\n", stderr);
        return false;
    }
    use->list.file = file;
    if (!missing && !read_list(arena, use->path, file, &use->list))
        return false;
    use->version = json_string_value(json_object_get(pool_implementation(started->pool), "version"));
    use->expectations = expectations_new(arena, &use->list, spec, use->version, today);
    return true;
}

bool expected_finish(struct arena *arena, const struct expected_use *use)
{
    struct expected_update update;
    const char *message;
    expected_update(use->expectations, use->version, date_from_today(arena, NEW_ENTRY_DAYS), &update);
    bool changed = update.told.bytes > 0;
    bool written = !changed || replace_file(arena, use->path, &update.text, &message);
    if (!written)
        fprintf(stderr, "ibid: %s\n", message);
    else if (!changed)
        printf("\n%s fits this run as far as ibid can edit it; nothing was changed\n", use->list.file);
    else
        printf("\nUpdated %s:\n%s", use->list.file, text_string(&update.told));
    if (written && update.added > 0)
        printf("Write the reason and the url of what was added: until then it excuses nothing.\n");
    text_free(&update.text);
    text_free(&update.told);
    return written;
}

static const char list_ending[] = ".json";

static int is_list(const struct dirent *file)
{
    const char *ending = strrchr(file->d_name, '.');
    return ending != NULL && ending != file->d_name && strcmp(ending, list_ending) == 0;
}

/* A list under another name would never be read. */
static bool check_name(struct arena *arena, const char *file, const char *name, struct text *mistakes)
{
    struct registered_implementation *registered;
    size_t count, bytes = strlen(name) - strlen(list_ending);
    const char *message;
    if (!implementations_registered(arena, &registered, &count, &message)) {
        text_printf(mistakes, "%s\n", message);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (strlen(registered[i].name) == bytes && strncmp(registered[i].name, name, bytes) == 0)
            return true;
    text_printf(mistakes, "%s: no implementation is registered under this name; 'ibid list impls' shows their names\n",
                file);
    return false;
}

/* The lists in one folder; how many there are is added to the count. */
static bool check_folder(struct arena *arena, const struct spec *spec, const char *folder, struct text *mistakes,
                         size_t *list_count)
{
    struct dirent **files;
    int count = scandir(arena_printf(arena, "%s/%s", place_root(arena), folder), &files, is_list, alphasort);
    bool good = true;
    for (int i = 0; i < count; i++) {
        const char *file = arena_printf(arena, "%s/%s", folder, files[i]->d_name);
        const char *path = arena_printf(arena, "%s/%s", place_root(arena), file);
        struct expected_list list;
        good = check_name(arena, file, files[i]->d_name, mistakes) &&
               expected_list_read(arena, path, file, &list, mistakes) &&
               expected_list_check_ids(arena, &list, spec, mistakes) && good;
        free(files[i]);
    }
    if (count >= 0)
        free(files);
    *list_count += count > 0 ? (size_t)count : 0;
    return good;
}

bool expected_check(struct arena *arena, const struct spec *spec, size_t *list_count)
{
    struct text mistakes = TEXT_EMPTY;
    *list_count = 0;
    bool good = check_folder(arena, spec, eager_folder, &mistakes, list_count);
    good = check_folder(arena, spec, traced_folder, &mistakes, list_count) && good;
    fputs(text_string(&mistakes), stderr);
    text_free(&mistakes);
    return good;
}
