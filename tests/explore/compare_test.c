#include <criterion/criterion.h>
#include <string.h>

#include "explore/compare.h"
#include "notation/parse.h"

static struct arena *arena;

static void set_up(void)
{
    arena = arena_new();
}

static void tear_down(void)
{
    arena_free(arena);
}

TestSuite(compare, .init = set_up, .fini = tear_down);

/* The answers to a program of two statements, the second of which is tried. */
static struct difference compared(const char *left, const char *right, double tolerance)
{
    const char *answers[] = {left, right};
    struct side sides[2];
    struct program program;
    struct parse_error error;
    static const struct plan plan;
    cr_assert(parse_program(arena, "a = [1]\nb = a", 13, 0, &program, &error));
    for (size_t i = 0; i < 2; i++) {
        const char *message;
        json_t *answer = json_loads(answers[i], 0, NULL);
        cr_assert_not_null(answer, "%s", answers[i]);
        struct observation *observation = observation_decode(arena, answer, &message);
        cr_assert_not_null(observation, "%s", message);
        sides[i] = (struct side){i == 0 ? "L" : "R", &plan, observation};
        json_decref(answer);
    }
    return compare_sides(arena, &program, &sides[0], &sides[1], tolerance);
}

static const char *reading(const char *names, const char *objects)
{
    return arena_printf(arena,
                        "{\"native\": [null], \"error\": null, \"tries\": [null], \"reads\": [{\"names\": {%s}, "
                        "\"objects\": [%s]}]}",
                        names, objects);
}

static const char *failing(const char *kind)
{
    return arena_printf(arena,
                        "{\"native\": [null], \"error\": null, \"tries\": [{\"step\": 1, \"kind\": \"%s\", "
                        "\"class\": \"E\", \"message\": \"m\"}], \"reads\": [{\"names\": {}, \"objects\": []}]}",
                        kind);
}

Test(compare, tells_one_object_from_two_that_are_equal)
{
    const char *one = reading("\"a\": 0, \"b\": 0", "{\"kind\": \"list\", \"items\": []}");
    const char *two =
        reading("\"a\": 0, \"b\": 1", "{\"kind\": \"list\", \"items\": []}, {\"kind\": \"list\", \"items\": []}");
    cr_assert_eq(compared(one, one, 0).kind, SAME);
    cr_assert_eq(compared(two, two, 0).kind, SAME);
    struct difference difference = compared(one, two, 0);
    cr_assert_eq(difference.kind, DIFFERS_IDENTITY);
    cr_assert_str_eq(difference.text, "b is a on L, and another object on R");
    cr_assert(difference.same_on_left);
    cr_assert_not(compared(two, one, 0).same_on_left);
}

Test(compare, does_not_ask_which_numbers_are_one_object)
{
    const char *one = reading("\"a\": 0, \"b\": 0", "{\"kind\": \"int\", \"value\": \"5\"}");
    const char *two =
        reading("\"a\": 0, \"b\": 1", "{\"kind\": \"int\", \"value\": \"5\"}, {\"kind\": \"int\", \"value\": \"5\"}");
    cr_assert_eq(compared(one, two, 0).kind, SAME);
}

static const char *real(const char *value)
{
    return reading("\"a\": 0", arena_printf(arena, "{\"kind\": \"float\", \"value\": \"%s\"}", value));
}

Test(compare, holds_floats_to_the_tolerance)
{
    cr_assert_eq(compared(real("0x1p+0"), real("0x1.000001p+0"), 0).kind, DIFFERS_NAME);
    cr_assert_eq(compared(real("0x1p+0"), real("0x1.000001p+0"), 1e-5).kind, SAME);
    cr_assert_eq(compared(real("0x1p+0"), real("0x1.001p+0"), 1e-5).kind, DIFFERS_NAME);
    cr_assert_eq(compared(real("0x0p+0"), real("-0x0p+0"), 0).kind, DIFFERS_NAME);
    cr_assert_eq(compared(real("nan"), real("nan"), 0).kind, SAME);
    cr_assert_eq(compared(real("nan"), real("inf"), 1e-5).kind, DIFFERS_NAME);
}

Test(compare, holds_errors_to_their_kind)
{
    cr_assert_eq(compared(failing("type"), failing("type"), 0).kind, SAME);
    struct difference difference = compared(failing("type"), failing("value"), 0);
    cr_assert_eq(difference.kind, DIFFERS_ERROR);
    cr_assert_eq(difference.statement, 1);
    cr_assert_eq(compared(failing("type"), failing("unsupported"), 0).kind, NOT_COMPARED);
}

Test(compare, sees_kinds_dtypes_and_shapes)
{
    const char *list = reading("\"a\": 0", "{\"kind\": \"list\", \"items\": []}");
    const char *tuple = reading("\"a\": 0", "{\"kind\": \"tuple\", \"items\": []}");
    const char *wide =
        reading("\"a\": 0", "{\"kind\": \"array\", \"dtype\": \"int8\", \"shape\": [1, 2], \"bytes\": \"AQI=\"}");
    const char *tall =
        reading("\"a\": 0", "{\"kind\": \"array\", \"dtype\": \"int8\", \"shape\": [2, 1], \"bytes\": \"AQI=\"}");
    const char *other =
        reading("\"a\": 0", "{\"kind\": \"array\", \"dtype\": \"uint8\", \"shape\": [1, 2], \"bytes\": \"AQI=\"}");
    const char *nothing = reading("", "");
    cr_assert_eq(compared(list, tuple, 0).kind, DIFFERS_NAME);
    cr_assert_eq(compared(wide, wide, 0).kind, SAME);
    cr_assert_eq(compared(wide, tall, 0).kind, DIFFERS_NAME);
    cr_assert_eq(compared(wide, other, 0).kind, DIFFERS_NAME);
    cr_assert_eq(compared(wide, nothing, 0).kind, DIFFERS_NAME);
    cr_assert_eq(compared(nothing, wide, 0).kind, DIFFERS_NAME);
}
