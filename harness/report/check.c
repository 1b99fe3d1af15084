#include "report/check.h"

#include <string.h>

#include "picture/picture.h"

enum shape {
    TEXT,
    TEXT_OR_NULL,
    COUNT,
    NUMBER,
    TRUTH_OR_NULL,
    VERDICT,
    TEXTS,     /* an array of strings */
    TEXT_MAP,  /* an object with strings */
    COUNT_MAP, /* an object with counts */
    OBJECT,
    OBJECT_OR_NULL,
    ARRAY,
};

static const char *const shape_names[] = {
    [TEXT] = "a string",
    [TEXT_OR_NULL] = "a string or null",
    [COUNT] = "an integer of 0 or more",
    [NUMBER] = "a number",
    [TRUTH_OR_NULL] = "true, false or null",
    [VERDICT] = "a verdict (pass, fail, differs, inconclusive, unsupported, not applicable, error)",
    [TEXTS] = "a list of strings",
    [TEXT_MAP] = "an object with strings",
    [COUNT_MAP] = "an object with integers of 0 or more",
    [OBJECT] = "an object",
    [OBJECT_OR_NULL] = "an object or null",
    [ARRAY] = "a list",
};

struct field {
    const char *key;
    enum shape shape;
    bool optional;
};

static const struct field header_fields[] = {
    {"format", COUNT, false},         {"suite", OBJECT, false},         {"implementation", OBJECT, false},
    {"profile", TEXT_OR_NULL, false}, {"fingerprint", TEXT_MAP, false}, {"selection", OBJECT, false},
    {"started", TEXT, true},
};
static const struct field suite_fields[] = {
    {"version", TEXT, false},  {"digest", TEXT, false}, {"clauses", COUNT, false},
    {"choices", COUNT, false}, {"cases", COUNT, false},
};
static const struct field implementation_fields[] = {
    {"selector", TEXT, false},         {"name", TEXT_OR_NULL, false},     {"version", TEXT_OR_NULL, false},
    {"language", TEXT_OR_NULL, false}, {"platform", TEXT_OR_NULL, false},
};
static const struct field selection_fields[] = {{"filter", TEXT_OR_NULL, false}, {"mode", TEXT, true}};
static const struct field place_fields[] = {{"file", TEXT, false}, {"line", COUNT, false}};
static const struct field choice_fields[] = {
    {"id", TEXT, false},
    {"place", OBJECT, true},
    {"asks", TEXT, false},
    {"source", TEXTS, false},
    {"answers", TEXT_MAP, false},
    {"answer", TEXT, false},
    {"expected", TEXT_OR_NULL, false},
    {"verdict", VERDICT, false},
    {"expected_failure", OBJECT_OR_NULL, true},
    {"reason", TEXT, false},
    {"probes", ARRAY, false},
    {"milliseconds", NUMBER, true},
};
static const struct field probe_fields[] = {
    {"id", TEXT, false},         {"program", TEXTS, false}, {"answer", TEXT_OR_NULL, false},
    {"verdict", VERDICT, false}, {"reason", TEXT, false},   {"native", TEXTS, true},
    {"seen", TEXT, true},
};
static const struct field clause_fields[] = {
    {"id", TEXT, false},      {"level", TEXT, false},     {"text", TEXT, false},   {"why", TEXT_OR_NULL, false},
    {"source", TEXTS, false}, {"where", TEXT_MAP, false}, {"cases", COUNT, false}, {"pending", TEXT, true},
    {"chapter", TEXT, true},  {"number", TEXT, true},
};
static const struct field case_fields[] = {
    {"id", TEXT, false},
    {"place", OBJECT, true},
    {"clause", TEXT, false},
    {"title", TEXT, false},
    {"level", TEXT, false},
    {"program", TEXTS, false},
    {"act", COUNT, false},
    {"times", COUNT, true},
    {"unit", TEXT, false},
    {"where", TEXT_MAP, false},
    {"capabilities", TEXTS, false},
    {"verdict", VERDICT, false},
    {"expected_failure", OBJECT_OR_NULL, false},
    {"reason", TEXT, false},
    {"outcomes", ARRAY, false},
    {"native", TEXTS, true},
    {"error", OBJECT_OR_NULL, true},
    {"state", OBJECT, true},
    {"milliseconds", NUMBER, true},
};
static const struct field outcome_fields[] = {
    {"kind", TEXT, false},           {"text", TEXT, false},
    {"holds", TRUTH_OR_NULL, false}, {"expected", TEXT_OR_NULL, false},
    {"seen", TEXT_OR_NULL, false},   {"evidence", TEXT, false},
};
static const struct field error_fields[] = {
    {"statement", COUNT, false},
    {"kind", TEXT, false},
    {"class", TEXT, false},
    {"message", TEXT, false},
};
static const struct field expected_failure_fields[] = {
    {"reason", TEXT, false},
    {"url", TEXT_OR_NULL, true},
    {"expires", TEXT_OR_NULL, true},
};
static const struct field expected_failures_fields[] = {
    {"file", TEXT, false},
    {"cases", COUNT, false},
    {"choices", COUNT, false},
    {"problems", ARRAY, false},
};
static const struct field problem_fields[] = {
    {"entry", COUNT, false},  {"line", COUNT, false},   {"id", TEXT, false},
    {"problem", TEXT, false}, {"message", TEXT, false},
};
static const struct field state_fields[] = {{"names", COUNT_MAP, false}, {"objects", ARRAY, false}};
static const struct field object_fields[] = {
    {"kind", TEXT, false},
    {"description", TEXT, false},
    {"content", TEXT, false},
};
static const struct field footer_fields[] = {
    {"counts", COUNT_MAP, false},
    {"choices", COUNT_MAP, false},
    {"exit", COUNT, false},
    {"digest", TEXT, false},
    {"finished", TEXT, true},
    {"milliseconds", NUMBER, true},
    {"expected_failures", OBJECT_OR_NULL, true},
};

struct checking {
    struct arena *arena;
    const char *problem;
};

enum verdict verdict_by_name(const char *name)
{
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        if (strcmp(verdict_name((enum verdict)verdict), name) == 0)
            return (enum verdict)verdict;
    return VERDICT_COUNT;
}

static bool is_count(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0;
}

static bool all_items(const json_t *value, bool (*fits)(const json_t *))
{
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!fits(json_array_get(value, i)))
            return false;
    return true;
}

static bool all_members(const json_t *value, bool (*fits)(const json_t *))
{
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) if (!fits(member)) return false;
    return true;
}

static bool is_text(const json_t *value)
{
    return json_is_string(value);
}

static bool has_shape(const json_t *value, enum shape shape)
{
    switch (shape) {
    case TEXT:
        return json_is_string(value);
    case TEXT_OR_NULL:
        return json_is_string(value) || json_is_null(value);
    case COUNT:
        return is_count(value);
    case NUMBER:
        return json_is_number(value);
    case TRUTH_OR_NULL:
        return json_is_boolean(value) || json_is_null(value);
    case VERDICT:
        return json_is_string(value) && verdict_by_name(json_string_value(value)) != VERDICT_COUNT;
    case TEXTS:
        return json_is_array(value) && all_items(value, is_text);
    case TEXT_MAP:
        return json_is_object(value) && all_members(value, is_text);
    case COUNT_MAP:
        return json_is_object(value) && all_members(value, is_count);
    case OBJECT:
        return json_is_object(value);
    case OBJECT_OR_NULL:
        return json_is_object(value) || json_is_null(value);
    default:
        return json_is_array(value);
    }
}

static bool check_fields(struct checking *checking, const char *whose, const json_t *object, const struct field *fields,
                         size_t count)
{
    if (!json_is_object(object)) {
        checking->problem = arena_printf(checking->arena, "%s is not an object", whose);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(object, fields[i].key);
        if (value == NULL && fields[i].optional)
            continue;
        if (value == NULL) {
            checking->problem = arena_printf(checking->arena, "%s has no \"%s\"; expected %s", whose, fields[i].key,
                                             shape_names[fields[i].shape]);
            return false;
        }
        if (!has_shape(value, fields[i].shape)) {
            checking->problem = arena_printf(checking->arena, "\"%s\" of %s is not %s", fields[i].key, whose,
                                             shape_names[fields[i].shape]);
            return false;
        }
    }
    return true;
}
#define CHECK_FIELDS(checking, whose, object, fields)                                                                  \
    check_fields((checking), (whose), (object), (fields), sizeof(fields) / sizeof *(fields))

static bool refuse(struct checking *checking, const char *problem)
{
    checking->problem = problem;
    return false;
}

static bool check_header(struct checking *checking, const json_t *record)
{
    if (!CHECK_FIELDS(checking, "the header", record, header_fields))
        return false;
    long long format = json_integer_value(json_object_get(record, "format"));
    if (format != 1)
        return refuse(checking, arena_printf(checking->arena,
                                             "the file is of format %lld; this ibid reads format 1: use the ibid that "
                                             "wrote it or a newer one",
                                             format));
    return CHECK_FIELDS(checking, "\"suite\"", json_object_get(record, "suite"), suite_fields) &&
           CHECK_FIELDS(checking, "\"implementation\"", json_object_get(record, "implementation"),
                        implementation_fields) &&
           CHECK_FIELDS(checking, "\"selection\"", json_object_get(record, "selection"), selection_fields);
}

static bool check_expected_failure(struct checking *checking, const json_t *record)
{
    const json_t *expected = json_object_get(record, "expected_failure");
    return !json_is_object(expected) ||
           CHECK_FIELDS(checking, "\"expected_failure\"", expected, expected_failure_fields);
}

static bool check_place(struct checking *checking, const json_t *record)
{
    const json_t *place = json_object_get(record, "place");
    return place == NULL || CHECK_FIELDS(checking, "\"place\"", place, place_fields);
}

static bool check_choice(struct checking *checking, const json_t *record)
{
    if (!CHECK_FIELDS(checking, "the choice", record, choice_fields))
        return false;
    const json_t *probes = json_object_get(record, "probes");
    for (size_t i = 0; i < json_array_size(probes); i++)
        if (!CHECK_FIELDS(checking, arena_printf(checking->arena, "probe %zu", i + 1), json_array_get(probes, i),
                          probe_fields))
            return false;
    return check_place(checking, record) && check_expected_failure(checking, record);
}

static bool check_level(struct checking *checking, const json_t *record)
{
    const char *level = json_string_value(json_object_get(record, "level"));
    if (strcmp(level, "MUST") != 0 && strcmp(level, "SHOULD") != 0)
        return refuse(checking, "\"level\" is neither MUST nor SHOULD");
    return true;
}

static bool check_clause(struct checking *checking, const json_t *record)
{
    return CHECK_FIELDS(checking, "the clause", record, clause_fields) && check_level(checking, record);
}

static bool check_state(struct checking *checking, const json_t *state)
{
    if (!CHECK_FIELDS(checking, "\"state\"", state, state_fields))
        return false;
    const json_t *objects = json_object_get(state, "objects");
    for (size_t i = 0; i < json_array_size(objects); i++)
        if (!CHECK_FIELDS(checking, arena_printf(checking->arena, "object %zu of \"state\"", i),
                          json_array_get(objects, i), object_fields))
            return false;
    const char *name;
    json_t *number;
    json_object_foreach(json_object_get(state, "names"), name, number)
    {
        if ((size_t)json_integer_value(number) >= json_array_size(objects))
            return refuse(checking, arena_printf(checking->arena,
                                                 "the name \"%s\" of \"state\" is bound to object %lld, but there are "
                                                 "%zu objects",
                                                 name, (long long)json_integer_value(number), json_array_size(objects)));
    }
    struct arena *arena = arena_new();
    bool fits = picture_of_step(arena, state) != NULL;
    arena_free(arena);
    return fits || refuse(checking, "the memory of \"state\" does not hold together: elements have to be as many as the "
                                    "shape says, and items, buffers and places have to be there");
}

static bool check_case(struct checking *checking, const json_t *record)
{
    if (!CHECK_FIELDS(checking, "the case", record, case_fields) || !check_level(checking, record))
        return false;
    size_t statements = json_array_size(json_object_get(record, "program"));
    if ((size_t)json_integer_value(json_object_get(record, "act")) >= statements)
        return refuse(checking, arena_printf(checking->arena,
                                             "\"act\" of the case is not one of its %zu statements, "
                                             "which are counted from 0",
                                             statements));
    const json_t *outcomes = json_object_get(record, "outcomes");
    for (size_t i = 0; i < json_array_size(outcomes); i++)
        if (!CHECK_FIELDS(checking, arena_printf(checking->arena, "outcome %zu", i + 1), json_array_get(outcomes, i),
                          outcome_fields))
            return false;
    const json_t *error = json_object_get(record, "error");
    if (json_is_object(error) && !CHECK_FIELDS(checking, "\"error\"", error, error_fields))
        return false;
    if (!check_place(checking, record) || !check_expected_failure(checking, record))
        return false;
    const json_t *state = json_object_get(record, "state");
    return state == NULL || check_state(checking, state);
}

static bool check_footer(struct checking *checking, const json_t *record)
{
    if (!CHECK_FIELDS(checking, "the footer", record, footer_fields))
        return false;
    const json_t *expected = json_object_get(record, "expected_failures");
    if (!json_is_object(expected))
        return true;
    if (!CHECK_FIELDS(checking, "\"expected_failures\"", expected, expected_failures_fields))
        return false;
    const json_t *problems = json_object_get(expected, "problems");
    for (size_t i = 0; i < json_array_size(problems); i++)
        if (!CHECK_FIELDS(checking, arena_printf(checking->arena, "problem %zu of \"expected_failures\"", i + 1),
                          json_array_get(problems, i), problem_fields))
            return false;
    return true;
}

bool check_record(struct arena *arena, const json_t *record, enum record_kind *kind, const char **problem)
{
    static const struct {
        const char *name;
        bool (*check)(struct checking *, const json_t *);
    } kinds[] = {
        [RECORD_HEADER] = {"header", check_header}, [RECORD_CHOICE] = {"choice", check_choice},
        [RECORD_CLAUSE] = {"clause", check_clause}, [RECORD_CASE] = {"case", check_case},
        [RECORD_FOOTER] = {"footer", check_footer},
    };
    struct checking checking = {arena, NULL};
    const char *name = json_string_value(json_object_get(record, "record"));
    *problem = "\"record\" says which kind of record this is: expected header, choice, clause, case or footer; is "
               "this a results file?";
    for (size_t i = 0; name != NULL && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0) {
            *kind = (enum record_kind)i;
            bool fine = kinds[i].check(&checking, record);
            *problem = checking.problem;
            return fine;
        }
    return false;
}
