#include "examine/dialogue.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "base/arena.h"
#include "drive/ending.h"
#include "drive/environment.h"
#include "drive/process.h"
#include "drive/quote.h"

enum { LINE_LIMIT_BYTES = 64 * 1024 * 1024 };

struct line {
    char *text;
    size_t bytes;
};

struct dialogue {
    uv_loop_t loop;
    uv_timer_t clock;
    struct ending ending;
    struct process *process; /* NULL once it has ended */
    const char **environment;
    struct line *lines;
    size_t line_count, next_line;
    struct text trouble;
    size_t error_bytes;
    size_t left_behind; /* processes */
    bool clock_passed, ended, by_itself;
};

static void append_errors(struct text *text, const struct process *process)
{
    size_t bytes;
    const char *errors = process_error_tail(process, &bytes);
    if (bytes == 0)
        return;
    text_append(text, "\nIts standard error ends:\n");
    quote_lines(text, errors, bytes);
    while (text->bytes > 0 && (text->data[text->bytes - 1] == '\n' || text->data[text->bytes - 1] == ' '))
        text->data[--text->bytes] = '\0';
}

static void on_line(void *owner, const char *line, size_t bytes)
{
    struct dialogue *dialogue = owner;
    dialogue->lines = checked_realloc(dialogue->lines, (dialogue->line_count + 1) * sizeof *dialogue->lines);
    char *copy = checked_malloc(bytes + 1);
    memcpy(copy, line, bytes);
    copy[bytes] = '\0';
    dialogue->lines[dialogue->line_count++] = (struct line){copy, bytes};
}

static void on_line_too_long(void *owner)
{
    struct dialogue *dialogue = owner;
    text_printf(&dialogue->trouble, "wrote a line longer than %d bytes", LINE_LIMIT_BYTES);
    process_kill(dialogue->process);
}

static void on_ended(void *owner)
{
    struct dialogue *dialogue = owner;
    struct process *process = dialogue->process;
    size_t unfinished_bytes;
    const char *unfinished = process_unfinished_line(process, &unfinished_bytes);
    process_error_tail(process, &dialogue->error_bytes);
    if (dialogue->trouble.bytes == 0) {
        process_describe_end(process, &dialogue->trouble);
        if (unfinished_bytes > 0) {
            text_append(&dialogue->trouble, " in the middle of a line: ");
            quote_line(&dialogue->trouble, unfinished, unfinished_bytes);
        }
        append_errors(&dialogue->trouble, process);
    }
    dialogue->by_itself = process_succeeded(process) && unfinished_bytes == 0;
    dialogue->left_behind = process_left_behind(process);
    dialogue->ended = true;
    dialogue->process = NULL;
    process_free(process);
}

static void on_clock(uv_timer_t *clock)
{
    struct dialogue *dialogue = clock->data;
    dialogue->clock_passed = true;
}

static void abandon(void *owner)
{
    const struct dialogue *dialogue = owner;
    if (dialogue->process != NULL)
        process_abandon(dialogue->process);
}

struct dialogue *dialogue_start(const char *const *command, const char *const *environment, char **message)
{
    static const struct process_watcher watcher = {on_line, on_line_too_long, on_ended};
    struct dialogue *dialogue = checked_malloc(sizeof *dialogue);
    *dialogue = (struct dialogue){.environment = child_environment_new(environment)};
    uv_loop_init(&dialogue->loop);
    uv_timer_init(&dialogue->loop, &dialogue->clock);
    dialogue->clock.data = dialogue;
    ending_init(&dialogue->ending, &dialogue->loop, abandon, dialogue);
    ending_watch(&dialogue->ending);
    const struct process_options options = {
        .command = command,
        .environment = dialogue->environment,
        .line_limit_bytes = LINE_LIMIT_BYTES,
        .watcher = &watcher,
        .owner = dialogue,
    };
    int error_number;
    dialogue->process = process_start(&dialogue->loop, &options, &error_number);
    if (dialogue->process != NULL)
        return dialogue;
    struct text words = TEXT_EMPTY;
    text_printf(&words, "%s could not be run: %s", command[0], uv_strerror(error_number));
    *message = checked_strdup(text_string(&words));
    text_free(&words);
    dialogue->ended = true;
    dialogue_free(dialogue);
    return NULL;
}

void dialogue_send(struct dialogue *dialogue, const char *bytes, size_t count)
{
    if (dialogue->process != NULL)
        process_write(dialogue->process, bytes, count);
}

static void set_clock(struct dialogue *dialogue, unsigned milliseconds)
{
    dialogue->clock_passed = false;
    uv_update_time(&dialogue->loop);
    uv_timer_start(&dialogue->clock, on_clock, milliseconds, 0);
}

/* Until there is a line, the process has ended, or the time is over. */
static void wait(struct dialogue *dialogue, unsigned milliseconds)
{
    set_clock(dialogue, milliseconds);
    while (dialogue->next_line == dialogue->line_count && !dialogue->ended && !dialogue->clock_passed)
        uv_run(&dialogue->loop, UV_RUN_ONCE);
    uv_timer_stop(&dialogue->clock);
}

void dialogue_pause(struct dialogue *dialogue, unsigned milliseconds)
{
    set_clock(dialogue, milliseconds);
    while (!dialogue->clock_passed)
        uv_run(&dialogue->loop, UV_RUN_ONCE);
}

static void describe_silence(struct dialogue *dialogue, unsigned timeout_ms)
{
    size_t bytes;
    const char *unfinished = process_unfinished_line(dialogue->process, &bytes);
    if (bytes > 0) {
        text_printf(&dialogue->trouble, "wrote no newline within %g s behind ", timeout_ms / 1000.0);
        quote_line(&dialogue->trouble, unfinished, bytes);
    } else {
        text_printf(&dialogue->trouble, "wrote nothing within %g s", timeout_ms / 1000.0);
    }
    append_errors(&dialogue->trouble, dialogue->process);
}

bool dialogue_line(struct dialogue *dialogue, unsigned timeout_ms, const char **line, size_t *bytes)
{
    wait(dialogue, timeout_ms);
    if (dialogue->next_line < dialogue->line_count) {
        *line = dialogue->lines[dialogue->next_line].text;
        *bytes = dialogue->lines[dialogue->next_line].bytes;
        dialogue->next_line++;
        return true;
    }
    if (!dialogue->ended && dialogue->trouble.bytes == 0)
        describe_silence(dialogue, timeout_ms);
    return false;
}

bool dialogue_is_quiet(struct dialogue *dialogue, unsigned milliseconds)
{
    wait(dialogue, milliseconds);
    return dialogue->next_line == dialogue->line_count;
}

const char *dialogue_trouble(const struct dialogue *dialogue)
{
    return text_string(&dialogue->trouble);
}

bool dialogue_is_over(const struct dialogue *dialogue)
{
    return dialogue->ended || dialogue->trouble.bytes > 0;
}

bool dialogue_has_ended(const struct dialogue *dialogue)
{
    return dialogue->ended;
}

size_t dialogue_error_bytes(const struct dialogue *dialogue)
{
    size_t bytes = dialogue->error_bytes;
    if (dialogue->process != NULL)
        process_error_tail(dialogue->process, &bytes);
    return bytes;
}

bool dialogue_end(struct dialogue *dialogue, unsigned timeout_ms)
{
    bool was_over = dialogue_is_over(dialogue);
    if (dialogue->process != NULL)
        process_finish(dialogue->process, timeout_ms);
    while (!dialogue->ended)
        uv_run(&dialogue->loop, UV_RUN_ONCE);
    if (dialogue->left_behind > 0 && !was_over)
        text_printf(&dialogue->trouble, " and left %zu other process%s running", dialogue->left_behind,
                    dialogue->left_behind == 1 ? "" : "es");
    return !was_over && dialogue->by_itself && dialogue->left_behind == 0;
}

void dialogue_free(struct dialogue *dialogue)
{
    if (dialogue == NULL)
        return;
    if (dialogue->process != NULL)
        process_kill(dialogue->process);
    while (!dialogue->ended)
        uv_run(&dialogue->loop, UV_RUN_ONCE);
    uv_close((uv_handle_t *)&dialogue->clock, NULL);
    ending_close(&dialogue->ending);
    uv_run(&dialogue->loop, UV_RUN_DEFAULT);
    uv_loop_close(&dialogue->loop);
    for (size_t i = 0; i < dialogue->line_count; i++)
        free(dialogue->lines[i].text);
    free(dialogue->lines);
    free(dialogue->environment);
    text_free(&dialogue->trouble);
    free(dialogue);
}
