#include "answers.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "observe/scrub.h"

Test(decode, takes_an_answer_of_the_protocol_apart)
{
    struct arena *arena = arena_new();
    const char *message;
    const struct observation *seen = decode_text(
        arena,
        "{'id': 7, 'native': ['x = np.array([1, 2, 3])', null],"
        " 'error': {'step': 1, 'kind': 'casting', 'class': 'UFuncTypeError', 'message': 'at 0x7f00deadbeef'},"
        " 'tries': [null, {'step': 3, 'kind': 'readonly', 'class': 'ValueError', 'message': 'no'}],"
        " 'reads': [{'names': {'x': 0, 'y': 1, 'b': 2}, 'objects': ["
        "  {'kind': 'array', 'dtype': 'int16', 'shape': [3], 'bytes': 'AQACAAMA'},"
        "  {'kind': 'list', 'items': [0, 1]}, {'kind': 'bool', 'value': 'True'}]},"
        "  {'names': {}, 'objects': []}]}",
        &message);
    cr_assert_not_null(seen, "%s", message);
    cr_assert_null(seen->broken);
    cr_assert_null(seen->unsupported);
    cr_assert_eq(seen->native_count, 2);
    cr_assert_str_eq(seen->native[0], "x = np.array([1, 2, 3])");
    cr_assert_str_eq(seen->native[1], "");
    cr_assert_eq(seen->error->step, 1);
    cr_assert_eq(seen->error->kind, IBID_ERROR_CASTING);
    cr_assert_str_eq(seen->error->class_name, "UFuncTypeError");
    cr_assert_str_eq(seen->error->message, "at 0x...");
    cr_assert_eq(seen->try_count, 2);
    cr_assert_null(seen->tries[0]);
    cr_assert_eq(seen->tries[1]->kind, IBID_ERROR_READONLY);
    cr_assert_eq(seen->read_count, 2);

    const struct snapshot *read = &seen->reads[0];
    cr_assert_eq(read->object_count, 3);
    cr_assert_eq(snapshot_index(read, "y"), 1);
    cr_assert_eq(snapshot_index(read, "z"), -1);
    cr_assert_null(snapshot_find(read, "z"));
    const struct object *x = snapshot_find(read, "x");
    cr_assert_eq(x->kind, IBID_ARRAY);
    cr_assert_eq(x->element, dtype_by_name("int16"));
    cr_assert_eq(x->dimensions, 1);
    cr_assert_eq(x->shape[0], 3);
    cr_assert_eq(x->element_count, 3);
    cr_assert_eq(x->byte_count, 6);
    cr_assert_eq(memcmp(x->bytes, "\1\0\2\0\3\0", 6), 0);
    cr_assert_eq(snapshot_find(read, "y")->items[1], 1);
    cr_assert(snapshot_find(read, "b")->truth);
    cr_assert_eq(seen->reads[1].object_count, 0);
    arena_free(arena);
}

Test(decode, takes_programs_that_did_not_run)
{
    struct arena *arena = arena_new();
    const char *message;
    const struct observation *seen = decode_text(
        arena, "{'id': 7, 'unsupported': {'step': 0, 'what': 'op flip', 'reason': 'no such function'}}", &message);
    cr_assert_str_eq(seen->unsupported, "op flip");
    cr_assert_str_eq(seen->unsupported_reason, "no such function");
    seen = decode_text(arena, "{'id': 7, 'unsupported': {'step': 0, 'what': 'op flip'}}", &message);
    cr_assert_str_eq(seen->unsupported_reason, "");
    seen = decode_text(arena, "{'id': 7, 'broken': 'KeyError at 0x7f00deadbeef'}", &message);
    cr_assert_str_eq(seen->broken, "KeyError at 0x...");
    arena_free(arena);
}

Test(decode, takes_scalars_exactly)
{
    struct arena *arena = arena_new();
    const struct snapshot *read = snapshot_of(arena, "",
                                              "{'kind': 'float', 'value': '-0x1.8p-3', 'dtype': 'float32'},"
                                              "{'kind': 'float', 'value': '-inf'}, {'kind': 'float', 'value': 'nan'},"
                                              "{'kind': 'float', 'value': '-0x0.0p+0'},"
                                              "{'kind': 'complex', 'value': ['0x1.0000000000000p+0', '-0x1p+1']},"
                                              "{'kind': 'int', 'value': '-123456789012345678901234567890'}");
    cr_assert_eq(read->objects[0].real, -0.1875);
    cr_assert_str_eq(read->objects[0].dtype, "float32");
    cr_assert(isinf(read->objects[1].real) && read->objects[1].real < 0);
    cr_assert(isnan(read->objects[2].real));
    cr_assert(read->objects[3].real == 0 && signbit(read->objects[3].real));
    cr_assert_eq(read->objects[4].real, 1);
    cr_assert_eq(read->objects[4].imaginary, -2);
    cr_assert_str_eq(read->objects[5].text, "-123456789012345678901234567890");
    arena_free(arena);
}

Test(decode, says_what_is_wrong_with_an_object)
{
    static const struct {
        const char *object, *mistake;
    } mistakes[] = {
        {"7", "expected an object, found an integer"},
        {"{}", "kind is missing"},
        {"{'kind': 1}", "kind: expected a string, found an integer"},
        {"{'kind': 'dict'}",
         "kind: expected none, bool, int, float, complex, str, list, tuple, array or other, found \"dict\""},
        {"{'kind': 'bool', 'value': true}", "value: expected a string, found true"},
        {"{'kind': 'bool', 'value': 'true'}", "value: expected \"True\" or \"False\", found \"true\""},
        {"{'kind': 'int', 'value': 1}", "value: expected a string, found an integer"},
        {"{'kind': 'int', 'value': ''}", "value: expected an integer such as \"-12\", found \"\""},
        {"{'kind': 'int', 'value': '1L'}", "value: expected an integer such as \"-12\", found \"1L\""},
        {"{'kind': 'int', 'value': '+1'}", "value: expected an integer such as \"-12\", found \"+1\""},
        {"{'kind': 'float', 'value': '1.5'}",
         "value: expected a float such as \"0x1.8p+0\", \"nan\", \"inf\" or \"-inf\", found \"1.5\""},
        {"{'kind': 'float', 'value': '0x1.8p+0 '}",
         "value: expected a float such as \"0x1.8p+0\", \"nan\", \"inf\" or \"-inf\", found \"0x1.8p+0 \""},
        {"{'kind': 'float', 'value': '0x'}",
         "value: expected a float such as \"0x1.8p+0\", \"nan\", \"inf\" or \"-inf\", found \"0x\""},
        {"{'kind': 'float', 'value': '0x1p+9999'}", "value: \"0x1p+9999\" is beyond the range of a float of 64 bits"},
        {"{'kind': 'complex', 'value': ['0x1p+0']}", "value: expected two strings, the real and the imaginary part"},
        {"{'kind': 'str'}", "value is missing"},
        {"{'kind': 'other'}", "type is missing"},
        {"{'kind': 'none', 'dtype': 3}", "dtype: expected a string, found an integer"},
        {"{'kind': 'list'}", "items: expected an array of numbers of objects, found nothing"},
        {"{'kind': 'list', 'items': [0, 1]}", "items[1]: expected the number of one of the 1 objects, found 1"},
        {"{'kind': 'list', 'items': [-1]}", "items[0]: expected the number of one of the 1 objects, found -1"},
        {"{'kind': 'tuple', 'items': ['0']}", "items[0]: expected the number of one of the 1 objects, found a string"},
        {"{'kind': 'array', 'shape': [], 'bytes': ''}", "dtype is missing"},
        {"{'kind': 'array', 'dtype': 'int8', 'shape': []}", "bytes are missing"},
        {"{'kind': 'array', 'dtype': 'int8', 'bytes': ''}", "shape: expected an array of lengths, found nothing"},
        {"{'kind': 'array', 'dtype': 'int8', 'shape': [-1], 'bytes': ''}",
         "shape[0]: expected a length, 0 or more, found -1"},
        {"{'kind': 'array', 'dtype': 'int8', 'shape': [2, 1.5], 'bytes': ''}",
         "shape[1]: expected a length, 0 or more, found a number"},
        {"{'kind': 'array', 'dtype': 'int8', 'shape': [4611686018427387904, 4], 'bytes': ''}",
         "shape: no array has so many elements"},
        {"{'kind': 'array', 'dtype': 'int16', 'shape': [2], 'bytes': 'AQID'}",
         "bytes: 2 elements of int16 take 4 bytes, found 3"},
        {"{'kind': 'array', 'dtype': 'int8', 'shape': [2], 'bytes': 'A*=='}", "bytes: not base64 at character 2"},
        {"{'kind': 'array', 'dtype': 'int8', 'shape': [2], 'bytes': 'AQI'}",
         "bytes: the base64 ends too early, after 3 characters"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        const char *found = object_mistake(arena, mistakes[i].object);
        cr_expect_str_eq(found, mistakes[i].mistake, "%s: %s", mistakes[i].object, found);
    }
    cr_expect_str_eq(
        object_mistake(arena, "{'kind': 'array', 'dtype': 'int8', 'shape': [4611686018427387904, 4, 0], 'bytes': ''}"),
        "");
    arena_free(arena);
}

Test(decode, says_what_is_wrong_with_an_answer)
{
    static const struct {
        const char *answer, *mistake;
    } mistakes[] = {
        {"[]", "expected an object, found an array"},
        {"{}", "error is missing: it is null where nothing failed"},
        {"{'broken': null}", "broken: expected a string, found null"},
        {"{'unsupported': 'flip'}", "unsupported: expected an object, found a string"},
        {"{'unsupported': {'step': 1}}", "unsupported: what is missing"},
        {"{'error': null}", "native: expected an array, found nothing"},
        {"{'error': null, 'native': [1]}", "native[0]: expected a string, found an integer"},
        {"{'error': null, 'native': []}", "tries: expected an array, found nothing"},
        {"{'error': null, 'native': [], 'tries': []}", "reads: expected an array, found nothing"},
        {"{'error': 'oops'}", "error: expected null or an object, found a string"},
        {"{'error': {'kind': 'type', 'class': 'T', 'message': ''}}",
         "error.step: expected the index of a step, found nothing"},
        {"{'error': {'step': 0, 'class': 'T', 'message': ''}}", "error: kind is missing"},
        {"{'error': {'step': 0, 'kind': 'type', 'class': 1, 'message': ''}}",
         "error.class: expected a string, found an integer"},
        {"{'error': {'step': 0, 'kind': 'TypeError', 'class': 'T', 'message': ''}}",
         "error.kind: \"TypeError\" is not a kind of error (`ibid list errors`); what fits none is \"other\""},
        {"{'error': null, 'native': [], 'tries': [null, 1]}", "tries[1]: expected null or an object, found an integer"},
        {"{'error': null, 'native': [], 'tries': [], 'reads': [null]}", "reads[0]: expected an object, found null"},
        {"{'error': null, 'native': [], 'tries': [], 'reads': [{'names': {}}]}",
         "reads[0].objects: expected an array, found nothing"},
        {"{'error': null, 'native': [], 'tries': [], 'reads': [{'objects': []}]}",
         "reads[0].names: expected an object, found nothing"},
        {"{'error': null, 'native': [], 'tries': [], 'reads': [{'names': {}, 'objects': []}, {'names': {'x': 0}, "
         "'objects': []}]}",
         "reads[1].names.x: expected the number of one of the 0 objects, found 0"},
        {"{'error': null, 'native': [], 'tries': [], 'reads': [{'names': {}, 'objects': [{'kind': 'none'}, {'kind': "
         "'none'}, "
         "{'kind': 'array', 'dtype': 'int8', 'shape': []}]}]}",
         "reads[0].objects[2]: bytes are missing"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        const char *message;
        cr_assert_null(decode_text(arena, mistakes[i].answer, &message), "%s", mistakes[i].answer);
        cr_expect_str_eq(message, mistakes[i].mistake, "%s: %s", mistakes[i].answer, message);
    }
    arena_free(arena);
}

Test(decode, scrubs_addresses_and_nothing_else)
{
    static const struct {
        const char *text, *scrubbed;
    } texts[] = {
        {"<list object at 0x7f31c8a0>", "<list object at 0x...>"},
        {"0xDEADBEEF and 0X00007fffffff, 0xabcdef.", "0x... and 0x..., 0x...."},
        {"0x1f is a number", "0x1f is a number"},
        {"10x123456789", "10x123456789"},
        {"0x123456p+3 and 0x123456.8p+3", "0x123456p+3 and 0x123456.8p+3"},
        {"0x", "0x"},
        {"", ""},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cr_expect_str_eq(scrub_addresses(arena, texts[i].text), texts[i].scrubbed);
    arena_free(arena);
}
