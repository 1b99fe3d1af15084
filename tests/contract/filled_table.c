/*
 * What an author makes of the skeleton's table in an afternoon: arrays of float64 with one axis, whose slices are
 * views. The words of its errors are its own.
 */
#include "skeleton.h"

#include <stdlib.h>
#include <string.h>

const char plugin_name[] = "strip";
const char plugin_version[] = "1.2";

struct memory {
    size_t references;
    double elements[];
};

struct strip {
    struct memory *memory;
    long long offset, stride, length;
    int64_t shape[1];
    double *read; /* the elements of the latest read, one after another */
};

static void release_strip(void *native)
{
    struct strip *strip = native;
    if (--strip->memory->references == 0)
        free(strip->memory);
    free(strip->read);
    free(strip);
}

static double *element(const struct strip *strip, long long index)
{
    return &strip->memory->elements[strip->offset + index * strip->stride];
}

static void describe_strip(void *native, struct ibid_value *value)
{
    struct strip *strip = native;
    free(strip->read);
    strip->read = malloc(((size_t)strip->length + 1) * sizeof *strip->read);
    if (strip->read == NULL)
        abort();
    for (long long i = 0; i < strip->length; i++)
        strip->read[i] = *element(strip, i);
    strip->shape[0] = strip->length;
    value->kind = IBID_ARRAY;
    value->dtype = "float64";
    value->dimensions = 1;
    value->shape = strip->shape;
    value->elements = strip->read;
    value->elements_bytes = (size_t)strip->length * sizeof *strip->read;
}

static const struct native_class strip_class = {"strip", release_strip, describe_strip};

static struct object *new_view(struct call *call, struct memory *memory, long long offset, long long stride,
                               long long length)
{
    struct strip *strip = calloc(1, sizeof *strip);
    if (strip == NULL)
        abort();
    memory->references++;
    *strip = (struct strip){.memory = memory, .offset = offset, .stride = stride, .length = length};
    return new_native(call, &strip_class, strip);
}

static struct object *new_strip(struct call *call, long long length, struct strip **made)
{
    struct memory *memory = calloc(1, sizeof *memory + (size_t)length * sizeof *memory->elements);
    if (memory == NULL)
        abort();
    struct object *object = new_view(call, memory, 0, 1, length);
    *made = as_native(object, &strip_class);
    return object;
}

static struct strip *strip_of(const struct object *object)
{
    return as_native(object, &strip_class);
}

static struct object *array(struct call *call)
{
    const char *dtype = keyword(call, "dtype") != NULL ? as_text(keyword(call, "dtype")) : "float64";
    if (dtype == NULL || strcmp(dtype, "float64") != 0)
        return unsupported(call, "strips are of float64");
    if (argument_count(call) > 1 || keyword(call, "order") != NULL)
        return unsupported(call, "a strip is made of its data alone");
    size_t count;
    struct object *const *items = as_items(argument(call, 0), &count);
    if (items == NULL)
        return unsupported(call, "a strip is made of a list");
    struct strip *strip;
    struct object *made = new_strip(call, (long long)count, &strip);
    for (size_t i = 0; i < count; i++) {
        if (as_float(items[i], element(strip, (long long)i)))
            continue;
        release(call, made);
        return unsupported(call, "a strip is made of numbers");
    }
    return made;
}

static struct object *bits(struct call *call)
{
    struct strip *x = strip_of(argument(call, 0)), *strip;
    long long k;
    if (x == NULL || !as_integer(argument(call, 1), &k))
        return fail(call, IBID_ERROR_TYPE, "bits takes a strip and an integer");
    struct object *made = new_strip(call, x->length, &strip);
    for (long long i = 0; i < x->length; i++)
        if (k < 0 || (k < 63 && (i >> k & 1) != 0))
            memcpy(element(strip, i), "12345678", sizeof(double));
    return made;
}

static bool bound(const struct object *object, long long otherwise, long long *value)
{
    *value = otherwise;
    return kind_of(object) == IBID_NONE || as_integer(object, value);
}

static long long clamped(long long index, long long low, long long high)
{
    return index < low ? low : index > high ? high : index;
}

/* Offset, stride and length of x[index]; false after saying why. An integer has no length: -1. */
static bool find(struct call *call, struct strip *x, struct object *index, long long found[3])
{
    struct object *parts[3];
    long long start, stop, step;
    if (as_integer(index, &start)) {
        if (start < -x->length || start >= x->length) {
            fail(call, IBID_ERROR_INDEX, "a strip of %lld has no element %lld", x->length, start);
            return false;
        }
        found[0] = x->offset + (start < 0 ? start + x->length : start) * x->stride;
        found[2] = -1;
        return true;
    }
    if (kind_of(index) == IBID_ELLIPSIS) {
        memcpy(found, (long long[]){x->offset, x->stride, x->length}, 3 * sizeof *found);
        return true;
    }
    if (!as_slice(index, parts) || !bound(parts[2], 1, &step) || step == 0) {
        unsupported(call, "a strip is indexed by an integer or a slice");
        return false;
    }
    long long low = step > 0 ? 0 : -1, high = step > 0 ? x->length : x->length - 1;
    if (!bound(parts[0], step > 0 ? low : high, &start) || !bound(parts[1], step > 0 ? high : low, &stop)) {
        fail(call, IBID_ERROR_TYPE, "slices are of integers");
        return false;
    }
    if (kind_of(parts[0]) == IBID_INT)
        start = clamped(start < 0 ? start + x->length : start, low, high);
    if (kind_of(parts[1]) == IBID_INT)
        stop = clamped(stop < 0 ? stop + x->length : stop, low, high);
    long long length = step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step;
    found[0] = x->offset + start * x->stride;
    found[1] = x->stride * step;
    found[2] = length < 0 ? 0 : length;
    return true;
}

static struct object *get_item(struct call *call)
{
    struct strip *x = strip_of(argument(call, 0));
    long long found[3];
    if (x == NULL)
        return unsupported(call, "only strips have items");
    if (!find(call, x, argument(call, 1), found))
        return NULL;
    if (found[2] < 0)
        return new_float(call, x->memory->elements[found[0]]);
    return new_view(call, x->memory, found[0], found[1], found[2]);
}

/* x[i] = operation(x[i], y[i]) for all, as if y had been copied first. */
static struct object *write_all(struct call *call, struct strip *x, const struct object *y,
                                double (*operation)(double, double))
{
    struct strip *other = strip_of(y);
    double number = 0;
    if (other == NULL && !as_float(y, &number))
        return fail(call, IBID_ERROR_TYPE, "a strip takes numbers and strips");
    if (other != NULL && other->length != x->length && other->length != 1)
        return fail(call, IBID_ERROR_SHAPE, "lengths %lld and %lld do not fit", x->length, other->length);
    double *copy = malloc(((size_t)x->length + 1) * sizeof *copy);
    if (copy == NULL)
        abort();
    for (long long i = 0; i < x->length; i++)
        copy[i] = other == NULL ? number : *element(other, other->length == 1 ? 0 : i);
    for (long long i = 0; i < x->length; i++)
        *element(x, i) = operation(*element(x, i), copy[i]);
    free(copy);
    return new_none(call);
}

static double second(double x, double y)
{
    (void)x;
    return y;
}

static double sum(double x, double y)
{
    return x + y;
}

static struct object *set_item(struct call *call)
{
    struct strip *x = strip_of(argument(call, 0));
    long long found[3];
    if (x == NULL)
        return unsupported(call, "only strips have items");
    if (!find(call, x, argument(call, 1), found))
        return NULL;
    struct strip part = *x;
    part.offset = found[0];
    part.stride = found[2] < 0 ? 1 : found[1];
    part.length = found[2] < 0 ? 1 : found[2];
    return write_all(call, &part, argument(call, 2), second);
}

static struct object *update_add(struct call *call)
{
    struct strip *x = strip_of(argument(call, 0));
    if (x == NULL)
        return unsupported(call, "only strips are updated");
    struct object *none = write_all(call, x, argument(call, 1), sum);
    if (none == NULL)
        return NULL;
    release(call, none);
    return retain(argument(call, 0));
}

static struct object *copy(struct call *call)
{
    struct strip *x = strip_of(argument(call, 0)), *strip;
    if (x == NULL)
        return unsupported(call, "only strips are copied");
    struct object *made = new_strip(call, x->length, &strip);
    for (long long i = 0; i < x->length; i++)
        *element(strip, i) = *element(x, i);
    return made;
}

static struct object *append(struct call *call)
{
    size_t count;
    if (as_items(argument(call, 0), &count) == NULL || kind_of(argument(call, 0)) != IBID_LIST)
        return fail(call, IBID_ERROR_ATTRIBUTE, "only a list is appended to");
    append_item(argument(call, 0), argument(call, 1));
    return new_none(call);
}

const struct entry table[] = {
    {IBID_OP_ARRAY, array},
    {IBID_OP_BITS, bits},
    {IBID_OP_GET_ITEM, get_item},
    {IBID_OP_SET_ITEM, set_item},
    {IBID_OP_UPDATE_ADD, update_add},
    {IBID_OP_METHOD_COPY, copy},
    {IBID_OP_COPY, copy},
    {IBID_OP_APPEND, append},
    {0, NULL},
};
