/* The table of operations, as the mutants need it: names to numbers, names of parameters to places. */
#ifndef IBID_MUTANTS_OPERATIONS_H
#define IBID_MUTANTS_OPERATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "ibid/plugin.h"

enum { NO_OPERATION = 0 };

/* NO_OPERATION if there is none of this name, which need not end in a zero byte. */
enum ibid_operation operation_named(const char *name, size_t name_bytes);
bool operation_is_update(enum ibid_operation operation);
/* The operator behind an update: + for +=. */
enum ibid_operation operator_of_update(enum ibid_operation operation);
/* The place of a parameter among the arguments, the receiver's being 0; -1 if the operation has no such one. */
int parameter_place(enum ibid_operation operation, const char *name);

#endif
