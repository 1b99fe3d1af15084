/*
 * One child process with its standard streams on pipes: lines in, lines out, the end of standard
 * error kept, and an end that always comes. The process leads a process group of its own, which is
 * killed with it.
 */
#ifndef IBID_DRIVE_PROCESS_H
#define IBID_DRIVE_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "base/text.h"

struct process;

/* Called from within uv_run. Any of them may call process_kill; only `ended` may call process_free. */
struct process_watcher {
    /* A line of standard output, without its newline; not terminated by a zero byte. */
    void (*line)(void *owner, const char *line, size_t bytes);
    /* A line is longer than line_limit_bytes. No line follows. */
    void (*line_too_long)(void *owner);
    /* Once: no line follows, and what the process wrote to standard error is complete. */
    void (*ended)(void *owner);
};

struct process_options {
    const char *const *command; /* argv, ends in NULL; looked up in PATH */
    const char **environment;   /* all of it, ends in NULL; the first entry is replaced by a mark */
    size_t line_limit_bytes;
    const struct process_watcher *watcher;
    void *owner; /* handed to the watcher */
};

/* NULL if there is no such program or no resources: then *error_number is libuv's. */
struct process *process_start(uv_loop_t *loop, const struct process_options *options, int *error_number);

/* Queues bytes for standard input; never blocks. Errors show as the end of the process, or as its silence. */
void process_write(struct process *process, const char *bytes, size_t count);
/* Closes standard input, and kills the process if it is still there after grace_ms. `ended` follows. */
void process_finish(struct process *process, unsigned grace_ms);
/* Kills the process and its group. No line follows; `ended` does, later. */
void process_kill(struct process *process);
/* Kills all of it and does not wait for anything: for when we are about to end ourselves. */
void process_abandon(const struct process *process);

/* From within `ended`: "exited with status 3", "was ended by signal 11 (Segmentation fault)". */
void process_describe_end(const struct process *process, struct text *text);
/* From within `ended`: whether it ended by itself with an exit status. */
bool process_exited(const struct process *process);
/* From within `ended`: whether it ended by itself with status 0. */
bool process_succeeded(const struct process *process);
/* From within `ended`: how many descendants it left behind, which have been killed. */
size_t process_left_behind(const struct process *process);
/* What it wrote after the last newline. Borrowed until the loop runs again; *bytes may be 0. */
const char *process_unfinished_line(const struct process *process, size_t *bytes);
/* The last 4 KiB of standard error, whole lines where possible. Borrowed until the loop runs again. */
const char *process_error_tail(const struct process *process, size_t *bytes);

/* Gives the process back, after `ended`; the memory goes when the loop has run once more. */
void process_free(struct process *process);

#endif
