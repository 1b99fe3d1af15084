/*
 * SIGINT, SIGTERM and SIGHUP while processes are at work: these have groups of their own, so that what ends
 * us from the keyboard does not reach them.
 */
#ifndef IBID_DRIVE_ENDING_H
#define IBID_DRIVE_ENDING_H

#include <uv.h>

enum { ENDING_SIGNALS = 3 };

struct ending {
    uv_signal_t signals[ENDING_SIGNALS];
    void (*abandon)(void *owner);
    void *owner;
};

/* Before one of the signals ends this program, `abandon` is called: it is to kill what is at work. */
void ending_init(struct ending *ending, uv_loop_t *loop, void (*abandon)(void *owner), void *owner);
/* From now on, as far as the program does not handle or ignore the signal itself. */
void ending_watch(struct ending *ending);
void ending_stop(struct ending *ending);
/* The memory must stay until the loop has run once more. */
void ending_close(struct ending *ending);

#endif
