#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command/evaluation.h"
#include "observe/number.h"

/* Lists inside lists inside … beyond this are shown as one inside itself is. */
enum { MAXIMUM_DEPTH = 64 };

static json_t *integer_new(const char *digits)
{
    errno = 0;
    long long value = strtoll(digits, NULL, 10);
    return errno == 0 ? json_integer(value) : json_string(digits);
}

static json_t *real_new(double value)
{
    if (isnan(value))
        return json_string("nan");
    if (isinf(value))
        return json_string(value > 0 ? "inf" : "-inf");
    return json_real(value);
}

static json_t *text_new(struct text *text)
{
    json_t *json = json_string(text_string(text));
    text_free(text);
    return json;
}

static json_t *fields_new(const struct dtype *dtype, const unsigned char *bytes);

static json_t *element_new(const struct dtype *dtype, const unsigned char *bytes)
{
    struct text text = TEXT_EMPTY;
    switch (dtype->class) {
    case DTYPE_BOOL:
        return json_boolean(bytes[0] != 0);
    case DTYPE_SIGNED:
    case DTYPE_UNSIGNED: {
        canonical_element(&text, dtype, bytes);
        json_t *integer = integer_new(text_string(&text));
        text_free(&text);
        return integer;
    }
    case DTYPE_FLOAT:
    case DTYPE_BRAIN_FLOAT:
        return real_new(element_real(dtype, bytes, 0));
    case DTYPE_COMPLEX:
        break;
    case DTYPE_FIELDS:
        return fields_new(dtype, bytes);
    }
    display_element(&text, dtype, bytes);
    return text_new(&text);
}

static json_t *fields_new(const struct dtype *dtype, const unsigned char *bytes)
{
    json_t *list = json_array();
    struct dtype_field field = {0};
    while (dtype_next_field(dtype, &field))
        json_array_append_new(list, element_new(field.dtype, bytes + field.offset_bytes));
    return list;
}

static json_t *elements_new(const struct object *array, size_t axis, const unsigned char **at)
{
    if (axis == array->dimensions) {
        json_t *element = element_new(array->element, *at);
        *at += array->element->item_bytes;
        return element;
    }
    json_t *list = json_array();
    for (long long i = 0; i < array->shape[axis]; i++)
        json_array_append_new(list, elements_new(array, axis + 1, at));
    return list;
}

static json_t *content_new(const struct snapshot *snapshot, size_t number, const size_t *above, size_t depth);

static json_t *items_new(const struct snapshot *snapshot, size_t number, const size_t *above, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        if (above[i] == number)
            return json_string("...");
    if (depth == MAXIMUM_DEPTH)
        return json_string("...");
    size_t below[MAXIMUM_DEPTH];
    if (depth > 0)
        memcpy(below, above, depth * sizeof *below);
    below[depth] = number;
    json_t *list = json_array();
    const struct object *object = &snapshot->objects[number];
    for (size_t i = 0; i < object->item_count; i++)
        json_array_append_new(list, content_new(snapshot, object->items[i], below, depth + 1));
    return list;
}

static json_t *complex_new(const struct object *object)
{
    struct text text = TEXT_EMPTY;
    display_scalar_complex(&text, object->element, object->real, object->imaginary);
    return text_new(&text);
}

static json_t *content_new(const struct snapshot *snapshot, size_t number, const size_t *above, size_t depth)
{
    const struct object *object = &snapshot->objects[number];
    const unsigned char *at = object->bytes;
    switch (object->kind) {
    case IBID_BOOL:
        return json_boolean(object->truth);
    case IBID_INT:
        return integer_new(object->text);
    case IBID_FLOAT:
        return real_new(object->real);
    case IBID_COMPLEX:
        return complex_new(object);
    case IBID_STR:
        return json_string(object->text);
    case IBID_LIST:
    case IBID_TUPLE:
        return items_new(snapshot, number, above, depth);
    case IBID_ARRAY:
        return object->element != NULL ? elements_new(object, 0, &at) : json_null();
    default:
        return json_null();
    }
}

static json_t *name_new(const struct snapshot *snapshot, size_t number)
{
    const struct object *object = &snapshot->objects[number];
    json_t *name = json_object();
    json_object_set_new(name, "kind", json_string(kind_name(object->kind)));
    if (object->kind == IBID_OTHER) {
        json_object_set_new(name, "type", json_string(object->text));
        return name;
    }
    if (object->dtype != NULL)
        json_object_set_new(name, "dtype", json_string(object->dtype));
    if (object->kind == IBID_ARRAY) {
        json_t *shape = json_array();
        for (size_t i = 0; i < object->dimensions; i++)
            json_array_append_new(shape, json_integer(object->shape[i]));
        json_object_set_new(name, "shape", shape);
    }
    json_object_set_new(name, "content", content_new(snapshot, number, NULL, 0));
    return name;
}

static json_t *names_new(const struct snapshot *snapshot)
{
    json_t *names = json_object();
    for (size_t i = 0; snapshot != NULL && i < snapshot->name_count; i++)
        json_object_set_new(names, snapshot->names[i].name, name_new(snapshot, snapshot->names[i].object));
    return names;
}

/* Groups of two or more names of one object; names are sorted, so groups come out sorted. */
static json_t *same_new(const struct snapshot *snapshot)
{
    json_t *groups = json_array();
    for (size_t i = 0; snapshot != NULL && i < snapshot->name_count; i++) {
        json_t *group = json_array();
        bool first = true;
        for (size_t k = 0; k < snapshot->name_count; k++) {
            if (snapshot->names[k].object != snapshot->names[i].object)
                continue;
            first = first && k >= i;
            json_array_append_new(group, json_string(snapshot->names[k].name));
        }
        if (first && json_array_size(group) > 1)
            json_array_append(groups, group);
        json_decref(group);
    }
    return groups;
}

static json_t *pairs_new(const struct pair *pairs, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("[ss]", pairs[i].left, pairs[i].right));
    return list;
}

static const char *failure_name(enum failure_kind failure)
{
    switch (failure) {
    case FAILURE_TIMEOUT:
        return "timeout";
    case FAILURE_PROTOCOL:
        return "protocol";
    default:
        return "crash";
    }
}

static json_t *error_new(size_t statement, const char *kind, const char *native)
{
    json_t *error = json_object();
    json_object_set_new(error, "statement", json_integer((json_int_t)statement));
    json_object_set_new(error, "kind", json_string(kind));
    json_object_set_new(error, "native", json_string(native));
    return error;
}

static json_t *syntax_error_new(const struct parse_error *error)
{
    json_t *json = json_object();
    json_object_set_new(json, "statement", json_integer(0));
    json_object_set_new(json, "kind", json_string("syntax"));
    json_object_set_new(json, "line", json_integer((json_int_t)error->line));
    json_object_set_new(json, "column", json_integer((json_int_t)error->column));
    json_object_set_new(json, "message", json_string(error->message));
    return json;
}

static json_t *evaluation_error_new(const struct evaluation *evaluation)
{
    if (!evaluation->parsed)
        return syntax_error_new(&evaluation->parse_error);
    const struct observation *observation = evaluation->execution.observation;
    if (observation->broken != NULL)
        return error_new(0, failure_name(evaluation->execution.failure), observation->broken);
    if (observation->unsupported != NULL) {
        const char *reason = observation->unsupported_reason;
        return error_new(observation->unsupported_step + 1, "unsupported",
                         arena_printf(evaluation->arena, "%s%s%s", observation->unsupported,
                                      reason != NULL && reason[0] != '\0' ? ": " : "", reason != NULL ? reason : ""));
    }
    const struct step_error *error = observation->error;
    if (error == NULL)
        return json_null();
    return error_new(error->step + 1, error_kind_name(error->kind),
                     arena_printf(evaluation->arena, "%s: %s", error->class_name, error->message));
}

json_t *evaluation_json_new(const struct evaluation *evaluation)
{
    const struct snapshot *snapshot = evaluation_names(evaluation);
    json_t *json = json_object();
    json_object_set_new(json, "error", evaluation_error_new(evaluation));
    json_object_set_new(json, "names", names_new(snapshot));
    json_object_set_new(json, "same", same_new(snapshot));
    json_object_set_new(json, "shares", pairs_new(evaluation->shares, evaluation->share_count));
    json_object_set_new(json, "unproved", pairs_new(evaluation->unproved, evaluation->unproved_count));
    return json;
}
