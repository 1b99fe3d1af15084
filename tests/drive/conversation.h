/* For tests: conversations with hostile.py, and whether anything is left of them. */
#ifndef IBID_TESTS_DRIVE_CONVERSATION_H
#define IBID_TESTS_DRIVE_CONVERSATION_H

#include "drive/session.h"

enum { MAXIMUM_CASES = 400, MAXIMUM_ARGUMENTS = 8 };

/* What became of one request. */
struct outcome {
    size_t calls; /* of its callback: must be 1 */
    enum failure_kind failure;
    long case_number, served, pid; /* from the answer; -1 without one */
    size_t echo_bytes;
    char *message; /* NULL without a failure */
};

struct conversation {
    const char *command[MAXIMUM_ARGUMENTS + 3];
    char mark[64]; /* a variable that all its processes have */
    const char *environment[3];
    char children[64]; /* a file: pids of children that the driver left behind, or "" */
    struct pool_options options;
    struct pool *pool;
    char *start_message;
    size_t case_count;
    struct outcome outcomes[MAXIMUM_CASES];
};

/* Prepares a conversation with hostile.py ARGUMENTS (ending in NULL); options may be changed before it starts. */
void conversation_init(struct conversation *conversation, const char *const *arguments);
/* Starts the pool; conversation->pool is NULL if that failed. */
void conversation_start(struct conversation *conversation);
/* Submits the next case, with that many bytes to be echoed. */
void conversation_submit(struct conversation *conversation, size_t echo_bytes);
/* Submits that many cases, runs, and asserts that each had one callback. */
void conversation_run(struct conversation *conversation, size_t case_count);
/* Frees the pool and everything, and asserts that no process is left. */
void conversation_end(struct conversation *conversation);

/* How many processes have the variable ("NAME=value") in their environment. */
size_t count_processes(const char *mark);

/* Asserts that the case was answered and nothing went wrong. */
void assert_answered(const struct conversation *conversation, size_t number);
/* Asserts that the text has the words in it. */
void assert_says(const char *text, const char *words);

#endif
