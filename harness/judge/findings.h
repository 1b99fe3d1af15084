/* Inside the judge: what its files tell each other. */
#ifndef IBID_JUDGE_FINDINGS_H
#define IBID_JUDGE_FINDINGS_H

#include "judge/judge.h"

struct judging {
    struct arena *arena;
    const struct outcomes *outcomes;
    const struct evidence *evidence;
    const struct snapshot *after;  /* once the program ran */
    const struct snapshot *before; /* without the act; may be NULL */
    struct judgement *judgement;
};

/* Findings longer than this are shortened in the middle. */
enum { SHOWN_BYTES = 120 };

struct finding *add_finding(struct judging *judging, const char *kind, const char *text, enum holds holds);
/* Content as people read it, in the arena. */
const char *show_object(const struct judging *judging, const struct snapshot *snapshot, size_t object);
const char *show_name(const struct judging *judging, const struct snapshot *snapshot, const char *name);

/* judge/relations.c: view and copy, from the proof. */
void judge_view(struct judging *judging, const struct outcome *outcome);
void judge_copy(struct judging *judging, const struct outcome *outcome);

/* judge/allocates.c: the difference of the two counts that the plan asked for. */
void judge_allocates(struct judging *judging, const struct outcome *outcome);

/* judge/unmentioned.c: what the case does not mention is as it is without the act. */
void judge_unmentioned(struct judging *judging);

/* Whether a statement binds or deletes the name itself, not an item of it. */
bool statement_binds(const struct node *statement, const char *name);
/* Whether the act, or a statement after it, binds the name itself (x = …, x += …, del x). */
bool act_binds(const struct judging *judging, const char *name);

#endif
