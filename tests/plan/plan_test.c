/* The requests that a program becomes: the steps, the proof's writes, the second program. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "notation/parse.h"
#include "plan/plan.h"

static struct arena *arena;

static void start(void)
{
    arena = arena_new();
}

static void stop(void)
{
    arena_free(arena);
}

TestSuite(plan, .init = start, .fini = stop);

static struct program parse(const char *text)
{
    struct program program;
    struct parse_error error;
    cr_assert(parse_program(arena, text, strlen(text), 0, &program, &error), "%s", error.message);
    return program;
}

/* A request's steps, one a line: "do x = 1", "try …", "read all", "read v x". */
static const char *steps_of(const json_t *request)
{
    struct text text = TEXT_EMPTY;
    size_t index, number;
    json_t *step, *name;
    json_array_foreach(json_object_get(request, "steps"), index, step)
    {
        json_t *read = json_object_get(step, "read");
        const char *key = json_object_get(step, "do") != NULL ? "do" : "try";
        if (read == NULL) {
            cr_assert(json_is_object(json_object_get(step, key)));
            text_printf(&text, "%s %s\n", key, json_string_value(json_object_get(step, "text")));
            continue;
        }
        text_printf(&text, json_is_true(read) ? "read all" : "read");
        json_array_foreach(read, number, name) text_printf(&text, " %s", json_string_value(name));
        text_printf(&text, "\n");
    }
    const char *steps = arena_printf(arena, "%s", text_string(&text));
    text_free(&text);
    return steps;
}

static const char *const view[] = {"v", "x"};

/* A plan for a program whose statement number `act` is left out of the second request. */
static struct plan *plan_for(const struct program *program, size_t act, bool whole, const struct name_set *proved,
                             size_t rounds)
{
    const struct inquiry inquiry = {
        .program = program, .act = act, .without_act = true, .whole = whole, .proved = proved, .rounds = rounds};
    return plan_new(arena, &inquiry);
}

Test(plan, a_program_without_proof_is_run_and_read)
{
    const struct program program = parse("x = [1]\ny = x\ny += [2]");
    const struct name_set none = {0};
    struct plan *plan = plan_for(&program, 2, false, &none, 3);
    cr_assert_str_eq(steps_of(plan->program), "do x = [1]\ndo y = x\ndo y += [2]\nread all\n");
    cr_assert_str_eq(steps_of(plan->without_act), "do x = [1]\ndo y = x\nread all\n");
    cr_assert_eq(plan->write_count, 0);
    plan_release(plan);
}

Test(plan, the_act_is_left_out_wherever_it_stands)
{
    const struct program program = parse("x = [1]\nx += [2]\ny = x");
    const struct name_set none = {0};
    struct plan *plan = plan_for(&program, 1, false, &none, 1);
    cr_assert_str_eq(steps_of(plan->without_act), "do x = [1]\ndo y = x\nread all\n");
    plan_release(plan);
    plan = plan_for(&program, program.statement_count, false, &none, 1);
    cr_assert_null(plan->without_act);
    plan_release(plan);
}

Test(plan, a_proof_clears_fills_and_writes_every_bit)
{
    const struct program program = parse("x = zeros(4)\nv = x[1:]");
    const struct name_set proved = {(const char **)view, 2};
    struct plan *plan = plan_for(&program, 1, false, &proved, 2);
    cr_assert_str_eq(steps_of(plan->program), "do x = zeros(4)\ndo v = x[1:]\nread all\n"
                                              "try v[...] = bits(v, 62)\nread v x\ntry v[...] = bits(v, -1)\nread v x\n"
                                              "try v[...] = bits(v, 0)\nread v x\ntry v[...] = bits(v, 1)\nread v x\n"
                                              "try x[...] = bits(x, 62)\nread v x\ntry x[...] = bits(x, -1)\nread v x\n"
                                              "try x[...] = bits(x, 0)\nread v x\ntry x[...] = bits(x, 1)\nread v x\n");
    cr_assert_str_eq(steps_of(plan->without_act), "do x = zeros(4)\nread all\n");
    cr_assert_eq(plan->write_count, 2);
    cr_assert_str_eq(plan->writes[1].name, "x");
    cr_assert_eq(plan->writes[0].first_try, 0);
    cr_assert_eq(plan->writes[0].first_read, 1);
    cr_assert_eq(plan->writes[1].first_try, 4);
    cr_assert_eq(plan->writes[1].first_read, 5);
    cr_assert_eq(plan->writes[1].round_count, 2);
    plan_release(plan);
}

Test(plan, no_rounds_mean_clear_and_fill)
{
    const struct program program = parse("x = zeros(4)");
    const struct name_set proved = {(const char **)view + 1, 1};
    struct plan *plan = plan_for(&program, 0, true, &proved, 0);
    cr_assert_str_eq(steps_of(plan->program),
                     "do x = zeros(4)\nread all\ntry x[...] = bits(x, 62)\nread x\ntry x[...] = bits(x, -1)\nread x\n");
    cr_assert_str_eq(json_string_value(json_object_get(plan->program, "unit")), "whole");
    cr_assert_str_eq(json_string_value(json_object_get(plan->program, "command")), "run");
    plan_release(plan);
}

Test(plan, rounds_tell_all_elements_apart)
{
    static const size_t rounds[][2] = {{0, 1}, {1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 3}, {4096, 12}, {4097, 0}};
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++)
        cr_assert_eq(rounds_for(rounds[i][0]), rounds[i][1], "%zu: %zu", rounds[i][0], rounds_for(rounds[i][0]));
    static const struct {
        const char *text;
        size_t rounds;
    } guesses[] = {
        {"x = asarray([1, 2, 3, 4, 5])", 3}, {"x = zeros((4, 8))", 5}, {"x = zeros(100000)", 0}, {"x = 1", 1}};
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        const struct program program = parse(guesses[i].text);
        cr_assert_eq(rounds_guess(&program), guesses[i].rounds, "%s: %zu", guesses[i].text, rounds_guess(&program));
    }
}

Test(plan, names)
{
    const struct program program = parse("y = x = [1]\nx[0] = 2\nx += y\nb = 1");
    struct name_set bound = {0};
    names_bound(arena, &program, &bound);
    cr_assert_eq(bound.count, 3);
    cr_assert(strcmp(bound.names[0], "b") == 0 && strcmp(bound.names[1], "x") == 0 && strcmp(bound.names[2], "y") == 0);
}

Test(plan, what_is_taken_is_the_callers)
{
    const struct program program = parse("x = 1");
    const struct name_set none = {0};
    struct plan *plan = plan_for(&program, 0, false, &none, 1);
    json_t *request = plan_take_program(plan);
    plan_release(plan);
    cr_assert_str_eq(steps_of(request), "do x = 1\nread all\n");
    json_decref(request);
}

static const char counted_steps[] =
    "do x = [1]\ndo y = x\ntry allocated_before = allocated()\ndo y += [2]\ndo y += [2]\n"
    "try allocated_after = allocated()\ndo z = y\nread x y z\n"
    "read allocated_before allocated_after\n";

Test(plan, what_an_act_allocates_is_counted_around_all_its_executions)
{
    const struct program program = parse("x = [1]\ny = x\ny += [2]\nz = y");
    const struct name_set proved = {(const char **)view + 1, 1};
    const struct inquiry inquiry = {
        .program = &program, .act = 2, .times = 2, .without_act = true, .measured = true, .proved = &proved};
    struct plan *plan = plan_new(arena, &inquiry);
    cr_assert_str_eq(
        steps_of(plan->program),
        arena_printf(arena, "%stry x[...] = bits(x, 62)\nread x\ntry x[...] = bits(x, -1)\nread x\n", counted_steps));
    cr_assert_str_eq(steps_of(plan->without_act), "do x = [1]\ndo y = x\ndo z = y\nread all\n");
    cr_assert(plan->act_step == 3 && plan->act_times == 2);
    cr_assert(plan->measurement->before_try == 0 && plan->measurement->after_try == 1 && plan->measurement->read == 1);
    cr_assert(plan->writes[0].first_try == 2 && plan->writes[0].first_read == 2);
    plan_release(plan);
}

Test(plan, a_traced_act_is_told_by_its_steps)
{
    const struct program program = parse("x = [1]\ny = x\ny += [2]\nz = y");
    const struct name_set none = {0};
    const struct inquiry inquiry = {.program = &program,
                                    .act = 2,
                                    .times = 2,
                                    .without_act = true,
                                    .measured = true,
                                    .traced = true,
                                    .proved = &none};
    struct plan *plan = plan_new(arena, &inquiry);
    const json_t *traced = json_object_get(plan->program, "traced");
    cr_assert_eq(json_array_size(traced), 2);
    for (size_t i = 0; i < 2; i++) {
        size_t step = (size_t)json_integer_value(json_array_get(traced, i));
        cr_expect_not_null(json_object_get(json_array_get(json_object_get(plan->program, "steps"), step), "do"));
        cr_expect_eq(plan_statement(plan, step), 2);
    }
    cr_assert_null(json_object_get(plan->without_act, "traced"));
    plan_release(plan);
}

Test(plan, counts_have_names_that_the_program_does_not_have)
{
    const struct program program = parse("allocated_before = 1\nallocated_before_ = 2");
    const struct name_set none = {0};
    const struct inquiry inquiry = {.program = &program, .act = 1, .measured = true, .proved = &none};
    struct plan *plan = plan_new(arena, &inquiry);
    cr_assert_str_eq(plan->measurement->before, "allocated_before__");
    cr_assert_str_eq(plan->measurement->after, "allocated_after");
    plan_release(plan);
}

Test(plan, what_stands_behind_an_act_that_is_to_raise_is_tried)
{
    const struct program program = parse("x = [1]\nx[5]\ny = x");
    const struct name_set none = {0};
    const struct inquiry inquiry = {
        .program = &program, .act = 1, .first_tried = 2, .without_act = true, .proved = &none};
    struct plan *plan = plan_new(arena, &inquiry);
    cr_assert_str_eq(steps_of(plan->program), "do x = [1]\ndo x[5]\ntry y = x\nread all\n");
    cr_assert_str_eq(steps_of(plan->without_act), "do x = [1]\ntry y = x\nread all\n");
    cr_assert_eq(plan_statement(plan, 2), 2);
    cr_assert_eq(plan_statement(plan, 3), SIZE_MAX);
    plan_release(plan);
}

Test(plan, an_answer_is_put_in_terms_of_the_program)
{
    const struct program program = parse("x = [1]\nx += [2]\ny = x");
    const struct name_set none = {0};
    const struct inquiry inquiry = {.program = &program, .act = 1, .times = 3, .measured = true, .proved = &none};
    struct plan *plan = plan_new(arena, &inquiry);
    const char *native[] = {"a", "b", "b", "b", "c"};
    struct step_error error = {.step = 3};
    struct observation observation = {.error = &error, .native = native, .native_count = 5, .unsupported_step = 6};
    plan_restore(plan, arena, &observation);
    cr_assert_eq(observation.error->step, 1, "%zu", observation.error->step);
    cr_assert_eq(observation.unsupported_step, 2);
    cr_assert_eq(observation.native_count, 3);
    cr_assert(strcmp(observation.native[1], "b") == 0 && strcmp(observation.native[2], "c") == 0);
    plan_release(plan);
}
