/* Elements: their types, and reading and writing them. */
#ifndef IBID_MODEL_ELEMENT_H
#define IBID_MODEL_ELEMENT_H

#include "model.h"

/* BOOL, SIGNED and UNSIGNED use the integer (of UNSIGNED: its bits), FLOAT the real part. */
struct number {
    enum dtype_class class;
    int64_t integer;
    double real, imaginary;
};

struct number number_read(const struct dtype *dtype, const unsigned char *bytes);
/* Converts as C does, and integers modulo their size. */
void number_write(const struct dtype *dtype, unsigned char *bytes, struct number number);
/* Of the same value in another class; what does not fit is as number_write has it. */
struct number number_as(struct number number, enum dtype_class class);
/* The number of a host's value or a library's scalar. False for anything else. */
bool number_of(const struct object *object, struct number *number);

/* arithmetic.c: an operator of the table, or maximum or minimum, on two numbers of one class. */
bool is_comparison(enum ibid_operation operation);
struct number combine(enum ibid_operation operation, struct number x, struct number y);

/* The dtype of a host's own value, and whether it is weak: gives way to an array's dtype of its class. */
const struct dtype *dtype_of_value(const struct object *object);
/* The smallest dtype that holds both, as NumPy 2 has it. */
const struct dtype *promote(const struct dtype *left, const struct dtype *right);
/* The dtype of an array that is made of a host's own value, as the dialect has it. */
const struct dtype *default_dtype(const ibid_instance *instance, const struct object *value);
const struct dtype *default_float_dtype(const ibid_instance *instance);
/* Promotion as the dialect has it; NULL and an error where it refuses. */
const struct dtype *promote_arrays(ibid_instance *instance, const struct dtype *left, const struct dtype *right);
/* Of two operands, host values being weak (NEP 50). */
const struct dtype *promote_operands(ibid_instance *instance, const struct object *x, const struct object *y);
/* Whether NumPy's "same_kind" allows it. */
bool can_cast(const struct dtype *from, const struct dtype *to);

/* ufunc.c: the number that an element of the dtype keeps of it. */
struct number rounded(const struct dtype *dtype, struct number number);
/* An element, converted to another dtype. */
struct number element_as(const struct object *x, size_t i, const struct dtype *dtype);
/* Writes where the mask (or NULL for everywhere) is true; all was read before, so overlap does not matter. */
bool write_results(ibid_instance *instance, struct object *out, const struct number *results, struct object *where);
/* What a result without axes is: the library's own scalar, where indexing gives such as well. */
struct object *result_of(ibid_instance *instance, struct object *result, const struct object *out);

#endif
