/*
 * What a program needs of an implementation, derived from its tree and never typed by authors.
 *
 *   op NAME                  an operation of the table: "op flip", "op +=", "op .copy", "op get item"
 *   keyword K of NAME        a parameter given by keyword: "keyword copy of asarray"
 *   index negative step      x[::-1]; likewise "index ellipsis", "index newaxis", "index list",
 *                            "index field"
 *   dtype NAME               a dtype named in the program: "dtype complex64"; "dtype with fields" whatever they are
 *   device                   an operation that moves between devices
 *
 * A case may need "traced" beside, which does not stand in its program: that its act goes through a tracer.
 */
#ifndef IBID_NOTATION_CAPABILITIES_H
#define IBID_NOTATION_CAPABILITIES_H

#include "notation/ir.h"

/* Sorted, each once. The list lives in the arena. Returns how many there are. */
size_t program_capabilities(struct arena *arena, const struct program *program, const char ***capabilities);

/*
 * Whether the last statement that binds the name binds it to the result of id(…): such a value is a
 * token that differs from run to run.
 */
bool program_name_is_identity(const struct program *program, const char *name);

#endif
