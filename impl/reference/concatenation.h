/* What + and * make of strings, lists and tuples. */
#ifndef IBID_REFERENCE_CONCATENATION_H
#define IBID_REFERENCE_CONCATENATION_H

#include "object.h"

bool is_text_or_sequence(const struct object *object); /* a string, a list or a tuple */

/* x + y: a "type" error where y is of another type than x, which is one of the three. */
MUST_USE reference concatenated(ibid_instance *instance, struct object *x, struct object *y);

/* x * times, where x is one of the three; less than none is none. */
MUST_USE reference repeated(ibid_instance *instance, struct object *x, int64_t times);
/* The same for what has to be an integer, else a "type" error. */
MUST_USE reference repeated_by(ibid_instance *instance, struct object *x, struct object *times);

#endif
