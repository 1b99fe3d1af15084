/* The table of operations (include/ibid/operations.def), for lookup by name and by number. */
#ifndef IBID_NOTATION_OPERATIONS_H
#define IBID_NOTATION_OPERATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "ibid/plugin.h"

enum operation_form { FORM_SYNTAX, FORM_OPERATOR, FORM_UPDATE, FORM_FUNCTION, FORM_METHOD, FORM_ATTRIBUTE };

struct parameter {
    const char *name; /* without "=" and "*" */
    size_t name_bytes; /* the name is not terminated: it stands in the table's text */
    bool optional;    /* may be left out, may be given by keyword */
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
};

/* All operations in the order of the table; *count tells how many. Static. */
const struct operation *operations_all(size_t *count);
/* NULL if there is none. The name of a method or an attribute starts with a dot. */
const struct operation *operation_by_name(const char *name);
const struct operation *operation_by_number(enum ibid_operation number);

const char *error_kind_name(enum ibid_error_kind kind);
/* -1 if there is no kind of that name. */
int error_kind_by_name(const char *name);

#endif
