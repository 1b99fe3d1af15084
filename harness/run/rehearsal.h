/*
 * Holding a spec against the model that comes with ibid, which is a part of it: what the clauses say, as a program.
 * The model answers as each profile does in turn. What then fails, or cannot fail, or never runs, is a mistake of
 * the spec (or of the model) that nobody should have to find on a system under test.
 */
#ifndef IBID_RUN_REHEARSAL_H
#define IBID_RUN_REHEARSAL_H

#include "spec/mistakes.h"

struct rehearsal {
    size_t case_count; /* that the model could execute in at least one dialect, and that passed */
    /* Profiles that the model has no dialect for: what only they make applicable is not rehearsed. */
    const char **without_dialect;
    size_t without_dialect_count;
};

/*
 * `model` is a selector of drive/implementation.h that takes dialects. Each profile's answers are measured once, each
 * case is executed in the first dialect that it applies in; a spec without profiles is held against the model as it
 * is. Mistakes are added, in the arena of `mistakes`. False and *message (there too) if the model cannot be started.
 */
bool rehearse(const struct spec *spec, const char *model, struct mistakes *mistakes, struct rehearsal *rehearsal,
              const char **message);

#endif
