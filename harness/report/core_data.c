#include <string.h>

#include "report/data.h"

static void copy_fields(json_t *into, const json_t *record, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (json_object_get(record, keys[i]) != NULL)
            json_object_set(into, keys[i], json_object_get(record, keys[i]));
}
#define COPY_FIELDS(into, record, keys) copy_fields((into), (record), (keys), sizeof(keys) / sizeof *(keys))

/* The suite. */

static json_t *suite_new(const struct matrix *matrix)
{
    static const char *const keys[] = {"version", "digest"};
    const json_t *first = json_object_get(matrix->results[0].header, "suite");
    json_t *suite = json_object();
    COPY_FIELDS(suite, first, keys);
    json_object_set_new(suite, "clauses", json_integer((json_int_t)json_object_size(matrix->clauses)));
    json_object_set_new(suite, "choices", json_integer((json_int_t)json_object_size(matrix->choices)));
    json_object_set_new(suite, "cases", json_integer((json_int_t)json_object_size(matrix->cases)));
    json_object_set_new(suite, "mixed", json_boolean(results_are_mixed(matrix->results, matrix->count)));
    return suite;
}

/* Implementations. */

static json_t *counts_new(const struct results *results)
{
    json_t *counts = json_object();
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        json_object_set_new(counts, verdict_name((enum verdict)verdict),
                            json_integer((json_int_t)(results->counts[verdict] - results->expected_counts[verdict])));
    return counts;
}

static json_t *warnings_new(const struct results *results)
{
    json_t *warnings = json_array();
    const json_t *problems = list_problems(results);
    const char *filter = field_text(json_object_get(results->header, "selection"), "filter");
    struct text text = TEXT_EMPTY;
    if (results->cut_short != NULL)
        json_array_append_new(warnings, json_string(results->cut_short));
    if (filter[0] != '\0') {
        text_printf(&text, "only cases that match %s were run", filter);
        json_array_append_new(warnings, json_string(text_string(&text)));
    }
    for (size_t i = 0; i < json_array_size(problems); i++) {
        text_clear(&text);
        append_list_problem(&text, results, json_array_get(problems, i));
        json_array_append_new(warnings, json_string(text_string(&text)));
    }
    text_free(&text);
    return warnings;
}

/* Without a profile: consistent. */
static json_t *conformant_new(const struct results *results)
{
    if (results->cut_short != NULL || executed_count(results) == 0)
        return json_null();
    return json_boolean(json_integer_value(json_object_get(results->footer, "exit")) == 0);
}

static json_t *implementation_new(const struct matrix *matrix, size_t column)
{
    static const char *const keys[] = {"selector", "language", "platform"};
    static const char *const column_keys[] = {"key", "name", "version", "family", "newest"};
    static const char *const suite_keys[] = {"version", "digest"};
    static const char *const standings[] = {"bad", "open", "good"};
    const struct results *results = &matrix->results[column];
    const json_t *own = json_array_get(matrix->columns, column);
    json_t *implementation = json_object(), *suite = json_object();
    struct text conclusion = TEXT_EMPTY;
    append_conclusion(&conclusion, results);
    COPY_FIELDS(implementation, own, column_keys);
    COPY_FIELDS(implementation, results_implementation(results), keys);
    COPY_FIELDS(suite, json_object_get(results->header, "suite"), suite_keys);
    json_object_set_new(implementation, "mode",
                        json_string(json_is_true(json_object_get(own, "traced")) ? "traced" : "eager"));
    json_object_set(implementation, "profile", json_object_get(results->header, "profile"));
    json_object_set_new(implementation, "conformant", conformant_new(results));
    json_object_set_new(implementation, "conclusion", json_string(text_string(&conclusion)));
    json_object_set_new(implementation, "standing", json_string(standings[conclusion_sign(results) + 1]));
    json_object_set_new(implementation, "incomplete", json_boolean(results->cut_short != NULL));
    json_object_set_new(implementation, "counts", counts_new(results));
    json_object_set_new(implementation, "expected_failures", json_integer((json_int_t)expected_failure_count(results)));
    json_object_set_new(implementation, "warnings", warnings_new(results));
    json_object_set_new(implementation, "suite", suite);
    text_free(&conclusion);
    return implementation;
}

/* What the spec says of itself. */

static json_t *profiles_new(const struct matrix *matrix, const struct spec *spec)
{
    json_t *profiles = json_object();
    for (size_t i = 0; spec != NULL && i < spec->profile_count; i++) {
        const struct profile *profile = spec->profiles[i];
        json_t *answers = json_object();
        for (size_t k = 0; k < profile->answer_count; k++)
            json_object_set_new(answers, profile->answers[k].choice, json_string(profile->answers[k].answer));
        json_object_set_new(profiles, profile->id, answers);
    }
    /* What the runs were held to counts more than what the spec says by now. */
    for (size_t i = 0; i < matrix->count; i++) {
        const char *profile = field_text(matrix->results[i].header, "profile"), *id;
        json_t *record, *answers = json_object_get(profiles, profile);
        if (profile[0] == '\0')
            continue;
        if (answers == NULL) {
            answers = json_object();
            json_object_set_new(profiles, profile, answers);
        }
        json_object_foreach(matrix->results[i].choices, id, record)
        {
            json_t *expected = json_object_get(record, "expected");
            if (json_is_string(expected))
                json_object_set(answers, id, expected);
        }
    }
    return profiles;
}

static json_t *strings_new(const char *const *strings, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(strings[i]));
    return list;
}

static json_t *topics_new(const struct spec *spec)
{
    json_t *topics = json_array();
    for (size_t i = 0; spec != NULL && i < spec->topic_count; i++) {
        const struct topic *topic = spec->topics[i];
        json_t *object = json_object();
        json_object_set_new(object, "number", json_integer((json_int_t)topic->number));
        json_object_set_new(object, "title", json_string(topic->title));
        json_object_set_new(object, "clauses", strings_new(topic->clauses, topic->clause_count));
        json_object_set_new(object, "choices", strings_new(topic->choices, topic->choice_count));
        json_object_set_new(object, "why_not", topic->why_not != NULL ? json_string(topic->why_not) : json_null());
        json_array_append_new(topics, object);
    }
    return topics;
}

static const struct chapter *chapter_titled(const struct spec *spec, const char *title)
{
    for (size_t i = 0; spec != NULL && i < spec->chapter_count; i++)
        if (strcmp(spec->chapters[i]->title, title) == 0)
            return spec->chapters[i];
    return NULL;
}

static json_t *chapter_list_new(const struct matrix *matrix, const struct spec *spec)
{
    json_t *chapters = json_deep_copy(matrix->chapters);
    for (size_t i = 0; i < json_array_size(chapters); i++) {
        json_t *object = json_array_get(chapters, i), *choices = json_array();
        const struct chapter *chapter = chapter_titled(spec, field_text(object, "title"));
        bool about = chapter != NULL && chapter->about != NULL;
        for (size_t k = 0; chapter != NULL && k < chapter->choice_count; k++)
            if (json_object_get(matrix->choices, chapter->choices[k]->id) != NULL)
                json_array_append_new(choices, json_string(chapter->choices[k]->id));
        json_object_set_new(object, "about", about ? json_string(chapter->about) : json_null());
        json_object_set_new(object, "choices", choices);
    }
    return chapters;
}

/* Clauses, choices and cases. */

static json_t *topics_of_new(const struct spec *spec, const char *clause)
{
    json_t *numbers = json_array();
    for (size_t i = 0; spec != NULL && i < spec->topic_count; i++)
        for (size_t k = 0; k < spec->topics[i]->clause_count; k++)
            if (strcmp(spec->topics[i]->clauses[k], clause) == 0) {
                json_array_append_new(numbers, json_integer((json_int_t)spec->topics[i]->number));
                break;
            }
    return numbers;
}

static json_t *keys_new(json_t *object)
{
    json_t *keys = json_array(), *value;
    const char *key;
    json_object_foreach(object, key, value) json_array_append_new(keys, json_string(key));
    return keys;
}

static json_t *clauses_new(const struct matrix *matrix, const struct spec *spec)
{
    static const char *const keys[] = {"number", "level", "text", "why", "source", "where", "pending"};
    json_t *clauses = json_object();
    for (size_t i = 0; i < json_array_size(matrix->chapters); i++) {
        const json_t *chapter = json_array_get(matrix->chapters, i), *ids = json_object_get(chapter, "clauses");
        for (size_t k = 0; k < json_array_size(ids); k++) {
            const char *id = json_string_value(json_array_get(ids, k));
            json_t *clause = json_object();
            COPY_FIELDS(clause, json_object_get(matrix->clauses, id), keys);
            json_object_set(clause, "chapter", json_object_get(chapter, "number"));
            json_object_set_new(clause, "topics", topics_of_new(spec, id));
            json_object_set_new(clause, "cases", keys_new(json_object_get(matrix->cases_of, id)));
            json_object_set_new(clauses, id, clause);
        }
    }
    return clauses;
}

json_t *case_letters_new(const struct matrix *matrix, const char *id)
{
    struct text letters = TEXT_EMPTY;
    for (size_t i = 0; i < matrix->count; i++)
        text_append_character(&letters, record_mark(json_object_get(matrix->results[i].cases, id))->letter);
    json_t *string = json_string(text_string(&letters));
    text_free(&letters);
    return string;
}

json_t *choice_letters_new(const struct matrix *matrix, const char *id)
{
    struct text letters = TEXT_EMPTY;
    for (size_t i = 0; i < matrix->count; i++)
        text_append_character(&letters, record_mark(json_object_get(matrix->results[i].choices, id))->letter);
    json_t *string = json_string(text_string(&letters));
    text_free(&letters);
    return string;
}

static json_t *choices_new(const struct matrix *matrix)
{
    static const char *const keys[] = {"asks", "source", "answers"};
    json_t *choices = json_object(), *record;
    const char *id;
    json_object_foreach(matrix->choices, id, record)
    {
        json_t *choice = json_object(), *given = json_array();
        COPY_FIELDS(choice, record, keys);
        for (size_t i = 0; i < matrix->count; i++) {
            json_t *answer = json_object_get(json_object_get(matrix->results[i].choices, id), "answer");
            json_array_append_new(given, answer != NULL ? json_incref(answer) : json_null());
        }
        json_object_set_new(choice, "given", given);
        json_object_set_new(choice, "verdicts", choice_letters_new(matrix, id));
        json_object_set_new(choices, id, choice);
    }
    return choices;
}

static json_t *cases_new(const struct matrix *matrix)
{
    static const char *const keys[] = {"clause", "title", "level"};
    json_t *cases = json_object(), *record;
    const char *id;
    json_object_foreach(matrix->cases, id, record)
    {
        json_t *test_case = json_object();
        COPY_FIELDS(test_case, record, keys);
        json_object_set_new(test_case, "verdicts", case_letters_new(matrix, id));
        json_object_set_new(cases, id, test_case);
    }
    return cases;
}

json_t *core_data_new(const struct matrix *matrix, const struct spec *spec, json_t *pages)
{
    json_t *core = json_object(), *implementations = json_array();
    for (size_t i = 0; i < matrix->count; i++)
        json_array_append_new(implementations, implementation_new(matrix, i));
    json_object_set_new(core, "suite", suite_new(matrix));
    json_object_set(core, "pages", pages);
    json_object_set_new(core, "implementations", implementations);
    json_object_set_new(core, "profiles", profiles_new(matrix, spec));
    json_object_set_new(core, "chapters", chapter_list_new(matrix, spec));
    json_object_set_new(core, "topics", topics_new(spec));
    json_object_set_new(core, "clauses", clauses_new(matrix, spec));
    json_object_set_new(core, "choices", choices_new(matrix));
    json_object_set_new(core, "cases", cases_new(matrix));
    return core;
}
