/* Which dtype operands meet in: NumPy 2's rules (NEP 50), and which loop computes a function in it. */
#ifndef IBID_REFERENCE_PROMOTION_H
#define IBID_REFERENCE_PROMOTION_H

#include "function.h"
#include "input.h"

/* The least dtype that holds what both hold; integers that none holds meet in float64. */
const struct dtype *promote(const struct dtype *x, const struct dtype *y);

/*
 * The dtype in which two inputs meet. Python's own numbers are weak: next to an array or a scalar with a dtype only
 * their class counts, whatever their value.
 */
const struct dtype *promote_inputs(const struct input *x, const struct input *y);

/* How a function is computed: its loop, and the dtypes that the loop takes and gives. */
struct signature {
    kernel_loop *loop;
    const struct dtype *sources[2];
    const struct dtype *result;
};

/* Of one operand where y is NULL. False with the error "type" if the function has no loop for such operands. */
bool signature_find(ibid_instance *instance, const struct function *function, const struct input *x,
                    const struct input *y, struct signature *signature);

/*
 * Of a function of two operands whose results, of the same dtype, are operands again. False with the error "type" for
 * comparisons, but of bools, which are "unsupported".
 */
bool signature_of_fold(ibid_instance *instance, const struct function *function, const struct dtype *dtype,
                       struct signature *signature);

#endif
