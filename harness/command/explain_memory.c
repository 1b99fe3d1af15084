#include <stdlib.h>
#include <string.h>

#include "command/explain.h"
#include "command/terminal.h"
#include "command/wrap.h"
#include "drive/implementation.h"
#include "illustrate/cases.h"
#include "illustrate/prefixes.h"
#include "report/picture_svg.h"

static void print_error(const struct prefix *prefix)
{
    const struct picture_error *error = prefix->error;
    if (error == NULL)
        return;
    struct text text = TEXT_EMPTY;
    if (prefix->execution.observation->unsupported != NULL)
        text_printf(&text, "which the model cannot execute: %s", error->message);
    else if (error->statement > 0)
        text_printf(&text, "%s raised %s", prefix->program.statements[error->statement - 1].text, error->message);
    else
        text_append(&text, error->message);
    print_wrapped("", 2, text_string(&text));
    text_free(&text);
}

static void print_memory(const struct options *options, const char *when, const char *selector,
                         const struct prefix *prefix)
{
    const struct terminal terminal = terminal_of(options);
    struct text picture = TEXT_EMPTY;
    if (prefix->picture != NULL)
        picture_print(&picture, prefix->picture, &terminal);
    printf("\n%s, on %s:\n", when, selector);
    print_error(prefix);
    fputs(picture.bytes > 0 ? text_string(&picture) : "  no names\n", stdout);
    text_free(&picture);
}

/* NULL if the model cannot answer so. */
static struct pool *start_model(struct arena *arena, const char *selector)
{
    struct implementation model;
    const char *reason;
    if (!implementation_resolve(arena, selector, &model, &reason))
        return NULL;
    const struct pool_options options = {.command = model.command, .environment = model.environment, .worker_count = 1};
    char *message;
    struct pool *pool = pool_start(&options, &message);
    if (pool == NULL)
        free(message);
    return pool;
}

/* What a recorded implementation showed that fails a case: its state and its error. */
struct failing {
    const char *name; /* "numpy 1.12.1" */
    const struct picture *picture;
    const struct picture_error *error;
};

static const char *string_of(const json_t *json, const char *key)
{
    const char *string = json_string_value(json_object_get(json, key));
    return string != NULL ? string : "";
}

/* Those of the results that failed the case and left a picture. */
static struct failing *find_failing(struct arena *arena, const char *id, const struct results *results, size_t count,
                                    size_t *found)
{
    struct failing *failing = NULL;
    *found = 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *record = json_object_get(results[i].cases, id), *error = json_object_get(record, "error");
        const struct picture *picture = picture_of_step(arena, json_object_get(record, "state"));
        if (strcmp(string_of(record, "verdict"), verdict_name(VERDICT_FAIL)) != 0 || picture == NULL)
            continue;
        const json_t *implementation = json_object_get(results[i].header, "implementation");
        struct failing one = {.picture = picture};
        one.name =
            arena_printf(arena, "%s %s", string_of(implementation, "name"), string_of(implementation, "version"));
        if (json_is_object(error)) {
            struct picture_error *raised = ARENA_NEW(arena, struct picture_error);
            *raised = (struct picture_error){
                (size_t)json_integer_value(json_object_get(error, "statement")), string_of(error, "kind"),
                arena_printf(arena, "%s: %s", string_of(error, "class"), string_of(error, "message"))};
            one.error = raised;
        }
        ARENA_APPEND(arena, failing, *found, one);
    }
    return failing;
}

static void print_failing(const struct options *options, const struct failing *failing, size_t count)
{
    const struct terminal terminal = terminal_of(options);
    for (size_t i = 0; i < count; i++) {
        struct text text = TEXT_EMPTY;
        text_printf(&text, "\nObserved after the program, on ");
        append_plain(&text, failing[i].name, &terminal);
        text_append(&text, ":\n");
        if (failing[i].error != NULL) {
            text_printf(&text, "  statement %zu raised ", failing[i].error->statement);
            append_plain(&text, failing[i].error->message, &terminal);
            text_append_character(&text, '\n');
        }
        picture_print(&text, failing[i].picture, &terminal);
        fputs(text_string(&text), stdout);
        text_free(&text);
    }
}

static bool write_svg(struct arena *arena, const char *path, const struct test_case *test_case,
                      const struct prefixes *prefixes, const struct failing *failing, size_t failing_count)
{
    struct svg_step *steps = ARENA_ARRAY(arena, struct svg_step, prefixes->count + failing_count + 1);
    size_t count = prefixes->count;
    for (size_t i = 0; i < prefixes->count; i++)
        steps[i] = (struct svg_step){test_case->program.statements[i].text, prefixes->items[i].picture,
                                     prefixes->items[i].error};
    for (size_t i = 0; i < failing_count; i++)
        steps[count++] = (struct svg_step){arena_printf(arena, "observed on %s", failing[i].name), failing[i].picture,
                                           failing[i].error};
    const char *message;
    bool written = report_picture_svg(arena, test_case->id, steps, count, path, &message);
    if (!written)
        fprintf(stderr, "ibid: %s\n", message);
    return written;
}

bool explain_memory(const struct options *options, const struct spec *spec, const struct test_case *test_case,
                    const struct results *results, size_t result_count)
{
    struct arena *arena = arena_new();
    const char *selector = fitting_model(arena, spec, test_case);
    struct pool *pool = start_model(arena, selector);
    size_t failing_count;
    const struct failing *failing = find_failing(arena, test_case->id, results, result_count, &failing_count);
    struct prefixes prefixes = {0};
    bool good = true;
    if (pool != NULL) {
        const struct prefixes_wanted wanted = {.program = &test_case->program,
                                               .act = test_case->act,
                                               .times = test_case->times,
                                               .first_tried = first_tried(test_case),
                                               .whole = test_case->whole};
        prefixes_submit(&prefixes, pool, &wanted, 1);
        pool_run(pool);
        if (test_case->act > 0)
            print_memory(options, "Before the act", selector, &prefixes.items[test_case->act - 1]);
        print_memory(options, "After the program", selector, &prefixes.items[prefixes.count - 1]);
    } else {
        printf("\nThe memory is not shown: there is no %s.\n", selector);
    }
    print_failing(options, failing, failing_count);
    if (options->given[OPTION_SVG])
        good = write_svg(arena, options->values[OPTION_SVG], test_case, &prefixes, failing, failing_count);
    if (pool != NULL)
        prefixes_release(&prefixes);
    pool_free(pool);
    arena_free(arena);
    return good;
}
