/*
 * One program put to an implementation: its requests on their way, its answers once they are there.
 * Asks again, with more rounds, where the arrays turn out larger than the plan thought.
 */
#ifndef IBID_RUN_EXECUTION_H
#define IBID_RUN_EXECUTION_H

#include "drive/session.h"
#include "judge/judge.h"

struct execution;
/* Called once, from within pool_run. */
typedef void execution_done(struct execution *execution);

struct execution {
    /* What is asked for; set by the caller. */
    const struct program *program;
    size_t act;
    size_t times;       /* how often the act is executed; 0 is once */
    size_t first_tried; /* this statement and those behind it run even if one failed; 0 for none */
    bool measured;      /* what the act allocates is to be told */
    bool whole;
    bool compare_without_act;
    bool traced;    /* the act goes through the implementation's tracer: "traced" in docs/driver-protocol.md */
    bool fill_only; /* the proof is to tell who shares with whom, not which element is which */
    struct name_set proved;
    execution_done *done;
    void *owner;
    /* What came of it; lives until execution_release. */
    struct arena *arena;
    struct plan *plan;
    const struct observation *observation;
    const struct observation *without_act;
    enum failure_kind failure; /* of the program's request; its words are in observation->broken */
    json_t *answer, *without_act_answer;
    size_t pending;
};

/* The execution stays the caller's, who releases it once it is done. */
void execution_submit(struct execution *execution, struct pool *pool);
struct evidence execution_evidence(const struct execution *execution);
void execution_release(struct execution *execution);

#endif
