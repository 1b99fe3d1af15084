/* From arrays to an equation, and back from its solution to indices. */
#ifndef IBID_OVERLAP_ARRAYS_H
#define IBID_OVERLAP_ARRAYS_H

#include <stdbool.h>

#include "equation.h"

/* Where an array's bytes are: from first to last, if it has any. */
struct extent {
    bool is_empty;
    int64_t first, last;
};

/* NO: fine. INVALID or TOO_LARGE: nothing else is to be done. */
enum ibid_overlap_answer measure(const struct ibid_strided *array, struct extent *extent);

/* Where each term comes from: a dimension of x, of y (plus IBID_OVERLAP_DIMENSIONS), or BYTES. */
enum { ORIGIN_BYTES = 2 * IBID_OVERLAP_DIMENSIONS };

struct common_bytes {
    struct equation equation;
    unsigned char origins[MOST_TERMS];
};

/*
 * The equation whose solutions are the pairs of bytes of x and y in the same place. The extents meet. The values of x
 * count from its end with the lower addresses, those of y from the other; those of bytes are x's byte in its item
 * plus what follows y's byte in its.
 */
void common_bytes_init(struct common_bytes *bytes, const struct ibid_strided *x, const struct extent *x_extent,
                       const struct ibid_strided *y, const struct extent *y_extent);

/* From the equation's solution to the indices in both arrays and the byte, as the reason MEET. */
void common_bytes_certify(const struct common_bytes *bytes, const int64_t *values, const struct ibid_strided *x,
                          const struct ibid_strided *y, struct ibid_overlap_certificate *certificate);

/* start plus the strides times the index. */
int64_t item_address(const struct ibid_strided *array, const int64_t *index);

#endif
