/*
 * Taking out of an implementation's words what differs from run to run, so that the same inputs give
 * the same bytes: "<list object at 0x7f31c8a0>" becomes "<list object at 0x...>".
 */
#ifndef IBID_OBSERVE_SCRUB_H
#define IBID_OBSERVE_SCRUB_H

#include "base/arena.h"

/* The text in the arena, with "0x..." for each hexadecimal number of 6 digits or more. */
const char *scrub_addresses(struct arena *arena, const char *text);

#endif
