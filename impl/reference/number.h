/*
 * Numbers: Python's own bool, int, float and complex, and the library's scalars, which are numbers with a dtype (x[0]
 * of an array). Immutable. Integers have 64 bits: larger ones, which Python has, the reference lacks.
 */
#ifndef IBID_REFERENCE_NUMBER_H
#define IBID_REFERENCE_NUMBER_H

#include "dtype.h"
#include "object.h"

/* The value of a number, wide enough for every dtype. */
struct value {
    enum dtype_class class;
    union {
        int64_t integer;           /* BOOL (0 or 1), SIGNED */
        uint64_t natural;          /* UNSIGNED */
        struct {
            double real, imaginary; /* FLOAT (imaginary is 0), COMPLEX */
        };
    };
};

struct number {
    struct object head;
    const struct dtype *dtype; /* of a scalar of the library's own; NULL for Python's */
    struct value value;
};

/* Python's own. Truths are singletons; small integers too, where the instance caches them. */
MUST_USE reference bool_of(ibid_instance *instance, bool truth);
MUST_USE reference integer_new(ibid_instance *instance, int64_t value);
MUST_USE reference float_new(ibid_instance *instance, double value);
MUST_USE reference complex_new(ibid_instance *instance, double real, double imaginary);

/* A scalar of the library's own, from the bytes of an element. Its truths are two objects, as in NumPy. */
MUST_USE reference scalar_new(ibid_instance *instance, const struct dtype *dtype, const void *element);
/* Python's own number with the value of an element: what item() and tolist() give. */
MUST_USE reference number_from_element(ibid_instance *instance, const struct dtype *dtype, const void *element);

/* For a result that is an integer beyond 64 bits with a sign: "unsupported". */
void *integer_too_large(ibid_instance *instance);
/* Python's own number of a value, unless it is too large an integer. */
MUST_USE reference number_from_value(ibid_instance *instance, struct value value);

/* The value that the bytes of an element have; they need not be aligned. */
struct value element_value(const struct dtype *dtype, const void *element);
/* Converts as the loops cast (kernels.h): integers wrap, a complex number loses its imaginary part. Never fails. */
void element_store(const struct dtype *dtype, void *element, struct value value);
/* Whether an element of a dtype of integers can have the value. */
bool integer_fits(const struct dtype *dtype, int64_t value);
bool value_is_true(struct value value);
/* The real part, or the integer, as a double. */
double nearest_double(struct value value);

bool is_number(const struct object *object);
/* "int", "list", "ndarray", … for messages; a scalar of the library's own is called by its dtype. */
const char *type_name(const struct object *object);
/* Whether operators are those of arrays: an array, or a scalar of the library's own. */
bool has_dtype(const struct object *object);
/* The value of any number; false, without an error, for what is none. */
bool value_of(const struct object *object, struct value *value);
/* An integer that fits: int, bool, a library's scalar or array without axes; false, without an error, for all else. */
bool index_of(const struct object *object, int64_t *index);

/* Likewise; false with an error of the kind "type". */
bool read_index(ibid_instance *instance, const struct object *object, int64_t *index);

#endif
