/*
 * Which elements an expression such as x[1:3], x.T or x.reshape((2, 3)) denotes: what a view of them
 * has to share. Indexing and derivation as Python and NumPy define them; no implementation is asked.
 *
 * Elements are given by where their bytes are among the bytes of the root array read in C order, so
 * that .view(dtype), .real and fields need nothing special.
 */
#ifndef IBID_JUDGE_ELEMENTS_H
#define IBID_JUDGE_ELEMENTS_H

#include "notation/ir.h"
#include "observe/observation.h"

struct elements {
    const char *root; /* the name that the expression starts from */
    size_t item_bytes;
    bool reinterpreted; /* the bytes are elements of another dtype than the root's */
    size_t dimensions;
    long long *shape;
    size_t count;
    size_t *byte_offsets; /* of each element in C order, into the root's bytes */
};

/* The name at the bottom of the expression, or NULL if it has none or more than one. */
const char *elements_root(const struct node *expression);

/*
 * Evaluates the expression over an array of this shape and item size. False and *message (in the
 * arena) if it has no such element, or is not made of indexing and derivation.
 */
bool elements_of(struct arena *arena, const struct node *expression, const struct object *root,
                 struct elements *elements, const char **message);

#endif
