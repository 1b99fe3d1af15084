/* The operations that the reference has: one table, from the number to the function. */
#ifndef IBID_REFERENCE_VOCABULARY_H
#define IBID_REFERENCE_VOCABULARY_H

#include "operation.h"

bool operation_supported(enum ibid_operation operation);
MUST_USE reference operation_perform(ibid_instance *instance, const struct call *call);

#endif
