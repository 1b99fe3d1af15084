#include "answers.h"

#include <criterion/criterion.h>
#include <string.h>

#include "observe/base64.h"

/* Whether objects 0 and 1 are equal, asked both ways. */
static bool equal(const char *objects)
{
    struct arena *arena = arena_new();
    const struct snapshot *snapshot = snapshot_of(arena, "", objects);
    bool result = object_equal(snapshot, 0, snapshot, 1);
    cr_assert_eq(object_equal(snapshot, 1, snapshot, 0), result);
    cr_assert(object_equal(snapshot, 0, snapshot, 0));
    arena_free(arena);
    return result;
}

#define INT(text)                  "{'kind': 'int', 'value': '" text "'}"
#define FLOAT(text)                "{'kind': 'float', 'value': '" text "'}"
#define COMPLEX(re, im)            "{'kind': 'complex', 'value': ['" re "', '" im "']}"
#define BOOL(text)                 "{'kind': 'bool', 'value': '" text "'}"
#define STR(text)                  "{'kind': 'str', 'value': '" text "'}"
#define LIST(numbers)              "{'kind': 'list', 'items': [" numbers "]}"
#define TUPLE(numbers)             "{'kind': 'tuple', 'items': [" numbers "]}"
#define ARRAY(dtype, shape, bytes) "{'kind': 'array', 'dtype': '" dtype "', 'shape': [" shape "], 'bytes': '" bytes "'}"
#define NONE                       "{'kind': 'none'}"

Test(equal, compares_numbers_by_value)
{
    cr_expect(equal(INT("11") "," FLOAT("0x1.6p+3")));
    cr_expect(equal(INT("1") "," COMPLEX("0x1p+0", "0x0p+0")));
    cr_expect(equal(INT("-7") "," INT("-007")));
    cr_expect(equal(INT("0") "," INT("-0")));
    cr_expect_not(equal(INT("7") "," INT("-7")));
    cr_expect_not(equal(INT("1") "," BOOL("True")));
    cr_expect_not(equal(BOOL("False") "," BOOL("True")));
    cr_expect_not(equal(FLOAT("0x0p+0") "," FLOAT("-0x0p+0")));
    cr_expect_not(equal(INT("0") "," FLOAT("-0x0p+0")));
    cr_expect(equal(FLOAT("nan") "," FLOAT("nan")));
    cr_expect(equal(COMPLEX("nan", "0x1p+0") "," COMPLEX("nan", "0x1p+0")));
    cr_expect_not(equal(COMPLEX("0x1p+0", "-0x0p+0") "," INT("1")));
    cr_expect_not(equal(FLOAT("inf") "," FLOAT("-inf")));
    cr_expect_not(equal(FLOAT("0x1.8p+0") "," INT("1")));
}

Test(equal, is_exact_beyond_64_bits)
{
    cr_expect(equal(INT("18446744073709551615") "," ARRAY("uint64", "", "//////////8=")));
    cr_expect(equal(INT("18446744073709551616") "," FLOAT("0x1p+64")));
    cr_expect_not(equal(INT("18446744073709551617") "," FLOAT("0x1p+64")));
    cr_expect_not(equal(INT("18446744073709551615") "," FLOAT("0x1p+64")));
    cr_expect_not(equal(INT("9007199254740993") "," FLOAT("0x1p+53")));
    cr_expect(equal(INT("-0340282366920938463463374607431768211456") "," FLOAT("-0x1p+128")));
    cr_expect_not(equal(INT("340282366920938463463374607431768211456") "," FLOAT("-0x1p+128")));
    cr_expect_not(equal(INT("123456789012345678901234567890") "," INT("123456789012345678901234567891")));
}

Test(equal, compares_other_scalars)
{
    cr_expect(equal(NONE "," NONE));
    cr_expect_not(equal(NONE "," INT("0")));
    cr_expect(equal(STR("a") "," STR("a")));
    cr_expect_not(equal(STR("1") "," INT("1")));
    cr_expect_not(equal(STR("None") "," NONE));
    cr_expect_not(equal(INT("0") "," LIST("")));
    cr_expect_not(equal("{'kind': 'other', 'type': 'dict'}, {'kind': 'other', 'type': 'set'}"));
}

Test(equal, compares_sequences_whatever_their_kind)
{
    cr_expect(equal(LIST("2, 2") "," TUPLE("2, 3") "," INT("1") "," FLOAT("0x1p+0")));
    cr_expect_not(equal(LIST("2, 2") "," TUPLE("2, 3") "," INT("1") "," INT("2")));
    cr_expect_not(equal(LIST("2") "," LIST("2, 2") "," INT("1")));
    cr_expect(equal(ARRAY("int8", "2, 2", "AQIDBA==") "," LIST("2, 3") "," TUPLE("4, 5") "," ARRAY(
        "float32", "2", "AABAQAAAgEA=") "," INT("1") "," INT("2")));
    cr_expect_not(equal(ARRAY("int8", "2, 2", "AQIDBQ==") "," LIST("2, 3") "," TUPLE("4, 5") "," ARRAY(
        "float32", "2", "AABAQAAAgEA=") "," INT("1") "," INT("2")));
    cr_expect_not(equal(ARRAY("int8", "4", "AQIDBA==") "," ARRAY("int8", "2, 2", "AQIDBA==")));
    cr_expect(equal(ARRAY("int8", "", "AQ==") "," INT("1")));
    cr_expect_not(equal(ARRAY("int8", "1", "AQ==") "," INT("1")));
    cr_expect(equal(ARRAY("int8", "0, 3", "") "," LIST("")));
    cr_expect_not(equal(ARRAY("int8", "0, 3", "") "," ARRAY("int8", "0, 2", "")));
}

Test(equal, compares_arrays_by_value_or_by_bytes)
{
    cr_expect(equal(ARRAY("int8", "2", "/wE=") "," ARRAY("int16", "2", "//8BAA==")));
    cr_expect_not(equal(ARRAY("int8", "1", "/w==") "," ARRAY("uint8", "1", "/w==")));
    cr_expect_not(equal(ARRAY("bool", "1", "AQ==") "," ARRAY("uint8", "1", "AQ==")));
    cr_expect(equal(ARRAY("bool", "1", "AQ==") "," ARRAY("bool", "1", "Ag==")));
    cr_expect(equal(ARRAY("float16", "2", "AXwAfg==") "," ARRAY("float16", "2", "AH4BfA==")));
    cr_expect_not(equal(ARRAY("float16", "1", "AIA=") "," ARRAY("float16", "1", "AAA=")));
    cr_expect(equal(ARRAY("bfloat16", "1", "gD8=") "," ARRAY("float16", "1", "ADw=")));
    cr_expect(equal(ARRAY("complex64", "1", "AACAPwAAAAA=") "," ARRAY("bool", "1", "AQ==")) == false);
    cr_expect(equal(ARRAY("complex64", "1", "AACAPwAAAAA=") "," ARRAY("int8", "1", "AQ==")));
    cr_expect(equal(ARRAY("datetime64", "1", "AQI=") "," ARRAY("datetime64", "1", "AQI=")));
    cr_expect_not(equal(ARRAY("datetime64", "1", "AQI=") "," ARRAY("timedelta64", "1", "AQI=")));
    cr_expect_not(equal(ARRAY("datetime64", "1", "AQI=") "," LIST("2") "," INT("1")));
}

Test(equal, compares_elements_with_fields_field_by_field)
{
    cr_expect(equal(ARRAY("f:int16,g:bool", "1", "AwAB") "," ARRAY("h:int8,i:bool", "1", "AwI=")));
    cr_expect_not(equal(ARRAY("f:int16,g:bool", "1", "AwAB") "," ARRAY("h:int8,i:bool", "1", "AwA=")));
    cr_expect_not(equal(ARRAY("f:int16,g:bool", "1", "AwAB") "," ARRAY("f:int8", "1", "Aw==")));
    cr_expect_not(equal(ARRAY("f:int8", "1", "Aw==") "," ARRAY("int8", "1", "Aw==")));
    cr_expect_not(equal(ARRAY("f:int8", "1", "Aw==") "," LIST("2") "," INT("3")));
}

Test(equal, ends_on_lists_that_contain_themselves)
{
    /* l = [l] against m = [[m]]: no path of subscripts tells them apart. */
    cr_expect(equal(LIST("0") "," LIST("2") "," LIST("1")));
    cr_expect_not(equal(LIST("0, 3") "," LIST("1, 2") "," INT("1") "," INT("2")));
    cr_expect_not(equal(LIST("0") "," TUPLE("1, 1")));
    /* l = [l, 1] against m = [[m, 1], 2]: they differ, but only behind the cycle. */
    cr_expect_not(equal(LIST("0, 3") "," LIST("2, 4") "," LIST("1, 3") "," INT("1") "," INT("2")));
}

Test(equal, does_not_walk_a_shared_list_twice)
{
    /* Two towers of 200 lists, each holding the one below twice: 2^200 items if each were looked at. */
    enum { LEVELS = 200 };
    struct arena *arena = arena_new();
    struct text objects = TEXT_EMPTY;
    for (int tower = 0; tower < 2; tower++)
        for (int level = 0; level < LEVELS; level++) {
            int below = tower * LEVELS + level + 1;
            text_append(&objects, tower + level == 0 ? "" : ", ");
            if (level == LEVELS - 1)
                text_append(&objects, LIST(""));
            else
                text_printf(&objects, LIST("%d, %d"), below, below);
        }
    const struct snapshot *snapshot = snapshot_of(arena, "", text_string(&objects));
    cr_expect(object_equal(snapshot, 0, snapshot, LEVELS));
    cr_expect_not(object_equal(snapshot, 0, snapshot, LEVELS + 1));
    text_free(&objects);
    arena_free(arena);
}

Test(equal, is_not_ended_by_deep_nesting)
{
    enum { LEVELS = 300000 };
    struct arena *arena = arena_new();
    struct text objects = TEXT_EMPTY;
    for (int level = 0; level < LEVELS; level++)
        text_printf(&objects, LIST("%d") ", ", level + 1);
    text_append(&objects, LIST(""));
    const struct snapshot *snapshot = snapshot_of(arena, "", text_string(&objects));
    const struct snapshot *other = snapshot_of(arena, "", text_string(&objects));
    cr_expect(object_equal(snapshot, 0, other, 0));
    cr_expect_not(object_equal(snapshot, 0, other, 1));
    struct text shown = TEXT_EMPTY;
    object_display(&shown, snapshot, 0, 1000);
    cr_expect(shown.bytes < 1100);
    text_free(&shown);
    text_free(&objects);
    arena_free(arena);
}

Test(equal, compares_objects_of_two_snapshots)
{
    struct arena *arena = arena_new();
    const struct snapshot *left = snapshot_of(arena, "", LIST("1, 2") "," INT("1") "," LIST("0"));
    const struct snapshot *right = snapshot_of(arena, "", INT("1") "," LIST("2") "," LIST("0, 1"));
    cr_expect(object_equal(left, 0, right, 2));
    cr_expect(object_equal(left, 2, right, 1));
    cr_expect_not(object_equal(left, 0, right, 1));
    arena_free(arena);
}
