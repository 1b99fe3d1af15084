#include "illustrate/cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drive/implementation.h"
#include "illustrate/prefixes.h"

/* The dialect that the model has where nothing else is asked for. */
static const char usual_dialect[] = "numpy";

/* Content in a picture is shortened to this: its elements stand beside it. */
enum { CONTENT_BYTES = 120 };

const char *fitting_model(struct arena *arena, const struct spec *spec, const struct test_case *test_case)
{
    const struct profile *usual = spec_profile(spec, usual_dialect);
    const char *selector = arena_printf(arena, "model:%s", usual_dialect);
    for (size_t i = 0; i < test_case->where_count; i++) {
        const char *answer = usual != NULL ? profile_answer(usual, test_case->where[i].choice) : NULL;
        if (answer == NULL || strcmp(answer, test_case->where[i].answer) != 0)
            selector =
                arena_printf(arena, "%s,%s=%s", selector, test_case->where[i].choice, test_case->where[i].answer);
    }
    return selector;
}

/* A case, with the model that fits it. */
struct illustrated {
    const struct test_case *test_case;
    const char *selector;
    size_t number; /* in the order of the spec */
    struct prefixes prefixes;
};

static int compare_selectors(const void *left, const void *right)
{
    const struct illustrated *one = left, *other = right;
    int order = strcmp(one->selector, other->selector);
    return order != 0 ? order : (one->number > other->number) - (one->number < other->number);
}

static int compare_numbers(const void *left, const void *right)
{
    const struct illustrated *one = left, *other = right;
    return (one->number > other->number) - (one->number < other->number);
}

static struct illustrated *list_cases(struct arena *arena, const struct spec *spec,
                                      bool (*wants)(const void *data, const struct test_case *test_case),
                                      const void *data, size_t *count)
{
    struct illustrated *cases = ARENA_ARRAY(arena, struct illustrated, spec->case_count + 1);
    *count = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++) {
            const struct test_case *test_case = spec->clauses[i]->cases[k];
            if (wants != NULL && !wants(data, test_case))
                continue;
            cases[*count] = (struct illustrated){test_case, fitting_model(arena, spec, test_case), *count, {0}};
            (*count)++;
        }
    return cases;
}

/* NULL and *message if it cannot be started, as when the model has no such answer. */
static struct pool *start_model(struct arena *arena, const char *selector, const char **message)
{
    struct implementation model;
    if (!implementation_resolve(arena, selector, &model, message))
        return NULL;
    const struct pool_options options = {.command = model.command, .environment = model.environment, .worker_count = 1};
    char *reason;
    struct pool *pool = pool_start(&options, &reason);
    if (pool == NULL) {
        *message = arena_printf(arena, "%s could not be started: %s", selector, reason);
        free(reason);
    }
    return pool;
}

static json_t *steps_new(const struct prefixes *prefixes)
{
    json_t *steps = json_array(), *before = NULL;
    for (size_t i = 0; i < prefixes->count; i++) {
        const struct prefix *prefix = &prefixes->items[i];
        json_t *step = picture_step_new(prefix->picture, prefix->error, CONTENT_BYTES);
        bool same = before != NULL && json_equal(before, step);
        json_array_append_new(steps, same ? json_null() : step);
        if (same)
            json_decref(step);
        else
            before = step;
    }
    return steps;
}

/* Whether the model executes as much as the first statement: what it cannot begin has no picture. */
static bool has_pictures(const struct prefixes *prefixes)
{
    return prefixes->count > 0 && prefixes->items[0].picture != NULL;
}

/* One at a time: what was observed is kept until it is drawn, and of all cases that would be a gigabyte. */
static void illustrate(struct pool *pool, struct illustrated *illustrated, json_t **entries)
{
    const struct test_case *test_case = illustrated->test_case;
    const struct prefixes_wanted wanted = {.program = &test_case->program,
                                           .act = test_case->act,
                                           .times = test_case->times,
                                           .first_tried = first_tried(test_case),
                                           .whole = test_case->whole};
    prefixes_submit(&illustrated->prefixes, pool, &wanted, 1);
    pool_run(pool);
    if (has_pictures(&illustrated->prefixes))
        entries[illustrated->number] =
            json_pack("{s:s, s:o}", "model", illustrated->selector, "steps", steps_new(&illustrated->prefixes));
    prefixes_release(&illustrated->prefixes);
}

/* Into the objects of their chapters, in the order of the spec. */
static json_t *by_chapter_new(struct illustrated *cases, size_t count, json_t *const *entries)
{
    json_t *chapters = json_object();
    qsort(cases, count, sizeof *cases, compare_numbers);
    for (size_t i = 0; i < count; i++) {
        if (entries[i] == NULL)
            continue;
        char number[24];
        snprintf(number, sizeof number, "%zu", cases[i].test_case->clause->chapter->number);
        json_t *chapter = json_object_get(chapters, number);
        if (chapter == NULL) {
            chapter = json_object();
            json_object_set_new(chapters, number, chapter);
        }
        json_object_set_new(chapter, cases[i].test_case->id, entries[i]);
    }
    return chapters;
}

json_t *illustrate_cases(struct arena *arena, const struct spec *spec,
                         bool (*wants)(const void *data, const struct test_case *test_case), const void *data,
                         const char **message)
{
    size_t count, started = 0;
    struct illustrated *cases = list_cases(arena, spec, wants, data, &count);
    json_t **entries = ARENA_ARRAY(arena, json_t *, count + 1);
    qsort(cases, count, sizeof *cases, compare_selectors);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && strcmp(cases[end].selector, cases[i].selector) == 0;)
            end++;
        struct pool *pool = start_model(arena, cases[i].selector, message);
        if (pool == NULL)
            continue;
        for (size_t k = i; k < end; k++)
            illustrate(pool, &cases[k], entries);
        pool_free(pool);
        started++;
    }
    return started > 0 || count == 0 ? by_chapter_new(cases, count, entries) : NULL;
}
