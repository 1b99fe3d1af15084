/* Operations of arrays, made on what a call has as its first argument. */
#ifndef IBID_REFERENCE_RECEIVER_H
#define IBID_REFERENCE_RECEIVER_H

#include "array.h"
#include "operation.h"

typedef reference array_operation(ibid_instance *instance, struct array *x, const struct call *call);

/*
 * A method or an attribute of arrays, and of the library's scalars: these are arrays without axes for it, and scalars
 * come back. Anything else has no such attribute.
 */
MUST_USE reference call_method(ibid_instance *instance, const struct call *call, array_operation *operation);

/* A function of arrays, which takes as one whatever can be one. */
MUST_USE reference call_function(ibid_instance *instance, const struct call *call, array_operation *operation);

#endif
