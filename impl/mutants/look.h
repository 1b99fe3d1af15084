/* Looking at objects of the unbroken implementation. What is seen lives until the instance is closed. */
#ifndef IBID_MUTANTS_LOOK_H
#define IBID_MUTANTS_LOOK_H

#include "mutant.h"

struct look {
    enum ibid_kind kind;
    int truth;
    double real, imaginary;
    const char *text;  /* as struct ibid_value has it; NULL if none */
    const char *dtype; /* NULL if none */
    size_t axes;
    int64_t shape[MAXIMUM_AXES];
    size_t count; /* elements of an array, items of a list or tuple */
    const unsigned char *elements;
    size_t elements_bytes;
    ibid_handle *items; /* temporary handles */
};

struct look look_at(struct mutant *mutant, ibid_handle object);
bool is_array(struct mutant *mutant, ibid_handle object);
/* True and *value for an integer that fits. */
bool integer_value(struct mutant *mutant, ibid_handle object, int64_t *value);
bool truth_value(struct mutant *mutant, ibid_handle object);
/* "list", "array", "int", … */
const char *kind_name(enum ibid_kind kind);
/* Equal kinds and equal content, item by item; objects deeper than some levels count as different. */
bool same_content(struct mutant *mutant, ibid_handle x, ibid_handle y);
/* Another object with the content of this one, whatever it is; 0 where there can be none. */
ibid_handle another(struct mutant *mutant, ibid_handle object);

#endif
