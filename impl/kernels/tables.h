/* The tables of loops that the sources of an instruction set define, for the one that puts them together. */
#ifndef IBID_KERNELS_TABLES_H
#define IBID_KERNELS_TABLES_H

#include "set.h"

#define FOR_BINARY(X)                                                                                                  \
    X(ADD, add)                                                                                                        \
    X(SUBTRACT, subtract)                                                                                              \
    X(MULTIPLY, multiply)                                                                                              \
    X(DIVIDE, divide)                                                                                                  \
    X(FLOOR_DIVIDE, floor_divide)                                                                                      \
    X(REMAINDER, remainder)                                                                                            \
    X(POWER, power)                                                                                                    \
    X(MAXIMUM, maximum)                                                                                                \
    X(MINIMUM, minimum)                                                                                                \
    X(AND, and)                                                                                                        \
    X(OR, or)                                                                                                          \
    X(XOR, xor)                                                                                                        \
    X(LEFT_SHIFT, left_shift)                                                                                          \
    X(RIGHT_SHIFT, right_shift)

#define FOR_COMPARISONS(X)                                                                                             \
    X(EQUAL, equal)                                                                                                    \
    X(NOT_EQUAL, not_equal)                                                                                            \
    X(LESS, less)                                                                                                      \
    X(LESS_EQUAL, less_equal)                                                                                          \
    X(GREATER, greater)                                                                                                \
    X(GREATER_EQUAL, greater_equal)

#define FOR_UNARY(X)                                                                                                   \
    X(NEGATIVE, negative)                                                                                              \
    X(ABSOLUTE, absolute)                                                                                              \
    X(INVERT, invert)                                                                                                  \
    X(SQRT, sqrt)                                                                                                      \
    X(EXP, exp)                                                                                                        \
    X(LOG, log)                                                                                                        \
    X(SIN, sin)                                                                                                        \
    X(COS, cos)

#define DECLARE_BINARY(OPERATION, operation)                                                                           \
    extern LOOPS_BY_DTYPE(binary_##operation);                                                                         \
    extern LOOPS_BY_DTYPE(reduce_##operation);                                                                         \
    extern LOOPS_BY_DTYPE(accumulate_##operation);
#define DECLARE_COMPARISON(OPERATION, operation) extern LOOPS_BY_DTYPE(operation);
#define DECLARE_UNARY(OPERATION, operation)      extern LOOPS_BY_DTYPE(unary_##operation);
#define DECLARE_CAST(DTYPE, dtype, unused)       extern LOOPS_BY_DTYPE(cast_##dtype);

FOR_BINARY(DECLARE_BINARY)
FOR_COMPARISONS(DECLARE_COMPARISON)
FOR_UNARY(DECLARE_UNARY)
FOR_ALL(DECLARE_CAST, )
extern LOOPS_BY_DTYPE(sum);
extern const struct kernels IN_SET(table);

#endif
