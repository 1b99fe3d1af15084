#include <stddef.h>

#include "layers.h"
#include "normal.h"
#include "residues.h"
#include "routes.h"

/* What is tried first, as most that is left has many solutions. */
enum { QUICK_STEPS = 4000 };
enum { DEEPEST = 6 };

typedef enum ibid_overlap_answer route(const struct equation *, int64_t *, int64_t *);

static enum ibid_overlap_answer attempt(route *run, double most_steps, const struct equation *equation, int64_t *values,
                                        int64_t *steps_left)
{
    int64_t allowed = most_steps < (double)*steps_left ? (int64_t)most_steps : *steps_left, left = allowed;
    enum ibid_overlap_answer answer = run(equation, values, &left);
    *steps_left -= allowed - left;
    return answer;
}

static enum ibid_overlap_answer decide_by_routes(const struct equation *equation, int64_t *values, int64_t *steps_left)
{
    static const struct {
        struct cost (*cost)(const struct equation *);
        route *run;
    } routes[] = {{sieve_cost, sieve}, {halves_cost, halves}, {reachable_cost, reachable}};
    int best = -1;
    double steps = (double)*steps_left;
    for (int i = 0; i < 3; i++) {
        struct cost cost = routes[i].cost(equation);
        if (cost.steps < steps && cost.memory_bytes <= (double)IBID_OVERLAP_MEMORY_BYTES)
            best = i, steps = cost.steps;
    }
    if (steps > QUICK_STEPS) {
        int64_t residues[MOST_TERMS];
        if (misses_modulo_coefficients(equation, residues) != 0)
            return IBID_OVERLAP_NO;
        enum ibid_overlap_answer answer = attempt(sieve, QUICK_STEPS, equation, values, steps_left);
        if (answer != IBID_OVERLAP_UNDECIDED)
            return answer;
        /* As long as the best of the others would take: together at most twice as long as need be. */
        answer = attempt(lattice, steps, equation, values, steps_left);
        if (answer != IBID_OVERLAP_UNDECIDED)
            return answer;
    }
    return best < 0 ? IBID_OVERLAP_UNDECIDED : routes[best].run(equation, values, steps_left);
}

enum ibid_overlap_answer decide_part(const struct equation *equation, int64_t *values, int64_t *steps_left, int depth)
{
    struct normal_form form;
    int64_t normal_values[MOST_TERMS];
    enum ibid_overlap_answer answer = normal_form_init(&form, equation);
    if (answer == IBID_OVERLAP_UNDECIDED) {
        bool split = false;
        if (depth < DEEPEST)
            answer = decide_layers(&form.equation, values ? normal_values : NULL, steps_left, depth, &split);
        if (!split)
            answer = decide_by_routes(&form.equation, values ? normal_values : NULL, steps_left);
    }
    if (answer == IBID_OVERLAP_YES && values)
        normal_form_lift(&form, normal_values, values);
    return answer;
}

enum ibid_overlap_answer decide(const struct equation *equation, int64_t *values, int64_t *steps_left)
{
    return decide_part(equation, values, steps_left, 0);
}
