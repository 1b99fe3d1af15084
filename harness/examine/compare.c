#include "examine/compare.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "notation/operations.h"

enum { SHOWN_BYTES = 200 };

struct pair {
    size_t expected, found;
    const char *path; /* "a[0][2]" */
};

struct pairing {
    struct examination *examination;
    const struct snapshot *expected, *found;
    size_t *expected_of, *found_of; /* of sequences and arrays that were met: number plus 1 */
    struct pair *waiting;
    size_t waiting_count;
    const char *wanted; /* the expectation, for the finding */
};

static const char *shown(struct arena *arena, const struct snapshot *snapshot, size_t object)
{
    struct text text = TEXT_EMPTY;
    object_describe(&text, &snapshot->objects[object]);
    text_append_character(&text, ' ');
    object_display(&text, snapshot, object, SHOWN_BYTES);
    return keep_text(arena, &text);
}

static bool differ(struct pairing *pairing, const struct pair *pair)
{
    struct arena *arena = pairing->examination->arena;
    return report_wrong(pairing->examination, pairing->wanted, "%s is %s, expected %s", pair->path,
                        shown(arena, pairing->found, pair->found), shown(arena, pairing->expected, pair->expected));
}

static bool compare_identity(struct pairing *pairing, const struct pair *pair)
{
    size_t expected = pairing->expected_of[pair->found], found = pairing->found_of[pair->expected];
    if (expected == pair->expected + 1 || (expected == 0 && found == 0)) {
        pairing->expected_of[pair->found] = pair->expected + 1;
        pairing->found_of[pair->expected] = pair->found + 1;
        return true;
    }
    return report_wrong(pairing->examination, pairing->wanted,
                        found != 0 ? "%s has a number of its own, and is an object that was met before"
                                   : "%s has the number of another object, and is one of its own",
                        pair->path);
}

static bool compare_pair(struct pairing *pairing, const struct pair *pair)
{
    const struct object *expected = &pairing->expected->objects[pair->expected];
    const struct object *found = &pairing->found->objects[pair->found];
    struct arena *arena = pairing->examination->arena;
    if (!object_has_identity(expected))
        return (!object_has_identity(found) &&
                object_equal(pairing->expected, pair->expected, pairing->found, pair->found)) ||
               differ(pairing, pair);
    if (expected->kind != found->kind || expected->item_count != found->item_count)
        return differ(pairing, pair);
    bool known = pairing->found_of[pair->expected] != 0;
    if (!compare_identity(pairing, pair))
        return false;
    for (size_t i = 0; i < expected->item_count && !known; i++) {
        struct pair item = {expected->items[i], found->items[i], arena_printf(arena, "%s[%zu]", pair->path, i)};
        ARENA_APPEND(arena, pairing->waiting, pairing->waiting_count, item);
    }
    return expected->kind != IBID_ARRAY ||
           object_equal(pairing->expected, pair->expected, pairing->found, pair->found) || differ(pairing, pair);
}

/* Whether a list is bound to two names, or stands in two places. */
static bool shares_lists(struct arena *arena, const struct snapshot *snapshot)
{
    size_t *uses = ARENA_ARRAY(arena, size_t, snapshot->object_count);
    for (size_t i = 0; i < snapshot->name_count; i++)
        uses[snapshot->names[i].object]++;
    for (size_t i = 0; i < snapshot->object_count; i++)
        for (size_t k = 0; k < snapshot->objects[i].item_count; k++)
            uses[snapshot->objects[i].items[k]]++;
    for (size_t i = 0; i < snapshot->object_count; i++)
        if (uses[i] > 1 && object_has_identity(&snapshot->objects[i]))
            return true;
    return false;
}

static bool compare_snapshots(struct examination *examination, const struct snapshot *expected,
                              const struct snapshot *found, const char *wanted)
{
    struct arena *arena = examination->arena;
    struct pairing pairing = {
        .examination = examination,
        .expected = expected,
        .found = found,
        .expected_of = ARENA_ARRAY(arena, size_t, found->object_count),
        .found_of = ARENA_ARRAY(arena, size_t, expected->object_count),
        .wanted = wanted,
    };
    if (examination->lists_are_values && shares_lists(arena, expected))
        return report_not_possible(examination, "assignment copies lists here");
    for (size_t i = 0; i < found->name_count; i++)
        if (snapshot_find(expected, found->names[i].name) == NULL)
            return report_wrong(examination, wanted, "the name %s is there, and should not be bound",
                                found->names[i].name);
    for (size_t i = 0; i < expected->name_count; i++) {
        const struct binding *name = &expected->names[i];
        long object = snapshot_index(found, name->name);
        if (object < 0)
            return report_wrong(examination, wanted, "the name %s is missing", name->name);
        struct pair pair = {name->object, (size_t)object, name->name};
        ARENA_APPEND(arena, pairing.waiting, pairing.waiting_count, pair);
    }
    for (size_t i = 0; i < pairing.waiting_count; i++) {
        struct pair pair = pairing.waiting[i];
        if (!compare_pair(&pairing, &pair))
            return false;
    }
    return true;
}

static bool compare_error(struct examination *examination, const struct step_error *error, const json_t *expected,
                          const char *wanted)
{
    if (!json_is_object(expected))
        return error == NULL || report_wrong(examination, wanted, "step %zu failed, and should not: %s", error->step,
                                             error_words(examination->arena, error));
    size_t step = (size_t)json_integer_value(json_object_get(expected, "step"));
    const char *kind = json_string_value(json_object_get(expected, "kind"));
    if (error == NULL)
        return report_wrong(examination, wanted, "error is null, and step %zu cannot work", step);
    if (error->step != step)
        return report_wrong(examination, wanted, "error.step is %zu, and step %zu is the one that fails", error->step,
                            step);
    return strcmp(error_kind_name(error->kind), kind) == 0 ||
           report_wrong(examination, wanted, "error.kind is \"%s\", and \"%s\" is the kind of this error: %s",
                        error_kind_name(error->kind), kind, error_words(examination->arena, error));
}

static bool compare_tries(struct examination *examination, const struct observation *observation,
                          const json_t *expected, const char *wanted)
{
    size_t index;
    json_t *kind;
    json_array_foreach(expected, index, kind)
    {
        const struct step_error *error = observation->tries[index];
        const char *found = error == NULL ? NULL : error_kind_name(error->kind);
        if (json_is_null(kind) && error != NULL)
            return report_wrong(examination, wanted, "tries[%zu] failed, and should not: %s", index,
                                error_words(examination->arena, error));
        if (json_is_string(kind) && (found == NULL || strcmp(found, json_string_value(kind)) != 0))
            return report_wrong(examination, wanted, "tries[%zu] is %s, and the kind of its error is \"%s\"", index,
                                found == NULL ? "null" : error_words(examination->arena, error),
                                json_string_value(kind));
    }
    return true;
}

static struct observation *decode_expected(struct arena *arena, const json_t *expected)
{
    json_t *reads = json_object_get(expected, "reads");
    json_t *answer =
        json_pack("{s:n,s:[],s:[],s:O}", "error", "native", "tries", "reads", reads != NULL ? reads : json_null());
    if (reads == NULL)
        json_object_set_new(answer, "reads", json_array());
    const char *message;
    struct observation *observation = observation_decode(arena, answer, &message);
    json_decref(answer);
    if (observation == NULL)
        abort(); /* the text is ours */
    return observation;
}

bool compare_with_expected(struct examination *examination, const struct observation *observation, const char *expected)
{
    struct arena *arena = examination->arena;
    char *text = arena_strdup(arena, expected);
    for (char *at = text; *at != '\0'; at++)
        if (*at == '\'')
            *at = '"';
    json_t *wanted = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    if (wanted == NULL)
        abort(); /* the text is ours */
    const struct observation *decoded = decode_expected(arena, wanted);
    bool equal = compare_error(examination, observation->error, json_object_get(wanted, "error"), text) &&
                 compare_tries(examination, observation, json_object_get(wanted, "tries"), text);
    for (size_t i = 0; i < decoded->read_count && equal; i++)
        equal = compare_snapshots(examination, &decoded->reads[i], &observation->reads[i], text);
    json_decref(wanted);
    return equal;
}

static bool compare_shape(const struct object *array, const json_t *content)
{
    size_t axis = 0;
    for (; json_is_array(content); content = json_array_get(content, 0), axis++)
        if (axis >= array->dimensions || (size_t)array->shape[axis] != json_array_size(content))
            return false;
    return axis == array->dimensions;
}

static bool compare_elements(const struct object *array, const json_t *content, size_t *element)
{
    if (json_is_array(content)) {
        size_t index;
        json_t *part;
        json_array_foreach(content, index, part) if (!compare_elements(array, part, element)) return false;
        return true;
    }
    struct text text = TEXT_EMPTY, wanted = TEXT_EMPTY;
    const struct dtype *dtype = array->element;
    long long value = json_integer_value(content);
    canonical_element(&text, dtype, array->bytes + (*element)++ * dtype->item_bytes);
    if (dtype->class == DTYPE_BOOL)
        text_append(&wanted, value != 0 ? "True" : "False");
    else
        text_printf(&wanted, "%lld", value);
    bool equal = strcmp(text_string(&text), text_string(&wanted)) == 0;
    text_free(&text);
    text_free(&wanted);
    return equal;
}

static bool equals_scalar(const struct object *object, long long value)
{
    if (object->kind == IBID_INT)
        return strtoll(object->text, NULL, 10) == value;
    return object->kind == IBID_FLOAT && object->real == (double)value;
}

bool compare_array(struct examination *examination, const struct snapshot *snapshot, const char *name,
                   const char *content)
{
    struct arena *arena = examination->arena;
    long number = snapshot_index(snapshot, name);
    const char *wanted = arena_printf(arena, "%s: an array of %s, with its elements in C order", name, content);
    if (number < 0)
        return report_wrong(examination, wanted, "the name %s is missing", name);
    const struct object *array = &snapshot->objects[number];
    json_t *values = json_loads(content, JSON_DECODE_ANY, NULL);
    bool equal = false;
    if (array->kind == IBID_ARRAY && array->element != NULL) {
        size_t element = 0;
        equal = compare_shape(array, values) && compare_elements(array, values, &element);
    } else if (json_is_integer(values)) {
        equal = equals_scalar(array, json_integer_value(values));
    }
    json_decref(values);
    if (array->kind == IBID_ARRAY && array->element == NULL)
        return report_wrong(examination, wanted, "%s has the dtype \"%s\", which is none of the page", name,
                            array->dtype);
    return equal || report_wrong(examination, wanted, "%s is %s", name, shown(arena, snapshot, (size_t)number));
}
