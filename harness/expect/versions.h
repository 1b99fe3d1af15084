/*
 * Versions as the numbers that they begin with, and ranges of them:
 *
 *   ==1.12.1      that version; 1.12 is 1.12.0
 *   ==1.12.*      1.12 and everything that begins with it
 *   >=1.10,<1.13  what fits all of them; > and <= likewise
 *   *             every version, an unknown one too
 *
 * What follows the numbers is not looked at: 2.0.0rc1 and 2.0.0+cpu are 2.0.0.
 */
#ifndef IBID_EXPECT_VERSIONS_H
#define IBID_EXPECT_VERSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { VERSION_NUMBERS = 6 };

struct version {
    unsigned long numbers[VERSION_NUMBERS]; /* those not given are 0 */
};

struct version_bound {
    bool given, inclusive;
    struct version version;
};

struct version_range {
    struct version_bound from, to;
};

/* False if the text does not begin with a number. Numbers after the sixth are not looked at. */
bool version_read(const char *text, struct version *version);

/* Below 0, 0 or above 0, as `left` comes before, is or comes after `right`. */
int version_compare(const struct version *left, const struct version *right);

/* False and *problem (in the arena) if the text is no range, or one that no version is in. */
bool version_range_read(struct arena *arena, const char *text, struct version_range *range, const char **problem);

/* `version` is NULL where it is unknown: then only "*" has it. */
bool version_range_has(const struct version_range *range, const struct version *version);
bool version_ranges_meet(const struct version_range *left, const struct version_range *right);

/* "1.12.1" of "1.12.1rc1": the part that is looked at, in the arena; NULL if there is none. */
const char *version_numbers(struct arena *arena, const char *text);

#endif
