/* Inside picture/: what the proof's writes tell of any two arrays, and where that puts their elements. */
#ifndef IBID_PICTURE_EVIDENCE_H
#define IBID_PICTURE_EVIDENCE_H

#include "picture/picture.h"

/* An array with elements, and the pieces of memory that its bytes are: numbers, equal where the memory is one. */
struct mapped {
    size_t object;
    const struct object *array;
    size_t *pieces; /* for each byte; NULL where the exact maps lack some of them */
};

struct evidence_of_arrays {
    struct mapped *arrays;
    size_t count;
    size_t piece_count;
    bool *shares, *known; /* count by count */
    /* Room for place_arrays, by piece, zeroed; a piece is of one buffer. */
    long *positions;
    size_t *counted, *round;
};

struct evidence_of_arrays collect_evidence(struct arena *arena, const struct picture *picture,
                                           const struct observation *observation, const struct plan *plan);

/* Numbers the places of the arrays of one buffer, given as indices into evidence->arrays. */
void place_arrays(struct arena *arena, struct picture *picture, const struct evidence_of_arrays *evidence,
                  size_t buffer, const size_t *members, size_t member_count);

#endif
