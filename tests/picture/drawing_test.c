/* What is drawn in a terminal, letter by letter. */
#include <criterion/criterion.h>
#include <string.h>

#include "drawn.h"

TestSuite(drawing, .init = drawn_start, .fini = drawn_stop);

static void expect(const char *seen, const char *wanted)
{
    cr_assert_str_eq(seen, wanted, "\n%s\n%s", seen, wanted);
}

Test(drawing, a_view_stands_below_the_elements_that_it_shares)
{
    expect(printed(picture_of("x = array([1, 2, 3]); a = x; v = x[1:]; x += 10"), 80, false),
           "  a, x ─▶ int64 array of shape (3,)  [11, 12, 13]   shares elements with v\n"
           "  v    ─▶ int64 array of shape (2,)  [12, 13]   shares elements with a, x\n"
           "\n"
           "          ┌────┬────┬────┐\n"
           "  a, x ─▶ │ 11 │ 12 │ 13 │\n"
           "          └────┼────┼────┤\n"
           "  v    ─▶      │ 12 │ 13 │\n"
           "               └────┴────┘\n");
}

Test(drawing, copies_stand_apart)
{
    expect(boxes(picture_of("x = array([1, 2]); y = x.copy()"), 80, false), "       ┌───┬───┐\n"
                                                                            "  x ─▶ │ 1 │ 2 │\n"
                                                                            "       └───┴───┘\n"
                                                                            "\n"
                                                                            "       ┌───┬───┐\n"
                                                                            "  y ─▶ │ 1 │ 2 │\n"
                                                                            "       └───┴───┘\n");
}

Test(drawing, in_ascii)
{
    expect(printed(picture_of("x = array([1, 2, 3]); v = x[1:]"), 80, true),
           "  x -> int64 array of shape (3,)  [1, 2, 3]   shares elements with v\n"
           "  v -> int64 array of shape (2,)  [2, 3]   shares elements with x\n"
           "\n"
           "       +---+---+---+\n"
           "  x -> | 1 | 2 | 3 |\n"
           "       +---+---+---+\n"
           "  v ->     | 2 | 3 |\n"
           "           +---+---+\n");
}

Test(drawing, a_negative_step_says_which_element_is_which)
{
    expect(boxes(picture_of("x = array([1, 2, 3, 4]); r = x[2::-2]"), 80, false), "       ┌─────┬───┬─────┬───┐\n"
                                                                                  "  x ─▶ │ 1   │ 2 │ 3   │ 4 │\n"
                                                                                  "       ├─────┼───┼─────┼───┘\n"
                                                                                  "  r ─▶ │ 1   │   │ 3   │\n"
                                                                                  "       │ [1] │   │ [0] │\n"
                                                                                  "       └─────┘   └─────┘\n");
}

Test(drawing, a_transpose_stands_where_its_array_does)
{
    expect(boxes(picture_of("x = array([[1, 2], [3, 4]]); t = x.T"), 80, false),
           "       ┌───────┬───────┬───────┬───────┐\n"
           "  x ─▶ │ 1     │ 2     │ 3     │ 4     │\n"
           "       │ [0,0] │ [0,1] │ [1,0] │ [1,1] │\n"
           "       ├───────┼───────┼───────┼───────┤\n"
           "  t ─▶ │ 1     │ 2     │ 3     │ 4     │\n"
           "       │ [0,0] │ [1,0] │ [0,1] │ [1,1] │\n"
           "       └───────┴───────┴───────┴───────┘\n");
}

Test(drawing, what_is_broadcast_repeats_itself_in_lines)
{
    expect(boxes(picture_of("x = array([1, 2]); b = broadcast_to(x, (3, 2))"), 80, false),
           "       ┌───────┬───────┐\n"
           "  x ─▶ │ 1     │ 2     │\n"
           "       ├───────┼───────┤\n"
           "  b ─▶ │ 1     │ 2     │\n"
           "       │ [0,0] │ [0,1] │\n"
           "       ├───────┼───────┤\n"
           "       │ 1     │ 2     │\n"
           "       │ [1,0] │ [1,1] │\n"
           "       ├───────┼───────┤\n"
           "       │ 1     │ 2     │\n"
           "       │ [2,0] │ [2,1] │\n"
           "       └───────┴───────┘\n");
}

Test(drawing, an_array_that_overlaps_itself_needs_no_other)
{
    expect(boxes(picture_of("w = as_strided(array([1, 2, 3, 4]), (2, 3), (1, 1))"), 80, false),
           "       ┌───────┬───────┬───────┐\n"
           "  w ─▶ │ 1     │ 2     │ 3     │\n"
           "       │ [0,0] │ [0,1] │ [0,2] │\n"
           "       └───────┼───────┼───────┼───────┐\n"
           "               │ 2     │ 3     │ 4     │\n"
           "               │ [1,0] │ [1,1] │ [1,2] │\n"
           "               └───────┴───────┴───────┘\n");
}

Test(drawing, of_many_lines_the_middle_is_left_out)
{
    const char *seen = boxes(picture_of("x = array([7]); b = broadcast_to(x, (20,))"), 80, false);
    cr_assert(strstr(seen, "⋮ 13 more lines of b\n") != NULL, "%s", seen);
    cr_assert(strstr(seen, "[4]") != NULL && strstr(seen, "[5]") == NULL && strstr(seen, "[19]") != NULL, "%s", seen);
}

Test(drawing, smaller_elements_stand_below_their_part_of_a_larger_one)
{
    expect(boxes(picture_of("x = array([1, 2]); y = x.view('int32')"), 80, false), "       ┌───────┬───────┐\n"
                                                                                   "  x ─▶ │ 1     │ 2     │\n"
                                                                                   "       ├───┬───┼───┬───┤\n"
                                                                                   "  y ─▶ │ 1 │ 0 │ 2 │ 0 │\n"
                                                                                   "       └───┴───┴───┴───┘\n");
}

Test(drawing, parts_of_complex_numbers)
{
    expect(boxes(picture_of("z = array([1+2j]); i = z.imag"), 80, false), "       ┌─────────┐\n"
                                                                          "  z ─▶ │ (1+2j)  │\n"
                                                                          "       └───┬─────┤\n"
                                                                          "  i ─▶     │ 2.0 │\n"
                                                                          "           └─────┘\n");
}

Test(drawing, views_of_an_array_that_is_gone_keep_their_distance)
{
    expect(boxes(picture_of("x = array([0, 1, 2, 3]); v = x[1:]; w = x[:2]; del x"), 80, false),
           "           ┌───┬───┬───┐\n"
           "  v ─▶     │ 1 │ 2 │ 3 │\n"
           "       ┌───┼───┼───┴───┘\n"
           "  w ─▶ │ 0 │ 1 │\n"
           "       └───┴───┘\n");
}

Test(drawing, lists_refer_to_what_they_hold)
{
    expect(printed(picture_of("l = [1, [2]]; l.append(l); x = array([5]); t = (x, None)"), 80, false),
           "  l    ─▶ list  [1, [2], [...]]\n"
           "  x    ─▶ int64 array of shape (1,)  [5]\n"
           "  t    ─▶ tuple  ([5], None)\n"
           "  l[1] ─▶ list  [2]\n"
           "\n"
           "       ┌───┬────────┬─────┐\n"
           "  l ─▶ │ 1 │ ▶ l[1] │ ▶ l │\n"
           "       └───┴────────┴─────┘\n"
           "\n"
           "       ┌───┐\n"
           "  x ─▶ │ 5 │\n"
           "       └───┘\n"
           "\n"
           "       ┌─────┬──────┐\n"
           "  t ─▶ │ ▶ x │ None │\n"
           "       └─────┴──────┘\n");
}

Test(drawing, arrays_in_lists_share_as_well)
{
    const char *seen = printed(picture_of("x = array([1, 2]); l = [x[1:]]"), 80, false);
    cr_assert(strstr(seen, "  l[0] ─▶ int64 array of shape (1,)  [2]   shares elements with x\n") != NULL, "%s", seen);
    cr_assert(strstr(seen, "  l[0] ─▶     │ 2 │\n") != NULL, "%s", seen);
}

Test(drawing, nothing_is_drawn_of_empty_arrays)
{
    expect(printed(picture_of("x = zeros(0); y = x[:]; s = array(5)"), 80, false),
           "  x ─▶ float64 array of shape (0,)  []\n"
           "  y ─▶ float64 array of shape (0,)  []\n"
           "  s ─▶ int64 array of shape ()  5\n"
           "\n"
           "       ┌───┐\n"
           "  s ─▶ │ 5 │\n"
           "       └───┘\n");
    expect(printed(picture_of("k = 5"), 80, false), "  k ─▶ int  5\n");
}

Test(drawing, fits_the_terminal)
{
    const struct picture *picture = picture_of("x = arange(1000); v = x[10:20]");
    expect(boxes(picture, 40, false), "       ┌───┬───┬────┬───┬────┬───┬─────┐\n"
                                      "  x ─▶ │ 0 │ … │ 10 │ … │ 19 │ … │ 999 │\n"
                                      "       └───┴───┼────┼───┼────┼───┴─────┘\n"
                                      "  v ─▶         │ 10 │ … │ 19 │\n"
                                      "               └────┴───┴────┘\n");
    expect(boxes(picture, 30, false), "  The boxes of x are too wide for a terminal of 30 columns.\n");
}

Test(drawing, what_is_not_proved_is_said_and_not_drawn)
{
    expect(printed(picture_on("model:jax", "x = array([1, 2]); y = x + 0"), 80, false),
           "  x ─▶ int32 array of shape (2,)  [1, 2]\n"
           "  y ─▶ int32 array of shape (2,)  [1, 2]\n"
           "  not proved either way: x and y\n"
           "\n"
           "       ┌╌╌╌┬╌╌╌┐\n"
           "  x ─▶ │ 1 │ 2 │\n"
           "       └╌╌╌┴╌╌╌┘\n"
           "\n"
           "       ┌╌╌╌┬╌╌╌┐\n"
           "  y ─▶ │ 1 │ 2 │\n"
           "       └╌╌╌┴╌╌╌┘\n");
}

Test(drawing, an_implementations_words_do_not_disturb)
{
    const struct picture *picture = picture_of_answer(
        "o = 1; l = 2",
        "{\"native\":[],\"error\":null,\"tries\":[],\"reads\":[{\"names\":{\"l\":1,\"o\":0},\"objects\":["
        "{\"kind\":\"other\",\"type\":\"a\\u001b[31m\\u202eb\\nc\\u00e9\"},"
        "{\"kind\":\"list\",\"items\":[0,2,1]},{\"kind\":\"str\",\"value\":\"\\u009b\\u200f\\u00e9\"}]}]}");
    expect(printed(picture, 80, false), "  o ─▶ a\\x1b[31m\\u202eb\\x0acé\n"
                                        "  l ─▶ list  [<a\\x1b[31m\\u202eb\\x0acé>, \"\\x9b\\u200fé\", [...]]\n"
                                        "\n"
                                        "       ┌──────────────────────────┬───────────────┬─────┐\n"
                                        "  l ─▶ │ <a\\x1b[31m\\u202eb\\x0acé> │ \"\\x9b\\u200fé\" │ ▶ l │\n"
                                        "       └──────────────────────────┴───────────────┴─────┘\n");
    cr_assert(strstr(printed(picture, 80, true), "\"\\x9b\\u200f\\xe9\"") != NULL);
}
