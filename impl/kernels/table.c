#include "tables.h"

#define TEXT_OF(word)     #word
#define TEXT_EXPAND(word) TEXT_OF(word)

#define BINARY(OPERATION, operation)     [KERNEL_##OPERATION] = IN_SET(binary_##operation),
#define REDUCE(OPERATION, operation)     [KERNEL_##OPERATION] = IN_SET(reduce_##operation),
#define ACCUMULATE(OPERATION, operation) [KERNEL_##OPERATION] = IN_SET(accumulate_##operation),
#define COMPARISON(OPERATION, operation) [KERNEL_##OPERATION] = IN_SET(operation),
#define UNARY(OPERATION, operation)      [KERNEL_##OPERATION] = IN_SET(unary_##operation),
#define CAST(DTYPE, dtype, unused)       [KERNEL_##DTYPE] = IN_SET(cast_##dtype),

const struct kernels IN_SET(table) = {
    .name = TEXT_EXPAND(KERNELS_SET),
    .binary = {FOR_BINARY(BINARY)},
    .comparison = {FOR_COMPARISONS(COMPARISON)},
    .unary = {FOR_UNARY(UNARY)},
    .reduce = {FOR_BINARY(REDUCE)},
    .sum = IN_SET(sum),
    .accumulate = {FOR_BINARY(ACCUMULATE)},
    .cast = {FOR_ALL(CAST, )},
};
