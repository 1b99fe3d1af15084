/*
 * Workflow commands of GitHub Actions, one a line: what is printed so on a step's standard output stands beside the
 * line of the file. Written by GitHub's documentation, "Workflow commands for GitHub Actions": a message escapes "%"
 * and line breaks, a property ":" and "," as well.
 *
 * GitHub shows ten errors and ten warnings of a step, so what is worst comes first, and a clause is one annotation
 * however many of its cases fail.
 */
#include <string.h>

#include "report/escape.h"
#include "report/matrix.h"
#include "report/report.h"
#include "report/save.h"
#include "report/shorten.h"

enum { NAMED_CASES = 5, REASON_CHARACTERS = 400 };

static void append_escaped(struct text *text, const char *string, const char *escaped)
{
    struct text plain = TEXT_EMPTY;
    escape_plain(&plain, string);
    for (const char *at = text_string(&plain); *at != '\0'; at++)
        if (strchr(escaped, *at) != NULL)
            text_printf(text, "%%%02X", (unsigned)(unsigned char)*at);
        else
            text_append_character(text, *at);
    text_free(&plain);
}

static void append_message(struct text *text, const char *string)
{
    append_escaped(text, string, "%\r\n");
}

static void append_property(struct text *text, const char *string)
{
    append_escaped(text, string, "%\r\n:,");
}

/* "::error file=spec/inplace.lua,line=12,title=…::"; `place` may be NULL. */
static void begin(struct text *text, const char *command, const json_t *place, const char *title)
{
    text_printf(text, "::%s ", command);
    if (json_is_object(place)) {
        text_append(text, "file=");
        append_property(text, field_text(place, "file"));
        text_printf(text, ",line=%lld,", (long long)json_integer_value(json_object_get(place, "line")));
    }
    text_append(text, "title=");
    append_property(text, title);
    text_append(text, "::");
}

static bool fails(const json_t *record)
{
    const struct mark *mark = record_mark(record);
    return mark == verdict_mark(VERDICT_FAIL) || mark == verdict_mark(VERDICT_ERROR) ||
           mark == verdict_mark(VERDICT_DIFFERS);
}

static size_t failing_count(const json_t *cases)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(cases); i++)
        count += fails(json_array_get(cases, i));
    return count;
}

/* The sentence that does not hold, then the cases, each in a line. */
static void append_clause(struct text *text, const struct results *results, const char *who, const char *id,
                          const json_t *clause)
{
    const json_t *cases = json_object_get(results->cases_of, id), *place = NULL;
    size_t count = failing_count(cases), named = 0;
    bool must = strcmp(field_text(clause, "level"), "MUST") == 0;
    struct text title = TEXT_EMPTY, message = TEXT_EMPTY;
    text_printf(&title, "%s: %s does not hold", who, id);
    text_printf(&message, "%s: %s", field_text(clause, "level"), field_text(clause, "text"));
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *record = json_array_get(cases, i);
        if (!fails(record) || named++ >= NAMED_CASES)
            continue;
        if (place == NULL)
            place = json_object_get(record, "place");
        text_printf(&message, "\n%s: ", case_name(id, field_text(record, "id")));
        append_shortened(&message, field_text(record, "reason"), REASON_CHARACTERS);
    }
    if (count > NAMED_CASES)
        text_printf(&message, "\nand %zu more cases", count - NAMED_CASES);
    begin(text, must ? "error" : "warning", place, text_string(&title));
    append_message(text, text_string(&message));
    text_append_character(text, '\n');
    text_free(&title);
    text_free(&message);
}

static void append_clauses(struct text *text, const struct results *results, const char *who, const char *level)
{
    const char *id;
    json_t *record;
    json_object_foreach(results->clauses, id, record)
    {
        if (strcmp(field_text(record, "level"), level) == 0 &&
            failing_count(json_object_get(results->cases_of, id)) > 0)
            append_clause(text, results, who, id, record);
    }
}

static void append_choices(struct text *text, const struct results *results, const char *who)
{
    const char *id;
    json_t *record;
    struct text title = TEXT_EMPTY, message = TEXT_EMPTY;
    json_object_foreach(results->choices, id, record)
    {
        if (!fails(record))
            continue;
        text_clear(&title);
        text_printf(&title, "%s: %s is answered otherwise", who, id);
        text_clear(&message);
        append_shortened(&message, field_text(record, "reason"), REASON_CHARACTERS);
        begin(text, "error", json_object_get(record, "place"), text_string(&title));
        append_message(text, text_string(&message));
        text_append_character(text, '\n');
    }
    text_free(&title);
    text_free(&message);
}

/* An entry of a list of expected failures has a line too, and the list is somebody's own file. */
static void append_list(struct text *text, const struct results *results, const char *who)
{
    const json_t *problems = list_problems(results);
    const json_t *list = json_object_get(results->footer, "expected_failures");
    struct text title = TEXT_EMPTY;
    text_printf(&title, "%s: the list of expected failures does not fit", who);
    for (size_t i = 0; i < json_array_size(problems); i++) {
        const json_t *problem = json_array_get(problems, i);
        json_t *place = json_object();
        json_object_set(place, "file", json_object_get(list, "file"));
        json_object_set(place, "line", json_object_get(problem, "line"));
        begin(text, "error", place, text_string(&title));
        append_message(text, field_text(problem, "id"));
        text_append(text, ": ");
        append_message(text, field_text(problem, "message"));
        text_append_character(text, '\n');
        json_decref(place);
    }
    text_free(&title);
}

static void append_results(struct text *text, const struct results *results, const char *who)
{
    if (results->cut_short != NULL) {
        struct text title = TEXT_EMPTY;
        text_printf(&title, "%s: the run is incomplete", who);
        begin(text, "error", NULL, text_string(&title));
        append_message(text, results->cut_short);
        text_append_character(text, '\n');
        text_free(&title);
    }
    append_list(text, results, who);
    append_clauses(text, results, who, "MUST");
    append_choices(text, results, who);
    append_clauses(text, results, who, "SHOULD");
}

void annotations_append(struct text *text, const struct results *results, size_t count)
{
    struct matrix matrix;
    struct text who = TEXT_EMPTY;
    matrix_fill(&matrix, results, count);
    for (size_t i = 0; i < count; i++) {
        text_clear(&who);
        append_name(&who, &matrix, i);
        append_results(text, &results[i], text_string(&who));
    }
    text_free(&who);
    matrix_release(&matrix);
}

bool report_annotations(struct arena *arena, const struct results *results, size_t count, const char **message)
{
    struct text text = TEXT_EMPTY;
    annotations_append(&text, results, count);
    bool fine = save(arena, "-", &text, message);
    text_free(&text);
    return fine;
}
