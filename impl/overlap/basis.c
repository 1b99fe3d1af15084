#include "basis.h"

#include <math.h>

#include "arithmetic.h"

/* Doubles hold integers up to 2^53; what is larger declines. */
#define LARGEST_ENTRY ((int64_t)1 << 52)

/* Of subtracting until nothing is left to subtract, where rounding may never let it end. */
enum { MOST_ROUNDS = 64 };

static double scale(const struct basis *basis, int term)
{
    return 2.0 / (double)basis->equation->terms[term].bound;
}

static int first_term(const struct basis *basis)
{
    return basis->equation->count - basis->count;
}

static double inner_product(const struct basis *basis, const double *a, const double *b)
{
    double sum = 0;
    for (int i = first_term(basis); i < basis->equation->count; i++)
        sum += a[i] * b[i];
    return sum;
}

static void rescale(const struct basis *basis, struct vector *vector)
{
    for (int i = first_term(basis); i < basis->equation->count; i++)
        vector->scaled[i] = (double)vector->entries[i] * scale(basis, i);
}

/* The part of a scaled vector that is orthogonal to the first vectors, and its projections on them. */
static void orthogonalise(const struct basis *basis, const double *scaled, int vectors_count, double *orthogonal,
                          double *projections)
{
    for (int i = first_term(basis); i < basis->equation->count; i++)
        orthogonal[i] = scaled[i];
    for (int k = vectors_count; k-- > 0;) {
        projections[k] = inner_product(basis, orthogonal, basis->orthogonal[k]) / basis->squares[k];
        for (int i = first_term(basis); i < basis->equation->count; i++)
            orthogonal[i] -= projections[k] * basis->orthogonal[k][i];
    }
}

/* vector -= times * other. */
static bool subtract(const struct basis *basis, struct vector *vector, int64_t times, const struct vector *other)
{
    for (int i = first_term(basis); i < basis->equation->count; i++) {
        int64_t product;
        if (__builtin_mul_overflow(times, other->entries[i], &product) ||
            __builtin_sub_overflow(vector->entries[i], product, &vector->entries[i]))
            return false;
    }
    return true;
}

/*
 * Subtracts what the projections on the first vectors are nearest to, which it brings up to date, where they are more
 * than the tolerance of a half or more.
 */
static bool subtract_nearest(const struct basis *basis, struct vector *vector, int vectors_count, double tolerance,
                             double *projections, bool *changed)
{
    *changed = false;
    for (int k = vectors_count; k-- > 0;) {
        if (fabs(projections[k]) <= tolerance)
            continue;
        double times = nearbyint(projections[k]);
        if (fabs(times) > (double)LARGEST_ENTRY || !subtract(basis, vector, (int64_t)times, basis->vectors[k]))
            return false;
        for (int i = 0; i < k; i++)
            projections[i] -= times * basis->projections[k][i];
        *changed = true;
    }
    return true;
}

/*
 * Subtracts multiples of the first vectors until all projections are within a half. A round works with the precision
 * of doubles, so that long vectors need several.
 */
static bool size_reduce(struct basis *basis, struct vector *vector, int vectors_count)
{
    double orthogonal[MOST_TERMS], projections[MOST_TERMS];
    for (int round = 0; round < MOST_ROUNDS; round++) {
        if ((*basis->steps_left -= 4 * basis->count * (vectors_count + 1)) < 0)
            return false;
        orthogonalise(basis, vector->scaled, vectors_count, orthogonal, projections);
        bool changed;
        if (!subtract_nearest(basis, vector, vectors_count, 0.51, projections, &changed))
            return false;
        if (!changed)
            return true;
        rescale(basis, vector);
    }
    return false;
}

static void orthogonalise_vector(struct basis *basis, int k)
{
    orthogonalise(basis, basis->vectors[k]->scaled, k, basis->orthogonal[k], basis->projections[k]);
    basis->squares[k] = inner_product(basis, basis->orthogonal[k], basis->orthogonal[k]);
}

/* Lenstra, Lenstra, Lovász 1982: from vector k on, those before it being reduced already. */
static bool reduce(struct basis *basis, int k)
{
    int reduced = k;
    while (reduced < basis->vectors_count) {
        if (!size_reduce(basis, basis->vectors[reduced], reduced))
            return false;
        orthogonalise_vector(basis, reduced);
        if (reduced > 0) {
            double projection = basis->projections[reduced][reduced - 1];
            if (basis->squares[reduced] < (0.99 - projection * projection) * basis->squares[reduced - 1]) {
                struct vector *vector = basis->vectors[reduced];
                basis->vectors[reduced] = basis->vectors[reduced - 1];
                basis->vectors[reduced - 1] = vector;
                reduced--;
                continue;
            }
        }
        reduced++;
    }
    return true;
}

/* times * vector, small: the vectors of the basis are subtracted as often as may be. */
static bool reduced_multiple(struct basis *basis, const struct vector *vector, int64_t times, struct vector *result)
{
    *result = (struct vector){{0}, {0}};
    for (int bit = 62; bit >= 0; bit--) {
        if (!subtract(basis, result, -1, result) || ((times >> bit & 1) && !subtract(basis, result, -1, vector)))
            return false;
        if (times >> bit == 0)
            continue;
        rescale(basis, result);
        if (!size_reduce(basis, result, basis->vectors_count))
            return false;
    }
    return true;
}

static bool direct_multiple(struct basis *basis, const struct vector *vector, int64_t times, struct vector *result)
{
    *result = (struct vector){{0}, {0}};
    if (!subtract(basis, result, -times, vector))
        return false;
    for (int i = first_term(basis); i < basis->equation->count; i++)
        if (result->entries[i] > LARGEST_ENTRY || result->entries[i] < -LARGEST_ENTRY)
            return false;
    rescale(basis, result);
    return true;
}

/* At once where its entries stay small enough, else reduced on the way. */
static bool multiple(struct basis *basis, const struct vector *vector, int64_t times, struct vector *result)
{
    return direct_multiple(basis, vector, times, result) || reduced_multiple(basis, vector, times, result);
}

/*
 * Takes in the next term. unit is a vector that makes the common divisor of the terms so far, and is made one that
 * makes that of all with the new one.
 */
static bool add_term(struct basis *basis, struct vector *unit, int64_t *divisor)
{
    int term = first_term(basis) - 1;
    int64_t coefficient = basis->equation->terms[term].coefficient, common = common_divisor(*divisor, coefficient);
    struct vector *next = &basis->storage[basis->vectors_count];
    if (!multiple(basis, unit, coefficient / common, next))
        return false;
    int64_t of_term = 0;
    if (*divisor != common) {
        int64_t of_unit = inverse(*divisor / common, coefficient / common);
        of_term = (int64_t)((common - (wide)of_unit * *divisor) / coefficient);
        struct vector product;
        if (!multiple(basis, unit, of_unit, &product))
            return false;
        *unit = product;
    }
    for (int k = 0; k < basis->vectors_count; k++)
        basis->orthogonal[k][term] = 0;
    basis->count++;
    next->entries[term] = -(*divisor / common);
    unit->entries[term] = of_term;
    *divisor = common;
    basis->vectors[basis->vectors_count++] = next;
    rescale(basis, next);
    rescale(basis, unit);
    return reduce(basis, basis->vectors_count - 1) && size_reduce(basis, unit, basis->vectors_count);
}

/* Starts on the box's diagonal, makes up for rounding, and moves back there by the lattice. */
static bool find_solution(struct basis *basis, const struct vector *unit, int64_t *solution)
{
    const struct equation *equation = basis->equation;
    double share = (double)equation->target / (double)equation_reach(equation);
    int64_t missing = equation->target;
    struct vector point, correction;
    for (int i = 0; i < equation->count; i++) {
        point.entries[i] = (int64_t)nearbyint(share * (double)equation->terms[i].bound);
        missing -= equation->terms[i].coefficient * point.entries[i];
    }
    for (int i = 0; i < equation->count; i++) {
        int64_t times = missing / equation->terms[i].coefficient;
        point.entries[i] += times;
        missing -= equation->terms[i].coefficient * times;
    }
    int64_t sign = missing < 0 ? -1 : 1;
    if (!multiple(basis, unit, sign * missing, &correction) || !subtract(basis, &point, -sign, &correction))
        return false;
    bool changed = true;
    for (int round = 0; changed && round <= MOST_ROUNDS; round++) {
        double orthogonal[MOST_TERMS], projections[MOST_TERMS];
        for (int i = 0; i < equation->count; i++)
            point.scaled[i] = (double)point.entries[i] * scale(basis, i) - 2 * share;
        orthogonalise(basis, point.scaled, basis->vectors_count, orthogonal, projections);
        if (!subtract_nearest(basis, &point, basis->vectors_count, 0.5, projections, &changed))
            return false;
    }
    for (int i = 0; i < equation->count; i++)
        solution[i] = point.entries[i];
    return true;
}

/* Whether the orthogonal vectors are so, up to a precision that is far better than what is made of it. */
static bool is_precise(const struct basis *basis)
{
    for (int i = 0; i < basis->vectors_count; i++)
        for (int k = 0; k < i; k++) {
            double product = inner_product(basis, basis->orthogonal[i], basis->orthogonal[k]);
            if (!(product * product <= 1e-22 * basis->squares[i] * basis->squares[k]))
                return false;
        }
    return true;
}

bool basis_init(struct basis *basis, const struct equation *equation, int64_t *solution, int64_t *steps_left)
{
    basis->equation = equation;
    basis->count = 1;
    basis->vectors_count = 0;
    basis->steps_left = steps_left;
    for (int i = 0; i < equation->count; i++)
        if (equation->terms[i].bound > LARGEST_ENTRY)
            return false;
    struct vector unit = {{0}, {0}};
    unit.entries[equation->count - 1] = 1;
    rescale(basis, &unit);
    int64_t divisor = equation->terms[equation->count - 1].coefficient;
    while (basis->count < equation->count)
        if (!add_term(basis, &unit, &divisor))
            return false;
    return is_precise(basis) && find_solution(basis, &unit, solution);
}
