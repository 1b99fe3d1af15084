/*
 * Two observations of one program held against each other: which statements raised and with which kind of error, what
 * names are bound to (kind, dtype, shape, content), which of them are one object, and what the writes that prove
 * sharing changed. The first difference found is told.
 *
 * Not compared: which numbers and strings are one object, since caches of them are an implementation's own matter;
 * what a NaN consists of; the words of errors.
 */
#ifndef IBID_EXPLORE_COMPARE_H
#define IBID_EXPLORE_COMPARE_H

#include "notation/ir.h"
#include "observe/observation.h"
#include "plan/plan.h"

enum difference_kind {
    SAME,
    DIFFERS_BROKEN,   /* a side crashed, or broke the protocol */
    DIFFERS_ERROR,    /* a statement raised on one side, or another kind on each */
    DIFFERS_NAME,     /* what a name is bound to */
    DIFFERS_IDENTITY, /* whether two references are one object */
    DIFFERS_SHARING,  /* what a write into one array changes in another */
    NOT_COMPARED,     /* a side does not support something in it */
};

struct difference {
    enum difference_kind kind;
    const char *text;  /* what it is, for people; NOT_COMPARED: what is not supported */
    size_t statement;  /* ERROR: its index in the program */
    const char *name;  /* NAME; SHARING: in which it is seen; IDENTITY: one reference, as in "p[0]" */
    const char *other; /* IDENTITY: the other one; SHARING: the written one */
    bool same_on_left; /* IDENTITY */
};

/* One side: what a program showed, run with all statements but the first tried. */
struct side {
    const char *title; /* for people: "model:numpy" */
    const struct plan *plan;
    const struct observation *observation;
};

/* Floats are equal up to this relative difference; 0: exactly. Everything in the arena. */
struct difference compare_sides(struct arena *arena, const struct program *program, const struct side *left,
                                const struct side *right, double tolerance);

/* The error of a statement, or NULL: of the first it is the program's own, others were tried. */
const struct step_error *error_of_statement(const struct observation *observation, size_t statement);

#endif
