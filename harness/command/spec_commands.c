/* The commands that only read the spec: plan, list. */
#include <stdlib.h>
#include <string.h>

#include "command/commands.h"
#include "command/start.h"
#include "drive/mutants.h"
#include "plan/plan.h"
#include "run/run.h"

static void print_json(json_t *json)
{
    char *line = json_dumps(json, JSON_COMPACT);
    puts(line);
    free(line);
    json_decref(json);
}

static json_t *case_plan_new(struct arena *arena, const struct test_case *test_case)
{
    struct name_set proved = {0};
    names_of_outcomes(arena, &test_case->outcomes, &proved);
    const struct inquiry inquiry = {.program = &test_case->program,
                                    .act = test_case->act,
                                    .times = test_case->times,
                                    .first_tried = first_tried(test_case),
                                    .without_act = true,
                                    .whole = test_case->whole,
                                    .measured = outcomes_measure(&test_case->outcomes),
                                    .traced = test_case->traced,
                                    .proved = &proved,
                                    .rounds = rounds_guess(&test_case->program)};
    struct plan *plan = plan_new(arena, &inquiry);
    json_t *json = json_object(), *program = json_array(), *outcomes = json_array(), *where = json_object();
    for (size_t i = 0; i < test_case->program.statement_count; i++)
        json_array_append_new(program, json_string(test_case->program.statements[i].text));
    for (size_t i = 0; i < test_case->outcomes.count; i++)
        json_array_append_new(outcomes, json_string(test_case->outcomes.items[i].text));
    for (size_t i = 0; i < test_case->where_count; i++)
        json_object_set_new(where, test_case->where[i].choice, json_string(test_case->where[i].answer));
    json_object_set_new(json, "id", json_string(test_case->id));
    json_object_set_new(json, "program", program);
    json_object_set_new(json, "act", json_integer((json_int_t)test_case->act));
    json_object_set_new(json, "times", json_integer((json_int_t)test_case->times));
    json_object_set_new(json, "where", where);
    json_object_set_new(json, "outcomes", outcomes);
    json_object_set_new(json, "request", plan_take_program(plan));
    json_t *without_act = plan_take_without_act(plan);
    json_object_set_new(json, "without_act", without_act != NULL ? without_act : json_null());
    return json;
}

int command_plan(const struct options *options)
{
    struct spec *spec = start_spec(options->arguments, options->argument_count);
    if (spec == NULL)
        return EXIT_SPEC;
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++) {
            const struct test_case *test_case = spec->clauses[i]->cases[k];
            if (!run_selects(options->values[OPTION_FILTER], test_case->id))
                continue;
            struct arena *arena = arena_new();
            print_json(case_plan_new(arena, test_case));
            arena_free(arena);
        }
    spec_free(spec);
    return EXIT_CONFORMANT;
}

/* Prints an id, or with --json an object of the id and what else is worth knowing; takes the object. */
static void print_item(bool json, const char *id, json_t *more)
{
    if (!json) {
        puts(id);
        json_decref(more);
        return;
    }
    json_t *item = json_object();
    json_object_set_new(item, "id", json_string(id));
    json_object_update(item, more);
    json_decref(more);
    print_json(item);
}

static void list_chapters(const struct spec *spec, bool json)
{
    for (size_t i = 0; i < spec->chapter_count; i++) {
        const struct chapter *chapter = spec->chapters[i];
        print_item(json, chapter->id,
                   json_pack("{s:i,s:s,s:s*,s:i}", "number", (int)chapter->number, "title", chapter->title, "about",
                             chapter->about, "clauses", (int)chapter->clause_count));
    }
}

static void list_clauses(const struct spec *spec, bool json)
{
    for (size_t i = 0; i < spec->clause_count; i++)
        print_item(json, spec->clauses[i]->id,
                   json_pack("{s:s,s:s,s:i,s:s*}", "level", spec->clauses[i]->must ? "MUST" : "SHOULD", "text",
                             spec->clauses[i]->text, "cases", (int)spec->clauses[i]->case_count, "pending",
                             spec->clauses[i]->pending));
}

static void list_cases(const struct spec *spec, bool json)
{
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            print_item(
                json, spec->clauses[i]->cases[k]->id,
                json_pack("{s:s,s:s}", "clause", spec->clauses[i]->id, "title", spec->clauses[i]->cases[k]->title));
}

static void list_choices(const struct spec *spec, bool json)
{
    for (size_t i = 0; i < spec->choice_count; i++) {
        json_t *answers = json_array();
        for (size_t k = 0; k < spec->choices[i]->answer_count; k++)
            json_array_append_new(answers, json_string(spec->choices[i]->answers[k].name));
        print_item(json, spec->choices[i]->id,
                   json_pack("{s:s,s:o}", "asks", spec->choices[i]->asks, "answers", answers));
    }
}

static json_t *strings_new(const char *const *items, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(array, json_string(items[i]));
    return array;
}

static void list_topics(const struct spec *spec, bool json)
{
    for (size_t i = 0; i < spec->topic_count; i++) {
        const struct topic *topic = spec->topics[i];
        char number[24];
        snprintf(number, sizeof number, "%zu", topic->number);
        print_item(json, number,
                   json_pack("{s:s,s:o,s:o,s:o,s:s*}", "title", topic->title, "vocabulary",
                             strings_new(topic->vocabulary, topic->vocabulary_count), "clauses",
                             strings_new(topic->clauses, topic->clause_count), "choices",
                             strings_new(topic->choices, topic->choice_count), "why_not", topic->why_not));
    }
}

static void list_profiles(const struct spec *spec, bool json)
{
    for (size_t i = 0; i < spec->profile_count; i++) {
        json_t *answers = json_object();
        for (size_t k = 0; k < spec->profiles[i]->answer_count; k++)
            json_object_set_new(answers, spec->profiles[i]->answers[k].choice,
                                json_string(spec->profiles[i]->answers[k].answer));
        print_item(json, spec->profiles[i]->id, json_pack("{s:o}", "answers", answers));
    }
}

static int list_from_spec(bool json, void (*list)(const struct spec *spec, bool json))
{
    struct spec *spec = start_spec(NULL, 0);
    if (spec == NULL)
        return EXIT_SPEC;
    list(spec, json);
    spec_free(spec);
    return EXIT_CONFORMANT;
}

static int list_implementations(bool json)
{
    struct arena *arena = arena_new();
    struct registered_implementation *implementations;
    size_t count;
    const char *message;
    bool good = implementations_registered(arena, &implementations, &count, &message);
    if (!good)
        fprintf(stderr, "ibid: %s\n", message);
    for (size_t i = 0; good && i < count; i++) {
        json_t *versions = implementations[i].version_count > 0 ? json_array() : NULL;
        for (size_t k = 0; k < implementations[i].version_count; k++)
            json_array_append_new(versions, json_string(implementations[i].versions[k]));
        print_item(json, implementations[i].name,
                   json_pack("{s:s,s:s*,s:s*,s:s*,s:o*,s:o*,s:s*}", "description", implementations[i].description,
                             "profile", implementations[i].profile, "dialect", implementations[i].dialect, "version",
                             implementations[i].version, "versions", versions, "traced",
                             implementations[i].traced ? json_true() : NULL, "missing", implementations[i].missing));
    }
    arena_free(arena);
    return good ? EXIT_CONFORMANT : EXIT_INTERNAL;
}

static int list_mutants(bool json)
{
    struct arena *arena = arena_new();
    struct mutant *mutants;
    size_t count;
    const char *message;
    bool good = mutants_read(arena, &mutants, &count, &message);
    if (!good)
        fprintf(stderr, "ibid: %s\n", message);
    for (size_t i = 0; good && i < count; i++)
        print_item(json, mutants[i].name,
                   json_pack("{s:s,s:s,s:s}", "chapter", mutants[i].chapter, "profile", mutants[i].profile, "wrong",
                             mutants[i].wrong));
    arena_free(arena);
    return good ? EXIT_CONFORMANT : EXIT_INTERNAL;
}

static int list_operations(bool json)
{
    static const char *const forms[] = {"syntax", "operator", "update", "function", "method", "attribute"};
    size_t count;
    const struct operation *operations = operations_all(&count);
    for (size_t i = 0; i < count; i++)
        print_item(json, operations[i].name,
                   json_pack("{s:i,s:s,s:s,s:s}", "number", (int)operations[i].number, "form",
                             forms[operations[i].form], "parameters", operations[i].parameters_text, "summary",
                             operations[i].summary));
    return EXIT_CONFORMANT;
}

static int list_errors(bool json)
{
    for (int kind = 0; kind <= IBID_ERROR_OTHER; kind++)
        print_item(json, error_kind_name((enum ibid_error_kind)kind), json_object());
    return EXIT_CONFORMANT;
}

int command_list(const struct options *options)
{
    const char *what = options->argument_count == 1 ? options->arguments[0] : "";
    bool json = options->given[OPTION_JSON];
    if (strcmp(what, "chapters") == 0)
        return list_from_spec(json, list_chapters);
    if (strcmp(what, "clauses") == 0)
        return list_from_spec(json, list_clauses);
    if (strcmp(what, "cases") == 0)
        return list_from_spec(json, list_cases);
    if (strcmp(what, "choices") == 0)
        return list_from_spec(json, list_choices);
    if (strcmp(what, "topics") == 0)
        return list_from_spec(json, list_topics);
    if (strcmp(what, "profiles") == 0)
        return list_from_spec(json, list_profiles);
    if (strcmp(what, "impls") == 0)
        return list_implementations(json);
    if (strcmp(what, "operations") == 0)
        return list_operations(json);
    if (strcmp(what, "errors") == 0)
        return list_errors(json);
    if (strcmp(what, "mutants") == 0)
        return list_mutants(json);
    fprintf(
        stderr,
        "ibid: list takes one of: chapters clauses cases choices topics profiles impls mutants operations errors%s%s\n",
        what[0] != '\0' ? "; there is no list of " : "", what);
    return EXIT_USAGE;
}
