/*
 * The decoder of answers. It takes nothing on trust: whatever it lets through can be indexed without
 * further checks (objects by number, elements by shape).
 */
#include <stdarg.h>
#include <string.h>

#include "notation/operations.h"
#include "observe/decoder.h"
#include "observe/scrub.h"

bool decoder_fail(struct decoder *decoder, const char *format, ...)
{
    if (decoder->message != NULL)
        return false;
    va_list arguments;
    va_start(arguments, format);
    decoder->message = arena_vprintf(decoder->arena, format, arguments);
    va_end(arguments);
    return false;
}

const char *json_kind(const json_t *json)
{
    static const char *const names[] = {"an object", "an array", "a string", "an integer",
                                        "a number",  "true",     "false",    "null"};
    return json == NULL ? "nothing" : names[json_typeof(json)];
}

static bool decode_names(struct decoder *decoder, const json_t *json, struct snapshot *snapshot)
{
    json_t *names = json_object_get(json, "names");
    if (!json_is_object(names))
        return decoder_fail(decoder, "reads[%zu].names: expected an object, found %s", decoder->read, json_kind(names));
    snapshot->names = ARENA_ARRAY(decoder->arena, struct binding, json_object_size(names));
    const char *name;
    json_t *number;
    json_object_foreach(names, name, number)
    {
        if (!json_is_integer(number) || json_integer_value(number) < 0 ||
            (size_t)json_integer_value(number) >= snapshot->object_count)
            return decoder_fail(decoder, "reads[%zu].names.%s: expected the number of one of the %zu objects, found %s",
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
        return decoder_fail(decoder, "reads[%zu]: expected an object, found %s", decoder->read, json_kind(json));
    const json_t *objects = json_object_get(json, "objects");
    if (!json_is_array(objects))
        return decoder_fail(decoder, "reads[%zu].objects: expected an array, found %s", decoder->read,
                            json_kind(objects));
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
        decoder_fail(decoder, value == NULL ? "%s: %s is missing" : "%s.%s: expected a string, found %s", where, key,
                     json_kind(value));
    return json_string_value(value);
}

static struct step_error *decode_error(struct decoder *decoder, const json_t *json, const char *where)
{
    if (!json_is_object(json)) {
        decoder_fail(decoder, "%s: expected null or an object, found %s", where, json_kind(json));
        return NULL;
    }
    const json_t *step = json_object_get(json, "step");
    if (!json_is_integer(step) || json_integer_value(step) < 0) {
        decoder_fail(decoder, "%s.step: expected the index of a step, found %s", where, json_kind(step));
        return NULL;
    }
    const char *kind = error_string(decoder, json, where, "kind");
    const char *class_name = error_string(decoder, json, where, "class");
    const char *message = error_string(decoder, json, where, "message");
    if (kind == NULL || class_name == NULL || message == NULL)
        return NULL;
    int kind_number = error_kind_by_name(kind);
    if (kind_number < 0) {
        decoder_fail(decoder,
                     "%s.kind: \"%.60s\" is not a kind of error (`ibid list errors`); what fits none is \"other\"",
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
        decoder_fail(decoder, "%s: expected an array, found %s", key, json_kind(array));
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
            return decoder_fail(decoder, "native[%zu]: expected a string, found %s", i, json_kind(text));
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
        return decoder_fail(decoder, "unsupported: expected an object, found %s", json_kind(unsupported));
    const char *what = error_string(decoder, unsupported, "unsupported", "what");
    if (what == NULL)
        return false;
    const json_t *reason = json_object_get(unsupported, "reason");
    if (reason != NULL && !json_is_null(reason) && !json_is_string(reason))
        return decoder_fail(decoder, "unsupported.reason: expected a string, found %s", json_kind(reason));
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
        return decoder_fail(decoder, "expected an object, found %s", json_kind(answer));
    const json_t *broken = json_object_get(answer, "broken");
    if (broken != NULL) {
        if (!json_is_string(broken))
            return decoder_fail(decoder, "broken: expected a string, found %s", json_kind(broken));
        observation->broken = scrub_addresses(decoder->arena, json_string_value(broken));
        return true;
    }
    const json_t *unsupported = json_object_get(answer, "unsupported");
    if (unsupported != NULL)
        return decode_unsupported(decoder, unsupported, observation);

    const json_t *error = json_object_get(answer, "error");
    if (error == NULL)
        return decoder_fail(decoder, "error is missing: it is null where nothing failed");
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

bool object_has_identity(const struct object *object)
{
    return object->kind == IBID_LIST || object->kind == IBID_TUPLE || object->kind == IBID_ARRAY;
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
