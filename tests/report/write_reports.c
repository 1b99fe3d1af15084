/* Usage: write_reports FOLDER FILE…: the reports of results files, for the tests that look at them from outside. */
#include <stdio.h>

#include "report/report.h"

int main(int argument_count, char **arguments)
{
    if (argument_count < 3)
        return 2;
    struct arena *arena = arena_new();
    size_t count = (size_t)argument_count - 2;
    struct results *results = ARENA_ARRAY(arena, struct results, count);
    const char *message = "", *folder = arguments[1];
    bool fine = true;
    for (size_t i = 0; fine && i < count; i++)
        fine = report_read(arena, arguments[i + 2], &results[i], &message);
    fine = fine && report_html(arena, results, count, folder, &message) &&
           report_junit(arena, results, count, arena_printf(arena, "%s/junit.xml", folder), &message) &&
           report_markdown(arena, results, count, arena_printf(arena, "%s/summary.md", folder), &message);
    if (!fine)
        fprintf(stderr, "%s\n", message);
    for (size_t i = 0; i < count; i++)
        report_release(&results[i]);
    arena_free(arena);
    return fine ? 0 : 1;
}
