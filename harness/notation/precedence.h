/* How strongly each operator binds, as in Python; what the parser and the printer have in common. */
#ifndef IBID_NOTATION_PRECEDENCE_H
#define IBID_NOTATION_PRECEDENCE_H

#include "ibid/plugin.h"

enum precedence {
    PRECEDENCE_NOT = 1,
    PRECEDENCE_COMPARISON, /* does not chain: both sides bind more strongly */
    PRECEDENCE_OR,
    PRECEDENCE_XOR,
    PRECEDENCE_AND,
    PRECEDENCE_SHIFT,
    PRECEDENCE_SUM,
    PRECEDENCE_TERM,
    PRECEDENCE_UNARY,
    PRECEDENCE_POWER,   /* groups to the right, and its right side may be a unary operator */
    PRECEDENCE_PRIMARY, /* everything that is not an operator */
};

enum precedence precedence_of(enum ibid_operation operation);

#endif
