#include <string.h>

#include "command/commands.h"
#include "command/picture.h"
#include "command/start.h"
#include "report/report.h"

static void print_sources(const char *const *sources, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%s %s\n", i == 0 ? "Source:" : "       ", sources[i]);
}

static void print_conditions(const struct answer_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%s %s = \"%s\"\n", i == 0 ? "Where: " : "       ", conditions[i].choice, conditions[i].answer);
}

static void print_program(const struct program *program, size_t act)
{
    for (size_t i = 0; i < program->statement_count; i++)
        printf("  %s %s\n", i == act ? ">" : " ", program->statements[i].text);
}

static void print_case(const struct test_case *test_case)
{
    printf("\n%s%s\n", test_case->id, test_case->whole ? "   (compiled as a whole)" : "");
    print_program(&test_case->program, test_case->act);
    for (size_t i = 0; i < test_case->outcomes.count; i++)
        printf("    %s %s\n", i == 0 ? "expected " : "         ", test_case->outcomes.items[i].text);
}

static void print_clause(const struct clause *clause)
{
    printf("%s   %s%s\n%s\n", clause->id, clause->must ? "MUST" : "SHOULD", clause->pending != NULL ? ", pending" : "",
           clause->text);
    if (clause->why != NULL)
        printf("Why:    %s\n", clause->why);
    print_sources(clause->sources, clause->source_count);
    print_conditions(clause->where, clause->where_count);
    if (clause->pending != NULL)
        printf("Pending, without cases as yet: %s\n", clause->pending);
}

static void print_choice(const struct choice *choice)
{
    printf("%s   choice\n%s\n", choice->id, choice->asks);
    print_sources(choice->sources, choice->source_count);
    print_conditions(choice->requires, choice->requires_count);
    for (size_t i = 0; i < choice->answer_count; i++)
        printf("  %-16s %s%s\n", choice->answers[i].name,
               choice->answers[i].means != NULL ? choice->answers[i].means : "",
               choice->answers[i].declared ? " (never measured: a profile declares it)" : "");
    for (size_t i = 0; i < choice->probe_count; i++) {
        printf("\n%s\n", choice->probes[i]->id);
        print_program(&choice->probes[i]->program, choice->probes[i]->act);
    }
}

/* The memory after the program, as the model has it. */
static void print_picture(const struct test_case *test_case)
{
    struct arena *arena = arena_new();
    const struct options model = {.jobs = 1};
    struct started started;
    int exit_code;
    struct text program = TEXT_EMPTY, picture = TEXT_EMPTY;
    if (start_implementation(arena, &model, &started, &exit_code)) {
        for (size_t i = 0; i < test_case->program.statement_count; i++)
            text_printf(&program, "%s\n", test_case->program.statements[i].text);
        struct evaluation evaluation;
        evaluation_submit(&evaluation, started.pool, text_string(&program), program.bytes);
        pool_run(started.pool);
        picture_print(&picture, &evaluation);
        evaluation_release(&evaluation);
        pool_free(started.pool);
        printf("\nAfter it, on the model:\n%s", text_string(&picture));
    }
    text_free(&program);
    text_free(&picture);
    arena_free(arena);
}

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

/* False if nothing has this id. */
static bool explain(const struct spec *spec, const char *id, const struct results *results, size_t count)
{
    const struct clause *clause = spec_clause(spec, id);
    const struct test_case *test_case = spec_case(spec, id);
    const struct choice *choice = spec_choice(spec, id);
    if (clause != NULL) {
        print_clause(clause);
        for (size_t i = 0; i < clause->case_count; i++) {
            print_case(clause->cases[i]);
            for (size_t k = 0; k < count; k++)
                print_recorded(&results[k], clause->cases[i]->id);
        }
    } else if (test_case != NULL) {
        print_clause(test_case->clause);
        print_case(test_case);
        print_picture(test_case);
        print_results(results, count, id);
    } else if (choice != NULL) {
        print_choice(choice);
        print_results(results, count, id);
    } else {
        fprintf(stderr, "ibid: there is no clause, case or choice '%s'; 'ibid list clauses' shows ids\n", id);
        return false;
    }
    return true;
}

int command_explain(const struct options *options)
{
    if (options->argument_count == 0) {
        fputs("ibid: explain takes the id of a clause, a case or a choice, and results files if you have some\n",
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
    good = good && explain(spec, options->arguments[0], results, count);
    for (size_t i = 0; i < count; i++)
        report_release(&results[i]);
    arena_free(arena);
    spec_free(spec);
    return good ? EXIT_CONFORMANT : EXIT_USAGE;
}
