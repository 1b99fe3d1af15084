#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "pack/pack.h"
#include "report/check.h"
#include "report/report.h"

/*
 * Far above what a run writes: a file beyond this is no results file, and must not eat the memory. A small compressed
 * file can hold any number of bytes; one that is not compressed had to fit on a disk.
 */
enum { LINE_BYTES = 64 * 1024 * 1024, UNPACKED_BYTES = 1024 * 1024 * 1024, DEPTH = 64 };

struct reading {
    struct arena *arena;
    struct results *results;
    size_t line;
    const char *message;
};

static bool refuse(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool refuse(struct reading *reading, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *what = arena_vprintf(reading->arena, format, arguments);
    va_end(arguments);
    reading->message =
        arena_printf(reading->arena, "%s:%zu: %s", reading->results->file, reading->line > 0 ? reading->line : 1, what);
    return false;
}

enum line { LINE, LINE_UNENDED, LINE_NONE, LINE_TOO_LONG };

/* Without the newline. Bytes may be zero. */
static enum line read_line(struct packed_input *input, struct text *line)
{
    text_clear(line);
    for (int character; (character = packed_input_next(input)) != EOF;) {
        if (character == '\n')
            return LINE;
        if (line->bytes >= LINE_BYTES)
            return LINE_TOO_LONG;
        text_append_character(line, (char)character);
    }
    return line->bytes > 0 ? LINE_UNENDED : LINE_NONE;
}

/* jansson itself would go 2048 deep, and everything that walks a record would have to as well. */
static bool too_deep(const struct text *line)
{
    size_t depth = 0;
    bool inside = false;
    for (size_t i = 0; i < line->bytes; i++) {
        char character = line->data[i];
        if (inside && character == '\\')
            i++;
        else if (character == '"')
            inside = !inside;
        else if (!inside && (character == '[' || character == '{') && ++depth > DEPTH)
            return true;
        else if (!inside && (character == ']' || character == '}') && depth > 0)
            depth--;
    }
    return false;
}

/* Takes a new reference to the record. */
static bool keep_by_id(struct reading *reading, json_t *where, const char *kind, json_t *record)
{
    const char *id = json_string_value(json_object_get(record, "id"));
    if (json_object_get(where, id) != NULL)
        return refuse(reading,
                      "the %s \"%s\" stands in the file twice; merge shards with `ibid merge`, do not "
                      "concatenate them",
                      kind, id);
    json_object_set(where, id, record);
    return true;
}

static enum verdict verdict_of(const json_t *record)
{
    return verdict_by_name(json_string_value(json_object_get(record, "verdict")));
}

static bool is_expected(const json_t *record)
{
    return json_is_object(json_object_get(record, "expected_failure"));
}

static bool keep_case(struct reading *reading, json_t *record)
{
    struct results *results = reading->results;
    const char *clause = json_string_value(json_object_get(record, "clause"));
    json_t *siblings = json_object_get(results->cases_of, clause);
    if (siblings == NULL)
        return refuse(reading, "the case belongs to the clause \"%s\", which no line before it has", clause);
    if (!keep_by_id(reading, results->cases, "case", record))
        return false;
    json_object_del(record, "observations");
    json_array_append(siblings, record);
    results->counts[verdict_of(record)]++;
    results->expected_counts[verdict_of(record)] += is_expected(record);
    return true;
}

static bool counts_agree(struct reading *reading, const json_t *counts, const char *key, const size_t *counted)
{
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        const char *name = verdict_name((enum verdict)verdict);
        long long said = json_integer_value(json_object_get(counts, name));
        if (said != (long long)counted[verdict])
            return refuse(reading,
                          "\"%s\" of the footer says %lld %s, but the lines before it have %zu: the file was "
                          "changed after the run, or lacks lines",
                          key, said, name, counted[verdict]);
    }
    return true;
}

static bool expected_agree(struct reading *reading, const json_t *footer, const char *key, const size_t *counted)
{
    const json_t *expected = json_object_get(footer, "expected_failures");
    long long said = json_integer_value(json_object_get(expected, key));
    size_t all = 0;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++)
        all += counted[verdict];
    return said == (long long)all ||
           refuse(reading,
                  "\"expected_failures\" of the footer says %lld %s, but the lines before it have %zu: the file was "
                  "changed after the run, or lacks lines",
                  said, key, all);
}

static bool keep_footer(struct reading *reading, json_t *record)
{
    struct results *results = reading->results;
    results->footer = json_incref(record);
    return counts_agree(reading, json_object_get(record, "counts"), "counts", results->counts) &&
           counts_agree(reading, json_object_get(record, "choices"), "choices", results->choice_counts) &&
           expected_agree(reading, record, "cases", results->expected_counts) &&
           expected_agree(reading, record, "choices", results->expected_choice_counts);
}

static bool keep(struct reading *reading, json_t *record, enum record_kind kind)
{
    struct results *results = reading->results;
    if (results->header == NULL && kind != RECORD_HEADER)
        return refuse(reading, "the first record of a results file is its header, not this");
    if (results->footer != NULL)
        return refuse(reading, "there is a record after the footer; merge files with `ibid merge`, do not "
                               "concatenate them");
    switch (kind) {
    case RECORD_HEADER:
        if (results->header != NULL)
            return refuse(reading, "there is a second header; merge files with `ibid merge`, do not concatenate them");
        results->header = json_incref(record);
        return true;
    case RECORD_CHOICE:
        if (!keep_by_id(reading, results->choices, "choice", record))
            return false;
        results->choice_counts[verdict_of(record)]++;
        results->expected_choice_counts[verdict_of(record)] += is_expected(record);
        return true;
    case RECORD_CLAUSE:
        if (!keep_by_id(reading, results->clauses, "clause", record))
            return false;
        json_object_set_new(results->cases_of, json_string_value(json_object_get(record, "id")), json_array());
        return true;
    case RECORD_CASE:
        return keep_case(reading, record);
    default:
        return keep_footer(reading, record);
    }
}

static bool take_line(struct reading *reading, const struct text *line, bool ended)
{
    if (too_deep(line))
        return refuse(reading, "lists and objects are nested more than %d deep", DEPTH);
    json_error_t error;
    json_t *record = json_loadb(text_string(line), line->bytes, JSON_REJECT_DUPLICATES, &error);
    if (record == NULL && !ended && reading->results->header != NULL) {
        reading->results->cut_short =
            arena_printf(reading->arena, "the run was killed while it wrote line %zu", reading->line);
        return true;
    }
    if (record == NULL)
        return refuse(reading, "column %d: not JSON: %s", error.column > 0 ? error.column : 1, error.text);
    enum record_kind kind = RECORD_HEADER;
    const char *problem;
    bool fine = check_record(reading->arena, record, &kind, &problem);
    if (!fine) {
        const char *id = json_string_value(json_object_get(record, "id"));
        refuse(reading, "%s%s%s", id != NULL ? id : "", id != NULL ? ": " : "", problem);
    }
    fine = fine && keep(reading, record, kind);
    json_decref(record);
    return fine;
}

static bool take_lines(struct reading *reading, struct packed_input *input)
{
    struct text line = TEXT_EMPTY;
    bool fine = true;
    while (fine) {
        enum line got = read_line(input, &line);
        if (got == LINE_NONE)
            break;
        reading->line++;
        if (got == LINE_TOO_LONG)
            fine = refuse(reading, "the line is longer than %d MiB: this is no results file", LINE_BYTES >> 20);
        else
            fine = take_line(reading, &line, got == LINE);
    }
    text_free(&line);
    return fine;
}

/* What is unpacked from a damaged file makes no sense: a line that is refused may be its fault, and that is to be told.
 */
static bool take_ending(struct reading *reading, struct packed_input *input, bool fine)
{
    const char *problem;
    switch (packed_input_end(input, &problem)) {
    case PACKED_FAILED:
        return refuse(reading, "cannot be read on: %s", strerror(errno));
    case PACKED_REFUSED:
        return refuse(reading, "%s", problem);
    case PACKED_CUT_SHORT:
        if (reading->results->header == NULL)
            return refuse(reading,
                          "the compressed file breaks off before the end of its first line: the run was killed at "
                          "once; run again");
        if (fine && reading->results->cut_short == NULL)
            reading->results->cut_short = arena_printf(
                reading->arena,
                "the compressed file breaks off after line %zu: the run was killed, or the file was not copied whole",
                reading->line);
        return fine;
    default:
        return fine;
    }
}

bool report_read(struct arena *arena, const char *path, struct results *results, const char **message)
{
    *results = (struct results){.file = arena_strdup(arena, path),
                                .choices = json_object(),
                                .clauses = json_object(),
                                .cases = json_object(),
                                .cases_of = json_object()};
    struct reading reading = {.arena = arena, .results = results};
    struct packed_input *input = packed_input_open(path, UNPACKED_BYTES);
    if (input == NULL) {
        *message = arena_printf(arena, "%s: cannot be opened: %s", path, strerror(errno));
        report_release(results);
        return false;
    }
    bool fine = take_ending(&reading, input, take_lines(&reading, input));
    packed_input_close(input);
    if (fine && results->header == NULL)
        fine = refuse(&reading, "the file is empty; `ibid run --out FILE` writes one");
    if (!fine) {
        *message = reading.message;
        report_release(results);
        return false;
    }
    if (results->footer == NULL && results->cut_short == NULL)
        results->cut_short = "the run ended before its end: the file has no footer";
    return true;
}

void report_release(struct results *results)
{
    json_decref(results->header);
    json_decref(results->footer);
    json_decref(results->choices);
    json_decref(results->clauses);
    json_decref(results->cases);
    json_decref(results->cases_of);
    *results = (struct results){0};
}
