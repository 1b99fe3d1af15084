/*
 * Do two strided arrays share memory? An exact answer, with a certificate.
 *
 * This header needs nothing but the C standard library, and the library behind it (CMake target ibid::overlap)
 * neither: it can be used without the rest of ibid.
 *
 * The question is whether two sums of indices times strides can meet, which is NP-hard in general. The answer is
 * exact nevertheless: nothing is estimated, and "cannot tell" is said only beyond the bounds that are stated at
 * IBID_OVERLAP_UNDECIDED. No function keeps state: all may be called from any number of threads at once. They
 * allocate with malloc in the rare hard cases only, at most IBID_OVERLAP_MEMORY_BYTES, and return it before they
 * answer. They use up to half a megabyte of stack.
 */
#ifndef IBID_OVERLAP_H
#define IBID_OVERLAP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IBID_OVERLAP_DIMENSIONS   32
#define IBID_OVERLAP_MEMORY_BYTES ((int64_t)1 << 28)
#define IBID_OVERLAP_STEPS        ((int64_t)1 << 36)

/*
 * Where the items of an array lie, as in NumPy and DLPack: the item of index (i, j, …) takes item_bytes bytes from
 * start + i * strides_bytes[0] + j * strides_bytes[1] + …
 */
struct ibid_strided {
    int64_t start;                /* an address, or an offset in a buffer that is common to both arrays */
    int64_t item_bytes;           /* 0 or more */
    int dimensions;               /* from 0, which is a single item, to IBID_OVERLAP_DIMENSIONS */
    const int64_t *shape;         /* each 0 or more */
    const int64_t *strides_bytes; /* any numbers, also negative ones and 0; both may be NULL without dimensions */
};

enum ibid_overlap_answer {
    IBID_OVERLAP_NO,
    IBID_OVERLAP_YES,
    /*
     * Neither could be shown within IBID_OVERLAP_STEPS steps, each of about a nanosecond, and with
     * IBID_OVERLAP_MEMORY_BYTES. It is never the answer for arrays that
     *  - together span less than 2^28 bytes, or 2^28 multiples of what all strides have as a common divisor, or
     *  - have at most 2^40 pairs of bytes, one of each, taking all indices.
     * Beyond that it is possible, but was not seen so far: even 32 dimensions each, of 2, with unrelated strides of
     * about 2^50 are decided in some seconds. Treat it as overlap.
     */
    IBID_OVERLAP_UNDECIDED,
    IBID_OVERLAP_NO_MEMORY, /* an allocation failed: treat it as overlap */
    IBID_OVERLAP_TOO_LARGE, /* an array spans 2^62 bytes or more, or its first or last byte is beyond 64 bits */
    IBID_OVERLAP_INVALID,   /* a number of dimensions, a shape or item_bytes out of range, or NULL with dimensions */
};

enum ibid_overlap_reason {
    IBID_OVERLAP_NO_REASON, /* neither yes nor no was answered */
    /* Yes: */
    IBID_OVERLAP_MEET, /* the items of indices x and y both have the byte */
    /* No: */
    IBID_OVERLAP_EMPTY,    /* an array has no bytes */
    IBID_OVERLAP_EXTENTS,  /* one ends before the other begins */
    IBID_OVERLAP_RESIDUES, /* see below */
    /* Every possibility was gone through, or ruled out; only doing so again shows that it is true. */
    IBID_OVERLAP_EXHAUSTED,
};

/*
 * Why. Nothing need be set before; all of it is set by every call that gets one.
 *
 * RESIDUES: each stride times the multiplier is congruent, modulo the modulus, to the residue at its place in x or y,
 * and the multiplier itself to byte_residue. Were there a common byte, then
 *     multiplier * (x.start - y.start) + residues * index over x - residues * index over y
 *         + byte_residue * (byte in x's item - byte in y's item)
 * would be a multiple of the modulus; but no multiple is in its range, which is found by interval arithmetic.
 */
struct ibid_overlap_certificate {
    enum ibid_overlap_reason reason;
    int64_t x[IBID_OVERLAP_DIMENSIONS]; /* of x's dimensions, MEET: the index; RESIDUES: the residues of the strides */
    int64_t y[IBID_OVERLAP_DIMENSIONS]; /* the same of y */
    int64_t byte;                       /* MEET: where the byte is, on the scale of start */
    int64_t modulus;                    /* RESIDUES: 2 or more */
    int64_t multiplier;                 /* RESIDUES: from 1 to modulus - 1 */
    int64_t byte_residue;               /* RESIDUES */
};

/*
 * Whether any item of x shares a byte with any item of y. certificate may be NULL, which is faster.
 * Symmetrical, but for which certificate is found. An array without bytes overlaps nothing.
 */
enum ibid_overlap_answer ibid_overlap(const struct ibid_strided *x, const struct ibid_strided *y,
                                      struct ibid_overlap_certificate *certificate);

/*
 * Whether two items of x with different indices share a byte. The certificate's x and y are these two indices;
 * reasons for no are EMPTY and EXHAUSTED.
 */
enum ibid_overlap_answer ibid_overlap_internal(const struct ibid_strided *x,
                                               struct ibid_overlap_certificate *certificate);

enum ibid_overlap_check {
    IBID_OVERLAP_HOLDS,     /* shown from the arrays and the certificate alone, by a few multiplications */
    IBID_OVERLAP_FALSE,     /* the certificate is not one of these arrays */
    IBID_OVERLAP_UNCHECKED, /* EXHAUSTED, or no reason at all */
};

/* Whether a certificate of ibid_overlap proves what it says of x and y (for ibid_overlap_internal: x, x). */
enum ibid_overlap_check ibid_overlap_check(const struct ibid_strided *x, const struct ibid_strided *y,
                                           const struct ibid_overlap_certificate *certificate);

/*
 * How destination[i] = f(source[i]) can be computed for all indices i, one after the other, without a copy, so that
 * the result is as if source had been copied first.
 */
enum ibid_overlap_walk {
    IBID_OVERLAP_ANY_ORDER, /* disjoint; or the same items at the same indices, which do not overlap each other */
    IBID_OVERLAP_FORWARD,   /* each index from 0 up, the last running fastest: no byte is written before it is read */
    IBID_OVERLAP_BACKWARD,  /* that order from end to begin; the destination's items do not overlap each other */
    IBID_OVERLAP_COPY,      /* none of these is safe, or it was not found out (undecided, no memory, too large) */
    IBID_OVERLAP_MISMATCH,  /* the shapes are different, or an array is INVALID */
};

/*
 * FORWARD and BACKWARD are found where both arrays have the same strides, as x[1:] and x[:-1] have. More may be read
 * ahead than is written, as SIMD loops do: a walk stays safe if every item is read no later than in its turn.
 * To walk in another order of dimensions, ask with the dimensions in that order. A source that is broadcast has
 * strides of 0. With several sources, the walk has to be safe for each of them.
 */
enum ibid_overlap_walk ibid_overlap_elementwise(const struct ibid_strided *destination,
                                                const struct ibid_strided *source);

#ifdef __cplusplus
}
#endif

#endif
