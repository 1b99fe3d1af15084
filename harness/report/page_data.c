#include "report/page_data.h"

#include <stdbool.h>
#include <string.h>

static const char *const spec_fields[] = {"clause", "title",  "level",        "program", "act", "unit",    "where",
                                          "asks",   "source", "capabilities", "text",    "why", "pending", "answers"};

static bool is_specs(const char *key)
{
    for (size_t i = 0; i < sizeof spec_fields / sizeof *spec_fields; i++)
        if (strcmp(key, spec_fields[i]) == 0)
            return true;
    return false;
}

static json_t *shared_new(json_t *records)
{
    json_t *shared = json_object();
    const char *id, *key;
    json_t *record, *value;
    json_object_foreach(records, id, record)
    {
        json_t *kept = json_object();
        json_object_foreach(record, key, value) if (is_specs(key)) json_object_set(kept, key, value);
        json_object_set_new(shared, id, kept);
    }
    return shared;
}

static json_t *own_new(json_t *records, const json_t *shared)
{
    static const char *const dropped[] = {"record", "id", "milliseconds"};
    json_t *own = json_object();
    const char *id, *key;
    json_t *record, *value;
    json_object_foreach(records, id, record)
    {
        const json_t *common = json_object_get(shared, id);
        json_t *kept = json_object();
        json_object_foreach(record, key, value) if (!is_specs(key) || !json_equal(value, json_object_get(common, key)))
            json_object_set(kept, key, value);
        for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
            json_object_del(kept, dropped[i]);
        json_object_set_new(own, id, kept);
    }
    return own;
}

static json_t *marks_new(void)
{
    const struct mark *const others[] = {&mark_partly, &mark_pending, &mark_absent, &mark_expected_failure};
    json_t *marks = json_object();
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        const struct mark *mark = verdict_mark((enum verdict)verdict);
        json_object_set_new(marks, mark->word, json_string(mark->symbol));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        json_object_set_new(marks, others[i]->word, json_string(others[i]->symbol));
    return marks;
}

static json_t *implementation_new(const struct matrix *matrix, size_t column)
{
    const struct results *results = &matrix->results[column];
    json_t *implementation = json_object();
    struct text text = TEXT_EMPTY;
    append_name(&text, matrix, column);
    json_object_set_new(implementation, "key", json_string(field_text(json_array_get(matrix->columns, column), "family")));
    json_object_set_new(implementation, "name", json_string(text_string(&text)));
    json_object_set(implementation, "selector", json_object_get(results_implementation(results), "selector"));
    json_object_set(implementation, "profile", json_object_get(results->header, "profile"));
    text_free(&text);
    return implementation;
}

json_t *page_data_new(const struct matrix *matrix)
{
    json_t *data = json_object(), *implementations = json_array(), *by_key = json_object();
    json_object_set_new(data, "marks", marks_new());
    json_object_set_new(data, "clauses", shared_new(matrix->clauses));
    json_object_set_new(data, "choices", shared_new(matrix->choices));
    json_object_set_new(data, "cases", shared_new(matrix->cases));
    for (size_t i = 0; i < matrix->count; i++) {
        json_t *own = json_object();
        json_array_append_new(implementations, implementation_new(matrix, i));
        json_object_set_new(own, "choices", own_new(matrix->results[i].choices, json_object_get(data, "choices")));
        json_object_set_new(own, "cases", own_new(matrix->results[i].cases, json_object_get(data, "cases")));
        json_object_set_new(by_key, field_text(json_array_get(matrix->columns, i), "family"), own);
    }
    json_object_set_new(data, "implementations", implementations);
    json_object_set_new(data, "results", by_key);
    return data;
}
