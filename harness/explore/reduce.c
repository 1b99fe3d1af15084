#include "explore/reduce.h"

struct search {
    struct arena *arena;
    const struct contestant *contestants;
    double tolerance;
    struct reduction *reduction;
};

/* The first so many statements but those left out (NULL: none are), and one more line (NULL: none). */
static const char *text_of(struct arena *arena, const struct program *program, size_t count, const bool *left_out,
                           const char *line)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++)
        if (left_out == NULL || !left_out[i])
            text_printf(&text, "%s\n", program->statements[i].text);
    text_append(&text, line != NULL ? line : "");
    return keep_text(arena, &text);
}

static bool differs(const struct difference *difference)
{
    return difference->kind != SAME && difference->kind != NOT_COMPARED;
}

/* Takes the program in the place of the one found so far, if the contestants differ there too, `visibly`: already
 * before the writes that prove sharing. */
static bool try_text(struct search *search, const char *text, bool visibly)
{
    struct experiment experiment;
    experiment_prepare(&experiment, search->arena, text, NULL, search->tolerance);
    experiments_run(search->arena, &experiment, 1, search->contestants, 2);
    struct difference difference = experiment_compare(&experiment, search->contestants, 0, 1);
    if (!differs(&difference) || (visibly && difference.kind == DIFFERS_SHARING)) {
        experiment_release(&experiment);
        return false;
    }
    experiment_release(&search->reduction->experiment);
    search->reduction->experiment = experiment;
    search->reduction->difference = difference;
    return true;
}

/* The shortest beginning of the program behind which the contestants differ. */
static bool find_beginning(struct search *search, const struct program *program)
{
    size_t count = program->statement_count;
    struct experiment *beginnings = ARENA_ARRAY(search->arena, struct experiment, count);
    for (size_t i = 0; i < count; i++)
        experiment_prepare(&beginnings[i], search->arena, text_of(search->arena, program, i + 1, NULL, NULL), NULL,
                           search->tolerance);
    experiments_run(search->arena, beginnings, count, search->contestants, 2);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        struct difference difference = experiment_compare(&beginnings[i], search->contestants, 0, 1);
        if (found || (!differs(&difference) && i + 1 < count)) {
            experiment_release(&beginnings[i]);
            continue;
        }
        found = true;
        search->reduction->experiment = beginnings[i];
        search->reduction->difference = difference;
    }
    return differs(&search->reduction->difference);
}

/* Which statements before the last raise; whether any does. */
static bool find_raising(struct search *search, bool *raising)
{
    const struct experiment *experiment = &search->reduction->experiment;
    bool any = false;
    for (size_t i = 0; i + 1 < experiment->program.statement_count; i++) {
        raising[i] = error_of_statement(experiment->executions[0].observation, i) != NULL;
        any = any || raising[i];
    }
    return any;
}

static void leave_out_raising(struct search *search)
{
    const struct program *program = &search->reduction->experiment.program;
    bool *raising = ARENA_ARRAY(search->arena, bool, program->statement_count);
    if (find_raising(search, raising))
        try_text(search, text_of(search->arena, program, program->statement_count, raising, NULL), false);
    search->reduction->raises_before = find_raising(search, raising);
}

static void show_sharing(struct search *search)
{
    const struct program *program = &search->reduction->experiment.program;
    const char *written = search->reduction->difference.other;
    /* The second value everywhere, or the first, where what is written was there before. */
    static const char *const forms[] = {"%s[...] = bits(%s, -1)", "%s[...] = bits(%s, 62)"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *line = arena_printf(search->arena, forms[i], written, written);
        if (try_text(search, text_of(search->arena, program, program->statement_count, NULL, line), true))
            return;
    }
}

void reduce(struct arena *arena, const struct program *program, double tolerance, const struct contestant *contestants,
            struct reduction *reduction)
{
    struct search search = {arena, contestants, tolerance, reduction};
    *reduction = (struct reduction){.repeatable = false};
    reduction->repeatable = find_beginning(&search, program);
    if (reduction->repeatable && reduction->difference.kind != DIFFERS_BROKEN) {
        leave_out_raising(&search);
        if (reduction->difference.kind == DIFFERS_SHARING)
            show_sharing(&search);
    }
    const struct program *left = &reduction->experiment.program;
    experiment_prepare(&reduction->without_act, arena, text_of(arena, left, left->statement_count - 1, NULL, NULL),
                       NULL, tolerance);
    experiments_run(arena, &reduction->without_act, 1, contestants, 1);
}

void reduction_release(struct reduction *reduction)
{
    experiment_release(&reduction->experiment);
    experiment_release(&reduction->without_act);
}
