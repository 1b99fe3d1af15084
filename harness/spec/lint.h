/*
 * Mistakes of a spec that can be read and run and still would tell nothing, or not what its author thinks:
 * answers that can hold both, cases that never run, changes that nobody looks at. Told without running anything;
 * what only running the model can tell is found by run/rehearsal.h.
 */
#ifndef IBID_SPEC_LINT_H
#define IBID_SPEC_LINT_H

#include "spec/mistakes.h"

/* To be called for a spec in which everything that is referred to exists. */
void lint_spec(const struct spec *spec, struct mistakes *mistakes);

/* Cases that run and expect what another one does. Apart from the above, since no run suffers from them. */
void lint_twins(const struct spec *spec, struct mistakes *mistakes);

#endif
