/* Descendants of a process that left its process group, as daemons do. Linux only; elsewhere these do nothing. */
#ifndef IBID_DRIVE_LEFTOVERS_H
#define IBID_DRIVE_LEFTOVERS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * From now on whoever loses its parent becomes our child, an orphan: so those are found too that have left
 * both the group and the environment.
 */
void adopt_orphans(void);

/*
 * Kills every process that has the variable `mark` ("NAME=value", or NULL for none) in the environment it was
 * started with, and with `orphans` all children of ours that we did not have before adopt_orphans. Tells how
 * many there were.
 */
size_t kill_leftovers(const char *mark, bool orphans);

#endif
