#include <stdlib.h>
#include <string.h>

#include "command/commands.h"
#include "command/explain.h"
#include "command/start.h"
#include "report/report.h"

static const char *text_of(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text != NULL ? text : "";
}

/* What one recorded implementation does with a case or a choice. */
static void print_recorded(const struct results *results, const char *id)
{
    const json_t *record = json_object_get(results->cases, id);
    bool choice = record == NULL;
    if (choice)
        record = json_object_get(results->choices, id);
    if (record == NULL)
        return;
    const json_t *implementation = json_object_get(results->header, "implementation");
    printf("  %s %s: %s", text_of(implementation, "name"), text_of(implementation, "version"),
           text_of(record, choice ? "answer" : "verdict"));
    const char *reason = text_of(record, "reason");
    printf(reason[0] != '\0' ? "; %s" : "%s", reason);
    const json_t *expected = json_object_get(record, "expected_failure");
    printf(json_is_object(expected) ? "; expected, since %s\n" : "%s\n", text_of(expected, "reason"));
}

static void print_results(const struct results *results, size_t count, const char *id)
{
    if (count > 0)
        puts("\nRecorded:");
    for (size_t i = 0; i < count; i++)
        print_recorded(&results[i], id);
}

/* "18" is a topic. */
static const struct topic *topic_numbered(const struct spec *spec, const char *number)
{
    char *end;
    unsigned long wanted = strtoul(number, &end, 10);
    if (*number < '0' || *number > '9' || *end != '\0')
        return NULL;
    for (size_t i = 0; i < spec->topic_count; i++)
        if (spec->topics[i]->number == wanted)
            return spec->topics[i];
    return NULL;
}

/* "5.1" is a clause, as docs/specification.md numbers them. */
static const struct clause *clause_numbered(const struct spec *spec, const char *number)
{
    for (size_t i = 0; i < spec->clause_count; i++) {
        char own[48];
        snprintf(own, sizeof own, "%zu.%zu", spec->clauses[i]->chapter->number, spec->clauses[i]->number);
        if (strcmp(own, number) == 0)
            return spec->clauses[i];
    }
    return NULL;
}

static void complain(const struct spec *spec, const char *id)
{
    const char *now = spec_renamed(spec, id);
    if (now != NULL) {
        fprintf(stderr, "ibid: '%s' is called '%s' now\n", id, now);
        return;
    }
    struct arena *arena = arena_new();
    const char *nearest = spec_nearest_id(arena, spec, id);
    fprintf(stderr, "ibid: there is no clause, case, choice or topic '%s'", id);
    if (nearest != NULL)
        fprintf(stderr, ", did you mean '%s'?\n", nearest);
    else
        fputs("; 'ibid list clauses', and cases, choices, topics alike, shows ids\n", stderr);
    arena_free(arena);
}

/* False if nothing has this id, or it has no picture that could be written. */
static bool explain(const struct options *options, const struct spec *spec, const struct results *results, size_t count)
{
    const char *id = options->arguments[0];
    bool good = true;
    const struct clause *clause = spec_clause(spec, id);
    const struct test_case *test_case = spec_case(spec, id);
    const struct choice *choice = spec_choice(spec, id);
    const struct topic *topic = topic_numbered(spec, id);
    if (clause == NULL)
        clause = clause_numbered(spec, id);
    if (clause != NULL) {
        explain_clause(spec, clause);
        for (size_t i = 0; i < clause->case_count; i++) {
            explain_case(clause->cases[i]);
            for (size_t k = 0; k < count; k++)
                print_recorded(&results[k], clause->cases[i]->id);
        }
    } else if (test_case != NULL) {
        explain_clause(spec, test_case->clause);
        explain_case(test_case);
        good = explain_memory(options, spec, test_case, results, count);
        print_results(results, count, id);
    } else if (choice != NULL) {
        explain_choice(spec, choice);
        print_results(results, count, id);
    } else if (topic != NULL) {
        explain_topic(spec, topic);
    } else {
        complain(spec, id);
        return false;
    }
    if (test_case == NULL && options->given[OPTION_SVG]) {
        fprintf(stderr, "ibid: --svg draws the memory of a case, and '%s' is none\n", id);
        return false;
    }
    return good;
}

int command_explain(const struct options *options)
{
    if (options->argument_count == 0) {
        fputs("ibid: explain takes the id of a clause, a case or a choice, or the number of a topic, and results files "
              "if you have some\n",
              stderr);
        return EXIT_USAGE;
    }
    struct spec *spec = start_spec(NULL, 0);
    if (spec == NULL)
        return EXIT_SPEC;
    struct arena *arena = arena_new();
    size_t count = options->argument_count - 1;
    struct results *results = ARENA_ARRAY(arena, struct results, count + 1);
    const char *message = NULL;
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = report_read(arena, options->arguments[i + 1], &results[i], &message);
    if (!good)
        fprintf(stderr, "ibid: %s\n", message);
    good = good && explain(options, spec, results, count);
    for (size_t i = 0; i < count; i++)
        report_release(&results[i]);
    arena_free(arena);
    spec_free(spec);
    return good ? EXIT_CONFORMANT : EXIT_USAGE;
}
