/*
 * Operators as Python evaluates them: which operand is asked, and in which order. Arrays and the library's scalars are
 * for ufunc.h, Python's own numbers for scalar_arithmetic.h, strings and sequences for concatenation.h.
 */
#ifndef IBID_REFERENCE_OPERATOR_H
#define IBID_REFERENCE_OPERATOR_H

#include "operation.h"

reference operator_binary(ibid_instance *instance, const struct call *call);   /* ADD to SHIFT_RIGHT */
reference operator_unary(ibid_instance *instance, const struct call *call);    /* UNARY_MINUS, UNARY_PLUS, INVERT */
reference operator_not(ibid_instance *instance, const struct call *call);      /* NOT */
reference operator_identity(ibid_instance *instance, const struct call *call); /* IS, IS_NOT */
reference operator_contains(ibid_instance *instance, const struct call *call); /* IN, NOT_IN */
reference operator_compare(ibid_instance *instance, const struct call *call);  /* EQUAL to GREATER_EQUAL */
reference operator_update(ibid_instance *instance, const struct call *call);   /* UPDATE_ADD to UPDATE_SHIFT_RIGHT */

reference method_iadd(ibid_instance *instance, const struct call *call); /* x.__iadd__(y) */
reference method_add(ibid_instance *instance, const struct call *call);  /* x.__add__(y) */

#endif
