#include "examine/examine.h"

#include <signal.h>
#include <stdio.h>

#include "base/text.h"
#include "examine/examination.h"

enum { START_TIMEOUT_MS = 120 * 1000, ANSWER_TIMEOUT_MS = 20 * 1000 };

static const struct check *const tables[] = {start_checks, run_checks,  value_checks,
                                             array_checks, line_checks, end_checks};
enum { TABLES = sizeof tables / sizeof *tables };

static void ignore_broken_pipes(void)
{
    struct sigaction action;
    if (sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
        action.sa_handler = SIG_IGN;
        sigaction(SIGPIPE, &action, NULL);
    }
}

/* The first process stays for the first checks. */
static bool start(struct examination *examination, char **message)
{
    const char *reason, *broken = NULL;
    examination->dialogue = open_dialogue(examination, &examination->start, examination->first_lines, &reason);
    if (examination->dialogue != NULL) {
        broken = json_string_value(json_object_get(examination->start, "broken"));
        reason = broken;
    }
    const char *first = json_string_value(json_array_get(examination->first_lines, 0));
    struct text words = TEXT_EMPTY;
    if (broken != NULL)
        text_printf(&words, "the driver answers to start that it cannot work: %s", broken);
    else if (examination->dialogue == NULL && first != NULL)
        text_printf(&words, "%s\nIt wrote, instead of an answer: %s", reason, first);
    else if (examination->dialogue == NULL)
        text_append(&words, reason);
    *message = words.bytes > 0 ? checked_strdup(text_string(&words)) : NULL;
    text_free(&words);
    return *message == NULL;
}

static void name_implementation(struct examine_summary *summary, const json_t *answer)
{
    const char *name = json_string_value(json_object_get(answer, "name"));
    const char *version = json_string_value(json_object_get(answer, "version"));
    snprintf(summary->name, sizeof summary->name, "%s%s%s", name != NULL ? name : "",
             name != NULL && version != NULL ? " " : "", version != NULL ? version : "");
}

bool examine(const struct examine_options *options, struct examine_summary *summary, char **message)
{
    struct examine_options filled = *options;
    if (filled.start_timeout_ms == 0)
        filled.start_timeout_ms = START_TIMEOUT_MS;
    if (filled.answer_timeout_ms == 0)
        filled.answer_timeout_ms = ANSWER_TIMEOUT_MS;
    *summary = (struct examine_summary){0};
    ignore_broken_pipes();
    struct examination examination = {
        .options = &filled,
        .summary = summary,
        .first_lines = json_array(),
        .arena = arena_new(),
    };
    bool started = start(&examination, message);
    arena_free(examination.arena);
    if (started) {
        name_implementation(summary, examination.start);
        for (size_t table = 0; table < TABLES; table++)
            for (const struct check *check = tables[table]; check->name != NULL; check++)
                examination_perform(&examination, check);
    }
    dialogue_free(examination.dialogue);
    json_decref(examination.start);
    json_decref(examination.first_lines);
    return started;
}
