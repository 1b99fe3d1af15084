/* The end of a driver, and drivers beside each other. */
#include <string.h>

#include "examine/compare.h"
#include "examine/examination.h"
#include "examine/requests.h"

/* The first line of its trouble; with the end of standard error as what came back. */
static const char *say_trouble(struct examination *examination, const struct dialogue *dialogue)
{
    const char *trouble = dialogue_trouble(dialogue);
    examination->received = arena_printf(examination->arena, "the driver %s", trouble);
    return arena_strndup(examination->arena, trouble, strcspn(trouble, "\n"));
}

static void check_exit(struct examination *examination, const struct check *check)
{
    (void)check;
    if (ask_script(examination, "do x = 1\nread", PERMIT_NOTHING) == NULL)
        return;
    examination->sent = "the end of its input";
    bool ended = dialogue_end(examination->dialogue, examination->options->answer_timeout_ms);
    const char *trouble = say_trouble(examination, examination->dialogue);
    const char *line;
    size_t bytes;
    if (dialogue_line(examination->dialogue, 0, &line, &bytes))
        report_wrong(examination, "nothing on standard output",
                     "the driver wrote another line when its input had ended");
    else if (!ended)
        report_wrong(examination, "that it exits by itself in time, with status 0, and leaves no process behind",
                     "the driver %s", trouble);
    dialogue_free(examination->dialogue);
    examination->dialogue = NULL;
}

static void check_last_requests(struct examination *examination, const struct check *check)
{
    (void)check;
    json_t *request = request_of_script_new(examination->arena, "do x = 1\nread", false);
    if (ask_send(examination, request)) {
        bool ended = dialogue_end(examination->dialogue, examination->options->answer_timeout_ms);
        if (ended) {
            ask_receive(examination, request, PERMIT_NOTHING);
        } else {
            const char *trouble = say_trouble(examination, examination->dialogue);
            report_wrong(examination, "the answer, and then the end",
                         "asked right before the end of input, the driver %s", trouble);
        }
        dialogue_free(examination->dialogue);
        examination->dialogue = NULL;
    }
    json_decref(request);
}

static void check_two(struct examination *examination, const struct check *check)
{
    (void)check;
    if (ask_script(examination, "do x = 1\nread", PERMIT_NOTHING) == NULL)
        return;
    struct dialogue *first = examination->dialogue;
    const char *message;
    json_t *start;
    struct dialogue *second = open_dialogue(examination, &start, NULL, &message);
    json_decref(start);
    if (second == NULL) {
        report_wrong(examination, "that several work at a time (`-j`)", "a second one beside it did not start: %s",
                     message);
        return;
    }
    examination->dialogue = second;
    const struct observation *observation = ask_script(examination, "do y = 2\nread", PERMIT_NOTHING);
    if (observation != NULL)
        compare_with_expected(examination, observation,
                              "{'reads':[{'names':{'y':0},'objects':[{'kind':'int','value':'2'}]}]}");
    dialogue_free(examination->dialogue);
    examination->dialogue = first;
    if (!examination->reported)
        ask_script(examination, "do x = 1\nread", PERMIT_NOTHING);
}

#define PAGE "The driver protocol, version 1"

const struct check end_checks[] = {
    {"end.two", "two work beside each other", PAGE, "ibid starts it, as often as it needs", check_two, NULL, NULL,
     false},
    {"end.exits", "it ends with its input, and leaves nothing behind", PAGE,
     "At the end of its input a driver exits with status 0", check_exit, NULL, NULL, false},
    {"end.last-request", "what was asked before the end is answered", PAGE,
     "At the end of its input a driver exits with status 0", check_last_requests, NULL, NULL, false},
    {0},
};
