#include "report/data.h"
#include "report/distinct.h"

static json_t *probes_new(const json_t *record, const char *const *keys, size_t count)
{
    json_t *list = json_array();
    const json_t *probes = json_object_get(record, "probes");
    for (size_t i = 0; i < json_array_size(probes); i++) {
        const json_t *probe = json_array_get(probes, i);
        json_t *kept = json_object();
        for (size_t k = 0; k < count; k++)
            if (json_object_get(probe, keys[k]) != NULL)
                json_object_set(kept, keys[k], json_object_get(probe, keys[k]));
        json_array_append_new(list, kept);
    }
    return list;
}

static json_t *shared_probes_new(const json_t *record)
{
    static const char *const keys[] = {"id", "program"};
    return probes_new(record, keys, sizeof keys / sizeof *keys);
}

/* Probes belong to the shared ones in order; a file of another version of the spec may have others, and brings them. */
static json_t *detail_new(const json_t *record, const json_t *shared)
{
    static const char *const keys[] = {"answer", "verdict", "reason", "native", "seen", "program"};
    json_t *detail = json_object(), *own = shared_probes_new(record);
    bool others = !json_equal(own, shared);
    size_t count = sizeof keys / sizeof *keys;
    json_object_set(detail, "reason", json_object_get(record, "reason"));
    if (json_is_object(json_object_get(record, "expected_failure")))
        json_object_set(detail, "expected_failure", json_object_get(record, "expected_failure"));
    json_object_set_new(detail, "probes", probes_new(record, keys, others ? count : count - 1));
    json_decref(own);
    return detail;
}

json_t *choice_data_new(const struct matrix *matrix)
{
    json_t *data = json_object(), *choices = json_object(), *record;
    struct distinct details;
    const char *id;
    distinct_begin(&details);
    json_object_foreach(matrix->choices, id, record)
    {
        json_t *choice = json_object(), *indices = json_array(), *shared = shared_probes_new(record);
        for (size_t i = 0; i < matrix->count; i++) {
            const json_t *own = json_object_get(matrix->results[i].choices, id);
            json_array_append_new(indices,
                                  own == NULL ? json_null() : distinct_number_new(&details, detail_new(own, shared)));
        }
        json_object_set_new(choice, "probes", shared);
        json_object_set_new(choice, "details", indices);
        json_object_set_new(choices, id, choice);
    }
    json_object_set_new(data, "choices", choices);
    json_object_set_new(data, "details", distinct_end_new(&details));
    return data;
}
