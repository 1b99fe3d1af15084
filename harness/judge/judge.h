/*
 * From observations to verdicts. The judge never executes: it compares what an implementation showed
 * with what a case expects, and with what the program shows without its act.
 */
#ifndef IBID_JUDGE_JUDGE_H
#define IBID_JUDGE_JUDGE_H

#include "judge/verdict.h"
#include "observe/observation.h"
#include "plan/plan.h"
#include "spec/spec.h"

/* UNOBSERVED: the implementation lacks what would show it, so that the other outcomes decide. */
enum holds { HOLDS_NOT, HOLDS, HOLDS_UNDECIDED, HOLDS_UNOBSERVED };

/* One outcome, or something that a case does not mention and that changed. */
struct finding {
    const char *kind; /* "identity", "content", …; "unmentioned" */
    const char *text; /* what was to hold: "x is a" */
    enum holds holds;
    const char *expected; /* for people; NULL where the text says it all */
    const char *seen;     /* for people; NULL if nothing was seen */
    const char *name;     /* "unmentioned": what changed; else NULL */
    const char *evidence; /* "read", "proved", "proved by fill", "reported", "none" */
};

struct judgement {
    enum verdict verdict;
    const char *reason; /* one sentence without a dot; "" where the verdict is pass */
    bool idle;   /* INCONCLUSIVE, since the outcomes hold without the act as well */
    bool active; /* PASS, though the case says unchanged and its outcomes do not hold without the act */
    struct finding *findings;
    size_t finding_count;
};

/* What an implementation showed. Everything is borrowed. */
struct evidence {
    const struct program *program;
    size_t act;
    const struct plan *plan;               /* for where the proof's writes are */
    const struct observation *observation; /* of the program */
    const struct observation *without_act; /* NULL if there is none: then nothing is said of what is not mentioned */
};

/*
 * Judges outcomes. Everything in the judgement lives in the arena. An observation that is broken,
 * unsupported, or fails before the act ends in a verdict that says so, without findings.
 */
void judge(struct arena *arena, const struct outcomes *outcomes, const struct evidence *evidence,
           struct judgement *judgement);

/* The first finding that the implementation could not show, or NULL. */
const struct finding *judgement_unobserved(const struct judgement *judgement);

/*
 * Whether all outcomes hold of the program without its act as well, so that the case tells nothing. What
 * only the proof's writes would tell is undecided.
 */
enum holds judge_without_act(struct arena *arena, const struct outcomes *outcomes, const struct evidence *evidence);
/* Whether they do. */
bool judge_holds_without_act(struct arena *arena, const struct outcomes *outcomes, const struct evidence *evidence);

/*
 * How many rounds the proof needs for the arrays that the observation shows; more than the plan has
 * means that asking again will tell more. 0 if a fill is all that can be asked for.
 */
size_t judge_rounds_needed(const struct evidence *evidence);

#endif
