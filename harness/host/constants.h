/*
 * The constants of what is compiled together: a statement, or a whole program. Equal ones (of one
 * type and value: 1, 1.0 and True differ) are made once, as compilers do, which shows in their identity.
 */
#ifndef IBID_HOST_CONSTANTS_H
#define IBID_HOST_CONSTANTS_H

#include "host/instance.h"
#include "notation/ir.h"

struct constant {
    const struct node *node;
    double number; /* FLOAT, IMAGINARY */
    struct reference *reference;
};

struct constants {
    struct constant *items;
    size_t count;
    size_t *slots; /* index into items plus 1, by hash; NULL while there are few */
    size_t slot_count;
};

/* The object of a constant's node, a new count of it; NULL and the instance's failure. */
struct reference *constant_of(struct constants *constants, struct instance *instance, const struct node *node);
/* Forgets all: what no name is bound to is given back. */
void constants_release(struct constants *constants, struct instance *instance);

#endif
