/*
 * Elementwise and reduction kernels: loops over strided elements in memory, one table of them per instruction set.
 * They know neither arrays nor objects; shapes of more than two dimensions, type promotion, overlap and errors are
 * their caller's business. Nothing here allocates, locks or keeps state: a table is constant, may be used by any
 * number of threads, and is passed along, so that one process can use several.
 *
 * All tables give the same bits for all operations; for exp, log, sin and cos within this build alone. No loop has
 * undefined behaviour, whatever the elements are: integers wrap, and out-of-range casts are defined below.
 */
#ifndef IBID_KERNELS_H
#define IBID_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

/* A bool is a byte that is 0 or 1 when written, and true if it is not 0 when read. Complex is two floats, real first.
 */
enum kernel_dtype {
    KERNEL_BOOL,
    KERNEL_INT8,
    KERNEL_INT16,
    KERNEL_INT32,
    KERNEL_INT64,
    KERNEL_UINT8,
    KERNEL_UINT16,
    KERNEL_UINT32,
    KERNEL_UINT64,
    KERNEL_FLOAT32,
    KERNEL_FLOAT64,
    KERNEL_COMPLEX64,
    KERNEL_COMPLEX128,
    KERNEL_DTYPE_COUNT
};

/*
 * (a, b) → result, all of the same dtype. Where NumPy's ufunc of that name has a loop for a dtype, so has the table,
 * with the same results, but for what NumPy leaves to the processor. In particular:
 *   divide        float and complex only: true division of integers casts them to float64 first
 *   floor_divide, remainder   rounded towards minus infinity, as in Python; of an integer by 0: 0. No bool, no complex
 *   power         integers wrap; an integer to a negative power is 0 here and an error of the caller's. No bool
 *   maximum, minimum   a NaN in either operand is the result; complex in lexicographic order; of two zeros the first
 *   shifts        by as many bits as there are or more, or by a negative number: 0, or -1 for a negative one to the
 *                 right. Integers only
 *   of bools      add, maximum and "or" are one; multiply, minimum and "and"; xor. The others are not there
 */
enum kernel_binary {
    KERNEL_ADD,
    KERNEL_SUBTRACT,
    KERNEL_MULTIPLY,
    KERNEL_DIVIDE,
    KERNEL_FLOOR_DIVIDE,
    KERNEL_REMAINDER,
    KERNEL_POWER,
    KERNEL_MAXIMUM,
    KERNEL_MINIMUM,
    KERNEL_AND,
    KERNEL_OR,
    KERNEL_XOR,
    KERNEL_LEFT_SHIFT,
    KERNEL_RIGHT_SHIFT,
    KERNEL_BINARY_COUNT
};

/* (a, b) → bool, for every dtype. Complex numbers are ordered as NumPy orders them: by the real part, then the other.
 */
enum kernel_comparison {
    KERNEL_EQUAL,
    KERNEL_NOT_EQUAL,
    KERNEL_LESS,
    KERNEL_LESS_EQUAL,
    KERNEL_GREATER,
    KERNEL_GREATER_EQUAL,
    KERNEL_COMPARISON_COUNT
};

/*
 * a → result of the same dtype, but the absolute value of a complex is the float of half its size.
 *   negative       not of bools; of unsigned integers it wraps
 *   absolute       the smallest signed integer keeps its value
 *   invert         bools and integers
 *   sqrt exp log sin cos   floats and complex: integers are cast first. exp, log, sin and cos are right within 1 ULP
 *                  for floats; for complex they are the C library's
 */
enum kernel_unary {
    KERNEL_NEGATIVE,
    KERNEL_ABSOLUTE,
    KERNEL_INVERT,
    KERNEL_SQRT,
    KERNEL_EXP,
    KERNEL_LOG,
    KERNEL_SIN,
    KERNEL_COS,
    KERNEL_UNARY_COUNT
};

enum { KERNEL_OPERANDS = 3 };

/*
 * What a loop goes over: outer_count rows of inner_count elements. Element (i, j) of operand k is at
 * data[k] + i * outer_bytes[k] + j * inner_bytes[k]. Sources come first, the destination last. Strides may be
 * negative or 0 and addresses need no alignment.
 *
 * The destination shares no byte with a source; or else is the same elements: same address, same strides, same item
 * size. Rows are done in order and one after the other, so the rows of a destination may be the same row again and
 * again (outer_bytes 0), and then that row may also be a source.
 *
 * `streams` asks for stores that go around the caches. They pay where the destination as a whole, of which this walk
 * may be a part, is kernels_stream_bytes() or more, and is not a source as well. The loops heed it where
 * the destination is contiguous; results are the same.
 */
struct kernel_walk {
    char *data[KERNEL_OPERANDS];
    ptrdiff_t inner_bytes[KERNEL_OPERANDS];
    ptrdiff_t outer_bytes[KERNEL_OPERANDS];
    size_t inner_count;
    size_t outer_count;
    bool streams;
};

typedef void kernel_loop(const struct kernel_walk *walk);

/* Each pointer is to KERNEL_DTYPE_COUNT loops, by the dtype of the sources; NULL where there is no such loop. */
struct kernels {
    const char *name; /* "baseline", "avx2", "avx512", "neon" */
    kernel_loop *const *binary[KERNEL_BINARY_COUNT];
    kernel_loop *const *comparison[KERNEL_COMPARISON_COUNT];
    kernel_loop *const *unary[KERNEL_UNARY_COUNT];
    /*
     * (source, accumulator): each row of the source is folded into one element, data[1] + i * outer_bytes[1], which
     * the caller has set: to the identity (0 for sums, of floats too), or to the first element and the walk to the
     * others. A loop for each binary one. Sums of floats and complex are pairwise with the additions in NumPy's
     * order, so equal to NumPy's bit by bit; what else floats are folded with goes from left to right.
     */
    kernel_loop *const *reduce[KERNEL_BINARY_COUNT];
    /* The same sum with the accumulator that NumPy's sum has: int64 or uint64 for bools and integers. */
    kernel_loop *const *sum;
    /*
     * (source, destination): in each row the first element is the source's, and each later one is the one before it
     * and the source's, combined. A loop for each binary one.
     */
    kernel_loop *const *accumulate[KERNEL_BINARY_COUNT];
    /*
     * cast[from][to], (source, destination), as NumPy's astype. From the same dtype it is a copy, of NaNs bit by bit;
     * from a source with strides 0 it fills. A complex loses its imaginary part. A float that does not fit into an
     * integer, or is no number, gives what x86-64 processors give: the smallest int64, whose low bits are then
     * taken, with int32 in its place for integers of 8, 16 and signed 32 bits; uint64 holds 2**63 or more.
     */
    kernel_loop *const *cast[KERNEL_DTYPE_COUNT];
};

/* Bytes of an element. */
size_t kernel_item_bytes(enum kernel_dtype dtype);

/*
 * Runs the loop on those elements alone where the mask, bytes at mask + i * mask_outer_bytes + j * mask_inner_bytes,
 * is not 0: elements elsewhere stay as they are. There are `operands` in the walk; for a reduce loop these
 * are 2, the second with inner_bytes 0, and runs of wanted elements are folded one after another. Not for accumulate.
 */
void kernel_masked(kernel_loop *loop, const struct kernel_walk *walk, const char *mask, ptrdiff_t mask_inner_bytes,
                   ptrdiff_t mask_outer_bytes, int operands);

/* From how many bytes of a destination streaming pays on this machine: asks the system each time, so ask once. */
size_t kernels_stream_bytes(void);

struct kernels_entry {
    const struct kernels *kernels;
    bool (*supported)(void); /* by the processor that this runs on */
};

enum { KERNELS_MESSAGE_BYTES = 256 };

/* The tables of this build, best first; `count` of them. */
const struct kernels_entry *kernels_list(size_t *count);

/*
 * The best table that is supported, for NULL; else the one of that name. NULL, and what is wrong with which
 * names there are in `message`, if there is none of that name or the processor does not support it.
 */
const struct kernels *kernels_choose(const char *name, char message[KERNELS_MESSAGE_BYTES]);

#endif
