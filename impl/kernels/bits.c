/* and, or, xor, invert, left_shift, right_shift. */
#include "loops.h"

#define BITWISE(DTYPE, dtype, operation, sign)                                                                         \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return (dtype##_value)(a sign b);                                                                              \
    }
#define BITWISE_BOOL(operation, sign)                                                                                  \
    INLINE boolean_value operation##_boolean(boolean_value a, boolean_value b)                                         \
    {                                                                                                                  \
        return (a != 0) sign(b != 0);                                                                                  \
    }

/* A negative distance is a large one. What is shifted out is lost, without being undefined. */
#define SHIFTS(DTYPE, dtype, sign_bits)                                                                                \
    INLINE dtype##_value left_shift_##dtype(dtype##_value a, dtype##_value b)                                          \
    {                                                                                                                  \
        const bool within = (uint64_t)b < 8 * sizeof a;                                                                \
        return (dtype##_value)(within ? (dtype##_wide)a << b : 0);                                                     \
    }                                                                                                                  \
    INLINE dtype##_value right_shift_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        const bool within = (uint64_t)b < 8 * sizeof a;                                                                \
        return (dtype##_value)(within ? a >> b : sign_bits);                                                           \
    }

#define INVERT(DTYPE, dtype, unused)                                                                                   \
    INLINE dtype##_value invert_##dtype(dtype##_value a)                                                               \
    {                                                                                                                  \
        return (dtype##_value) ~a;                                                                                     \
    }

FOR_INTEGERS(BITWISE, and, &)
FOR_INTEGERS(BITWISE, or, |)
FOR_INTEGERS(BITWISE, xor, ^)
BITWISE_BOOL(and, &)
BITWISE_BOOL(or, |)
BITWISE_BOOL(xor, ^)
FOR_SIGNED(SHIFTS, a < 0 ? -1 : 0)
FOR_UNSIGNED(SHIFTS, 0)
FOR_INTEGERS(INVERT, )

INLINE boolean_value invert_boolean(boolean_value a)
{
    return a == 0;
}

#define FOR_BITS(X, ...) FOR_BOOL(X, __VA_ARGS__) FOR_INTEGERS(X, __VA_ARGS__)

FOR_BITS(BINARY_LOOPS, and, QUICK)
FOR_BITS(REDUCE_LOOPS, and)
BINARY_TABLES(and, FOR_BITS)

FOR_BITS(BINARY_LOOPS, or, QUICK)
FOR_BITS(REDUCE_LOOPS, or)
BINARY_TABLES(or, FOR_BITS)

FOR_BITS(BINARY_LOOPS, xor, QUICK)
FOR_BITS(REDUCE_LOOPS, xor)
BINARY_TABLES(xor, FOR_BITS)

FOR_INTEGERS(BINARY_LOOPS, left_shift, QUICK)
FOR_INTEGERS(REDUCE_LOOPS, left_shift)
BINARY_TABLES(left_shift, FOR_INTEGERS)

FOR_INTEGERS(BINARY_LOOPS, right_shift, QUICK)
FOR_INTEGERS(REDUCE_LOOPS, right_shift)
BINARY_TABLES(right_shift, FOR_INTEGERS)

FOR_BITS(UNARY_LOOPS, invert, QUICK)
UNARY_TABLE(invert, FOR_BITS)
