/* Reading the outcomes of a case or an answer from its table. */
#ifndef IBID_SPEC_OUTCOMES_READ_H
#define IBID_SPEC_OUTCOMES_READ_H

#include "spec/outcomes.h"
#include "spec/walk.h"

/* The keys of a case or an answer that state outcomes; *count tells how many. Static. */
const char *const *outcome_keys(size_t *count);
/* Adds what the table at this place of the stack states, in the order of enum outcome_kind, then by name. */
void read_outcomes(struct walk *walk, const struct subject *subject, int table, struct outcomes *outcomes);

#endif
