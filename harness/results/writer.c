#include "results/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"

struct results_writer {
    struct packed_output *output;
    bool times;
    int error; /* errno of the first write that failed */
    XXH3_state_t *digest;
    char digest_text[33];
};

static const char *const clock_keys[] = {"started", "finished", "milliseconds"};

struct results_writer *results_writer_new(struct packed_output *output, bool times)
{
    struct results_writer *writer = checked_malloc(sizeof *writer);
    *writer = (struct results_writer){.output = output, .times = times, .digest = XXH3_createState()};
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

/* Takes the fields that depend on the clock out of the record; NULL if it has none. */
static json_t *take_times(json_t *record)
{
    json_t *times = NULL;
    for (size_t i = 0; i < sizeof clock_keys / sizeof *clock_keys; i++) {
        json_t *value = json_object_get(record, clock_keys[i]);
        if (value == NULL)
            continue;
        if (times == NULL)
            times = json_object();
        json_object_set(times, clock_keys[i], value);
        json_object_del(record, clock_keys[i]);
    }
    return times;
}

/* The line, with the times as its last fields: a record is dumped once, and the digest is over what comes before. */
static bool write_line(struct packed_output *output, const char *line, size_t line_bytes, const char *times)
{
    bool fine = times == NULL
                    ? packed_output_write(output, line, line_bytes)
                    : packed_output_write(output, line, line_bytes - 1) && packed_output_write(output, ",", 1) &&
                          packed_output_write(output, times + 1, strlen(times + 1));
    return fine && packed_output_write(output, "\n", 1) && packed_output_pause(output);
}

void results_write(struct results_writer *writer, json_t *record)
{
    if (writer == NULL) {
        json_decref(record);
        return;
    }
    json_t *times = take_times(record);
    char *line = dump(record), *times_text = writer->times && times != NULL ? dump(times) : NULL;
    size_t line_bytes = strlen(line);
    json_decref(times);
    json_decref(record);
    XXH3_128bits_update(writer->digest, line, line_bytes);
    XXH3_128bits_update(writer->digest, "\n", 1);
    if (writer->error == 0 && !write_line(writer->output, line, line_bytes, times_text))
        writer->error = errno;
    free(line);
    free(times_text);
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
