#include "normal.h"

#include <stdbool.h>

#include "arithmetic.h"

enum outcome { UNCHANGED, CHANGED, IMPOSSIBLE };

static void sort(struct normal_form *form)
{
    struct equation *equation = &form->equation;
    for (int i = 1; i < equation->count; i++)
        for (int k = i; k > 0 && equation->terms[k].coefficient > equation->terms[k - 1].coefficient; k--) {
            struct term term = equation->terms[k];
            equation->terms[k] = equation->terms[k - 1];
            equation->terms[k - 1] = term;
            int unknown = form->unknown_of[k];
            form->unknown_of[k] = form->unknown_of[k - 1];
            form->unknown_of[k - 1] = unknown;
        }
}

static void drop(struct normal_form *form, int place)
{
    form->equation.count--;
    for (int i = place; i < form->equation.count; i++) {
        form->equation.terms[i] = form->equation.terms[i + 1];
        form->unknown_of[i] = form->unknown_of[i + 1];
    }
}

static void drop_constants(struct normal_form *form)
{
    for (int i = form->equation.count; i-- > 0;)
        if (form->equation.terms[i].bound == 0)
            drop(form, i);
}

static enum outcome divide_by_divisor(struct normal_form *form)
{
    struct equation *equation = &form->equation;
    int64_t divisor = divisor_without(equation, -1);
    if (divisor <= 1)
        return UNCHANGED;
    if (equation->target % divisor)
        return IMPOSSIBLE;
    for (int i = 0; i < equation->count; i++)
        equation->terms[i].coefficient /= divisor;
    equation->target /= divisor;
    return CHANGED;
}

/* Each value to what the others can make up for. */
static enum outcome tighten(struct normal_form *form)
{
    struct equation *equation = &form->equation;
    int64_t reach = equation_reach(equation);
    enum outcome outcome = UNCHANGED;
    for (int i = 0; i < equation->count; i++) {
        if (equation->target < 0 || equation->target > reach)
            return IMPOSSIBLE;
        struct term *term = &equation->terms[i];
        struct unknown *unknown = &form->unknowns[form->unknown_of[i]];
        int64_t without = reach - term->coefficient * term->bound;
        int64_t least = equation->target > without ? divided_up(equation->target - without, term->coefficient) : 0;
        int64_t most = smaller(term->bound, equation->target / term->coefficient);
        if (least > most)
            return IMPOSSIBLE;
        if (least == 0 && most == term->bound)
            continue;
        unknown->shift += unknown->scale * least;
        term->bound = most - least;
        equation->target -= term->coefficient * least;
        reach = without + term->coefficient * term->bound;
        outcome = CHANGED;
    }
    return outcome;
}

/* Where all other coefficients have a common divisor, the target decides on one value's residue. */
static enum outcome fix_residues(struct normal_form *form)
{
    struct equation *equation = &form->equation;
    for (int i = 0; i < equation->count; i++) {
        int64_t divisor = divisor_without(equation, i);
        if (divisor <= 1)
            continue;
        struct term *term = &equation->terms[i];
        struct unknown *unknown = &form->unknowns[form->unknown_of[i]];
        int64_t residue = product_modulo(equation->target % divisor, inverse(term->coefficient, divisor), divisor);
        if (residue > term->bound || residue > equation->target / term->coefficient)
            return IMPOSSIBLE;
        unknown->shift += unknown->scale * residue;
        unknown->scale *= divisor;
        term->bound = (term->bound - residue) / divisor;
        equation->target = (equation->target - term->coefficient * residue) / divisor;
        for (int k = 0; k < equation->count; k++)
            if (k != i)
                equation->terms[k].coefficient /= divisor;
        return CHANGED;
    }
    return UNCHANGED;
}

/* Two terms of which the larger moves by no more than the smaller covers make every multiple in between: one term. */
static enum outcome join(struct normal_form *form)
{
    struct equation *equation = &form->equation;
    for (int i = 0; i < equation->count; i++)
        for (int k = 0; k < equation->count; k++) {
            struct term big = equation->terms[i], small = equation->terms[k];
            if (i == k || big.coefficient < small.coefficient || big.coefficient % small.coefficient)
                continue;
            int64_t ratio = big.coefficient / small.coefficient;
            if (ratio - 1 > small.bound)
                continue;
            form->unknowns[form->unknowns_count] =
                (struct unknown){0, 1, -1, form->unknown_of[i], form->unknown_of[k], ratio, big.bound};
            equation->terms[k].bound += ratio * big.bound;
            form->unknown_of[k] = form->unknowns_count++;
            drop(form, i);
            return CHANGED;
        }
    return UNCHANGED;
}

enum ibid_overlap_answer normal_form_init(struct normal_form *form, const struct equation *equation)
{
    form->equation = *equation;
    form->unknowns_count = equation->count;
    for (int i = 0; i < equation->count; i++) {
        form->unknown_of[i] = i;
        form->unknowns[i] = (struct unknown){.scale = 1, .origin = i};
    }
    static enum outcome (*const steps[])(struct normal_form *) = {tighten, divide_by_divisor, fix_residues, join};
    bool changed = true;
    while (changed) {
        changed = false;
        for (int i = 0; i < 4; i++) {
            drop_constants(form);
            if (form->equation.count == 0)
                return form->equation.target == 0 ? IBID_OVERLAP_YES : IBID_OVERLAP_NO;
            enum outcome outcome = steps[i](form);
            if (outcome == IMPOSSIBLE)
                return IBID_OVERLAP_NO;
            changed |= outcome == CHANGED;
        }
    }
    sort(form);
    return IBID_OVERLAP_UNDECIDED;
}

void normal_form_lift(struct normal_form *form, const int64_t *normal_values, int64_t *values)
{
    int64_t term_values[2 * MOST_TERMS] = {0};
    for (int i = 0; i < form->equation.count; i++)
        term_values[form->unknown_of[i]] = normal_values[i];
    /* What was joined was so after its parts came to be. */
    for (int i = form->unknowns_count; i-- > 0;) {
        const struct unknown *unknown = &form->unknowns[i];
        int64_t value = unknown->shift + unknown->scale * term_values[i];
        if (unknown->origin >= 0) {
            values[unknown->origin] = value;
        } else {
            term_values[unknown->big] = smaller(value / unknown->ratio, unknown->big_bound);
            term_values[unknown->small] = value - unknown->ratio * term_values[unknown->big];
        }
    }
}
