/* Expected values: from what stands in a spec file, and as text. */
#ifndef IBID_SPEC_VALUE_H
#define IBID_SPEC_VALUE_H

#include "base/text.h"
#include "spec/spec.h"
#include "spec/walk.h"

/*
 * The value on top of the stack, said of `name` (for messages); NULL after having reported what is
 * wrong with it.
 */
struct expected_value *read_value(struct walk *walk, const struct subject *subject, const char *name);

/* All of it, unambiguously: equal texts exactly for equal values. */
void expected_value_canonical(struct text *text, const struct expected_value *value);

#endif
