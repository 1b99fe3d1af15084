/* What outcomes say of each other. */
#ifndef IBID_SPEC_CONTRADICTION_H
#define IBID_SPEC_CONTRADICTION_H

#include "spec/spec.h"

/*
 * Whether no program can show both: an identity and its opposite, two contents of one name, a view and a copy
 * of one expression, an error and none. Elements are taken to exist: of empty arrays, all is view and copy.
 */
bool outcomes_contradict(const struct outcomes *left, const struct outcomes *right);

#endif
