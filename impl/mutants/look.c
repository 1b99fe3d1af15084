#include "look.h"

#include <stdlib.h>
#include <string.h>

enum { MAXIMUM_DEPTH = 20 };

static void *copied(struct mutant *mutant, const void *from, size_t bytes)
{
    void *copy = allocate(mutant, bytes + 1, 1);
    if (bytes > 0)
        memcpy(copy, from, bytes);
    return copy;
}

struct look look_at(struct mutant *mutant, ibid_handle object)
{
    struct ibid_value value;
    struct look look = {.kind = IBID_OTHER};
    if (unbroken()->read(mutant->unbroken, object, &value) != IBID_OK)
        return look;
    look.kind = value.kind;
    look.truth = value.truth;
    look.real = value.real;
    look.imaginary = value.imaginary;
    look.text = value.text == NULL ? NULL : copied(mutant, value.text, strlen(value.text));
    look.dtype = value.dtype == NULL ? NULL : copied(mutant, value.dtype, strlen(value.dtype));
    look.axes = value.dimensions;
    look.count = value.kind == IBID_ARRAY ? 1 : value.item_count;
    for (size_t i = 0; i < value.dimensions; i++) {
        look.shape[i] = value.shape[i];
        look.count *= (size_t)value.shape[i];
    }
    look.elements = copied(mutant, value.elements, value.elements_bytes);
    look.elements_bytes = value.elements_bytes;
    look.items = copied(mutant, value.items, value.item_count * sizeof *value.items);
    for (size_t i = 0; i < value.item_count; i++) {
        handles_add(&mutant->temporaries, look.items[i]);
        look.items[i] = resolved(mutant, look.items[i]);
    }
    return look;
}

bool is_array(struct mutant *mutant, ibid_handle object)
{
    return look_at(mutant, object).kind == IBID_ARRAY;
}

bool integer_value(struct mutant *mutant, ibid_handle object, int64_t *value)
{
    struct look look = look_at(mutant, object);
    if (look.kind != IBID_INT || strlen(look.text) > 18)
        return false;
    *value = strtoll(look.text, NULL, 10);
    return true;
}

bool truth_value(struct mutant *mutant, ibid_handle object)
{
    struct look look = look_at(mutant, object);
    return look.kind == IBID_BOOL && look.truth != 0;
}

const char *kind_name(enum ibid_kind kind)
{
    static const char *const names[] = {
        [IBID_NONE] = "none",       [IBID_BOOL] = "bool",  [IBID_INT] = "int",   [IBID_FLOAT] = "float",
        [IBID_COMPLEX] = "complex", [IBID_STR] = "str",    [IBID_LIST] = "list", [IBID_TUPLE] = "tuple",
        [IBID_ARRAY] = "array",     [IBID_OTHER] = "other"};
    return (size_t)kind < sizeof names / sizeof *names && names[kind] != NULL ? names[kind] : "other";
}

static bool same_text(const char *x, const char *y)
{
    return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static bool same_to_depth(struct mutant *mutant, ibid_handle x, ibid_handle y, int depth)
{
    struct look left = look_at(mutant, x), right = look_at(mutant, y);
    if (identity_of(mutant, x) == identity_of(mutant, y))
        return true;
    bool same = left.kind == right.kind && left.kind != IBID_OTHER && left.truth == right.truth &&
                left.axes == right.axes && left.count == right.count && left.elements_bytes == right.elements_bytes &&
                same_text(left.text, right.text) && same_text(left.dtype, right.dtype) &&
                memcmp(&left.real, &right.real, sizeof left.real) == 0 &&
                memcmp(&left.imaginary, &right.imaginary, sizeof left.imaginary) == 0 &&
                memcmp(left.shape, right.shape, sizeof left.shape) == 0 &&
                memcmp(left.elements, right.elements, left.elements_bytes) == 0 && depth > 0;
    for (size_t i = 0; same && left.items != NULL && left.kind != IBID_ARRAY && i < left.count; i++)
        same = same_to_depth(mutant, left.items[i], right.items[i], depth - 1);
    return same;
}

bool same_content(struct mutant *mutant, ibid_handle x, ibid_handle y)
{
    return same_to_depth(mutant, x, y, MAXIMUM_DEPTH);
}

ibid_handle another(struct mutant *mutant, ibid_handle object)
{
    struct look look = look_at(mutant, object);
    struct ibid_value value = {
        .kind = look.kind, .truth = look.truth, .real = look.real, .imaginary = look.imaginary, .text = look.text};
    ibid_handle made = 0;
    switch (look.kind) {
    case IBID_ARRAY:
        return perform1(mutant, IBID_OP_METHOD_COPY, object);
    case IBID_LIST:
        return perform1(mutant, IBID_OP_LIST, object);
    case IBID_TUPLE:
        return perform(mutant, IBID_OP_MAKE_TUPLE, look.items, look.count);
    case IBID_OTHER:
        return 0;
    default:
        if (unbroken()->make(mutant->unbroken, &value, &made) != IBID_OK)
            return 0;
        handles_add(&mutant->temporaries, made);
        return made;
    }
}
