/*
 * Objects that show which of their methods an operator calls: operand(iadd=, add=, radd=). Each says for the methods of
 * every in-place operator, every operator, and every operator with the object on the right, what they do.
 */
#ifndef IBID_REFERENCE_OPERAND_H
#define IBID_REFERENCE_OPERAND_H

#include "operation.h"

enum operand_method { OPERAND_IADD, OPERAND_ADD, OPERAND_RADD, OPERAND_METHODS };

/* Not there, or declining, or returning the object itself, another one that behaves alike, or None. */
enum operand_behaviour { BEHAVIOUR_ABSENT, BEHAVIOUR_DECLINES, BEHAVIOUR_SELF, BEHAVIOUR_OTHER, BEHAVIOUR_NONE };

struct operand {
    struct object head;
    enum operand_behaviour behaviours[OPERAND_METHODS];
};

/* operand(…) */
reference make_operand(ibid_instance *instance, const struct call *call);

/* Another one that behaves alike. */
MUST_USE reference operand_like(ibid_instance *instance, const struct object *operand);

/* ABSENT for what is no operand. */
enum operand_behaviour operand_behaviour(const struct object *object, enum operand_method method);
/* Whether it is an operand whose method is there and does not decline. */
bool operand_answers(const struct object *object, enum operand_method method);
/* What the method returns, of an operand that answers. */
MUST_USE reference operand_answer(ibid_instance *instance, struct object *operand, enum operand_method method);

/* Operands are of one type if they behave alike. */
bool same_type(const struct object *x, const struct object *y);

#endif
