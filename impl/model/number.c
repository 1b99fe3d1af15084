#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

static struct object *make_integer(ibid_instance *instance, int64_t value, const char *digits)
{
    struct object *object = new_object(instance, OBJECT_INT);
    if (object != NULL) {
        object->integer = value;
        object->digits = digits;
    }
    return object;
}

/* Where equal integers are one object: the one that is there, else a new one. */
static struct object *integer_by_value(ibid_instance *instance, int64_t value, const char *digits)
{
    for (size_t i = 0; i < instance->by_value->item_count; i++) {
        struct object *known = instance->by_value->items[i];
        bool same = digits == NULL ? known->digits == NULL && known->integer == value
                                   : known->digits != NULL && strcmp(known->digits, digits) == 0;
        if (same)
            return known;
    }
    struct object *made = make_integer(instance, value, digits);
    return made != NULL && append_object(instance, instance->by_value, made) ? made : NULL;
}

enum { SMALLEST_CACHED = -5, LARGEST_CACHED = 256 };

static struct object *integer_of(ibid_instance *instance, int64_t value, const char *digits)
{
    int identity = instance->dialect.answers[CHOICE_integer_identity];
    if (identity == BY_VALUE)
        return integer_by_value(instance, value, digits);
    bool small = digits == NULL && value >= SMALLEST_CACHED && value <= LARGEST_CACHED;
    if (identity == FRESH || !small)
        return make_integer(instance, value, digits);
    struct object **cached = &instance->small_integers[value - SMALLEST_CACHED];
    if (*cached == NULL)
        *cached = make_integer(instance, value, NULL);
    return *cached;
}

struct object *new_integer(ibid_instance *instance, int64_t value)
{
    return integer_of(instance, value, NULL);
}

struct object *new_integer_digits(ibid_instance *instance, const char *digits)
{
    errno = 0;
    long long value = strtoll(digits, NULL, 10);
    if (errno == 0)
        return new_integer(instance, value);
    char *kept = allocate(instance, strlen(digits) + 1, 1);
    return kept == NULL ? NULL : integer_of(instance, 0, strcpy(kept, digits));
}

/* A float, or a complex number, where equal ones are one object: bit by bit, so that 0.0 and -0.0 are two. */
static struct object *known_number(const ibid_instance *instance, const struct object *wanted)
{
    for (size_t i = 0; i < instance->known_numbers->item_count; i++) {
        struct object *known = instance->known_numbers->items[i];
        if (known->kind == wanted->kind && memcmp(&known->real, &wanted->real, sizeof known->real) == 0 &&
            memcmp(&known->imaginary, &wanted->imaginary, sizeof known->imaginary) == 0)
            return known;
    }
    return NULL;
}

static struct object *number_of_parts(ibid_instance *instance, enum object_kind kind, double real, double imaginary,
                                      bool by_value)
{
    const struct object wanted = {.kind = kind, .real = real, .imaginary = imaginary};
    struct object *known = by_value ? known_number(instance, &wanted) : NULL;
    if (known != NULL)
        return known;
    struct object *object = new_object(instance, kind);
    if (object == NULL || (by_value && !append_object(instance, instance->known_numbers, object)))
        return NULL;
    object->real = real;
    object->imaginary = imaginary;
    return object;
}

struct object *new_float(ibid_instance *instance, double value)
{
    bool by_value = instance->dialect.answers[CHOICE_float_identity] == FLOAT_BY_VALUE;
    return number_of_parts(instance, OBJECT_FLOAT, value, 0, by_value);
}

struct object *new_complex(ibid_instance *instance, double real, double imaginary)
{
    bool by_value = instance->dialect.answers[CHOICE_complex_identity] == COMPLEX_BY_VALUE;
    return number_of_parts(instance, OBJECT_COMPLEX, real, imaginary, by_value);
}

static struct object *doubled(ibid_instance *instance, struct object *number, int times)
{
    for (int i = 0; number != NULL && i < times; i++)
        number = scalar_binary(instance, IBID_OP_ADD, number, number);
    return number;
}

static struct object *sum(ibid_instance *instance, struct object *x, struct object *y)
{
    return x == NULL || y == NULL ? NULL : scalar_binary(instance, IBID_OP_ADD, x, y);
}

static struct object *bits_of(ibid_instance *instance, double value)
{
    uint64_t bits;
    char digits[24];
    memcpy(&bits, &value, sizeof bits);
    snprintf(digits, sizeof digits, "%" PRIu64, bits);
    return new_integer_digits(instance, digits);
}

/* Ids of values end in the number of their type, four bits that no other object's id ends in. */
enum { TYPE_BITS = 4, TYPE_INT = 1, TYPE_FLOAT = 5, TYPE_COMPLEX = 7 };

struct object *id_of(ibid_instance *instance, struct object *x)
{
    if (instance->dialect.answers[CHOICE_id_of_number] == ID_OF_OBJECT)
        return new_integer(instance, (int64_t)number_of_object(instance, x));
    struct object *value;
    int type = 0;
    if (x->kind == OBJECT_INT) {
        value = x;
        type = TYPE_INT;
    } else if (x->kind == OBJECT_FLOAT) {
        value = bits_of(instance, x->real);
        type = TYPE_FLOAT;
    } else if (x->kind == OBJECT_COMPLEX) {
        struct object *real = doubled(instance, bits_of(instance, x->real), 64);
        value = sum(instance, real, bits_of(instance, x->imaginary));
        type = TYPE_COMPLEX;
    } else {
        value = new_integer(instance, (int64_t)number_of_object(instance, x));
    }
    return sum(instance, doubled(instance, value, TYPE_BITS), new_integer(instance, type));
}
