/*
 * Modelled on what browser-compat-data does for the web: for each thing that one can rely on or not, a table of
 * support, and in it for each family a list of statements, one for each version that was tested.
 */
#include "report/compat.h"

#include <string.h>

/* As many notes as a tooltip can hold. */
enum { MOST_NOTES = 4 };

static const json_t *column_of(const struct matrix *matrix, size_t column)
{
    return json_array_get(matrix->columns, column);
}

static json_t *list_in(json_t *object, const char *key)
{
    json_t *list = json_object_get(object, key);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(object, key, list);
    }
    return list;
}

/*
 * Statements stand from old to new, those of traced runs last. The matrix has the newest ones first; this is the column
 * that comes at this position instead.
 */
static size_t column_at(const struct matrix *matrix, size_t position)
{
    enum { OLDER, NEWEST, TRACED, GROUPS };
    size_t seen = 0;
    for (int group = OLDER; group < GROUPS; group++)
        for (size_t i = 0; i < matrix->count; i++) {
            const json_t *column = column_of(matrix, i);
            bool traced = json_is_true(json_object_get(column, "traced"));
            int own = traced ? TRACED : json_is_true(json_object_get(column, "newest")) ? NEWEST : OLDER;
            if (own == group && seen++ == position)
                return i;
        }
    return position;
}

/* An object with an empty list for each family that has such a record, in the order of the matrix. */
static json_t *support_new(const struct matrix *matrix, bool choices, const char *id)
{
    json_t *support = json_object();
    for (size_t i = 0; i < matrix->count; i++) {
        json_t *records = choices ? matrix->results[i].choices : matrix->results[i].clauses;
        if (json_object_get(records, id) != NULL)
            list_in(support, field_text(column_of(matrix, i), "family"));
    }
    return support;
}

static void copy(json_t *into, const json_t *from, const char *key)
{
    if (json_object_get(from, key) != NULL)
        json_object_set(into, key, json_object_get(from, key));
}

static void set_version(json_t *statement, const struct matrix *matrix, size_t column)
{
    const char *version = field_text(column_of(matrix, column), "version");
    json_object_set_new(statement, "version", version[0] != '\0' ? json_string(version) : json_null());
    if (json_is_true(json_object_get(column_of(matrix, column), "traced")))
        json_object_set_new(statement, "mode", json_string("traced"));
}

/* Implementations. */

static json_t *tested_new(const struct matrix *matrix, size_t column)
{
    const struct results *results = &matrix->results[column];
    json_t *tested = json_object();
    struct text conclusion = TEXT_EMPTY;
    append_conclusion(&conclusion, results);
    set_version(tested, matrix, column);
    copy(tested, results_implementation(results), "language");
    copy(tested, results_implementation(results), "platform");
    copy(tested, results->header, "profile");
    json_object_set_new(tested, "conclusion", json_string(text_string(&conclusion)));
    json_object_set_new(tested, "suite", json_string(field_text(json_object_get(results->header, "suite"), "digest")));
    text_free(&conclusion);
    return tested;
}

static json_t *implementations_new(const struct matrix *matrix)
{
    json_t *implementations = json_object();
    for (size_t i = 0; i < matrix->count; i++) {
        const char *family = field_text(column_of(matrix, i), "family");
        json_t *implementation = json_object_get(implementations, family);
        if (implementation == NULL) {
            implementation = json_object();
            json_object_set_new(implementations, family, implementation);
            json_object_set_new(implementation, "name", json_string(matrix_name(matrix, i)));
        }
    }
    for (size_t i = 0; i < matrix->count; i++) {
        size_t column = column_at(matrix, i);
        json_t *implementation = json_object_get(implementations, field_text(column_of(matrix, column), "family"));
        json_array_append_new(list_in(implementation, "versions"), tested_new(matrix, column));
    }
    return implementations;
}

/* Notes: what does not hold, in sentences. */

static void append_expected(struct text *text, const json_t *expected)
{
    const char *url = field_text(expected, "url");
    text_printf(text, "; known: %s", field_text(expected, "reason"));
    if (url[0] != '\0')
        text_printf(text, " (%s)", url);
}

static void append_reason(struct text *text, const json_t *record)
{
    const json_t *expected = json_object_get(record, "expected_failure");
    text_append(text, field_text(record, "reason"));
    if (json_is_object(expected))
        append_expected(text, expected);
}

static bool deserves_a_note(const json_t *record)
{
    enum verdict verdict = record_verdict(record);
    return verdict != VERDICT_PASS && verdict != VERDICT_NOT_APPLICABLE;
}

/* The same reason for ten cases is one note. */
static bool is_noted(const json_t *notes, const char *note)
{
    for (size_t i = 0; i < json_array_size(notes); i++)
        if (strcmp(json_string_value(json_array_get(notes, i)), note) == 0)
            return true;
    return false;
}

static json_t *clause_notes_new(const struct results *results, const char *clause)
{
    json_t *notes = json_array();
    const json_t *cases = json_object_get(results->cases_of, clause);
    size_t left_out = 0;
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *record = json_array_get(cases, i);
        if (!deserves_a_note(record))
            continue;
        text_clear(&text);
        append_reason(&text, record);
        if (text.bytes == 0 || is_noted(notes, text_string(&text)))
            continue;
        if (json_array_size(notes) < MOST_NOTES)
            json_array_append_new(notes, json_string(text_string(&text)));
        else
            left_out++;
    }
    if (left_out > 0) {
        text_clear(&text);
        text_printf(&text, "and %zu more", left_out);
        json_array_append_new(notes, json_string(text_string(&text)));
    }
    text_free(&text);
    return notes;
}

static void set_notes(json_t *statement, json_t *notes)
{
    if (json_array_size(notes) > 0)
        json_object_set(statement, "notes", notes);
    json_decref(notes);
}

/* Clauses. */

static json_t *clause_statement_new(const struct matrix *matrix, size_t column, const char *id)
{
    const struct results *results = &matrix->results[column];
    struct tally tally = clause_tally(results, id);
    size_t apply = tally.total - tally.counts[VERDICT_NOT_APPLICABLE];
    json_t *statement = json_object();
    set_version(statement, matrix, column);
    json_object_set_new(statement, "verdict", json_string(tally_mark(&tally)->word));
    json_object_set_new(statement, "passed", json_integer((json_int_t)tally.counts[VERDICT_PASS]));
    json_object_set_new(statement, "applicable", json_integer((json_int_t)apply));
    set_notes(statement, clause_notes_new(results, id));
    return statement;
}

static json_t *clauses_new(const struct matrix *matrix)
{
    static const char *const keys[] = {"level", "text", "source", "where"};
    json_t *clauses = json_object(), *record;
    const char *id;
    json_object_foreach(matrix->clauses, id, record)
    {
        json_t *clause = json_object(), *support = support_new(matrix, false, id);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            copy(clause, record, keys[i]);
        for (size_t i = 0; i < matrix->count; i++) {
            size_t column = column_at(matrix, i);
            if (json_object_get(matrix->results[column].clauses, id) != NULL)
                json_array_append_new(list_in(support, field_text(column_of(matrix, column), "family")),
                                      clause_statement_new(matrix, column, id));
        }
        json_object_set_new(clause, "support", support);
        json_object_set_new(clauses, id, clause);
    }
    return clauses;
}

/* Choices. */

static json_t *choice_statement_new(const struct matrix *matrix, size_t column, const json_t *record)
{
    json_t *statement = json_object(), *notes = json_array();
    struct text note = TEXT_EMPTY;
    set_version(statement, matrix, column);
    copy(statement, record, "answer");
    json_object_set_new(statement, "verdict", json_string(record_mark(record)->word));
    append_reason(&note, record);
    if (note.bytes > 0)
        json_array_append_new(notes, json_string(text_string(&note)));
    set_notes(statement, notes);
    text_free(&note);
    return statement;
}

static json_t *choices_new(const struct matrix *matrix)
{
    static const char *const keys[] = {"asks", "source", "answers"};
    json_t *choices = json_object(), *record;
    const char *id;
    json_object_foreach(matrix->choices, id, record)
    {
        json_t *choice = json_object(), *support = support_new(matrix, true, id);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            copy(choice, record, keys[i]);
        for (size_t i = 0; i < matrix->count; i++) {
            size_t column = column_at(matrix, i);
            const json_t *own = json_object_get(matrix->results[column].choices, id);
            if (own != NULL)
                json_array_append_new(list_in(support, field_text(column_of(matrix, column), "family")),
                                      choice_statement_new(matrix, column, own));
        }
        json_object_set_new(choice, "support", support);
        json_object_set_new(choices, id, choice);
    }
    return choices;
}

json_t *compat_new(const struct matrix *matrix)
{
    json_t *compat = json_object(), *suite = json_object();
    const json_t *first = json_object_get(matrix->results[0].header, "suite");
    copy(suite, first, "version");
    copy(suite, first, "digest");
    json_object_set_new(compat, "format", json_integer(1));
    json_object_set_new(compat, "suite", suite);
    json_object_set_new(compat, "implementations", implementations_new(matrix));
    json_object_set_new(compat, "choices", choices_new(matrix));
    json_object_set_new(compat, "clauses", clauses_new(matrix));
    return compat;
}
