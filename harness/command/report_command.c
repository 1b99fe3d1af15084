#include "report/report.h"

#include <stdio.h>

#include "base/places.h"
#include "command/commands.h"
#include "drive/implementation.h"
#include "illustrate/cases.h"
#include "spec/spec.h"

/* The installed spec, or NULL where it is wrong: the report does without, and somebody else's task is to mend it. */
static struct spec *installed_spec(struct arena *arena)
{
    const char *path = arena_printf(arena, "%s/spec", place_root(arena));
    struct spec_mistake *mistakes;
    size_t mistake_count;
    struct spec *spec = spec_load(&path, 1, &mistakes, &mistake_count);
    if (mistake_count == 0)
        return spec;
    fprintf(stderr,
            "ibid: %s has %zu mistakes ('ibid check' tells them); the report goes without its chapters' introductions, "
            "topics and profiles\n",
            path, mistake_count);
    spec_free(spec);
    return NULL;
}

/* The results of a report, for who asks whether a case is in one of them. */
struct told {
    const struct results *results;
    size_t count;
};

static bool is_told(const void *data, const struct test_case *test_case)
{
    const struct told *told = data;
    for (size_t i = 0; i < told->count; i++)
        if (json_object_get(told->results[i].cases, test_case->id) != NULL)
            return true;
    return false;
}

/* A report executes nothing, so its pictures are made here. It does without where they cannot be. */
static json_t *draw_pictures(struct arena *arena, const struct spec *spec, const struct results *results, size_t count)
{
    const struct told told = {results, count};
    const char *message;
    json_t *pictures = spec != NULL ? illustrate_cases(arena, spec, is_told, &told, &message) : NULL;
    if (spec != NULL && pictures == NULL)
        fprintf(stderr, "ibid: the report goes without memory pictures: %s\n", message);
    return pictures;
}

static bool write_html(struct arena *arena, const struct options *options, const struct results *results, size_t count,
                       const char **message)
{
    struct registered_implementation *registered;
    size_t registered_count;
    if (!implementations_registered(arena, &registered, &registered_count, message))
        return false;
    /* What comes with ibid has dialects, and stands behind what people use. */
    const char **families = NULL;
    size_t family_count = 0;
    for (int own = 0; own < 2; own++)
        for (size_t i = 0; i < registered_count; i++)
            if ((registered[i].dialect != NULL) == (own == 1))
                ARENA_APPEND(arena, families, family_count, registered[i].name);
    struct spec *spec = installed_spec(arena);
    json_t *pictures = draw_pictures(arena, spec, results, count);
    const struct report_sources sources = {.spec = spec,
                                           .pictures = pictures,
                                           .families = families,
                                           .family_count = family_count,
                                           .pages = options->pages,
                                           .page_count = options->page_count};
    const char *folder = options->values[OPTION_HTML];
    bool fine = report_html(arena, results, count, &sources, folder, message);
    json_decref(pictures);
    spec_free(spec);
    return fine;
}

static bool write_badge(struct arena *arena, const struct options *options, const struct results *results, size_t count,
                        const char **message)
{
    if (count == 1)
        return report_badge(arena, results, options->values[OPTION_BADGE], message);
    *message = arena_printf(
        arena, "--badge: a badge is of one implementation, and there are %zu results files; give one", count);
    return false;
}

static bool write_reports(struct arena *arena, const struct options *options, const struct results *results,
                          size_t count, const char **message)
{
    return (!options->given[OPTION_HTML] || write_html(arena, options, results, count, message)) &&
           (!options->given[OPTION_JUNIT] ||
            report_junit(arena, results, count, options->values[OPTION_JUNIT], message)) &&
           (!options->given[OPTION_MARKDOWN] ||
            report_markdown(arena, results, count, options->values[OPTION_MARKDOWN], message)) &&
           (!options->given[OPTION_BADGE] || write_badge(arena, options, results, count, message)) &&
           (!options->given[OPTION_ANNOTATIONS] || report_annotations(arena, results, count, message));
}

/* What a reader of the reports has to know. */
static void warn(const struct results *results, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (results[i].cut_short != NULL)
            fprintf(stderr, "ibid: %s: %s\n", results[i].file, results[i].cut_short);
    if (count > 0 && results_are_mixed(results, count))
        fputs("ibid: these files come from different versions of the spec: a case of one may not be the same case in "
              "another\n",
              stderr);
}

int command_report(const struct options *options)
{
    static const enum option_number forms[] = {OPTION_HTML, OPTION_JUNIT, OPTION_MARKDOWN, OPTION_BADGE,
                                               OPTION_ANNOTATIONS};
    bool wanted = false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        wanted = wanted || options->given[forms[i]];
    if (options->argument_count == 0 || !wanted) {
        fputs("ibid: report takes results files (from 'ibid run --out F') and at least one of --html DIR, --junit F, "
              "--markdown F, --badge F, --annotations\n",
              stderr);
        return EXIT_USAGE;
    }
    if (options->page_count > 0 && !options->given[OPTION_HTML]) {
        fputs("ibid: --with adds a page to the HTML report: give --html DIR too\n", stderr);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    struct results *results = ARENA_ARRAY(arena, struct results, options->argument_count);
    const char *message = NULL;
    bool good = true;
    for (size_t i = 0; good && i < options->argument_count; i++)
        good = report_read(arena, options->arguments[i], &results[i], &message);
    if (good)
        warn(results, options->argument_count);
    good = good && write_reports(arena, options, results, options->argument_count, &message);
    if (!good)
        fprintf(stderr, "ibid: %s\n", message);
    for (size_t i = 0; i < options->argument_count; i++)
        report_release(&results[i]);
    arena_free(arena);
    return good ? EXIT_CONFORMANT : EXIT_USAGE;
}
