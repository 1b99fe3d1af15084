#include "judge/expected.h"

#include <string.h>

static bool scalar_text_equal(const struct expected_value *expected, const char *seen)
{
    if (expected->kind == EXPECT_BOOL)
        return strcmp(seen, expected->truth ? "True" : "False") == 0;
    return expected->kind == EXPECT_NUMBER && strcmp(seen, expected->number) == 0;
}

static bool element_equal(const struct expected_value *expected, const struct dtype *dtype, const unsigned char *bytes,
                          struct text *text)
{
    if (dtype->class != DTYPE_FIELDS) {
        text_clear(text);
        canonical_element(text, dtype, bytes);
        return scalar_text_equal(expected, text_string(text));
    }
    struct dtype_field field = {0};
    size_t count = 0;
    while (expected->kind == EXPECT_SEQUENCE && dtype_next_field(dtype, &field)) {
        if (count == expected->item_count ||
            !element_equal(&expected->items[count++], field.dtype, bytes + field.offset_bytes, text))
            return false;
    }
    return expected->kind == EXPECT_SEQUENCE && count == expected->item_count;
}

static bool array_equal(const struct expected_value *expected, const struct object *array, size_t axis,
                        const unsigned char **at, struct text *text)
{
    if (axis == array->dimensions) {
        const unsigned char *bytes = *at;
        *at += array->element->item_bytes;
        return element_equal(expected, array->element, bytes, text);
    }
    if (expected->kind != EXPECT_SEQUENCE || (long long)expected->item_count != array->shape[axis])
        return false;
    for (size_t i = 0; i < expected->item_count; i++)
        if (!array_equal(&expected->items[i], array, axis + 1, at, text))
            return false;
    return true;
}

static bool items_equal(const struct expected_value *expected, const struct snapshot *snapshot,
                        const struct object *object)
{
    if (expected->kind != EXPECT_SEQUENCE || expected->item_count != object->item_count)
        return false;
    for (size_t i = 0; i < expected->item_count; i++)
        if (!expected_equal(&expected->items[i], snapshot, object->items[i]))
            return false;
    return true;
}

bool expected_equal(const struct expected_value *expected, const struct snapshot *snapshot, size_t object_number)
{
    const struct object *object = &snapshot->objects[object_number];
    struct text text = TEXT_EMPTY;
    bool equal = false;
    switch (object->kind) {
    case IBID_NONE:
        equal = expected->kind == EXPECT_NONE;
        break;
    case IBID_BOOL:
        equal = expected->kind == EXPECT_BOOL && expected->truth == object->truth;
        break;
    case IBID_INT:
        canonical_integer(&text, object->text);
        equal = scalar_text_equal(expected, text_string(&text));
        break;
    case IBID_FLOAT:
        canonical_real(&text, object->real);
        equal = scalar_text_equal(expected, text_string(&text));
        break;
    case IBID_COMPLEX:
        canonical_complex(&text, object->real, object->imaginary);
        equal = scalar_text_equal(expected, text_string(&text));
        break;
    case IBID_STR:
        equal = expected->kind == EXPECT_STRING && strcmp(expected->string, object->text) == 0;
        break;
    case IBID_LIST:
    case IBID_TUPLE:
        equal = items_equal(expected, snapshot, object);
        break;
    case IBID_ARRAY: {
        const unsigned char *at = object->bytes;
        equal = object->element != NULL && array_equal(expected, object, 0, &at, &text);
        break;
    }
    default:
        break;
    }
    text_free(&text);
    return equal;
}
