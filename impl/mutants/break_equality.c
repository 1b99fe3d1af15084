#include <string.h>

#include "hooks.h"
#include "look.h"

enum { MAXIMUM_DEPTH = 12 };

static bool is_sequence(enum ibid_kind kind)
{
    return kind == IBID_LIST || kind == IBID_TUPLE;
}

/* By ==, item by item, never mind whether they are one object: -1 where that has no truth value. */
static int equal_values(struct mutant *mutant, ibid_handle x, ibid_handle y, int depth)
{
    struct look left = look_at(mutant, x), right = look_at(mutant, y);
    if (!is_sequence(left.kind) || left.kind != right.kind || depth == 0) {
        ibid_handle equal = perform2(mutant, IBID_OP_EQUAL, x, y);
        ibid_handle truth = equal == 0 ? 0 : perform1(mutant, IBID_OP_BOOL, equal);
        return truth == 0 ? -1 : truth_value(mutant, truth);
    }
    int equal = left.count == right.count;
    for (size_t i = 0; equal == 1 && i < left.count; i++)
        equal = equal_values(mutant, left.items[i], right.items[i], depth - 1);
    return equal;
}

static int same_objects(struct mutant *mutant, ibid_handle x, ibid_handle y, int depth)
{
    struct look left = look_at(mutant, x), right = look_at(mutant, y);
    if (identity_of(mutant, x) == identity_of(mutant, y))
        return 1;
    if (!is_sequence(left.kind) || left.kind != right.kind || depth == 0)
        return 0;
    int same = left.count == right.count;
    for (size_t i = 0; same == 1 && i < left.count; i++)
        same = same_objects(mutant, left.items[i], right.items[i], depth - 1);
    return same;
}

typedef int comparison(struct mutant *mutant, ibid_handle x, ibid_handle y, int depth);

/* How many items of the sequence equal the object, and the place of the first; false where that cannot be said. */
static bool find(struct mutant *mutant, comparison *compare, ibid_handle sequence, ibid_handle object, size_t *count,
                 size_t *first)
{
    struct look look = look_at(mutant, sequence);
    *count = 0;
    for (size_t i = 0; i < look.count; i++) {
        int equal = compare(mutant, look.items[i], object, MAXIMUM_DEPTH);
        if (equal < 0)
            return false;
        if (equal == 1 && (*count)++ == 0)
            *first = i;
    }
    return true;
}

static enum ibid_status compare_by(struct mutant *mutant, comparison *compare, const struct operation_call *call,
                                   ibid_handle *result)
{
    bool contains = call->operation == IBID_OP_IN || call->operation == IBID_OP_NOT_IN;
    ibid_handle sequence = call->arguments[contains ? 1 : 0], object = call->arguments[contains ? 0 : 1];
    size_t count, first = 0;
    if (!is_sequence(look_at(mutant, sequence).kind))
        return forward(mutant, call, result);
    if (call->operation == IBID_OP_EQUAL || call->operation == IBID_OP_NOT_EQUAL) {
        int equal = compare(mutant, sequence, object, MAXIMUM_DEPTH);
        return equal < 0 ? IBID_ERROR : answer(make_bool(mutant, equal == (call->operation == IBID_OP_EQUAL)), result);
    }
    if (!find(mutant, compare, sequence, object, &count, &first))
        return IBID_ERROR;
    if (contains)
        return answer(make_bool(mutant, (count > 0) == (call->operation == IBID_OP_IN)), result);
    if (call->operation == IBID_OP_COUNT)
        return answer(make_integer(mutant, (int64_t)count), result);
    return count > 0 ? answer(make_integer(mutant, (int64_t)first), result)
                     : raise_error(mutant, IBID_ERROR_VALUE, "it is not among the items");
}

CALL_HOOK(compare_values)
{
    return compare_by(mutant, equal_values, call, result);
}

CALL_HOOK(compare_objects)
{
    return compare_by(mutant, same_objects, call, result);
}
