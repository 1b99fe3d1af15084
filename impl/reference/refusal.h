/* How operations are refused that an object has not, or not with such operands. All return NULL, with the error set. */
#ifndef IBID_REFERENCE_REFUSAL_H
#define IBID_REFERENCE_REFUSAL_H

#include "object.h"

/* "+", "<=", "+=", ".append": an operation as it is written. */
const char *operation_name(enum ibid_operation operation);

/* x op y is for no such types: "type". */
void *refuse_operands(ibid_instance *instance, enum ibid_operation operation, const struct object *x,
                      const struct object *y);
/* x has no method or attribute of the name that the operation has: "attribute". */
void *refuse_attribute(ibid_instance *instance, enum ibid_operation operation, const struct object *x);

#endif
