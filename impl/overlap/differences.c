#include "differences.h"

#include <stddef.h>

#include "arithmetic.h"

/* sum of stride * difference + byte in second - byte in first = first_start - second_start, each term from 0 up. */
enum ibid_overlap_answer differences_meet(const struct differences *differences, int64_t *difference,
                                          int64_t *byte_in_first)
{
    struct equation equation = {.count = 0};
    int origins[MOST_TERMS];
    wide target = (wide)differences->first_start - differences->second_start + differences->first_item_bytes - 1;
    wide reach = 0;
    for (int i = 0; i < differences->dimensions; i++) {
        int64_t stride = differences->strides_bytes[i], least = differences->least[i], most = differences->most[i];
        if (most < least)
            return IBID_OVERLAP_NO;
        target -= (wide)stride * (stride > 0 ? least : most);
        if (stride == 0 || least == most)
            continue;
        origins[equation.count] = i;
        equation.terms[equation.count++] = (struct term){stride < 0 ? -stride : stride, most - least};
        reach += (wide)(stride < 0 ? -stride : stride) * (most - least);
    }
    int64_t bytes = differences->first_item_bytes + differences->second_item_bytes - 2;
    reach += bytes;
    if (target < 0 || target > reach)
        return IBID_OVERLAP_NO;
    if (bytes > 0) {
        origins[equation.count] = -1;
        equation.terms[equation.count++] = (struct term){1, bytes};
    }
    equation.target = (int64_t)target;
    int64_t values[MOST_TERMS], steps_left = IBID_OVERLAP_STEPS;
    enum ibid_overlap_answer answer = decide(&equation, difference ? values : NULL, &steps_left);
    if (answer != IBID_OVERLAP_YES || !difference)
        return answer;
    for (int i = 0; i < differences->dimensions; i++)
        difference[i] = differences->least[i] > 0 ? differences->least[i] : 0;
    *byte_in_first = differences->first_item_bytes - 1;
    for (int i = 0; i < equation.count; i++) {
        int origin = origins[i];
        if (origin < 0)
            *byte_in_first -= smaller(values[i], differences->first_item_bytes - 1);
        else if (differences->strides_bytes[origin] > 0)
            difference[origin] = differences->least[origin] + values[i];
        else
            difference[origin] = differences->most[origin] - values[i];
    }
    return IBID_OVERLAP_YES;
}
