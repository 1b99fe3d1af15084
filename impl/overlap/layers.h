/*
 * Slices of one parent give nested strides: rows step over all that lies within a row. Then the target's digits can
 * be read off one block of terms after the other: what the smaller terms contribute is fixed modulo the divisor that
 * the larger ones have in common, but for a carry.
 */
#ifndef IBID_OVERLAP_LAYERS_H
#define IBID_OVERLAP_LAYERS_H

#include <stdbool.h>

#include "equation.h"

/*
 * The quick answer: YES or NO if each block is of one or two terms, else UNDECIDED. The terms are sorted, of
 * different coefficients and there is at least one.
 */
enum ibid_overlap_answer decide_small_layers(const struct term *terms, int count, int64_t target);

/*
 * The same with blocks of any size, which decide_part() is called for. *split tells whether there is more than one
 * block; if not, nothing was done and the answer means nothing.
 */
enum ibid_overlap_answer decide_layers(const struct equation *equation, int64_t *values, int64_t *steps_left, int depth,
                                       bool *split);

#endif
