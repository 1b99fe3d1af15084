/* Operations of the table, on objects of the model. */
#ifndef IBID_MODEL_CALL_H
#define IBID_MODEL_CALL_H

#include "model.h"

bool supports(enum ibid_operation operation);

/*
 * Arguments stand in the order of the table, the receiver of a method first, NULL where left out; there
 * are always MAXIMUM_ARGUMENTS of them, of which `given` were given by position.
 */
enum { MAXIMUM_ARGUMENTS = 8 };
struct object *perform(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments,
                       size_t given);

#endif
