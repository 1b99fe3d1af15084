#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "arithmetic.h"
#include "routes.h"

/* The terms by what they can contribute, the least first: the last and largest needs no bits of its own. */
struct order {
    struct term terms[MOST_TERMS];
    int origins[MOST_TERMS];
    int64_t target; /* the smaller of what is to be reached and of what is to be left out */
    bool mirrored;  /* it is the latter */
};

static void order_init(struct order *order, const struct equation *equation)
{
    for (int i = 0; i < equation->count; i++) {
        struct term term = equation->terms[i];
        int place = i;
        for (; place > 0 &&
               order->terms[place - 1].coefficient * order->terms[place - 1].bound > term.coefficient * term.bound;
             place--) {
            order->terms[place] = order->terms[place - 1];
            order->origins[place] = order->origins[place - 1];
        }
        order->terms[place] = term;
        order->origins[place] = i;
    }
    int64_t left_out = equation_reach(equation) - equation->target;
    order->mirrored = left_out < equation->target;
    order->target = smaller(equation->target, left_out);
}

/* Words that hold a bit for 0 and for each sum of the first terms up to the target. */
static int64_t words_for(const struct order *order, int count)
{
    int64_t reach = 0;
    for (int i = 0; i < count; i++)
        reach += order->terms[i].coefficient * order->terms[i].bound;
    return smaller(reach, order->target) / 64 + 1;
}

struct cost reachable_cost(const struct equation *equation)
{
    struct order order;
    order_init(&order, equation);
    double steps = 500;
    for (int i = 1; i < equation->count; i++) {
        double shifts = 1;
        for (int64_t copies = order.terms[i - 1].bound; copies > 0; copies /= 2)
            shifts++;
        steps += (double)words_for(&order, i) * shifts;
    }
    return (struct cost){steps, 8 * (double)words_for(&order, equation->count - 1)};
}

/* All bits, and each once more by so many places up. */
static void spread(uint64_t *bits, int64_t words, int64_t places)
{
    int64_t whole = places / 64;
    int part = (int)(places % 64);
    int64_t word = words - 1;
    if (part == 0) {
        for (; word >= whole; word--)
            bits[word] |= bits[word - whole];
        return;
    }
    for (; word > whole; word--)
        bits[word] |= bits[word - whole] << part | bits[word - whole - 1] >> (64 - part);
    if (word == whole)
        bits[word] |= bits[0] << part;
}

/* Which sums the first terms have. */
static void fill(const struct order *order, int count, uint64_t *bits, int64_t words)
{
    for (int64_t i = 0; i < words; i++)
        bits[i] = 0;
    bits[0] = 1;
    for (int i = 0; i < count; i++) {
        int64_t filled = smaller(words, words_for(order, i + 1));
        struct term term = order->terms[i];
        int64_t values = smaller(term.bound, filled * 64 / term.coefficient) + 1, copies = 1;
        for (; copies <= values / 2; copies *= 2)
            spread(bits, filled, copies * term.coefficient);
        if (copies < values)
            spread(bits, filled, (values - copies) * term.coefficient);
    }
}

/* The value of a term that leaves a sum that is there, or -1. */
static int64_t fitting_value(struct term term, int64_t target, const uint64_t *bits, int64_t words)
{
    for (int64_t value = 0; value <= term.bound && value * term.coefficient <= target; value++) {
        int64_t rest = target - value * term.coefficient;
        if (rest / 64 < words && bits[rest / 64] >> rest % 64 & 1)
            return value;
    }
    return -1;
}

enum ibid_overlap_answer reachable(const struct equation *equation, int64_t *values, int64_t *steps_left)
{
    *steps_left -= (int64_t)reachable_cost(equation).steps;
    struct order order;
    order_init(&order, equation);
    uint64_t *bits = malloc((size_t)words_for(&order, equation->count - 1) * sizeof *bits);
    if (!bits)
        return IBID_OVERLAP_NO_MEMORY;
    /* The values from the last to the first: the bits are made anew for each, which saves keeping them all. */
    enum ibid_overlap_answer answer = IBID_OVERLAP_YES;
    for (int i = equation->count - 1; i >= 0; i--) {
        int64_t words = words_for(&order, i);
        fill(&order, i, bits, words);
        int64_t value = fitting_value(order.terms[i], order.target, bits, words);
        if (value < 0) {
            answer = IBID_OVERLAP_NO;
            break;
        }
        if (!values)
            break;
        values[order.origins[i]] = order.mirrored ? order.terms[i].bound - value : value;
        order.target -= value * order.terms[i].coefficient;
    }
    free(bits);
    return answer;
}
