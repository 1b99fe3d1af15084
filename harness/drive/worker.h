/*
 * Inside drive: one worker of a pool, a process that is started again when it ends, and the requests
 * that it has in hand. The pool deals requests out (session.c); a worker works through them.
 */
#ifndef IBID_DRIVE_WORKER_H
#define IBID_DRIVE_WORKER_H

#include <uv.h>

#include "base/text.h"
#include "drive/ending.h"
#include "drive/process.h"
#include "drive/queue.h"

enum worker_state {
    WORKER_IDLE,     /* no process, and none on its way */
    WORKER_STARTING, /* the process has not answered to start */
    WORKER_READY,
    WORKER_ENDING,  /* the process has been given up, and is not gone yet */
    WORKER_RETIRED, /* no process could be started several times in a row */
};

struct worker {
    struct pool *pool;
    enum worker_state state;
    struct process *process;
    size_t processes;       /* how many there have been */
    size_t answers;         /* of this process, the one to start aside */
    unsigned failed_starts; /* in a row */
    uv_timer_t deadline;
    bool deadline_passed;
    struct queue assigned; /* not sent yet */
    struct queue sent;     /* not answered yet */
    size_t sent_bytes;
    enum failure_kind fault; /* why the process was given up; FAILURE_NONE if it was not */
    struct text fault_words; /* "wrote …", "did not answer within 20 s" */
};

/* What the workers of a pool share. */
struct pool {
    uv_loop_t loop;
    struct ending ending;
    struct pool_options options; /* without zeros */
    const char **environment;
    struct worker *workers;
    struct queue queue;     /* not assigned to a worker yet */
    json_t *implementation; /* the first answer to start */
    json_int_t last_id;
    size_t unanswered;
    size_t answers;  /* to requests, of all processes */
    size_t timeouts; /* requests lost to silence */
    char *trouble;   /* why the latest process that did not start did not */
};

void worker_init(struct worker *worker, struct pool *pool);
/* Moves requests from the pool's queue to the worker and on to its process, and starts one if need be. */
void worker_feed(struct worker *worker);
/* Starts a process. The state is WORKER_STARTING, or WORKER_IDLE or WORKER_RETIRED if that failed at once. */
void worker_start(struct worker *worker);
/* Gives up a process whose deadline has passed and that has still not answered. */
void worker_check_deadline(struct worker *worker);
/* The pool's: calls back and frees the request. */
void pool_deliver(struct pool *pool, struct request *request, const struct answer_or_failure *result);

#endif
