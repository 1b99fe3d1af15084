#include <stdlib.h>
#include <string.h>

#include "command/explain.h"
#include "command/picture.h"
#include "command/start.h"
#include "command/wrap.h"

/* The dialect that the model has where nothing else is asked for. */
static const char usual_dialect[] = "numpy";

/* The model with the usual answers, but for what the case presupposes otherwise. */
static const char *fitting_model(struct arena *arena, const struct spec *spec, const struct test_case *test_case)
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

static void submit(struct evaluation *evaluation, struct pool *pool, const struct program *program, size_t statements)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < statements; i++)
        text_printf(&text, "%s\n", program->statements[i].text);
    evaluation_submit(evaluation, pool, text_string(&text), text.bytes);
    text_free(&text);
}

static void print_error(const struct evaluation *evaluation)
{
    const struct observation *observation = evaluation->execution.observation;
    struct text text = TEXT_EMPTY;
    if (observation->broken != NULL)
        text_append(&text, observation->broken);
    else if (observation->unsupported != NULL)
        text_printf(&text, "which the model cannot execute: %s", observation->unsupported);
    else if (observation->error != NULL)
        text_printf(&text, "%s raised %s: %s", evaluation->program.statements[observation->error->step].text,
                    error_kind_name(observation->error->kind), observation->error->message);
    if (text.bytes > 0)
        print_wrapped("", 2, text_string(&text));
    text_free(&text);
}

static void print_memory(const char *when, const char *selector, const struct evaluation *evaluation)
{
    struct text picture = TEXT_EMPTY;
    picture_print(&picture, evaluation);
    printf("\n%s, on %s:\n", when, selector);
    print_error(evaluation);
    fputs(picture.bytes > 0 ? text_string(&picture) : "  no names\n", stdout);
    text_free(&picture);
}

/* NULL if the model cannot answer so. */
static struct pool *start_model(struct arena *arena, const char *selector)
{
    struct implementation model;
    const char *reason;
    if (!implementation_resolve(arena, selector, &model, &reason))
        return NULL;
    const struct pool_options options = {.command = model.command, .environment = model.environment, .worker_count = 1};
    char *message;
    struct pool *pool = pool_start(&options, &message);
    if (pool == NULL)
        free(message);
    return pool;
}

void explain_memory(const struct spec *spec, const struct test_case *test_case)
{
    struct arena *arena = arena_new();
    const char *selector = fitting_model(arena, spec, test_case);
    struct pool *pool = start_model(arena, selector);
    if (pool != NULL) {
        struct evaluation before, after;
        submit(&before, pool, &test_case->program, test_case->act);
        submit(&after, pool, &test_case->program, test_case->program.statement_count);
        pool_run(pool);
        if (test_case->act > 0)
            print_memory("Before the act", selector, &before);
        print_memory("After the program", selector, &after);
        evaluation_release(&before);
        evaluation_release(&after);
        pool_free(pool);
    } else {
        printf("\nThe memory is not shown: there is no %s.\n", selector);
    }
    arena_free(arena);
}
