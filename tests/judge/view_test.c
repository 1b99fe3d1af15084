/* Views and copies, proved by writing into a memory that the test lays out. */
#include <criterion/criterion.h>

#include "cases.h"
#include "memory.h"

TestSuite(view, .init = cases_start, .fini = cases_stop);

static void expect(enum verdict verdict, const char *words, const char *body, struct memory memory, size_t rounds)
{
    const struct test_case *test_case = load_case(body);
    const struct plan *plan = plan_of(test_case, rounds);
    expect_verdict(verdict, words, test_case, plan,
                   memory_answer(cases_arena(), memory, plan, test_case->program.statement_count), NULL);
}

#define BYTES(name, shape, count, ...)                                                                                 \
    {                                                                                                                  \
        name, "uint8", shape, 1, count, {__VA_ARGS__}, WRITABLE                                                        \
    }
#define X BYTES("x", "4", 4, 0, 1, 2, 3)

static const char view_body[] = "\"x = zeros(4)\", \"v = x[1:3]\", view = { v = 'x[1:3]' }";
static const char copy_body[] = "\"x = zeros(4)\", \"v = x[1:3].copy()\", copy = { v = 'x[1:3]' }";

Test(view, shares_exactly_its_elements)
{
    expect(VERDICT_PASS, "", view_body, (struct memory){{BYTES("v", "2", 2, 1, 2), X}, {0}}, 2);
    expect(VERDICT_FAIL, "shares no element", view_body, (struct memory){{BYTES("v", "2", 2, 8, 9), X}, {0}}, 2);
    expect(VERDICT_FAIL, "only some", view_body, (struct memory){{BYTES("v", "2", 2, 1, 9), X}, {0}}, 2);
    expect(VERDICT_FAIL, "not a view of", view_body, (struct memory){{BYTES("v", "2", 2, 0, 1), X}, {0}}, 2);
    expect(VERDICT_FAIL, "element 1 stands where element 0", view_body,
           (struct memory){{BYTES("v", "2", 2, 2, 1), X}, {0}}, 2);
    expect(VERDICT_FAIL, "v", view_body, (struct memory){{BYTES("v", "3", 3, 1, 2, 3), X}, {0}}, 2);
}

Test(view, has_elements_outside_that_stay_apart)
{
    /* v's elements are right, but x[0] and x[1] are one place in memory: then a write to v shows in both, lawfully. */
    const struct memory broadcast = {{BYTES("v", "2", 2, 1, 2), BYTES("x", "4", 4, 1, 1, 2, 3)}, {0}};
    expect(VERDICT_PASS, "", view_body, broadcast, 2);
}

Test(view, of_wider_elements)
{
    static const char body[] = "\"x = zeros(3)\", \"v = x[::-1]\", view = { v = 'x[::-1]' }";
    const struct memory_array x = {"x", "int64", "3", 8, 3, {0, 8, 16}, WRITABLE};
    const struct memory_array reversed = {"v", "int64", "3", 8, 3, {16, 8, 0}, WRITABLE};
    const struct memory_array straight = {"v", "int64", "3", 8, 3, {0, 8, 16}, WRITABLE};
    const struct memory_array askew = {"v", "int64", "3", 8, 3, {17, 9, 1}, WRITABLE};
    expect(VERDICT_PASS, "", body, (struct memory){{reversed, x}, {0}}, 2);
    expect(VERDICT_FAIL, "stands where", body, (struct memory){{straight, x}, {0}}, 2);
    expect(VERDICT_FAIL, "", body, (struct memory){{askew, x}, {0}}, 2);
}

Test(view, a_fill_alone_does_not_tell_the_order)
{
    expect(VERDICT_PASS, "", view_body, (struct memory){{BYTES("v", "2", 2, 2, 1), X}, {0}}, 0);
    expect(VERDICT_FAIL, "not a view of", view_body, (struct memory){{BYTES("v", "2", 2, 0, 1), X}, {0}}, 0);
}

Test(view, is_proved_from_one_side_where_the_other_is_read_only)
{
    struct memory memory = {{BYTES("v", "2", 2, 1, 2), X}, {0}};
    memory.arrays[0].writes = READ_ONLY;
    expect(VERDICT_PASS, "", view_body, memory, 2);
    memory.arrays[0].places[0] = 8;
    expect(VERDICT_FAIL, "only some", view_body, memory, 2);
    memory.arrays[1].writes = READ_ONLY;
    expect(VERDICT_INCONCLUSIVE, "neither array could be written", view_body, memory, 2);
}

Test(view, a_copy_shares_nothing_and_has_the_content)
{
    const struct memory apart = {{BYTES("v", "2", 2, 8, 9), X}, {5, 6, 7, 8, [8] = 6, [9] = 7}};
    expect(VERDICT_PASS, "", copy_body, apart, 2);
    const struct memory other = {{BYTES("v", "2", 2, 8, 9), X}, {5, 6, 7, 8, [8] = 6, [9] = 8}};
    expect(VERDICT_FAIL, "[6, 8]", copy_body, other, 2);
    expect(VERDICT_FAIL, "they share elements", copy_body, (struct memory){{BYTES("v", "2", 2, 1, 2), X}, {0}}, 2);
    expect(VERDICT_FAIL, "they share elements", copy_body, (struct memory){{BYTES("v", "2", 2, 8, 0), X}, {0}}, 2);
    struct memory sealed = apart;
    sealed.arrays[0].writes = sealed.arrays[1].writes = READ_ONLY;
    expect(VERDICT_INCONCLUSIVE, "nothing is proved", copy_body, sealed, 2);
}

Test(view, a_write_that_its_own_array_does_not_show_proves_nothing)
{
    struct memory apart = {{BYTES("v", "2", 2, 8, 9), X}, {0}};
    apart.arrays[0].writes = apart.arrays[1].writes = UNMOVED;
    expect(VERDICT_INCONCLUSIVE, "", copy_body, apart, 2);
    apart.arrays[1].writes = WRITABLE; /* what is written to x shows in x, and not in v */
    expect(VERDICT_PASS, "", copy_body, apart, 2);
}
