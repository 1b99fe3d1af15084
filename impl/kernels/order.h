/* How elements compare. Complex numbers compare by their real parts, equal ones by the imaginary, as in NumPy. */
#ifndef IBID_KERNELS_ORDER_H
#define IBID_KERNELS_ORDER_H

#include "loops.h"

#define ORDER_REAL(DTYPE, dtype, operation, sign)                                                                      \
    INLINE boolean_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        return a sign b;                                                                                               \
    }

#define ORDER_COMPLEX(DTYPE, dtype, operation, sign, before)                                                           \
    INLINE boolean_value operation##_##dtype(dtype##_value a, dtype##_value b)                                         \
    {                                                                                                                  \
        const bool numbers = a.imaginary == a.imaginary && b.imaginary == b.imaginary;                                 \
        return (a.real before b.real && numbers) || (a.real == b.real && a.imaginary sign b.imaginary);                \
    }

#define EQUALITY_COMPLEX(DTYPE, dtype, unused)                                                                         \
    INLINE boolean_value equal_##dtype(dtype##_value a, dtype##_value b)                                               \
    {                                                                                                                  \
        return (a.real == b.real) & (a.imaginary == b.imaginary);                                                      \
    }                                                                                                                  \
    INLINE boolean_value not_equal_##dtype(dtype##_value a, dtype##_value b)                                           \
    {                                                                                                                  \
        return (a.real != b.real) | (a.imaginary != b.imaginary);                                                      \
    }

/* A byte that is not 0 is true, whatever its bits. */
#define ORDER_BOOL(operation, sign)                                                                                    \
    INLINE boolean_value operation##_boolean(boolean_value a, boolean_value b)                                         \
    {                                                                                                                  \
        return (a != 0) sign(b != 0);                                                                                  \
    }

FOR_REALS(ORDER_REAL, equal, ==)
FOR_REALS(ORDER_REAL, not_equal, !=)
FOR_REALS(ORDER_REAL, less, <)
FOR_REALS(ORDER_REAL, less_equal, <=)
FOR_REALS(ORDER_REAL, greater, >)
FOR_REALS(ORDER_REAL, greater_equal, >=)

FOR_COMPLEX(EQUALITY_COMPLEX, )
FOR_COMPLEX(ORDER_COMPLEX, less, <, <)
FOR_COMPLEX(ORDER_COMPLEX, less_equal, <=, <)
FOR_COMPLEX(ORDER_COMPLEX, greater, >, >)
FOR_COMPLEX(ORDER_COMPLEX, greater_equal, >=, >)

ORDER_BOOL(equal, ==)
ORDER_BOOL(not_equal, !=)
ORDER_BOOL(less, <)
ORDER_BOOL(less_equal, <=)
ORDER_BOOL(greater, >)
ORDER_BOOL(greater_equal, >=)

#endif
