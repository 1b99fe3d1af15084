/*
 * What the proof's writes showed: for every byte of one array, which byte of which element of the
 * written array stands there. See plan/plan.h for the writes.
 */
#ifndef IBID_JUDGE_SHARING_H
#define IBID_JUDGE_SHARING_H

#include "observe/observation.h"
#include "plan/plan.h"

enum sharing_evidence {
    SHARING_UNKNOWN, /* the array could not be written, or is not one */
    SHARING_FILLED, /* which bytes are shared, not their order: the array is too large, or the plan asked for no more */
    SHARING_MAPPED, /* the exact map */
};

enum { NOT_SHARED = -1, CHANGED_OTHERWISE = -2 };

struct sharing {
    enum sharing_evidence evidence;
    size_t byte_count; /* of the array that was read */
    long *elements; /* for each byte: the flat element of the written array (without meaning if only FILLED), or one of
                       the above */
    unsigned char *bytes; /* for each shared byte: which byte of that element */
};

/*
 * The map from the array that `write` wrote to the array `name`. If the written array has more
 * elements than the plan's rounds can tell apart, evidence is SHARING_FILLED.
 */
struct sharing sharing_from_writes(struct arena *arena, const struct observation *observation,
                                   const struct proof_write *write, const char *name);
/*
 * The same for an array that need not have a name: seen[i] is that array as it was read after the write's clear, its
 * fill and then each of its rounds, or NULL where it was not read.
 */
struct sharing sharing_of_array(struct arena *arena, const struct observation *observation,
                                const struct proof_write *write, const struct object *const *seen);
/* Whether any byte is shared. */
bool sharing_any(const struct sharing *sharing);
/* The plan's writes into a name, or NULL. */
const struct proof_write *write_of(const struct plan *plan, const char *name);

#endif
