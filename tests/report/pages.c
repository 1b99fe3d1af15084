#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/matrix.h"
#include "samples.h"

TestSuite(pages);

struct made {
    struct arena *arena;
    struct results results[SAMPLE_COUNT];
    struct text text;
};

static void make(struct made *made, void (*append)(struct text *, const struct results *, size_t), size_t count)
{
    *made = (struct made){.arena = arena_new()};
    read_samples(made->arena, made->results);
    append(&made->text, made->results, count);
}

static void drop(struct made *made)
{
    text_free(&made->text);
    release_samples(made->results);
    arena_free(made->arena);
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        count++;
    return count;
}

Test(pages, junit_counts_a_clean_run)
{
    struct made made;
    make(&made, junit_append, 1);
    cr_expect(strstr(made.text.data, "<testsuites name=\"ibid\" tests=\"17\" failures=\"0\" errors=\"0\""));
    cr_expect_eq(occurrences(made.text.data, "<testcase "), 17);
    cr_expect_eq(occurrences(made.text.data, "<skipped "), 1);
    cr_expect(
        strstr(made.text.data, "<skipped message=\"not applicable: presupposes array_iadd = &quot;rebinds&quot;"));
    drop(&made);
}

Test(pages, junit_maps_verdicts)
{
    struct made made;
    make(&made, junit_append, SAMPLE_COUNT);
    /* Failures: two choices that differ, one that fails, two cases, an entry of a list that passes. Errors: three, and
     * the killed run. */
    cr_expect(strstr(made.text.data, "<testsuites name=\"ibid\" tests=\"69\" failures=\"6\" errors=\"4\""));
    cr_expect_eq(occurrences(made.text.data, "<failure "), 6);
    cr_expect_eq(occurrences(made.text.data, "<error "), 4);
    cr_expect(strstr(made.text.data,
                     "<failure message=\"differs: the profile&#39;s answer is &quot;any sign&quot;, not "
                     "&quot;positive only&quot;\" type=\"differs\">"));
    cr_expect(strstr(made.text.data, "<skipped message=\"expected failure: x.T of a channels-last"));
    cr_expect(strstr(made.text.data, "<failure message=\"impl/expected/torch.json:9: array.overlap.as_if_copied: its "
                                     "cases pass now: remove the entry\" type=\"passes\"/>"));
    cr_expect(strstr(made.text.data, "<skipped message=\"inconclusive: "));
    cr_expect(strstr(made.text.data, "<skipped message=\"unsupported: "));
    cr_expect(
        strstr(made.text.data, "<error message=\"the run was killed while it wrote line 23\" type=\"incomplete\"/>"));
    cr_expect(strstr(made.text.data, "  &gt; x += 10") == NULL, "the act's mark is ours, not escaped twice");
    drop(&made);
}

static void number(const struct results *results, const char *clause, const char *chapter, const char *number)
{
    json_t *record = json_object_get(results->clauses, clause);
    json_object_set_new(record, "chapter", json_string(chapter));
    json_object_set_new(record, "number", json_string(number));
}

Test(pages, chapters_by_number)
{
    struct made made;
    make(&made, junit_append, 1);
    number(&made.results[0], "name.assignment", "Views", "10.1");
    number(&made.results[0], "array.slice.view", "Names", "2.10");
    number(&made.results[0], "array.iadd.rebinding", "Names", "2.9");
    number(&made.results[0], "array.transpose.view", "Wrong", "x");
    struct matrix matrix;
    matrix_fill(&matrix, made.results, 1);
    struct text order = TEXT_EMPTY;
    for (size_t i = 0; i < json_array_size(matrix.chapters); i++) {
        const json_t *chapter = json_array_get(matrix.chapters, i), *clauses = json_object_get(chapter, "clauses");
        text_printf(&order, "%d. %s:", (int)json_integer_value(json_object_get(chapter, "number")),
                    field_text(chapter, "title"));
        for (size_t k = 0; k < json_array_size(clauses); k++)
            text_printf(&order, " %s", json_string_value(json_array_get(clauses, k)));
        text_append(&order, "\n");
    }
    cr_expect_str_eq(text_string(&order),
                     "2. Names: array.iadd.rebinding array.slice.view\n"
                     "10. Views: name.assignment\n"
                     "11. array: array.iadd.identity array.overlap.as_if_copied array.transpose.view\n");
    text_free(&order);
    matrix_release(&matrix);
    drop(&made);
}

Test(pages, matrix_joins_files)
{
    struct made made;
    make(&made, junit_append, SAMPLE_COUNT);
    struct matrix matrix;
    matrix_fill(&matrix, made.results, SAMPLE_COUNT);
    cr_expect_eq(json_object_size(matrix.clauses), 6);
    cr_expect_eq(json_array_size(matrix.chapters), 2);
    cr_expect_str_eq(matrix_key(&matrix, 0), "numpy@2.4.6");
    cr_expect_str_eq(matrix_key(&matrix, 2), "hostile-driver-flag=-b@1.0");
    cr_expect_str_eq(matrix_key(&matrix, 3), "model:jax@0.1.0");
    matrix_release(&matrix);

    struct results twice[2] = {made.results[0], made.results[0]};
    matrix_fill(&matrix, twice, 2);
    cr_expect_str_eq(matrix_key(&matrix, 1), "numpy@2.4.6-2", "two columns need two links");
    cr_expect_str_eq(matrix_name(&matrix, 0), "numpy");
    cr_expect_str_eq(matrix_name(&matrix, 1), "numpy (2)", "and two names");
    matrix_release(&matrix);

    /* Two dialects of one model: only what --impl was given tells them apart. */
    json_t *dialect = json_deep_copy(made.results[3].header);
    json_object_set_new(json_object_get(dialect, "implementation"), "selector", json_string("model:torch"));
    struct results dialects[3] = {made.results[3], made.results[3], made.results[0]};
    dialects[1].header = dialect;
    matrix_fill(&matrix, dialects, 3);
    cr_expect_str_eq(matrix_name(&matrix, 0), "model:jax");
    cr_expect_str_eq(matrix_name(&matrix, 1), "model:torch");
    cr_expect_str_eq(matrix_name(&matrix, 2), "numpy");
    matrix_release(&matrix);
    json_decref(dialect);
    drop(&made);
}

static void expect_mark(const struct results *results, const char *clause, const char *word)
{
    struct tally tally = clause_tally(results, clause);
    cr_expect_str_eq(tally_mark(&tally)->word, word, "%s of %s", clause, results->file);
}

Test(pages, a_clause_looks_no_better_than_its_cases)
{
    struct made made;
    make(&made, junit_append, 1);
    expect_mark(&made.results[0], "array.iadd.identity", "pass");
    expect_mark(&made.results[1], "array.iadd.identity", "partly");
    expect_mark(&made.results[1], "array.overlap.as_if_copied", "not applicable");
    expect_mark(&made.results[1], "array.slice.view", "pass");
    expect_mark(&made.results[1], "array.transpose.view", "expected failure");
    expect_mark(&made.results[2], "array.iadd.identity", "error");
    expect_mark(&made.results[2], "name.assignment", "fail");
    expect_mark(&made.results[2], "array.transpose.view", "unsupported");
    expect_mark(&made.results[3], "array.transpose.view", "not run");
    drop(&made);
}

static void expect_conclusion(const struct results *results, const char *conclusion, int sign)
{
    struct text text = TEXT_EMPTY;
    append_conclusion(&text, results);
    cr_expect_str_eq(text_string(&text), conclusion);
    cr_expect_eq(conclusion_sign(results), sign, "%s", conclusion);
    text_free(&text);
}

Test(pages, a_run_that_executed_little_does_not_look_green)
{
    struct made made;
    make(&made, junit_append, 1);
    expect_conclusion(&made.results[0], "conformant to profile numpy", 1);
    expect_conclusion(&made.results[1], "not conformant to profile numpy", -1);
    expect_conclusion(&made.results[2], "not consistent", -1);
    expect_conclusion(&made.results[3], "incomplete", 0);
    struct results some = made.results[0];
    some.counts[VERDICT_PASS] = 2;
    some.counts[VERDICT_UNSUPPORTED] = 10;
    expect_conclusion(&some, "conformant to profile numpy, as far as 2 of 13 cases tell", 0);
    some.counts[VERDICT_PASS] = 0;
    expect_conclusion(&some, "nothing was tested", 0);
    drop(&made);
}

Test(pages, a_run_that_was_excused_or_whose_list_does_not_fit_does_not_look_green)
{
    struct made made;
    make(&made, junit_append, 1);
    struct results *excused = &made.results[0];
    excused->expected_counts[VERDICT_FAIL] = 2;
    expect_conclusion(excused, "conformant to profile numpy, but for 2 expected failures", 0);
    excused->expected_counts[VERDICT_FAIL] = 0;
    json_t *list = json_pack("{s: s, s: [{s: s}]}", "file", "list.json", "problems", "id", "array.x");
    json_object_set_new(excused->footer, "expected_failures", list);
    json_object_set_new(excused->footer, "exit", json_integer(1));
    expect_conclusion(excused, "conformant to profile numpy, but the list of expected failures does not fit", -1);
    /* With a choice that differs beside it, it is not the list alone. */
    json_t *choice = json_object_get(excused->choices, "overlap");
    json_object_set_new(choice, "verdict", json_string("differs"));
    expect_conclusion(excused, "not conformant to profile numpy", -1);
    json_object_set_new(choice, "expected_failure", json_object());
    expect_conclusion(excused, "conformant to profile numpy, but the list of expected failures does not fit", -1);
    drop(&made);
}

Test(pages, markdown_tells_what_does_not_hold)
{
    struct made made;
    make(&made, markdown_append, SAMPLE_COUNT);
    cr_expect(strstr(made.text.data,
                     "| torch 2.9.1+cpu | not conformant to profile numpy | 8 of 13 | 7 | 0 | 0 | 1 | 0 | 1 | 4 |"));
    cr_expect(strstr(made.text.data, "; expected, since x.T of a channels-last"));
    cr_expect(strstr(made.text.data, " [example.org](<https://example.org/issues/17>), until 2027-06-30\n"));
    cr_expect(strstr(made.text.data, "- list of expected failures: impl/expected/torch.json:9: "));
    cr_expect(strstr(made.text.data, "**Incomplete:**"));
    cr_expect(strstr(made.text.data, "- \xe2\x89\xa0 `slice_step`: "));
    cr_expect_null(strstr(made.text.data, "<img"));
    drop(&made);
}

/* The one that a reviewer has to look at comes first, whatever the order of the files. */
Test(pages, markdown_has_the_worst_first)
{
    struct made made;
    make(&made, markdown_append, SAMPLE_COUNT);
    const char *hostile = strstr(made.text.data, "## What does not hold: &lt;b&gt;evil");
    const char *torch = strstr(made.text.data, "## What does not hold: torch");
    cr_assert(hostile != NULL && torch != NULL);
    cr_expect_lt((void *)hostile, (void *)torch);
    const char *tables = strstr(made.text.data, "<details><summary>Choices: 4 of 4 where");
    cr_assert_not_null(tables);
    cr_expect_lt((void *)torch, (void *)tables);
    cr_expect(strstr(made.text.data, "<details><summary>Clauses: 4 of 6 that do not pass everywhere"));
    drop(&made);
}

static void set_reason(struct results *results, const char *clause, const char *reason, const char *url)
{
    const char *id;
    json_t *record;
    json_object_foreach(results->cases, id, record) if (strcmp(field_text(record, "clause"), clause) == 0)
    {
        json_object_set_new(record, "verdict", json_string("fail"));
        json_object_set_new(record, "reason", json_string(reason));
        results->counts[VERDICT_FAIL]++;
        results->expected_counts[VERDICT_FAIL] += url != NULL;
        if (url != NULL)
            json_object_set_new(record, "expected_failure",
                                json_pack("{s: s, s: s, s: n}", "reason", "known", "url", url, "expires"));
    }
}

static char *markdown_of(struct made *made, const char *url)
{
    struct text text = TEXT_EMPTY;
    set_reason(&made->results[0], "array.iadd.identity", "no", url);
    markdown_append(&text, made->results, 1);
    return keep_text(made->arena, &text);
}

Test(pages, markdown_links_only_to_addresses)
{
    struct made made;
    make(&made, markdown_append, 1);
    cr_expect(strstr(markdown_of(&made, "https://github.com/numpy/numpy/issues/12#issuecomment-3"),
                     " [numpy/numpy#12](<https://github.com/numpy/numpy/issues/12#issuecomment-3>)"));
    cr_expect(strstr(markdown_of(&made, "https://github.com/numpy/numpy/pull/7"), " [numpy/numpy#7](<"));
    cr_expect_null(strstr(markdown_of(&made, "javascript:alert(1)"), "](<"));
    cr_expect_null(strstr(markdown_of(&made, "https://x.org/> [here](javascript:0)"), "](<"));
    drop(&made);
}

Test(pages, markdown_fits_into_a_comment)
{
    struct made made;
    make(&made, markdown_append, 1);
    char *reason = malloc(1000001);
    memset(reason, 'n', 1000000);
    reason[1000000] = '\0';
    set_reason(&made.results[0], "array.iadd.identity", reason, NULL);
    struct results many[100];
    for (size_t i = 0; i < 100; i++)
        many[i] = made.results[0];
    text_clear(&made.text);
    markdown_append(&made.text, many, 100);
    cr_expect_lt(made.text.bytes, 65536);
    cr_expect(strstr(made.text.data, "characters left out"));
    cr_expect(strstr(made.text.data, "would not fit into a comment: `ibid report --html` has all."));
    free(reason);
    drop(&made);
}

Test(pages, junit_shortens_what_is_long)
{
    struct made made;
    make(&made, junit_append, 1);
    char *reason = malloc(1000001);
    memset(reason, '"', 1000000);
    reason[1000000] = '\0';
    set_reason(&made.results[0], "array.iadd.identity", reason, NULL);
    text_clear(&made.text);
    junit_append(&made.text, made.results, 1);
    cr_expect_lt(made.text.bytes, 200000);
    cr_expect(strstr(made.text.data, "(996000 characters left out)"));
    free(reason);
    drop(&made);
}

/* The badge and annotations. */

static char *badge_of(struct made *made, size_t sample)
{
    struct text text = TEXT_EMPTY;
    badge_append(&text, &made->results[sample]);
    return keep_text(made->arena, &text);
}

Test(pages, a_badge_names_profile_and_counts)
{
    struct made made;
    make(&made, markdown_append, 1);
    cr_expect(strstr(badge_of(&made, 0), "aria-label=\"ibid | numpy 2.4.6, profile numpy: 12 of 12 pass\""));
    cr_expect(strstr(badge_of(&made, 0), "fill=\"#1b6e3c\""));
    cr_expect(strstr(badge_of(&made, 1), ">profile numpy: 7 of 9 pass, 1 expected to, 2 choices differ</text>"));
    cr_expect(strstr(badge_of(&made, 1), "fill=\"#b3261e\""));
    cr_expect(strstr(badge_of(&made, 2), "<title>ibid | &lt;b&gt;evil&lt;/b&gt; &amp; "));
    cr_expect_null(strstr(badge_of(&made, 2), "<b>"));
    cr_expect(strstr(badge_of(&made, 3), "profile jax: incomplete"));
    drop(&made);
}

static char *annotations_of(struct made *made, size_t first, size_t count)
{
    struct text text = TEXT_EMPTY;
    annotations_append(&text, &made->results[first], count);
    return keep_text(made->arena, &text);
}

Test(pages, annotations_stand_beside_their_line)
{
    struct made made;
    make(&made, markdown_append, 1);
    json_t *record = json_object_get(made.results[2].cases, "name.assignment/a-list");
    json_object_set_new(record, "place", json_pack("{s: s, s: i}", "file", "spec/100%,a:b.lua", "line", 7));
    json_object_set_new(record, "reason", json_string("100%\nof it\r::error::"));
    const char *annotations = annotations_of(&made, 2, 1);
    cr_expect(strstr(annotations, "::error file=spec/100%25%2Ca%3Ab.lua,line=7,title=<b>evil</b> & "));
    cr_expect(strstr(annotations, "%3A name.assignment does not hold::MUST: y = x binds"));
    cr_expect(strstr(annotations, "%0Aa-list: 100%25%0Aof it\\x0d::error::\n"));
    for (const char *at = annotations; *at != '\0'; at = strchr(at, '\n') + 1)
        cr_expect(strncmp(at, "::error ", 8) == 0 || strncmp(at, "::warning ", 10) == 0, "%s", at);
    drop(&made);
}

Test(pages, what_was_expected_is_not_annotated)
{
    struct made made;
    make(&made, markdown_append, 1);
    cr_expect_str_eq(annotations_of(&made, 0, 1), "");
    const char *torch = annotations_of(&made, 1, 1);
    cr_expect_eq(occurrences(torch, "::error "), 3);
    cr_expect(strstr(torch, "::error file=impl/expected/torch.json,line=9,title=torch 2.9.1+cpu%3A the list of"));
    cr_expect(strstr(torch, "title=torch 2.9.1+cpu%3A overlap is answered otherwise::the profile's answer is"));
    cr_expect_null(strstr(torch, "array.transpose.view does not hold"));
    cr_expect(strstr(annotations_of(&made, 3, 1), "the run is incomplete::the run was killed"));
    drop(&made);
}

Test(pages, what_cannot_be_written_is_told)
{
    struct made made;
    make(&made, junit_append, 1);
    const char *message = "";
    cr_expect_not(report_junit(made.arena, made.results, 1, "/nonexistent/junit.xml", &message));
    cr_expect_str_eq(message, "/nonexistent/junit.xml: cannot be written: No such file or directory");
    drop(&made);
}
