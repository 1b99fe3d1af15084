#include "equation.h"

#include "arithmetic.h"

int64_t equation_reach(const struct equation *equation)
{
    int64_t reach = 0;
    for (int i = 0; i < equation->count; i++)
        reach += equation->terms[i].coefficient * equation->terms[i].bound;
    return reach;
}

int64_t divisor_without(const struct equation *equation, int term)
{
    int64_t divisor = 0;
    for (int i = 0; i < equation->count && divisor != 1; i++)
        if (i != term)
            divisor = common_divisor(equation->terms[i].coefficient, divisor);
    return divisor;
}

void sort_terms(struct term *terms, int count)
{
    for (int i = 1; i < count; i++) {
        struct term term = terms[i];
        int k = i;
        for (; k > 0 && term.coefficient > terms[k - 1].coefficient; k--)
            terms[k] = terms[k - 1];
        terms[k] = term;
    }
}
