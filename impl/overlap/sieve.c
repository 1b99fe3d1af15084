#include "arithmetic.h"
#include "pair.h"
#include "routes.h"

enum { STEPS_OF_A_CANDIDATE = 16 };

struct level {
    struct term term;
    int origin;
    int64_t reach_after;      /* of the terms that follow */
    int64_t step;             /* between the values that leave a multiple of what those have as a common divisor */
    int64_t divisor, inverse; /* to find them */
};

struct search {
    int count;
    struct level levels[MOST_TERMS];
    int origin_of_pair[2];
    struct pair pair;
    int64_t values[MOST_TERMS]; /* in the equation's order */
    int64_t *steps_left;
};

/* The terms of the two largest bounds are those that it pays most not to go through. */
static void find_largest_bounds(const struct equation *equation, int largest[2])
{
    largest[0] = 0, largest[1] = 1;
    for (int i = 1; i < equation->count; i++)
        if (equation->terms[i].bound > equation->terms[largest[0]].bound)
            largest[1] = largest[0], largest[0] = i;
        else if (i != 1 && equation->terms[i].bound > equation->terms[largest[1]].bound)
            largest[1] = i;
}

struct cost sieve_cost(const struct equation *equation)
{
    int largest[2];
    find_largest_bounds(equation, largest);
    double steps = STEPS_OF_A_CANDIDATE;
    for (int i = 0; i < equation->count; i++)
        if (i != largest[0] && i != largest[1])
            steps *= (double)equation->terms[i].bound + 1;
    return (struct cost){steps, 0};
}

static enum ibid_overlap_answer search(struct search *state, int depth, int64_t target)
{
    if ((*state->steps_left -= STEPS_OF_A_CANDIDATE) < 0)
        return IBID_OVERLAP_UNDECIDED;
    if (depth == state->count)
        return pair_solve(&state->pair, target, &state->values[state->origin_of_pair[0]],
                          &state->values[state->origin_of_pair[1]])
                   ? IBID_OVERLAP_YES
                   : IBID_OVERLAP_NO;
    const struct level *level = &state->levels[depth];
    int64_t coefficient = level->term.coefficient;
    int64_t least = target > level->reach_after ? divided_up(target - level->reach_after, coefficient) : 0;
    int64_t most = smaller(level->term.bound, target / coefficient);
    int64_t residue = product_modulo(target / level->divisor % level->step, level->inverse, level->step);
    int64_t first = least + modulo((wide)residue - least, level->step);
    if (first > most)
        return IBID_OVERLAP_NO;
    /* From the middle, which leaves the other terms most room, up; then from the least. */
    int64_t candidates = (most - first) / level->step + 1;
    for (int64_t i = 0, k = candidates / 2; i < candidates; i++, k = k + 1 < candidates ? k + 1 : 0) {
        int64_t value = first + k * level->step;
        state->values[level->origin] = value;
        enum ibid_overlap_answer answer = search(state, depth + 1, target - coefficient * value);
        if (answer != IBID_OVERLAP_NO)
            return answer;
    }
    return IBID_OVERLAP_NO;
}

enum ibid_overlap_answer sieve(const struct equation *equation, int64_t *values, int64_t *steps_left)
{
    struct search state = {.steps_left = steps_left};
    int largest[2];
    find_largest_bounds(equation, largest);
    struct term p = equation->terms[largest[0]], q = equation->terms[largest[1]];
    state.pair = pair_of(p, q);
    for (int i = 0; i < 2; i++)
        state.origin_of_pair[i] = largest[i];
    for (int i = 0; i < equation->count; i++)
        if (i != largest[0] && i != largest[1])
            state.levels[state.count++] = (struct level){.term = equation->terms[i], .origin = i};
    int64_t reach = p.coefficient * p.bound + q.coefficient * q.bound, divisor = state.pair.divisor;
    for (int i = state.count; i-- > 0;) {
        struct level *level = &state.levels[i];
        level->reach_after = reach;
        reach += level->term.coefficient * level->term.bound;
        level->divisor = common_divisor(level->term.coefficient, divisor);
        level->step = divisor / level->divisor;
        level->inverse = inverse(level->term.coefficient / level->divisor, level->step);
        divisor = level->divisor;
    }
    if (equation->target % divisor)
        return IBID_OVERLAP_NO;
    enum ibid_overlap_answer answer = search(&state, 0, equation->target);
    if (answer == IBID_OVERLAP_YES && values)
        for (int i = 0; i < equation->count; i++)
            values[i] = state.values[i];
    return answer;
}
