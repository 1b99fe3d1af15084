/* Outcomes as text for people. */
#ifndef IBID_SPEC_OUTCOMES_H
#define IBID_SPEC_OUTCOMES_H

#include "base/text.h"
#include "spec/spec.h"

/*
 * As Python would write it: "[11, 12, 13]", "None", "(1-2j)", "'a'". Lists of more than 24 items are
 * shortened, with the number of items behind.
 */
void expected_value_display(struct text *text, const struct expected_value *value);

/* The key under which a spec states it: "identity", "content", … */
const char *outcome_kind_name(enum outcome_kind kind);

#endif
