/*
 * JUnit's XML in the form that build servers share: testsuites, a testsuite for the choices and for
 * each clause, a testcase for each choice and case. A lawful difference from the profile is a failure,
 * since the exit code counts it as one; what was not decided is skipped, with the reason. A run that
 * was killed adds an error, so that half a run cannot be green.
 */
#include <string.h>

#include "report/escape.h"
#include "report/matrix.h"
#include "report/report.h"
#include "report/save.h"
#include "report/shorten.h"

enum result { PASSED, FAILED, BROKEN, SKIPPED, RESULT_COUNT };

struct suites {
    struct text body;
    size_t counts[RESULT_COUNT];
    double milliseconds;
};

struct suite {
    const struct results *results;
    const char *whose; /* NULL with one file of results; with several, names begin with it */
    const char *name;
    struct text body;
    size_t counts[RESULT_COUNT];
    double milliseconds;
};

static size_t total(const size_t *counts)
{
    return counts[PASSED] + counts[FAILED] + counts[BROKEN] + counts[SKIPPED];
}

static void attribute(struct text *text, const char *name, const char *value)
{
    text_printf(text, " %s=\"", name);
    escape_attribute(text, value);
    text_append_character(text, '"');
}

static void lines(struct text *text, const char *title, const json_t *strings, size_t marked)
{
    text_printf(text, "%s:\n", title);
    for (size_t i = 0; i < json_array_size(strings); i++) {
        text_append(text, i == marked ? "  > " : "    ");
        escape_markup(text, json_string_value(json_array_get(strings, i)));
        text_append_character(text, '\n');
    }
}

static void field_line(struct text *text, const char *title, const char *value)
{
    if (value[0] == '\0')
        return;
    text_printf(text, "%s: ", title);
    escape_markup(text, value);
    text_append_character(text, '\n');
}

static void outcome_line(struct text *text, const json_t *outcome)
{
    const json_t *holds = json_object_get(outcome, "holds");
    text_append(text, json_is_null(holds) ? "  ? " : json_is_true(holds) ? "  \xe2\x9c\x93 " : "  \xe2\x9c\x97 ");
    escape_markup(text, field_text(outcome, "kind"));
    text_append(text, " ");
    escape_markup(text, field_text(outcome, "text"));
    if (!json_is_true(holds)) {
        text_append(text, ": expected ");
        escape_markup(text, field_text(outcome, "expected"));
        text_append(text, ", saw ");
        escape_markup(text, field_text(outcome, "seen"));
    }
    text_append_character(text, '\n');
}

/* What one needs to see why, without the results file at hand. */
static void append_detail(struct text *text, const struct results *results, const json_t *record)
{
    const json_t *clause = json_object_get(results->clauses, field_text(record, "clause"));
    const json_t *outcomes = json_object_get(record, "outcomes");
    const json_t *native = json_object_get(record, "native"), *error = json_object_get(record, "error");
    text_append_character(text, '\n');
    field_line(text, field_text(clause, "level"), field_text(clause, "text"));
    field_line(text, "asks", field_text(record, "asks"));
    field_line(text, "expected", field_text(record, "expected"));
    field_line(text, "answered", field_text(record, "answer"));
    if (json_object_get(record, "program") != NULL)
        lines(text, "program", json_object_get(record, "program"),
              (size_t)json_integer_value(json_object_get(record, "act")));
    if (json_array_size(native) > 0)
        lines(text, "executed", native, (size_t)-1);
    if (json_array_size(outcomes) > 0)
        text_append(text, "outcomes:\n");
    for (size_t i = 0; i < json_array_size(outcomes); i++)
        outcome_line(text, json_array_get(outcomes, i));
    if (json_is_object(error)) {
        field_line(text, "error", field_text(error, "class"));
        field_line(text, "message", field_text(error, "message"));
    }
}

static enum result result_of(const json_t *record)
{
    if (record_mark(record) == &mark_expected_failure)
        return SKIPPED;
    switch (record_verdict(record)) {
    case VERDICT_PASS:
        return PASSED;
    case VERDICT_FAIL:
    case VERDICT_DIFFERS:
        return FAILED;
    case VERDICT_ERROR:
        return BROKEN;
    default:
        return SKIPPED;
    }
}

static void append_message(struct text *text, const json_t *record)
{
    const struct mark *mark = record_mark(record);
    const char *reason = mark == &mark_expected_failure
                             ? field_text(json_object_get(record, "expected_failure"), "reason")
                             : field_text(record, "reason");
    text_printf(text, "%s%s%s", mark->word, reason[0] != '\0' ? ": " : "", reason);
}

static void append_whose(struct text *text, const struct suite *suite)
{
    if (suite->whose != NULL)
        text_printf(text, "%s: ", suite->whose);
    text_append(text, suite->name);
}

static void open_testcase(struct suite *suite, const char *name, double milliseconds)
{
    struct text class_name = TEXT_EMPTY;
    append_whose(&class_name, suite);
    text_append(&suite->body, "    <testcase");
    attribute(&suite->body, "name", name);
    attribute(&suite->body, "classname", text_string(&class_name));
    text_printf(&suite->body, " time=\"%.6f\"", milliseconds / 1e3);
    text_free(&class_name);
}

static void add_testcase(struct suite *suite, const char *name, const json_t *whole)
{
    static const char *const elements[] = {[FAILED] = "failure", [BROKEN] = "error", [SKIPPED] = "skipped"};
    struct text *body = &suite->body;
    double milliseconds = json_number_value(json_object_get(whole, "milliseconds"));
    enum result result = result_of(whole);
    suite->counts[result]++;
    suite->milliseconds += milliseconds;
    open_testcase(suite, name, milliseconds);
    if (result == PASSED) {
        text_append(body, "/>\n");
        return;
    }
    json_t *record = shortened_new(whole);
    struct text message = TEXT_EMPTY;
    append_message(&message, record);
    text_printf(body, ">\n      <%s", elements[result]);
    attribute(body, "message", text_string(&message));
    if (result == SKIPPED) {
        text_append(body, "/>\n");
    } else {
        attribute(body, "type", field_text(record, "verdict"));
        text_append_character(body, '>');
        append_detail(body, suite->results, record);
        text_printf(body, "</%s>\n", elements[result]);
    }
    text_append(body, "    </testcase>\n");
    text_free(&message);
    json_decref(record);
}

static void add_property(struct text *text, const char *name, const char *value)
{
    text_append(text, "      <property");
    attribute(text, "name", name);
    attribute(text, "value", value);
    text_append(text, "/>\n");
}

static void append_properties(struct text *text, const struct results *results)
{
    static const char *const keys[] = {"selector", "name", "version", "language", "platform"};
    const json_t *suite = json_object_get(results->header, "suite");
    text_append(text, "    <properties>\n");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        add_property(text, keys[i], field_text(results_implementation(results), keys[i]));
    add_property(text, "profile", field_text(results->header, "profile"));
    add_property(text, "suite version", field_text(suite, "version"));
    add_property(text, "suite digest", field_text(suite, "digest"));
    text_append(text, "    </properties>\n");
}

static void append_timestamp(struct text *text, const struct results *results)
{
    /* The schema's dateTime has no zone; the Z is cut off. */
    const char *started = field_text(results->header, "started");
    size_t length = strcspn(started, "Z");
    if (length > 0) {
        text_append(text, " timestamp=\"");
        char shown[32] = "";
        memcpy(shown, started, length < sizeof shown ? length : sizeof shown - 1);
        escape_attribute(text, shown);
        text_append_character(text, '"');
    }
}

static void close_suite(struct suites *suites, struct suite *suite)
{
    struct text *body = &suites->body;
    if (total(suite->counts) > 0) {
        struct text name = TEXT_EMPTY;
        append_whose(&name, suite);
        text_append(body, "  <testsuite");
        attribute(body, "name", text_string(&name));
        text_printf(body, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.6f\"",
                    total(suite->counts), suite->counts[FAILED], suite->counts[BROKEN], suite->counts[SKIPPED],
                    suite->milliseconds / 1e3);
        append_timestamp(body, suite->results);
        text_append(body, ">\n");
        append_properties(body, suite->results);
        text_append_bytes(body, text_string(&suite->body), suite->body.bytes);
        text_append(body, "  </testsuite>\n");
        text_free(&name);
    }
    for (int i = 0; i < RESULT_COUNT; i++)
        suites->counts[i] += suite->counts[i];
    suites->milliseconds += suite->milliseconds;
    text_free(&suite->body);
}

/* A clause without cases as yet: it must not look as if it were not there. */
static void add_pending(struct suite *suite, const json_t *record)
{
    struct text message = TEXT_EMPTY;
    text_printf(&message, "pending: %s", field_text(record, "pending"));
    open_testcase(suite, "pending", 0);
    suite->counts[SKIPPED]++;
    text_append(&suite->body, ">\n      <skipped");
    attribute(&suite->body, "message", text_string(&message));
    text_append(&suite->body, "/>\n    </testcase>\n");
    text_free(&message);
}

/* An entry that does not fit fails the run, so it has to be red here too. */
static void add_list_problems(struct suites *suites, const struct results *results, const char *whose)
{
    struct suite suite = {.results = results, .whose = whose, .name = "list of expected failures"};
    const json_t *problems = list_problems(results);
    struct text name = TEXT_EMPTY, message = TEXT_EMPTY;
    for (size_t i = 0; i < json_array_size(problems); i++) {
        const json_t *problem = json_array_get(problems, i);
        text_clear(&name);
        text_clear(&message);
        text_printf(&name, "entry %lld: %s", (long long)json_integer_value(json_object_get(problem, "entry")),
                    field_text(problem, "id"));
        append_list_problem(&message, results, problem);
        open_testcase(&suite, text_string(&name), 0);
        suite.counts[FAILED]++;
        text_append(&suite.body, ">\n      <failure");
        attribute(&suite.body, "message", text_string(&message));
        attribute(&suite.body, "type", field_text(problem, "problem"));
        text_append(&suite.body, "/>\n    </testcase>\n");
    }
    text_free(&name);
    text_free(&message);
    close_suite(suites, &suite);
}

static void add_results(struct suites *suites, const struct results *results, const char *whose)
{
    const char *id;
    json_t *record;
    struct suite choices = {.results = results, .whose = whose, .name = "choices"};
    json_object_foreach(results->choices, id, record) add_testcase(&choices, id, record);
    close_suite(suites, &choices);
    json_object_foreach(results->clauses, id, record)
    {
        struct suite suite = {.results = results, .whose = whose, .name = id};
        const json_t *cases = json_object_get(results->cases_of, id);
        for (size_t i = 0; i < json_array_size(cases); i++) {
            const json_t *test_case = json_array_get(cases, i);
            add_testcase(&suite, case_name(id, field_text(test_case, "id")), test_case);
        }
        if (json_object_get(record, "pending") != NULL)
            add_pending(&suite, record);
        close_suite(suites, &suite);
    }
    add_list_problems(suites, results, whose);
    if (results->cut_short != NULL) {
        struct suite suite = {.results = results, .whose = whose, .name = "run"};
        open_testcase(&suite, "complete", 0);
        suite.counts[BROKEN]++;
        text_append(&suite.body, ">\n      <error");
        attribute(&suite.body, "message", results->cut_short);
        attribute(&suite.body, "type", "incomplete");
        text_append(&suite.body, "/>\n    </testcase>\n");
        close_suite(suites, &suite);
    }
}

void junit_append(struct text *text, const struct results *results, size_t count)
{
    struct suites suites = {0};
    struct matrix matrix;
    struct text whose = TEXT_EMPTY;
    matrix_fill(&matrix, results, count);
    for (size_t i = 0; i < count; i++) {
        text_clear(&whose);
        append_name(&whose, &matrix, i);
        add_results(&suites, &results[i], count > 1 ? text_string(&whose) : NULL);
    }
    text_free(&whose);
    matrix_release(&matrix);
    text_printf(text,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<testsuites name=\"ibid\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"%.6f\">\n",
                total(suites.counts), suites.counts[FAILED], suites.counts[BROKEN], suites.milliseconds / 1e3);
    text_append_bytes(text, text_string(&suites.body), suites.body.bytes);
    text_append(text, "</testsuites>\n");
    text_free(&suites.body);
}

bool report_junit(struct arena *arena, const struct results *results, size_t count, const char *path,
                  const char **message)
{
    struct text text = TEXT_EMPTY;
    junit_append(&text, results, count);
    bool fine = save(arena, path, &text, message);
    text_free(&text);
    return fine;
}
