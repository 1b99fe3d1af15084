#include "expect/versions.h"

#include <ctype.h>
#include <string.h>

/* Beyond this a number is no part of a version (dates such as 20261125 are). */
enum { NUMBER_DIGITS = 9 };

static bool is_digit(char character)
{
    return isdigit((unsigned char)character) != 0;
}

/* Reads "1.12.1" and leaves *text behind it; the count of numbers, 0 if there are none or one is endless. */
static size_t read_numbers(const char **text, struct version *version)
{
    size_t count = 0;
    *version = (struct version){{0}};
    while (is_digit(**text)) {
        unsigned long number = 0;
        size_t digits = 0;
        for (; is_digit(**text); (*text)++, digits++)
            number = 10 * number + (unsigned long)(**text - '0');
        if (digits > NUMBER_DIGITS)
            return 0;
        if (count < VERSION_NUMBERS)
            version->numbers[count] = number;
        count++;
        if ((*text)[0] != '.' || !is_digit((*text)[1]))
            break;
        (*text)++;
    }
    return count;
}

bool version_read(const char *text, struct version *version)
{
    return read_numbers(&text, version) > 0;
}

const char *version_numbers(struct arena *arena, const char *text)
{
    struct version version;
    const char *end = text;
    return read_numbers(&end, &version) > 0 ? arena_strndup(arena, text, (size_t)(end - text)) : NULL;
}

int version_compare(const struct version *left, const struct version *right)
{
    for (size_t i = 0; i < VERSION_NUMBERS; i++)
        if (left->numbers[i] != right->numbers[i])
            return left->numbers[i] < right->numbers[i] ? -1 : 1;
    return 0;
}

/* Whether nothing is at or after `from` and at or before `to`. */
static bool leave_nothing(const struct version_bound *from, const struct version_bound *to)
{
    if (!from->given || !to->given)
        return false;
    int order = version_compare(&from->version, &to->version);
    return order > 0 || (order == 0 && !(from->inclusive && to->inclusive));
}

/* Makes the range narrower; `direction` is 1 for its beginning, -1 for its end. */
static void narrow(struct version_bound *bound, int direction, const struct version *version, bool inclusive)
{
    int order = bound->given ? direction * version_compare(version, &bound->version) : 1;
    if (order > 0)
        *bound = (struct version_bound){true, inclusive, *version};
    else if (order == 0)
        bound->inclusive = bound->inclusive && inclusive;
}

enum comparison { SAME, AT_LEAST, AT_MOST, MORE, LESS, NO_COMPARISON };

static enum comparison read_comparison(const char **text)
{
    /* In the order of the enumeration: longer ones before those that they begin with. */
    static const char *const signs[] = {"==", ">=", "<=", ">", "<"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t bytes = strlen(signs[i]);
        if (strncmp(*text, signs[i], bytes) == 0) {
            *text += bytes;
            return (enum comparison)i;
        }
    }
    return NO_COMPARISON;
}

static void skip_spaces(const char **text)
{
    *text += strspn(*text, " ");
}

static void add_condition(struct version_range *range, enum comparison comparison, const struct version *version)
{
    if (comparison == SAME || comparison == AT_LEAST || comparison == MORE)
        narrow(&range->from, 1, version, comparison != MORE);
    if (comparison == SAME || comparison == AT_MOST || comparison == LESS)
        narrow(&range->to, -1, version, comparison != LESS);
}

/* One of the conditions between commas. */
static bool read_condition(const char **text, struct version_range *range, const char **problem)
{
    struct version version;
    skip_spaces(text);
    enum comparison comparison = read_comparison(text);
    skip_spaces(text);
    *problem =
        "each condition is one of == >= <= > < and a version of numbers, as in \"==1.12.1\" or \">=1.10,<1.13\"; "
        "\"*\" stands for every version";
    size_t count = comparison == NO_COMPARISON ? 0 : read_numbers(text, &version);
    if (count == 0)
        return false;
    *problem = "a version here has at most 6 numbers";
    if (count > VERSION_NUMBERS)
        return false;
    if (strncmp(*text, ".*", 2) != 0) {
        add_condition(range, comparison, &version);
    } else {
        *problem = "only == takes a version that ends in .*";
        if (comparison != SAME)
            return false;
        *text += 2;
        add_condition(range, AT_LEAST, &version);
        version.numbers[count - 1]++;
        add_condition(range, LESS, &version);
    }
    skip_spaces(text);
    *problem = "what stands after the numbers of a version (rc1, +cpu) is never looked at: leave it away";
    return **text == '\0' || **text == ',';
}

bool version_range_read(struct arena *arena, const char *text, struct version_range *range, const char **problem)
{
    *range = (struct version_range){0};
    if (strcmp(text, "*") == 0)
        return true;
    for (const char *at = text;; at++) {
        if (!read_condition(&at, range, problem)) {
            *problem = arena_printf(arena, "\"%s\": %s", text, *problem);
            return false;
        }
        if (*at == '\0')
            break;
    }
    if (!leave_nothing(&range->from, &range->to))
        return true;
    *problem = arena_printf(arena, "\"%s\": no version is all of this", text);
    return false;
}

bool version_range_has(const struct version_range *range, const struct version *version)
{
    if (version == NULL)
        return !range->from.given && !range->to.given;
    const struct version_bound here = {true, true, *version};
    return !leave_nothing(&range->from, &here) && !leave_nothing(&here, &range->to);
}

bool version_ranges_meet(const struct version_range *left, const struct version_range *right)
{
    return !leave_nothing(&left->from, &right->to) && !leave_nothing(&right->from, &left->to);
}
