/*
 * Whether a tree that came as JSON is one that the parser could have made: the interpreter and the
 * plugins rely on it. The parser's own trees always are.
 */
#ifndef IBID_HOST_WELL_FORMED_H
#define IBID_HOST_WELL_FORMED_H

#include "notation/ir.h"

/* NULL, or what is wrong with the statement, in the arena. */
const char *statement_mistake(struct arena *arena, const struct node *statement);

#endif
