/* From every dtype to every dtype. */
#include "loops.h"

/* Truncated, or the smallest integer where that does not fit. The bounds are exact in both floats. */
#define WHOLE(dtype)                                                                                                   \
    INLINE int32_t whole32_##dtype(dtype##_value a)                                                                    \
    {                                                                                                                  \
        const bool fits = a >= (dtype##_value) - 0x1p31 && a < (dtype##_value)0x1p31;                                  \
        const int32_t whole = (int32_t)(fits ? a : 0);                                                                 \
        return fits ? whole : INT32_MIN;                                                                               \
    }                                                                                                                  \
    INLINE int64_t whole64_##dtype(dtype##_value a)                                                                    \
    {                                                                                                                  \
        const bool fits = a >= (dtype##_value) - 0x1p63 && a < (dtype##_value)0x1p63;                                  \
        const int64_t whole = (int64_t)(fits ? a : 0);                                                                 \
        return fits ? whole : INT64_MIN;                                                                               \
    }                                                                                                                  \
    INLINE uint64_t whole_unsigned64_##dtype(dtype##_value a)                                                          \
    {                                                                                                                  \
        if (a >= (dtype##_value)0x1p63 && a < (dtype##_value)0x1p64)                                                   \
            return (uint64_t)(int64_t)(a - (dtype##_value)0x1p63) + ((uint64_t)1 << 63);                               \
        return (uint64_t)whole64_##dtype(a);                                                                           \
    }

WHOLE(float32)
WHOLE(float64)

/* What an element is before it is cast: bools are 0 or 1. */
#define AS_IT_IS(a)  (a)
#define AS_BOOL(a)   ((a) != 0)
#define REAL_PART(a) ((a).real)

#define CAST_LOOP(TO, to, from, expression)                                                                            \
    INLINE to##_value to##_from_##from(from##_value a)                                                                 \
    {                                                                                                                  \
        return expression;                                                                                             \
    }                                                                                                                  \
    UNARY_LOOP(cast_##from##_##to, to##_from_##from, from, to, QUICK)

#define TO_NUMBER(TO, to, from, prepare)   CAST_LOOP(TO, to, from, (to##_value)prepare(a))
#define TO_COMPLEX64(from, prepare)        CAST_LOOP(, complex64, from, ((struct complex64){(float)prepare(a), 0}))
#define TO_COMPLEX128(from, prepare)       CAST_LOOP(, complex128, from, ((struct complex128){(double)prepare(a), 0}))
#define TO_WHOLE(to, from, whole, prepare) CAST_LOOP(, to, from, (to##_value)whole(prepare(a)))

#define CASTS_OF_INTEGER(from)                                                                                         \
    CAST_LOOP(, boolean, from, a != 0)                                                                                 \
    FOR_REALS(TO_NUMBER, from, AS_IT_IS)                                                                               \
    TO_COMPLEX64(from, AS_IT_IS)                                                                                       \
    TO_COMPLEX128(from, AS_IT_IS)

#define WHOLES_OF_FLOAT(from, dtype, prepare)                                                                          \
    TO_WHOLE(int8, from, whole32_##dtype, prepare)                                                                     \
    TO_WHOLE(int16, from, whole32_##dtype, prepare)                                                                    \
    TO_WHOLE(int32, from, whole32_##dtype, prepare)                                                                    \
    TO_WHOLE(int64, from, whole64_##dtype, prepare)                                                                    \
    TO_WHOLE(uint8, from, whole32_##dtype, prepare)                                                                    \
    TO_WHOLE(uint16, from, whole32_##dtype, prepare)                                                                   \
    TO_WHOLE(uint32, from, whole64_##dtype, prepare)                                                                   \
    TO_WHOLE(uint64, from, whole_unsigned64_##dtype, prepare)                                                          \
    FOR_FLOATS(TO_NUMBER, from, prepare)

#define CASTS_OF_FLOAT(from)                                                                                           \
    CAST_LOOP(, boolean, from, a != 0)                                                                                 \
    WHOLES_OF_FLOAT(from, from, AS_IT_IS)                                                                              \
    TO_COMPLEX64(from, AS_IT_IS)                                                                                       \
    TO_COMPLEX128(from, AS_IT_IS)

#define CASTS_OF_COMPLEX(from, real_dtype)                                                                             \
    CAST_LOOP(, boolean, from, a.real != 0 || a.imaginary != 0)                                                        \
    WHOLES_OF_FLOAT(from, real_dtype, REAL_PART)                                                                       \
    CAST_LOOP(, complex64, from, ((struct complex64){(float)a.real, (float)a.imaginary}))                              \
    CAST_LOOP(, complex128, from, ((struct complex128){(double)a.real, (double)a.imaginary}))

/* Of bools from memory a copy keeps every bit. */
CAST_LOOP(, boolean, boolean, a)
FOR_REALS(TO_NUMBER, boolean, AS_BOOL)
TO_COMPLEX64(boolean, AS_BOOL)
TO_COMPLEX128(boolean, AS_BOOL)
CASTS_OF_INTEGER(int8)
CASTS_OF_INTEGER(int16)
CASTS_OF_INTEGER(int32)
CASTS_OF_INTEGER(int64)
CASTS_OF_INTEGER(uint8)
CASTS_OF_INTEGER(uint16)
CASTS_OF_INTEGER(uint32)
CASTS_OF_INTEGER(uint64)
CASTS_OF_FLOAT(float32)
CASTS_OF_FLOAT(float64)
CASTS_OF_COMPLEX(complex64, float32)
CASTS_OF_COMPLEX(complex128, float64)

#define CAST_ENTRY(TO, to, from) [KERNEL_##TO] = cast_##from##_##to,
#define CASTS_FROM(from)         LOOPS_BY_DTYPE(cast_##from) = {FOR_ALL(CAST_ENTRY, from)};

CASTS_FROM(boolean)
CASTS_FROM(int8)
CASTS_FROM(int16)
CASTS_FROM(int32)
CASTS_FROM(int64)
CASTS_FROM(uint8)
CASTS_FROM(uint16)
CASTS_FROM(uint32)
CASTS_FROM(uint64)
CASTS_FROM(float32)
CASTS_FROM(float64)
CASTS_FROM(complex64)
CASTS_FROM(complex128)
