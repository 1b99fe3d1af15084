/* The program of a case or a probe, from the strings that stand in its table. */
#ifndef IBID_SPEC_PROGRAM_H
#define IBID_SPEC_PROGRAM_H

#include "notation/ir.h"
#include "spec/walk.h"

/*
 * False after having reported what is wrong: that there is no statement, one that is not in the
 * notation, at its very place in the file where it stands there as a string.
 */
bool read_program(struct walk *walk, const struct subject *subject, int body, struct program *program, size_t *act);

#endif
