/*
 * Statements put to an implementation for their own sake: what names are bound to afterwards, which
 * are one object, and which arrays share elements, proved by writing.
 */
#ifndef IBID_COMMAND_EVALUATION_H
#define IBID_COMMAND_EVALUATION_H

#include "drive/session.h"
#include "notation/parse.h"
#include "run/execution.h"

struct pair {
    const char *left, *right; /* left before right in the alphabet */
};

/* An assertion among the statements, by its number from 1. */
struct assertion {
    size_t statement;
    const char *text;
    enum { ASSERTION_HOLDS, ASSERTION_FAILS, ASSERTION_NOT_REACHED } state;
};

struct evaluation {
    struct arena *arena;
    struct program program;
    bool parsed;
    struct parse_error parse_error; /* where not parsed */
    struct execution execution;
    struct assertion *assertions;
    size_t assertion_count;
    struct pair *shares; /* sorted */
    size_t share_count;
    struct pair *unproved; /* sorted */
    size_t unproved_count;
    bool done;
};

/* What the names of assertions begin with, as they are executed: "assert E" is "_assert_N = bool(E)". */
#define ASSERTION_NAMES "_assert_"

/*
 * Parses the text and queues it if it can be. With `places`, the proof tells which element is which, and not only who
 * shares with whom. The evaluation is the caller's and must stay where it is until done.
 */
void evaluation_submit(struct evaluation *evaluation, struct pool *pool, const char *text, size_t text_bytes,
                       bool places);
/* A statement as it was written, from 0. */
const char *evaluation_statement(const struct evaluation *evaluation, size_t number);
/* The names as they stand after the program, or NULL if it was not executed. Names of assertions are not among them. */
const struct snapshot *evaluation_names(const struct evaluation *evaluation);
void evaluation_release(struct evaluation *evaluation);

/* The line that `eval --json` prints (design of the command line), a new reference. */
json_t *evaluation_json_new(const struct evaluation *evaluation);

#endif
