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

static bool write_svg(struct arena *arena, const char *path, const struct test_case *test_case,
                      const struct prefixes *prefixes)
{
    struct svg_step *steps = ARENA_ARRAY(arena, struct svg_step, prefixes->count + 1);
    for (size_t i = 0; i < prefixes->count; i++)
        steps[i] = (struct svg_step){test_case->program.statements[i].text, prefixes->items[i].picture,
                                     prefixes->items[i].error};
    const char *message;
    bool written = report_picture_svg(arena, test_case->id, steps, prefixes->count, path, &message);
    if (!written)
        fprintf(stderr, "ibid: %s\n", message);
    return written;
}

bool explain_memory(const struct options *options, const struct spec *spec, const struct test_case *test_case)
{
    struct arena *arena = arena_new();
    const char *selector = fitting_model(arena, spec, test_case);
    struct pool *pool = start_model(arena, selector);
    bool good = true;
    if (pool != NULL) {
        const struct prefixes_wanted wanted = {.program = &test_case->program,
                                               .act = test_case->act,
                                               .times = test_case->times,
                                               .first_tried = first_tried(test_case),
                                               .whole = test_case->whole};
        struct prefixes prefixes;
        prefixes_submit(&prefixes, pool, &wanted, 1);
        pool_run(pool);
        if (test_case->act > 0)
            print_memory(options, "Before the act", selector, &prefixes.items[test_case->act - 1]);
        print_memory(options, "After the program", selector, &prefixes.items[prefixes.count - 1]);
        if (options->given[OPTION_SVG])
            good = write_svg(arena, options->values[OPTION_SVG], test_case, &prefixes);
        prefixes_release(&prefixes);
        pool_free(pool);
    } else {
        printf("\nThe memory is not shown: there is no %s.\n", selector);
    }
    arena_free(arena);
    return good;
}
