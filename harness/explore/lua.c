#include "explore/lua.h"

#include <math.h>
#include <string.h>

#include "observe/number.h"

void lua_append_string(struct text *text, const char *string)
{
    text_append_character(text, '"');
    for (; *string != '\0'; string++) {
        if (*string == '"' || *string == '\\')
            text_append_character(text, '\\');
        text_append_character(text, *string);
    }
    text_append_character(text, '"');
}

static void append_integer(struct text *text, const char *digits)
{
    bool fits = strlen(digits) < 19;
    text_printf(text, fits ? "%s" : "integer \"%s\"", digits);
}

static void append_real(struct text *text, double value)
{
    if (isnan(value))
        text_append(text, "nan");
    else if (isinf(value))
        text_append(text, value < 0 ? "-inf" : "inf");
    else if (value == floor(value) && fabs(value) < 1e15)
        text_printf(text, "%.1f", value);
    else
        text_printf(text, "%.17g", value);
}

static void append_complex(struct text *text, double real, double imaginary)
{
    text_append(text, "complex(");
    append_real(text, real);
    text_append(text, ", ");
    append_real(text, imaginary);
    text_append(text, ")");
}

static void append_element(struct text *text, const struct dtype *dtype, const unsigned char *bytes)
{
    struct text canonical = TEXT_EMPTY;
    switch (dtype->class) {
    case DTYPE_BOOL:
        text_append(text, *bytes != 0 ? "true" : "false");
        break;
    case DTYPE_SIGNED:
    case DTYPE_UNSIGNED:
        canonical_element(&canonical, dtype, bytes);
        append_integer(text, text_string(&canonical));
        break;
    case DTYPE_COMPLEX:
        append_complex(text, element_real(dtype, bytes, 0), element_real(dtype, bytes, 1));
        break;
    default:
        append_real(text, element_real(dtype, bytes, 0));
    }
    text_free(&canonical);
}

static void append_elements(struct text *text, const struct object *array, size_t axis, const unsigned char **at)
{
    if (axis == array->dimensions) {
        append_element(text, array->element, *at);
        *at += array->element->item_bytes;
        return;
    }
    text_append(text, "{ ");
    for (long long i = 0; i < array->shape[axis]; i++) {
        text_append(text, i == 0 ? "" : ", ");
        append_elements(text, array, axis + 1, at);
    }
    text_append(text, array->shape[axis] == 0 ? "}" : " }");
}

static void append_value(struct text *text, const struct snapshot *snapshot, size_t number)
{
    const struct object *object = &snapshot->objects[number];
    const unsigned char *at = object->bytes;
    switch (object->kind) {
    case IBID_BOOL:
        text_append(text, object->truth ? "true" : "false");
        break;
    case IBID_INT:
        append_integer(text, object->text);
        break;
    case IBID_FLOAT:
        append_real(text, object->real);
        break;
    case IBID_COMPLEX:
        append_complex(text, object->real, object->imaginary);
        break;
    case IBID_STR:
        lua_append_string(text, object->text);
        break;
    case IBID_LIST:
    case IBID_TUPLE:
        text_append(text, "{ ");
        for (size_t i = 0; i < object->item_count; i++) {
            text_append(text, i == 0 ? "" : ", ");
            append_value(text, snapshot, object->items[i]);
        }
        text_append(text, object->item_count == 0 ? "}" : " }");
        break;
    case IBID_ARRAY:
        append_elements(text, object, 0, &at);
        break;
    default:
        text_append(text, "None");
    }
}

/* What the case has to speak of, in the model's words. */
struct describing {
    struct text *text;
    const struct reduction *reduction;
    const struct snapshot *before, *after; /* the last statement */
    struct text identity, content, dtype;
    bool changes; /* what is said does not hold without the last statement */
};

static const char *root_of(struct arena *arena, const char *place)
{
    return place == NULL ? "" : arena_strndup(arena, place, strcspn(place, "["));
}

/* The name that a target stands on. */
static const char *name_of_target(const struct node *target)
{
    while (target->kind == NODE_CALL && target->argument_count > 0)
        target = target->arguments[0];
    return target->kind == NODE_NAME ? target->text : "";
}

static bool is_target(const struct program *program, const char *name)
{
    const struct node *act = program->statements[program->statement_count - 1].node;
    for (size_t i = 0; i < act->target_count; i++)
        if (strcmp(name_of_target(act->targets[i]), name) == 0)
            return true;
    return false;
}

static bool same_type(const struct object *left, const struct object *right)
{
    return left->kind == right->kind && same_string(left->dtype, right->dtype);
}

static bool is_changed(const struct describing *describing, const struct binding *binding)
{
    long before = snapshot_index(describing->before, binding->name);
    return before < 0 ||
           !same_type(&describing->before->objects[before], &describing->after->objects[binding->object]) ||
           !object_equal(describing->before, (size_t)before, describing->after, binding->object);
}

static void describe_identity(struct describing *describing, const struct binding *binding)
{
    if (!object_has_identity(&describing->after->objects[binding->object]))
        return;
    long mine_before = snapshot_index(describing->before, binding->name);
    for (size_t i = 0; i < describing->after->name_count; i++) {
        const struct binding *other = &describing->after->names[i];
        long before = snapshot_index(describing->before, other->name);
        bool same = other->object == binding->object, same_before = before >= 0 && before == mine_before;
        if (other == binding || (!same && !same_before))
            continue;
        text_printf(&describing->identity, "\"%s %s %s\", ", binding->name, same ? "is" : "is not", other->name);
        describing->changes = describing->changes || same != same_before;
    }
}

static void describe_name(struct describing *describing, const struct binding *binding)
{
    const struct object *object = &describing->after->objects[binding->object];
    describing->changes = describing->changes || is_changed(describing, binding);
    text_printf(&describing->content, "%s = ", binding->name);
    append_value(&describing->content, describing->after, binding->object);
    text_append(&describing->content, ", ");
    if (object->dtype != NULL)
        text_printf(&describing->dtype, "%s = \"%s\", ", binding->name, object->dtype);
    describe_identity(describing, binding);
}

static void append_table(struct text *text, const char *key, const struct text *items)
{
    if (items->bytes > 0)
        text_printf(text, "    %-8s = { %.*s },\n", key, (int)items->bytes - 2, text_string(items));
}

/* The relation that the contestants differ in, as the model has it. */
static void describe_difference(struct describing *describing)
{
    const struct difference *difference = &describing->reduction->difference;
    if (difference->kind == DIFFERS_IDENTITY)
        text_printf(&describing->identity, "\"%s %s %s\", ", difference->name,
                    difference->same_on_left ? "is" : "is not", difference->other);
}

static void describe_outcomes(struct describing *describing, const struct step_error *error)
{
    const struct experiment *experiment = &describing->reduction->experiment;
    const char *differing = root_of(experiment->arena, describing->reduction->difference.name);
    for (size_t i = 0; i < describing->after->name_count; i++) {
        const struct binding *binding = &describing->after->names[i];
        bool told = strcmp(binding->name, differing) == 0 || is_changed(describing, binding) ||
                    (error == NULL && is_target(&experiment->program, binding->name));
        if (told)
            describe_name(describing, binding);
    }
    describe_difference(describing);
    append_table(describing->text, "identity", &describing->identity);
    append_table(describing->text, "content", &describing->content);
    append_table(describing->text, "dtype", &describing->dtype);
    if (error != NULL && error->kind == IBID_ERROR_OTHER)
        text_append(describing->text, "    raises   = true,\n");
    else if (error != NULL)
        text_printf(describing->text, "    raises   = \"%s\",\n", error_kind_name(error->kind));
    else if (!describing->changes)
        text_append(describing->text, "    unchanged = true,\n");
}

void lua_append_clause(struct text *text, const char *id, const struct contestant *contestants,
                       const struct reduction *reduction)
{
    const struct program *program = &reduction->experiment.program;
    const struct observation *observation = reduction->experiment.executions[0].observation;
    const struct observation *without_act = reduction->without_act.executions[0].observation;
    const struct snapshot nothing = {0};
    struct describing describing = {.text = text,
                                    .reduction = reduction,
                                    .after = &observation->reads[0],
                                    .before = without_act->read_count > 0 ? &without_act->reads[0] : &nothing};
    text_printf(text, "clause \"%s\" {\n", id);
    text_append(text, "  must   = ");
    lua_append_string(text,
                      arena_printf(reduction->experiment.arena, "The last of these statements does what it does on %s.",
                                   contestants[0].title));
    text_append(text, ",\n  source = \"ibid\",\n  case \"the last statement\" {\n");
    for (size_t i = 0; i < program->statement_count; i++) {
        text_append(text, "    ");
        lua_append_string(text, program->statements[i].text);
        text_append(text, ",\n");
    }
    describe_outcomes(&describing, error_of_statement(observation, program->statement_count - 1));
    text_append(text, "  },\n}\n");
    text_free(&describing.identity);
    text_free(&describing.content);
    text_free(&describing.dtype);
}
