#include "answers.h"

#include <criterion/criterion.h>
#include <string.h>

#include "observe/base64.h"

static const char *shown(struct arena *arena, const char *objects, size_t limit_bytes)
{
    const struct snapshot *snapshot = snapshot_of(arena, "", objects);
    struct text text = TEXT_EMPTY;
    text_append(&text, "x = ");
    object_display(&text, snapshot, 0, limit_bytes);
    const char *copy = arena_strdup(arena, text_string(&text) + 4);
    text_free(&text);
    return copy;
}

static const char *described(struct arena *arena, const char *objects)
{
    struct text text = TEXT_EMPTY;
    object_describe(&text, &snapshot_of(arena, "", objects)->objects[0]);
    const char *copy = arena_strdup(arena, text_string(&text));
    text_free(&text);
    return copy;
}

Test(show, writes_values_as_people_do)
{
    struct arena *arena = arena_new();
    cr_expect_str_eq(shown(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [3], 'bytes': 'CwwN'}", 100),
                     "[11, 12, 13]");
    cr_expect_str_eq(shown(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [2, 2], 'bytes': 'AQIDBA=='}", 100),
                     "[[1, 2], [3, 4]]");
    cr_expect_str_eq(shown(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [], 'bytes': 'AQ=='}", 100), "1");
    cr_expect_str_eq(shown(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [2, 0], 'bytes': ''}", 100), "[[], []]");
    cr_expect_str_eq(shown(arena, "{'kind': 'float', 'value': '0x1.cp+1'}", 100), "3.5");
    cr_expect_str_eq(shown(arena, "{'kind': 'float', 'value': '0x1.99999ap-4', 'dtype': 'float32'}", 100), "0.1");
    cr_expect_str_eq(shown(arena, "{'kind': 'int', 'value': '-12'}", 100), "-12");
    cr_expect_str_eq(shown(arena, "{'kind': 'none'}", 100), "None");
    cr_expect_str_eq(shown(arena, "{'kind': 'bool', 'value': 'True'}", 100), "True");
    cr_expect_str_eq(shown(arena, "{'kind': 'str', 'value': 'a\\\\n\\u00e4'}", 100), "\"a\\\\n\u00e4\"");
    cr_expect_str_eq(shown(arena, "{'kind': 'complex', 'value': ['0x1p+0', '-0x1p+1']}", 100), "(1-2j)");
    cr_expect_str_eq(shown(arena, "{'kind': 'tuple', 'items': [1]}, {'kind': 'int', 'value': '1'}", 100), "(1,)");
    cr_expect_str_eq(shown(arena, "{'kind': 'tuple', 'items': [1, 1]}, {'kind': 'list', 'items': []}", 100),
                     "([], [])");
    cr_expect_str_eq(shown(arena, "{'kind': 'other', 'type': 'dict'}", 100), "<dict>");
    cr_expect_str_eq(shown(arena, "{'kind': 'list', 'items': [1, 0]}, {'kind': 'int', 'value': '1'}", 100),
                     "[1, [...]]");
    arena_free(arena);
}

Test(show, keeps_the_ends_of_what_is_long)
{
    struct arena *arena = arena_new();
    unsigned char bytes[1000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i % 100);
    struct text base64 = TEXT_EMPTY;
    base64_append(&base64, bytes, sizeof bytes);
    const char *text = shown(
        arena,
        arena_printf(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [1000], 'bytes': '%s'}", text_string(&base64)),
        40);
    cr_expect_str_eq(text, "[0, 1, 2, 3, …, 96, 97, 98, 99] (1000 elements)");
    text = shown(arena,
                 arena_printf(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [10, 100], 'bytes': '%s'}",
                              text_string(&base64)),
                 40);
    cr_expect_str_eq(text, "[[0, …, 99], …, [0, …, 99]] (1000 elements)");
    text_free(&base64);
    text = shown(arena, "{'kind': 'str', 'value': 'ääääääääääääääääääää'}", 20);
    cr_expect_str_eq(text, "\"ääää…ääää\"", "%s", text);
    /* Lists that hold each other twice have no end; the limit is the end. */
    text =
        shown(arena,
              "{'kind': 'list', 'items': [1, 1]}, {'kind': 'list', 'items': [2, 2]}, {'kind': 'list', 'items': [3, 3]},"
              "{'kind': 'list', 'items': [4, 4]}, {'kind': 'list', 'items': []}",
              20);
    cr_expect_str_eq(text, "[[…], […]] (2 items)", "%s", text);
    arena_free(arena);
}

Test(show, describes_what_a_thing_is)
{
    struct arena *arena = arena_new();
    cr_expect_str_eq(described(arena, "{'kind': 'array', 'dtype': 'int64', 'shape': [0], 'bytes': ''}"),
                     "int64 array of shape (0,)");
    cr_expect_str_eq(described(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [2, 1], 'bytes': 'AQI='}"),
                     "int8 array of shape (2, 1)");
    cr_expect_str_eq(described(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [], 'bytes': 'AQ=='}"),
                     "int8 array of shape ()");
    cr_expect_str_eq(described(arena, "{'kind': 'float', 'value': 'nan', 'dtype': 'float32'}"), "float32 scalar");
    cr_expect_str_eq(described(arena, "{'kind': 'list', 'items': []}"), "list");
    cr_expect_str_eq(described(arena, "{'kind': 'none'}"), "None");
    cr_expect_str_eq(described(arena, "{'kind': 'other', 'type': 'dict'}"), "dict");
    arena_free(arena);
}
