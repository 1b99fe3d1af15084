#include "observe/decoder.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "observe/base64.h"

/* More than any library has, and few enough to go through for each element. */
enum { MAXIMUM_DIMENSIONS = 256 };

static bool fail_object(struct decoder *decoder, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool fail_object(struct decoder *decoder, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *what = arena_vprintf(decoder->arena, format, arguments);
    va_end(arguments);
    return decoder_fail(decoder, "reads[%zu].objects[%zu]: %s", decoder->read, decoder->object, what);
}

/* A member that must be a string. NULL after saying so where it is not. */
static const char *object_string(struct decoder *decoder, const json_t *json, const char *key)
{
    const json_t *value = json_object_get(json, key);
    if (value == NULL)
        fail_object(decoder, "%s %s missing", key, strcmp(key, "bytes") == 0 ? "are" : "is");
    else if (!json_is_string(value))
        fail_object(decoder, "%s: expected a string, found %s", key, json_kind(value));
    return json_string_value(value);
}

static bool decode_float(struct decoder *decoder, const char *text, double *value)
{
    if (text == NULL)
        return false;
    if (strcmp(text, "nan") == 0) {
        *value = (double)NAN;
        return true;
    }
    if (strcmp(text, "inf") == 0 || strcmp(text, "-inf") == 0) {
        *value = text[0] == '-' ? -(double)INFINITY : (double)INFINITY;
        return true;
    }
    const char *digits = text[0] == '-' ? text + 1 : text;
    if (digits[0] == '0' && digits[1] == 'x') {
        char *end;
        *value = strtod(text, &end);
        if (end > digits + 1 && *end == '\0') {
            if (isfinite(*value))
                return true;
            return fail_object(decoder, "value: \"%.60s\" is beyond the range of a float of 64 bits", text);
        }
    }
    return fail_object(
        decoder, "value: expected a float such as \"0x1.8p+0\", \"nan\", \"inf\" or \"-inf\", found \"%.60s\"", text);
}

static bool decode_complex(struct decoder *decoder, const json_t *json, struct object *object)
{
    const json_t *value = json_object_get(json, "value");
    const json_t *real = json_array_get(value, 0), *imaginary = json_array_get(value, 1);
    if (json_array_size(value) != 2 || !json_is_string(real) || !json_is_string(imaginary))
        return fail_object(decoder, "value: expected two strings, the real and the imaginary part");
    return decode_float(decoder, json_string_value(real), &object->real) &&
           decode_float(decoder, json_string_value(imaginary), &object->imaginary);
}

static bool decode_integer(struct decoder *decoder, const json_t *json, struct object *object)
{
    const char *text = object_string(decoder, json, "value");
    if (text == NULL)
        return false;
    const char *digits = text[0] == '-' ? text + 1 : text;
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
        return fail_object(decoder, "value: expected an integer such as \"-12\", found \"%.60s\"", text);
    object->text = arena_strdup(decoder->arena, text);
    return true;
}

static bool decode_bool(struct decoder *decoder, const json_t *json, struct object *object)
{
    const char *text = object_string(decoder, json, "value");
    if (text == NULL)
        return false;
    object->truth = strcmp(text, "True") == 0;
    return object->truth || strcmp(text, "False") == 0 ||
           fail_object(decoder, "value: expected \"True\" or \"False\", found \"%.60s\"", text);
}

static bool decode_items(struct decoder *decoder, const json_t *json, struct object *object, size_t object_count)
{
    const json_t *items = json_object_get(json, "items");
    if (!json_is_array(items))
        return fail_object(decoder, "items: expected an array of numbers of objects, found %s", json_kind(items));
    object->item_count = json_array_size(items);
    size_t *numbers = ARENA_ARRAY(decoder->arena, size_t, object->item_count);
    for (size_t i = 0; i < object->item_count; i++) {
        const json_t *item = json_array_get(items, i);
        json_int_t number = json_is_integer(item) ? json_integer_value(item) : -1;
        if (number < 0 || (size_t)number >= object_count)
            return fail_object(
                decoder, "items[%zu]: expected the number of one of the %zu objects, found %s", i, object_count,
                json_is_integer(item) ? arena_printf(decoder->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(item))
                                      : json_kind(item));
        numbers[i] = (size_t)number;
    }
    object->items = numbers;
    return true;
}

static bool decode_shape(struct decoder *decoder, const json_t *json, struct object *object)
{
    const json_t *shape = json_object_get(json, "shape");
    if (!json_is_array(shape))
        return fail_object(decoder, "shape: expected an array of lengths, found %s", json_kind(shape));
    object->dimensions = json_array_size(shape);
    if (object->dimensions > MAXIMUM_DIMENSIONS)
        return fail_object(decoder, "shape: expected at most %d axes, found %zu", MAXIMUM_DIMENSIONS,
                           object->dimensions);
    long long *lengths = ARENA_ARRAY(decoder->arena, long long, object->dimensions);
    bool empty = false, too_large = false;
    object->element_count = 1;
    for (size_t i = 0; i < object->dimensions; i++) {
        const json_t *length = json_array_get(shape, i);
        lengths[i] = json_is_integer(length) ? json_integer_value(length) : -1;
        if (lengths[i] < 0)
            return fail_object(decoder, "shape[%zu]: expected a length, 0 or more, found %s", i,
                               json_is_integer(length) ? arena_printf(decoder->arena, "%lld", lengths[i])
                                                       : json_kind(length));
        empty = empty || lengths[i] == 0;
        too_large = too_large || (lengths[i] > 0 && object->element_count > SIZE_MAX / 16 / (size_t)lengths[i]);
        object->element_count *= too_large || lengths[i] == 0 ? 1 : (size_t)lengths[i];
    }
    if (empty)
        object->element_count = 0;
    else if (too_large)
        return fail_object(decoder, "shape: no array has so many elements");
    object->shape = lengths;
    return true;
}

static bool decode_array(struct decoder *decoder, const json_t *json, struct object *object)
{
    if (object->dtype == NULL)
        return fail_object(decoder, "dtype is missing");
    const json_t *bytes_json = json_object_get(json, "bytes");
    const char *text = object_string(decoder, json, "bytes");
    if (text == NULL || !decode_shape(decoder, json, object))
        return false;
    size_t characters = json_string_length(bytes_json), wrong_at;
    unsigned char *bytes = arena_alloc(decoder->arena, base64_limit_bytes(characters));
    if (!base64_decode(text, characters, bytes, &object->byte_count, &wrong_at))
        return fail_object(decoder,
                           wrong_at < characters ? "bytes: not base64 at character %zu"
                                                 : "bytes: the base64 ends too early, after %zu characters",
                           wrong_at < characters ? wrong_at + 1 : characters);
    object->bytes = bytes;
    if (object->element != NULL && object->byte_count != object->element_count * object->element->item_bytes)
        return fail_object(decoder, "bytes: %zu elements of %s take %zu bytes, found %zu", object->element_count,
                           object->dtype, object->element_count * object->element->item_bytes, object->byte_count);
    return true;
}

bool decode_object(struct decoder *decoder, const json_t *json, struct object *object, size_t object_count)
{
    if (!json_is_object(json))
        return fail_object(decoder, "expected an object, found %s", json_kind(json));
    const char *kind = object_string(decoder, json, "kind");
    if (kind == NULL)
        return false;
    if (!kind_by_name(kind, &object->kind))
        return fail_object(
            decoder,
            "kind: expected none, bool, int, float, complex, str, list, tuple, array or other, found \"%.60s\"", kind);
    const json_t *dtype = json_object_get(json, "dtype");
    if (dtype != NULL && !json_is_string(dtype))
        return fail_object(decoder, "dtype: expected a string, found %s", json_kind(dtype));
    if (dtype != NULL) {
        object->dtype = arena_strdup(decoder->arena, json_string_value(dtype));
        object->element = dtype_of_name(decoder->arena, object->dtype);
    }
    switch (object->kind) {
    case IBID_BOOL:
        return decode_bool(decoder, json, object);
    case IBID_INT:
        return decode_integer(decoder, json, object);
    case IBID_FLOAT:
        return decode_float(decoder, object_string(decoder, json, "value"), &object->real);
    case IBID_COMPLEX:
        return decode_complex(decoder, json, object);
    case IBID_STR:
    case IBID_OTHER: {
        const char *text = object_string(decoder, json, object->kind == IBID_STR ? "value" : "type");
        object->text = text == NULL ? NULL : arena_strdup(decoder->arena, text);
        return text != NULL;
    }
    case IBID_LIST:
    case IBID_TUPLE:
        return decode_items(decoder, json, object, object_count);
    case IBID_ARRAY:
        return decode_array(decoder, json, object);
    default:
        return true;
    }
}
