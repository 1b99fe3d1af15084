/*
 * Random programs in the notation. The generator keeps track of what each name is bound to (its kind, an array's
 * dtype, shape, place in memory, and the range of its numbers), so that most statements succeed; some fail on
 * purpose. A program is drawn from the seed and its number alone, by arithmetic that is the same on every machine.
 *
 * What a source leaves undefined, or to an implementation, is not drawn:
 *
 *   - writing into an array that has one element in two places (broadcast_to, as_strided): NumPy's guide says that
 *     the result is not to be relied on. Such arrays are read, and written through others.
 *   - assigning to one element twice by a list of indices: in NumPy the order is not guaranteed. add.at may.
 *   - numbers that C does not convert: floats beyond the range of an integer dtype, NaN, negative ones to unsigned.
 *   - bits of a NaN: once memory has been seen as another dtype, nothing is written that could be NaN.
 *   - as bool, memory that holds other bytes than 0 and 1.
 *   - sums of floats that are exact in no order, the products and quotients of complex numbers that are not exact, the
 *     sign of a zero in maximum and minimum: two right implementations differ. Floats are multiples of 1/4 to
 *     begin with, and explore/numbers.h follows them.
 *   - exp, log, sin, cos and power of floats, but in programs whose `tolerance` is not 0, where nothing that jumps
 *     (comparisons, rounding, conversion to integers) is made of them.
 *   - what where= leaves out of a new array.
 *   - what no name holds any more but garbage may: no list is put into itself.
 */
#ifndef IBID_EXPLORE_GENERATE_H
#define IBID_EXPLORE_GENERATE_H

#include <stdint.h>

#include "base/arena.h"
#include "plan/plan.h"

/* What is well defined, and what some implementation is known to do wrong all the same: explore/hazards.def. */
enum hazard {
#define IBID_HAZARD(identifier, name, summary) HAZARD_##identifier,
#include "explore/hazards.def"
#undef IBID_HAZARD
    HAZARD_COUNT,
};

struct drawn {
    const char *text;       /* a statement a line */
    struct name_set arrays; /* names that are bound to arrays behind it, sorted; as far as the generator can tell */
    double tolerance;       /* relative, of floats; 0: they have to be equal */
    unsigned hazards;       /* 1 << HAZARD_… for each that it has */
    size_t meant_to_fail;   /* so many of its statements */
};

/* Its name, "mask among its targets", and what it is, in a sentence without a dot. Static. */
const char *hazard_name(enum hazard hazard);
const char *hazard_summary(enum hazard hazard);

/* Everything in the arena. */
void draw_program(struct arena *arena, uint64_t seed, uint64_t number, struct drawn *drawn);

#endif
