#include "explore/explore.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "explore/lua.h"
#include "explore/reduce.h"

/* So many programs are on their way at once. */
enum { BATCH = 200, SHOWN_BYTES = 400 };

struct exploring {
    const struct exploration *exploration;
    struct arena *arena;                  /* as long as explore() */
    const struct contestant *contestants; /* the models, then the others */
};

/* Text of several lines as comments. */
static void append_comment(struct text *text, const char *indent, const char *lines)
{
    while (*lines != '\0') {
        size_t bytes = strcspn(lines, "\n");
        text_printf(text, "-- %s%.*s\n", indent, (int)bytes, lines);
        lines += bytes + (lines[bytes] == '\n');
    }
}

static void append_names(struct text *text, const struct observation *observation)
{
    const struct snapshot *snapshot = &observation->reads[0];
    for (size_t i = 0; i < snapshot->name_count; i++) {
        struct text line = TEXT_EMPTY;
        const struct object *object = &snapshot->objects[snapshot->names[i].object];
        text_printf(&line, "%s: ", snapshot->names[i].name);
        object_describe(&line, object);
        text_append_character(&line, ' ');
        object_display(&line, snapshot, snapshot->names[i].object, SHOWN_BYTES);
        append_comment(text, "    ", text_string(&line));
        text_free(&line);
    }
}

static void append_observation(struct text *text, const struct experiment *experiment, const char *title, size_t number)
{
    const struct observation *observation = experiment->executions[number].observation;
    text_printf(text, "-- on %s:\n", title);
    if (observation->broken != NULL) {
        append_comment(text, "    ", observation->broken);
        return;
    }
    for (size_t i = 0; i < experiment->program.statement_count; i++) {
        const struct step_error *error = error_of_statement(observation, i);
        if (error == NULL)
            continue;
        struct text line = TEXT_EMPTY;
        text_printf(&line, "statement %zu raises %s: %s: %s", i + 1, error_kind_name(error->kind), error->class_name,
                    error->message);
        append_comment(text, "    ", text_string(&line));
        text_free(&line);
    }
    if (observation->read_count > 0)
        append_names(text, observation);
}

static void append_program(struct text *text, const struct program *program)
{
    for (size_t i = 0; i < program->statement_count; i++)
        append_comment(text, "    ", program->statements[i].text);
}

static void append_case(struct text *text, const char *id, const struct contestant *pair,
                        const struct difference *before, const struct reduction *reduction)
{
    const struct experiment *left = &reduction->experiment;
    if (!reduction->repeatable) {
        text_append(text, "-- Run again, the program gave no difference, so there is no case to show.\n");
        return;
    }
    if (strcmp(before->text, reduction->difference.text) != 0)
        append_comment(text, "", reduction->difference.text);
    append_observation(text, left, pair[0].title, 0);
    append_observation(text, left, pair[1].title, 1);
    if (left->executions[0].observation->broken != NULL) {
        text_append(text, "-- The model broke, so there is nothing to expect.\n");
    } else if (reduction->raises_before) {
        text_append(text,
                    "-- It takes statements that raise before the last one, which a case of a spec has none of:\n");
        append_program(text, &left->program);
    } else {
        lua_append_clause(text, id, pair, reduction);
    }
}

static void tell(struct exploring *exploring, uint64_t number, const struct experiment *experiment, size_t which,
                 const struct difference *difference)
{
    const struct exploration *exploration = exploring->exploration;
    const struct explored *explored = &exploration->explored[which];
    const struct contestant pair[] = {exploration->models[explored->model], explored->contestant};
    struct arena *arena = arena_new();
    struct text text = TEXT_EMPTY;
    struct reduction reduction;
    text_printf(&text, "\n-- Seed %" PRIu64 ", case %" PRIu64 ": %s answers otherwise than %s.\n", exploration->seed,
                number, pair[1].title, pair[0].title);
    append_program(&text, &experiment->program);
    append_comment(&text, "", difference->text);
    reduce(arena, &experiment->program, experiment->tolerance, pair, &reduction);
    const char *id = arena_printf(arena, "explore.seed-%" PRIu64 ".case-%" PRIu64 "%s", exploration->seed, number,
                                  exploration->explored_count == 1 ? "" : arena_printf(arena, ".impl-%zu", which + 1));
    append_case(&text, id, pair, difference, &reduction);
    fputs(text_string(&text), exploration->out);
    fflush(exploration->out);
    text_free(&text);
    reduction_release(&reduction);
    arena_free(arena);
}

static void count_lack(struct exploring *exploring, struct explored *explored, const char *what)
{
    for (size_t i = 0; i < explored->lack_count; i++)
        if (strcmp(explored->lacks[i], what) == 0) {
            explored->lack_counts[i]++;
            return;
        }
    size_t count = explored->lack_count;
    ARENA_APPEND(exploring->arena, explored->lack_counts, count, 1);
    ARENA_APPEND(exploring->arena, explored->lacks, explored->lack_count, arena_strdup(exploring->arena, what));
}

static void judge_one(struct exploring *exploring, uint64_t number, const struct experiment *experiment,
                      unsigned hazards, size_t which)
{
    const struct exploration *exploration = exploring->exploration;
    struct explored *explored = &exploration->explored[which];
    if ((explored->hazards & hazards) != 0) {
        explored->left_out++;
        return;
    }
    struct difference difference =
        experiment_compare(experiment, exploring->contestants, explored->model, exploration->model_count + which);
    if (difference.kind == SAME) {
        explored->agreed++;
    } else if (difference.kind == NOT_COMPARED) {
        explored->not_compared++;
        count_lack(exploring, explored, difference.text);
    } else {
        if (++explored->differed <= EXPLORE_MOST_SHOWN)
            tell(exploring, number, experiment, which, &difference);
    }
}

static void run_batch(struct exploring *exploring, uint64_t first, size_t count)
{
    const struct exploration *exploration = exploring->exploration;
    struct arena *arena = arena_new();
    struct experiment *experiments = ARENA_ARRAY(arena, struct experiment, count);
    struct drawn *drawn = ARENA_ARRAY(arena, struct drawn, count);
    for (size_t i = 0; i < count; i++) {
        draw_program(arena, exploration->seed, first + i, &drawn[i]);
        experiment_prepare(&experiments[i], arena, drawn[i].text, &drawn[i].arrays, drawn[i].tolerance);
    }
    experiments_run(arena, experiments, count, exploring->contestants,
                    exploration->model_count + exploration->explored_count);
    for (size_t i = 0; i < count; i++) {
        for (size_t which = 0; which < exploration->explored_count; which++)
            judge_one(exploring, first + i, &experiments[i], drawn[i].hazards, which);
        experiment_release(&experiments[i]);
    }
    arena_free(arena);
}

uint64_t explore(struct arena *arena, const struct exploration *exploration)
{
    size_t contestant_count = exploration->model_count + exploration->explored_count;
    struct contestant *contestants = ARENA_ARRAY(arena, struct contestant, contestant_count);
    for (size_t i = 0; i < contestant_count; i++)
        contestants[i] = i < exploration->model_count ? exploration->models[i]
                                                      : exploration->explored[i - exploration->model_count].contestant;
    struct exploring exploring = {exploration, arena, contestants};
    double started = clock_seconds();
    uint64_t done = 0;
    /* Cases are counted from 1. */
    while ((exploration->case_count == 0 || done < exploration->case_count) &&
           (exploration->seconds <= 0 || clock_seconds() - started < exploration->seconds)) {
        uint64_t left = exploration->case_count == 0 ? BATCH : exploration->case_count - done;
        size_t count = left < BATCH ? (size_t)left : BATCH;
        run_batch(&exploring, done + 1, count);
        done += count;
    }
    return done;
}
