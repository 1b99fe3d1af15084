#include "residues.h"

#include <stdbool.h>

#include "arithmetic.h"

/* With all_near each residue is the one nearest to 0, else what is smaller than the modulus stays as it is. */
static bool misses(const struct equation *equation, int64_t modulus, bool all_near, int64_t *residues)
{
    int64_t least = 0, most = 0;
    for (int i = 0; i < equation->count; i++) {
        int64_t coefficient = equation->terms[i].coefficient, residue = coefficient % modulus;
        if (residue > modulus - residue && (all_near || coefficient >= modulus))
            residue -= modulus;
        residues[i] = residue;
        /* No larger than the coefficient, so that the sums stay within the equation's reach. */
        int64_t reach = residue * equation->terms[i].bound;
        if (reach < 0)
            least += reach;
        else
            most += reach;
    }
    int64_t to_target = equation->target % modulus - least % modulus;
    return most / 2 - least / 2 < modulus && modulo(to_target, modulus) > (wide)most - least;
}

static bool misses_either_way(const struct equation *equation, int64_t modulus, int64_t *residues)
{
    return misses(equation, modulus, false, residues) || misses(equation, modulus, true, residues);
}

int64_t misses_modulo_divisors(const struct equation *equation, int64_t *residues)
{
    struct term terms[MOST_TERMS];
    for (int i = 0; i < equation->count; i++)
        terms[i] = equation->terms[i];
    sort_terms(terms, equation->count);
    int64_t divisor = 0;
    for (int i = 0; i < equation->count; i++) {
        divisor = common_divisor(terms[i].coefficient, divisor);
        if (divisor == 1)
            return 0;
        if (misses_either_way(equation, divisor, residues))
            return divisor;
    }
    return 0;
}

int64_t misses_modulo_coefficients(const struct equation *equation, int64_t *residues)
{
    for (int i = 0; i < equation->count; i++) {
        int64_t modulus = equation->terms[i].coefficient;
        if (modulus > 1 && misses_either_way(equation, modulus, residues))
            return modulus;
    }
    return 0;
}
