/* Descendants of a process that left its process group, as daemons do. */
#ifndef IBID_DRIVE_LEFTOVERS_H
#define IBID_DRIVE_LEFTOVERS_H

#include <stddef.h>

/*
 * Kills every process that has the variable `mark` ("NAME=value") in the environment it was started
 * with, and tells how many there were. Works where /proc shows environments, as on Linux; elsewhere does
 * nothing.
 */
size_t kill_leftovers(const char *mark);

#endif
