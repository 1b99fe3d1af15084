/*
 * arange as in NumPy: the first two elements are what they are in Python, the others follow at their distance, in the
 * arithmetic of the dtype.
 */
#include <math.h>

#include "arguments.h"
#include "array.h"
#include "casting.h"
#include "element_assign.h"
#include "make.h"
#include "number.h"
#include "promotion.h"
#include "sequence.h"

enum bound { START, STOP, STEP, BOUNDS };

struct span {
    bool is_integers;
    int64_t integers[BOUNDS];
    double floats[BOUNDS];
    const struct dtype *dtype;
    int64_t length;
};

static bool read_bound(ibid_instance *instance, struct object *given, enum bound bound, struct span *span)
{
    struct value value;
    const struct array *x = array_of(given);
    bool single = x != NULL && x->axes == 0;
    if (single)
        value = element_value(x->dtype, x->first);
    if (!single && !value_of(given, &value))
        return fail(instance, IBID_ERROR_TYPE, "arange takes numbers, not '%s'", type_name(given)) != NULL;
    if (value.class == CLASS_COMPLEX)
        return lacks(instance, "arange of complex numbers") != NULL;
    span->dtype = promote(span->dtype, dtype_of(given));
    span->floats[bound] = nearest_double(value);
    span->is_integers = span->is_integers && index_of(given, &span->integers[bound]);
    return true;
}

static bool read_bounds(ibid_instance *instance, const struct call *call, struct span *span)
{
    struct object *const *given = call->arguments;
    bool from_zero = is_absent(given[1]);
    struct object *bounds[BOUNDS] = {from_zero ? NULL : given[0], from_zero ? given[0] : given[1],
                                     is_absent(given[2]) ? NULL : given[2]};
    *span = (struct span){
        .is_integers = true, .integers = {[STEP] = 1}, .floats = {[STEP] = 1}, .dtype = dtype_numbered(KERNEL_INT64)};
    for (enum bound bound = START; bound < BOUNDS; bound++)
        if (bounds[bound] != NULL && !read_bound(instance, bounds[bound], bound, span))
            return false;
    return true;
}

static bool refuse_length(ibid_instance *instance)
{
    fail(instance, IBID_ERROR_VALUE, "the maximum size of an array is exceeded");
    return false;
}

static bool measure_integers(ibid_instance *instance, struct span *span)
{
    const int64_t *integers = span->integers;
    struct range range = {.start = integers[START], .stop = integers[STOP], .step = integers[STEP]};
    uint64_t length = range_length(&range);
    span->length = (int64_t)length;
    return length <= INT64_MAX || refuse_length(instance);
}

static bool measure_floats(ibid_instance *instance, struct span *span)
{
    double distance = span->floats[STOP] - span->floats[START], steps = distance / span->floats[STEP];
    if (isnan(steps))
        return fail(instance, IBID_ERROR_VALUE, "arange cannot compute a length") != NULL;
    if (steps == 0 && distance != 0) /* a step so wide that the quotient is none */
        steps = signbit(steps) ? 0 : 1;
    if (steps >= 0x1p63 || steps < -0x1p63)
        return refuse_length(instance);
    span->length = steps > 0 ? (int64_t)ceil(steps) : 0;
    return true;
}

static bool measure(ibid_instance *instance, struct span *span)
{
    if (span->floats[STEP] == 0)
        return fail(instance, IBID_ERROR_ZERO, "arange cannot go on by steps of zero") != NULL;
    return span->is_integers ? measure_integers(instance, span) : measure_floats(instance, span);
}

static reference number_at(ibid_instance *instance, const struct span *span, int64_t place)
{
    int64_t value;
    if (!span->is_integers && place == 0)
        return float_new(instance, span->floats[START]);
    if (!span->is_integers)
        return float_new(instance, span->floats[START] + (double)place * span->floats[STEP]);
    if (__builtin_add_overflow(span->integers[START], place * span->integers[STEP], &value))
        return fail(instance, IBID_ERROR_OVERFLOW, "an integer beyond 64 bits");
    return integer_new(instance, value);
}

/* Of the first two, whose places are 0 and 1. */
static bool set_by_value(ibid_instance *instance, const struct span *span, struct array *x, int64_t place)
{
    reference number = number_at(instance, span, place);
    bool set = number != NULL &&
               element_assign(instance, x->dtype, x->first + place * (int64_t)x->dtype->item_bytes, borrowed(number));
    release(instance, number);
    return set;
}

static uint64_t bits_of(struct value value)
{
    return value.class == CLASS_UNSIGNED ? value.natural : (uint64_t)value.integer;
}

enum { AT_ONCE = 256 };

/* The dtype that an array counts in. */
static enum kernel_dtype counting_dtype(const struct dtype *dtype)
{
    if (dtype->class == CLASS_SIGNED || dtype->class == CLASS_UNSIGNED)
        return KERNEL_INT64;
    return dtype->number == KERNEL_FLOAT32 || dtype->number == KERNEL_COMPLEX64 ? KERNEL_FLOAT32 : KERNEL_FLOAT64;
}

union counted {
    int64_t wholes[AT_ONCE];
    float singles[AT_ONCE];
    double doubles[AT_ONCE];
};

/* Elements from `place` on. float32 counts in its own arithmetic, which is not that of double rounded once. */
static void count_on(enum kernel_dtype dtype, struct value first, struct value second, int64_t place, size_t count,
                     union counted *elements)
{
    if (dtype == KERNEL_INT64) {
        const uint64_t start = bits_of(first), step = bits_of(second) - start;
        for (size_t i = 0; i < count; i++)
            elements->wholes[i] = (int64_t)(start + ((uint64_t)place + i) * step);
    } else if (dtype == KERNEL_FLOAT32) {
        const float start = (float)first.real, step = (float)second.real - start;
        for (size_t i = 0; i < count; i++)
            elements->singles[i] = start + (float)(place + (int64_t)i) * step;
    } else {
        const double start = first.real, step = second.real - start;
        for (size_t i = 0; i < count; i++)
            elements->doubles[i] = start + (double)(place + (int64_t)i) * step;
    }
}

static void fill_from(ibid_instance *instance, struct array *x, int64_t place)
{
    union counted elements;
    const struct dtype *counting = dtype_numbered(counting_dtype(x->dtype));
    const size_t item_bytes = x->dtype->item_bytes;
    const struct value first = element_value(x->dtype, x->first);
    const struct value second = element_value(x->dtype, x->first + item_bytes);
    for (size_t n; place < x->shape[0]; place += (int64_t)n) {
        const int64_t left = x->shape[0] - place;
        n = left < AT_ONCE ? (size_t)left : AT_ONCE;
        count_on(counting->number, first, second, place, n, &elements);
        cast_row(instance, counting, &elements, x->dtype, x->first + (size_t)place * item_bytes, n);
    }
}

static bool fill(ibid_instance *instance, const struct span *span, struct array *x)
{
    for (int64_t place = 0; place < span->length && place < 2; place++)
        if (!set_by_value(instance, span, x, place))
            return false;
    if (span->length > 2)
        fill_from(instance, x, 2);
    return true;
}

reference make_arange(ibid_instance *instance, const struct call *call)
{
    struct span span;
    if (!read_bounds(instance, call, &span) || !read_dtype(instance, call->arguments[3], &span.dtype) ||
        !measure(instance, &span))
        return NULL;
    if (span.dtype->class == CLASS_BOOL && span.length > 2)
        return fail(instance, IBID_ERROR_TYPE, "arange of truth values has at most two elements");
    reference made = array_new(instance, span.dtype, 1, &span.length, ORDER_C, false);
    return result_if(instance, made != NULL && fill(instance, &span, array_of(borrowed(made))), made);
}
