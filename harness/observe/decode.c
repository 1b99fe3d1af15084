/*
 * The decoder of answers. It takes nothing on trust: whatever it lets through can be indexed without
 * further checks (objects by number, elements by shape).
 */
#include "observe/observation.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "notation/operations.h"
#include "observe/base64.h"
#include "observe/scrub.h"

/* More than any library has, and few enough to go through for each element. */
enum { MAXIMUM_DIMENSIONS = 256 };

struct decoder {
    struct arena *arena;
    const char *message; /* NULL as long as all is well */
    size_t read;         /* of the object that is being decoded */
    size_t object;
};

static bool fail(struct decoder *decoder, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Keeps the first message. Always false. */
static bool fail(struct decoder *decoder, const char *format, ...)
{
    if (decoder->message != NULL)
        return false;
    va_list arguments;
    va_start(arguments, format);
    decoder->message = arena_vprintf(decoder->arena, format, arguments);
    va_end(arguments);
    return false;
}

static bool fail_object(struct decoder *decoder, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool fail_object(struct decoder *decoder, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *what = arena_vprintf(decoder->arena, format, arguments);
    va_end(arguments);
    return fail(decoder, "reads[%zu].objects[%zu]: %s", decoder->read, decoder->object, what);
}

static const char *json_kind(const json_t *json)
{
    static const char *const names[] = {"an object", "an array", "a string", "an integer",
                                        "a number",  "true",     "false",    "null"};
    return json == NULL ? "nothing" : names[json_typeof(json)];
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

static bool decode_object(struct decoder *decoder, const json_t *json, struct object *object, size_t object_count)
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
        object->element = dtype_by_name(object->dtype);
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

static bool decode_names(struct decoder *decoder, const json_t *json, struct snapshot *snapshot)
{
    json_t *names = json_object_get(json, "names");
    if (!json_is_object(names))
        return fail(decoder, "reads[%zu].names: expected an object, found %s", decoder->read, json_kind(names));
    snapshot->names = ARENA_ARRAY(decoder->arena, struct binding, json_object_size(names));
    const char *name;
    json_t *number;
    json_object_foreach(names, name, number)
    {
        if (!json_is_integer(number) || json_integer_value(number) < 0 ||
            (size_t)json_integer_value(number) >= snapshot->object_count)
            return fail(decoder, "reads[%zu].names.%s: expected the number of one of the %zu objects, found %s",
                        decoder->read, name, snapshot->object_count,
                        json_is_integer(number)
                            ? arena_printf(decoder->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(number))
                            : json_kind(number));
        snapshot->names[snapshot->name_count++] =
            (struct binding){arena_strdup(decoder->arena, name), (size_t)json_integer_value(number)};
    }
    return true;
}

static bool decode_read(struct decoder *decoder, const json_t *json, struct snapshot *snapshot)
{
    if (!json_is_object(json))
        return fail(decoder, "reads[%zu]: expected an object, found %s", decoder->read, json_kind(json));
    const json_t *objects = json_object_get(json, "objects");
    if (!json_is_array(objects))
        return fail(decoder, "reads[%zu].objects: expected an array, found %s", decoder->read, json_kind(objects));
    snapshot->object_count = json_array_size(objects);
    snapshot->objects = ARENA_ARRAY(decoder->arena, struct object, snapshot->object_count);
    for (decoder->object = 0; decoder->object < snapshot->object_count; decoder->object++)
        if (!decode_object(decoder, json_array_get(objects, decoder->object), &snapshot->objects[decoder->object],
                           snapshot->object_count))
            return false;
    return decode_names(decoder, json, snapshot);
}

/* A member of an error, in `where`. NULL after saying so where it is not a string. */
static const char *error_string(struct decoder *decoder, const json_t *json, const char *where, const char *key)
{
    const json_t *value = json_object_get(json, key);
    if (!json_is_string(value))
        fail(decoder, value == NULL ? "%s: %s is missing" : "%s.%s: expected a string, found %s", where, key,
             json_kind(value));
    return json_string_value(value);
}

static struct step_error *decode_error(struct decoder *decoder, const json_t *json, const char *where)
{
    if (!json_is_object(json)) {
        fail(decoder, "%s: expected null or an object, found %s", where, json_kind(json));
        return NULL;
    }
    const json_t *step = json_object_get(json, "step");
    if (!json_is_integer(step) || json_integer_value(step) < 0) {
        fail(decoder, "%s.step: expected the index of a step, found %s", where, json_kind(step));
        return NULL;
    }
    const char *kind = error_string(decoder, json, where, "kind");
    const char *class_name = error_string(decoder, json, where, "class");
    const char *message = error_string(decoder, json, where, "message");
    if (kind == NULL || class_name == NULL || message == NULL)
        return NULL;
    int kind_number = error_kind_by_name(kind);
    if (kind_number < 0) {
        fail(decoder, "%s.kind: \"%.60s\" is not a kind of error (`ibid list errors`); what fits none is \"other\"",
             where, kind);
        return NULL;
    }
    struct step_error *error = ARENA_NEW(decoder->arena, struct step_error);
    error->step = (size_t)json_integer_value(step);
    error->kind = (enum ibid_error_kind)kind_number;
    error->class_name = arena_strdup(decoder->arena, class_name);
    error->message = scrub_addresses(decoder->arena, message);
    return error;
}

/* A member of the answer that must be an array. NULL after saying so where it is not. */
static const json_t *answer_array(struct decoder *decoder, const json_t *answer, const char *key, size_t *count)
{
    const json_t *array = json_object_get(answer, key);
    if (!json_is_array(array)) {
        fail(decoder, "%s: expected an array, found %s", key, json_kind(array));
        return NULL;
    }
    *count = json_array_size(array);
    return array;
}

static bool decode_native(struct decoder *decoder, const json_t *answer, struct observation *observation)
{
    const json_t *native = answer_array(decoder, answer, "native", &observation->native_count);
    if (native == NULL)
        return false;
    observation->native = ARENA_ARRAY(decoder->arena, const char *, observation->native_count);
    for (size_t i = 0; i < observation->native_count; i++) {
        const json_t *text = json_array_get(native, i);
        if (!json_is_string(text) && !json_is_null(text))
            return fail(decoder, "native[%zu]: expected a string, found %s", i, json_kind(text));
        observation->native[i] = json_is_null(text) ? "" : arena_strdup(decoder->arena, json_string_value(text));
    }
    return true;
}

static bool decode_tries(struct decoder *decoder, const json_t *answer, struct observation *observation)
{
    const json_t *tries = answer_array(decoder, answer, "tries", &observation->try_count);
    if (tries == NULL)
        return false;
    observation->tries = ARENA_ARRAY(decoder->arena, struct step_error *, observation->try_count);
    for (size_t i = 0; i < observation->try_count; i++) {
        const json_t *error = json_array_get(tries, i);
        if (json_is_null(error))
            continue;
        observation->tries[i] = decode_error(decoder, error, arena_printf(decoder->arena, "tries[%zu]", i));
        if (observation->tries[i] == NULL)
            return false;
    }
    return true;
}

static bool decode_unsupported(struct decoder *decoder, const json_t *unsupported, struct observation *observation)
{
    if (!json_is_object(unsupported))
        return fail(decoder, "unsupported: expected an object, found %s", json_kind(unsupported));
    const char *what = error_string(decoder, unsupported, "unsupported", "what");
    if (what == NULL)
        return false;
    const json_t *reason = json_object_get(unsupported, "reason");
    if (reason != NULL && !json_is_null(reason) && !json_is_string(reason))
        return fail(decoder, "unsupported.reason: expected a string, found %s", json_kind(reason));
    const json_t *step = json_object_get(unsupported, "step");
    observation->unsupported_step =
        json_is_integer(step) && json_integer_value(step) > 0 ? (size_t)json_integer_value(step) : 0;
    observation->unsupported = arena_strdup(decoder->arena, what);
    observation->unsupported_reason =
        json_is_string(reason) ? scrub_addresses(decoder->arena, json_string_value(reason)) : "";
    return true;
}

static bool decode_answer(struct decoder *decoder, const json_t *answer, struct observation *observation)
{
    if (!json_is_object(answer))
        return fail(decoder, "expected an object, found %s", json_kind(answer));
    const json_t *broken = json_object_get(answer, "broken");
    if (broken != NULL) {
        if (!json_is_string(broken))
            return fail(decoder, "broken: expected a string, found %s", json_kind(broken));
        observation->broken = scrub_addresses(decoder->arena, json_string_value(broken));
        return true;
    }
    const json_t *unsupported = json_object_get(answer, "unsupported");
    if (unsupported != NULL)
        return decode_unsupported(decoder, unsupported, observation);

    const json_t *error = json_object_get(answer, "error");
    if (error == NULL)
        return fail(decoder, "error is missing: it is null where nothing failed");
    if (!json_is_null(error) && (observation->error = decode_error(decoder, error, "error")) == NULL)
        return false;
    if (!decode_native(decoder, answer, observation) || !decode_tries(decoder, answer, observation))
        return false;
    const json_t *reads = answer_array(decoder, answer, "reads", &observation->read_count);
    if (reads == NULL)
        return false;
    observation->reads = ARENA_ARRAY(decoder->arena, struct snapshot, observation->read_count);
    for (decoder->read = 0; decoder->read < observation->read_count; decoder->read++)
        if (!decode_read(decoder, json_array_get(reads, decoder->read), &observation->reads[decoder->read]))
            return false;
    return true;
}

struct observation *observation_decode(struct arena *arena, const json_t *answer, const char **message)
{
    struct decoder decoder = {.arena = arena};
    struct observation *observation = ARENA_NEW(arena, struct observation);
    if (decode_answer(&decoder, answer, observation))
        return observation;
    *message = decoder.message;
    return NULL;
}

long snapshot_index(const struct snapshot *snapshot, const char *name)
{
    for (size_t i = 0; i < snapshot->name_count; i++)
        if (strcmp(snapshot->names[i].name, name) == 0)
            return (long)snapshot->names[i].object;
    return -1;
}

const struct object *snapshot_find(const struct snapshot *snapshot, const char *name)
{
    long index = snapshot_index(snapshot, name);
    return index < 0 ? NULL : &snapshot->objects[index];
}
