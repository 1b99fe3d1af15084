/* Descendants of a process that left its process group, as daemons do. Linux only; elsewhere these do nothing. */
#ifndef IBID_DRIVE_LEFTOVERS_H
#define IBID_DRIVE_LEFTOVERS_H

#include <stddef.h>

/*
 * Kills every process that has the variable `mark` ("NAME=value") in the environment it was started
 * with, and tells how many there were.
 */
size_t kill_leftovers(const char *mark);

/*
 * From now on whoever loses its parent becomes our child: so those are found too that have left both the
 * group and the environment.
 */
void adopt_orphans(void);
/* Kills all children of ours that we did not have before adopt_orphans, and tells how many were alive. */
size_t kill_orphans(void);

#endif
