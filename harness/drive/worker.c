#include "drive/worker.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "drive/message.h"
#include "drive/quote.h"

enum {
    /* In flight for one process: enough that it never waits, few enough that little is sent twice. */
    MAXIMUM_SENT = 32,
    MAXIMUM_SENT_BYTES = 256 * 1024,
    MAXIMUM_SHARE = 32, /* consecutive requests taken at a time */
    MAXIMUM_FAILED_STARTS = 3,
    FRESH_GRACE_MS = 1000, /* for a process that has to make room for a fresh one */
};

static void append_command(struct text *text, const char *const *command)
{
    for (size_t index = 0; command[index] != NULL; index++) {
        const char *argument = command[index];
        bool quoted = argument[0] == '\0' || strpbrk(argument, " \t\n\"'$;&|<>()") != NULL;
        if (index > 0)
            text_append_character(text, ' ');
        if (quoted)
            quote_line(text, argument, strlen(argument));
        else
            text_append(text, argument);
    }
}

static void append_duration(struct text *text, unsigned milliseconds)
{
    if (milliseconds % 1000 == 0)
        text_printf(text, "%u s", milliseconds / 1000);
    else
        text_printf(text, "%u ms", milliseconds);
}

static void on_deadline(uv_timer_t *timer)
{
    /* The answer may lie in the pipe, if it is us who were late: worker_check_deadline decides after another look. */
    struct worker *worker = timer->data;
    worker->deadline_passed = true;
}

static void watch_clock(struct worker *worker, unsigned timeout_ms)
{
    worker->deadline_passed = false;
    uv_update_time(&worker->pool->loop);
    uv_timer_start(&worker->deadline, on_deadline, timeout_ms, 0);
}

static void stop_clock(struct worker *worker)
{
    worker->deadline_passed = false;
    uv_timer_stop(&worker->deadline);
}

/* The words for it are in fault_words already. What follows is up to on_ended. */
static void give_up_process(struct worker *worker, enum failure_kind fault)
{
    worker->fault = fault;
    stop_clock(worker);
    process_kill(worker->process);
}

void worker_check_deadline(struct worker *worker)
{
    if (!worker->deadline_passed)
        return;
    bool starting = worker->state == WORKER_STARTING;
    text_printf(&worker->fault_words, "did not answer%s within ", starting ? " to start" : "");
    append_duration(&worker->fault_words,
                    starting ? worker->pool->options.start_timeout_ms : worker->pool->options.answer_timeout_ms);
    if (!starting)
        worker->state = WORKER_ENDING;
    give_up_process(worker, FAILURE_TIMEOUT);
}

static void break_protocol(struct worker *worker)
{
    if (worker->state == WORKER_READY)
        worker->state = WORKER_ENDING;
    give_up_process(worker, FAILURE_PROTOCOL);
}

static void take_answer(struct worker *worker, json_t *answer)
{
    struct request *request = queue_take(&worker->sent);
    worker->sent_bytes -= request->bytes;
    worker->answers++;
    worker->pool->answers++;
    stop_clock(worker);
    struct answer_or_failure result = {answer, FAILURE_NONE, NULL};
    struct text words = TEXT_EMPTY;
    if (request->first_failure != NULL) {
        text_printf(&words, "%s\nRun alone in a fresh process, it was answered.", request->first_failure);
        result.failure = FAILURE_CRASH_IN_SEQUENCE;
        result.message = text_string(&words);
    }
    pool_deliver(worker->pool, request, &result);
    text_free(&words);
    if (worker->sent.count > 0)
        watch_clock(worker, worker->pool->options.answer_timeout_ms);
}

static void on_line(void *owner, const char *line, size_t bytes)
{
    struct worker *worker = owner;
    struct text *wrong = &worker->fault_words;
    json_t *message = message_decode_new(line, bytes, wrong);
    if (message == NULL) {
        break_protocol(worker);
    } else if (worker->state == WORKER_STARTING) {
        if (message_starts(message, line, bytes, wrong)) {
            stop_clock(worker);
            worker->state = WORKER_READY;
            worker->failed_starts = 0;
            if (worker->pool->implementation == NULL)
                worker->pool->implementation = json_incref(message);
        } else {
            break_protocol(worker);
        }
    } else if (worker->sent.first == NULL) {
        text_append(wrong, "wrote without having been asked: ");
        quote_line(wrong, line, bytes);
        break_protocol(worker);
    } else if (message_answers(message, worker->sent.first->id, line, bytes, wrong)) {
        take_answer(worker, message);
    } else {
        break_protocol(worker);
    }
    json_decref(message);
    if (worker->state == WORKER_READY)
        worker_feed(worker);
}

static void on_line_too_long(void *owner)
{
    struct worker *worker = owner;
    size_t bytes;
    const char *line = process_unfinished_line(worker->process, &bytes);
    text_printf(&worker->fault_words, "wrote a line longer than %zu bytes: ", worker->pool->options.line_limit_bytes);
    quote_line(&worker->fault_words, line, bytes);
    break_protocol(worker);
}

/* Says what became of the process, in a new string. *kind is why its oldest request has no answer. */
static char *explain_end(struct worker *worker, enum failure_kind *kind)
{
    struct text words = TEXT_EMPTY;
    append_command(&words, worker->pool->options.command);
    text_append_character(&words, ' ');
    size_t unfinished_bytes, error_bytes;
    const char *unfinished = process_unfinished_line(worker->process, &unfinished_bytes);
    const char *errors = process_error_tail(worker->process, &error_bytes);
    if (worker->fault != FAILURE_NONE) {
        *kind = worker->fault;
        text_append(&words, text_string(&worker->fault_words));
    } else {
        bool half = unfinished_bytes > 0 && process_exited(worker->process);
        *kind = half ? FAILURE_PROTOCOL : FAILURE_CRASH;
        process_describe_end(worker->process, &words);
        if (half) {
            text_append(&words, " in the middle of a line: ");
            quote_line(&words, unfinished, unfinished_bytes);
        } else if (worker->state == WORKER_STARTING) {
            text_append(&words, " before it answered to start");
        } else {
            text_append(&words, " without answering");
        }
    }
    if (error_bytes > 0) {
        text_append(&words, "\nIts standard error ends:\n");
        quote_lines(&words, errors, error_bytes);
        while (words.bytes > 0 && (words.data[words.bytes - 1] == '\n' || words.data[words.bytes - 1] == ' '))
            words.data[--words.bytes] = '\0';
    }
    char *explanation = checked_strdup(text_string(&words));
    text_free(&words);
    return explanation;
}

static void start_failed(struct worker *worker, char *why, enum failure_kind kind)
{
    struct pool *pool = worker->pool;
    free(pool->trouble);
    pool->trouble = why;
    /* Waiting so long again is in no relation to what it would tell. */
    worker->failed_starts += kind == FAILURE_TIMEOUT ? MAXIMUM_FAILED_STARTS : 1;
    worker->state = WORKER_IDLE;
    if (worker->failed_starts >= MAXIMUM_FAILED_STARTS) {
        worker->state = WORKER_RETIRED;
        queue_prepend_all(&pool->queue, &worker->assigned);
    }
}

static void blame(struct worker *worker, struct request *request, char *why, enum failure_kind kind)
{
    struct pool *pool = worker->pool;
    /* Silence of the first request of a fresh process needs no confirmation, which takes as long again. */
    bool was_alone = request->first_failure != NULL || (kind == FAILURE_TIMEOUT && worker->answers == 0);
    if (!was_alone) {
        request->first_failure = why;
        queue_prepend(&worker->assigned, request);
        return;
    }
    pool->timeouts += kind == FAILURE_TIMEOUT;
    struct answer_or_failure result = {NULL, kind, why};
    pool_deliver(pool, request, &result);
    free(why);
}

static void on_ended(void *owner)
{
    struct worker *worker = owner;
    bool starting = worker->state == WORKER_STARTING;
    enum failure_kind kind;
    char *why = explain_end(worker, &kind);
    process_free(worker->process);
    worker->process = NULL;
    stop_clock(worker);
    text_clear(&worker->fault_words);
    worker->fault = FAILURE_NONE;
    worker->state = WORKER_IDLE;
    if (starting) {
        start_failed(worker, why, kind);
        return;
    }
    struct request *oldest = queue_take(&worker->sent);
    queue_prepend_all(&worker->assigned, &worker->sent);
    worker->sent_bytes = 0;
    if (oldest != NULL)
        blame(worker, oldest, why, kind);
    else
        free(why);
}

void worker_init(struct worker *worker, struct pool *pool)
{
    *worker = (struct worker){.pool = pool};
    uv_timer_init(&pool->loop, &worker->deadline);
    worker->deadline.data = worker;
}

void worker_start(struct worker *worker)
{
    static const struct process_watcher watcher = {on_line, on_line_too_long, on_ended};
    static const char start[] = "{\"command\":\"start\",\"protocol\":1}\n";
    struct pool *pool = worker->pool;
    struct process_options options = {
        .command = pool->options.command,
        .environment = pool->environment,
        .line_limit_bytes = pool->options.line_limit_bytes,
        .watcher = &watcher,
        .owner = worker,
    };
    int error_number;
    worker->answers = 0;
    worker->processes++;
    worker->process = process_start(&pool->loop, &options, &error_number);
    if (worker->process == NULL) {
        struct text words = TEXT_EMPTY;
        append_command(&words, options.command);
        text_printf(&words, " could not be run: %s", uv_strerror(error_number));
        start_failed(worker, checked_strdup(text_string(&words)), FAILURE_NO_PROCESS);
        text_free(&words);
        return;
    }
    worker->state = WORKER_STARTING;
    watch_clock(worker, pool->options.start_timeout_ms);
    process_write(worker->process, start, sizeof start - 1);
}

/* Guided self-scheduling: large shares first, small ones at the end, so that all workers end together. */
static void take_share(struct worker *worker)
{
    struct queue *queue = &worker->pool->queue;
    size_t share = queue->count / (2 * worker->pool->options.worker_count) + 1;
    if (share > MAXIMUM_SHARE)
        share = MAXIMUM_SHARE;
    while (share-- > 0 && queue->count > 0)
        queue_append(&worker->assigned, queue_take(queue));
}

static bool may_send(const struct worker *worker, const struct request *request)
{
    const struct queue *sent = &worker->sent;
    if (sent->count == 0)
        return true;
    if (request->first_failure != NULL || sent->first->first_failure != NULL)
        return false;
    return sent->count < MAXIMUM_SENT && worker->sent_bytes + request->bytes <= MAXIMUM_SENT_BYTES;
}

void worker_feed(struct worker *worker)
{
    if (worker->state == WORKER_IDLE && (worker->assigned.count > 0 || worker->pool->queue.count > 0))
        worker_start(worker);
    if (worker->state == WORKER_READY && worker->assigned.count == 0 && worker->sent.count <= MAXIMUM_SENT / 2)
        take_share(worker);
    while (worker->state == WORKER_READY && worker->assigned.count > 0 && may_send(worker, worker->assigned.first)) {
        if (worker->assigned.first->first_failure != NULL && worker->answers > 0) {
            worker->state = WORKER_ENDING;
            process_finish(worker->process, FRESH_GRACE_MS);
            return;
        }
        struct request *request = queue_take(&worker->assigned);
        process_write(worker->process, request->line, request->bytes);
        worker->sent_bytes += request->bytes;
        queue_append(&worker->sent, request);
        if (worker->sent.count == 1)
            watch_clock(worker, worker->pool->options.answer_timeout_ms);
    }
}
