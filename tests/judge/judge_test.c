/* Verdicts from answers as drivers give them, for cases as specs have them. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "judge/judge.h"

static struct arena *arena;
static struct spec *spec;

static void start(void)
{
    arena = arena_new();
    spec = NULL;
}

static void stop(void)
{
    spec_free(spec);
    arena_free(arena);
}

TestSuite(judge, .init = start, .fini = stop);

static const struct test_case *load_case(const char *body)
{
    char path[] = "/tmp/ibid-judge-XXXXXX";
    int descriptor = mkstemp(path);
    FILE *file = fdopen(descriptor, "w");
    fprintf(file, "clause \"c\" { must = \"m\", source = \"ibid\", case \"t\" { %s } }", body);
    fclose(file);
    const char *paths[] = {path};
    struct spec_mistake *mistakes;
    size_t count;
    spec = spec_load(paths, 1, &mistakes, &count);
    unlink(path);
    cr_assert_eq(count, 0, "%s", count > 0 ? mistakes[0].message : "");
    return spec->clauses[0]->cases[0];
}

static const struct observation *decode(const char *text)
{
    if (text == NULL)
        return NULL;
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    cr_assert(json != NULL, "%s in %s", error.text, text);
    const char *message = "";
    const struct observation *observation = observation_decode(arena, json, &message);
    cr_assert(observation != NULL, "%s", message);
    json_decref(json);
    return observation;
}

static struct judgement judge_case(const char *body, const char *answer, const char *without_act)
{
    const struct test_case *test_case = load_case(body);
    struct name_set proved = {0};
    names_of_outcomes(arena, &test_case->outcomes, &proved);
    struct plan *plan = plan_new(arena, &test_case->program, test_case->act, false, &proved, 1);
    plan_release(plan);
    const struct evidence evidence = {&test_case->program, test_case->act, plan, decode(answer), decode(without_act)};
    struct judgement judgement;
    judge(arena, &test_case->outcomes, &evidence, &judgement);
    return judgement;
}

static void expect(enum verdict verdict, const char *words, const char *body, const char *answer, const char *before)
{
    struct judgement judgement = judge_case(body, answer, before);
    cr_assert_eq(judgement.verdict, verdict, "%s: %s", verdict_name(judgement.verdict), judgement.reason);
    cr_assert(strstr(judgement.reason, words) != NULL, "%s", judgement.reason);
    spec_free(spec);
    spec = NULL;
}

#define ANSWER(reads) "{\"id\":1,\"native\":[],\"error\":null,\"tries\":[],\"reads\":[" reads "]}"
#define FAILED(step, kind, reads)                                                                                      \
    "{\"id\":1,\"native\":[],\"tries\":[],\"error\":{\"step\":" #step ",\"kind\":\"" kind                              \
    "\",\"class\":\"E\",\"message\":\"m\"},\"reads\":[" reads "]}"
#define INT(value) "{\"kind\":\"int\",\"value\":\"" value "\"}"
#define SAME       "{\"names\":{\"a\":0,\"x\":0},\"objects\":[" INT("1") "]}"
#define DIFFERENT  "{\"names\":{\"a\":0,\"x\":1},\"objects\":[" INT("1") "," INT("1") "]}"
#define CHANGED    "{\"names\":{\"a\":0,\"x\":1},\"objects\":[" INT("7") "," INT("1") "]}"

#define PROGRAM "\"x = 1\", \"a = x\", \"x += 0\", "

Test(judge, identity)
{
    expect(VERDICT_PASS, "", PROGRAM "identity = { 'x is a' }", ANSWER(SAME), NULL);
    expect(VERDICT_FAIL, "x is not a", PROGRAM "identity = { 'x is a' }", ANSWER(DIFFERENT), NULL);
    expect(VERDICT_PASS, "", PROGRAM "identity = { 'x is not a' }", ANSWER(DIFFERENT), NULL);
    expect(VERDICT_FAIL, "x is a", PROGRAM "identity = { 'x is not a' }", ANSWER(SAME), NULL);
    expect(VERDICT_PASS, "", PROGRAM "identity = { 'x kept' }", ANSWER(SAME), ANSWER(SAME));
    expect(VERDICT_FAIL, "another object", PROGRAM "identity = { 'x kept' }", ANSWER(DIFFERENT), ANSWER(SAME));
    expect(VERDICT_INCONCLUSIVE, "second name", PROGRAM "identity = { 'x kept' }", ANSWER(SAME), ANSWER(DIFFERENT));
}

Test(judge, content)
{
    expect(VERDICT_PASS, "", PROGRAM "content = { x = 1.0 }", ANSWER(SAME), NULL);
    expect(VERDICT_FAIL, "saw 1", PROGRAM "content = { x = 2 }", ANSWER(SAME), NULL);
    expect(VERDICT_FAIL, "saw 1", PROGRAM "content = { x = true }", ANSWER(SAME), NULL);
    expect(VERDICT_FAIL, "saw 1", PROGRAM "content = { x = { 1 } }", ANSWER(SAME), NULL);
}

Test(judge, what_is_not_mentioned_must_not_change)
{
    expect(VERDICT_FAIL, "a stays as it was", PROGRAM "content = { x = 1 }", ANSWER(CHANGED), ANSWER(DIFFERENT));
    expect(VERDICT_PASS, "", PROGRAM "content = { x = 1, a = 7 }", ANSWER(CHANGED), ANSWER(DIFFERENT));
    expect(VERDICT_PASS, "", PROGRAM "content = { x = 1 }, undefined = { 'a' }", ANSWER(CHANGED), ANSWER(DIFFERENT));
}

Test(judge, errors)
{
    expect(VERDICT_PASS, "", PROGRAM "raises = 'casting'", FAILED(2, "casting", SAME), ANSWER(SAME));
    expect(VERDICT_PASS, "", PROGRAM "raises = true", FAILED(2, "other", SAME), ANSWER(SAME));
    expect(VERDICT_FAIL, "casting", PROGRAM "raises = { 'type', 'value' }", FAILED(2, "casting", SAME), ANSWER(SAME));
    expect(VERDICT_FAIL, "nothing was raised", PROGRAM "raises = true", ANSWER(SAME), ANSWER(SAME));
    expect(VERDICT_FAIL, "raises nothing", PROGRAM "content = { x = 1 }", FAILED(2, "type", SAME), ANSWER(SAME));
    expect(VERDICT_ERROR, "setting up failed", PROGRAM "raises = true", FAILED(1, "type", SAME), ANSWER(SAME));
    expect(VERDICT_FAIL, "stays as it was", PROGRAM "raises = true", FAILED(2, "type", CHANGED), ANSWER(DIFFERENT));
}

Test(judge, what_could_not_run)
{
    expect(VERDICT_UNSUPPORTED, "op flip: no", PROGRAM "content = { x = 1 }",
           "{\"id\":1,\"unsupported\":{\"step\":0,\"what\":\"op flip\",\"reason\":\"no\"}}", NULL);
    expect(VERDICT_ERROR, "out of order", PROGRAM "content = { x = 1 }", "{\"id\":1,\"broken\":\"out of order\"}",
           NULL);
    expect(VERDICT_UNSUPPORTED, "m", PROGRAM "content = { x = 1 }", FAILED(0, "unsupported", SAME), NULL);
}

/* Two bytes each: x is [0, 0], v a view of its second element, or of none, or of the first. */
#define BYTES(shape, bytes) "{\"kind\":\"array\",\"dtype\":\"uint8\",\"shape\":[" shape "],\"bytes\":\"" bytes "\"}"
#define READ(v, x)          "{\"names\":{\"v\":0,\"x\":1},\"objects\":[" BYTES("1", v) "," BYTES("2", x) "]}"
#define PROOF(reads)                                                                                                   \
    "{\"id\":1,\"native\":[],\"error\":null,\"tries\":[null,null,null,null,null,null],\"reads\":[" reads "]}"
#define START     READ("AA==", "AAA=")
#define VIEW_BODY "\"x = zeros(2)\", \"v = x[1:]\", view = { v = 'x[1:]' }"

/* clear v, fill v, bit 0 of v (element 0: none); clear x, fill x, bit 0 of x (element 1). */
Test(judge, a_view_is_proved_by_writing)
{
    expect(VERDICT_PASS, "", VIEW_BODY,
           PROOF(START "," START "," READ("MQ==", "ADE=") "," START "," START
                                                          "," READ("MQ==", "MTE=") "," READ("MQ==", "ADE=")),
           NULL);
}

Test(judge, sharing_other_elements_is_no_view)
{
    expect(VERDICT_FAIL, "not a view of", VIEW_BODY,
           PROOF(START "," START "," READ("MQ==", "MQA=") "," START "," START
                                                          "," READ("MQ==", "MTE=") "," READ("AA==", "ADE=")),
           NULL);
}

Test(judge, a_copy_shares_nothing)
{
#define APART                                                                                                          \
    PROOF(START "," START "," READ("MQ==", "AAA=") "," START "," START                                                 \
                                                   "," READ("AA==", "MTE=") "," READ("AA==", "ADE="))
    expect(VERDICT_FAIL, "shares no element", VIEW_BODY, APART, NULL);
    expect(VERDICT_PASS, "", "\"x = zeros(2)\", \"v = x[1:].copy()\", copy = { v = 'x[1:]' }", APART, NULL);
}
