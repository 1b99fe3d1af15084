/* maximum and minimum. Of equal operands, among them zeros of either sign, the result is the first. */
#include "loops.h"
#include "order.h"

#define WHOLE(DTYPE, dtype, operation, before)                                                                         \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return b before a ? b : a;                                                                                     \
    }

/* In two steps since processors have an instruction for each. */
#define FLOAT(DTYPE, dtype, operation, before)                                                                         \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        const dtype##_value ordered = b before a ? b : a;                                                              \
        return b != b ? b : ordered;                                                                                   \
    }

#define COMPLEX(DTYPE, dtype, operation, not_after)                                                                    \
    INLINE dtype##_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return not_after##_##dtype(a, b) || a.real != a.real || a.imaginary != a.imaginary ? a : b;                    \
    }

FOR_INTEGERS(WHOLE, maximum, >)
FOR_INTEGERS(WHOLE, minimum, <)
FOR_FLOATS(FLOAT, maximum, >)
FOR_FLOATS(FLOAT, minimum, <)
FOR_COMPLEX(COMPLEX, maximum, greater_equal)
FOR_COMPLEX(COMPLEX, minimum, less_equal)

INLINE boolean_value maximum_boolean(boolean_value a, boolean_value b)
{
    return (a | b) != 0;
}

INLINE boolean_value minimum_boolean(boolean_value a, boolean_value b)
{
    return (a != 0) & (b != 0);
}

FOR_ALL(BINARY_LOOPS, maximum, QUICK)
FOR_ALL(REDUCE_LOOPS, maximum)
BINARY_TABLES(maximum, FOR_ALL)

FOR_ALL(BINARY_LOOPS, minimum, QUICK)
FOR_ALL(REDUCE_LOOPS, minimum)
BINARY_TABLES(minimum, FOR_ALL)
