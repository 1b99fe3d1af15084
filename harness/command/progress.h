/* A line on a terminal that tells how far a run is. Prints nothing where standard error is no terminal, or in CI. */
#ifndef IBID_COMMAND_PROGRESS_H
#define IBID_COMMAND_PROGRESS_H

#include "run/run.h"

struct progress {
    bool shown;      /* set by progress_begin */
    double drawn_at; /* seconds */
};

void progress_begin(struct progress *progress);
void progress_draw(struct progress *progress, const struct run_progress *at);
/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
