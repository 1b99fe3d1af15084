/* What elementwise functions read: an array, or one number that stands for every element. */
#ifndef IBID_REFERENCE_INPUT_H
#define IBID_REFERENCE_INPUT_H

#include "array.h"
#include "number.h"

struct input {
    const struct dtype *dtype; /* of a weak number: what it is where nothing else has a dtype */
    bool weak;                 /* one of Python's own numbers */
    size_t axes;
    const int64_t *shape, *strides_bytes;
    unsigned char *first; /* of a number: its element, from input_settle on */
    struct array *array;  /* NULL for a number */
    struct value value;   /* of a number */
    _Alignas(16) unsigned char element[LARGEST_ITEM_BYTES];
    reference kept; /* the array, where nobody else owns it */
};

/*
 * A number, an array, or a list, tuple or range as an array. It must not be moved, the object must live on, and
 * input_close is due whatever the answer. False with the error "type" for anything else.
 */
bool input_open(ibid_instance *instance, struct input *input, struct object *object);
void input_close(ibid_instance *instance, struct input *input);

/* Whether the dtype holds the number: false only for an integer beyond an integer dtype. True of an array. */
bool input_fits(const struct input *input, const struct dtype *dtype);

/*
 * Makes a number's element, of `dtype`, which is its dtype from then on. False with "overflow" if it does not fit.
 * An array is left alone.
 */
bool input_settle(ibid_instance *instance, struct input *input, const struct dtype *dtype);

/* Puts a copy in the place of the array. */
bool input_copy(ibid_instance *instance, struct input *input);

#endif
