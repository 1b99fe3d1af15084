#include "results/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"

struct results_writer {
    FILE *file;
    bool times;
    int error; /* errno of the first write that failed */
    XXH3_state_t *digest;
    char digest_text[33];
};

static const char *const clock_keys[] = {"started", "finished", "milliseconds"};

struct results_writer *results_writer_new(FILE *file, bool times)
{
    struct results_writer *writer = checked_malloc(sizeof *writer);
    *writer = (struct results_writer){.file = file, .times = times, .digest = XXH3_createState()};
    XXH3_128bits_reset(writer->digest);
    return writer;
}

static char *dump(const json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT);
    if (line == NULL) {
        fputs("ibid: out of memory\n", stderr);
        exit(5);
    }
    return line;
}

void results_write(struct results_writer *writer, json_t *record)
{
    char *with_times = writer->times ? dump(record) : NULL;
    for (size_t i = 0; i < sizeof clock_keys / sizeof *clock_keys; i++)
        json_object_del(record, clock_keys[i]);
    char *without_times = dump(record);
    json_decref(record);
    XXH3_128bits_update(writer->digest, without_times, strlen(without_times));
    XXH3_128bits_update(writer->digest, "\n", 1);
    const char *line = writer->times ? with_times : without_times;
    if (writer->file != NULL && writer->error == 0 &&
        (fputs(line, writer->file) == EOF || fputc('\n', writer->file) == EOF || fflush(writer->file) != 0))
        writer->error = errno;
    free(with_times);
    free(without_times);
}

const char *results_digest(struct results_writer *writer)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(writer->digest));
    for (size_t i = 0; i < sizeof canonical.digest; i++)
        snprintf(writer->digest_text + 2 * i, 3, "%02x", canonical.digest[i]);
    return writer->digest_text;
}

bool results_writer_free(struct results_writer *writer)
{
    int error = writer->error;
    XXH3_freeState(writer->digest);
    free(writer);
    errno = error;
    return error == 0;
}
