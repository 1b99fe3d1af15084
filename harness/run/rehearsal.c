#include "run/rehearsed.h"

#include <stdlib.h>
#include <string.h>

#include "drive/implementation.h"

const char *stage_player(const struct stage *stage)
{
    return stage->profile == NULL
               ? "the model"
               : arena_printf(stage->mistakes->arena, "the model, answering as %s does,", stage->profile->id);
}

/*
 * Whether what presupposes this can run under the profile: by its answer; where it has none, by what the model
 * shows, or may be if the model cannot show it.
 */
static bool can_hold(const struct answer_condition *condition, const struct measured *measured)
{
    const char *given = measured->profile_answer != NULL ? measured->profile_answer : measured->effective;
    if (given == NULL)
        return measured->state == MEASURED_UNKNOWN;
    return strcmp(given, condition->answer) == 0;
}

static bool can_all_hold(const struct answer_condition *conditions, size_t count, const struct fingerprint *fingerprint)
{
    for (size_t i = 0; i < count; i++)
        if (!can_hold(&conditions[i], fingerprint_find(fingerprint, conditions[i].choice)))
            return false;
    return true;
}

/* The same for a profile without a dialect: where it is silent, what the choice falls back to counts. */
static bool profile_gives_all(const struct spec *spec, const struct profile *profile,
                              const struct answer_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *given = profile_answer(profile, conditions[i].choice);
        given = given != NULL ? given : spec_choice(spec, conditions[i].choice)->otherwise;
        if (given == NULL || strcmp(given, conditions[i].answer) != 0)
            return false;
    }
    return true;
}

static const char *list_conditions(struct arena *arena, const struct answer_condition *conditions, size_t count)
{
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = arena_printf(arena, "%s%s%s = \"%s\"", list,
                            i == 0          ? ""
                            : i + 1 < count ? ", "
                                            : " and ",
                            conditions[i].choice, conditions[i].answer);
    return list;
}

static void perform(struct stage *stage, struct pool *pool)
{
    struct arena *arena = arena_new();
    const struct run_options options = {.spec = stage->spec,
                                        .pool = pool,
                                        .profile = stage->profile,
                                        .wants = stage_wants,
                                        .judged = stage_judged,
                                        .data = stage};
    struct run_result result;
    stage->next = stage->selected_count = 0;
    run(arena, &options, &result);
    stage_hold_choices(stage, &result.fingerprint);
    for (size_t i = 0; i < result.fingerprint.count; i++) {
        const struct choice *choice = result.fingerprint.items[i].choice;
        if (can_all_hold(choice->requires, choice->requires_count, &result.fingerprint))
            stage->questions[i].asked = true;
    }
    for (size_t i = 0; i < stage->selected_count; i++) {
        const struct test_case *test_case = stage->selected[i]->test_case;
        if (can_all_hold(test_case->where, test_case->where_count, &result.fingerprint))
            stage->selected[i]->possible = true;
    }
    arena_free(arena);
}

static void skip(struct stage *stage)
{
    struct rehearsal *rehearsal = stage->rehearsal;
    const struct spec *spec = stage->spec;
    ARENA_APPEND(stage->mistakes->arena, rehearsal->without_dialect, rehearsal->without_dialect_count,
                 stage->profile->id);
    for (size_t i = 0; i < spec->choice_count; i++)
        if (profile_gives_all(spec, stage->profile, spec->choices[i]->requires, spec->choices[i]->requires_count))
            stage->questions[i].asked = true;
    for (size_t i = 0; i < spec->case_count; i++) {
        const struct test_case *test_case = stage->parts[i].test_case;
        if (profile_gives_all(spec, stage->profile, test_case->where, test_case->where_count))
            stage->parts[i].possible = true;
    }
}

static void report_never_played(const struct stage *stage)
{
    const struct spec *spec = stage->spec;
    struct mistakes *mistakes = stage->mistakes;
    for (size_t i = 0; i < spec->choice_count; i++)
        if (!stage->questions[i].asked)
            mistake_in(mistakes, spec->choices[i]->place,
                       "no profile gives the answers that the choice \"%s\" requires, so it is never asked: %s; mend "
                       "\"requires\", or give a profile the answer, with its source",
                       spec->choices[i]->id,
                       list_conditions(mistakes->arena, spec->choices[i]->requires, spec->choices[i]->requires_count));
    for (size_t i = 0; i < spec->case_count; i++) {
        const struct test_case *test_case = stage->parts[i].test_case;
        if (!stage->parts[i].possible)
            mistake_in(
                mistakes, test_case->place,
                "no profile gives these answers, so the case \"%s\" never runs: %s; mend \"where\", give a profile "
                "the answer, with its source, or let the model answer so where a profile is silent",
                test_case->title, list_conditions(mistakes->arena, test_case->where, test_case->where_count));
    }
}

/* In the words of impl/model/dialect.c, which end up in what is told of a process that did not start. */
static bool is_refusal(const char *message)
{
    static const char *const refusals[] = {"the model has no dialect", "the model knows no choice",
                                           "the model cannot answer"};
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (strstr(message, refusals[i]) != NULL)
            return true;
    return false;
}

struct pool *stage_start(struct stage *stage, const char *selector)
{
    struct arena *arena = stage->mistakes->arena;
    struct implementation implementation;
    if (!implementation_resolve(arena, selector, &implementation, &stage->failure))
        return NULL;
    const struct pool_options options = {.command = implementation.command, .environment = implementation.environment};
    char *message = NULL;
    struct pool *pool = pool_start(&options, &message);
    if (pool == NULL && !is_refusal(message))
        stage->failure = arena_printf(arena, "%s could not be started: %s", selector, message);
    free(message);
    return pool;
}

static void set_up(struct stage *stage)
{
    const struct spec *spec = stage->spec;
    struct arena *arena = stage->mistakes->arena;
    size_t count = 0;
    stage->dialects = ARENA_ARRAY(arena, const struct profile *, spec->profile_count + 1);
    stage->questions = ARENA_ARRAY(arena, struct question, spec->choice_count + 1);
    stage->parts = ARENA_ARRAY(arena, struct part, spec->case_count + 1);
    stage->selected = ARENA_ARRAY(arena, struct part *, spec->case_count + 1);
    for (size_t i = 0; i < spec->choice_count; i++)
        stage->questions[i].shown = ARENA_ARRAY(arena, bool, spec->choices[i]->answer_count + 1);
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            stage->parts[count++].test_case = spec->clauses[i]->cases[k];
}

static void rehearse_dialects(struct stage *stage)
{
    struct arena *arena = stage->mistakes->arena;
    for (size_t i = 0; i < stage->spec->profile_count && stage->failure == NULL; i++) {
        stage->profile = stage->spec->profiles[i];
        struct pool *pool = stage_start(stage, arena_printf(arena, "%s:%s", stage->model, stage->profile->id));
        if (pool != NULL) {
            stage->dialects[stage->dialect_count++] = stage->profile;
            perform(stage, pool);
        } else {
            skip(stage);
        }
        pool_free(pool);
    }
    stage->profile = NULL;
}

/* For a spec that names no dialect. */
static void rehearse_as_it_is(struct stage *stage)
{
    struct pool *pool = stage_start(stage, stage->model);
    if (pool != NULL)
        perform(stage, pool);
    pool_free(pool);
}

bool rehearse(const struct spec *spec, const char *model, struct mistakes *mistakes, struct rehearsal *rehearsal,
              const char **message)
{
    *rehearsal = (struct rehearsal){0};
    struct stage stage = {.spec = spec, .model = model, .mistakes = mistakes, .rehearsal = rehearsal};
    set_up(&stage);
    rehearse_dialects(&stage);
    if (stage.failure == NULL && stage.dialect_count == 0)
        rehearse_as_it_is(&stage);
    if (stage.failure == NULL)
        stage_try_answers(&stage);
    if (stage.failure == NULL && spec->profile_count > 0)
        report_never_played(&stage);
    *message = stage.failure;
    return stage.failure == NULL;
}
