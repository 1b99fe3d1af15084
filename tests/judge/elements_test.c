/* Which elements an expression denotes, against offsets computed by hand. */
#include <criterion/criterion.h>
#include <string.h>

#include "judge/elements.h"
#include "notation/parse.h"

static struct arena *arena;

static void start(void)
{
    arena = arena_new();
}

static void stop(void)
{
    arena_free(arena);
}

TestSuite(elements, .init = start, .fini = stop);

/* An int64 array x of shape (3, 4), so that element (i, j) starts at byte 8 * (4 * i + j). */
static bool denote(const char *expression, const char *dtype, struct elements *elements, const char **message)
{
    static const long long shape[] = {3, 4};
    struct object root = {.kind = IBID_ARRAY,
                          .dtype = dtype,
                          .element = dtype_of_name(arena, dtype),
                          .dimensions = 2,
                          .shape = shape,
                          .element_count = 12};
    root.byte_count = 12 * root.element->item_bytes;
    struct parse_error error;
    struct node *node = parse_expression(arena, expression, strlen(expression), &error);
    cr_assert(node != NULL, "%s: %s", expression, error.message);
    return elements_of(arena, node, &root, elements, message);
}

static void expect(const char *expression, const char *shape, const char *numbers)
{
    struct elements elements;
    const char *message = "";
    cr_assert(denote(expression, "int64", &elements, &message), "%s: %s", expression, message);
    struct text seen_shape = TEXT_EMPTY, seen = TEXT_EMPTY;
    for (size_t i = 0; i < elements.dimensions; i++)
        text_printf(&seen_shape, "%s%lld", i == 0 ? "" : " ", elements.shape[i]);
    for (size_t i = 0; i < elements.count; i++)
        text_printf(&seen, "%s%zu", i == 0 ? "" : " ", elements.byte_offsets[i] / 8);
    cr_assert_str_eq(text_string(&seen_shape), shape, "%s has shape %s", expression, text_string(&seen_shape));
    cr_assert_str_eq(text_string(&seen), numbers, "%s is %s", expression, text_string(&seen));
    cr_assert_str_eq(elements.root, "x");
    text_free(&seen_shape);
    text_free(&seen);
}

Test(elements, indexing)
{
    expect("x", "3 4", "0 1 2 3 4 5 6 7 8 9 10 11");
    expect("x[1]", "4", "4 5 6 7");
    expect("x[-1, -1]", "", "11");
    expect("x[:, 1]", "3", "1 5 9");
    expect("x[1:, ::2]", "2 2", "4 6 8 10");
    expect("x[::-1, 3]", "3", "11 7 3");
    expect("x[0, 3:0:-2]", "2", "3 1");
    expect("x[..., 0]", "3", "0 4 8");
    expect("x[0, ...]", "4", "0 1 2 3");
    expect("x[None, 0, :2]", "1 2", "0 1");
    expect("x[5:, :]", "0 4", "");
    expect("x[1:3][0][1:]", "3", "5 6 7");
    expect("x[...]", "3 4", "0 1 2 3 4 5 6 7 8 9 10 11");
}

/* A field of 12 bytes an element, of which it has those from 4 to 12. */
Test(elements, fields)
{
    static const char dtype[] = "f:int32,g:float64";
    struct elements elements;
    const char *message = "";
    cr_assert(denote("x[1:, ::2][\"g\"]", dtype, &elements, &message), "%s", message);
    cr_expect_eq(elements.item_bytes, 8);
    cr_expect(elements.reinterpreted);
    static const size_t numbers[] = {4, 6, 8, 10};
    cr_assert_eq(elements.count, 4);
    for (size_t i = 0; i < elements.count; i++)
        cr_expect_eq(elements.byte_offsets[i], 12 * numbers[i] + 4);
    cr_assert(denote("x[\"f\"].T[0, 1]", dtype, &elements, &message), "%s", message);
    cr_expect(elements.count == 1 && elements.byte_offsets[0] == 48 && elements.item_bytes == 4);
    cr_expect_not(denote("x[\"h\"]", dtype, &elements, &message));
    cr_expect_not(denote("x[\"f\"][\"g\"]", dtype, &elements, &message));
    cr_expect_not(denote("x[\"f\"]", "int64", &elements, &message));
}

Test(elements, derivation)
{
    expect("x.T", "4 3", "0 4 8 1 5 9 2 6 10 3 7 11");
    expect("x.T[1]", "3", "1 5 9");
    expect("x.reshape((2, -1))[1]", "6", "6 7 8 9 10 11");
    expect("x[:, :2].ravel()", "6", "0 1 4 5 8 9");
    expect("permute_dims(x, (1, 0))[0]", "3", "0 4 8");
    expect("flip(x, axis=0)[0]", "4", "8 9 10 11");
    expect("flip(x)[0]", "4", "11 10 9 8");
    expect("diagonal(x)", "3", "0 5 10");
    expect("expand_dims(x[0], 1)", "4 1", "0 1 2 3");
    expect("squeeze(x[:1])", "4", "0 1 2 3");
    expect("broadcast_to(x[0], (2, 4))", "2 4", "0 1 2 3 0 1 2 3");
    expect("as_strided(x, (2, 3), (3, 1))", "2 3", "0 1 2 3 4 5");
    expect("as_strided(x[1], (2, 2), (0, -2), offset=3)", "2 2", "7 5 7 5");
    expect("as_strided(x, (0, 9), (100, 1))", "0 9", "");
}

Test(elements, other_item_sizes)
{
    struct elements elements;
    const char *message = "";
    cr_assert(denote("x.view(\"int32\")", "int64", &elements, &message), "%s", message);
    cr_assert_eq(elements.item_bytes, 4);
    cr_assert_eq(elements.count, 24);
    cr_assert_eq(elements.byte_offsets[3], 12);
    cr_assert(denote("x.imag", "complex128", &elements, &message), "%s", message);
    cr_assert_eq(elements.item_bytes, 8);
    cr_assert_eq(elements.byte_offsets[1], 24);
}

Test(elements, what_is_not_indexing_is_refused)
{
    static const char *const refused[] = {"x[3]",
                                          "x[0, 0, 0]",
                                          "x[[0, 1]]",
                                          "x + x",
                                          "x.reshape((5, 5))",
                                          "x.imag",
                                          "x.view(\"int128\")",
                                          "diagonal(x[0])",
                                          "x.copy()",
                                          "flip(x, axis=y)",
                                          "broadcast_to(x, (4, 3))",
                                          "as_strided(x, (13,), (1,))",
                                          "as_strided(x, (2,), (-1,))",
                                          "as_strided(x, (2, 2), (1,))",
                                          "as_strided(x[:, 1], (2,), (1,))"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct elements elements;
        const char *message = NULL;
        cr_assert_not(denote(refused[i], "int64", &elements, &message), "%s", refused[i]);
        cr_assert(message != NULL && message[0] != '\0');
    }
}
