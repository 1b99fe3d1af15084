#include "report/start_page.h"

#include <string.h>

#include "report/escape.h"

static void append_numbers(struct text *text, const struct matrix *matrix)
{
    size_t clauses = json_object_size(matrix->clauses), choices = json_object_size(matrix->choices);
    size_t cases = json_object_size(matrix->cases);
    text_printf(text, "%zu implementation%s, %zu case%s of %zu clause%s, %zu choice%s", matrix->count,
                matrix->count == 1 ? "" : "s", cases, cases == 1 ? "" : "s", clauses, clauses == 1 ? "" : "s", choices,
                choices == 1 ? "" : "s");
}

static void append_suite(struct text *text, const struct matrix *matrix)
{
    const json_t *suite = json_object_get(matrix->results[0].header, "suite");
    text_append(text, "ibid ");
    escape_markup(text, field_text(suite, "version"));
    text_append(text, ", spec ");
    char digest[9] = "";
    strncpy(digest, field_text(suite, "digest"), sizeof digest - 1);
    escape_markup(text, digest);
}

static void append_warning(struct text *text, const char *who, const char *what)
{
    text_append(text, "<p class=\"warning\">");
    escape_markup(text, who);
    text_append(text, who[0] != '\0' ? ": " : "");
    escape_markup(text, what);
    text_append(text, "</p>\n");
}

static void append_warnings(struct text *text, const struct matrix *matrix)
{
    struct text name = TEXT_EMPTY;
    if (results_are_mixed(matrix->results, matrix->count))
        append_warning(text, "",
                       "These results come from different versions of the spec: a case of one may not be the "
                       "same case in another.");
    for (size_t i = 0; i < matrix->count; i++) {
        text_clear(&name);
        append_name(&name, matrix, i);
        if (matrix->results[i].cut_short != NULL)
            append_warning(text, text_string(&name), matrix->results[i].cut_short);
        append_list_problems(text, &matrix->results[i], "<p class=\"warning\">", escape_markup, "</p>\n");
    }
    text_free(&name);
}

/* encodeURIComponent of what keys are made of. */
static void append_key(struct text *text, const char *key)
{
    for (; *key != '\0'; key++)
        if (strchr("@:=,+", *key) != NULL)
            text_printf(text, "%%%02X", (unsigned)(unsigned char)*key);
        else
            text_append_character(text, *key);
}

static void append_count(struct text *text, size_t count)
{
    text_printf(text, "<td class=\"number\">%zu</td>", count);
}

static void append_row(struct text *text, const struct matrix *matrix, size_t column)
{
    static const char *const standings[] = {"bad", "open", "good"};
    const struct results *results = &matrix->results[column];
    const size_t *counts = results->counts, *expected = results->expected_counts;
    const char *profile = field_text(results->header, "profile");
    struct text plain = TEXT_EMPTY;
    text_append(text, "<tr><th scope=\"row\"><a href=\"#/implementation/");
    append_key(text, matrix_key(matrix, column));
    text_append(text, "\">");
    append_name(&plain, matrix, column);
    escape_markup(text, text_string(&plain));
    text_append(text, "</a></th><td>");
    escape_markup(text, profile[0] != '\0' ? profile : "its own answers");
    text_printf(text, "</td><td class=\"%s\">", standings[conclusion_sign(results) + 1]);
    text_clear(&plain);
    append_conclusion(&plain, results);
    escape_markup(text, text_string(&plain));
    text_append(text, "</td>");
    append_count(text, counts[VERDICT_PASS]);
    append_count(text, counts[VERDICT_FAIL] + counts[VERDICT_ERROR] - expected[VERDICT_FAIL] - expected[VERDICT_ERROR]);
    append_count(text, expected_failure_count(results));
    append_count(text, counts[VERDICT_UNSUPPORTED] + counts[VERDICT_INCONCLUSIVE]);
    append_count(text, counts[VERDICT_NOT_APPLICABLE]);
    text_append(text, "</tr>\n");
    text_free(&plain);
}

static void append_implementations(struct text *text, const struct matrix *matrix)
{
    for (size_t i = 0; i < matrix->count; i++)
        if (json_is_true(json_object_get(json_array_get(matrix->columns, i), "newest")))
            append_row(text, matrix, i);
}

static const struct part {
    const char *name;
    void (*append)(struct text *text, const struct matrix *matrix);
} parts[] = {
    {"numbers", append_numbers},
    {"implementations", append_implementations},
    {"suite", append_suite},
    {"warnings", append_warnings},
};

static const struct part *part_named(const char *name, size_t bytes)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strlen(parts[i].name) == bytes && memcmp(parts[i].name, name, bytes) == 0)
            return &parts[i];
    return NULL;
}

bool start_page_append(struct arena *arena, struct text *text, const struct matrix *matrix, const char *file,
                       const char *template, const char **message)
{
    static const char opening[] = "<!--ibid:";
    size_t line = 1;
    for (const char *at = template;;) {
        const char *comment = strstr(at, opening);
        text_append_bytes(text, at, comment != NULL ? (size_t)(comment - at) : strlen(at));
        if (comment == NULL)
            return true;
        for (; at < comment; at++)
            line += *at == '\n';
        const char *name = comment + strlen(opening), *end = strstr(name, "-->");
        size_t bytes = end != NULL ? (size_t)(end - name) : 0;
        const struct part *part = part_named(name, bytes);
        if (part == NULL) {
            *message = arena_printf(arena,
                                    "%s:%zu: there is no <!--ibid:%.*s-->: expected numbers, implementations, suite or "
                                    "warnings behind the colon",
                                    file, line, (int)bytes, name);
            return false;
        }
        part->append(text, matrix);
        at = end + strlen("-->");
    }
}
