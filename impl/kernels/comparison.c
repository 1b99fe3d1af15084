/* equal, not_equal, less, less_equal, greater, greater_equal. */
#include "order.h"

#define COMPARISON_LOOP(DTYPE, dtype, operation) BINARY_LOOP(operation##_##dtype##_loop, operation##_##dtype, dtype, boolean)
#define COMPARISON_ENTRY(DTYPE, dtype, operation) [KERNEL_##DTYPE] = operation##_##dtype##_loop,
#define COMPARISON(operation)                                                                                          \
    FOR_ALL(COMPARISON_LOOP, operation)                                                                                \
    kernel_loop *const IN_SET(operation)[KERNEL_DTYPE_COUNT] = {FOR_ALL(COMPARISON_ENTRY, operation)};

COMPARISON(equal)
COMPARISON(not_equal)
COMPARISON(less)
COMPARISON(less_equal)
COMPARISON(greater)
COMPARISON(greater_equal)
