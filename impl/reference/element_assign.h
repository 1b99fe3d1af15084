/* Single elements, written by what a program assigns to them. */
#ifndef IBID_REFERENCE_ELEMENT_ASSIGN_H
#define IBID_REFERENCE_ELEMENT_ASSIGN_H

#include "array.h"

/*
 * As NumPy does for x[0] = value: Python's own numbers have to fit into an integer dtype (errors of the kinds
 * "overflow" and "value"), and complex ones into none that is real ("type"). The library's scalars are cast, but for
 * signed integers, for which they count as Python's; an array without axes is cast always. None is NaN, or false.
 * Writes nothing where it fails.
 */
bool element_assign(ibid_instance *instance, const struct dtype *dtype, void *element, struct object *value);

/* Repeats an element into all `count` of those that lie next to each other from `first` on. */
void elements_fill(unsigned char *first, size_t count, const void *element, size_t item_bytes);

#endif
