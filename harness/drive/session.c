#include "drive/session.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "drive/environment.h"
#include "drive/worker.h"

enum {
    START_TIMEOUT_MS = 120 * 1000,
    ANSWER_TIMEOUT_MS = 20 * 1000,
    LINE_LIMIT_BYTES = 64 * 1024 * 1024,
    FINISH_GRACE_MS = 1000, /* to exit after the end of input */
    /* Processes that start and then never answer anything are given up after so many waits. */
    MAXIMUM_TIMEOUTS = 5,
};

static void ignore_broken_pipes(void)
{
    struct sigaction action;
    if (sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
        action.sa_handler = SIG_IGN;
        sigaction(SIGPIPE, &action, NULL);
    }
}

static void abandon(void *owner)
{
    struct pool *pool = owner;
    for (size_t index = 0; index < pool->options.worker_count; index++)
        if (pool->workers[index].process != NULL)
            process_abandon(pool->workers[index].process);
}

/* Waits for something to happen and handles it. */
static void turn(struct pool *pool)
{
    uv_run(&pool->loop, UV_RUN_ONCE);
    bool passed = false;
    for (size_t index = 0; index < pool->options.worker_count; index++)
        passed = passed || pool->workers[index].deadline_passed;
    if (!passed)
        return;
    uv_run(&pool->loop, UV_RUN_NOWAIT);
    for (size_t index = 0; index < pool->options.worker_count; index++)
        worker_check_deadline(&pool->workers[index]);
}

struct pool *pool_start(const struct pool_options *options, char **message)
{
    ignore_broken_pipes();
    struct pool *pool = checked_malloc(sizeof *pool);
    *pool = (struct pool){.options = *options};
    if (pool->options.worker_count == 0)
        pool->options.worker_count = 1;
    if (pool->options.start_timeout_ms == 0)
        pool->options.start_timeout_ms = START_TIMEOUT_MS;
    if (pool->options.answer_timeout_ms == 0)
        pool->options.answer_timeout_ms = ANSWER_TIMEOUT_MS;
    if (pool->options.line_limit_bytes == 0)
        pool->options.line_limit_bytes = LINE_LIMIT_BYTES;
    pool->environment = child_environment_new(options->environment);
    uv_loop_init(&pool->loop);
    ending_init(&pool->ending, &pool->loop, abandon, pool);
    pool->workers = checked_malloc(pool->options.worker_count * sizeof *pool->workers);
    for (size_t index = 0; index < pool->options.worker_count; index++)
        worker_init(&pool->workers[index], pool);

    struct worker *first = &pool->workers[0];
    ending_watch(&pool->ending);
    worker_start(first);
    while (first->state == WORKER_STARTING)
        turn(pool);
    ending_stop(&pool->ending);
    if (pool->implementation != NULL)
        return pool;

    struct text words = TEXT_EMPTY;
    text_printf(&words,
                "%s\nCheck that the command runs in a shell and that it speaks the driver protocol "
                "(docs/driver-protocol.md): it answers to start first, and writes nothing but answers to standard "
                "output.",
                pool->trouble);
    *message = checked_strdup(text_string(&words));
    text_free(&words);
    pool_free(pool);
    return NULL;
}

const json_t *pool_implementation(const struct pool *pool)
{
    return pool->implementation;
}

bool pool_has_mode(const struct pool *pool, const char *mode)
{
    size_t index;
    json_t *offered;
    json_array_foreach(json_object_get(pool_implementation(pool), "modes"), index, offered)
    {
        if (json_is_string(offered) && strcmp(json_string_value(offered), mode) == 0)
            return true;
    }
    return false;
}

void pool_submit(struct pool *pool, json_t *request, answer_callback *callback, void *data)
{
    queue_append(&pool->queue, request_new(++pool->last_id, request, callback, data));
    pool->unanswered++;
}

void pool_deliver(struct pool *pool, struct request *request, const struct answer_or_failure *result)
{
    pool->unanswered--;
    request->callback(pool, request->data, result);
    request_free(request);
}

static bool all_retired(const struct pool *pool)
{
    for (size_t index = 0; index < pool->options.worker_count; index++)
        if (pool->workers[index].state != WORKER_RETIRED)
            return false;
    return true;
}

/* Delivers what is waiting, not what is being tried. */
static void fail_waiting(struct pool *pool, const char *why)
{
    for (size_t index = pool->options.worker_count; index-- > 0;)
        queue_prepend_all(&pool->queue, &pool->workers[index].assigned);
    for (struct request *request; (request = queue_take(&pool->queue)) != NULL;) {
        struct text words = TEXT_EMPTY;
        if (request->first_failure != NULL)
            text_printf(&words, "%s\nThen: ", request->first_failure);
        text_append(&words, why);
        struct answer_or_failure result = {NULL, FAILURE_NO_PROCESS, text_string(&words)};
        pool_deliver(pool, request, &result);
        text_free(&words);
    }
}

void pool_run(struct pool *pool)
{
    ending_watch(&pool->ending);
    /* Processes may have ended since. */
    uv_run(&pool->loop, UV_RUN_NOWAIT);
    while (pool->unanswered > 0) {
        if (all_retired(pool)) {
            struct text words = TEXT_EMPTY;
            text_printf(&words, "no process could be started again: %s", pool->trouble);
            fail_waiting(pool, text_string(&words));
            text_free(&words);
            continue;
        }
        if (pool->answers == 0 && pool->timeouts >= MAXIMUM_TIMEOUTS)
            fail_waiting(pool, "given up: no request was ever answered, and several were waited for");
        for (size_t index = 0; index < pool->options.worker_count; index++)
            worker_feed(&pool->workers[index]);
        if (pool->unanswered > 0)
            turn(pool);
    }
    ending_stop(&pool->ending);
}

size_t pool_restarts(const struct pool *pool)
{
    size_t restarts = 0;
    for (size_t index = 0; index < pool->options.worker_count; index++)
        if (pool->workers[index].processes > 1)
            restarts += pool->workers[index].processes - 1;
    return restarts;
}

static bool any_process(const struct pool *pool)
{
    for (size_t index = 0; index < pool->options.worker_count; index++)
        if (pool->workers[index].process != NULL)
            return true;
    return false;
}

void pool_free(struct pool *pool)
{
    if (pool == NULL)
        return;
    for (size_t index = 0; index < pool->options.worker_count; index++) {
        struct worker *worker = &pool->workers[index];
        uv_close((uv_handle_t *)&worker->deadline, NULL);
        if (worker->process != NULL && worker->state == WORKER_READY && worker->sent.count == 0)
            process_finish(worker->process, FINISH_GRACE_MS);
        else if (worker->process != NULL)
            process_kill(worker->process);
        /* Nobody is to send anything, or to be started, from here on. */
        if (worker->state != WORKER_RETIRED)
            worker->state = WORKER_ENDING;
        queue_prepend_all(&pool->queue, &worker->assigned);
        queue_prepend_all(&pool->queue, &worker->sent);
    }
    ending_close(&pool->ending);
    while (any_process(pool))
        uv_run(&pool->loop, UV_RUN_ONCE);
    uv_run(&pool->loop, UV_RUN_DEFAULT);
    uv_loop_close(&pool->loop);
    for (struct request *request; (request = queue_take(&pool->queue)) != NULL;)
        request_free(request);
    for (size_t index = 0; index < pool->options.worker_count; index++)
        text_free(&pool->workers[index].fault_words);
    free(pool->workers);
    free(pool->environment);
    free(pool->trouble);
    json_decref(pool->implementation);
    free(pool);
}
