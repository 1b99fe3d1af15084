#include "notation/ir_json.h"

#include <string.h>

static json_t *single_new(const char *key, json_t *value)
{
    json_t *object = json_object();
    json_object_set_new(object, key, value);
    return object;
}

static json_t *nodes_new(struct node *const *nodes, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, node_to_json_new(nodes[i]));
    return list;
}

static json_t *call_new(const struct node *node)
{
    json_t *call = single_new("op", json_string_nocheck(node->operation->name));
    json_object_set_new(call, "args", nodes_new(node->arguments, node->argument_count));
    if (node->keyword_count == 0)
        return call;
    json_t *keywords = json_object();
    for (size_t i = 0; i < node->keyword_count; i++)
        json_object_set_new(keywords, node->keywords[i].name, node_to_json_new(node->keywords[i].value));
    json_object_set_new(call, "keywords", keywords);
    return call;
}

static json_t *statement_new(const char *statement, const struct node *node)
{
    json_t *object = single_new("statement", json_string_nocheck(statement));
    if (node->kind == NODE_UPDATE) {
        json_object_set_new(object, "op", json_string_nocheck(node->operation->name));
        json_object_set_new(object, "target", node_to_json_new(node->targets[0]));
    } else if (node->target_count > 0) {
        json_object_set_new(object, "targets", nodes_new(node->targets, node->target_count));
    }
    if (node->value != NULL)
        json_object_set_new(object, "value", node_to_json_new(node->value));
    return object;
}

json_t *node_to_json_new(const struct node *node)
{
    switch (node->kind) {
    case NODE_NONE:
        return json_null();
    case NODE_BOOL:
        return single_new("bool", json_boolean(node->truth));
    case NODE_INT:
        return single_new("int", json_string_nocheck(node->text));
    case NODE_FLOAT:
        return single_new("float", json_string_nocheck(node->text));
    case NODE_IMAGINARY:
        return single_new("imaginary", json_string_nocheck(node->text));
    case NODE_STRING:
        return single_new("str", json_stringn_nocheck(node->text, node->text_bytes));
    case NODE_ELLIPSIS:
        return single_new("ellipsis", json_true());
    case NODE_NAME:
        return single_new("name", json_string_nocheck(node->text));
    case NODE_FUNCTION:
        return single_new("function", json_string_nocheck(node->text));
    case NODE_CALL:
        return call_new(node);
    case NODE_BIND:
        return statement_new("bind", node);
    case NODE_UPDATE:
        return statement_new("update", node);
    case NODE_DELETE:
        return statement_new("delete", node);
    case NODE_EXPRESSION:
        return statement_new("expression", node);
    case NODE_ASSERT:
        return statement_new("assert", node);
    }
    return NULL;
}

/* Trees deeper than the parser makes them are not trees of the protocol. */
enum { MAXIMUM_DEPTH = 1000 };

struct reading {
    struct arena *arena;
    const char **message;
    int depth;
};

static struct node *read_node(struct reading *reading, const json_t *json);

static struct node *refuse(struct reading *reading, const char *message)
{
    *reading->message = message;
    return NULL;
}

static struct node *node_new(struct reading *reading, enum node_kind kind)
{
    struct node *node = ARENA_NEW(reading->arena, struct node);
    node->kind = kind;
    return node;
}

static bool read_nodes(struct reading *reading, const json_t *list, struct node ***nodes, size_t *count)
{
    if (!json_is_array(list))
        return refuse(reading, "a list of nodes is missing") != NULL;
    *count = json_array_size(list);
    *nodes = ARENA_ARRAY(reading->arena, struct node *, *count + 1);
    for (size_t i = 0; i < *count; i++)
        if (((*nodes)[i] = read_node(reading, json_array_get(list, i))) == NULL)
            return false;
    return true;
}

static const struct operation *read_operation(struct reading *reading, const json_t *json)
{
    const char *name = json_string_value(json_object_get(json, "op"));
    const struct operation *operation = name != NULL ? operation_by_name(name) : NULL;
    if (operation == NULL)
        *reading->message = arena_printf(reading->arena, "there is no operation \"%s\"", name != NULL ? name : "");
    return operation;
}

static struct node *read_call(struct reading *reading, const json_t *json)
{
    struct node *node = node_new(reading, NODE_CALL);
    node->operation = read_operation(reading, json);
    if (node->operation == NULL ||
        !read_nodes(reading, json_object_get(json, "args"), &node->arguments, &node->argument_count))
        return NULL;
    json_t *keywords = json_object_get(json, "keywords");
    node->keywords = ARENA_ARRAY(reading->arena, struct keyword, json_object_size(keywords) + 1);
    const char *name;
    json_t *value;
    json_object_foreach(keywords, name, value)
    {
        struct keyword keyword = {arena_strdup(reading->arena, name), read_node(reading, value)};
        if (keyword.value == NULL)
            return NULL;
        node->keywords[node->keyword_count++] = keyword;
    }
    return node;
}

static struct node *read_statement(struct reading *reading, const json_t *json, const char *statement)
{
    static const struct {
        const char *name;
        enum node_kind kind;
        bool targets, value;
    } statements[] = {
        {"bind", NODE_BIND, true, true},
        {"update", NODE_UPDATE, false, true},
        {"delete", NODE_DELETE, true, false},
        {"expression", NODE_EXPRESSION, false, true},
    };
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        if (strcmp(statements[i].name, statement) != 0)
            continue;
        struct node *node = node_new(reading, statements[i].kind);
        if (node->kind == NODE_UPDATE) {
            node->operation = read_operation(reading, json);
            node->targets = ARENA_ARRAY(reading->arena, struct node *, 1);
            node->target_count = 1;
            if (node->operation == NULL ||
                (node->targets[0] = read_node(reading, json_object_get(json, "target"))) == NULL)
                return NULL;
        }
        if (statements[i].targets &&
            !read_nodes(reading, json_object_get(json, "targets"), &node->targets, &node->target_count))
            return NULL;
        if (statements[i].value && (node->value = read_node(reading, json_object_get(json, "value"))) == NULL)
            return NULL;
        return node;
    }
    return refuse(reading, arena_printf(reading->arena, "there is no statement \"%s\"", statement));
}

static struct node *read_text(struct reading *reading, enum node_kind kind, const json_t *value)
{
    if (!json_is_string(value))
        return refuse(reading, "a constant or a name whose text is not a string");
    struct node *node = node_new(reading, kind);
    node->text_bytes = json_string_length(value);
    node->text = arena_strndup(reading->arena, json_string_value(value), node->text_bytes);
    return node;
}

static struct node *read_leaf(struct reading *reading, const json_t *json)
{
    static const struct {
        const char *key;
        enum node_kind kind;
    } leaves[] = {
        {"name", NODE_NAME},           {"int", NODE_INT},           {"float", NODE_FLOAT}, {"str", NODE_STRING},
        {"imaginary", NODE_IMAGINARY}, {"function", NODE_FUNCTION},
    };
    for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++) {
        json_t *value = json_object_get(json, leaves[i].key);
        if (value != NULL)
            return read_text(reading, leaves[i].kind, value);
    }
    json_t *truth = json_object_get(json, "bool");
    if (json_is_boolean(truth)) {
        struct node *node = node_new(reading, NODE_BOOL);
        node->truth = json_is_true(truth);
        return node;
    }
    if (json_object_get(json, "ellipsis") != NULL)
        return node_new(reading, NODE_ELLIPSIS);
    return refuse(reading, "a node of no kind that the protocol knows");
}

static struct node *read_node(struct reading *reading, const json_t *json)
{
    if (json_is_null(json))
        return node_new(reading, NODE_NONE);
    if (!json_is_object(json))
        return refuse(reading, "a node is missing, or is no object");
    if (reading->depth == MAXIMUM_DEPTH)
        return refuse(reading, "a tree that is too deep");
    reading->depth++;
    const char *statement = json_string_value(json_object_get(json, "statement"));
    struct node *node = statement != NULL                     ? read_statement(reading, json, statement)
                        : json_object_get(json, "op") != NULL ? read_call(reading, json)
                                                              : read_leaf(reading, json);
    reading->depth--;
    return node;
}

struct node *node_from_json(struct arena *arena, const json_t *json, const char **message)
{
    struct reading reading = {arena, message, 0};
    return read_node(&reading, json);
}
