#include "report/report.h"

#include <stdio.h>

#include "command/commands.h"

static bool write_reports(struct arena *arena, const struct options *options, const struct results *results,
                          size_t count, const char **message)
{
    if (options->given[OPTION_HTML] && !report_html(arena, results, count, options->values[OPTION_HTML], message))
        return false;
    if (options->given[OPTION_JUNIT] && !report_junit(arena, results, count, options->values[OPTION_JUNIT], message))
        return false;
    return !options->given[OPTION_MARKDOWN] ||
           report_markdown(arena, results, count, options->values[OPTION_MARKDOWN], message);
}

int command_report(const struct options *options)
{
    bool wanted = options->given[OPTION_HTML] || options->given[OPTION_JUNIT] || options->given[OPTION_MARKDOWN];
    if (options->argument_count == 0 || !wanted) {
        fputs("ibid: report takes results files (from 'ibid run --out F') and at least one of --html DIR, --junit F, "
              "--markdown F\n",
              stderr);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    struct results *results = ARENA_ARRAY(arena, struct results, options->argument_count);
    const char *message = NULL;
    bool good = true;
    for (size_t i = 0; good && i < options->argument_count; i++)
        good = report_read(arena, options->arguments[i], &results[i], &message);
    for (size_t i = 0; good && i < options->argument_count; i++)
        if (results[i].cut_short != NULL)
            fprintf(stderr, "ibid: %s: %s\n", results[i].file, results[i].cut_short);
    good = good && write_reports(arena, options, results, options->argument_count, &message);
    if (!good)
        fprintf(stderr, "ibid: %s\n", message);
    for (size_t i = 0; i < options->argument_count; i++)
        report_release(&results[i]);
    arena_free(arena);
    return good ? EXIT_CONFORMANT : EXIT_USAGE;
}
