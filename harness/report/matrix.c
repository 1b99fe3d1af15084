#include "report/matrix.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "report/check.h"

enum { KEY_BYTES = 48 };

static void adopt(json_t *into, json_t *from)
{
    const char *id;
    json_t *record;
    json_object_foreach(from, id, record) if (json_object_get(into, id) == NULL) json_object_set(into, id, record);
}

static json_t *member(json_t *object, const char *key)
{
    json_t *found = json_object_get(object, key);
    if (found == NULL) {
        found = json_object();
        json_object_set_new(object, key, found);
    }
    return found;
}

/* A clause and where it stands in the text: "5.1" is 5 and 1, after which come those without a number. */
struct numbered {
    const char *id;
    json_t *record;
    unsigned long chapter, clause;
    size_t position; /* in the files */
};

static struct numbered numbered(const char *id, json_t *record, size_t position)
{
    char *end;
    const char *number = field_text(record, "number");
    unsigned long chapter = strtoul(number, &end, 10);
    unsigned long clause = *end == '.' ? strtoul(end + 1, NULL, 10) : 0;
    return (struct numbered){id, record, chapter > 0 ? chapter : ULONG_MAX, clause, position};
}

static int compare_numbered(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    if (a->chapter != b->chapter)
        return a->chapter < b->chapter ? -1 : 1;
    if (a->clause != b->clause)
        return a->clause < b->clause ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

/* Results that do not tell chapters have the id up to its first dot. */
static void append_chapter(struct text *text, const struct numbered *clause)
{
    const char *title = field_text(clause->record, "chapter");
    if (title[0] == '\0' || clause->chapter == ULONG_MAX)
        text_append_bytes(text, clause->id, strcspn(clause->id, "."));
    else
        text_printf(text, "%lu. %s", clause->chapter, title);
}

static void sort_into_chapters(struct matrix *matrix)
{
    size_t count = 0;
    struct numbered *clauses = checked_malloc((json_object_size(matrix->clauses) + 1) * sizeof *clauses);
    struct text chapter = TEXT_EMPTY;
    const char *id;
    json_t *record;
    json_object_foreach(matrix->clauses, id, record)
    {
        clauses[count] = numbered(id, record, count);
        count++;
    }
    qsort(clauses, count, sizeof *clauses, compare_numbered);
    for (size_t i = 0; i < count; i++) {
        text_clear(&chapter);
        append_chapter(&chapter, &clauses[i]);
        json_object_set(member(matrix->chapters, text_string(&chapter)), clauses[i].id, clauses[i].record);
        member(matrix->cases_of, clauses[i].id);
    }
    free(clauses);
    json_object_foreach(matrix->cases, id, record)
        json_object_set(member(matrix->cases_of, field_text(record, "clause")), id, record);
    text_free(&chapter);
}

static bool key_taken(const struct matrix *matrix, const char *key)
{
    for (size_t i = 0; i < json_array_size(matrix->keys); i++)
        if (strcmp(matrix_key(matrix, i), key) == 0)
            return true;
    return false;
}

/* Links are read aloud, typed and pasted: letters, digits, and "." "-" between them. */
static void append_slug(struct text *text, const char *string)
{
    bool gap = false;
    for (; *string != '\0' && text->bytes < KEY_BYTES; string++) {
        char c = *string;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '.' && text->bytes > 0))) {
            gap = true;
            continue;
        }
        if (gap && text->bytes > 0)
            text_append_character(text, '-');
        gap = false;
        text_append_character(text, c);
    }
    if (text->bytes == 0)
        text_append(text, "implementation");
}

static bool is_traced(const struct results *results)
{
    return strcmp(field_text(json_object_get(results->header, "selection"), "mode"), "traced") == 0;
}

static void add_key(struct matrix *matrix, const struct results *results)
{
    struct text slug = TEXT_EMPTY, key = TEXT_EMPTY;
    append_slug(&slug, field_text(results_implementation(results), "selector"));
    if (is_traced(results))
        text_append(&slug, "-traced");
    text_append(&key, text_string(&slug));
    for (size_t number = 2; key_taken(matrix, text_string(&key)); number++) {
        text_clear(&key);
        text_printf(&key, "%s-%zu", text_string(&slug), number);
    }
    json_array_append_new(matrix->keys, json_string(text_string(&key)));
    text_free(&slug);
    text_free(&key);
}

static const char *given_name(const struct results *results)
{
    const json_t *implementation = results_implementation(results);
    const char *name = field_text(implementation, "name");
    return name[0] != '\0' ? name : field_text(implementation, "selector");
}

static bool same_field(const struct matrix *matrix, size_t left, size_t right, const char *key)
{
    return strcmp(field_text(results_implementation(&matrix->results[left]), key),
                  field_text(results_implementation(&matrix->results[right]), key)) == 0;
}

static void add_name(struct matrix *matrix, size_t column)
{
    const char *name = given_name(&matrix->results[column]);
    bool same_name = false, same_selector = false;
    for (size_t i = 0; i < matrix->count; i++) {
        if (i == column || strcmp(given_name(&matrix->results[i]), name) != 0 ||
            !same_field(matrix, i, column, "version"))
            continue;
        same_name = true;
        same_selector = same_selector || same_field(matrix, i, column, "selector");
    }
    if (same_selector)
        name = matrix_key(matrix, column);
    else if (same_name)
        name = field_text(results_implementation(&matrix->results[column]), "selector");
    struct text text = TEXT_EMPTY;
    text_printf(&text, "%s%s", name, !same_selector && is_traced(&matrix->results[column]) ? ", traced" : "");
    json_array_append_new(matrix->names, json_string(text_string(&text)));
    text_free(&text);
}

void matrix_fill(struct matrix *matrix, const struct results *results, size_t count)
{
    *matrix = (struct matrix){results,       count,         json_object(), json_object(), json_object(),
                              json_object(), json_object(), json_array(),  json_array()};
    for (size_t i = 0; i < count; i++) {
        adopt(matrix->choices, results[i].choices);
        adopt(matrix->clauses, results[i].clauses);
        adopt(matrix->cases, results[i].cases);
        add_key(matrix, &results[i]);
    }
    for (size_t i = 0; i < count; i++)
        add_name(matrix, i);
    sort_into_chapters(matrix);
}

void matrix_release(struct matrix *matrix)
{
    json_decref(matrix->choices);
    json_decref(matrix->chapters);
    json_decref(matrix->clauses);
    json_decref(matrix->cases);
    json_decref(matrix->cases_of);
    json_decref(matrix->keys);
    json_decref(matrix->names);
    *matrix = (struct matrix){0};
}

const char *matrix_key(const struct matrix *matrix, size_t column)
{
    return json_string_value(json_array_get(matrix->keys, column));
}

const char *matrix_name(const struct matrix *matrix, size_t column)
{
    return json_string_value(json_array_get(matrix->names, column));
}

void append_name(struct text *text, const struct matrix *matrix, size_t column)
{
    const char *version = field_text(results_implementation(&matrix->results[column]), "version");
    text_append(text, matrix_name(matrix, column));
    if (version[0] != '\0')
        text_printf(text, " %s", version);
}

const char *field_text(const json_t *record, const char *key)
{
    const char *value = json_string_value(json_object_get(record, key));
    return value != NULL ? value : "";
}

enum verdict record_verdict(const json_t *record)
{
    return verdict_by_name(field_text(record, "verdict"));
}

const json_t *results_implementation(const struct results *results)
{
    return json_object_get(results->header, "implementation");
}

size_t executed_count(const struct results *results)
{
    const size_t *counts = results->counts;
    return counts[VERDICT_PASS] + counts[VERDICT_FAIL] + counts[VERDICT_DIFFERS] + counts[VERDICT_INCONCLUSIVE];
}

size_t case_count(const struct results *results)
{
    return json_object_size(results->cases);
}

static size_t sum(const size_t *counts)
{
    size_t all = 0;
    for (size_t verdict = 0; verdict < VERDICT_COUNT; verdict++)
        all += counts[verdict];
    return all;
}

size_t differing_choice_count(const struct results *results)
{
    const size_t *counts = results->choice_counts;
    return counts[VERDICT_DIFFERS] + counts[VERDICT_FAIL] + counts[VERDICT_ERROR] -
           sum(results->expected_choice_counts);
}

size_t expected_failure_count(const struct results *results)
{
    return sum(results->expected_counts) + sum(results->expected_choice_counts);
}

const json_t *list_problems(const struct results *results)
{
    const json_t *problems = json_object_get(json_object_get(results->footer, "expected_failures"), "problems");
    return json_array_size(problems) > 0 ? problems : NULL;
}

void append_list_problem(struct text *text, const struct results *results, const json_t *problem)
{
    const json_t *list = json_object_get(results->footer, "expected_failures");
    text_printf(text, "%s:%lld: %s: %s", field_text(list, "file"),
                (long long)json_integer_value(json_object_get(problem, "line")), field_text(problem, "id"),
                field_text(problem, "message"));
}

void append_list_problems(struct text *text, const struct results *results, const char *before,
                          void (*escape)(struct text *text, const char *string), const char *after)
{
    const json_t *problems = list_problems(results);
    struct text line = TEXT_EMPTY;
    for (size_t i = 0; i < json_array_size(problems); i++) {
        text_clear(&line);
        append_list_problem(&line, results, json_array_get(problems, i));
        text_append(text, before);
        escape(text, text_string(&line));
        text_append(text, after);
    }
    text_free(&line);
}

static bool any_unexpected_failure(json_t *records)
{
    const char *id;
    json_t *record;
    json_object_foreach(records, id, record)
    {
        const struct mark *mark = record_mark(record);
        bool should = strcmp(field_text(record, "level"), "SHOULD") == 0;
        if (mark == verdict_mark(VERDICT_ERROR) || mark == verdict_mark(VERDICT_DIFFERS) ||
            (mark == verdict_mark(VERDICT_FAIL) && !should))
            return true;
    }
    return false;
}

/* Whether the run failed for its list's sake alone. */
static bool only_the_list_fails(const struct results *results)
{
    return list_problems(results) != NULL && !any_unexpected_failure(results->choices) &&
           !any_unexpected_failure(results->cases);
}

static bool exited_well(const struct results *results)
{
    return json_integer_value(json_object_get(results->footer, "exit")) == 0;
}

int conclusion_sign(const struct results *results)
{
    const size_t *counts = results->counts;
    if (results->cut_short != NULL)
        return 0;
    if (!exited_well(results))
        return -1;
    return counts[VERDICT_PASS] > 0 && counts[VERDICT_UNSUPPORTED] == 0 && expected_failure_count(results) == 0 ? 1 : 0;
}

void append_conclusion(struct text *text, const struct results *results)
{
    const char *profile = field_text(results->header, "profile");
    const char *filter = field_text(json_object_get(results->header, "selection"), "filter");
    const size_t *counts = results->counts;
    size_t expected = expected_failure_count(results);
    bool list_fails = !exited_well(results) && only_the_list_fails(results), good = exited_well(results) || list_fails;
    if (results->cut_short != NULL) {
        text_append(text, "incomplete");
        return;
    }
    if (counts[VERDICT_PASS] + counts[VERDICT_FAIL] + counts[VERDICT_ERROR] == 0)
        text_append(text, "nothing was tested");
    else if (profile[0] != '\0')
        text_printf(text, "%s to profile %s", good ? "conformant" : "not conformant", profile);
    else
        text_append(text, good ? "consistent" : "not consistent");
    if (good && counts[VERDICT_UNSUPPORTED] + counts[VERDICT_INCONCLUSIVE] > 0 && counts[VERDICT_PASS] > 0)
        text_printf(text, ", as far as %zu of %zu cases tell", counts[VERDICT_PASS], case_count(results));
    if (good && expected > 0)
        text_printf(text, ", but for %zu expected failure%s", expected, expected == 1 ? "" : "s");
    if (list_fails)
        text_append(text, ", but the list of expected failures does not fit");
    if (filter[0] != '\0')
        text_append(text, ", of some cases");
}

const struct mark mark_partly = {"partly", "\xe2\x97\x90"};                     /* ◐ */
const struct mark mark_absent = {"not run", "\xc2\xb7"};                        /* · */
const struct mark mark_pending = {"pending", "\xe2\x8b\xaf"};                   /* ⋯ */
const struct mark mark_expected_failure = {"expected failure", "\xe2\x8a\x97"}; /* ⊗ */

const struct mark *verdict_mark(enum verdict verdict)
{
    static const struct mark marks[] = {
        [VERDICT_PASS] = {"pass", "\xe2\x9c\x93"},       /* ✓ */
        [VERDICT_FAIL] = {"fail", "\xe2\x9c\x97"},       /* ✗ */
        [VERDICT_DIFFERS] = {"differs", "\xe2\x89\xa0"}, /* ≠ */
        [VERDICT_INCONCLUSIVE] = {"inconclusive", "?"},
        [VERDICT_UNSUPPORTED] = {"unsupported", "\xe2\x88\x85"},       /* ∅ */
        [VERDICT_NOT_APPLICABLE] = {"not applicable", "\xe2\x80\x93"}, /* – */
        [VERDICT_ERROR] = {"error", "!"},
    };
    return &marks[verdict];
}

const struct mark *record_mark(const json_t *record)
{
    if (record == NULL)
        return &mark_absent;
    enum verdict verdict = record_verdict(record);
    if (json_is_object(json_object_get(record, "expected_failure")))
        return &mark_expected_failure;
    return verdict_mark(verdict);
}

struct tally clause_tally(const struct results *results, const char *clause)
{
    struct tally tally = {.pending = json_object_get(json_object_get(results->clauses, clause), "pending") != NULL};
    const json_t *cases = json_object_get(results->cases_of, clause);
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *record = json_array_get(cases, i);
        tally.counts[record_verdict(record)]++;
        tally.total++;
        tally.expected[record_verdict(record)] += record_mark(record) == &mark_expected_failure;
    }
    return tally;
}

const struct mark *tally_mark(const struct tally *tally)
{
    const size_t *counts = tally->counts, *expected = tally->expected;
    if (tally->total == 0)
        return tally->pending ? &mark_pending : &mark_absent;
    if (counts[VERDICT_ERROR] > expected[VERDICT_ERROR])
        return verdict_mark(VERDICT_ERROR);
    if (counts[VERDICT_FAIL] > expected[VERDICT_FAIL])
        return verdict_mark(VERDICT_FAIL);
    if (sum(expected) > 0)
        return &mark_expected_failure;
    if (counts[VERDICT_PASS] > 0)
        return counts[VERDICT_INCONCLUSIVE] + counts[VERDICT_UNSUPPORTED] > 0 ? &mark_partly
                                                                              : verdict_mark(VERDICT_PASS);
    if (counts[VERDICT_INCONCLUSIVE] > 0)
        return verdict_mark(VERDICT_INCONCLUSIVE);
    if (counts[VERDICT_UNSUPPORTED] > 0)
        return verdict_mark(VERDICT_UNSUPPORTED);
    return verdict_mark(VERDICT_NOT_APPLICABLE);
}
