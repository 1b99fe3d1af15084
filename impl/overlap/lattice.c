/*
 * Schnorr and Euchner's enumeration (1994) with Ritter's test for boxes (1996): w is the part of a point, seen from the
 * box's middle, that the vectors still free cannot change. All points of the box have a product of at most |w|_1 with
 * w, and all points that are left have |w|_2^2: if the latter is larger, there are none.
 */
#include <math.h>

#include "arithmetic.h"
#include "basis.h"
#include "routes.h"

/* Far above the error of all these doubles, which are of about 1, and far below what would cost a needless look. */
static const double PRECISION = 1e-6;

struct walk {
    struct basis basis;
    double longest[MOST_TERMS]; /* how far along each orthogonal vector the box goes */
    int64_t multiples[MOST_TERMS];
    int64_t start[MOST_TERMS]; /* the solution from which all multiples count */
    double start_projections[MOST_TERMS];
    double inner_projections[MOST_TERMS]; /* of the box's diagonal where it meets the equation, deepest inside */
    int64_t found[MOST_TERMS];
    int64_t *steps_left;
};

/* The last vector's multiples are an interval. */
static enum ibid_overlap_answer end_of_walk(struct walk *walk)
{
    const struct equation *equation = walk->basis.equation;
    wide least = -((wide)1 << 63), most = (wide)1 << 63, values[MOST_TERMS];
    for (int i = 0; i < equation->count; i++) {
        wide value = walk->start[i];
        for (int k = 1; k < walk->basis.vectors_count; k++)
            value += (wide)walk->multiples[k] * walk->basis.vectors[k]->entries[i];
        values[i] = value;
        int64_t step = walk->basis.vectors[0]->entries[i], bound = equation->terms[i].bound;
        if (step == 0) {
            if (value < 0 || value > bound)
                return IBID_OVERLAP_NO;
            continue;
        }
        /* 0 <= value + multiple * step <= bound */
        wide low = step > 0 ? -value : value - bound, high = step > 0 ? bound - value : value;
        int64_t size = step > 0 ? step : -step;
        low = low >= 0 ? (low + size - 1) / size : -(-low / size);
        high = high >= 0 ? high / size : -((-high + size - 1) / size);
        least = low > least ? low : least;
        most = high < most ? high : most;
        if (least > most)
            return IBID_OVERLAP_NO;
    }
    for (int i = 0; i < equation->count; i++)
        walk->found[i] = (int64_t)(values[i] + least * walk->basis.vectors[0]->entries[i]);
    return IBID_OVERLAP_YES;
}

static enum ibid_overlap_answer walk_from(struct walk *walk, int k, const double *fixed)
{
    struct basis *basis = &walk->basis;
    int count = basis->equation->count;
    if ((*walk->steps_left -= k == 0 ? 8 * count * count : 4 * count + 10) < 0)
        return IBID_OVERLAP_UNDECIDED;
    if (k == 0)
        return end_of_walk(walk);
    double middle = walk->start_projections[k];
    for (int i = k + 1; i < basis->vectors_count; i++)
        middle += (double)walk->multiples[i] * basis->projections[i][k];
    double most = walk->longest[k] * (1 + PRECISION) + PRECISION;
    if (!(fabs(middle) < 0x1p52 && most < 0x1p52))
        return IBID_OVERLAP_UNDECIDED;
    /* Outward from the inner point, both ways in turn, each until the box is left behind. */
    int64_t up = (int64_t)nearbyint(walk->inner_projections[k] - middle), down = up - 1;
    bool up_left = true, down_left = true;
    for (bool go_up = true; up_left || down_left; go_up = !go_up) {
        if (go_up ? !up_left : !down_left)
            continue;
        int64_t multiple = go_up ? up++ : down--;
        double length = middle + (double)multiple;
        double point[MOST_TERMS], square = 0, box = 0;
        for (int i = 0; i < count; i++) {
            point[i] = fixed[i] + length * basis->orthogonal[k][i];
            square += point[i] * point[i];
            box += fabs(point[i]);
        }
        if (fabs(length) > most || square > box + PRECISION * (1 + square)) {
            /* What is beyond, on this side of the box's middle, is farther out still. */
            if (length >= 0 && go_up)
                up_left = false;
            if (length <= 0 && !go_up)
                down_left = false;
            continue;
        }
        walk->multiples[k] = multiple;
        enum ibid_overlap_answer answer = walk_from(walk, k - 1, point);
        if (answer != IBID_OVERLAP_NO)
            return answer;
    }
    return IBID_OVERLAP_NO;
}

enum ibid_overlap_answer lattice(const struct equation *equation, int64_t *values, int64_t *steps_left)
{
    struct walk walk;
    walk.steps_left = steps_left;
    if (!basis_init(&walk.basis, equation, walk.start, steps_left))
        return IBID_OVERLAP_UNDECIDED;
    int count = equation->count, last = walk.basis.vectors_count - 1;
    double rest[MOST_TERMS], share = (double)equation->target / (double)equation_reach(equation);
    for (int i = 0; i < count; i++)
        rest[i] = (double)(2 * walk.start[i] - equation->terms[i].bound) / (double)equation->terms[i].bound;
    for (int k = last; k >= 0; k--) {
        const double *orthogonal = walk.basis.orthogonal[k];
        double projection = 0, sum = 0, inner = 0;
        for (int i = 0; i < count; i++) {
            projection += rest[i] * orthogonal[i];
            sum += fabs(orthogonal[i]);
            inner += (2 * share - 1) * orthogonal[i];
        }
        walk.start_projections[k] = projection / walk.basis.squares[k];
        walk.inner_projections[k] = inner / walk.basis.squares[k];
        walk.longest[k] = sum / walk.basis.squares[k];
        for (int i = 0; i < count; i++)
            rest[i] -= walk.start_projections[k] * orthogonal[i];
    }
    enum ibid_overlap_answer answer = walk_from(&walk, last, rest);
    if (answer == IBID_OVERLAP_YES && values)
        for (int i = 0; i < count; i++)
            values[i] = walk.found[i];
    return answer;
}
