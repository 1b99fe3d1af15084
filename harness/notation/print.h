/*
 * The notation's printer: canonical text of a tree, with single spaces, double quotes and the
 * fewest parentheses. Parsing what it prints gives an equal tree.
 */
#ifndef IBID_NOTATION_PRINT_H
#define IBID_NOTATION_PRINT_H

#include "base/text.h"
#include "notation/ir.h"

void print_node(struct text *text, const struct node *node);
/* The same as a string in the arena. */
const char *print_string(struct arena *arena, const struct node *node);

#endif
