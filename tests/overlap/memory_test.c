/* Every allocation fails once: the answer is NO_MEMORY then, and nothing is kept. The linker wraps malloc and calloc.
 */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "equation.h"
#include "instances.h"
#include "routes.h"

void *__real_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void __real_free(void *pointer);
void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void __wrap_free(void *pointer);

static bool is_counting;
static int allocations_until_failure, alive;

static bool is_refused(void)
{
    return is_counting && allocations_until_failure-- == 0;
}

void *__wrap_malloc(size_t bytes)
{
    void *pointer = is_refused() ? NULL : __real_malloc(bytes);
    alive += is_counting && pointer != NULL;
    return pointer;
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    void *pointer = is_refused() ? NULL : __real_calloc(count, bytes);
    alive += is_counting && pointer != NULL;
    return pointer;
}

void __wrap_free(void *pointer)
{
    alive -= is_counting && pointer != NULL;
    __real_free(pointer);
}

/* The answers with the first, second, … allocation failing, until none fails any more. */
static int failures(enum ibid_overlap_answer (*route)(const struct equation *, int64_t *, int64_t *),
                    const struct equation *equation, enum ibid_overlap_answer expected)
{
    int failed = 0;
    enum ibid_overlap_answer answer = IBID_OVERLAP_NO_MEMORY;
    while (answer == IBID_OVERLAP_NO_MEMORY) {
        int64_t steps_left = INT64_MAX;
        allocations_until_failure = failed;
        alive = 0;
        is_counting = true;
        answer = route(equation, NULL, &steps_left);
        is_counting = false;
        cr_expect_eq(alive, 0, "%d of what was allocated is left", alive);
        failed += answer == IBID_OVERLAP_NO_MEMORY;
        cr_assert_lt(failed, 10);
    }
    cr_expect_eq(answer, expected);
    return failed;
}

Test(memory, failures_are_answers)
{
    struct equation equation = {.count = 12};
    struct numbers numbers = {7};
    for (int i = 0; i < equation.count; i++)
        equation.terms[i] = (struct term){number_from(&numbers, 500000, 1500000), 1};
    equation.target = equation_reach(&equation) / 2;
    cr_expect_eq(failures(halves, &equation, IBID_OVERLAP_NO), 3);
    cr_expect_eq(failures(reachable, &equation, IBID_OVERLAP_NO), 1);
    /* The whole library: this is the case in which it goes that way. */
    cr_expect_eq(failures(decide, &equation, IBID_OVERLAP_NO), 3);
}

/* What needs no memory asks for none. */
Test(memory, slices)
{
    struct numbers numbers = numbers_from_seed();
    for (int trial = 0; trial < 10000; trial++) {
        struct instance_pair pair = slices_of_one_parent(&numbers, 1 + trial % 6);
        struct ibid_strided x = instance_array(&pair.x), y = instance_array(&pair.y);
        allocations_until_failure = 0;
        is_counting = true;
        enum ibid_overlap_answer answer = ibid_overlap(&x, &y, NULL);
        is_counting = false;
        cr_assert(answer == IBID_OVERLAP_YES || answer == IBID_OVERLAP_NO);
    }
}
