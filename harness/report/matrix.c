#include "report/matrix.h"

#include <string.h>

#include "report/chapters.h"
#include "report/check.h"
#include "report/columns.h"

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

static void sort_cases(struct matrix *matrix)
{
    const char *id;
    json_t *record;
    json_object_foreach(matrix->clauses, id, record) member(matrix->cases_of, id);
    json_object_foreach(matrix->cases, id, record)
        json_object_set(member(matrix->cases_of, field_text(record, "clause")), id, record);
}

void matrix_fill(struct matrix *matrix, const struct results *results, size_t count)
{
    *matrix = (struct matrix){.results = results,
                              .count = count,
                              .columns = columns_new(results, count),
                              .choices = json_object(),
                              .clauses = json_object(),
                              .cases = json_object(),
                              .cases_of = json_object()};
    for (size_t i = 0; i < count; i++) {
        adopt(matrix->choices, results[i].choices);
        adopt(matrix->clauses, results[i].clauses);
        adopt(matrix->cases, results[i].cases);
    }
    matrix->chapters = chapters_new(matrix->clauses);
    sort_cases(matrix);
}

void matrix_release(struct matrix *matrix)
{
    json_decref(matrix->choices);
    json_decref(matrix->chapters);
    json_decref(matrix->clauses);
    json_decref(matrix->cases);
    json_decref(matrix->cases_of);
    json_decref(matrix->columns);
    *matrix = (struct matrix){0};
}

const char *matrix_key(const struct matrix *matrix, size_t column)
{
    return field_text(json_array_get(matrix->columns, column), "key");
}

const char *matrix_name(const struct matrix *matrix, size_t column)
{
    return field_text(json_array_get(matrix->columns, column), "name");
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

const char *case_name(const char *clause, const char *id)
{
    size_t bytes = strlen(clause);
    return strncmp(id, clause, bytes) == 0 && id[bytes] == '/' ? id + bytes + 1 : id;
}

enum verdict record_verdict(const json_t *record)
{
    return verdict_by_name(field_text(record, "verdict"));
}

const json_t *results_implementation(const struct results *results)
{
    return json_object_get(results->header, "implementation");
}

bool results_are_mixed(const struct results *results, size_t count)
{
    const char *first = field_text(json_object_get(results[0].header, "suite"), "digest");
    for (size_t i = 1; i < count; i++)
        if (strcmp(first, field_text(json_object_get(results[i].header, "suite"), "digest")) != 0)
            return true;
    return false;
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

const struct mark mark_partly = {"partly", "\xe2\x97\x90", '\0'};                     /* ◐ */
const struct mark mark_absent = {"not run", "\xc2\xb7", '-'};                        /* · */
const struct mark mark_pending = {"pending", "\xe2\x8b\xaf", '\0'};                   /* ⋯ */
const struct mark mark_expected_failure = {"expected failure", "\xe2\x8a\x97", 'x'}; /* ⊗ */

const struct mark *verdict_mark(enum verdict verdict)
{
    static const struct mark marks[] = {
        [VERDICT_PASS] = {"pass", "\xe2\x9c\x93", 'p'},       /* ✓ */
        [VERDICT_FAIL] = {"fail", "\xe2\x9c\x97", 'f'},       /* ✗ */
        [VERDICT_DIFFERS] = {"differs", "\xe2\x89\xa0", 'd'}, /* ≠ */
        [VERDICT_INCONCLUSIVE] = {"inconclusive", "?", 'i'},
        [VERDICT_UNSUPPORTED] = {"unsupported", "\xe2\x88\x85", 'u'},       /* ∅ */
        [VERDICT_NOT_APPLICABLE] = {"not applicable", "\xe2\x80\x93", 'n'}, /* – */
        [VERDICT_ERROR] = {"error", "!", 'e'},
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
