#include "report/markdown.h"

#include <string.h>

#include "report/escape.h"
#include "report/shorten.h"

/* A line of a pull request is read, not searched. */
enum { MARKDOWN_CHARACTERS = 300 };

void markdown_plain(struct text *text, const char *string)
{
    struct text shortened = TEXT_EMPTY;
    append_shortened(&shortened, string, MARKDOWN_CHARACTERS);
    escape_markdown(text, text_string(&shortened));
    text_free(&shortened);
}

void markdown_column_name(struct text *text, const struct matrix *matrix, size_t column)
{
    struct text name = TEXT_EMPTY;
    append_name(&name, matrix, column);
    escape_markdown(text, text_string(&name));
    text_free(&name);
}

static void append_column_heads(struct text *text, const struct matrix *matrix, const char *first)
{
    text_printf(text, "| %s |", first);
    for (size_t i = 0; i < matrix->count; i++) {
        text_append_character(text, ' ');
        markdown_column_name(text, matrix, i);
        text_append(text, " |");
    }
    text_append(text, "\n| --- |");
    for (size_t i = 0; i < matrix->count; i++)
        text_append(text, " --- |");
    text_append_character(text, '\n');
}

static void append_row_head(struct text *text, const char *id)
{
    text_append(text, "| ");
    escape_markdown_code(text, id);
    text_append(text, " |");
}

static bool answers_differ(const struct matrix *matrix, const char *id)
{
    const json_t *first = json_object_get(matrix->results[0].choices, id);
    for (size_t i = 0; i < matrix->count; i++) {
        const json_t *own = json_object_get(matrix->results[i].choices, id);
        if (record_mark(own) != verdict_mark(VERDICT_PASS) ||
            strcmp(field_text(own, "answer"), field_text(first, "answer")) != 0)
            return true;
    }
    return false;
}

void markdown_choices(struct text *text, const struct matrix *matrix)
{
    const char *id;
    json_t *record;
    struct text rows = TEXT_EMPTY;
    size_t count = 0;
    json_object_foreach(matrix->choices, id, record)
    {
        if (!answers_differ(matrix, id))
            continue;
        count++;
        append_row_head(&rows, id);
        for (size_t i = 0; i < matrix->count; i++) {
            const json_t *own = json_object_get(matrix->results[i].choices, id);
            const struct mark *mark = record_mark(own);
            text_append_character(&rows, ' ');
            if (mark != verdict_mark(VERDICT_PASS))
                text_printf(&rows, "%s ", mark->symbol);
            markdown_plain(&rows, own != NULL ? field_text(own, "answer") : mark->word);
            text_append(&rows, " |");
        }
        text_append_character(&rows, '\n');
    }
    if (count > 0) {
        text_printf(
            text, "\n<details><summary>Choices: %zu of %zu where answers differ or could not be measured</summary>\n\n",
            count, json_object_size(matrix->choices));
        append_column_heads(text, matrix, "choice");
        text_append(text, text_string(&rows));
        text_append(text, "\n</details>\n");
    }
    text_free(&rows);
}

/* What does not apply to somebody is no news. */
static bool passes_everywhere(const struct matrix *matrix, const char *id)
{
    for (size_t i = 0; i < matrix->count; i++) {
        struct tally tally = clause_tally(&matrix->results[i], id);
        const struct mark *mark = tally_mark(&tally);
        if (mark != verdict_mark(VERDICT_PASS) && mark != verdict_mark(VERDICT_NOT_APPLICABLE))
            return false;
    }
    return true;
}

static void append_clause_cells(struct text *text, const struct matrix *matrix, const char *id)
{
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

static void append_legend(struct text *text)
{
    static const struct mark *const others[] = {&mark_partly, &mark_expected_failure, &mark_pending, &mark_absent};
    for (size_t i = 0; i < VERDICT_COUNT + sizeof others / sizeof *others; i++) {
        const struct mark *mark = i < VERDICT_COUNT ? verdict_mark((enum verdict)i) : others[i - VERDICT_COUNT];
        text_printf(text, "%s%s %s", i > 0 ? ", " : "\n", mark->symbol, mark->word);
    }
    text_append_character(text, '\n');
}

void markdown_clauses(struct text *text, const struct matrix *matrix)
{
    const char *id;
    json_t *record;
    struct text rows = TEXT_EMPTY;
    size_t count = 0;
    json_object_foreach(matrix->clauses, id, record)
    {
        if (passes_everywhere(matrix, id))
            continue;
        count++;
        append_row_head(&rows, id);
        append_clause_cells(&rows, matrix, id);
    }
    if (count > 0) {
        text_printf(text,
                    "\n<details><summary>Clauses: %zu of %zu that do not pass everywhere</summary>\n\n"
                    "Cases that passed, of those that apply.\n\n",
                    count, json_object_size(matrix->clauses));
        append_column_heads(text, matrix, "clause");
        text_append(text, text_string(&rows));
        append_legend(text);
        text_append(text, "\n</details>\n");
    }
    text_free(&rows);
}
