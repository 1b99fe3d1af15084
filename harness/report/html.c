/*
 * The page. All that a reader needs to compare stands in it as plain HTML: who does what, and the text
 * of clauses and choices. The script adds the panel with a case's details, search, and folding.
 *
 * Links are permanent: #CLAUSE, #CLAUSE/CASE, #choice:CHOICE, and each with @KEY behind it for the
 * cell of one implementation. Ids of sections have a "-", which no id of the spec has before a "/".
 */
#include <string.h>

#include "base/places.h"
#include "report/escape.h"
#include "report/matrix.h"
#include "report/page_data.h"
#include "report/report.h"
#include "report/save.h"

/* A class: the mark's word with hyphens. */
static void append_class(struct text *text, const struct mark *mark)
{
    for (const char *at = mark->word; *at != '\0'; at++)
        text_append_character(text, *at == ' ' ? '-' : *at);
}

static void append_escaped_name(struct text *text, const struct matrix *matrix, size_t column)
{
    struct text name = TEXT_EMPTY;
    append_name(&name, matrix, column);
    escape_attribute(text, text_string(&name));
    text_free(&name);
}

/* What stands before "@KEY"; kept apart, since id attributes have it as it is and links percent-encoded. */
struct place {
    const char *prefix; /* "choice:" or "" */
    const char *id;
    const char *key; /* NULL for a whole row */
};

static void append_encoded(struct text *text, const char *string)
{
    for (; *string != '\0'; string++) {
        unsigned char c = (unsigned char)*string;
        bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~/", c) != NULL;
        if (plain)
            text_append_character(text, (char)c);
        else
            text_printf(text, "%%%02X", (unsigned)c);
    }
}

static void append_link(struct text *text, struct place place)
{
    text_printf(text, " href=\"#%s", place.prefix);
    append_encoded(text, place.id);
    if (place.key != NULL)
        text_printf(text, "@%s", place.key);
    text_append_character(text, '"');
}

static void append_id(struct text *text, struct place place)
{
    text_printf(text, " id=\"%s", place.prefix);
    escape_attribute(text, place.id);
    if (place.key != NULL)
        text_printf(text, "@%s", place.key);
    text_append_character(text, '"');
}

enum { NO_ANSWER = -1 };

/*
 * A cell: symbol and a few letters to see, the whole sentence to hear. `answer` numbers the answers
 * that differ in a row of choices, so that they can look different.
 */
static void append_cell(struct text *text, struct place place, const struct matrix *matrix, size_t column,
                        const struct mark *mark, int answer, const char *shown, const char *spoken)
{
    text_append(text, "<td");
    append_id(text, place);
    text_append(text, ">");
    if (mark == &mark_absent) {
        text_printf(text,
                    "<span class=\"cell not-run\"><span aria-hidden=\"true\">%s</span>"
                    "<span class=\"unseen\">not run</span></span></td>",
                    mark->symbol);
        return;
    }
    text_append(text, "<a class=\"cell ");
    append_class(text, mark);
    if (answer != NO_ANSWER)
        text_printf(text, " answer-%d", answer % 4);
    text_append_character(text, '"');
    append_link(text, place);
    text_append(text, " aria-label=\"");
    append_escaped_name(text, matrix, column);
    text_printf(text, ": %s", mark->word);
    if (spoken[0] != '\0') {
        text_append(text, ", ");
        escape_attribute(text, spoken);
    }
    text_printf(text, "\"><span class=\"symbol\">%s</span> <span class=\"shown\">", mark->symbol);
    escape_markup(text, shown);
    text_append(text, "</span></a></td>");
}

static void append_tally_cell(struct text *text, struct place place, const struct matrix *matrix, size_t column,
                              const struct tally *tally)
{
    size_t apply = tally->total - tally->counts[VERDICT_NOT_APPLICABLE];
    struct text shown = TEXT_EMPTY, spoken = TEXT_EMPTY;
    if (apply > 0) {
        text_printf(&shown, "%zu/%zu", tally->counts[VERDICT_PASS], apply);
        text_printf(&spoken, "%zu of %zu cases pass", tally->counts[VERDICT_PASS], apply);
    } else {
        text_append(&shown, tally->pending ? "pending" : "n/a");
    }
    append_cell(text, place, matrix, column, tally_mark(tally), NO_ANSWER, text_string(&shown), text_string(&spoken));
    text_free(&shown);
    text_free(&spoken);
}

/* An id may be broken behind its dots and underscores, and better there than anywhere. */
static void append_breakable(struct text *text, const char *id)
{
    struct text part = TEXT_EMPTY;
    while (*id != '\0') {
        size_t bytes = strcspn(id, "._");
        bytes += id[bytes] != '\0';
        text_clear(&part);
        text_append_bytes(&part, id, bytes);
        escape_markup(text, text_string(&part));
        text_append(text, "<wbr>");
        id += bytes;
    }
    text_free(&part);
}

static void append_sources(struct text *text, const json_t *sources)
{
    for (size_t i = 0; i < json_array_size(sources); i++) {
        text_append(text, i > 0 ? "; " : "");
        escape_markup(text, json_string_value(json_array_get(sources, i)));
    }
}

static void append_column_heads(struct text *text, const struct matrix *matrix, const char *first)
{
    text_printf(text, "<thead><tr><th scope=\"col\">%s</th>", first);
    for (size_t i = 0; i < matrix->count; i++) {
        const json_t *implementation = results_implementation(&matrix->results[i]);
        text_append(text, "<th scope=\"col\"><span class=\"name\">");
        escape_markup(text, matrix_name(matrix, i));
        text_append(text, "</span> <span class=\"version\">");
        escape_markup(text, field_text(implementation, "version"));
        text_append(text, "</span></th>");
    }
    text_append(text, "</tr></thead>\n");
}

/* The implementations. */

static void append_count(struct text *text, size_t count, const struct mark *mark, const char *word)
{
    text_printf(text, "<li class=\"%s", count > 0 ? "" : "zero ");
    append_class(text, mark);
    text_printf(text, "\"><span class=\"symbol\" aria-hidden=\"true\">%s</span> <b>%zu</b> %s</li>", mark->symbol,
                count, word);
}

static void append_bar_part(struct text *text, const struct mark *mark, size_t count)
{
    if (count == 0)
        return;
    text_append(text, "<i class=\"");
    append_class(text, mark);
    text_printf(text, "\" style=\"flex-grow:%zu\"></i>", count);
}

static void append_bar(struct text *text, const struct results *results)
{
    static const enum verdict order[] = {VERDICT_PASS,          VERDICT_DIFFERS,      VERDICT_FAIL,
                                         VERDICT_ERROR,         VERDICT_INCONCLUSIVE, VERDICT_UNSUPPORTED,
                                         VERDICT_NOT_APPLICABLE};
    text_append(text, "<div class=\"bar\" aria-hidden=\"true\">");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t expected = results->expected_counts[order[i]];
        append_bar_part(text, verdict_mark(order[i]), results->counts[order[i]] - expected);
        append_bar_part(text, &mark_expected_failure, expected);
    }
    text_append(text, "</div>");
}

static const char *conclusion_class(const struct results *results)
{
    int sign = conclusion_sign(results);
    return sign > 0 ? "good" : sign < 0 ? "bad" : "open";
}

static void append_implementation(struct text *text, const struct matrix *matrix, size_t column)
{
    const struct results *results = &matrix->results[column];
    const json_t *implementation = results_implementation(results);
    const size_t *counts = results->counts;
    const size_t *expected = results->expected_counts;
    const char *filter;
    text_printf(text, "<li class=\"card %s\"><h3><span class=\"name\">", conclusion_class(results));
    escape_markup(text, matrix_name(matrix, column));
    text_append(text, "</span> <span class=\"version\">");
    escape_markup(text, field_text(implementation, "version"));
    text_append(text, "</span></h3><p class=\"conclusion\">");
    struct text plain = TEXT_EMPTY;
    append_conclusion(&plain, results);
    escape_markup(text, text_string(&plain));
    text_free(&plain);
    text_append(text, "</p>");
    append_bar(text, results);
    text_printf(text, "<p class=\"executed\"><b>%zu</b> of %zu cases executed</p><ul class=\"counts\">",
                executed_count(results), case_count(results));
    append_count(text, counts[VERDICT_PASS], verdict_mark(VERDICT_PASS), "passed");
    append_count(text, counts[VERDICT_FAIL] - expected[VERDICT_FAIL], verdict_mark(VERDICT_FAIL), "failed");
    append_count(text, counts[VERDICT_ERROR] - expected[VERDICT_ERROR], verdict_mark(VERDICT_ERROR), "errors");
    if (expected_failure_count(results) > 0)
        append_count(text, expected_failure_count(results), &mark_expected_failure, "expected to fail");
    append_count(text, counts[VERDICT_INCONCLUSIVE], verdict_mark(VERDICT_INCONCLUSIVE), "inconclusive");
    append_count(text, counts[VERDICT_UNSUPPORTED], verdict_mark(VERDICT_UNSUPPORTED), "unsupported");
    append_count(text, counts[VERDICT_NOT_APPLICABLE], verdict_mark(VERDICT_NOT_APPLICABLE), "not applicable");
    append_count(text, differing_choice_count(results), verdict_mark(VERDICT_DIFFERS), "choices differ");
    text_append(text, "</ul><p class=\"about\">");
    escape_markup(text, field_text(implementation, "language"));
    if (field_text(implementation, "language")[0] != '\0' && field_text(implementation, "platform")[0] != '\0')
        text_append(text, " on ");
    escape_markup(text, field_text(implementation, "platform"));
    filter = field_text(json_object_get(results->header, "selection"), "filter");
    if (filter[0] != '\0') {
        text_append(text, "<br>only cases that match <code>");
        escape_markup(text, filter);
        text_append(text, "</code>");
    }
    text_append(text, "</p>");
    append_list_problems(text, results, "<p class=\"warning\">", escape_markup, "</p>");
    if (results->cut_short != NULL) {
        text_append(text, "<p class=\"warning\">");
        escape_markup(text, results->cut_short);
        text_append(text, "</p>");
    }
    text_append(text, "</li>\n");
}

static void append_implementations(struct text *text, const struct matrix *matrix)
{
    text_append(text, "<section id=\"-implementations\"><h2>Implementations</h2>\n<ul class=\"cards\">\n");
    for (size_t i = 0; i < matrix->count; i++)
        append_implementation(text, matrix, i);
    text_append(text, "</ul></section>\n");
}

/* The choices. */

/*
 * Columns with the same answer have the same number, from 0 in order of first appearance. What could
 * not be measured is no answer and has none.
 */
static int answer_number(const struct matrix *matrix, const char *id, size_t column)
{
    json_t *numbers = json_object();
    for (size_t i = 0; i <= column; i++) {
        const json_t *own = json_object_get(matrix->results[i].choices, id);
        const char *answer = field_text(own, "answer");
        if (own != NULL && strcmp(answer, "unknown") != 0 && json_object_get(numbers, answer) == NULL)
            json_object_set_new(numbers, answer, json_integer((json_int_t)json_object_size(numbers)));
    }
    const json_t *own = json_object_get(matrix->results[column].choices, id);
    const json_t *found = json_object_get(numbers, field_text(own, "answer"));
    int number = found != NULL ? (int)json_integer_value(found) : NO_ANSWER;
    json_decref(numbers);
    return number;
}

static bool answers_differ(const struct matrix *matrix, const char *id)
{
    for (size_t i = 0; i < matrix->count; i++)
        if (answer_number(matrix, id, i) > 0)
            return true;
    return false;
}

static void append_choice(struct text *text, const struct matrix *matrix, const char *id, const json_t *record)
{
    struct place place = {"choice:", id, NULL};
    bool differ = answers_differ(matrix, id);
    text_printf(text, "<tbody%s", differ ? " class=\"differ\"" : "");
    append_id(text, place);
    text_append(text, "><tr><th scope=\"row\"><a class=\"id\"");
    append_link(text, place);
    text_append_character(text, '>');
    append_breakable(text, id);
    text_printf(text, "</a>%s<p class=\"text\">", differ ? " <span class=\"tag\">answers differ</span>" : "");
    escape_markup(text, field_text(record, "asks"));
    text_append(text, "</p></th>");
    for (size_t i = 0; i < matrix->count; i++) {
        const json_t *own = json_object_get(matrix->results[i].choices, id);
        place.key = field_text(json_array_get(matrix->columns, i), "family");
        append_cell(text, place, matrix, i, record_mark(own), answer_number(matrix, id, i), field_text(own, "answer"),
                    field_text(own, "answer"));
    }
    text_append(text, "</tr></tbody>\n");
}

static void append_choices(struct text *text, const struct matrix *matrix)
{
    const char *id;
    json_t *record;
    if (json_object_size(matrix->choices) == 0)
        return;
    text_append(text,
                "<section id=\"-choices\"><h2>Choices</h2>\n<p class=\"lede\">Questions that systems may answer "
                "as they like. The answers were measured.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                "aria-label=\"Choices\"><table class=\"matrix choices\">\n");
    append_column_heads(text, matrix, "Choice");
    json_object_foreach(matrix->choices, id, record) append_choice(text, matrix, id, record);
    text_append(text, "</table></div></section>\n");
}

/* The clauses. */

static void append_case(struct text *text, const struct matrix *matrix, const char *id, const json_t *record)
{
    struct place place = {"", id, NULL};
    text_append(text, "<tr class=\"case\"");
    append_id(text, place);
    text_append(text, "><th scope=\"row\"><a");
    append_link(text, place);
    text_append_character(text, '>');
    escape_markup(text, field_text(record, "title"));
    text_append(text, "</a></th>");
    for (size_t i = 0; i < matrix->count; i++) {
        const json_t *own = json_object_get(matrix->results[i].cases, id);
        const struct mark *mark = record_mark(own);
        place.key = field_text(json_array_get(matrix->columns, i), "family");
        append_cell(text, place, matrix, i, mark, NO_ANSWER,
                    own != NULL && record_verdict(own) == VERDICT_NOT_APPLICABLE ? "n/a" : mark->word, "");
    }
    text_append(text, "</tr>\n");
}

static void append_clause(struct text *text, const struct matrix *matrix, const char *id, const json_t *record)
{
    struct place place = {"", id, NULL};
    const char *case_id;
    json_t *case_record;
    text_append(text, "<tbody class=\"clause\"");
    append_id(text, place);
    text_append(text, "><tr class=\"clause\"><th scope=\"row\"><a class=\"id\"");
    append_link(text, place);
    text_append_character(text, '>');
    append_breakable(text, id);
    text_append(text, "</a> <span class=\"level\">");
    escape_markup(text, field_text(record, "level"));
    text_append(text, "</span><p class=\"text\">");
    escape_markup(text, field_text(record, "text"));
    if (json_object_get(record, "pending") != NULL) {
        text_append(text, "</p><p class=\"source\">Pending: ");
        escape_markup(text, field_text(record, "pending"));
    }
    text_append(text, "</p><p class=\"source\">");
    append_sources(text, json_object_get(record, "source"));
    text_append(text, "</p></th>");
    for (size_t i = 0; i < matrix->count; i++) {
        struct tally tally = clause_tally(&matrix->results[i], id);
        place.key = field_text(json_array_get(matrix->columns, i), "family");
        append_tally_cell(text, place, matrix, i, &tally);
    }
    text_append(text, "</tr>\n");
    json_object_foreach(json_object_get(matrix->cases_of, id), case_id, case_record)
        append_case(text, matrix, case_id, case_record);
    text_append(text, "</tbody>\n");
}

static void append_chapter_row(struct text *text, const struct matrix *matrix, const json_t *chapter)
{
    const json_t *clauses = json_object_get(chapter, "clauses");
    text_printf(text, "<tbody class=\"chapter\"><tr><th scope=\"rowgroup\">%lld. ",
                (long long)json_integer_value(json_object_get(chapter, "number")));
    escape_markup(text, field_text(chapter, "title"));
    text_append(text, "</th>");
    for (size_t i = 0; i < matrix->count; i++) {
        size_t passed = 0, apply = 0;
        for (size_t k = 0; k < json_array_size(clauses); k++) {
            struct tally tally = clause_tally(&matrix->results[i], json_string_value(json_array_get(clauses, k)));
            passed += tally.counts[VERDICT_PASS];
            apply += tally.total - tally.counts[VERDICT_NOT_APPLICABLE];
        }
        if (apply > 0)
            text_printf(text, "<td>%zu of %zu</td>", passed, apply);
        else
            text_append(text, "<td>\xe2\x80\x93</td>");
    }
    text_append(text, "</tr></tbody>\n");
}

static void append_legend(struct text *text)
{
    static const struct mark *const others[] = {&mark_partly, &mark_expected_failure, &mark_pending, &mark_absent};
    text_append(text, "<ul class=\"legend\" aria-label=\"What the symbols mean\">");
    for (size_t i = 0; i < VERDICT_COUNT + sizeof others / sizeof *others; i++) {
        const struct mark *mark = i < VERDICT_COUNT ? verdict_mark((enum verdict)i) : others[i - VERDICT_COUNT];
        text_append(text, "<li class=\"");
        append_class(text, mark);
        text_printf(text, "\"><span class=\"symbol\">%s</span> %s</li>", mark->symbol, mark->word);
    }
    text_append(text, "</ul>\n");
}

static void append_clauses(struct text *text, const struct matrix *matrix)
{
    text_append(text, "<section id=\"-clauses\"><h2>Clauses</h2>\n<p class=\"lede\">Each number is cases passed of "
                      "cases that apply.</p>\n");
    append_legend(text);
    text_append(text, "<div id=\"-tools\"></div>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                      "aria-label=\"Clauses\"><table class=\"matrix clauses\">\n");
    append_column_heads(text, matrix, "Clause");
    for (size_t i = 0; i < json_array_size(matrix->chapters); i++) {
        const json_t *chapter = json_array_get(matrix->chapters, i), *clauses = json_object_get(chapter, "clauses");
        append_chapter_row(text, matrix, chapter);
        for (size_t k = 0; k < json_array_size(clauses); k++) {
            const char *id = json_string_value(json_array_get(clauses, k));
            append_clause(text, matrix, id, json_object_get(matrix->clauses, id));
        }
    }
    text_append(text, "</table></div></section>\n");
}

/* The rest. */

static void append_mixture(struct text *text, const struct matrix *matrix)
{
    if (suites_are_mixed(matrix->results, matrix->count))
        text_append(text, "<p class=\"warning\">These results come from different versions of the spec: a case of "
                          "one may not be the same case in another.</p>\n");
}

static void append_header(struct text *text, const struct matrix *matrix)
{
    const json_t *suite = json_object_get(matrix->results[0].header, "suite");
    text_append(text, "<a class=\"skip\" href=\"#-clauses\">Go to the clauses</a>\n"
                      "<header><p class=\"wordmark\">ibid.</p><div><h1>Who does what with objects and memory</h1>\n"
                      "<p class=\"lede\">");
    text_printf(text, "%zu implementation%s, %zu clauses, %zu cases, %zu choices. ibid ", matrix->count,
                matrix->count == 1 ? "" : "s", json_object_size(matrix->clauses), json_object_size(matrix->cases),
                json_object_size(matrix->choices));
    escape_markup(text, field_text(suite, "version"));
    text_append(text, ", spec <code title=\"");
    escape_attribute(text, field_text(suite, "digest"));
    text_append(text, "\">");
    char digest[9] = "";
    strncpy(digest, field_text(suite, "digest"), sizeof digest - 1);
    escape_markup(text, digest);
    text_append(text, "</code>.</p>\n<nav aria-label=\"Sections\"><a href=\"#-implementations\">Implementations</a> "
                      "<a href=\"#-choices\">Choices</a> <a href=\"#-clauses\">Clauses</a></nav></div></header>\n");
}

void html_append(struct text *text, const struct results *results, size_t count)
{
    struct matrix matrix;
    matrix_fill(&matrix, results, count);
    text_append(text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>ibid: who does what</title>\n"
                      "<link rel=\"stylesheet\" href=\"style.css\">\n<script src=\"viewer.js\"></script>\n"
                      "</head>\n<body>\n");
    append_header(text, &matrix);
    text_append(text, "<main>\n");
    append_mixture(text, &matrix);
    append_implementations(text, &matrix);
    append_choices(text, &matrix);
    append_clauses(text, &matrix);
    text_append(text, "<noscript><p class=\"warning\">The details of a case need JavaScript; what stands here does "
                      "not.</p></noscript>\n</main>\n<aside id=\"-panel\" aria-label=\"Details\" hidden></aside>\n"
                      "<script type=\"application/json\" id=\"-data\">");
    json_t *data = page_data_new(&matrix);
    escape_json(text, data);
    json_decref(data);
    text_append(text, "</script>\n</body>\n</html>\n");
    matrix_release(&matrix);
}

static bool copy(struct arena *arena, const char *name, const char *folder, const char **message)
{
    struct text text = TEXT_EMPTY;
    bool fine = load(arena, arena_printf(arena, "%s/reports/viewer/%s", place_root(arena), name), &text, message) &&
                save(arena, arena_printf(arena, "%s/%s", folder, name), &text, message);
    text_free(&text);
    return fine;
}

bool report_html(struct arena *arena, const struct results *results, size_t count, const char *folder,
                 const char **message)
{
    struct text page = TEXT_EMPTY;
    html_append(&page, results, count);
    bool fine = make_folder(arena, folder, message) && copy(arena, "style.css", folder, message) &&
                copy(arena, "viewer.js", folder, message) &&
                save(arena, arena_printf(arena, "%s/index.html", folder), &page, message);
    text_free(&page);
    return fine;
}
