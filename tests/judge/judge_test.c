/* Verdicts from answers as drivers give them, for cases as specs have them. */
#include <criterion/criterion.h>

#include "cases.h"

TestSuite(judge, .init = cases_start, .fini = cases_stop);

static void expect(enum verdict verdict, const char *words, const char *body, const char *answer, const char *before)
{
    const struct test_case *test_case = load_case(body);
    expect_verdict(verdict, words, test_case, plan_of(test_case, 1), answer, before);
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

Test(judge, an_error_after_the_act_is_not_the_acts)
{
    static const char body[] = "\"x = 1\", \"a = x\", act \"x += 0\", \"y = x\", raises = true";
    expect(VERDICT_PASS, "", body, FAILED(2, "type", SAME), ANSWER(SAME));
    expect(VERDICT_FAIL, "raises", body, FAILED(3, "type", SAME), ANSWER(SAME));
}

#define SCALAR(dtype) "{\"names\":{\"a\":0,\"x\":0},\"objects\":[{\"kind\":\"int\",\"value\":\"1\"" dtype "}]}"

Test(judge, dtype)
{
    static const char body[] = PROGRAM "dtype = { x = 'int64' }";
    expect(VERDICT_PASS, "", body, ANSWER(SCALAR(",\"dtype\":\"int64\"")), NULL);
    expect(VERDICT_FAIL, "saw int32", body, ANSWER(SCALAR(",\"dtype\":\"int32\"")), NULL);
    expect(VERDICT_FAIL, "no dtype", body, ANSWER(SAME), NULL);
    expect(VERDICT_FAIL, "not bound", body, ANSWER("{\"names\":{},\"objects\":[]}"), NULL);
}

/* The act binds x alone, so whether a and b are one object is not its to change. */
#define APART    "{\"names\":{\"a\":0,\"b\":1,\"x\":2},\"objects\":[" INT("1") "," INT("1") "," INT("1") "]}"
#define TOGETHER "{\"names\":{\"a\":0,\"b\":0,\"x\":1},\"objects\":[" INT("1") "," INT("1") "]}"

Test(judge, identities_that_are_not_mentioned_must_not_change)
{
    static const char body[] = "\"x = 1\", \"a = x\", \"b = x\", \"x += 1\", content = { x = 1 }";
    expect(VERDICT_PASS, "", body, ANSWER(TOGETHER), ANSWER(TOGETHER));
    expect(VERDICT_FAIL, "saw b is not a", body, ANSWER(APART), ANSWER(TOGETHER));
    expect(VERDICT_FAIL, "saw b is a", body, ANSWER(TOGETHER), ANSWER(APART));
}

/* An act that changes nothing. */
#define QUIET "\"x = 1\", \"a = x\", \"len([a])\", "

/* Two counts around the act, and what was read: the names, then the counts. */
#define COUNTED(tries, before, after)                                                                                  \
    "{\"id\":1,\"native\":[],\"error\":null,\"tries\":[" tries "],\"reads\":[" SAME                                    \
    ",{\"names\":{\"allocated_after\":1,\"allocated_before\":0},\"objects\":[" INT(before) "," INT(after) "]}]}"
#define REFUSED(kind) "{\"step\":2,\"kind\":\"" kind "\",\"class\":\"E\",\"message\":\"it does not count\"}"

Test(judge, what_the_act_allocates)
{
    static const char body[] = QUIET "allocates = 80";
    expect(VERDICT_PASS, "", body, COUNTED("null,null", "20", "100"), NULL);
    expect(VERDICT_FAIL, "it allocated 81", body, COUNTED("null,null", "20", "101"), NULL);
    expect(VERDICT_FAIL, "it allocated 0", body, COUNTED("null,null", "20", "20"), NULL);
    expect(VERDICT_INCONCLUSIVE, "went down", body, COUNTED("null,null", "20", "19"), NULL);
    expect(VERDICT_INCONCLUSIVE, "no number", body, ANSWER(SAME), NULL);
    expect(VERDICT_INCONCLUSIVE, "does not count", body, COUNTED(REFUSED("type") ",null", "0", "0"), NULL);
    expect(VERDICT_PASS, "", QUIET "allocates = at_most(80)", COUNTED("null,null", "20", "20"), NULL);
    expect(VERDICT_PASS, "", QUIET "allocates = at_most(80)", COUNTED("null,null", "20", "100"), NULL);
    expect(VERDICT_FAIL, "at most 80", QUIET "allocates = at_most(80)", COUNTED("null,null", "20", "101"), NULL);
}

Test(judge, who_does_not_count_is_judged_by_the_other_outcomes)
{
    static const char refused[] = COUNTED(REFUSED("unsupported") "," REFUSED("unsupported"), "0", "0");
    expect(VERDICT_PASS, "", QUIET "allocates = 80, content = { x = 1 }", refused, NULL);
    expect(VERDICT_FAIL, "saw 1", QUIET "allocates = 80, content = { x = 2 }", refused, NULL);
    expect(VERDICT_UNSUPPORTED, "it does not count", QUIET "allocates = 80", refused, NULL);
}

static bool tells_nothing(const char *outcomes, const char *answer)
{
    const struct test_case *test_case = load_case(arena_printf(cases_arena(), "%s%s", QUIET, outcomes));
    const struct evidence evidence = {&test_case->program, test_case->act, plan_of(test_case, 1), decode(answer),
                                      decode(ANSWER(SAME))};
    return judge_holds_without_act(cases_arena(), &test_case->outcomes, &evidence);
}

Test(judge, without_the_act_nothing_is_allocated)
{
    cr_assert(tells_nothing("allocates = 0, content = { x = 1 }", COUNTED("null,null", "20", "20")));
    cr_assert_not(tells_nothing("allocates = 80, content = { x = 1 }", COUNTED("null,null", "20", "100")));
    cr_assert(tells_nothing("allocates = 80, content = { x = 1 }",
                            COUNTED(REFUSED("unsupported") "," REFUSED("unsupported"), "0", "0")));
}

Test(judge, what_is_tried_behind_the_act_is_to_work)
{
    static const char body[] = "\"x = 1\", \"a = x\", act \"x += 0\", \"a = x\", raises = true";
#define TRIED(error)                                                                                                   \
    "{\"id\":1,\"native\":[],\"tries\":[" error                                                                        \
    "],\"error\":{\"step\":2,\"kind\":\"type\",\"class\":\"E\",\"message\":\"m\"},"                                    \
    "\"reads\":[" SAME "]}"
#define BEHIND(kind) "{\"step\":3,\"kind\":\"" kind "\",\"class\":\"E\",\"message\":\"there is none\"}"
    expect(VERDICT_PASS, "", body, TRIED("null"), NULL);
    expect(VERDICT_FAIL, "a = x raises nothing", body, TRIED(BEHIND("type")), NULL);
    expect(VERDICT_UNSUPPORTED, "there is none", body, TRIED(BEHIND("unsupported")), NULL);
}
