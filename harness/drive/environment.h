/* What the processes of a pool find in their environment. */
#ifndef IBID_DRIVE_ENVIRONMENT_H
#define IBID_DRIVE_ENVIRONMENT_H

/*
 * Our own environment, with what changes results from one machine or run to the next fixed (locale,
 * time zone, hash seed, number of threads), and `more` ("NAME=value", or "NAME" to unset; ends in NULL; or NULL) on
 * top. The first entry is empty, for process_start. The array is the caller's to free; the strings are borrowed from
 * the environment and from `more`.
 */
const char **child_environment_new(const char *const *more);

#endif
