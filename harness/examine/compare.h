/* Inside examine: an observation beside the one that is expected. */
#ifndef IBID_EXAMINE_COMPARE_H
#define IBID_EXAMINE_COMPARE_H

#include "examine/examination.h"

/*
 * `expected` is an answer as JSON, with ' for ", of which may be left out
 *
 *   error    null, or {'step': 1, 'kind': 'name'}; left out: null
 *   tries    a list of nulls and kinds; left out: not looked at
 *   reads    as in an answer; left out: not looked at
 *
 * Which scalars are one object is left open, as is the dtype of an array; which sequences and arrays are one
 * object is not. False, with the finding, where they differ.
 */
bool compare_with_expected(struct examination *examination, const struct observation *observation,
                           const char *expected);

/*
 * Whether the name is bound to an array (or, without axes, to a scalar) with the shape and the values of nested
 * lists of integers, as JSON: "[[1, 2], [3, 4]]". False, with the finding, otherwise.
 */
bool compare_array(struct examination *examination, const struct snapshot *snapshot, const char *name,
                   const char *content);

#endif
