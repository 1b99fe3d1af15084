#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "drive/implementation.h"
#include "explore/experiment.h"
#include "explore/generate.h"
#include "notation/parse.h"

static struct arena *arena;

static void set_up(void)
{
    arena = arena_new();
    setenv("IBID_ROOT", IBID_SOURCE, 1);
}

static void tear_down(void)
{
    arena_free(arena);
}

TestSuite(generate, .init = set_up, .fini = tear_down);

static const char *text_of(uint64_t seed, uint64_t number)
{
    struct drawn drawn;
    draw_program(arena, seed, number, &drawn);
    return drawn.text;
}

Test(generate, gives_the_same_program_for_the_same_seed_and_number)
{
    const char *alone = text_of(7, 40);
    for (uint64_t number = 1; number < 40; number++) {
        cr_assert_str_neq(text_of(7, number), alone);
        cr_assert_str_neq(text_of(8, number), text_of(7, number));
    }
    cr_assert_str_eq(text_of(7, 40), alone);
}

static bool binds(const struct program *program, const char *name)
{
    struct name_set bound = {0};
    names_bound(arena, program, &bound);
    for (size_t i = 0; i < bound.count; i++)
        if (strcmp(bound.names[i], name) == 0)
            return true;
    return false;
}

Test(generate, gives_programs_that_parse_and_name_their_arrays)
{
    size_t statement_count = 0;
    for (uint64_t number = 1; number <= 3000; number++) {
        struct drawn drawn;
        struct program program;
        struct parse_error error;
        draw_program(arena, 11, number, &drawn);
        cr_assert(parse_program(arena, drawn.text, strlen(drawn.text), 0, &program, &error), "%s\n%s", error.message,
                  drawn.text);
        cr_assert(program.statement_count >= 3 && program.statement_count <= 12);
        statement_count += program.statement_count;
        for (size_t i = 0; i < drawn.arrays.count; i++)
            cr_assert(binds(&program, drawn.arrays.names[i]), "%s\n%s", drawn.arrays.names[i], drawn.text);
    }
    cr_assert_gt(statement_count, 3000 * 5);
}

static bool uses(enum ibid_operation operation, const char *text)
{
    return strstr(text, operation_by_number(operation)->name) != NULL;
}

Test(generate, has_all_kinds_of_statements)
{
    static const enum ibid_operation operations[] = {
        IBID_OP_APPEND, IBID_OP_EXTEND,        IBID_OP_INSERT,     IBID_OP_POP,          IBID_OP_REVERSE,
        IBID_OP_COPY,   IBID_OP_DEEPCOPY,      IBID_OP_ARRAY,      IBID_OP_ZEROS,        IBID_OP_FULL,
        IBID_OP_ARANGE, IBID_OP_ASARRAY,       IBID_OP_AS_STRIDED, IBID_OP_TRANSPOSE,    IBID_OP_REAL,
        IBID_OP_IMAG,   IBID_OP_VIEW,          IBID_OP_RESHAPE,    IBID_OP_RAVEL,        IBID_OP_ASTYPE,
        IBID_OP_RESIZE, IBID_OP_FLIP,          IBID_OP_DIAGONAL,   IBID_OP_BROADCAST_TO, IBID_OP_SQUEEZE,
        IBID_OP_SUM,    IBID_OP_ACCUMULATE,    IBID_OP_AT,         IBID_OP_F_MAXIMUM,    IBID_OP_F_SQRT,
        IBID_OP_F_EXP,  IBID_OP_SHARES_MEMORY, IBID_OP_TOLIST,     IBID_OP_PERMUTE_DIMS, IBID_OP_EXPAND_DIMS,
        IBID_OP_FILL,
    };
    static const char *const others[] = {"del ",       " is ",        "out=", "where=",  "::-",
                                         "+= ",        "**= ",        "None", "...",     "[[",
                                         "copy=False", "order=\"F\"", "819",  "passed(", ".shape = "};
    struct text all = TEXT_EMPTY;
    for (uint64_t number = 1; number <= 3000; number++)
        text_append(&all, text_of(5, number));
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        cr_assert(uses(operations[i], text_string(&all)), "%s", operation_by_number(operations[i])->name);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_assert_not_null(strstr(text_string(&all), others[i]), "%s", others[i]);
    text_free(&all);
}

static struct pool *start_model(void)
{
    struct implementation implementation;
    const char *reason;
    char *message;
    cr_assert(implementation_resolve(arena, "model", &implementation, &reason), "%s", reason);
    const struct pool_options options = {.command = implementation.command, .environment = implementation.environment};
    struct pool *pool = pool_start(&options, &message);
    cr_assert_not_null(pool, "%s", message);
    return pool;
}

/* What raises is what was meant to, so that no name is missing later; and what is an array is known to be one. */
static void check_run(const struct experiment *experiment, const struct drawn *drawn)
{
    const struct observation *observation = experiment->executions[0].observation;
    cr_assert_null(observation->broken, "%s", observation->broken);
    cr_assert_null(observation->unsupported, "%s\n%s", observation->unsupported, drawn->text);
    size_t failed = 0;
    const struct step_error *last = NULL;
    for (size_t i = 0; i < experiment->program.statement_count; i++) {
        const struct step_error *error = error_of_statement(observation, i);
        failed += error != NULL;
        last = error != NULL ? error : last;
    }
    cr_assert_eq(failed, drawn->meant_to_fail, "%zu failed, %zu were to; %s\n%s", failed, drawn->meant_to_fail,
                 last != NULL ? last->message : "", drawn->text);
    const struct snapshot *names = &observation->reads[0];
    size_t arrays = 0;
    for (size_t i = 0; i < names->name_count; i++)
        arrays += names->objects[names->names[i].object].kind == IBID_ARRAY;
    cr_assert_eq(arrays, drawn->arrays.count, "%s", drawn->text);
}

enum { PROGRAMS = 1500 };

Test(generate, gives_programs_that_run_as_meant)
{
    static struct experiment experiments[PROGRAMS];
    static struct drawn drawn[PROGRAMS];
    struct contestant model = {"model", start_model()};
    size_t meant_to_fail = 0;
    for (size_t i = 0; i < PROGRAMS; i++) {
        draw_program(arena, 3, i + 1, &drawn[i]);
        meant_to_fail += drawn[i].meant_to_fail;
        experiment_prepare(&experiments[i], arena, drawn[i].text, &drawn[i].arrays, drawn[i].tolerance);
    }
    experiments_run(arena, experiments, PROGRAMS, &model, 1);
    for (size_t i = 0; i < PROGRAMS; i++) {
        check_run(&experiments[i], &drawn[i]);
        experiment_release(&experiments[i]);
    }
    cr_assert_gt(meant_to_fail, PROGRAMS / 20);
    pool_free(model.pool);
}
