/* add, subtract, multiply. */
#include "complex_numbers.h"
#include "pairwise.h"

#define INTEGER(DTYPE, dtype, operation, sign)                                                                         \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return (dtype##_value)((dtype##_wide)a sign(dtype##_wide) b);                                                  \
    }
#define FLOAT(DTYPE, dtype, operation, sign)                                                                           \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return a sign b;                                                                                               \
    }
#define COMPLEX(DTYPE, dtype, operation, sign)                                                                         \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return (dtype##_value){a.real sign b.real, a.imaginary sign b.imaginary};                                      \
    }

FOR_INTEGERS(INTEGER, add, +)
FOR_FLOATS(FLOAT, add, +)
FOR_COMPLEX(COMPLEX, add, +)
FOR_INTEGERS(INTEGER, subtract, -)
FOR_FLOATS(FLOAT, subtract, -)
FOR_COMPLEX(COMPLEX, subtract, -)
FOR_INTEGERS(INTEGER, multiply, *)
FOR_FLOATS(FLOAT, multiply, *)
FOR_COMPLEX(COMPLEX_MULTIPLY, )

INLINE boolean_value add_boolean(boolean_value a, boolean_value b)
{
    return (a | b) != 0;
}

INLINE boolean_value multiply_boolean(boolean_value a, boolean_value b)
{
    return (a != 0) & (b != 0);
}

FOR_ALL(BINARY_LOOPS, add, QUICK)
FOR_BOOL(REDUCE_LOOPS, add)
FOR_INTEGERS(REDUCE_LOOPS, add)
PAIRWISE_FUNCTIONS(float32)
PAIRWISE_FUNCTIONS(float64)
PAIRWISE_LOOP(reduce_add_float32, float32, 1)
PAIRWISE_LOOP(reduce_add_float64, float64, 1)
PAIRWISE_LOOP(reduce_add_complex64, float32, 2)
PAIRWISE_LOOP(reduce_add_complex128, float64, 2)
BINARY_TABLES(add, FOR_ALL)

/* Sums as wide as NumPy's. */
#define SUM_LOOP(DTYPE, dtype, accumulator)                                                                            \
    INLINE accumulator##_value sum_##dtype(accumulator##_value all, dtype##_value a)                                   \
    {                                                                                                                  \
        return (accumulator##_value)((uint64_t)all + (uint64_t)a);                                                     \
    }                                                                                                                  \
    REDUCE_LOOP(sum_##dtype##_loop, sum_##dtype, dtype, accumulator)
#define SUM_ENTRY(DTYPE, dtype, unused) [KERNEL_##DTYPE] = sum_##dtype##_loop,

INLINE int64_value sum_boolean(int64_value all, boolean_value a)
{
    return (int64_value)((uint64_t)all + (a != 0));
}

REDUCE_LOOP(sum_boolean_loop, sum_boolean, boolean, int64)
FOR_SIGNED(SUM_LOOP, int64)
FOR_UNSIGNED(SUM_LOOP, uint64)
LOOPS_BY_DTYPE(sum) = {FOR_BOOL(SUM_ENTRY, ) FOR_INTEGERS(SUM_ENTRY, ) FOR_FLOATS(REDUCE_ENTRY, add)
                           FOR_COMPLEX(REDUCE_ENTRY, add)};

FOR_NUMBERS(BINARY_LOOPS, subtract, QUICK)
FOR_NUMBERS(REDUCE_LOOPS, subtract)
BINARY_TABLES(subtract, FOR_NUMBERS)

FOR_ALL(BINARY_LOOPS, multiply, QUICK)
FOR_ALL(REDUCE_LOOPS, multiply)
BINARY_TABLES(multiply, FOR_ALL)
