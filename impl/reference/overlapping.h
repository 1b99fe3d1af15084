/* Whether what is written and what is read meet in memory: include/ibid/overlap.h, asked of arrays. */
#ifndef IBID_REFERENCE_OVERLAPPING_H
#define IBID_REFERENCE_OVERLAPPING_H

#include "ibid/overlap.h"
#include "iterate.h"

/* Where the elements of the array stand; its shape and strides are borrowed. */
struct ibid_strided strided_of(const struct array *array);

/* Whether an element of the array stands in two places of it. */
bool has_twofold_elements(const struct array *array);

/*
 * Whether the input has to be copied before its elements, spread to the shape of `written`, are combined into those
 * of `written`, in any order: unless no element is common, or each is written at the place where it is read. `written`
 * has no twofold elements.
 */
bool must_be_copied(const struct input *input, const struct array *written);

/*
 * How operand `written` of a walk, which has no twofold elements, can be written from operand `read` without a copy
 * while the walk goes in the order of its axes, the first one fastest: include/ibid/overlap.h.
 */
enum ibid_overlap_walk walk_without_copy(const struct walk *walk, size_t written, const struct dtype *written_dtype,
                                         size_t read, const struct dtype *read_dtype);

bool have_common_elements(const struct array *x, const struct array *y);

/* Whether some element of `written` is one of the input's. */
bool has_common_elements(const struct input *input, const struct array *written);

#endif
