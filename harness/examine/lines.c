/* Lines as such: many at once, in pieces, long, and such that no one understands. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "examine/compare.h"
#include "examine/examination.h"
#include "examine/requests.h"

enum { SEVERAL = 40, PIECE_PAUSE_MS = 30, LONG_STATEMENTS = 4000 };

#define INTEGER(value) "{'kind':'int','value':'" value "'}"

static const char one[] = "do x = 1\nread";
static const char one_expected[] = "{'reads':[{'names':{'x':0},'objects':[" INTEGER("1") "]}]}";

static void check_several(struct examination *examination, const struct check *check)
{
    (void)check;
    json_t *requests[SEVERAL];
    struct text lines = TEXT_EMPTY;
    for (int i = 0; i < SEVERAL; i++) {
        const char *script = arena_printf(examination->arena, "do x = %d\nread", i);
        requests[i] = request_of_script_new(examination->arena, script, false);
        json_object_set_new(requests[i], "id", json_integer(++examination->last_id));
        char *line = json_dumps(requests[i], JSON_COMPACT);
        text_printf(&lines, "%s\n", line);
        free(line);
    }
    bool good = send_raw(examination, text_string(&lines), lines.bytes);
    for (int i = 0; i < SEVERAL; i++) {
        const struct observation *observation = good ? ask_receive(examination, requests[i], PERMIT_NOTHING) : NULL;
        good = observation != NULL &&
               compare_with_expected(
                   examination, observation,
                   arena_printf(examination->arena,
                                "{'reads':[{'names':{'x':0},'objects':[{'kind':'int','value':'%d'}]}]}", i));
        json_decref(requests[i]);
    }
    text_free(&lines);
}

static void check_pieces(struct examination *examination, const struct check *check)
{
    (void)check;
    json_t *request = request_of_script_new(examination->arena, one, false);
    json_object_set_new(request, "id", json_integer(++examination->last_id));
    char *line = json_dumps(request, JSON_COMPACT);
    size_t bytes = strlen(line);
    if (send_raw(examination, line, bytes / 3)) {
        dialogue_pause(examination->dialogue, PIECE_PAUSE_MS);
        send_raw(examination, line + bytes / 3, bytes - bytes / 3);
        dialogue_pause(examination->dialogue, PIECE_PAUSE_MS);
        send_raw(examination, "\n", 1);
        const struct observation *observation = ask_receive(examination, request, PERMIT_NOTHING);
        if (observation != NULL)
            compare_with_expected(examination, observation, one_expected);
    }
    free(line);
    json_decref(request);
}

static void check_long(struct examination *examination, const struct check *check)
{
    (void)check;
    struct text script = TEXT_EMPTY;
    for (int i = 0; i < LONG_STATEMENTS; i++)
        text_printf(&script, "do x = %d\n", i);
    text_append(&script, "do x = 1\nread");
    const struct observation *observation = ask_script(examination, text_string(&script), PERMIT_NOTHING);
    text_free(&script);
    if (observation != NULL)
        compare_with_expected(examination, observation, one_expected);
}

/* The line is answered as broken, with that id (or null, for 0), and the next request as ever. */
static void expect_broken(struct examination *examination, const char *line, json_int_t id)
{
    const char *expected = id == 0
                               ? "{\"id\": null, \"broken\": \"…\"}"
                               : arena_printf(examination->arena, "{\"id\": %lld, \"broken\": \"…\"}", (long long)id);
    if (!send_raw(examination, arena_printf(examination->arena, "%s\n", line), strlen(line) + 1))
        return;
    json_t *answer = receive_new(examination);
    if (answer == NULL)
        return;
    const json_t *broken = json_object_get(answer, "broken"), *answered = json_object_get(answer, "id");
    bool right_id = id == 0 ? answered == NULL || json_is_null(answered)
                            : json_is_integer(answered) && json_integer_value(answered) == id;
    if (json_string_length(broken) == 0)
        report_wrong(examination, expected, "the driver does not say that it is broken");
    else if (!right_id)
        report_wrong(examination, expected, "the answer does not have the id of the line");
    json_decref(answer);
    if (examination->reported)
        return;
    const struct observation *observation = ask_script(examination, one, PERMIT_NOTHING);
    if (observation != NULL)
        compare_with_expected(examination, observation, one_expected);
}

static void check_unknown_command(struct examination *examination, const struct check *check)
{
    (void)check;
    json_int_t id = ++examination->last_id;
    expect_broken(examination,
                  arena_printf(examination->arena, "{\"command\": \"frobnicate\", \"id\": %lld}", (long long)id), id);
}

static void check_unknown_step(struct examination *examination, const struct check *check)
{
    (void)check;
    json_int_t id = ++examination->last_id;
    expect_broken(
        examination,
        arena_printf(examination->arena,
                     "{\"command\": \"run\", \"id\": %lld, \"unit\": \"statement\", \"steps\": [{\"frobnicate\": "
                     "true}]}",
                     (long long)id),
        id);
}

static void check_broken_line(struct examination *examination, const struct check *check)
{
    (void)check;
    expect_broken(examination, "{\"command\": \"run\", \"id\": 5, \"steps\": [", 0);
}

static void check_no_object(struct examination *examination, const struct check *check)
{
    (void)check;
    expect_broken(examination, "[1, 2]", 0);
}

static void check_quiet(struct examination *examination, const struct check *check)
{
    enum { QUIET_MS = 150 };
    (void)check;
    if (ask_script(examination, one, PERMIT_NOTHING) == NULL)
        return;
    const char *line;
    size_t bytes;
    if (!dialogue_is_quiet(examination->dialogue, QUIET_MS) &&
        dialogue_line(examination->dialogue, QUIET_MS, &line, &bytes)) {
        json_t *text = json_stringn(line, bytes);
        examination->received =
            text != NULL ? arena_strdup(examination->arena, json_string_value(text)) : "a line that is not UTF-8";
        json_decref(text);
        report_wrong(examination, "one line for each request", "the driver wrote a line that no one asked for");
        dialogue_free(examination->dialogue);
        examination->dialogue = NULL;
        return;
    }
    size_t error_bytes = dialogue_error_bytes(examination->dialogue);
    if (error_bytes > 0)
        examination->note = "it wrote to standard error, which it may";
}

#define PAGE       "The driver protocol, version 1"
#define UNDERSTOOD "What is not understood"

const struct check line_checks[] = {
    {"lines.several", "several requests on their way are answered in order", PAGE,
     "Several requests may be on their way at a time.", check_several, NULL, NULL, false},
    {"lines.pieces", "a request that arrives in pieces is one request", PAGE,
     "writes one JSON object per line to its standard input", check_pieces, NULL, NULL, false},
    {"lines.long", "a line of half a megabyte is a line", PAGE, "writes one JSON object per line to its standard input",
     check_long, NULL, NULL, false},
    {"lines.unknown-command", "an unknown command is answered", UNDERSTOOD, "A command that is neither",
     check_unknown_command, NULL, NULL, false},
    {"lines.unknown-step", "an unknown step is answered", UNDERSTOOD, "a step that is none of do, try and read",
     check_unknown_step, NULL, NULL, false},
    {"lines.broken-line", "a line that is no JSON is answered", UNDERSTOOD, "A line that is no JSON object",
     check_broken_line, NULL, NULL, false},
    {"lines.no-object", "a line that is no object is answered", UNDERSTOOD, "A line that is no JSON object",
     check_no_object, NULL, NULL, false},
    {"lines.quiet", "nothing is written that was not asked for", PAGE,
     "It writes nothing but answers to standard output, from its first moment on.", check_quiet, NULL, NULL, false},
    {0},
};
