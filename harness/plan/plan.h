/*
 * From a program to the requests that put it to the test (docs/driver-protocol.md).
 *
 * Everything is read once the program has run. What shares memory with what is then proved by
 * statements that the plan appends: an array is cleared, filled with a second value, and given that
 * second value, bit by bit, in the elements whose index has the bit set; after each of these writes
 * all arrays in question are read. So log2(n) + 2 writes tell for every byte of every array which
 * element of the written one stands there. A second request runs the program without its act, since
 * what a case does not mention must be as it is then.
 *
 * What an act allocates is the difference of two counts, which the plan puts around it: statements like any others, in
 * names that the program does not have, tried so that an implementation without a count runs the rest all the same.
 */
#ifndef IBID_PLAN_PLAN_H
#define IBID_PLAN_PLAN_H

#include <jansson.h>

#include "observe/observation.h"
#include "spec/spec.h"

/* More rounds than this are not asked for: beyond, a fill alone tells which bytes are shared, not their order. */
enum { MAXIMUM_ROUNDS = 12 };

/* The writes into one array, as indices into the observation's tries and reads. */
struct proof_write {
    const char *name;
    size_t first_try;  /* clear; then fill; then bit 0, bit 1, … */
    size_t first_read; /* after the clear; then after each of the others */
    size_t round_count;
};

/* Where the two counts of allocated bytes are: indices into tries, and names in one read. */
struct measurement {
    size_t before_try, after_try, read;
    const char *before, *after;
};

struct plan {
    json_t *program;     /* request without its id; owned by the plan until taken */
    json_t *without_act; /* likewise; NULL if not asked for */
    struct proof_write *writes;
    size_t write_count;
    const struct measurement *measurement; /* NULL if not asked for */
    bool without_the_act; /* the judge's own: of a program whose act was left out, and which so allocated nothing */
    size_t act_step, act_times; /* the steps of the act */
    size_t *statements;         /* for each step the statement of the program that it is, or SIZE_MAX */
    size_t step_count;
};

/* Names whose sharing is asked for: those of the view and copy outcomes, and the arrays they are told to be of. */
struct name_set {
    const char **names;
    size_t count;
};

void names_add(struct arena *arena, struct name_set *names, const char *name);
void names_of_outcomes(struct arena *arena, const struct outcomes *outcomes, struct name_set *proved);
/* Every name that the program binds, sorted. */
void names_bound(struct arena *arena, const struct program *program, struct name_set *bound);

/* Rounds that are enough for the arrays that the program's own literals make: a guess, to be corrected by the run. */
size_t rounds_guess(const struct program *program);
/* Rounds for an array of so many elements; 0 if only a fill is to be asked for. */
size_t rounds_for(size_t element_count);

/* Whether what the act allocates is among what is to be judged. */
bool outcomes_measure(const struct outcomes *outcomes);

/* What is to be asked of a program. */
struct inquiry {
    const struct program *program;
    size_t act;         /* the statement, or program->statement_count for none */
    size_t times;       /* how often the act is executed; 0 is once */
    size_t first_tried; /* this statement and those behind it run even if one failed; 0 for none */
    bool without_act;   /* the second request is asked for as well */
    bool whole;         /* compiled together as one function */
    bool measured;      /* what the act allocates is asked for */
    bool traced;        /* the act goes through the implementation's tracer */
    const struct name_set *proved;
    size_t rounds; /* 0 asks for clear and fill only */
};

struct plan *plan_new(struct arena *arena, const struct inquiry *inquiry);
/* The program's statement that a step is, or SIZE_MAX for what the plan added. */
size_t plan_statement(const struct plan *plan, size_t step);
/*
 * Puts an answer to the program's request in terms of its statements: what the plan repeated counts as one, and steps
 * of errors are numbers of statements. Tries and reads stay as they are.
 */
void plan_restore(const struct plan *plan, struct arena *arena, struct observation *observation);
/* The program's request, whose reference the caller gets; to be called once. */
json_t *plan_take_program(struct plan *plan);
json_t *plan_take_without_act(struct plan *plan);
/* Gives up the requests that were not taken. */
void plan_release(struct plan *plan);

#endif
