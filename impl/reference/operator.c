#include "operator.h"

#include "array.h"
#include "compare.h"
#include "concatenation.h"
#include "list.h"
#include "operand.h"
#include "refusal.h"
#include "scalar_arithmetic.h"
#include "sequence.h"
#include "ufunc.h"

/* An operator, and how it is written in the program: "+" or "+=", for messages. */
struct expression {
    enum ibid_operation operation, written;
    struct object *x, *y;
};

static reference refused(ibid_instance *instance, const struct expression *e)
{
    return refuse_operands(instance, e->written, e->x, e->y);
}

static bool is_axis_less(const struct object *x)
{
    return x->kind != OBJECT_ARRAY || ((const struct array *)x)->axes == 0;
}

/* A scalar of the library's own repeats a sequence, or cannot, as a Python number; an array calculates with it. */
static bool repeats(const struct object *x, const struct object *y)
{
    return is_text_or_sequence(x) && is_number(y);
}

/*
 * One of the two has a dtype. An array takes the other one apart as an array of one object, and asks that object for
 * each of its elements: with axes that makes an array of objects, which the reference has not.
 */
static reference with_dtype(ibid_instance *instance, const struct expression *e)
{
    struct object *x = e->x, *y = e->y, *other = has_dtype(x) ? y : x;
    if (e->operation == IBID_OP_MULTIPLY && repeats(x, y))
        return repeated_by(instance, x, y);
    if (e->operation == IBID_OP_MULTIPLY && repeats(y, x))
        return repeated_by(instance, y, x);
    if (can_be_array(other))
        return ufunc_call(instance, e->operation, x, y, NULL, NULL);
    if (!operand_answers(y, OPERAND_RADD))
        return refused(instance, e);
    return is_axis_less(x) ? operand_answer(instance, y, OPERAND_RADD) : lacks(instance, "arrays of objects");
}

static reference of_strings_and_sequences(ibid_instance *instance, const struct expression *e)
{
    struct object *x = e->x, *y = e->y;
    if (e->operation == IBID_OP_ADD && is_text_or_sequence(x))
        return concatenated(instance, x, y);
    if (e->operation == IBID_OP_MULTIPLY && is_text_or_sequence(x))
        return repeated_by(instance, x, y);
    if (e->operation == IBID_OP_MULTIPLY && is_text_or_sequence(y))
        return repeated_by(instance, y, x);
    return refused(instance, e);
}

/* The method of x, then that of y if it is of another type, and only then what sequences do. */
static reference binary(ibid_instance *instance, const struct expression *e)
{
    struct object *x = e->x, *y = e->y;
    if (operand_answers(x, OPERAND_ADD))
        return operand_answer(instance, x, OPERAND_ADD);
    if (e->operation == IBID_OP_REMAINDER && x->kind == OBJECT_STR)
        return lacks(instance, "formatting of strings");
    if (has_dtype(x) || has_dtype(y))
        return with_dtype(instance, e);
    if (is_number(x) && is_number(y))
        return scalar_binary(instance, e->operation, (const struct number *)x, (const struct number *)y);
    if (operand_answers(y, OPERAND_RADD) && !same_type(x, y))
        return operand_answer(instance, y, OPERAND_RADD);
    return of_strings_and_sequences(instance, e);
}

reference operator_binary(ibid_instance *instance, const struct call *call)
{
    enum ibid_operation operation = call->operation;
    return binary(instance, &(struct expression){operation, operation, call->arguments[0], call->arguments[1]});
}

reference operator_unary(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0];
    if (has_dtype(x))
        return ufunc_call(instance, call->operation, x, NULL, NULL, NULL);
    if (is_number(x))
        return scalar_unary(instance, call->operation, (struct number *)x);
    const char *symbol = call->operation == IBID_OP_UNARY_MINUS ? "-" : call->operation == IBID_OP_INVERT ? "~" : "+";
    return fail(instance, IBID_ERROR_TYPE, "bad operand type for unary %s: '%s'", symbol, type_name(x));
}

reference operator_not(ibid_instance *instance, const struct call *call)
{
    bool truth;
    return truth_of(instance, call->arguments[0], &truth) ? bool_of(instance, !truth) : NULL;
}

reference operator_identity(ibid_instance *instance, const struct call *call)
{
    bool same = call->arguments[0] == call->arguments[1];
    return bool_of(instance, same == (call->operation == IBID_OP_IS));
}

reference operator_contains(ibid_instance *instance, const struct call *call)
{
    bool found;
    if (!contains(instance, call->arguments[1], call->arguments[0], &found))
        return NULL;
    return bool_of(instance, found == (call->operation == IBID_OP_IN));
}

reference operator_compare(ibid_instance *instance, const struct call *call)
{
    return compare(instance, call->operation, call->arguments[0], call->arguments[1]);
}

static reference extended(ibid_instance *instance, struct object *list, struct object *items)
{
    return list_extend(instance, list, items) ? retain(list) : NULL;
}

static reference repeated_in_place(ibid_instance *instance, struct object *list, struct object *times)
{
    reference result = repeated_by(instance, list, times);
    if (result == NULL)
        return NULL;
    struct object *items = borrowed(result);
    bool good = list_splice(instance, list, 0, item_count(list), items_in(items), item_count(items));
    release(instance, result);
    return good ? retain(list) : NULL;
}

/* An array takes what is neither a number nor a string for an object, and a result that is an object it cannot keep. */
static reference update_array(ibid_instance *instance, const struct expression *e)
{
    struct object *y = e->y;
    if (can_be_array(y))
        return ufunc_update(instance, e->written, array_of(e->x), y);
    if (y->kind == OBJECT_STR)
        return refused(instance, e);
    return fail(instance, IBID_ERROR_CASTING, "'%s' cannot be cast to %s", type_name(y), array_of(e->x)->dtype->name);
}

/* A list's own update comes after the methods of a stranger on the right. */
static reference update_list(ibid_instance *instance, const struct expression *e)
{
    bool adds = e->operation == IBID_OP_ADD, multiplies = e->operation == IBID_OP_MULTIPLY;
    bool calculates = e->y->kind == OBJECT_ARRAY || (adds && has_dtype(e->y));
    if (calculates || (!adds && !multiplies))
        return binary(instance, e);
    if (operand_answers(e->y, OPERAND_RADD))
        return operand_answer(instance, e->y, OPERAND_RADD);
    return adds ? extended(instance, e->x, e->y) : repeated_in_place(instance, e->x, e->y);
}

reference operator_update(ibid_instance *instance, const struct call *call)
{
    enum ibid_operation written = call->operation;
    enum ibid_operation operation = (enum ibid_operation)((int)written - IBID_OP_UPDATE_ADD + IBID_OP_ADD);
    struct expression e = {operation, written, call->arguments[0], call->arguments[1]};
    if (operand_answers(e.x, OPERAND_IADD))
        return operand_answer(instance, e.x, OPERAND_IADD);
    if (e.x->kind == OBJECT_ARRAY)
        return update_array(instance, &e);
    return e.x->kind == OBJECT_LIST ? update_list(instance, &e) : binary(instance, &e);
}

static reference call_operand(ibid_instance *instance, struct object *x, enum operand_method method,
                              const struct call *call)
{
    if (operand_answers(x, method))
        return operand_answer(instance, x, method);
    return operand_behaviour(x, method) == BEHAVIOUR_ABSENT ? refuse_attribute(instance, call->operation, x)
                                                            : lacks(instance, "value NotImplemented");
}

reference method_iadd(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0], *y = call->arguments[1];
    if (x->kind == OBJECT_OPERAND)
        return call_operand(instance, x, OPERAND_IADD, call);
    if (x->kind == OBJECT_LIST)
        return extended(instance, x, y);
    if (x->kind != OBJECT_ARRAY)
        return refuse_attribute(instance, call->operation, x);
    return update_array(instance, &(struct expression){IBID_OP_ADD, IBID_OP_UPDATE_ADD, x, y});
}

/* Python's own numbers decline what is a number of another kind, but for a float or a complex number on the left. */
static bool number_adds(const struct object *x, const struct object *y)
{
    if (!is_number(y) || has_dtype(y))
        return false;
    return x->kind == OBJECT_BOOL || x->kind == OBJECT_INT ? y->kind <= OBJECT_INT : y->kind <= x->kind;
}

reference method_add(ibid_instance *instance, const struct call *call)
{
    struct object *x = call->arguments[0], *y = call->arguments[1];
    if (x->kind == OBJECT_OPERAND)
        return call_operand(instance, x, OPERAND_ADD, call);
    if (is_text_or_sequence(x))
        return concatenated(instance, x, y);
    if (!is_number(x) && x->kind != OBJECT_ARRAY)
        return refuse_attribute(instance, call->operation, x);
    if (!has_dtype(x) && !number_adds(x, y))
        return lacks(instance, "value NotImplemented");
    return binary(instance, &(struct expression){IBID_OP_ADD, IBID_OP_ADD, x, y});
}
