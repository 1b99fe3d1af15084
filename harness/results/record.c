#include "results/record.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/places.h"
#include "notation/capabilities.h"
#include "picture/picture.h"

/* Objects in a record are shown in full up to this length. */
enum { CONTENT_BYTES = 2000 };

static json_t *string_or_null(const char *string)
{
    return string != NULL ? json_string(string) : json_null();
}

static json_t *strings_new(const char *const *strings, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(strings[i]));
    return list;
}

static json_t *conditions_new(const struct answer_condition *conditions, size_t count)
{
    json_t *object = json_object();
    for (size_t i = 0; i < count; i++)
        json_object_set_new(object, conditions[i].choice, json_string(conditions[i].answer));
    return object;
}

static json_t *program_new(const struct program *program)
{
    json_t *list = json_array();
    for (size_t i = 0; i < program->statement_count; i++)
        json_array_append_new(list, json_string(program->statements[i].text));
    return list;
}

/* ibid's own files are named from its root, so that equal runs are equal wherever it lies. */
static json_t *place_new(const struct place *place)
{
    struct arena *arena = arena_new();
    const char *root = arena_printf(arena, "%s/", place_root(arena)), *file = place->file;
    if (strncmp(file, root, strlen(root)) == 0)
        file += strlen(root);
    json_t *object = json_object();
    json_object_set_new(object, "file", json_string(file));
    json_object_set_new(object, "line", json_integer((json_int_t)place->line));
    arena_free(arena);
    return object;
}

static json_t *now_new(void)
{
    char text[32];
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_string(text);
}

static json_t *suite_new(const struct spec *spec)
{
    json_t *suite = json_object();
    json_object_set_new(suite, "version", json_string(IBID_VERSION));
    json_object_set_new(suite, "digest", json_string(spec->digest));
    json_object_set_new(suite, "clauses", json_integer((json_int_t)spec->clause_count));
    json_object_set_new(suite, "choices", json_integer((json_int_t)spec->choice_count));
    json_object_set_new(suite, "cases", json_integer((json_int_t)spec->case_count));
    return suite;
}

static json_t *implementation_new(const struct header *header)
{
    static const char *const keys[] = {"name", "version", "language", "platform"};
    json_t *implementation = json_object();
    json_object_set_new(implementation, "selector", json_string(header->selector));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(header->implementation, keys[i]);
        json_object_set_new(implementation, keys[i], json_is_string(value) ? json_incref(value) : json_null());
    }
    return implementation;
}

json_t *record_header_new(const struct header *header)
{
    json_t *record = json_object();
    json_object_set_new(record, "record", json_string("header"));
    json_object_set_new(record, "format", json_integer(1));
    json_object_set_new(record, "suite", suite_new(header->spec));
    json_object_set_new(record, "implementation", implementation_new(header));
    json_object_set_new(record, "profile", string_or_null(header->profile != NULL ? header->profile->id : NULL));
    json_t *fingerprint = json_object();
    for (size_t i = 0; i < header->fingerprint->count; i++) {
        const struct measured *measured = &header->fingerprint->items[i];
        json_object_set_new(fingerprint, measured->choice->id, json_string(measured_name(measured)));
    }
    json_object_set_new(record, "fingerprint", fingerprint);
    json_t *selection = json_object();
    json_object_set_new(selection, "filter", string_or_null(header->filter));
    json_object_set_new(selection, "mode", json_string(header->traced ? "traced" : "eager"));
    json_object_set_new(record, "selection", selection);
    json_object_set_new(record, "started", now_new());
    return record;
}

static json_t *native_new(const struct observation *observation)
{
    return strings_new(observation->native, observation->native_count);
}

/* The names as they stood after the program, each with its content. */
static char *shown_state(const struct observation *observation)
{
    struct text text = TEXT_EMPTY;
    if (observation->error != NULL)
        text_printf(&text, "%s: %s", observation->error->class_name, observation->error->message);
    for (size_t i = 0; observation->read_count > 0 && i < observation->reads[0].name_count; i++) {
        const struct binding *binding = &observation->reads[0].names[i];
        text_printf(&text, "%s%s = ", text.bytes > 0 ? "; " : "", binding->name);
        object_display(&text, &observation->reads[0], binding->object, 60);
    }
    return text.data;
}

static json_t *probe_new(const struct probe_result *result, const struct executed *executed)
{
    json_t *probe = json_object();
    json_object_set_new(probe, "id", json_string(result->probe->id));
    json_object_set_new(probe, "program", program_new(&result->probe->program));
    json_object_set_new(probe, "answer", string_or_null(result->answer));
    json_object_set_new(probe, "verdict", json_string(verdict_name(result->verdict)));
    json_object_set_new(probe, "reason", json_string(result->reason));
    const struct observation *observation = executed->observation;
    if (observation != NULL && observation->broken == NULL && observation->unsupported == NULL) {
        json_object_set_new(probe, "native", native_new(observation));
        char *seen = shown_state(observation);
        json_object_set_new(probe, "seen", json_string(seen != NULL ? seen : ""));
        free(seen);
    }
    return probe;
}

static json_t *answers_new(const struct choice *choice)
{
    json_t *answers = json_object();
    for (size_t i = 0; i < choice->answer_count; i++)
        json_object_set_new(answers, choice->answers[i].name,
                            json_string(choice->answers[i].means != NULL ? choice->answers[i].means : ""));
    return answers;
}

static json_t *expected_failure_new(const struct expected_entry *entry)
{
    if (entry == NULL)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "reason", json_string(entry->reason));
    json_object_set_new(object, "url", json_string(entry->url));
    json_object_set_new(object, "expires", json_string(entry->expires));
    return object;
}

json_t *record_choice_new(const struct measured *measured, const struct expected_entry *expected,
                          const struct executed *probes)
{
    const struct choice *choice = measured->choice;
    json_t *record = json_object();
    json_object_set_new(record, "record", json_string("choice"));
    json_object_set_new(record, "id", json_string(choice->id));
    json_object_set_new(record, "place", place_new(&choice->place));
    json_object_set_new(record, "asks", json_string(choice->asks));
    json_object_set_new(record, "source", strings_new(choice->sources, choice->source_count));
    json_object_set_new(record, "answers", answers_new(choice));
    json_object_set_new(record, "answer", json_string(measured_name(measured)));
    json_object_set_new(record, "expected", string_or_null(measured->profile_answer));
    json_object_set_new(record, "verdict", json_string(verdict_name(measured->verdict)));
    json_object_set_new(record, "expected_failure", expected_failure_new(expected));
    json_object_set_new(record, "reason", json_string(measured->reason));
    json_t *list = json_array();
    double milliseconds = 0;
    for (size_t i = 0; i < measured->probe_count; i++) {
        json_array_append_new(list, probe_new(&measured->probes[i], &probes[i]));
        milliseconds += probes[i].milliseconds;
    }
    json_object_set_new(record, "probes", list);
    json_object_set_new(record, "milliseconds", json_real(milliseconds));
    return record;
}

json_t *record_clause_new(const struct clause *clause)
{
    json_t *record = json_object();
    json_object_set_new(record, "record", json_string("clause"));
    json_object_set_new(record, "id", json_string(clause->id));
    json_object_set_new(record, "chapter", json_string(clause->chapter->title));
    json_object_set_new(record, "number", json_sprintf("%zu.%zu", clause->chapter->number, clause->number));
    json_object_set_new(record, "level", json_string(clause->must ? "MUST" : "SHOULD"));
    json_object_set_new(record, "text", json_string(clause->text));
    json_object_set_new(record, "why", string_or_null(clause->why));
    json_object_set_new(record, "source", strings_new(clause->sources, clause->source_count));
    json_object_set_new(record, "where", conditions_new(clause->where, clause->where_count));
    json_object_set_new(record, "cases", json_integer((json_int_t)clause->case_count));
    if (clause->pending != NULL)
        json_object_set_new(record, "pending", json_string(clause->pending));
    return record;
}

static json_t *finding_new(const struct finding *finding)
{
    json_t *outcome = json_object();
    json_object_set_new(outcome, "kind", json_string(finding->kind));
    json_object_set_new(outcome, "text", json_string(finding->text));
    bool decided = finding->holds == HOLDS || finding->holds == HOLDS_NOT;
    json_object_set_new(outcome, "holds", decided ? json_boolean(finding->holds == HOLDS) : json_null());
    json_object_set_new(outcome, "expected", string_or_null(finding->expected));
    json_object_set_new(outcome, "seen", string_or_null(finding->seen));
    json_object_set_new(outcome, "evidence", json_string(finding->evidence));
    return outcome;
}

static json_t *error_new(const struct step_error *error)
{
    if (error == NULL)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "statement", json_integer((json_int_t)error->step + 1));
    json_object_set_new(object, "kind", json_string(error_kind_name(error->kind)));
    json_object_set_new(object, "class", json_string(error->class_name));
    json_object_set_new(object, "message", json_string(error->message));
    return object;
}

/*
 * What stood in memory after the last statement, as far as the proofs tell that the case's own outcomes asked for. What
 * nobody asked for is not told to be unproved.
 */
static json_t *state_new(const struct program *program, const struct executed *executed)
{
    struct arena *arena = arena_new();
    const struct observation *observation = executed->observation;
    const struct picture *picture =
        picture_new(arena, program, &observation->reads[0], observation, executed->plan);
    json_t *state = picture_step_new(picture, NULL, CONTENT_BYTES);
    json_object_del(state, "error");
    json_object_del(state, "unproved");
    arena_free(arena);
    return state;
}

/* Reading the answers' JSON changes nothing but the reference count. */
static json_t *shared_new(const json_t *json)
{
    return json != NULL ? json_incref((json_t *)json) : json_null();
}

static void set_executed(json_t *record, const struct program *program, const struct executed *executed)
{
    const struct observation *observation = executed->observation;
    if (observation == NULL || observation->broken != NULL || observation->unsupported != NULL)
        return;
    json_object_set_new(record, "native", native_new(observation));
    json_object_set_new(record, "error", error_new(observation->error));
    if (observation->read_count > 0)
        json_object_set_new(record, "state", state_new(program, executed));
    json_t *observations = json_object();
    json_object_set_new(observations, "program", shared_new(executed->answer));
    json_object_set_new(observations, "without_act", shared_new(executed->without_act_answer));
    json_object_set_new(record, "observations", observations);
}

static json_t *capabilities_new(const struct test_case *test_case)
{
    struct arena *arena = arena_new();
    const char **needed;
    size_t count = program_capabilities(arena, &test_case->program, &needed);
    if (test_case->traced)
        ARENA_APPEND(arena, needed, count, "traced");
    json_t *list = strings_new(needed, count);
    arena_free(arena);
    return list;
}

json_t *record_case_new(const struct test_case *test_case, const struct judgement *judgement,
                        const struct expected_entry *expected, const struct executed *executed)
{
    json_t *record = json_object();
    json_object_set_new(record, "record", json_string("case"));
    json_object_set_new(record, "id", json_string(test_case->id));
    json_object_set_new(record, "place", place_new(&test_case->place));
    json_object_set_new(record, "clause", json_string(test_case->clause->id));
    json_object_set_new(record, "title", json_string(test_case->title));
    json_object_set_new(record, "level", json_string(test_case->clause->must ? "MUST" : "SHOULD"));
    json_object_set_new(record, "program", program_new(&test_case->program));
    json_object_set_new(record, "act", json_integer((json_int_t)test_case->act));
    json_object_set_new(record, "times", json_integer((json_int_t)test_case->times));
    json_object_set_new(record, "unit", json_string(test_case->whole ? "whole" : "statement"));
    json_object_set_new(record, "where", conditions_new(test_case->where, test_case->where_count));
    json_object_set_new(record, "capabilities", capabilities_new(test_case));
    json_object_set_new(record, "verdict", json_string(verdict_name(judgement->verdict)));
    json_object_set_new(record, "expected_failure", expected_failure_new(expected));
    json_object_set_new(record, "reason", json_string(judgement->reason));
    json_t *outcomes = json_array();
    for (size_t i = 0; i < judgement->finding_count; i++)
        json_array_append_new(outcomes, finding_new(&judgement->findings[i]));
    json_object_set_new(record, "outcomes", outcomes);
    set_executed(record, &test_case->program, executed);
    json_object_set_new(record, "milliseconds", json_real(executed->milliseconds));
    return record;
}

static json_t *counts_new(const size_t *counts)
{
    json_t *object = json_object();
    for (size_t verdict = 0; verdict < VERDICT_COUNT; verdict++)
        json_object_set_new(object, verdict_name((enum verdict)verdict), json_integer((json_int_t)counts[verdict]));
    return object;
}

static size_t sum(const size_t *counts)
{
    size_t all = 0;
    for (size_t verdict = 0; verdict < VERDICT_COUNT; verdict++)
        all += counts[verdict];
    return all;
}

static json_t *problem_new(const struct expectation *item)
{
    json_t *object = json_object();
    json_object_set_new(object, "entry", json_integer((json_int_t)item->entry->number));
    json_object_set_new(object, "line", json_integer((json_int_t)item->entry->line));
    json_object_set_new(object, "id", json_string(item->entry->id));
    json_object_set_new(object, "problem", json_string(entry_problem_name(item->problem)));
    json_object_set_new(object, "message", json_string(item->message));
    return object;
}

static json_t *expected_failures_new(const struct counts *counts, const struct expectations *expectations)
{
    if (expectations == NULL)
        return json_null();
    json_t *object = json_object(), *problems = json_array();
    for (size_t i = 0; i < expectations->count; i++)
        if (expectations->items[i].problem != ENTRY_FINE)
            json_array_append_new(problems, problem_new(&expectations->items[i]));
    json_object_set_new(object, "file", json_string(expectations->list->file));
    json_object_set_new(object, "cases", json_integer((json_int_t)sum(counts->expected_cases)));
    json_object_set_new(object, "choices", json_integer((json_int_t)sum(counts->expected_choices)));
    json_object_set_new(object, "problems", problems);
    return object;
}

json_t *record_footer_new(const struct counts *counts, const struct expectations *expectations, int exit_code,
                          const char *digest, double milliseconds)
{
    json_t *record = json_object();
    json_object_set_new(record, "record", json_string("footer"));
    json_object_set_new(record, "counts", counts_new(counts->cases));
    json_object_set_new(record, "choices", counts_new(counts->choices));
    json_object_set_new(record, "expected_failures", expected_failures_new(counts, expectations));
    json_object_set_new(record, "exit", json_integer(exit_code));
    json_object_set_new(record, "digest", json_string(digest));
    json_object_set_new(record, "finished", now_new());
    json_object_set_new(record, "milliseconds", json_real(milliseconds));
    return record;
}
