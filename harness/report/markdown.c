/* A summary that fits into a pull request, a job's page or a mail. */
#include "report/escape.h"
#include "report/matrix.h"
#include "report/report.h"
#include "report/save.h"

enum { SHOWN_FAILURES = 40 };

static void append_column_heads(struct text *text, const struct matrix *matrix, const char *first)
{
    text_printf(text, "| %s |", first);
    struct text name = TEXT_EMPTY;
    for (size_t i = 0; i < matrix->count; i++) {
        text_clear(&name);
        append_name(&name, matrix, i);
        text_append_character(text, ' ');
        escape_markdown(text, text_string(&name));
        text_append(text, " |");
    }
    text_append(text, "\n| --- |");
    for (size_t i = 0; i < matrix->count; i++)
        text_append(text, " --- |");
    text_append_character(text, '\n');
    text_free(&name);
}

static void append_summary(struct text *text, const struct matrix *matrix)
{
    text_append(text, "| implementation | result | executed | passed | failed | errors | expected failures | "
                      "inconclusive | unsupported | "
                      "not applicable | choices that differ |\n"
                      "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    struct text plain = TEXT_EMPTY;
    for (size_t i = 0; i < matrix->count; i++) {
        const struct results *results = &matrix->results[i];
        const size_t *counts = results->counts, *expected = results->expected_counts;
        text_append(text, "| ");
        text_clear(&plain);
        append_name(&plain, matrix, i);
        escape_markdown(text, text_string(&plain));
        text_append(text, " | ");
        text_clear(&plain);
        append_conclusion(&plain, results);
        escape_markdown(text, text_string(&plain));
        text_printf(text, " | %zu of %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu | %zu of %zu |\n",
                    executed_count(results), case_count(results), counts[VERDICT_PASS],
                    counts[VERDICT_FAIL] - expected[VERDICT_FAIL], counts[VERDICT_ERROR] - expected[VERDICT_ERROR],
                    expected_failure_count(results), counts[VERDICT_INCONCLUSIVE], counts[VERDICT_UNSUPPORTED],
                    counts[VERDICT_NOT_APPLICABLE],
                    results->choice_counts[VERDICT_DIFFERS] - results->expected_choice_counts[VERDICT_DIFFERS],
                    json_object_size(results->choices));
    }
    for (size_t i = 0; i < matrix->count; i++)
        if (matrix->results[i].cut_short != NULL) {
            text_append(text, "\n**Incomplete:** ");
            escape_markdown(text, matrix->results[i].file);
            text_append(text, ": ");
            escape_markdown(text, matrix->results[i].cut_short);
            text_append(text, ".\n");
        }
    text_free(&plain);
}

static void append_choices(struct text *text, const struct matrix *matrix)
{
    const char *id;
    json_t *record;
    if (json_object_size(matrix->choices) == 0)
        return;
    text_append(text, "\n## Choices\n\n");
    append_column_heads(text, matrix, "choice");
    json_object_foreach(matrix->choices, id, record)
    {
        text_append(text, "| ");
        escape_markdown_code(text, id);
        text_append(text, " |");
        for (size_t i = 0; i < matrix->count; i++) {
            const json_t *own = json_object_get(matrix->results[i].choices, id);
            const struct mark *mark = record_mark(own);
            text_append_character(text, ' ');
            if (mark != verdict_mark(VERDICT_PASS))
                text_printf(text, "%s ", mark->symbol);
            escape_markdown(text, own != NULL ? field_text(own, "answer") : mark->word);
            text_append(text, " |");
        }
        text_append_character(text, '\n');
    }
}

static void append_clauses(struct text *text, const struct matrix *matrix)
{
    const char *id;
    json_t *record;
    if (json_object_size(matrix->clauses) == 0)
        return;
    text_append(text, "\n## Clauses\n\nCases that passed, of those that apply.\n\n");
    append_column_heads(text, matrix, "clause");
    json_object_foreach(matrix->clauses, id, record)
    {
        text_append(text, "| ");
        escape_markdown_code(text, id);
        text_append(text, " |");
        for (size_t i = 0; i < matrix->count; i++) {
            struct tally tally = clause_tally(&matrix->results[i], id);
            size_t apply = tally.total - tally.counts[VERDICT_NOT_APPLICABLE];
            const struct mark *mark = tally_mark(&tally);
            if (apply > 0)
                text_printf(text, " %s %zu/%zu |", mark->symbol, tally.counts[VERDICT_PASS], apply);
            else
                text_printf(text, " %s |", mark->symbol);
        }
        text_append_character(text, '\n');
    }
    const struct mark *marks[VERDICT_COUNT + 4];
    size_t count = 0;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        marks[count++] = verdict_mark((enum verdict)verdict);
    marks[count++] = &mark_partly;
    marks[count++] = &mark_expected_failure;
    marks[count++] = &mark_pending;
    marks[count++] = &mark_absent;
    text_append_character(text, '\n');
    for (size_t i = 0; i < count; i++)
        text_printf(text, "%s%s %s", i > 0 ? ", " : "", marks[i]->symbol, marks[i]->word);
    text_append_character(text, '\n');
}

static bool deserves_a_line(const json_t *record)
{
    enum verdict verdict = record_verdict(record);
    return verdict == VERDICT_FAIL || verdict == VERDICT_DIFFERS || verdict == VERDICT_ERROR;
}

static void append_expected(struct text *text, const json_t *expected)
{
    const char *url = field_text(expected, "url"), *expires = field_text(expected, "expires");
    text_append(text, "; expected, since ");
    escape_markdown(text, field_text(expected, "reason"));
    if (url[0] != '\0' || expires[0] != '\0') {
        text_append(text, " (");
        escape_markdown(text, url);
        text_append(text, expires[0] != '\0' ? ", until " : "");
        escape_markdown(text, expires);
        text_append_character(text, ')');
    }
}

static void append_failures_among(struct text *text, json_t *records, size_t *shown)
{
    const char *id;
    json_t *record;
    json_object_foreach(records, id, record)
    {
        if (!deserves_a_line(record) || (*shown)++ >= SHOWN_FAILURES)
            continue;
        const struct mark *mark = record_mark(record);
        text_printf(text, "- %s %s ", mark->symbol, mark->word);
        escape_markdown_code(text, id);
        text_append(text, ": ");
        escape_markdown(text, field_text(record, "reason"));
        if (mark == &mark_expected_failure)
            append_expected(text, json_object_get(record, "expected_failure"));
        text_append_character(text, '\n');
    }
}

static void append_failures(struct text *text, const struct matrix *matrix, size_t column)
{
    const struct results *results = &matrix->results[column];
    size_t wanted = results->counts[VERDICT_FAIL] + results->counts[VERDICT_ERROR] +
                    results->choice_counts[VERDICT_FAIL] + results->choice_counts[VERDICT_DIFFERS] +
                    results->choice_counts[VERDICT_ERROR];
    if (wanted + json_array_size(list_problems(results)) == 0)
        return;
    struct text name = TEXT_EMPTY;
    append_name(&name, matrix, column);
    text_append(text, "\n## What does not hold: ");
    escape_markdown(text, text_string(&name));
    text_append(text, "\n\n");
    size_t shown = 0;
    append_failures_among(text, results->choices, &shown);
    append_failures_among(text, results->cases, &shown);
    if (shown > SHOWN_FAILURES)
        text_printf(text, "- and %zu more\n", shown - SHOWN_FAILURES);
    append_list_problems(text, results, "- list of expected failures: ", escape_markdown, "\n");
    text_free(&name);
}

void markdown_append(struct text *text, const struct results *results, size_t count)
{
    struct matrix matrix;
    matrix_fill(&matrix, results, count);
    const json_t *suite = json_object_get(results[0].header, "suite");
    text_append(text, "# Conformance, by ibid ");
    escape_markdown(text, field_text(suite, "version"));
    text_append(text, "\n\n");
    append_summary(text, &matrix);
    append_choices(text, &matrix);
    append_clauses(text, &matrix);
    for (size_t i = 0; i < count; i++)
        append_failures(text, &matrix, i);
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
