/* What can be told of a program's names without running it. */
#ifndef IBID_SPEC_NAMES_H
#define IBID_SPEC_NAMES_H

#include "spec/spec.h"

/* The names that some statement binds, each once, in the order of the program. In the arena. */
const char **names_of_program(struct arena *arena, const struct program *program, size_t *count);

/*
 * Whether another name holds what `reference` is bound to when the act starts, and still after it, as
 * far as assignments between names tell.
 */
bool names_keep(struct arena *arena, const struct program *program, size_t act, const struct reference *reference);

/* The names in an expression, each once. */
const char **names_of_expression(struct arena *arena, const struct node *expression, size_t *count);

#endif
