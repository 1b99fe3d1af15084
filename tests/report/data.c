/* What the HTML report's data say: docs/report-data.md. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/places.h"
#include "report/columns.h"
#include "report/compat.h"
#include "report/data.h"
#include "report/shorten.h"
#include "samples.h"

TestSuite(data);

struct made {
    struct arena *arena;
    struct results results[SAMPLE_COUNT];
    struct matrix matrix;
};

static void make(struct made *made)
{
    made->arena = arena_new();
    read_samples(made->arena, made->results);
    matrix_fill(&made->matrix, made->results, SAMPLE_COUNT);
}

static void drop(struct made *made)
{
    matrix_release(&made->matrix);
    release_samples(made->results);
    arena_free(made->arena);
}

static json_t *core_new(const struct matrix *matrix)
{
    json_t *pages = json_array(), *core = core_data_new(matrix, NULL, pages);
    json_decref(pages);
    return core;
}

/* The value at "key/key/…" of objects. */
static json_t *at(json_t *json, const char *const *keys)
{
    for (; *keys != NULL; keys++)
        json = json_object_get(json, *keys);
    return json;
}
#define AT(json, ...)      at((json), (const char *const[]){__VA_ARGS__, NULL})
#define TEXT_AT(json, ...) json_string_value(AT((json), __VA_ARGS__))

/* core.js */

Test(data, a_letter_for_each_column)
{
    struct made made;
    make(&made);
    json_t *core = core_new(&made.matrix);
    cr_expect_str_eq(TEXT_AT(core, "cases", "array.iadd.identity/every-alias-sees-the-update", "verdicts"), "ppfn");
    cr_expect_str_eq(TEXT_AT(core, "cases", "array.transpose.view/two-axes", "verdicts"), "pxu-");
    cr_expect_str_eq(TEXT_AT(core, "choices", "overlap", "verdicts"), "pden");
    json_t *given = AT(core, "choices", "overlap", "given");
    cr_expect_eq(json_array_size(given), SAMPLE_COUNT);
    cr_expect_str_eq(json_string_value(json_array_get(given, 1)), "raises");
    cr_expect_str_eq(TEXT_AT(core, "profiles", "numpy", "overlap"), "as if copied");
    cr_expect_null(AT(core, "profiles", "torch"), "nobody was held to it");
    json_decref(core);
    drop(&made);
}

Test(data, implementations_say_what_they_came_to)
{
    struct made made;
    make(&made);
    json_t *core = core_new(&made.matrix), *all = json_object_get(core, "implementations");
    cr_expect(json_is_true(AT(json_array_get(all, 0), "conformant")));
    cr_expect(json_is_false(AT(json_array_get(all, 1), "conformant")));
    cr_expect(json_is_false(AT(json_array_get(all, 2), "conformant")), "not to its own answers either");
    cr_expect(json_is_null(AT(json_array_get(all, 3), "conformant")), "it was killed");
    cr_expect(json_is_true(AT(json_array_get(all, 3), "incomplete")));
    cr_expect_eq(json_array_size(AT(json_array_get(all, 3), "warnings")), 1);
    cr_expect_eq(json_integer_value(AT(json_array_get(all, 1), "counts", "fail")), 0, "it was expected");
    cr_expect_eq(json_integer_value(AT(json_array_get(all, 1), "expected_failures")), 1);
    cr_expect_str_eq(TEXT_AT(json_array_get(all, 1), "conclusion"), "not conformant to profile numpy");
    json_decref(core);
    drop(&made);
}

Test(data, the_spec_tells_what_results_do_not)
{
    struct made made;
    make(&made);
    const char *path = arena_printf(made.arena, "%s/spec", place_root(made.arena));
    struct spec_mistake *mistakes;
    size_t mistake_count;
    struct spec *spec = spec_load(&path, 1, &mistakes, &mistake_count);
    cr_assert_eq(mistake_count, 0);
    json_t *record = json_object_get(made.results[0].clauses, "array.iadd.identity");
    const struct clause *clause = spec_clause(spec, "array.iadd.identity");
    json_object_set_new(record, "chapter", json_string(clause->chapter->title));
    json_object_set_new(record, "number", json_string("5.1"));
    struct matrix matrix;
    matrix_fill(&matrix, made.results, 1);
    json_t *pages = json_array(), *core = core_data_new(&matrix, spec, pages);
    json_t *chapter = json_array_get(json_object_get(core, "chapters"), 0);
    cr_expect_eq(json_integer_value(json_object_get(chapter, "number")), 5);
    cr_expect_str_eq(TEXT_AT(chapter, "about"), clause->chapter->about);
    cr_expect_eq(json_array_size(json_object_get(core, "topics")), spec->topic_count);
    cr_expect_gt(json_array_size(AT(core, "clauses", "array.iadd.identity", "topics")), 0);
    cr_expect_eq(json_object_size(json_object_get(core, "profiles")), spec->profile_count);
    /* The run was held to what its file says, whatever the spec says by now. */
    cr_expect_str_eq(TEXT_AT(core, "profiles", "numpy", "overlap"), "as if copied");
    json_decref(core);
    json_decref(pages);
    matrix_release(&matrix);
    spec_free(spec);
    drop(&made);
}

/* chapter-N.js and choices.js */

static json_t *detail_of(json_t *data, const json_t *one, size_t column)
{
    json_t *index = json_array_get(json_object_get(one, "details"), column);
    return json_is_null(index) ? NULL
                               : json_array_get(json_object_get(data, "details"), (size_t)json_integer_value(index));
}

static bool says_nothing(const json_t *value)
{
    return json_is_null(value) || (json_is_string(value) && json_string_length(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0);
}

Test(data, details_are_what_the_files_say)
{
    static const char *const keys[] = {"reason", "expected_failure", "outcomes", "error", "state", "native"};
    struct made made;
    make(&made);
    size_t compared = 0, missing = 0;
    for (size_t i = 0; i < json_array_size(made.matrix.chapters); i++) {
        json_t *data = chapter_data_new(&made.matrix, json_array_get(made.matrix.chapters, i)), *shown;
        const char *id;
        json_object_foreach(json_object_get(data, "cases"), id, shown)
        for (size_t column = 0; column < SAMPLE_COUNT; column++) {
            const json_t *record = json_object_get(made.results[column].cases, id);
            const json_t *detail = detail_of(data, shown, column);
            cr_expect_eq(detail == NULL, record == NULL, "%s of %zu", id, column);
            missing += record == NULL;
            for (size_t k = 0; record != NULL && k < sizeof keys / sizeof *keys; k++) {
                const json_t *there = json_object_get(record, keys[k]), *kept = json_object_get(detail, keys[k]);
                cr_expect(kept == NULL ? there == NULL || says_nothing(there) : json_equal(there, kept), "%s of %s",
                          keys[k], id);
                compared++;
            }
        }
        json_decref(data);
    }
    cr_expect_gt(compared, 200);
    cr_expect_gt(missing, 0, "the killed run lacks cases");
    drop(&made);
}

Test(data, each_distinct_detail_once)
{
    struct made made;
    make(&made);
    struct results thrice[] = {made.results[0], made.results[0], made.results[0]};
    struct matrix one, three;
    matrix_fill(&one, thrice, 1);
    matrix_fill(&three, thrice, 3);
    json_t *data_of_one = chapter_data_new(&one, json_array_get(one.chapters, 0));
    json_t *data_of_three = chapter_data_new(&three, json_array_get(three.chapters, 0));
    cr_expect(json_equal(json_object_get(data_of_one, "details"), json_object_get(data_of_three, "details")));
    json_decref(data_of_one);
    json_decref(data_of_three);
    json_t *choices = choice_data_new(&three);
    cr_expect_leq(json_array_size(json_object_get(choices, "details")), json_object_size(three.choices));
    json_decref(choices);
    matrix_release(&one);
    matrix_release(&three);
    drop(&made);
}

Test(data, another_program_under_the_same_id_is_shown)
{
    static const char id[] = "name.assignment/a-list";
    struct made made;
    make(&made);
    json_t *program = json_pack("[s, s]", "x = [7]", "y = x");
    json_object_set_new(json_object_get(made.results[1].cases, id), "program", program);
    json_t *data = chapter_data_new(&made.matrix, json_array_get(made.matrix.chapters, 0));
    json_t *shown = AT(data, "cases", id);
    cr_assert_not_null(shown);
    cr_expect_null(json_object_get(detail_of(data, shown, 0), "program"));
    cr_expect(json_equal(json_object_get(detail_of(data, shown, 1), "program"), program));
    json_decref(data);
    drop(&made);
}

Test(data, probes_of_choices_by_column)
{
    struct made made;
    make(&made);
    json_t *data = choice_data_new(&made.matrix), *overlap = AT(data, "choices", "overlap");
    const json_t *probes = json_object_get(detail_of(data, overlap, 1), "probes");
    cr_expect_eq(json_array_size(probes), json_array_size(json_object_get(overlap, "probes")));
    cr_expect(strstr(TEXT_AT(json_array_get(probes, 0), "seen"), "clone()"));
    json_decref(data);
    drop(&made);
}

/* Columns. */

static struct results versioned(struct made *made, size_t sample, const char *selector, const char *version,
                                const char *mode)
{
    struct results results = made->results[sample];
    results.header = json_deep_copy(results.header);
    json_t *implementation = json_object_get(results.header, "implementation");
    json_object_set_new(implementation, "selector", json_string(selector));
    json_object_set_new(implementation, "version", version != NULL ? json_string(version) : json_null());
    json_object_set_new(json_object_get(results.header, "selection"), "mode", json_string(mode));
    return results;
}

Test(data, versions_of_one_thing_are_its_history)
{
    static const char *const families[] = {"numpy", "jax"};
    static const char *const keys[] = {"numpy@2.10.1", "jax@0.10.2",  "mine@1.0",         "numpy@1.12.1",
                                       "numpy@1.9.0",  "numpy@2.9.0", "jax@0.10.2-traced"};
    struct made made;
    make(&made);
    struct results results[] = {
        versioned(&made, 0, "numpy@1.12.1", "1.12.1", "eager"),
        versioned(&made, 0, "jax", "0.10.2", "traced"),
        versioned(&made, 0, "mine", "1.0", "eager"),
        versioned(&made, 0, "jax", "0.10.2", "eager"),
        versioned(&made, 0, "numpy@1.9.0", "1.9.0", "eager"),
        versioned(&made, 0, "numpy@2.9.0", "2.9.0", "eager"),
        versioned(&made, 0, "numpy", "2.10.1", "eager"),
    };
    enum { COUNT = sizeof results / sizeof *results };
    columns_sort(results, COUNT, families, 2);
    json_t *columns = columns_new(results, COUNT);
    size_t older = 3;
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, older), "key"), "numpy@1.9.0", "old to new, by numbers");
    for (size_t i = 0; i < COUNT; i++) {
        const char *key = TEXT_AT(json_array_get(columns, i), "key");
        bool known = false;
        for (size_t k = 0; k < COUNT; k++)
            known = known || strcmp(key, keys[k]) == 0;
        cr_expect(known, "%s", key);
    }
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 0), "key"), "numpy@2.10.1");
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 1), "key"), "jax@0.10.2");
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 2), "key"), "mine@1.0");
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 6), "key"), "jax@0.10.2-traced");
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 6), "family"), "jax");
    cr_expect(json_is_true(AT(json_array_get(columns, 6), "newest")), "of the traced ones");
    cr_expect(json_is_false(AT(json_array_get(columns, 5), "newest")));
    json_decref(columns);
    for (size_t i = 0; i < COUNT; i++)
        json_decref(results[i].header);
    drop(&made);
}

Test(data, without_a_version_there_is_a_key)
{
    struct made made;
    make(&made);
    struct results results[] = {versioned(&made, 0, "python3 drivers/mine.py --fast", NULL, "eager"),
                                versioned(&made, 0, "\xe2\x80\xae", "", "eager")};
    json_t *columns = columns_new(results, 2);
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 0), "key"), "python3-drivers-mine.py-fast");
    cr_expect_str_eq(TEXT_AT(json_array_get(columns, 1), "key"), "implementation");
    json_decref(columns);
    json_decref(results[0].header);
    json_decref(results[1].header);
    drop(&made);
}

Test(data, chapters_of_one_number_both_have_a_file)
{
    json_t *clauses = json_object();
    json_object_set_new(clauses, "a.one", json_pack("{s: s, s: s}", "chapter", "Names", "number", "1.1"));
    json_object_set_new(clauses, "b.one", json_pack("{s: s, s: s}", "chapter", "Objects", "number", "1.2"));
    json_object_set_new(clauses, "c.one", json_pack("{s: s, s: s}", "chapter", "Views", "number", "2.1"));
    json_object_set_new(clauses, "a.two", json_pack("{s: s, s: s}", "chapter", "Names", "number", "1.3"));
    json_object_set_new(clauses, "c.old", json_pack("{s: s, s: s}", "chapter", "Views", "number", "7.4"));
    struct results results = {
        .header = json_object(), .clauses = clauses, .cases = json_object(), .choices = json_object()};
    struct matrix matrix;
    matrix_fill(&matrix, &results, 1);
    char shown[200] = "";
    for (size_t i = 0; i < json_array_size(matrix.chapters); i++) {
        json_t *chapter = json_array_get(matrix.chapters, i);
        snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%d %s %zu; ",
                 (int)json_integer_value(json_object_get(chapter, "number")), TEXT_AT(chapter, "title"),
                 json_array_size(json_object_get(chapter, "clauses")));
    }
    cr_expect_str_eq(shown, "1 Names 2; 2 Views 2; 3 Objects 1; ");
    matrix_release(&matrix);
    json_decref(results.header);
    json_decref(clauses);
    json_decref(results.cases);
    json_decref(results.choices);
}

/* compat.json: its schema is held against it by check_compat.py. */

Test(data, compat_tells_old_before_new)
{
    struct made made;
    make(&made);
    struct results results[] = {versioned(&made, 0, "numpy", "2.4.6", "eager"),
                                versioned(&made, 1, "numpy@1.12.1", "1.12.1", "eager"),
                                versioned(&made, 0, "numpy@1.9.0", "1.9.0", "eager")};
    columns_sort(results, 3, NULL, 0);
    struct matrix matrix;
    matrix_fill(&matrix, results, 3);
    json_t *compat = compat_new(&matrix);
    const json_t *support = AT(compat, "clauses", "array.transpose.view", "support", "numpy");
    cr_assert_eq(json_array_size(support), 3);
    cr_expect_str_eq(TEXT_AT(json_array_get(support, 0), "version"), "1.9.0");
    cr_expect_str_eq(TEXT_AT(json_array_get(support, 1), "version"), "1.12.1");
    cr_expect_str_eq(TEXT_AT(json_array_get(support, 2), "version"), "2.4.6");
    cr_expect_str_eq(TEXT_AT(json_array_get(support, 1), "verdict"), "expected failure");
    cr_expect(strstr(json_string_value(json_array_get(AT(json_array_get(support, 1), "notes"), 0)), "; known: x.T of"));
    cr_expect_str_eq(TEXT_AT(json_array_get(AT(compat, "choices", "overlap", "support", "numpy"), 1), "answer"),
                     "raises");
    json_decref(compat);
    matrix_release(&matrix);
    for (size_t i = 0; i < 3; i++)
        json_decref(results[i].header);
    drop(&made);
}

/* Long texts. */

Test(data, long_texts_say_what_was_left_out)
{
    size_t bytes = 3000000;
    char *long_text = malloc(bytes + 1);
    for (size_t i = 0; i < bytes; i += 3)
        memcpy(long_text + i, "\xe2\x82\xac", 3); /* a million euro signs */
    long_text[bytes] = '\0';
    json_t *value = json_pack("{s: [s, i], s: s}", "deep", long_text, 7, "short", "as it is");
    json_t *shortened = shortened_new(value);
    const char *text = json_string_value(json_array_get(json_object_get(shortened, "deep"), 0));
    cr_expect(strstr(text, " \xe2\x80\xa6 (996000 characters left out) \xe2\x80\xa6 "));
    cr_expect_lt(strlen(text), 3 * SHORTENED_MOST + 100);
    cr_expect_str_eq(TEXT_AT(shortened, "short"), "as it is");
    cr_expect_eq(json_integer_value(json_array_get(json_object_get(shortened, "deep"), 1)), 7);
    json_decref(shortened);
    json_decref(value);
    free(long_text);
}

Test(data, files_of_different_specs_are_told)
{
    struct made made;
    make(&made);
    cr_expect_not(results_are_mixed(made.results, 2));
    json_t *suite = json_object_get(made.results[1].header, "suite");
    json_object_set_new(suite, "digest", json_string("00000000000000000000000000000000"));
    cr_expect(results_are_mixed(made.results, 2));
    json_t *core = core_new(&made.matrix);
    cr_expect(json_is_true(AT(core, "suite", "mixed")));
    json_decref(core);
    drop(&made);
}
