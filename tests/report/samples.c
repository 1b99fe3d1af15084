#include "samples.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void read_samples(struct arena *arena, struct results *results)
{
    static const char *const paths[SAMPLE_COUNT] = {SAMPLE("numpy"), SAMPLE("torch"), SAMPLE("hostile"),
                                                    SAMPLE("killed")};
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        const char *message = "";
        cr_assert(report_read(arena, paths[i], &results[i], &message), "%s", message);
    }
}

void release_samples(struct results *results)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
        report_release(&results[i]);
}

const char *scratch_file(struct arena *arena, const char *content, size_t bytes)
{
    char *path = arena_strdup(arena, "/tmp/ibid-report-XXXXXX");
    int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    cr_assert_eq(fwrite(content, 1, bytes, file), bytes);
    fclose(file);
    return path;
}
