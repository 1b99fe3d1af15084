#include "cases.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MAXIMUM_SPECS = 32 };

static struct arena *arena;
static struct spec *specs[MAXIMUM_SPECS];
static size_t spec_count;

void cases_start(void)
{
    arena = arena_new();
    spec_count = 0;
}

void cases_stop(void)
{
    for (size_t i = 0; i < spec_count; i++)
        spec_free(specs[i]);
    arena_free(arena);
}

struct arena *cases_arena(void)
{
    return arena;
}

const struct spec *load_spec(const char *text)
{
    char path[] = "/tmp/ibid-judge-XXXXXX";
    int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0 && spec_count < MAXIMUM_SPECS);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    const char *paths[] = {path};
    struct spec_mistake *mistakes;
    size_t count;
    struct spec *spec = spec_load(paths, 1, &mistakes, &count);
    specs[spec_count++] = spec;
    unlink(path);
    cr_assert_eq(count, 0, "%s in %s", count > 0 ? mistakes[0].message : "", text);
    return spec;
}

const struct test_case *load_case(const char *body)
{
    const struct spec *spec =
        load_spec(arena_printf(arena, "clause \"c\" { must = \"m\", source = \"ibid\", case \"t\" { %s } }", body));
    return spec->clauses[0]->cases[0];
}

const struct observation *decode(const char *answer)
{
    if (answer == NULL)
        return NULL;
    json_error_t error;
    json_t *json = json_loads(answer, 0, &error);
    cr_assert(json != NULL, "%s in %s", error.text, answer);
    const char *message = "";
    const struct observation *observation = observation_decode(arena, json, &message);
    cr_assert(observation != NULL, "%s in %s", message, answer);
    json_decref(json);
    return observation;
}

struct plan *plan_of(const struct test_case *test_case, size_t rounds)
{
    struct name_set proved = {0};
    names_of_outcomes(arena, &test_case->outcomes, &proved);
    const struct inquiry inquiry = {.program = &test_case->program,
                                    .act = test_case->act,
                                    .times = test_case->times,
                                    .first_tried = first_tried(test_case),
                                    .measured = outcomes_measure(&test_case->outcomes),
                                    .proved = &proved,
                                    .rounds = rounds};
    struct plan *plan = plan_new(arena, &inquiry);
    plan_release(plan);
    return plan;
}

void expect_verdict(enum verdict verdict, const char *words, const struct test_case *test_case, const struct plan *plan,
                    const char *answer, const char *without_act)
{
    const struct evidence evidence = {&test_case->program, test_case->act, plan, decode(answer), decode(without_act)};
    struct judgement judgement;
    judge(arena, &test_case->outcomes, &evidence, &judgement);
    cr_assert_eq(judgement.verdict, verdict, "%s: %s: %s", answer, verdict_name(judgement.verdict), judgement.reason);
    cr_assert((verdict == VERDICT_PASS) == (judgement.reason[0] == '\0'), "%s", judgement.reason);
    cr_assert(strstr(judgement.reason, words) != NULL, "%s", judgement.reason);
}
