/* The elementwise functions: how each is called, and which loops compute it. */
#ifndef IBID_REFERENCE_FUNCTION_H
#define IBID_REFERENCE_FUNCTION_H

#include "instance.h"

enum function_form { FORM_NONE, FORM_BINARY, FORM_COMPARISON, FORM_UNARY, FORM_COPY /* +x */ };

/* What a function computes with where it has no loop for the dtype that its operands promote to. */
enum function_instead {
    INSTEAD_NOTHING,
    INSTEAD_INT8,  /* for bools */
    INSTEAD_FLOAT64, /* for bools and integers */
    /* For integers: float32 if that holds them all, else float64. For bools and 8 bits NumPy's is float16: lacking. */
    INSTEAD_FLOAT_OF_SIZE,
};

struct function {
    const char *name;
    enum function_form form;
    unsigned loops; /* enum kernel_binary, kernel_comparison or kernel_unary */
    enum function_instead instead;
};

/* Of an operator, an update or a function of the table; NULL if it is not elementwise. */
const struct function *function_of(enum ibid_operation operation);
const struct function *function_named(const char *name);

static inline size_t function_operands(const struct function *function)
{
    return function->form == FORM_BINARY || function->form == FORM_COMPARISON ? 2 : 1;
}

#endif
