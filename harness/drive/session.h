/*
 * Conversations with implementations: processes that speak the driver protocol. A pool keeps up to
 * `worker_count` of them busy, sends requests ahead of answers, and turns everything that can go
 * wrong with a process into an answer that says so.
 *
 * A request is a JSON object; an answer is a JSON object or a failure in words. When a process dies,
 * falls silent or breaks the protocol, only the oldest unanswered request is blamed: it is tried once
 * more alone in a fresh process, which tells what it does from what the requests before it did; the
 * others are sent again. No process and no descendant of one outlives the pool.
 *
 * A pool belongs to one thread. SIGPIPE is ignored from the first pool on. While pool_start and
 * pool_run wait, SIGINT, SIGTERM and SIGHUP end the processes first and this program then, unless
 * the program handles or ignores them itself.
 */
#ifndef IBID_DRIVE_SESSION_H
#define IBID_DRIVE_SESSION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct pool;

struct pool_options {
    const char *const *command; /* argv, ends in NULL; looked up in PATH; borrowed until pool_free */
    const char *const
        *environment; /* more variables, "NAME=value", or "NAME" to unset, ends in NULL; or NULL; borrowed likewise */
    size_t worker_count;        /* at most so many processes at a time; 0 means 1 */
    unsigned start_timeout_ms;  /* from spawn to the answer to start; 0: the default, 120,000 */
    unsigned answer_timeout_ms; /* for the oldest unanswered request; 0: the default, 20,000 */
    size_t line_limit_bytes;    /* of one line that a process writes; 0: the default, 64 MiB */
};

/* Why there is no answer, or none that can be relied on. */
enum failure_kind {
    FAILURE_NONE,
    FAILURE_CRASH,             /* died, and died again when run alone */
    FAILURE_CRASH_IN_SEQUENCE, /* lost in any of these ways, but answered when run alone: `answer` has that answer */
    FAILURE_TIMEOUT,           /* no answer in time */
    FAILURE_PROTOCOL,          /* garbage, half a line, a wrong id, too long a line, invalid UTF-8 */
    FAILURE_NO_PROCESS,        /* never tried: processes could not be started again, or none ever answered */
};

struct answer_or_failure {
    json_t *answer; /* borrowed until the callback returns; NULL on most failures */
    enum failure_kind failure;
    const char *message; /* on failure: what happened, with the end of standard error, in UTF-8; borrowed */
};

/*
 * Called once for each request, in any order, from within pool_run. May submit more requests; must
 * not call pool_run or pool_free.
 */
typedef void answer_callback(struct pool *pool, void *data, const struct answer_or_failure *result);

/*
 * Starts one process and waits for its answer to start. NULL if that does not come: then *message,
 * the caller's to free, says what was tried, what happened, and what to do.
 */
struct pool *pool_start(const struct pool_options *options, char **message);
/* The answer to start. Borrowed from the pool. */
const json_t *pool_implementation(const struct pool *pool);
/* Whether it names the mode: "traced", in docs/driver-protocol.md. */
bool pool_has_mode(const struct pool *pool, const char *mode);
/*
 * Queues a request: a JSON object, whose reference is taken. Its "id" is set here. Requests are
 * sent in the order in which they were submitted; with several processes, each gets runs of
 * consecutive ones.
 */
void pool_submit(struct pool *pool, json_t *request, answer_callback *callback, void *data);
/* Runs until every request has had its callback. */
void pool_run(struct pool *pool);
/* How often a process had to be started again. */
size_t pool_restarts(const struct pool *pool);
/* Ends all processes, their groups included. Requests without an answer are dropped. NULL is fine. */
void pool_free(struct pool *pool);

#endif
