/*
 * Arrays whose elements have fields. The model makes them with zeros, takes their fields, and moves their elements as
 * they are; it computes with fields, and never with elements. No container holds such an array.
 */
#ifndef IBID_MODEL_FIELDS_H
#define IBID_MODEL_FIELDS_H

#include "model.h"

/* Dtypes with fields that a program uses, each once: equal ones have one address. */
struct dtype_in_use {
    struct dtype dtype;
    struct dtype_in_use *next;
};

/* Whether it is the name of a dtype with fields, right or wrong. */
bool names_fields(const struct object *dtype_name);
/* NULL where the name is wrong: the model lacks it. */
const struct dtype *dtype_with_fields(ibid_instance *instance, const char *name);
/* x["f"], whatever the dialect: a view. */
struct object *field_of(ibid_instance *instance, struct object *x, const char *name);
/* As if copied first; both have the same dtype with fields, and the same shape. */
bool assign_with_fields(ibid_instance *instance, struct object *x, const struct object *source);
/* Refuses, as unsupported, what is not thought of with arrays that have fields. */
bool check_fields(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments,
                  size_t given);

#endif
