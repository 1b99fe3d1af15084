/* The operations of the table that compute with arrays: see operation.h. */
#ifndef IBID_REFERENCE_COMPUTE_H
#define IBID_REFERENCE_COMPUTE_H

#include "operation.h"

operation_function compute_binary;  /* F_ADD to F_GREATER_EQUAL */
operation_function compute_unary;   /* F_NEGATIVE to F_COS */
operation_function compute_sum;
operation_function compute_accumulate;
operation_function compute_at;
operation_function compute_matmul;
operation_function compute_set_at;
operation_function compute_added_at;

#endif
