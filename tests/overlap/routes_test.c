/* Each way to decide an equation, by itself: all agree with dynamic programming, and their solutions solve. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "instances.h"
#include "normal.h"
#include "routes.h"

enum { TRIALS = 20000 };

static bool is_reachable(const struct equation *equation)
{
    char *reached = calloc((size_t)equation->target + 1, 1);
    reached[0] = 1;
    for (int i = 0; i < equation->count; i++)
        for (int64_t sum = equation->target; sum >= 0; sum--)
            for (int64_t value = 1; value <= equation->terms[i].bound && !reached[sum]; value++)
                if (sum >= value * equation->terms[i].coefficient)
                    reached[sum] = reached[sum - value * equation->terms[i].coefficient];
    bool found = reached[equation->target];
    free(reached);
    return found;
}

static void check_solution(const struct equation *equation, const int64_t *values, const char *route, int trial)
{
    int64_t sum = 0;
    for (int i = 0; i < equation->count; i++) {
        cr_assert(values[i] >= 0 && values[i] <= equation->terms[i].bound, "%s, trial %d", route, trial);
        sum += values[i] * equation->terms[i].coefficient;
    }
    cr_assert_eq(sum, equation->target, "%s, trial %d", route, trial);
}

static struct equation small_equation(struct numbers *numbers)
{
    struct equation equation = {.count = (int)number_from(numbers, 1, 7)};
    int64_t largest = number_from(numbers, 2, 120);
    for (int i = 0; i < equation.count; i++)
        equation.terms[i] = (struct term){number_from(numbers, 1, largest), number_from(numbers, 0, 5)};
    equation.target = number_from(numbers, 0, equation_reach(&equation));
    return equation;
}

Test(routes, agree)
{
    static const struct {
        const char *name;
        enum ibid_overlap_answer (*run)(const struct equation *, int64_t *, int64_t *);
    } routes[] = {{"sieve", sieve}, {"halves", halves}, {"reachable", reachable}, {"lattice", lattice}};
    struct numbers numbers = numbers_from_seed();
    int tried = 0, solved = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
        struct equation equation = small_equation(&numbers);
        enum ibid_overlap_answer expected = is_reachable(&equation) ? IBID_OVERLAP_YES : IBID_OVERLAP_NO;
        int64_t values[MOST_TERMS], steps_left = INT64_MAX;
        cr_assert_eq(decide(&equation, values, &steps_left), expected, "trial %d", trial);
        if (expected == IBID_OVERLAP_YES)
            check_solution(&equation, values, "decide", trial);
        struct normal_form form;
        enum ibid_overlap_answer normal = normal_form_init(&form, &equation);
        if (normal != IBID_OVERLAP_UNDECIDED) {
            cr_assert_eq(normal, expected, "normal form, trial %d", trial);
            continue;
        }
        cr_assert_geq(form.equation.count, 3, "what has two terms is decided, trial %d", trial);
        tried++;
        solved += expected == IBID_OVERLAP_YES;
        for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
            cr_assert_eq(routes[i].run(&form.equation, values, &steps_left), expected, "%s, trial %d", routes[i].name,
                         trial);
            cr_assert_eq(routes[i].run(&form.equation, NULL, &steps_left), expected, "%s, trial %d", routes[i].name,
                         trial);
            if (expected == IBID_OVERLAP_NO)
                continue;
            check_solution(&form.equation, values, routes[i].name, trial);
            int64_t lifted[MOST_TERMS];
            normal_form_lift(&form, values, lifted);
            check_solution(&equation, lifted, "normal form", trial);
        }
    }
    cr_expect_gt(solved, TRIALS / 50);
    cr_expect_gt(tried - solved, TRIALS / 50);
}

/* Halves of some ten thousand tuples each, with a few million sums: hits are found and filtered. */
Test(routes, agree_on_larger_ones)
{
    struct numbers numbers = numbers_from_seed();
    int solved = 0, trials = 120;
    for (int trial = 0; trial < trials; trial++) {
        struct equation equation = {.count = 8 + trial % 12};
        int64_t most = equation.count < 10 ? 5 : equation.count < 14 ? 2 : 1;
        for (int i = 0; i < equation.count; i++)
            equation.terms[i] = (struct term){number_from(&numbers, 10000, 100000), number_from(&numbers, 1, most)};
        sort_terms(equation.terms, equation.count);
        equation.target = equation_reach(&equation) / 2 + number_from(&numbers, 0, 10000);
        int64_t values[MOST_TERMS], steps_left = INT64_MAX;
        enum ibid_overlap_answer expected = reachable(&equation, values, &steps_left);
        cr_assert(expected == IBID_OVERLAP_YES || expected == IBID_OVERLAP_NO);
        if (expected == IBID_OVERLAP_YES) {
            solved++;
            check_solution(&equation, values, "reachable", trial);
        }
        cr_assert_eq(halves(&equation, values, &steps_left), expected, "trial %d", trial);
        if (expected == IBID_OVERLAP_YES)
            check_solution(&equation, values, "halves", trial);
        cr_assert_eq(lattice(&equation, values, &steps_left), expected, "trial %d", trial);
        if (expected == IBID_OVERLAP_YES)
            check_solution(&equation, values, "lattice", trial);
        cr_assert_eq(decide(&equation, values, &steps_left), expected, "trial %d", trial);
    }
    cr_expect_gt(solved, 0);
    cr_expect_lt(solved, trials);
}

/* What has too few steps says so, whatever the route. */
Test(routes, few_steps)
{
    struct numbers numbers = {99};
    struct equation equation = {.count = 20};
    for (int i = 0; i < equation.count; i++)
        equation.terms[i] = (struct term){number_from(&numbers, (int64_t)1 << 40, (int64_t)1 << 41), 1};
    equation.target = equation_reach(&equation) / 2;
    int64_t steps_left = 1000;
    cr_expect_eq(decide(&equation, NULL, &steps_left), IBID_OVERLAP_UNDECIDED);
    steps_left = INT64_MAX;
    cr_expect_eq(decide(&equation, NULL, &steps_left), IBID_OVERLAP_NO);
}
