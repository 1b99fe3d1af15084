/*
 * Measured answers to choices, and what follows from them for the clauses that they guard.
 */
#ifndef IBID_JUDGE_FINGERPRINT_H
#define IBID_JUDGE_FINGERPRINT_H

#include "judge/judge.h"

/* What one probe showed. */
struct probe_result {
    const struct test_case *probe;
    const char *answer;   /* the answer that it fits, or NULL */
    const char *also;     /* another one that it fits as well, which is a mistake of the spec; else NULL */
    enum verdict verdict; /* PASS with an answer; FAIL if none fits; else why nothing can be said */
    const char *reason;   /* where the verdict is not pass */
};

enum measured_state {
    MEASURED,           /* `answer` holds for every probe that ran */
    MEASURED_NONE,      /* the probes ran, and no answer of the choice fits */
    MEASURED_UNKNOWN,   /* the probes could not run, or showed nothing */
    MEASURED_NOT_ASKED, /* an answer that the choice requires is not given */
};

struct measured {
    const struct choice *choice;
    enum measured_state state;
    const char *answer; /* if MEASURED */
    const char *reason; /* otherwise: why */
    struct probe_result *probes;
    size_t probe_count;
    enum verdict verdict;       /* against the profile, if there is one */
    const char *profile_answer; /* the profile's answer, or NULL */
    const char *effective;      /* what guards go by: NULL makes what the choice guards not applicable */
};

struct fingerprint {
    struct measured *items; /* in the order of spec->choices */
    size_t count;
};

/* Which answer one probe's observation fits. evidence->without_act is not used. */
void judge_probe(struct arena *arena, const struct choice *choice, const struct evidence *evidence,
                 struct probe_result *result);

/*
 * Draws a choice's answer from its probes, whose results are filled in, and holds it against the
 * profile (or NULL). The items before this one in the fingerprint must be measured already.
 *
 * Probes that are unsupported are left aside as long as another one ran. Probes that differ give the
 * choice's "depends" answer, if it has one.
 */
void measure_choice(struct arena *arena, struct fingerprint *fingerprint, size_t number, const struct profile *profile);

/* "in place"; "none" where no answer fits; "unknown". Static or the spec's. */
const char *measured_name(const struct measured *measured);
const struct measured *fingerprint_find(const struct fingerprint *fingerprint, const char *choice);

/*
 * Whether what is guarded by these conditions applies. If not, *reason (in the arena) says which
 * answer it presupposes and which was found.
 */
bool guard_holds(struct arena *arena, const struct fingerprint *fingerprint, const struct answer_condition *where,
                 size_t where_count, const char **reason);

#endif
