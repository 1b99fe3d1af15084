/*
 * Conversations with implementations: processes that speak the driver protocol. A pool keeps up to
 * `worker_count` of them busy, sends requests ahead of answers, and turns everything that can go
 * wrong with a process into an answer that says so.
 *
 * A request is a JSON line without its id; an answer is a JSON object or a failure in words. When a
 * process dies, falls silent or breaks the protocol, only the oldest unanswered request is lost: it
 * is tried once more alone in a fresh process, which tells "crash" from "crash in sequence"; the
 * others are sent again. No process and no child of one outlives the pool.
 */
#ifndef IBID_DRIVE_SESSION_H
#define IBID_DRIVE_SESSION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct pool;

struct pool_options {
    const char *const *command; /* argv, ends in NULL; borrowed until pool_free */
    const char *const *environment; /* more variables, "NAME=value", ends in NULL; or NULL */
    size_t worker_count;        /* at least 1 */
    unsigned start_timeout_ms;  /* from spawn to the answer to start; 0: the default, 120,000 */
    unsigned answer_timeout_ms; /* for the oldest unanswered request; 0: the default, 20,000 */
    size_t line_limit_bytes;    /* of one line out; 0: the default, 64 MiB */
};

/* Why there is no answer. */
enum failure_kind {
    FAILURE_NONE,
    FAILURE_CRASH,             /* died, and died again when run alone */
    FAILURE_CRASH_IN_SEQUENCE, /* died, but answered when run alone: `answer` has that answer */
    FAILURE_TIMEOUT,
    FAILURE_PROTOCOL, /* garbage, half a line, a wrong id, too long a line, invalid UTF-8 */
    FAILURE_NO_PROCESS, /* could not be started again */
};

struct answer_or_failure {
    json_t *answer; /* borrowed until the callback returns; NULL on most failures */
    enum failure_kind failure;
    const char *message; /* on failure: what happened, with the end of standard error; borrowed */
};

/* Called for each request, in any order, from within pool_run. May submit more requests. */
typedef void answer_callback(struct pool *pool, void *data, const struct answer_or_failure *result);

/*
 * Starts one process and waits for its answer to start. NULL if that does not come: then *message,
 * the caller's to free, says what was tried, what happened, and what to do.
 */
struct pool *pool_start(const struct pool_options *options, char **message);
/* The answer to start. Borrowed from the pool. */
const json_t *pool_implementation(const struct pool *pool);
/*
 * Queues a request: a JSON object, whose reference is taken. Its "id" is set here. Requests are
 * sent in the order in which they were submitted.
 */
void pool_submit(struct pool *pool, json_t *request, answer_callback *callback, void *data);
/* Runs until every request has had its callback. */
void pool_run(struct pool *pool);
/* How often a process had to be started again. */
size_t pool_restarts(const struct pool *pool);
/* Ends all processes, their groups included. NULL is fine. */
void pool_free(struct pool *pool);

#endif
