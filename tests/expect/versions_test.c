#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "expect/versions.h"

struct membership {
    char range[24], version[24];
    bool has;
};

ParameterizedTestParameters(versions, range_has)
{
    static struct membership memberships[] = {
        {"==1.12.1", "1.12.1", true},
        {"==1.12.1", "1.12.2", false},
        {"==1.12", "1.12.0", true},
        {"==1.12", "1.12.1", false},
        {"==1.12.*", "1.12.1", true},
        {"==1.12.*", "1.12", true},
        {"==1.12.*", "1.13", false},
        {"==1.12.*", "1.2", false},
        {"==1.*", "1.99.9", true},
        {">=1.10,<1.13", "1.10", true},
        {">=1.10,<1.13", "1.9", false},
        {">=1.10,<1.13", "1.12.99", true},
        {">=1.10,<1.13", "1.13.0", false},
        {">1.10, <= 1.13", "1.10", false},
        {">1.10, <= 1.13", "1.10.1", true},
        {">1.10, <= 1.13", "1.13", true},
        {"<2", "10", false},
        {"<10", "2", true},
        {"==2.13.0", "2.13.0+cpu", true},
        {"==2.0.0", "2.0.0rc1", true},
        {"==0.4.38", "0.4.38.dev2025", true},
        {">=1,>=2", "1.5", false},
        {"<3,<2", "2.5", false},
        {"<=2,<2", "2", false},
        {"*", "1", true},
        {"==1.2.3.4.5.6", "1.2.3.4.5.6.7", true},
    };
    return cr_make_param_array(struct membership, memberships, sizeof memberships / sizeof *memberships);
}

ParameterizedTest(struct membership *item, versions, range_has)
{
    struct arena *arena = arena_new();
    struct version_range range;
    struct version version;
    const char *problem = "";
    cr_assert(version_range_read(arena, item->range, &range, &problem), "%s", problem);
    cr_assert(version_read(item->version, &version));
    cr_assert_eq(version_range_has(&range, &version), item->has, "%s has %s", item->range, item->version);
    arena_free(arena);
}

struct refusal {
    char range[32], words[48];
};

ParameterizedTestParameters(versions, what_is_no_range)
{
    static struct refusal refusals[] = {
        {"", "each condition"},        {"1.12", "each condition"},          {"==", "each condition"},
        {"==x", "each condition"},     {"!=1.12", "each condition"},        {"~=1.12", "each condition"},
        {"==1.12,", "each condition"}, {",==1.12", "each condition"},       {"=1.12", "each condition"},
        {"==-1", "each condition"},    {"==1..2", "after the numbers"},     {"==1.12rc1", "after the numbers"},
        {"==2.13+cpu", "+cpu"},        {">=1.12.*", "only == takes"},       {"==1.2.3.4.5.6.7", "at most 6 numbers"},
        {">=2,<1", "no version"},      {">1,<1.0", "no version"},           {"==1,==2", "no version"},
        {"==1.12 2", "after the"},     {"==12345678901", "each condition"},
    };
    return cr_make_param_array(struct refusal, refusals, sizeof refusals / sizeof *refusals);
}

ParameterizedTest(struct refusal *refusal, versions, what_is_no_range)
{
    struct arena *arena = arena_new();
    struct version_range range;
    const char *problem = NULL;
    cr_assert_not(version_range_read(arena, refusal->range, &range, &problem), "%s", refusal->range);
    cr_assert_not_null(strstr(problem, refusal->words), "%s", problem);
    arena_free(arena);
}

Test(versions, an_unknown_version_is_in_every_version_alone)
{
    struct arena *arena = arena_new();
    struct version_range range;
    struct version version;
    const char *problem;
    cr_assert_not(version_read("unknown", &version));
    cr_assert(version_range_read(arena, "*", &range, &problem) && version_range_has(&range, NULL));
    cr_assert(version_range_read(arena, ">=0", &range, &problem) && !version_range_has(&range, NULL));
    arena_free(arena);
}

static bool meet(const char *left, const char *right)
{
    struct arena *arena = arena_new();
    struct version_range ranges[2];
    const char *problem = "";
    cr_assert(version_range_read(arena, left, &ranges[0], &problem), "%s", problem);
    cr_assert(version_range_read(arena, right, &ranges[1], &problem), "%s", problem);
    bool met = version_ranges_meet(&ranges[0], &ranges[1]);
    cr_assert_eq(met, version_ranges_meet(&ranges[1], &ranges[0]));
    arena_free(arena);
    return met;
}

Test(versions, ranges_meet)
{
    cr_assert(meet("*", "==1"));
    cr_assert(meet("<2", "<1"));
    cr_assert(meet("<=2", ">=2"));
    cr_assert(meet(">=1,<3", ">=2,<4"));
    cr_assert_not(meet("<2", ">=2"));
    cr_assert_not(meet("==1.12.*", "==1.13"));
    cr_assert_not(meet(">=1,<2", ">=3,<4"));
}

Test(versions, the_numbers_of_a_version)
{
    struct arena *arena = arena_new();
    cr_assert_str_eq(version_numbers(arena, "1.12.1"), "1.12.1");
    cr_assert_str_eq(version_numbers(arena, "2.13.0+cpu"), "2.13.0");
    cr_assert_str_eq(version_numbers(arena, "2.0.0rc1"), "2.0.0");
    cr_assert_null(version_numbers(arena, "main"));
    arena_free(arena);
}
