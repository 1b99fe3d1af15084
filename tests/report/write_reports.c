/* Usage: write_reports FOLDER FILE…: the reports of results files, for the tests that look at them from outside. */
#include <stdio.h>

#include "base/places.h"
#include "report/report.h"
#include "spec/spec.h"

static bool write_all(struct arena *arena, const struct results *results, size_t count, const char *folder,
                      const char **message)
{
    const char *path = arena_printf(arena, "%s/spec", place_root(arena));
    struct spec_mistake *mistakes;
    size_t mistake_count;
    struct spec *spec = spec_load(&path, 1, &mistakes, &mistake_count);
    const struct report_sources sources = {.spec = spec};
    bool fine = report_html(arena, results, count, &sources, folder, message) &&
                report_junit(arena, results, count, arena_printf(arena, "%s/junit.xml", folder), message) &&
                report_markdown(arena, results, count, arena_printf(arena, "%s/summary.md", folder), message) &&
                report_badge(arena, results, arena_printf(arena, "%s/badge.svg", folder), message);
    spec_free(spec);
    return fine;
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 3)
        return 2;
    struct arena *arena = arena_new();
    size_t count = (size_t)argument_count - 2;
    struct results *results = ARENA_ARRAY(arena, struct results, count);
    const char *message = "";
    bool fine = true;
    for (size_t i = 0; fine && i < count; i++)
        fine = report_read(arena, arguments[i + 2], &results[i], &message);
    fine = fine && write_all(arena, results, count, arguments[1], &message);
    if (!fine)
        fprintf(stderr, "%s\n", message);
    for (size_t i = 0; i < count; i++)
        report_release(&results[i]);
    arena_free(arena);
    return fine ? 0 : 1;
}
