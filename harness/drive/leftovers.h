/* Descendants of a process that left its process group, as daemons do. */
#ifndef IBID_DRIVE_LEFTOVERS_H
#define IBID_DRIVE_LEFTOVERS_H

/*
 * Kills every process that has the variable `mark` ("NAME=value") in the environment it was started
 * with. Works where /proc shows environments, as on Linux; elsewhere does nothing.
 */
void kill_leftovers(const char *mark);

#endif
