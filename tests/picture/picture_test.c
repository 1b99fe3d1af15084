/* What a picture knows: objects, buffers, places, and what it says as JSON and as SVG. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "drawn.h"
#include "report/picture_svg.h"

TestSuite(picture, .init = drawn_start, .fini = drawn_stop);

static void expect_step(const struct picture *picture, const char *wanted)
{
    json_t *step = picture_step_new(picture, NULL, 60), *json = json_loads(wanted, 0, NULL);
    char *seen = json_dumps(step, JSON_COMPACT);
    cr_assert(json != NULL, "%s", wanted);
    cr_assert(json_equal(step, json), "%s", seen);
    free(seen);
    json_decref(step);
    json_decref(json);
}

Test(picture, is_the_same_as_json)
{
    expect_step(
        picture_of("x = array([1, 2, 3]); a = x; v = x[::-2]; l = [5, v]"),
        "{\"error\":null,\"names\":{\"a\":0,\"l\":2,\"v\":1,\"x\":0},\"objects\":["
        "{\"kind\":\"array\",\"description\":\"int64 array of shape (3,)\",\"content\":\"[1, 2, 3]\",\"shape\":[3],"
        "\"elements\":[\"1\",\"2\",\"3\"],\"buffer\":0,\"at\":[0,1,2]},"
        "{\"kind\":\"array\",\"description\":\"int64 array of shape (2,)\",\"content\":\"[3, 1]\",\"shape\":[2],"
        "\"elements\":[\"3\",\"1\"],\"buffer\":0,\"at\":[2,0]},"
        "{\"kind\":\"list\",\"description\":\"list\",\"content\":\"[5, [3, 1]]\",\"items\":[3,1]},"
        "{\"kind\":\"int\",\"description\":\"int\",\"content\":\"5\"}],\"buffers\":[{\"places\":3}]}");
}

Test(picture, of_large_arrays_has_no_elements)
{
    const struct picture *picture = picture_of("x = zeros(70); v = x[69:]; y = zeros(70)");
    json_t *step = picture_step_new(picture, NULL, 60);
    const json_t *objects = json_object_get(step, "objects"), *x = json_array_get(objects, 0);
    const json_t *v = json_array_get(objects, 1);
    cr_assert(json_object_get(x, "elements") == NULL && json_object_get(x, "at") == NULL);
    cr_assert_eq(json_integer_value(json_array_get(json_object_get(x, "extent"), 1)), 69);
    cr_assert_eq(json_integer_value(json_array_get(json_object_get(v, "at"), 0)), 69);
    cr_assert_eq(json_array_size(json_object_get(v, "shared")), 1);
    cr_assert_eq(json_array_size(json_object_get(step, "buffers")), 2);
    json_decref(step);
}

Test(picture, of_large_arrays_says_what_is_shared_when_it_is_read_back)
{
    json_t *step = picture_step_new(picture_of("x = zeros(70); v = x[69:]; y = zeros(70)"), NULL, 60);
    struct arena *arena = arena_new();
    const struct picture *read = picture_of_step(arena, step);
    cr_assert(read != NULL && read->objects[1].shared[0]);
    arena_free(arena);
    json_decref(step);
}

Test(picture, has_room_for_views_whose_array_is_gone)
{
    const struct picture *picture = picture_of("x = arange(100); a = x[0:11]; b = x[0:100:10]; x = 0");
    cr_assert_eq(picture->share_count, 1);
    for (size_t i = 1; i <= 2; i++)
        for (size_t k = 0; k < picture->memory.objects[i].element_count; k++)
            cr_assert_lt(picture->objects[i].at[k], picture->buffers[0].place_count);
    cr_assert(picture->objects[1].shared[0] && picture->objects[1].shared[10] && !picture->objects[1].shared[1]);
}

Test(picture, of_more_names_than_a_program_has_is_none)
{
    json_t *step = json_pack("{s:{}, s:[{s:s, s:s, s:s}], s:[]}", "names", "objects", "kind", "int", "description", "int",
                             "content", "1", "buffers");
    struct arena *arena = arena_new();
    cr_assert(picture_of_step(arena, step) != NULL);
    for (int i = 0; i < 1000; i++)
        json_object_set_new(json_object_get(step, "names"), arena_printf(arena, "name%d", i), json_integer(0));
    cr_assert(picture_of_step(arena, step) == NULL);
    arena_free(arena);
    json_decref(step);
}

Test(picture, long_lists_keep_their_items_to_themselves)
{
    json_t *step = picture_step_new(picture_of("l = [[1]] * 100"), NULL, 60);
    cr_assert_eq(json_array_size(json_object_get(step, "objects")), 1);
    cr_assert(json_object_get(json_array_get(json_object_get(step, "objects"), 0), "items") == NULL);
    json_decref(step);
}

Test(picture, two_read_only_views_share_by_way_of_their_array)
{
    const struct picture *picture =
        picture_of("x = array([1, 2]); b = broadcast_to(x, (2, 2)); c = broadcast_to(x, (3, 2))");
    cr_assert_eq(picture->unproved_count, 0);
    cr_assert_eq(picture->share_count, 3);
    cr_assert(picture_shares(picture, 1, 2));
    const size_t places[] = {0, 1, 0, 1};
    cr_assert_eq(memcmp(picture->objects[1].at, places, sizeof places), 0);
}

Test(picture, what_interleaves_does_not_share)
{
    const struct picture *picture = picture_of("x = array([1, 2, 3, 4]); e = x[::2]; o = x[1::2]");
    cr_assert_eq(picture->share_count, 2);
    cr_assert(!picture_shares(picture, 1, 2));
    cr_assert_eq(picture->objects[1].buffer, picture->objects[2].buffer);
    cr_assert(picture->objects[1].shared[0] && picture->objects[0].shared[3]);
}

Test(picture, arrays_beyond_the_map_share_without_places)
{
    const struct picture *picture = picture_of("x = zeros(5000); y = x[1:]; z = zeros(5000)");
    cr_assert(picture_shares(picture, 0, 1) && picture->share_count == 1);
    cr_assert(picture->objects[0].at == NULL && picture->objects[0].buffer == 0);
    cr_assert_eq(picture->objects[2].buffer, PICTURE_NOWHERE);
    cr_assert_eq(picture->unproved_count, 0);
}

Test(picture, comes_back_from_a_step)
{
    const struct picture *picture =
        picture_of("x = array([1, 2, 3, 4]); r = x[::-1]; y = x.view('int32'); l = [r, [2]]; k = 5; z = zeros(0)");
    json_t *step = picture_step_new(picture, NULL, 200);
    const struct picture *again = picture_of_step(drawn_arena(), step);
    cr_assert(again != NULL);
    cr_assert_eq(again->share_count, picture->share_count);
    cr_assert_str_eq(printed(again, 100, false), printed(picture, 100, false));
    json_decref(step);
}

Test(picture, of_a_step_that_does_not_fit_is_none)
{
    static const char *const steps[] = {
        "{}",
        "3",
        "{\"names\":{\"x\":1},\"objects\":[{\"kind\":\"int\",\"description\":\"int\",\"content\":\"5\"}]}",
        "{\"names\":{\"x\":-1},\"objects\":[{\"kind\":\"int\",\"description\":\"int\",\"content\":\"5\"}]}",
        "{\"names\":{},\"objects\":[{\"kind\":\"list\",\"description\":\"list\",\"content\":\"\",\"items\":[1]}]}",
        "{\"names\":{},\"objects\":[{\"kind\":\"wish\",\"description\":\"\",\"content\":\"\"}]}",
        "{\"names\":{},\"objects\":[{\"kind\":\"array\",\"description\":\"\",\"content\":\"\",\"shape\":[2],"
        "\"elements\":[\"1\"]}]}",
        "{\"names\":{},\"objects\":[{\"kind\":\"array\",\"description\":\"\",\"content\":\"\",\"shape\":[1],"
        "\"elements\":[1]}]}",
        "{\"names\":{},\"buffers\":[{\"places\":1}],\"objects\":[{\"kind\":\"array\",\"description\":\"\",\"content\":"
        "\"\","
        "\"shape\":[1],\"elements\":[\"1\"],\"buffer\":0,\"at\":[1]}]}",
        "{\"names\":{},\"buffers\":[{\"places\":2}],\"objects\":[{\"kind\":\"array\",\"description\":\"\",\"content\":"
        "\"\","
        "\"shape\":[1],\"elements\":[\"1\"],\"buffer\":0,\"at\":[1],\"width\":2}]}",
        "{\"names\":{},\"buffers\":[{\"places\":1}],\"objects\":[{\"kind\":\"array\",\"description\":\"\",\"content\":"
        "\"\","
        "\"shape\":[1],\"elements\":[\"1\"],\"buffer\":1,\"at\":[0]}]}",
        "{\"names\":{},\"objects\":[{\"kind\":\"array\",\"description\":\"\",\"content\":\"\","
        "\"shape\":[1000000000,1000000000,1000000000]}]}",
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        json_t *step = json_loads(steps[i], JSON_DECODE_ANY, NULL);
        cr_assert(step != NULL, "%s", steps[i]);
        cr_assert(picture_of_step(drawn_arena(), step) == NULL, "%s", steps[i]);
        json_decref(step);
    }
}

Test(picture, as_svg_escapes_and_describes)
{
    const struct picture *picture = picture_of("x = array([1, 2]); v = x[1:]; s = '<b>&'");
    const struct svg_step step = {"s = '<b>&'", picture, NULL};
    struct text text = TEXT_EMPTY;
    picture_svg_append(&text, "a < b", &step, 1);
    const char *svg = text_string(&text);
    cr_assert(strstr(svg, "<title id=\"t\">a &lt; b</title>") != NULL, "%s", svg);
    cr_assert(strstr(svg, "v is int64 array of shape (1,) [2], sharing elements with x.") != NULL, "%s", svg);
    cr_assert(strstr(svg, "<b>") == NULL && strstr(svg, "&lt;b&gt;&amp;") != NULL, "%s", svg);
    cr_assert(strstr(svg, "prefers-color-scheme") != NULL && strstr(svg, "http://www.w3.org/2000/svg") != NULL);
    text_free(&text);
}
