/* How elements stand in memory: strides, axes that can be taken as one, copying in an order. Nothing here fails. */
#ifndef IBID_REFERENCE_LAYOUT_H
#define IBID_REFERENCE_LAYOUT_H

#include "strided.h"

/* The axes, from the slowest to the fastest. */
void axes_in_order(const struct array *x, enum order order, size_t *permutation);

/* Of elements next to each other, when the axes follow each other so. */
void strides_in_order(size_t axes, const int64_t *shape, size_t item_bytes, const size_t *permutation,
                      int64_t *strides_bytes);

/* Gives x the strides of elements next to each other; ORDER_C or ORDER_F. */
void fill_strides(struct array *x, enum order order);

/*
 * The strides of x's elements in another shape of as many elements, where constant strides express it: no axis may go
 * across two that do not follow each other. False where they do not.
 */
bool reshaped_strides(const struct array *x, size_t axes, const int64_t *shape, int64_t *strides_bytes);

/* The elements, the axes of `permutation` from the slowest to the fastest, next to each other. */
void elements_permuted(const struct array *x, const size_t *permutation, unsigned char *destination);

/* The elements in C order, next to each other, into element_count * item_bytes bytes. */
void elements_in_order(const struct array *x, void *destination);

/* Elements next to each other, the last axis (C) or the first (F) fastest. Axes of length 1 do not count. */
bool is_contiguous(const struct array *x, enum order order);


/* Contiguous with the first axis fastest, and not with the last. */
bool stands_by_columns(const struct array *x);

#endif
