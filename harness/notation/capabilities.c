#include "notation/capabilities.h"

#include <stdlib.h>
#include <string.h>

struct collection {
    struct arena *arena;
    const char **items;
    size_t count;
};

static void add(struct collection *collection, const char *item)
{
    for (size_t i = 0; i < collection->count; i++)
        if (strcmp(collection->items[i], item) == 0)
            return;
    ARENA_APPEND(collection->arena, collection->items, collection->count, item);
}

static bool is_operation(const struct node *node, enum ibid_operation number)
{
    return node->kind == NODE_CALL && node->operation->number == number;
}

static void add_subscript(struct collection *collection, const struct node *subscript)
{
    if (subscript->kind == NODE_ELLIPSIS)
        add(collection, "index ellipsis");
    else if (subscript->kind == NODE_NONE)
        add(collection, "index newaxis");
    else if (subscript->kind == NODE_STRING)
        add(collection, "index field");
    else if (is_operation(subscript, IBID_OP_MAKE_LIST))
        add(collection, "index list");
    else if (is_operation(subscript, IBID_OP_MAKE_SLICE) && is_operation(subscript->arguments[2], IBID_OP_UNARY_MINUS))
        add(collection, "index negative step");
}

static void add_index(struct collection *collection, const struct node *index)
{
    if (!is_operation(index, IBID_OP_MAKE_TUPLE)) {
        add_subscript(collection, index);
        return;
    }
    for (size_t i = 0; i < index->argument_count; i++)
        add_subscript(collection, index->arguments[i]);
}

static void add_dtype(struct collection *collection, const struct node *value)
{
    if (value->kind == NODE_STRING && strchr(value->text, ':') != NULL)
        add(collection, "dtype with fields");
    else if (value->kind == NODE_STRING)
        add(collection, arena_printf(collection->arena, "dtype %s", value->text));
}

static bool is_dtype(const char *name, size_t bytes)
{
    return bytes == strlen("dtype") && memcmp(name, "dtype", bytes) == 0;
}

static void add_arguments(struct collection *collection, const struct node *call)
{
    const struct operation *operation = call->operation;
    bool has_receiver = operation->form == FORM_METHOD || operation->form == FORM_ATTRIBUTE;
    for (size_t i = 0; i < operation->parameter_count; i++) {
        size_t argument = i + (has_receiver ? 1 : 0);
        if (argument < call->argument_count &&
            is_dtype(operation->parameters[i].name, operation->parameters[i].name_bytes))
            add_dtype(collection, call->arguments[argument]);
    }
    for (size_t i = 0; i < call->keyword_count; i++) {
        const struct keyword *keyword = &call->keywords[i];
        add(collection, arena_printf(collection->arena, "keyword %s of %s", keyword->name, operation->name));
        if (is_dtype(keyword->name, strlen(keyword->name)))
            add_dtype(collection, keyword->value);
    }
}

static bool visit(const struct node *node, void *data)
{
    struct collection *collection = data;
    if (node->operation == NULL)
        return false;
    add(collection, arena_printf(collection->arena, "op %s", node->operation->name));
    if (node->kind != NODE_CALL)
        return false;
    enum ibid_operation number = node->operation->number;
    if (number == IBID_OP_GET_ITEM && node->argument_count == 2)
        add_index(collection, node->arguments[1]);
    if (number == IBID_OP_TO_DEVICE || number == IBID_OP_SYNCHRONIZE || number == IBID_OP_STREAM)
        add(collection, "device");
    add_arguments(collection, node);
    return false;
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

size_t program_capabilities(struct arena *arena, const struct program *program, const char ***capabilities)
{
    struct collection collection = {.arena = arena};
    for (size_t i = 0; i < program->statement_count; i++)
        node_any(program->statements[i].node, visit, &collection);
    if (collection.count > 0)
        qsort(collection.items, collection.count, sizeof *collection.items, compare);
    *capabilities = collection.items;
    return collection.count;
}

bool program_name_is_identity(const struct program *program, const char *name)
{
    for (size_t i = program->statement_count; i-- > 0;) {
        const struct node *node = program->statements[i].node;
        for (size_t k = 0; k < node->target_count; k++)
            if (node->targets[k]->kind == NODE_NAME && strcmp(node->targets[k]->text, name) == 0)
                return node->kind == NODE_BIND && is_operation(node->value, IBID_OP_ID);
    }
    return false;
}
