/* "Did you mean": the nearest of some words. */
#ifndef IBID_SPEC_SUGGEST_H
#define IBID_SPEC_SUGGEST_H

#include <stddef.h>

/* The candidate that a typing mistake or two makes of it, the first of equals; NULL if none is near. */
const char *suggest(const char *word, const char *const *candidates, size_t candidate_count);

/* How many letters to insert, remove, replace or swap with their neighbour; words over 63 bytes are SIZE_MAX away. */
size_t suggest_distance(const char *left, const char *right);

#endif
