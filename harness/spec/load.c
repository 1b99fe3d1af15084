#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "spec/chapters.h"
#include "spec/check.h"
#include "spec/declare.h"
#include "spec/digest.h"
#include "spec/lint.h"
#include "spec/sandbox.h"
#include "spec/suggest.h"
#include "spec/topics.h"

/* More than any file that a person wrote. */
enum { MOST_FILE_BYTES = 4 * 1024 * 1024, MOST_FOLDERS = 16 };
static const long long items_per_file = 2000000;

struct paths {
    const char **items;
    size_t count;
};

static int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool is_lua_file(const char *name)
{
    size_t bytes = strlen(name);
    return bytes > 4 && strcmp(name + bytes - 4, ".lua") == 0;
}

static void unreadable(struct mistakes *mistakes, const char *path, const char *what)
{
    mistake_add(mistakes, path, (struct spot){0, 0}, arena_printf(mistakes->arena, "%s", what), NULL);
}

static void collect(struct mistakes *mistakes, const char *path, size_t depth, struct paths *files)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        unreadable(mistakes, path, arena_printf(mistakes->arena, "cannot be read: %s", strerror(errno)));
        return;
    }
    if (!S_ISDIR(status.st_mode)) {
        ARENA_APPEND(mistakes->arena, files->items, files->count, path);
        return;
    }
    DIR *folder = depth < MOST_FOLDERS ? opendir(path) : NULL;
    if (folder == NULL) {
        unreadable(mistakes, path, "the folder cannot be read");
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *inside = arena_printf(mistakes->arena, "%s/%s", path, entry->d_name);
        bool is_folder = stat(inside, &status) == 0 && S_ISDIR(status.st_mode);
        if (entry->d_name[0] != '.' && (is_folder || is_lua_file(entry->d_name)))
            collect(mistakes, inside, depth + 1, files);
    }
    closedir(folder);
}

static bool read_file(struct mistakes *mistakes, const char *path, struct text *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        unreadable(mistakes, path, arena_printf(mistakes->arena, "cannot be read: %s", strerror(errno)));
        return false;
    }
    bool good = text_append_file(text, file, MOST_FILE_BYTES) && text->bytes <= MOST_FILE_BYTES;
    fclose(file);
    if (!good)
        unreadable(mistakes, path,
                   text->bytes > MOST_FILE_BYTES ? "the file is larger than 4 MiB" : "reading it failed");
    return good;
}

/* What the function that runs inside the sandbox needs. */
struct loading {
    struct walk walk;
    struct spec *spec;
};

static int declare_inside(lua_State *lua)
{
    struct loading *loading = lua_touserdata(lua, 1);
    loading->walk.lua = lua;
    declare_all(&loading->walk, loading->spec);
    return 0;
}

static void sandbox_mistake(struct mistakes *mistakes, const struct source *source,
                            const struct sandbox_failure *failure)
{
    struct spot spot = {failure->line, 0};
    if (failure->line > 0 && failure->name[0] != '\0')
        spot.column = source_column(source, failure->line, failure->name);
    mistake_at(mistakes, source, spot, "%s", failure->message);
}

static void load_file(struct spec *spec, struct mistakes *mistakes, const char *path)
{
    struct text text = TEXT_EMPTY;
    if (!read_file(mistakes, path, &text)) {
        text_free(&text);
        return;
    }
    struct source *source = ARENA_NEW(spec->arena, struct source);
    *source = (struct source){.arena = spec->arena, .file = path, .text_bytes = text.bytes};
    source->text = arena_strndup(spec->arena, text_string(&text), text.bytes);
    text_free(&text);

    struct sandbox *sandbox = sandbox_new(&SANDBOX_LIMITS);
    struct sandbox_failure failure = {0};
    struct loading loading = {{NULL, spec->arena, mistakes, source, NULL, items_per_file}, spec};
    if (!sandbox_call(sandbox, words_install, NULL, &failure) ||
        !sandbox_run(sandbox, source->text, source->text_bytes, &failure) ||
        !sandbox_call(sandbox, declare_inside, &loading, &failure))
        sandbox_mistake(mistakes, source, &failure);
    sandbox_free(sandbox);
}

struct spec *spec_load(const char *const *paths, size_t path_count, struct spec_mistake **found, size_t *found_count)
{
    struct arena *arena = arena_new();
    struct spec *spec = ARENA_NEW(arena, struct spec);
    spec->arena = arena;
    struct mistakes mistakes = {.arena = arena};
    struct paths files = {0};
    for (size_t i = 0; i < path_count; i++)
        collect(&mistakes, arena_strdup(arena, paths[i]), 0, &files);
    if (files.count > 0)
        qsort(files.items, files.count, sizeof *files.items, compare_paths);
    if (files.count == 0 && mistakes.count == 0)
        unreadable(&mistakes, path_count > 0 ? paths[0] : ".", "there is no .lua file");
    for (size_t i = 0; i < files.count; i++)
        load_file(spec, &mistakes, files.items[i]);
    order_choices(spec, &mistakes);
    order_chapters(spec, &mistakes);
    order_topics(spec);
    /* What is missing because a file broke off is not a mistake of the others. */
    if (mistakes.count == 0) {
        check_spec(spec, &mistakes);
        check_topics(spec, &mistakes);
    }
    if (mistakes.count == 0)
        lint_spec(spec, &mistakes);
    spec->digest = digest_of_spec(arena, spec);
    mistakes_finish(&mistakes);
    *found = mistakes.items;
    *found_count = mistakes.count;
    return spec;
}

void spec_free(struct spec *spec)
{
    if (spec != NULL)
        arena_free(spec->arena);
}

const struct clause *spec_clause(const struct spec *spec, const char *id)
{
    for (size_t i = 0; i < spec->clause_count; i++)
        if (strcmp(spec->clauses[i]->id, id) == 0)
            return spec->clauses[i];
    return NULL;
}

size_t first_tried(const struct test_case *test_case)
{
    for (size_t i = 0; i < test_case->outcomes.count; i++)
        if (test_case->outcomes.items[i].kind == OUTCOME_RAISES)
            return test_case->act + 1;
    return 0;
}

const struct test_case *spec_case(const struct spec *spec, const char *id)
{
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            if (strcmp(spec->clauses[i]->cases[k]->id, id) == 0)
                return spec->clauses[i]->cases[k];
    return NULL;
}

static bool is_among(const char *id, const char *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

/* A case whose clause was renamed, and whose title was not. */
static const char *renamed_with_clause(const struct clause *clause, const char *old)
{
    size_t bytes = strlen(clause->id);
    for (size_t i = 0; i < clause->was_count; i++) {
        size_t old_bytes = strlen(clause->was[i]);
        for (size_t k = 0; k < clause->case_count && strncmp(old, clause->was[i], old_bytes) == 0; k++)
            if (strcmp(old + old_bytes, clause->cases[k]->id + bytes) == 0)
                return clause->cases[k]->id;
    }
    return NULL;
}

const char *spec_renamed(const struct spec *spec, const char *old)
{
    for (size_t i = 0; i < spec->clause_count; i++) {
        const struct clause *clause = spec->clauses[i];
        if (is_among(old, clause->was, clause->was_count))
            return clause->id;
        for (size_t k = 0; k < clause->case_count; k++)
            if (is_among(old, clause->cases[k]->was, clause->cases[k]->was_count))
                return clause->cases[k]->id;
        const char *renamed = renamed_with_clause(clause, old);
        if (renamed != NULL)
            return renamed;
    }
    return NULL;
}

const struct choice *spec_choice(const struct spec *spec, const char *id)
{
    for (size_t i = 0; i < spec->choice_count; i++)
        if (strcmp(spec->choices[i]->id, id) == 0)
            return spec->choices[i];
    return NULL;
}

const struct profile *spec_profile(const struct spec *spec, const char *id)
{
    for (size_t i = 0; i < spec->profile_count; i++)
        if (strcmp(spec->profiles[i]->id, id) == 0)
            return spec->profiles[i];
    return NULL;
}

const char *profile_answer(const struct profile *profile, const char *choice)
{
    for (size_t i = 0; i < profile->answer_count; i++)
        if (strcmp(profile->answers[i].choice, choice) == 0)
            return profile->answers[i].answer;
    return NULL;
}

const char *spec_nearest_id(struct arena *arena, const struct spec *spec, const char *id)
{
    size_t count = 0, room = spec->clause_count + spec->choice_count + spec->case_count;
    const char **ids = ARENA_ARRAY(arena, const char *, room + 1);
    for (size_t i = 0; i < spec->clause_count; i++) {
        ids[count++] = spec->clauses[i]->id;
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            ids[count++] = spec->clauses[i]->cases[k]->id;
    }
    for (size_t i = 0; i < spec->choice_count; i++)
        ids[count++] = spec->choices[i]->id;
    return suggest(id, ids, count);
}
