/* Running a loop over a walk: with conversions on the way, and a mask. */
#ifndef IBID_REFERENCE_RUN_H
#define IBID_REFERENCE_RUN_H

#include "iterate.h"

/*
 * What is done at every place of a walk. The walk's operands are the loop's sources, then its destination, then, where
 * it is masked, the mask: bools, that tell where the destination is written.
 */
struct task {
    kernel_loop *loop;
    size_t sources;
    /*
     * Of each operand of the loop: from what the array has to what the loop takes, or from what the loop gives to what
     * the array has; NULL where these are the same. All NULL for loops that fold.
     */
    kernel_loop *casts[KERNEL_OPERANDS];
    size_t item_bytes[KERNEL_OPERANDS]; /* as the loop takes and gives; read where there is a cast */
    bool masked;
    bool streams; /* see kernels.h */
    bool backwards; /* from the last place to the first; read where there is a cast, else the order does not matter */
};

/*
 * Every destination shares no element with the mask, or is the same element of it at every place. So it is with a
 * source, or the source has a cast, be it to its own dtype, and no element is written at an earlier place of the walk,
 * the first axis running fastest, than one where the source has it; at no later place, if the task goes backwards.
 */
void task_run(const struct task *task, const struct walk *walk);

/*
 * Whether results of so many bytes are better streamed. Only where the destination is none of the sources.
 */
bool streams(ibid_instance *instance, size_t bytes);

#endif
