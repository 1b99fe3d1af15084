/* One call of an elementwise function, as ufunc.c prepares it for whoever computes it. */
#ifndef IBID_REFERENCE_CALL_STATE_H
#define IBID_REFERENCE_CALL_STATE_H

#include "ibid/overlap.h"
#include "promotion.h"

/* Inputs are the sources and then, where there is one, the mask. */
struct call_state {
    const struct function *function;
    size_t sources;
    size_t opened; /* inputs that are to be closed */
    bool masked;
    struct input inputs[KERNEL_OPERANDS];
    struct signature signature;
    /* That serves sources that meet the output elsewhere than at the same place: FORWARD, BACKWARD or, without, ANY. */
    enum ibid_overlap_walk order;
    bool is_shifted[KERNEL_OPERANDS]; /* which these sources are */
    struct array *output; /* NULL where a new one is to be made */
    size_t axes;
    int64_t shape[MAXIMUM_AXES]; /* that the inputs are spread to; the output's where there is one */
};

static inline struct input *mask_of(struct call_state *call)
{
    return &call->inputs[call->sources];
}

#endif
