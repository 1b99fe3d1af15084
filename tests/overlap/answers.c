/*
 * Answers on standard output, a line each, for pairs of arrays on standard input: of each array its start, item_bytes,
 * dimensions, shape and strides. "OVERLAP INTERNAL-OF-X", each 0 or 1 (or another answer's number).
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "instances.h"

static bool read_array(struct instance *array)
{
    if (scanf("%" SCNd64 " %" SCNd64 " %d", &array->start, &array->item_bytes, &array->dimensions) != 3)
        return false;
    bool complete = array->dimensions >= 0 && array->dimensions <= IBID_OVERLAP_DIMENSIONS;
    for (int i = 0; complete && i < array->dimensions; i++)
        complete = scanf("%" SCNd64, &array->shape[i]) == 1;
    for (int i = 0; complete && i < array->dimensions; i++)
        complete = scanf("%" SCNd64, &array->strides_bytes[i]) == 1;
    return complete;
}

int main(void)
{
    struct instance a, b;
    while (read_array(&a) && read_array(&b)) {
        struct ibid_strided x = instance_array(&a), y = instance_array(&b);
        printf("%d %d\n", ibid_overlap(&x, &y, NULL), ibid_overlap_internal(&x, NULL));
    }
    return feof(stdin) ? 0 : 1;
}
