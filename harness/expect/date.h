/* Calendar days as "YYYY-MM-DD", which compare as strings do. */
#ifndef IBID_EXPECT_DATE_H
#define IBID_EXPECT_DATE_H

#include <stdbool.h>

#include "base/arena.h"

/* A day that the Gregorian calendar has, from 1970-01-01 to 9999-12-31, in exactly that form. */
bool date_is_valid(const char *text);

/*
 * The day so many days from today, in UTC, in the arena. Today is the clock's, or that of the seconds since 1970 in
 * the environment's SOURCE_DATE_EPOCH. NULL if that variable is set to something else.
 */
const char *date_from_today(struct arena *arena, int days);

#endif
