#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/check.h"
#include "report/save.h"
#include "samples.h"

TestSuite(read);

/* The sample's text, which tests then break. */
static char *sample_text(struct arena *arena, const char *path)
{
    struct text text = TEXT_EMPTY;
    const char *message;
    cr_assert(load(arena, path, &text, &message));
    char *copy = arena_strdup(arena, text_string(&text));
    text_free(&text);
    return copy;
}

/* The sample with the first occurrence of `old` replaced. */
static const char *changed(struct arena *arena, const char *path, const char *old, const char *new)
{
    char *text = sample_text(arena, path);
    char *at = strstr(text, old);
    cr_assert_not_null(at, "the sample has no %s", old);
    return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

/* Reads text that must be refused; the message, without the file's name. */
static const char *refusal_of(struct arena *arena, const char *content, size_t bytes)
{
    struct results results;
    const char *message = NULL;
    const char *path = scratch_file(arena, content, bytes);
    bool fine = report_read(arena, path, &results, &message);
    remove(path);
    cr_assert_not(fine, "was accepted, but expected a refusal");
    cr_assert_eq(strncmp(message, path, strlen(path)), 0, "\"%s\" does not name the file", message);
    cr_assert_null(results.header);
    return message + strlen(path);
}

static void expect_refusal(const char *path, const char *old, const char *new, const char *expected)
{
    struct arena *arena = arena_new();
    const char *text = changed(arena, path, old, new);
    const char *message = refusal_of(arena, text, strlen(text));
    cr_expect_str_eq(message, expected);
    arena_free(arena);
}

Test(read, counts_what_the_footer_counts)
{
    struct arena *arena = arena_new();
    struct results results[SAMPLE_COUNT];
    read_samples(arena, results);
    cr_expect_null(results[0].cut_short);
    cr_expect_eq(results[0].counts[VERDICT_PASS], 12);
    cr_expect_eq(results[0].counts[VERDICT_NOT_APPLICABLE], 1);
    cr_expect_eq(results[1].choice_counts[VERDICT_DIFFERS], 2);
    cr_expect_eq(results[1].expected_counts[VERDICT_FAIL], 1);
    cr_expect_eq(results[1].expected_choice_counts[VERDICT_DIFFERS], 0);
    cr_expect_eq(results[2].counts[VERDICT_ERROR], 2);
    cr_expect_eq(results[2].counts[VERDICT_INCONCLUSIVE], 1);
    cr_expect_eq(json_object_size(results[2].cases), 13);
    cr_expect_eq(json_array_size(json_object_get(results[2].cases_of, "array.slice.view")), 3);
    cr_expect_null(json_object_get(json_object_get(results[0].cases, "name.assignment/a-list"), "observations"),
                   "observations are no part of a report and must not eat memory");
    release_samples(results);
    arena_free(arena);
}

Test(read, a_killed_run_is_read_and_says_so)
{
    struct arena *arena = arena_new();
    struct results results;
    const char *message = "";
    cr_assert(report_read(arena, SAMPLE("killed"), &results, &message), "%s", message);
    cr_expect_str_eq(results.cut_short, "the run was killed while it wrote line 23");
    cr_expect_eq(results.counts[VERDICT_PASS], 3);
    report_release(&results);
    arena_free(arena);
}

Test(read, every_cut_of_a_file_is_read_or_refused_by_name)
{
    struct arena *arena = arena_new();
    char *text = sample_text(arena, SAMPLE("torch"));
    size_t header = strcspn(text, "\n");
    size_t length = strlen(text), read = 0;
    for (size_t bytes = 0; bytes < length; bytes += 97) {
        struct results results;
        const char *message = "";
        const char *path = scratch_file(arena, text, bytes);
        bool fine = report_read(arena, path, &results, &message);
        remove(path);
        cr_expect_eq(fine, bytes >= header, "cut after %zu bytes: %s", bytes, message);
        if (fine)
            cr_expect_not_null(results.cut_short);
        read += fine;
        report_release(&results);
    }
    cr_expect_gt(read, 100);
    arena_free(arena);
}

Test(read, a_missing_footer_is_no_mistake)
{
    struct arena *arena = arena_new();
    char *text = sample_text(arena, SAMPLE("numpy"));
    *strstr(text, "{\"record\":\"footer\"") = '\0';
    const char *path = scratch_file(arena, text, strlen(text)), *message = "";
    struct results results;
    cr_assert(report_read(arena, path, &results, &message), "%s", message);
    remove(path);
    cr_expect_null(results.footer);
    cr_expect_str_eq(results.cut_short, "the run ended before its end: the file has no footer");
    report_release(&results);
    arena_free(arena);
}

Test(read, names_field_and_expectation)
{
    expect_refusal(SAMPLE("numpy"), "\"format\":1", "\"format\":2",
                   ":1: the file is of format 2; this ibid reads format 1: use the ibid that wrote it or a newer one");
    expect_refusal(SAMPLE("numpy"),
                   "\"asks\":", "\"ask\":", ":2: array_iadd: the choice has no \"asks\"; expected a string");
    expect_refusal(SAMPLE("numpy"), "\"verdict\":\"pass\"", "\"verdict\":\"passed\"",
                   ":2: array_iadd: \"verdict\" of the choice is not a verdict (pass, fail, differs, inconclusive, "
                   "unsupported, not applicable, error)");
    expect_refusal(SAMPLE("numpy"), "\"act\":1", "\"act\":2",
                   ":7: name.assignment/a-list: \"act\" of the case is not one of its 2 statements, which are counted "
                   "from 0");
    expect_refusal(SAMPLE("numpy"), "\"names\":{\"x\":0", "\"names\":{\"x\":7",
                   ":7: name.assignment/a-list: the name \"x\" of \"state\" is bound to object 7, but there are 1 "
                   "objects");
    expect_refusal(SAMPLE("numpy"), "\"description\":\"list of 2 items\"", "\"items\":[9],\"description\":\"list\"",
                   ":7: name.assignment/a-list: the memory of \"state\" does not hold together: elements have to be as "
                   "many as the shape says, and items, buffers and places have to be there");
    expect_refusal(SAMPLE("numpy"), "\"holds\":true", "\"holds\":\"yes\"",
                   ":7: name.assignment/a-list: \"holds\" of outcome 1 is not true, false or null");
    expect_refusal(SAMPLE("numpy"), "\"level\":\"MUST\"", "\"level\":\"MAY\"",
                   ":6: name.assignment: \"level\" is neither MUST nor SHOULD");
    expect_refusal(SAMPLE("numpy"), "\"asks\":", "\"place\":{\"file\":\"x.lua\"},\"asks\":",
                   ":2: array_iadd: \"place\" has no \"line\"; expected an integer of 0 or more");
    expect_refusal(SAMPLE("numpy"), "\"answer\":\"in", "\"answer\":\"\xff",
                   ":2: column 520: not JSON: unable to decode byte 0xff near '\"'");
}

Test(read, refuses_what_does_not_add_up)
{
    expect_refusal(SAMPLE("numpy"), "\"record\":\"header\"", "\"record\":\"heading\"",
                   ":1: \"record\" says which kind of record this is: expected header, choice, clause, case or footer; "
                   "is this a results file?");
    expect_refusal(SAMPLE("numpy"), "\"id\":\"basic_slice\"", "\"id\":\"array_iadd\"",
                   ":3: the choice \"array_iadd\" stands in the file twice; merge shards with `ibid merge`, do not "
                   "concatenate them");
    expect_refusal(SAMPLE("numpy"), "\"counts\":{\"pass\":12", "\"counts\":{\"pass\":13",
                   ":25: \"counts\" of the footer says 13 pass, but the lines before it have 12: the file was changed "
                   "after the run, or lacks lines");
    expect_refusal(
        SAMPLE("torch"), "torch.json\",\"cases\":1", "torch.json\",\"cases\":2",
        ":25: \"expected_failures\" of the footer says 2 cases, but the lines before it have 1: the file was "
        "changed after the run, or lacks lines");
    expect_refusal(SAMPLE("torch"), "\"entry\":2", "\"entry\":\"2\"",
                   ":25: \"entry\" of problem 1 of \"expected_failures\" is not an integer of 0 or more");
    expect_refusal(SAMPLE("numpy"), "\"clause\":\"name.assignment\"", "\"clause\":\"name.assigning\"",
                   ":7: the case belongs to the clause \"name.assigning\", which no line before it has");
}

static const char *refusal_of_text(struct arena *arena, const char *text)
{
    return refusal_of(arena, text, strlen(text));
}

Test(read, refuses_what_is_no_results_file)
{
    struct arena *arena = arena_new();
    char *sample = sample_text(arena, SAMPLE("numpy"));
    cr_expect_str_eq(refusal_of(arena, "", 0), ":1: the file is empty; `ibid run --out FILE` writes one");
    cr_expect(strstr(refusal_of_text(arena, "\x89PNG\r\n"), ":1: column 1: not JSON: ") != NULL);
    cr_expect(strstr(refusal_of(arena, "{}\0{}\n", 6), ":1: column ") != NULL);
    cr_expect(strstr(refusal_of_text(arena, "{\"record\":\"\xff\"}\n"), "not JSON") != NULL);
    cr_expect(strstr(refusal_of_text(arena, "[1, 2]\n"), "is this a results file?") != NULL);
    cr_expect_str_eq(refusal_of_text(arena, strchr(sample, '\n') + 1),
                     ":1: the first record of a results file is its header, not this");
    cr_expect_str_eq(refusal_of_text(arena, arena_printf(arena, "%s%s", sample, sample)),
                     ":26: there is a record after the footer; merge files with `ibid merge`, do not concatenate them");
    arena_free(arena);
}

Test(read, bounds_depth)
{
    struct arena *arena = arena_new();
    struct text text = TEXT_EMPTY;
    for (int i = 0; i < 100000; i++)
        text_append_character(&text, '[');
    cr_expect_str_eq(refusal_of(arena, text.data, text.bytes), ":1: lists and objects are nested more than 64 deep");
    text_free(&text);
    arena_free(arena);
}

Test(read, says_why_a_file_cannot_be_opened)
{
    struct arena *arena = arena_new();
    struct results results;
    const char *message = "";
    cr_assert_not(report_read(arena, "/nonexistent/results.jsonl", &results, &message));
    cr_expect_str_eq(message, "/nonexistent/results.jsonl: cannot be opened: No such file or directory");
    cr_assert_not(report_read(arena, "/", &results, &message));
    cr_expect_str_eq(message, "/:1: cannot be read on: Is a directory");
    arena_free(arena);
}
