#include "spec/chapters.h"

#include <stdlib.h>
#include <string.h>

#include "spec/suggest.h"

enum { MOST_CHAPTERS = 1000 };

struct chapter *chapter_named(struct arena *arena, struct spec *spec, const char *id, struct place place)
{
    for (size_t i = 0; i < spec->chapter_count; i++)
        if (strcmp(spec->chapters[i]->id, id) == 0)
            return spec->chapters[i];
    struct chapter *chapter = ARENA_NEW(arena, struct chapter);
    *chapter = (struct chapter){.id = id, .title = id, .place = place};
    ARENA_APPEND(arena, spec->chapters, spec->chapter_count, chapter);
    return chapter;
}

static const char *name_of_file(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return arena_strndup(arena, name, dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

struct chapter *chapter_here(struct walk *walk, struct spec *spec)
{
    if (walk->chapter == NULL) {
        walk->chapter = chapter_named(walk->arena, spec, name_of_file(walk->arena, walk->source->file),
                                      (struct place){walk->source->file, 1});
        walk->chapter->implied = true;
    }
    return walk->chapter;
}

static size_t read_number(struct walk *walk, const struct subject *subject)
{
    lua_Integer number = 0;
    int type = walk_push(walk, -1, "number");
    if (lua_isinteger(walk->lua, -1))
        number = lua_tointeger(walk->lua, -1);
    lua_pop(walk->lua, 1);
    if (number >= 1 && number <= MOST_CHAPTERS)
        return (size_t)number;
    if (type == LUA_TNIL)
        wrong(walk, subject, "this chapter has no \"number\"");
    else
        wrong_key(walk, subject, "number", "the \"number\" of a chapter is a whole number from 1 to %d", MOST_CHAPTERS);
    return 0;
}

void chapter_define(struct walk *walk, const struct subject *subject, struct place place)
{
    static const char *const keys[] = {"number", "title", "about"};
    struct chapter *chapter = walk->chapter;
    if (chapter->defined) {
        wrong(walk, subject,
              "the chapter \"%s\" is defined already, in %s line %zu; to go on with it, write only: chapter \"%s\"",
              chapter->id, chapter->place.file, chapter->place.line, chapter->id);
        return;
    }
    walk_keys(walk, subject, -1, "a chapter", keys, sizeof keys / sizeof *keys, false);
    chapter->defined = true;
    chapter->place = place;
    chapter->number = read_number(walk, subject);
    const char *title = walk_string(walk, subject, -1, "title", true);
    if (title != NULL)
        chapter->title = title;
    chapter->about = walk_string(walk, subject, -1, "about", false);
}

static int compare_chapters(const void *left, const void *right)
{
    const struct chapter *a = *(struct chapter *const *)left, *b = *(struct chapter *const *)right;
    if (a->defined != b->defined)
        return a->defined ? -1 : 1;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return strcmp(a->id, b->id);
}

static void complain(struct mistakes *mistakes, struct place place, const char *message)
{
    mistake_add(mistakes, place.file, (struct spot){place.line, 0}, message, NULL);
}

static const char *nearest_chapter(const struct spec *spec, struct mistakes *mistakes, const char *id)
{
    const char **defined = ARENA_ARRAY(mistakes->arena, const char *, spec->chapter_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < spec->chapter_count; i++)
        if (spec->chapters[i]->defined)
            defined[count++] = spec->chapters[i]->id;
    const char *nearest = suggest(id, defined, count);
    return nearest != NULL ? arena_printf(mistakes->arena, ", did you mean \"%s\"?", nearest)
                           : "; define it once: chapter \"ID\" { number = N, title = \"…\" }";
}

/* A chapter opens with what stands in its own file, wherever the name of that comes among those of the others. */
static void fill_chapters(struct spec *spec, struct arena *arena)
{
    for (int others = 0; others < 2; others++) {
        for (size_t i = 0; i < spec->clause_count; i++) {
            struct clause *clause = spec->clauses[i];
            struct chapter *chapter = clause->chapter;
            if ((strcmp(clause->place.file, chapter->place.file) != 0) != (others == 1))
                continue;
            ARENA_APPEND(arena, chapter->clauses, chapter->clause_count, clause);
            clause->number = chapter->clause_count;
        }
        for (size_t i = 0; i < spec->choice_count; i++) {
            struct choice *choice = spec->choices[i];
            struct chapter *chapter = choice->chapter;
            if ((strcmp(choice->place.file, chapter->place.file) != 0) == (others == 1))
                ARENA_APPEND(arena, chapter->choices, chapter->choice_count, choice);
        }
    }
}

void order_chapters(struct spec *spec, struct mistakes *mistakes)
{
    /* The file with the definition may be one that broke off. */
    bool complete = mistakes->count == 0;
    if (spec->chapter_count > 0)
        qsort(spec->chapters, spec->chapter_count, sizeof *spec->chapters, compare_chapters);
    for (size_t i = 0; i < spec->chapter_count; i++) {
        struct chapter *chapter = spec->chapters[i], *before = i > 0 ? spec->chapters[i - 1] : NULL;
        if (complete && !chapter->defined && !chapter->implied)
            complain(mistakes, chapter->place,
                     arena_printf(mistakes->arena, "there is no chapter \"%s\"%s", chapter->id,
                                  nearest_chapter(spec, mistakes, chapter->id)));
        if (chapter->defined && before != NULL && before->number == chapter->number && chapter->number > 0)
            complain(mistakes, chapter->place,
                     arena_printf(mistakes->arena,
                                  "the chapters \"%s\" and \"%s\" (%s line %zu) have the same number, %zu", chapter->id,
                                  before->id, before->place.file, before->place.line, chapter->number));
        if (!chapter->defined)
            chapter->number = before != NULL ? before->number + 1 : 1;
    }
    fill_chapters(spec, mistakes->arena);
}
