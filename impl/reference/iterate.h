/*
 * Going through several arrays at once, element by element: their common shape, with axes in the order and number
 * that serve the loops best.
 */
#ifndef IBID_REFERENCE_ITERATE_H
#define IBID_REFERENCE_ITERATE_H

#include "input.h"

enum { WALK_OPERANDS = 4 };

struct walk {
    size_t operands;
    size_t axes;
    bool empty;                   /* some axis has no element */
    int64_t shape[MAXIMUM_AXES];  /* the last axis first, until the axes are put in another order */
    ptrdiff_t strides_bytes[MAXIMUM_AXES][WALK_OPERANDS];
    unsigned char *first[WALK_OPERANDS];
};

/* A walk over a shape, with no operand yet. */
void walk_start(struct walk *walk, size_t axes, const int64_t *shape);

/* Adds an operand, whose shape can be spread to the walk's: NumPy's broadcasting. */
void walk_add(struct walk *walk, unsigned char *first, size_t axes, const int64_t *shape, const int64_t *strides_bytes);
void walk_add_array(struct walk *walk, const struct array *array);
void walk_add_input(struct walk *walk, const struct input *input);

/*
 * Puts the axes in order, the smallest steps first, by the strides of operand `leader` and, where these do not tell,
 * of the others; where these contradict each other the order stays. places[i] is where axis i stood, if not NULL.
 */
enum { NO_LEADER = WALK_OPERANDS };
void walk_sort(struct walk *walk, size_t leader, size_t *places);

/*
 * Makes the axes few: without those of length 1, forwards in operand `leader`, and one out of two where no operand
 * needs two. What the walk visits, and that each place is visited once, stays; the order does not.
 */
void walk_simplify(struct walk *walk, size_t leader);

/* Calls `visit` with the places of every row or, from two axes on, every plane: what walk->shape[0] and [1] span. */
typedef void walk_visit(void *context, unsigned char *const *places);
void walk_planes(const struct walk *walk, walk_visit *visit, void *context);

/* The length and the steps of a plane's axis, 0 or 1: of one that the walk has not, 1 and 0. */
static inline int64_t plane_length(const struct walk *walk, size_t axis)
{
    return axis < walk->axes ? walk->shape[axis] : 1;
}

static inline ptrdiff_t plane_stride(const struct walk *walk, size_t axis, size_t operand)
{
    return axis < walk->axes ? walk->strides_bytes[axis][operand] : 0;
}

/* From the last plane to the first. `visit` gets the first place of each nevertheless. */
void walk_planes_backwards(const struct walk *walk, walk_visit *visit, void *context);

#endif
