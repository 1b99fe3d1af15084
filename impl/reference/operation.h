/* What the operations of the table are given: each is one function of this shape. See vocabulary.h. */
#ifndef IBID_REFERENCE_OPERATION_H
#define IBID_REFERENCE_OPERATION_H

#include "object.h"

enum { MAXIMUM_ARGUMENTS = 8 };

/*
 * Arguments stand in the order of the table, the receiver of a method first, NULL where left out; there are at least
 * MAXIMUM_ARGUMENTS of them, of which `given` were given.
 */
struct call {
    enum ibid_operation operation;
    struct object *const *arguments;
    size_t given;
};

typedef reference operation_function(ibid_instance *instance, const struct call *call);

#endif
