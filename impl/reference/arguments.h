/* Arguments that several operations on arrays take. */
#ifndef IBID_REFERENCE_ARGUMENTS_H
#define IBID_REFERENCE_ARGUMENTS_H

#include "array.h"

/* Left out, or None. */
bool is_absent(const struct object *argument);

/*
 * The name of a dtype; where absent, *dtype stays. Another name is "unsupported", and an error of the kind "type" where
 * it is that of numbers in so many bits, and NumPy 2 has none: "int65".
 */
bool read_dtype(ibid_instance *instance, const struct object *name, const struct dtype **dtype);

/* copy=: None, true and false. */
enum copying { COPY_IF_NEEDED, COPY_ALWAYS, COPY_NEVER };
enum copying read_copying(const struct object *copy);

/* Of numbers their value; of others, whether there is anything. */
bool is_true_flag(const struct object *flag);

/* order=: "C", "F", "K", or "A", which is "F" for what stands by columns. ORDER_KEEP where absent. */
bool read_order(ibid_instance *instance, const struct object *name, const struct array *x, enum order *order);

#endif
