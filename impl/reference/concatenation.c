#include "concatenation.h"

#include <string.h>

#include "number.h"
#include "sequence.h"
#include "text.h"

bool is_text_or_sequence(const struct object *object)
{
    return object->kind == OBJECT_STR || is_sequence(object);
}

static size_t units_in(const struct object *x)
{
    return x->kind == OBJECT_STR ? ((const struct text *)x)->bytes : item_count(x);
}

static size_t unit_bytes(const struct object *x)
{
    return x->kind == OBJECT_STR ? 1 : sizeof(struct object *);
}

static const void *units_of(const struct object *x)
{
    return x->kind == OBJECT_STR ? (const void *)((const struct text *)x)->characters : (const void *)items_in(x);
}

static reference made_of(ibid_instance *instance, enum object_kind kind, const void *units, size_t count)
{
    return kind == OBJECT_STR ? text_new(instance, kind, units, count) : sequence_new(instance, kind, units, count);
}

/* Bytes of a string or items of a sequence, one after the other, and from there what x is: a new object of its kind. */
static reference joined(ibid_instance *instance, const struct object *x, const struct object *y)
{
    size_t bytes = unit_bytes(x), left = units_in(x), right = units_in(y);
    char *units = allocate(instance, left + right, bytes);
    if (units == NULL)
        return NULL;
    if (left > 0)
        memcpy(units, units_of(x), left * bytes);
    if (right > 0)
        memcpy(units + left * bytes, units_of(y), right * bytes);
    reference result = made_of(instance, x->kind, units, left + right);
    deallocate(instance, units, left + right, bytes);
    return result;
}

reference concatenated(ibid_instance *instance, struct object *x, struct object *y)
{
    if (x->kind != y->kind)
        return fail(instance, IBID_ERROR_TYPE, "can only concatenate %s (not \"%s\") to %s", type_name(x),
                    type_name(y), type_name(x));
    /* What cannot change need not be copied. */
    if (x->kind != OBJECT_LIST && units_in(y) == 0)
        return retain(x);
    if (x->kind != OBJECT_LIST && units_in(x) == 0)
        return retain(y);
    return joined(instance, x, y);
}

reference repeated(ibid_instance *instance, struct object *x, int64_t times)
{
    size_t count = units_in(x), bytes = unit_bytes(x), total;
    if (x->kind != OBJECT_LIST && times == 1)
        return retain(x);
    if (times <= 0 || count == 0)
        return made_of(instance, x->kind, NULL, 0);
    if (__builtin_mul_overflow(count, (size_t)times, &total) || total > MAXIMUM_ITEMS)
        return fail(instance, IBID_ERROR_MEMORY, "out of memory: a %s repeated so many times", type_name(x));
    char *units = allocate(instance, total, bytes);
    if (units == NULL)
        return NULL;
    for (size_t i = 0; i < total; i += count)
        memcpy(units + i * bytes, units_of(x), count * bytes);
    reference result = made_of(instance, x->kind, units, total);
    deallocate(instance, units, total, bytes);
    return result;
}

reference repeated_by(ibid_instance *instance, struct object *x, struct object *times)
{
    int64_t number;
    if (!index_of(times, &number))
        return fail(instance, IBID_ERROR_TYPE, "can't multiply sequence by non-int of type '%s'", type_name(times));
    return repeated(instance, x, number);
}
