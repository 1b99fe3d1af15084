/*
 * Arrays whose elements have fields, of a dtype that is named by them: "f:int32,g:float64". The fields lie next to
 * each other in this order, without gaps, so they need not be aligned. A field of an array is a view: its first
 * element stands at the field's offset, and its strides are the array's.
 *
 * Such arrays are made by zeros. Their elements move as bytes, and nothing computes with them: kernels know no fields.
 */
#ifndef IBID_REFERENCE_FIELDS_H
#define IBID_REFERENCE_FIELDS_H

#include "array.h"
#include "operation.h"

/* Whether it is the name of a dtype with fields, right or wrong. */
bool names_fields(const struct object *dtype_name);

/* Equal names have one dtype, which lives until the instance closes. NULL where the name is wrong: it is lacking. */
const struct dtype *dtype_with_fields(ibid_instance *instance, const char *name);
void release_dtypes(ibid_instance *instance);

/* x["f"] as a description that is nobody's object. An error of the kind "value" where there is no such field. */
bool field_of(ibid_instance *instance, const struct array *x, const char *name, struct array *field);

/* x seen as bytes, along one axis more: a description likewise. */
bool as_bytes(ibid_instance *instance, const struct array *x, struct array *bytes);

/* Refuses, as unsupported, what is not thought of with arrays that have fields: no container holds one. */
bool check_fields(ibid_instance *instance, const struct call *call);

#endif
