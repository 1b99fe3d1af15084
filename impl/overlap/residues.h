/*
 * Proofs that an equation has no solution: modulo some number most coefficients are 0 or small, and what is left of
 * them does not reach the target's residue. All functions return the modulus, and in residues what each coefficient was
 * replaced by, which is congruent to it; or 0.
 */
#ifndef IBID_OVERLAP_RESIDUES_H
#define IBID_OVERLAP_RESIDUES_H

#include "equation.h"

/* Modulo what the largest coefficients have as a common divisor, for one of them, two of them, and so on. */
int64_t misses_modulo_divisors(const struct equation *equation, int64_t *residues);

/*
 * Modulo each coefficient: where all are near multiples of one number, one of them is good enough for it. So is NumPy's
 * documented hard case disjoint modulo 12224, as its other strides are 2, -1, 1 and -1 then.
 */
int64_t misses_modulo_coefficients(const struct equation *equation, int64_t *residues);

#endif
