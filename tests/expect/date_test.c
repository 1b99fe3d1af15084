#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>

#include "expect/date.h"

struct day {
    char text[16];
    bool valid;
};

ParameterizedTestParameters(date, is_valid)
{
    static struct day days[] = {
        {"2026-11-25", true},  {"2024-02-29", true},  {"2000-02-29", true},  {"1970-01-01", true},
        {"9999-12-31", true},  {"2026-02-29", false}, {"1900-02-29", false}, {"2026-04-31", false},
        {"2026-13-01", false}, {"2026-00-01", false}, {"2026-01-00", false}, {"1969-12-31", false},
        {"2026-1-1", false},   {"26-01-01", false},   {"2026/01/01", false}, {"2026-01-01 ", false},
        {"", false},
    };
    return cr_make_param_array(struct day, days, sizeof days / sizeof *days);
}

ParameterizedTest(struct day *day, date, is_valid)
{
    cr_assert_eq(date_is_valid(day->text), day->valid, "%s", day->text);
}

static void assert_from_epoch(const char *epoch, int days, const char *expected)
{
    struct arena *arena = arena_new();
    setenv("SOURCE_DATE_EPOCH", epoch, 1);
    const char *date = date_from_today(arena, days);
    if (expected == NULL)
        cr_assert_null(date, "%s", epoch);
    else
        cr_assert_str_eq(date, expected);
    arena_free(arena);
}

Test(date, today_is_the_environments)
{
    assert_from_epoch("1764028799", 0, "2025-11-24");
    assert_from_epoch("1764028800", 0, "2025-11-25");
    assert_from_epoch("0", 0, "1970-01-01");
    assert_from_epoch("1709164800", 0, "2024-02-29");
    assert_from_epoch("1709164800", 366, "2025-03-01");
}

Test(date, an_environment_that_says_no_time_is_refused)
{
    assert_from_epoch("yesterday", 0, NULL);
    assert_from_epoch("-1", 0, NULL);
    assert_from_epoch("1.5", 0, NULL);
    assert_from_epoch("99999999999999999999", 0, NULL);
}

Test(date, without_it_the_clocks)
{
    struct arena *arena = arena_new();
    unsetenv("SOURCE_DATE_EPOCH");
    const char *today = date_from_today(arena, 0);
    cr_assert(date_is_valid(today));
    cr_assert_str_geq(today, "2026-01-01");
    setenv("SOURCE_DATE_EPOCH", "", 1);
    cr_assert_str_eq(date_from_today(arena, 0), today);
    arena_free(arena);
}
