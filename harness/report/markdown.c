/*
 * A summary for somebody who has a minute, in a pull request, on a job's page or in a mail: who came to what, what does
 * not hold, worst first, and tables of the rest folded away. What would not fit into a comment is left out, and said.
 */
#include <stdlib.h>
#include <string.h>

#include "report/escape.h"
#include "report/markdown.h"
#include "report/report.h"
#include "report/save.h"

enum {
    SHOWN_CLAUSES = 20,    /* of an implementation */
    SHOWN_CASES = 3,       /* of a clause */
    COMMENT_BYTES = 60000, /* GitHub takes 65536 */
};

/* Parts of lines. */

static bool is_address(const char *url)
{
    bool known = strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
    for (const char *at = url; *at != '\0'; at++)
        if ((unsigned char)*at <= 0x20 || (unsigned char)*at >= 0x7f || strchr("<>\\|", *at) != NULL)
            return false;
    return known;
}

/* "owner/name#12" of an issue on GitHub, else the host: what a link goes to is said before somebody follows it. */
static void append_link_text(struct text *text, const char *url)
{
    static const char github[] = "https://github.com/", issues[] = "/issues/", pull[] = "/pull/";
    const char *rest = strncmp(url, github, strlen(github)) == 0 ? url + strlen(github) : NULL;
    const char *kind = rest != NULL ? strstr(rest, issues) : NULL;
    size_t kind_bytes = kind != NULL ? strlen(issues) : strlen(pull);
    if (rest != NULL && kind == NULL)
        kind = strstr(rest, pull);
    struct text name = TEXT_EMPTY;
    if (kind != NULL) {
        text_append_bytes(&name, rest, (size_t)(kind - rest));
        text_printf(&name, "#%.*s", (int)strspn(kind + kind_bytes, "0123456789"), kind + kind_bytes);
    } else {
        const char *host = strstr(url, "//") + 2;
        text_append_bytes(&name, host, strcspn(host, "/?#"));
    }
    escape_markdown(text, text_string(&name));
    text_free(&name);
}

static void append_expected(struct text *text, const json_t *expected)
{
    const char *url = field_text(expected, "url"), *expires = field_text(expected, "expires");
    text_append(text, "expected, since ");
    markdown_plain(text, field_text(expected, "reason"));
    if (is_address(url)) {
        text_append(text, " [");
        append_link_text(text, url);
        text_printf(text, "](<%s>)", url);
    } else if (url[0] != '\0') {
        text_append_character(text, ' ');
        markdown_plain(text, url);
    }
    if (expires[0] != '\0') {
        text_append(text, ", until ");
        markdown_plain(text, expires);
    }
}

/* Implementations, the worst first. */

/* Failures and errors that nobody expected, and choices that differ. */
static size_t trouble_count(const struct results *results)
{
    return results->counts[VERDICT_FAIL] + results->counts[VERDICT_ERROR] - results->expected_counts[VERDICT_FAIL] -
           results->expected_counts[VERDICT_ERROR] + differing_choice_count(results);
}

struct ranked {
    size_t column, trouble;
    int sign;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->sign != b->sign)
        return a->sign < b->sign ? -1 : 1;
    if (a->trouble != b->trouble)
        return a->trouble > b->trouble ? -1 : 1;
    return a->column < b->column ? -1 : 1;
}

/* All columns, the worst first; freed by the caller. */
static struct ranked *ranked_new(const struct matrix *matrix)
{
    struct ranked *ranked = checked_malloc((matrix->count + 1) * sizeof *ranked);
    for (size_t i = 0; i < matrix->count; i++)
        ranked[i] = (struct ranked){i, trouble_count(&matrix->results[i]), conclusion_sign(&matrix->results[i])};
    qsort(ranked, matrix->count, sizeof *ranked, compare_ranked);
    return ranked;
}

static void append_summary(struct text *text, const struct matrix *matrix, const struct ranked *ranked)
{
    text_append(text, "| implementation | result | executed | passed | failed | errors | expected failures | "
                      "inconclusive | unsupported | not applicable | choices that differ |\n"
                      "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    struct text plain = TEXT_EMPTY;
    for (size_t i = 0; i < matrix->count; i++) {
        const struct results *results = &matrix->results[ranked[i].column];
        const size_t *counts = results->counts, *expected = results->expected_counts;
        text_append(text, "| ");
        markdown_column_name(text, matrix, ranked[i].column);
        text_append(text, " | ");
        text_clear(&plain);
        append_conclusion(&plain, results);
        escape_markdown(text, text_string(&plain));
        text_printf(text, " | %zu of %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu of %zu |\n",
                    executed_count(results), case_count(results), counts[VERDICT_PASS],
                    counts[VERDICT_FAIL] - expected[VERDICT_FAIL], counts[VERDICT_ERROR] - expected[VERDICT_ERROR],
                    expected_failure_count(results), counts[VERDICT_INCONCLUSIVE], counts[VERDICT_UNSUPPORTED],
                    counts[VERDICT_NOT_APPLICABLE], differing_choice_count(results),
                    json_object_size(results->choices));
    }
    text_free(&plain);
    if (results_are_mixed(matrix->results, matrix->count))
        text_append(text, "\nThese results come from **different versions of the spec**: a case of one may not be the "
                          "same case in another.\n");
    for (size_t i = 0; i < matrix->count; i++)
        if (matrix->results[i].cut_short != NULL) {
            text_append(text, "\n**Incomplete:** ");
            escape_markdown(text, matrix->results[i].file);
            text_append(text, ": ");
            escape_markdown(text, matrix->results[i].cut_short);
            text_append(text, ".\n");
        }
}

/* What does not hold. */

static bool fails(const json_t *record)
{
    enum verdict verdict = record_verdict(record);
    return verdict == VERDICT_FAIL || verdict == VERDICT_DIFFERS || verdict == VERDICT_ERROR;
}

static bool is_expected(const json_t *record)
{
    return record_mark(record) == &mark_expected_failure;
}

static void append_record(struct text *text, const char *name, const json_t *record)
{
    text_printf(text, "- %s ", record_mark(record)->symbol);
    escape_markdown_code(text, name);
    text_append(text, ": ");
    markdown_plain(text, field_text(record, "reason"));
    if (is_expected(record)) {
        text_append(text, "; ");
        append_expected(text, json_object_get(record, "expected_failure"));
    }
    text_append_character(text, '\n');
}

static size_t failing_count(const json_t *cases, bool expected)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *record = json_array_get(cases, i);
        count += fails(record) && is_expected(record) == expected;
    }
    return count;
}

/* The sentence that does not hold, and the cases that show it. */
static void append_clause(struct text *text, const char *id, const json_t *clause, const json_t *cases, bool expected)
{
    size_t count = failing_count(cases, expected), shown = 0;
    text_append(text, "- **");
    escape_markdown(text, field_text(clause, "level"));
    text_append(text, "** ");
    escape_markdown_code(text, id);
    text_append(text, ": ");
    markdown_plain(text, field_text(clause, "text"));
    text_append_character(text, '\n');
    for (size_t i = 0; i < json_array_size(cases) && shown < SHOWN_CASES; i++) {
        const json_t *record = json_array_get(cases, i);
        if (!fails(record) || is_expected(record) != expected)
            continue;
        text_append(text, "  ");
        append_record(text, case_name(id, field_text(record, "id")), record);
        shown++;
    }
    if (count > shown)
        text_printf(text, "  - and %zu more cases\n", count - shown);
}

struct shown {
    size_t shown, left_out;
};

static void append_clauses_that_fail(struct text *text, const struct results *results, const char *level, bool expected,
                                     struct shown *shown)
{
    const char *id;
    json_t *clause;
    json_object_foreach(results->clauses, id, clause)
    {
        const json_t *cases = json_object_get(results->cases_of, id);
        if (strcmp(field_text(clause, "level"), level) != 0 || failing_count(cases, expected) == 0)
            continue;
        if (shown->shown++ < SHOWN_CLAUSES)
            append_clause(text, id, clause, cases, expected);
        else
            shown->left_out++;
    }
}

static void append_choices_that_differ(struct text *text, const struct results *results, bool expected)
{
    const char *id;
    json_t *record;
    json_object_foreach(results->choices, id, record)
    {
        if (fails(record) && is_expected(record) == expected)
            append_record(text, id, record);
    }
}

static void append_failures(struct text *text, const struct results *results, bool expected)
{
    struct shown shown = {0, 0};
    append_clauses_that_fail(text, results, "MUST", expected, &shown);
    append_choices_that_differ(text, results, expected);
    append_clauses_that_fail(text, results, "SHOULD", expected, &shown);
    if (shown.left_out > 0)
        text_printf(text, "- and %zu more clauses\n", shown.left_out);
}

static void append_what_does_not_hold(struct text *text, const struct matrix *matrix, size_t column)
{
    const struct results *results = &matrix->results[column];
    size_t expected = expected_failure_count(results);
    if (trouble_count(results) + json_array_size(list_problems(results)) + expected == 0)
        return;
    text_append(text, "\n## What does not hold: ");
    markdown_column_name(text, matrix, column);
    text_append(text, "\n\n");
    append_list_problems(text, results, "- list of expected failures: ", escape_markdown, "\n");
    append_failures(text, results, false);
    if (expected == 0)
        return;
    text_printf(text, "\n<details><summary>%zu expected failure%s</summary>\n\n", expected, expected == 1 ? "" : "s");
    append_failures(text, results, true);
    text_append(text, "\n</details>\n");
}

/* Takes the part over. */
static void add(struct text *text, struct text *part, size_t *left_out)
{
    if (text->bytes + part->bytes <= COMMENT_BYTES)
        text_append(text, text_string(part));
    else
        ++*left_out;
    text_free(part);
}

void markdown_append(struct text *text, const struct results *results, size_t count)
{
    static void (*const tables[])(struct text *, const struct matrix *) = {markdown_choices, markdown_clauses};
    struct matrix matrix;
    matrix_fill(&matrix, results, count);
    struct ranked *ranked = ranked_new(&matrix);
    size_t left_out = 0;
    text_append(text, "# Conformance, by ibid ");
    escape_markdown(text, field_text(json_object_get(results[0].header, "suite"), "version"));
    text_append(text, "\n\n");
    append_summary(text, &matrix, ranked);
    for (size_t i = 0; i < count; i++) {
        struct text part = TEXT_EMPTY;
        append_what_does_not_hold(&part, &matrix, ranked[i].column);
        add(text, &part, &left_out);
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct text part = TEXT_EMPTY;
        tables[i](&part, &matrix);
        add(text, &part, &left_out);
    }
    if (left_out > 0)
        text_printf(text, "\n%zu more part%s would not fit into a comment: `ibid report --html` has all.\n", left_out,
                    left_out == 1 ? "" : "s");
    free(ranked);
    matrix_release(&matrix);
}

bool report_markdown(struct arena *arena, const struct results *results, size_t count, const char *path,
                     const char **message)
{
    struct text text = TEXT_EMPTY;
    markdown_append(&text, results, count);
    bool fine = save(arena, path, &text, message);
    text_free(&text);
    return fine;
}
