/*
 * Digests: equal exactly where what is run and what is expected of it are the same. They tell nothing of titles,
 * sources and guards, and nothing of how outcomes are put into words.
 */
#ifndef IBID_SPEC_DIGEST_H
#define IBID_SPEC_DIGEST_H

#include "spec/spec.h"

/* 32 hex digits over ids, programs and outcomes of cases, choices and their answers. In the arena. */
const char *digest_of_spec(struct arena *arena, const struct spec *spec);
/* 16 hex digits over program and outcomes; the order of outcomes does not matter. In the arena. */
const char *digest_of_case(struct arena *arena, const struct test_case *test_case);

#endif
