#include "run/rehearsed.h"

#include <string.h>

static bool is_observable(const struct measured *measured)
{
    return measured->state == MEASURED || measured->state == MEASURED_NONE;
}

static void note_shown(struct question *question, const struct measured *measured)
{
    question->observable = question->observable || is_observable(measured);
    for (size_t i = 0; measured->state == MEASURED && i < measured->choice->answer_count; i++)
        if (strcmp(measured->choice->answers[i].name, measured->answer) == 0)
            question->shown[i] = true;
}

static void hold_choice(const struct stage *stage, const struct measured *measured)
{
    const struct choice *choice = measured->choice;
    for (size_t i = 0; i < measured->probe_count; i++) {
        const struct probe_result *probe = &measured->probes[i];
        if (probe->also != NULL)
            mistake_in(
                stage->mistakes, probe->probe->place,
                "this probe of \"%s\" shows both \"%s\" and \"%s\" when %s runs it; change it, or the answers, so that "
                "it tells them apart",
                choice->id, probe->answer, probe->also, stage_player(stage));
    }
    if (measured->verdict == VERDICT_DIFFERS)
        mistake_in(stage->mistakes, choice->place,
                   "%s answers \"%s\" to \"%s\", but the profile says \"%s\"; mend the profile, or the model's dialect",
                   stage_player(stage), measured_name(measured), choice->id, measured->profile_answer);
    else if (measured->verdict == VERDICT_FAIL || measured->verdict == VERDICT_ERROR)
        mistake_in(stage->mistakes, choice->place,
                   "%s gives no answer to \"%s\": %s; mend the probes or the answers, or the model",
                   stage_player(stage), choice->id, measured->reason);
}

void stage_hold_choices(const struct stage *stage, const struct fingerprint *fingerprint)
{
    for (size_t i = 0; i < fingerprint->count; i++) {
        note_shown(&stage->questions[i], &fingerprint->items[i]);
        hold_choice(stage, &fingerprint->items[i]);
    }
}

struct trial {
    const struct spec *spec;
    const struct choice *choice;
};

static bool needs(const struct spec *spec, const struct choice *choice, const struct choice *needed)
{
    if (choice == needed)
        return true;
    for (size_t i = 0; i < choice->requires_count; i++)
        if (needs(spec, spec_choice(spec, choice->requires[i].choice), needed))
            return true;
    return false;
}

/* The choice that is tried, and those whose answers it requires. */
static bool is_needed(void *data, const struct choice *choice)
{
    const struct trial *trial = data;
    return needs(trial->spec, trial->choice, choice);
}

enum told { REFUSES, SHOWS, SHOWS_OTHER, IS_NOT_ASKED };

/* What the model does that is told to answer so, and otherwise answers as the selector says. */
static enum told tell(struct stage *stage, const char *selector, size_t number, const char *answer, const char **shown)
{
    struct arena *arena = arena_new();
    struct pool *pool = stage_start(stage, selector);
    enum told told = REFUSES;
    if (pool != NULL) {
        struct trial trial = {stage->spec, stage->spec->choices[number]};
        const struct run_options options = {
            .spec = stage->spec, .pool = pool, .fingerprint_only = true, .wants_choice = is_needed, .data = &trial};
        struct run_result result;
        run(arena, &options, &result);
        const struct measured *measured = &result.fingerprint.items[number];
        *shown = measured_name(measured);
        told = !is_observable(measured) ? IS_NOT_ASKED : strcmp(*shown, answer) == 0 ? SHOWS : SHOWS_OTHER;
    }
    pool_free(pool);
    arena_free(arena);
    return told;
}

/* What an answer looks like may depend on other answers: one dialect that shows it is enough. */
static void try_answer(struct stage *stage, size_t number, const struct answer *answer)
{
    const struct choice *choice = stage->spec->choices[number];
    struct arena *arena = stage->mistakes->arena;
    const char *instead = NULL;
    for (size_t i = 0; i == 0 || i < stage->dialect_count; i++) {
        const char *dialect = i < stage->dialect_count ? arena_printf(arena, "%s,", stage->dialects[i]->id) : "";
        const char *shown;
        switch (tell(stage, arena_printf(arena, "%s:%s%s=%s", stage->model, dialect, choice->id, answer->name), number,
                     answer->name, &shown)) {
        case REFUSES:
        case SHOWS:
            return;
        case SHOWS_OTHER:
            instead = instead == NULL ? shown : instead;
            break;
        case IS_NOT_ASKED:
            break;
        }
    }
    if (instead != NULL)
        mistake_in(
            stage->mistakes, choice->place,
            "told to answer \"%s\" to \"%s\", the model shows \"%s\", in every dialect; mend the answer's outcomes "
            "or the probes, or the model",
            answer->name, choice->id, instead);
}

void stage_try_answers(struct stage *stage)
{
    for (size_t i = 0; i < stage->spec->choice_count; i++) {
        const struct choice *choice = stage->spec->choices[i];
        for (size_t k = 0; stage->failure == NULL && stage->questions[i].observable && k < choice->answer_count; k++)
            if (choice->answers[k].outcomes.count > 0 && !stage->questions[i].shown[k])
                try_answer(stage, i, &choice->answers[k]);
    }
}
