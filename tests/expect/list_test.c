#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "expect/list.h"

struct reading {
    struct arena *arena;
    struct expected_list list;
    struct text mistakes;
};

/* Reads this text as list.json. */
static bool read_text(struct reading *reading, const char *text)
{
    char path[] = "/tmp/ibid-list-XXXXXX";
    int descriptor = mkstemp(path);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    *reading = (struct reading){.arena = arena_new()};
    bool good = expected_list_read(reading->arena, path, "list.json", &reading->list, &reading->mistakes);
    unlink(path);
    return good;
}

static void release(struct reading *reading)
{
    text_free(&reading->mistakes);
    arena_free(reading->arena);
}

#define REST  "\"reason\": \"r\", \"url\": \"https://e.org\", \"expires\": \"2027-01-31\", \"versions\": \"==1\""
#define ENTRY "{\"id\": \"a.b/c\", " REST "}"

Test(list, what_an_entry_says)
{
    struct reading reading;
    cr_assert(read_text(&reading, "[\n  " ENTRY ",\n\n {\"verdict\": \"error\", \"id\": \"a.b\",\n   " REST "}\n]\n"),
              "%s", text_string(&reading.mistakes));
    cr_assert_eq(reading.list.count, 2);
    const struct expected_entry *first = &reading.list.entries[0], *second = &reading.list.entries[1];
    cr_assert_str_eq(first->id, "a.b/c");
    cr_assert_str_eq(first->reason, "r");
    cr_assert_str_eq(first->url, "https://e.org");
    cr_assert_str_eq(first->expires, "2027-01-31");
    cr_assert_str_eq(first->versions, "==1");
    cr_assert_eq(first->verdict, VERDICT_FAIL);
    cr_assert_eq(first->line, 2);
    cr_assert_str_eq(first->text, ENTRY);
    cr_assert_eq(second->verdict, VERDICT_ERROR);
    cr_assert_eq(second->number, 2);
    cr_assert_eq(second->line, 4);
    cr_assert_str_eq(second->text, "{\"verdict\": \"error\", \"id\": \"a.b\",\n   " REST "}");
    release(&reading);
}

/* Brackets, commas, quotes and keys inside strings are none; an escaped key is told at its entry. */
Test(list, lines_and_texts_whatever_strings_hold)
{
    struct reading reading;
    cr_assert_not(read_text(&reading, "[{\"id\": \"]},[{\\\"\\\\\",\n\"reason\": \"\\\"expires\\\":\\\\\",\n"
                                      "\"url\": \"expires\",\n\"expires\" :\"never\", \"versions\": \"*\"},\n\n"
                                      "[[\"]\", {\"id\": 1}]]\t\r\n ,{\"i\\u0064\": 1}]"));
    const char *told = text_string(&reading.mistakes);
    cr_assert_not_null(strstr(told, "list.json:3: entry 1: \"expires\" is no address"), "%s", told);
    cr_assert_not_null(strstr(told, "list.json:4: entry 1: \"never\" is no day"), "%s", told);
    cr_assert_not_null(strstr(told, "list.json:6: entry 2: it is not an object"), "%s", told);
    cr_assert_not_null(strstr(told, "list.json:7: entry 3: \"id\" is not a string"), "%s", told);
    cr_assert_str_eq(reading.list.entries[1].text, "[[\"]\", {\"id\": 1}]]");
    cr_assert_str_eq(reading.list.entries[2].text, "{\"i\\u0064\": 1}");
    release(&reading);
}

Test(list, an_empty_one)
{
    struct reading reading;
    cr_assert(read_text(&reading, "[]"));
    cr_assert_eq(reading.list.count, 0);
    release(&reading);
}

static void assert_unfilled(const char *reason, const char *url, const char *expected)
{
    struct reading reading;
    char text[256];
    snprintf(text, sizeof text,
             "[{\"id\": \"a\", \"reason\": \"%s\", \"url\": \"%s\", \"expires\": \"2027-01-31\", \"versions\": \"*\"}]",
             reason, url);
    cr_assert(read_text(&reading, text), "%s", text_string(&reading.mistakes));
    const char *unfilled = expected_entry_unfilled(&reading.list.entries[0]);
    if (expected == NULL)
        cr_assert_null(unfilled);
    else
        cr_assert_str_eq(unfilled, expected);
    release(&reading);
}

Test(list, what_is_still_to_be_written_can_be_read)
{
    assert_unfilled("r", "http://e.org", NULL);
    assert_unfilled("", "http://e.org", "reason");
    assert_unfilled("TODO: say why", "http://e.org", "reason");
    assert_unfilled("r", "", "url");
    assert_unfilled("r", " TODO", "url");
}

Test(list, ids_may_stand_once_for_each_version)
{
    struct reading reading;
    cr_assert(read_text(&reading, "[" ENTRY ", {\"verdict\": \"error\", \"id\": \"a.b/c\", " REST "}]"),
              "another verdict: %s", text_string(&reading.mistakes));
    release(&reading);
    cr_assert_not(read_text(&reading, "[" ENTRY ",\n" ENTRY "]"));
    cr_assert_str_eq(text_string(&reading.mistakes),
                     "list.json:2: entry 2: entry 1 (line 1) lists a.b/c too, for versions ==1: remove one, or part "
                     "their versions\n");
    release(&reading);
}

struct mistake {
    char text[256], words[96];
};

ParameterizedTestParameters(list, mistakes)
{
    static struct mistake mistakes[] = {
        {"", "list.json:1: not JSON"},
        {"[\n{]", "list.json:2: not JSON"},
        {"{}", "list.json:1: a list of expected failures is a JSON array"},
        {"[1]", "list.json:1: entry 1: it is not an object"},
        {"[\n\n\"x, y\" , [1,2]]", "list.json:3: entry 2: it is not an object"},
        {"[{\"id\": \"a\",\n \"id\": \"b\"}]", "list.json:2: not JSON: duplicate object key"},
        {"[{\n\"id\": \"a\"}]", "list.json:1: entry 1: it has no \"reason\""},
        {"[" ENTRY ",\n{\"id\": 1, " REST "}]", "list.json:2: entry 2: \"id\" is not a string"},
        {"[{\"id\": \"array.*\", " REST "}]", "entry 1: \"array.*\" is not an id"},
        {"[{\"id\": \"\", " REST "}]", "entry 1: \"\" is not an id"},
        {"[{\"id\": \"a\",\n\"version\": \"\", " REST "}]", "list.json:2: entry 1: there is no field \"version\"; did"},
        {"[{\"id\": \"a\", \"colour\": \"\", " REST "}]", "there is no field \"colour\"; an entry has id, reason"},
        {"[{\"id\": \"a\\n\", " REST "}]", "\"id\" has a control character"},
        {"[{\"id\": \"a\", \"verdict\": \"pass\", " REST "}]", "\"verdict\" is \"pass\"; expected \"fail\""},
    };
    return cr_make_param_array(struct mistake, mistakes, sizeof mistakes / sizeof *mistakes);
}

ParameterizedTest(struct mistake *mistake, list, mistakes)
{
    struct reading reading;
    cr_assert_not(read_text(&reading, mistake->text), "%s", mistake->text);
    cr_assert_not_null(strstr(text_string(&reading.mistakes), mistake->words), "%s", text_string(&reading.mistakes));
    release(&reading);
}

Test(list, every_mistake_is_told_with_its_line)
{
    struct reading reading;
    cr_assert_not(read_text(&reading, "[{\n \"id\": \"a\",\n \"reason\": \"r\",\n \"url\": \"example.org\",\n"
                                      " \"expires\": \"2027-02-29\",\n \"versions\": \"1.12\"}]"));
    const char *told = text_string(&reading.mistakes);
    cr_assert_not_null(strstr(told, "list.json:4: entry 1: \"example.org\" is no address"), "%s", told);
    cr_assert_not_null(strstr(told, "list.json:5: entry 1: \"2027-02-29\" is no day"), "%s", told);
    cr_assert_not_null(strstr(told, "list.json:6: entry 1: \"versions\" is \"1.12\": each condition"), "%s", told);
    release(&reading);
}

Test(list, a_missing_file)
{
    struct reading reading = {.arena = arena_new()};
    cr_assert_not(expected_list_read(reading.arena, "/nowhere/list", "list", &reading.list, &reading.mistakes));
    cr_assert_str_eq(text_string(&reading.mistakes), "list: cannot be read: No such file or directory\n");
    release(&reading);
}
