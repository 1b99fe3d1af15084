#include "examine/examination.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "drive/message.h"
#include "examine/compare.h"
#include "examine/form.h"
#include "examine/requests.h"
#include "notation/operations.h"

enum {
    MAXIMUM_FAILED_STARTS = 3,
    MAXIMUM_SILENCES = 10,
    MAXIMUM_SILENCES_AT_FIRST = 3,
    MAXIMUM_FIRST_LINES = 200,
    SHOWN_BYTES = 4000
};

static void report(struct examination *examination, enum finding_result result, const char *note, const char *expected)
{
    const struct check *check = examination->check;
    bool is_wrong = result == FINDING_WRONG;
    const struct finding finding = {
        .check = check->name,
        .title = check->title,
        .result = result,
        .note = note,
        .sent = is_wrong ? examination->sent : NULL,
        .received = is_wrong ? examination->received : NULL,
        .expected = is_wrong ? expected : NULL,
        .section = check->section,
        .rule = check->rule,
    };
    examination->reported = true;
    examination->summary->count[result]++;
    examination->options->found(examination->options->data, &finding);
}

bool report_wrong(struct examination *examination, const char *expected, const char *format, ...)
{
    if (examination->reported)
        return false;
    va_list arguments;
    va_start(arguments, format);
    report(examination, FINDING_WRONG, arena_vprintf(examination->arena, format, arguments), expected);
    va_end(arguments);
    return false;
}

bool report_not_possible(struct examination *examination, const char *format, ...)
{
    if (examination->reported)
        return false;
    va_list arguments;
    va_start(arguments, format);
    report(examination, FINDING_NOT_POSSIBLE, arena_vprintf(examination->arena, format, arguments), NULL);
    va_end(arguments);
    return false;
}

void examination_perform(struct examination *examination, const struct check *check)
{
    examination->check = check;
    examination->arena = arena_new();
    examination->reported = false;
    examination->note = examination->sent = examination->received = NULL;
    size_t silences = examination->answers == 0 ? MAXIMUM_SILENCES_AT_FIRST : MAXIMUM_SILENCES;
    if (examination->failed_starts >= MAXIMUM_FAILED_STARTS)
        report_not_possible(examination, "the driver does not start any more");
    else if (examination->silences >= silences)
        report_not_possible(examination, "given up: the driver has been silent %zu times", silences);
    else
        check->perform(examination, check);
    if (!examination->reported)
        report(examination, FINDING_OK, examination->note, NULL);
    arena_free(examination->arena);
}

/* A line for showing; decoding has looked at all of it. */
static const char *shown(struct arena *arena, const char *line, size_t bytes)
{
    if (bytes <= SHOWN_BYTES)
        return arena_strndup(arena, line, bytes);
    return arena_printf(arena, "%.*s… (%zu bytes)", SHOWN_BYTES, line, bytes);
}

struct dialogue *open_dialogue(struct examination *examination, json_t **start, json_t *first_lines,
                               const char **message)
{
    static const char request[] = "{\"command\": \"start\", \"protocol\": 1}\n";
    char *trouble;
    *start = NULL;
    struct dialogue *dialogue =
        dialogue_start(examination->options->command, examination->options->environment, &trouble);
    if (dialogue == NULL) {
        *message = arena_strdup(examination->arena, trouble);
        free(trouble);
        return NULL;
    }
    dialogue_send(dialogue, request, sizeof request - 1);
    const char *line;
    size_t bytes;
    size_t count = 0;
    while (count < MAXIMUM_FIRST_LINES &&
           dialogue_line(dialogue, examination->options->start_timeout_ms, &line, &bytes)) {
        struct text words = TEXT_EMPTY;
        *start = message_decode_new(line, bytes, &words);
        text_free(&words);
        if (*start != NULL)
            return dialogue;
        /* What is not UTF-8 cannot be kept as it is, and is said to be wrong in words of its own. */
        json_t *kept = json_stringn(line, bytes);
        count++;
        if (first_lines != NULL)
            json_array_append_new(first_lines, kept != NULL ? kept : json_string("(not UTF-8)"));
        else
            json_decref(kept);
    }
    *message = count < MAXIMUM_FIRST_LINES
                   ? arena_printf(examination->arena, "before it answered to start, it %s", dialogue_trouble(dialogue))
                   : arena_printf(examination->arena, "it wrote %zu lines, none of which is an answer to start", count);
    dialogue_free(dialogue);
    return NULL;
}

static bool ensure_dialogue(struct examination *examination)
{
    if (examination->dialogue != NULL && !dialogue_is_over(examination->dialogue))
        return true;
    dialogue_free(examination->dialogue);
    json_t *start;
    const char *message;
    examination->dialogue = open_dialogue(examination, &start, NULL, &message);
    json_decref(start);
    if (examination->dialogue != NULL) {
        examination->failed_starts = 0;
        return true;
    }
    examination->failed_starts++;
    return report_wrong(examination, "that it starts again, as often as it is needed",
                        "started again, it did not work: %s", message);
}

/* Whatever comes from this process would be taken for the answer to something else. */
static void give_up_dialogue(struct examination *examination)
{
    dialogue_free(examination->dialogue);
    examination->dialogue = NULL;
}

bool send_raw(struct examination *examination, const char *bytes, size_t count)
{
    if (!ensure_dialogue(examination))
        return false;
    size_t shown_bytes = count > 0 && bytes[count - 1] == '\n' ? count - 1 : count;
    const char *line = shown(examination->arena, bytes, shown_bytes);
    examination->sent =
        examination->sent == NULL ? line : arena_printf(examination->arena, "%s\n%s", examination->sent, line);
    dialogue_send(examination->dialogue, bytes, count);
    return true;
}

json_t *receive_new(struct examination *examination)
{
    const char *line;
    size_t bytes;
    if (!dialogue_line(examination->dialogue, examination->options->answer_timeout_ms, &line, &bytes)) {
        examination->received =
            arena_printf(examination->arena, "nothing: the driver %s", dialogue_trouble(examination->dialogue));
        report_wrong(examination, "a line with an answer", "there was no answer");
        examination->silences += !dialogue_has_ended(examination->dialogue);
        give_up_dialogue(examination);
        return NULL;
    }
    struct text words = TEXT_EMPTY;
    json_t *message = message_decode_new(line, bytes, &words);
    if (message != NULL) {
        examination->answers++;
        examination->received = shown(examination->arena, line, bytes);
    } else {
        /* The words quote what is not fit for a message. */
        examination->received = arena_printf(examination->arena, "a line of %zu bytes", bytes);
        report_wrong(examination, "one JSON object on a line, and nothing else on standard output", "the driver %s",
                     text_string(&words));
        give_up_dialogue(examination);
    }
    text_free(&words);
    return message;
}

bool ask_send(struct examination *examination, json_t *request)
{
    if (json_object_get(request, "id") == NULL)
        json_object_set_new(request, "id", json_integer(++examination->last_id));
    char *line = json_dumps(request, JSON_COMPACT);
    const char *copy = arena_printf(examination->arena, "%s\n", line);
    free(line);
    return send_raw(examination, copy, strlen(copy));
}

struct observation *ask_receive(struct examination *examination, const json_t *request, unsigned permitted)
{
    json_t *answer = receive_new(examination);
    if (answer == NULL)
        return NULL;
    json_int_t id = json_integer_value(json_object_get(request, "id"));
    struct text words = TEXT_EMPTY;
    struct observation *observation = NULL;
    const char *message;
    const char *broken = json_string_value(json_object_get(answer, "broken"));
    if (!message_answers(answer, id, "", 0, &words)) {
        const char *expected = arena_printf(examination->arena, "\"id\": %lld", (long long)id);
        if (json_is_null(json_object_get(answer, "id")) && broken != NULL)
            report_wrong(examination, "an answer", "the driver did not understand the line: %s", broken);
        else
            report_wrong(examination, expected, "the answer has %s",
                         json_object_get(answer, "id") == NULL ? "no id" : "the wrong id");
        give_up_dialogue(examination);
    } else if ((observation = observation_decode(examination->arena, answer, &message)) == NULL) {
        report_wrong(examination, NULL, "%s", message);
    } else if ((message = form_mistake(examination->arena, request, answer, observation, examination->start)) != NULL) {
        observation = NULL;
        report_wrong(examination, NULL, "%s", message);
    } else if (observation->broken != NULL && (permitted & PERMIT_BROKEN) == 0) {
        report_wrong(examination, "an answer, or what is unsupported", "the driver says that it is broken: %s",
                     observation->broken);
        observation = NULL;
    } else if (observation->unsupported != NULL && (permitted & PERMIT_UNSUPPORTED) == 0) {
        report_not_possible(examination, "%s: %s", observation->unsupported, observation->unsupported_reason);
        observation = NULL;
    }
    text_free(&words);
    json_decref(answer);
    return observation;
}

struct observation *ask(struct examination *examination, json_t *request, unsigned permitted)
{
    struct observation *observation =
        ask_send(examination, request) ? ask_receive(examination, request, permitted) : NULL;
    json_decref(request);
    return observation;
}

struct observation *ask_script(struct examination *examination, const char *script, unsigned permitted)
{
    return ask(examination, request_of_script_new(examination->arena, script, examination->check->whole), permitted);
}

void perform_script(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    if (observation != NULL)
        compare_with_expected(examination, observation, check->expected);
}

const char *error_words(struct arena *arena, const struct step_error *error)
{
    return arena_printf(arena, "%s: %s (kind %s)", error->class_name, error->message, error_kind_name(error->kind));
}
