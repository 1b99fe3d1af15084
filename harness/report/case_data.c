#include <string.h>

#include "report/data.h"
#include "report/distinct.h"

/* What is empty is left out: most details have no error, and none to excuse. */
static bool says_something(const json_t *value)
{
    const char *string = json_string_value(value);
    return value != NULL && !json_is_null(value) && (string == NULL || string[0] != '\0') &&
           !(json_is_array(value) && json_array_size(value) == 0);
}

/* A file of another version of the spec may have run another program under the same id. */
static void set_if_different(json_t *detail, const json_t *record, const json_t *shared, const char *key)
{
    json_t *value = json_object_get(record, key);
    if (!json_equal(value, json_object_get(shared, key)))
        json_object_set(detail, key, value);
}

static json_t *detail_new(const json_t *record, const json_t *shared)
{
    static const char *const keys[] = {"reason", "expected_failure", "outcomes", "error", "state", "native"};
    json_t *detail = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(record, keys[i]);
        if (says_something(value))
            json_object_set(detail, keys[i], value);
    }
    set_if_different(detail, record, shared, "program");
    return detail;
}

static json_t *case_new(const struct matrix *matrix, const char *id, const json_t *shared, struct distinct *details)
{
    static const char *const keys[] = {"program", "act", "times", "unit", "where", "capabilities"};
    json_t *test_case = json_object(), *indices = json_array();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_object_get(shared, keys[i]) != NULL)
            json_object_set(test_case, keys[i], json_object_get(shared, keys[i]));
    for (size_t i = 0; i < matrix->count; i++) {
        const json_t *record = json_object_get(matrix->results[i].cases, id);
        json_array_append_new(indices,
                              record == NULL ? json_null() : distinct_number_new(details, detail_new(record, shared)));
    }
    json_object_set_new(test_case, "details", indices);
    return test_case;
}

json_t *chapter_data_new(const struct matrix *matrix, const json_t *chapter)
{
    json_t *data = json_object(), *cases = json_object(), *record;
    const json_t *clauses = json_object_get(chapter, "clauses");
    struct distinct details;
    const char *id;
    distinct_begin(&details);
    for (size_t i = 0; i < json_array_size(clauses); i++) {
        json_t *own = json_object_get(matrix->cases_of, json_string_value(json_array_get(clauses, i)));
        json_object_foreach(own, id, record) json_object_set_new(cases, id, case_new(matrix, id, record, &details));
    }
    json_object_set_new(data, "cases", cases);
    json_object_set_new(data, "details", distinct_end_new(&details));
    return data;
}
