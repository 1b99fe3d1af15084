/*
 * Operators on Python's own numbers, without a dtype: an integer that does not fit into 64 bits is "unsupported", all
 * else is as in CPython (Objects/longobject.c, floatobject.c, complexobject.c say what their functions give).
 */
#ifndef IBID_REFERENCE_SCALAR_ARITHMETIC_H
#define IBID_REFERENCE_SCALAR_ARITHMETIC_H

#include "number.h"

/* ADD to SHIFT_RIGHT on two of them. */
MUST_USE reference scalar_binary(ibid_instance *instance, enum ibid_operation operation, const struct number *x,
                                 const struct number *y);
/* UNARY_MINUS, UNARY_PLUS and INVERT. */
MUST_USE reference scalar_unary(ibid_instance *instance, enum ibid_operation operation, struct number *x);

/* Exactly, also where an integer is compared with a float. */
bool values_equal(struct value x, struct value y);
/* -1, 0 or 1; 2 where one is not a number. Neither is complex: those have no order. */
int values_order(struct value x, struct value y);

/* The parts, for scalar_arithmetic.c. */
MUST_USE reference integer_binary(ibid_instance *instance, enum ibid_operation operation, int64_t x, int64_t y);
MUST_USE reference float_binary(ibid_instance *instance, enum ibid_operation operation, double x, double y);
MUST_USE reference complex_binary(ibid_instance *instance, enum ibid_operation operation, const double x[2],
                                  const double y[2]);

#endif
