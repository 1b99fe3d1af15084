/* What == and < say of any two objects, and what an object is worth as a truth. */
#ifndef IBID_REFERENCE_COMPARE_H
#define IBID_REFERENCE_COMPARE_H

#include "operation.h"

/* EQUAL to GREATER_EQUAL: a truth, or what the library's arrays and scalars give, which has a dtype. */
MUST_USE reference compare(ibid_instance *instance, enum ibid_operation operation, struct object *x, struct object *y);

/* What the library's functions take as an array: a number, an array, a list, a tuple or a range. */
bool can_be_array(const struct object *x);

/* Whether a container takes two items to be equal: they are one object, or == says so. False with an error. */
bool items_equal(ibid_instance *instance, struct object *x, struct object *y, bool *equal);

/* False with an error: an array of several elements has none. */
bool truth_of(ibid_instance *instance, struct object *x, bool *truth);

/* x in container */
bool contains(ibid_instance *instance, struct object *container, struct object *x, bool *found);

/* Where the first equal item is from `start` on, or item_count where there is none. False with an error. */
bool find_item(ibid_instance *instance, struct object *sequence, struct object *x, size_t start, size_t *index);

/* Called before and after what calls itself for items of items; false, with the error, where that goes too deep. */
bool go_deeper(ibid_instance *instance);
void come_back(ibid_instance *instance);

#endif
