/*
 * Prints what the exact loops of the best table compute, a digest a line. Built for several architectures, the output
 * has to be the same.
 */
#include <stdio.h>

#include "exercise.h"
#include "layouts.h"

static void print(void *context, const char *loop, uint64_t digest)
{
    printf("%zu %s: %016llx\n", *(const size_t *)context, loop, (unsigned long long)digest);
}

int main(void)
{
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernels *kernels = kernels_choose(NULL, message);
    if (!kernels) {
        fprintf(stderr, "%s\n", message);
        return 1;
    }
    /* A step that has no factor in common with how layouts are numbered meets every kind of each part of them. */
    for (size_t index = 0; index < LAYOUT_TOTAL; index += 7) {
        const struct exercise_layout layout = layout_of(index);
        exercise(kernels, &layout, true, print, &index);
    }
    return 0;
}
