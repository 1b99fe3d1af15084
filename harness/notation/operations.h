/* The table of operations (include/ibid/operations.def), for lookup by name and by number. */
#ifndef IBID_NOTATION_OPERATIONS_H
#define IBID_NOTATION_OPERATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "ibid/plugin.h"

enum operation_form { FORM_SYNTAX, FORM_OPERATOR, FORM_UPDATE, FORM_FUNCTION, FORM_METHOD, FORM_ATTRIBUTE };

struct parameter {
    const char *name; /* without "=" and "*" */
    size_t name_bytes;
    bool optional; /* may be left out, may be given by keyword */
    bool variadic;
};

enum { MAXIMUM_PARAMETERS = 4 };

struct operation {
    enum ibid_operation number;
    const char *name; /* "add", ".copy", "+", "get item" */
    enum operation_form form;
    const char *parameters_text;
    const char *summary;
    struct parameter parameters[MAXIMUM_PARAMETERS]; /* a method's receiver is not among them */
    size_t parameter_count;
    /* How many arguments it takes, a method's or an attribute's receiver included; SIZE_MAX: any number. */
    size_t minimum_arguments, maximum_arguments;
};

/* Everything here is static, made at the first call, and may be used from any thread. */

/* All operations in the order of the table; *count tells how many. */
const struct operation *operations_all(size_t *count);
/* NULL if there is none. The name of a method or an attribute starts with a dot. */
const struct operation *operation_by_name(const char *name);
const struct operation *operation_by_number(enum ibid_operation number);

/* The optional parameter of that name; NULL if there is none. */
const struct parameter *operation_keyword(const struct operation *operation, const char *name);
/* The parameter that an argument stands for, counting a receiver as argument 0; NULL for the receiver. */
const struct parameter *operation_parameter(const struct operation *operation, size_t argument);
/* 1 if argument 0 is a receiver, which is not among the parameters, else 0. */
size_t operation_receivers(const struct operation *operation);
/* Whether it computes elementwise, as add does: these have .accumulate and .at. */
bool operation_is_elementwise(const struct operation *operation);

const char *error_kind_name(enum ibid_error_kind kind);
/* -1 if there is no kind of that name. */
int error_kind_by_name(const char *name);

#endif
