#include "spec/names.h"

#include <string.h>

struct name_list {
    struct arena *arena;
    const char **items;
    size_t count;
};

static bool has_name(const struct name_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], name) == 0)
            return true;
    return false;
}

static void add_name(struct name_list *list, const char *name)
{
    if (!has_name(list, name))
        ARENA_APPEND(list->arena, list->items, list->count, name);
}

static bool add_node_name(const struct node *node, void *data)
{
    if (node->kind == NODE_NAME)
        add_name(data, node->text);
    return false;
}

static void add_targets(struct name_list *list, const struct node *statement)
{
    for (size_t i = 0; i < statement->target_count; i++)
        if (statement->targets[i]->kind == NODE_NAME)
            add_name(list, statement->targets[i]->text);
}

const char **names_of_program(struct arena *arena, const struct program *program, size_t *count)
{
    struct name_list list = {arena, NULL, 0};
    for (size_t i = 0; i < program->statement_count; i++)
        if (program->statements[i].node->kind == NODE_BIND)
            add_targets(&list, program->statements[i].node);
    *count = list.count;
    return list.items;
}

const char **names_of_expression(struct arena *arena, const struct node *expression, size_t *count)
{
    struct name_list list = {arena, NULL, 0};
    node_any(expression, add_node_name, &list);
    *count = list.count;
    return list.items;
}

/* The name whose object an expression gives: the name itself, or passed(name). */
static const char *name_of_value(const struct node *value)
{
    while (value->kind == NODE_CALL && value->operation->number == IBID_OP_PASSED && value->argument_count == 1)
        value = value->arguments[0];
    return value->kind == NODE_NAME ? value->text : NULL;
}

static void remove_name(struct name_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], name) == 0)
            list->items[i--] = list->items[--list->count];
}

/* `held`: the names that hold one object with `name`. Follows a statement that binds names. */
static void follow(struct name_list *held, const char *name, const struct node *statement)
{
    if (statement->kind == NODE_DELETE) {
        for (size_t i = 0; i < statement->target_count; i++)
            if (statement->targets[i]->kind == NODE_NAME)
                remove_name(held, statement->targets[i]->text);
        return;
    }
    if (statement->kind != NODE_BIND)
        return;
    struct name_list targets = {held->arena, NULL, 0};
    add_targets(&targets, statement);
    const char *value = name_of_value(statement->value);
    bool joins = value != NULL && (strcmp(value, name) == 0 || has_name(held, value));
    if (has_name(&targets, name) && !joins) {
        /* A new object for the name itself: what else gets it holds it too. */
        held->count = 0;
        joins = true;
        if (value != NULL)
            add_name(held, value);
    }
    for (size_t i = 0; i < targets.count; i++) {
        remove_name(held, targets.items[i]);
        if (joins && strcmp(targets.items[i], name) != 0)
            add_name(held, targets.items[i]);
    }
}

/* For an item of a name, such as l[0], it is enough that a statement speaks of both names. */
static bool speaks_of_others(struct arena *arena, const struct node *statement, const char *name)
{
    if (statement->kind != NODE_BIND)
        return false;
    struct name_list names = {arena, NULL, 0};
    node_any(statement, add_node_name, &names);
    return has_name(&names, name) && names.count > 1;
}

bool names_keep(struct arena *arena, const struct program *program, size_t act, const struct reference *reference)
{
    struct name_list held = {arena, NULL, 0};
    for (size_t i = 0; i < act && i < program->statement_count; i++) {
        const struct node *statement = program->statements[i].node;
        if (reference->index_count > 0 && speaks_of_others(arena, statement, reference->name))
            return true;
        follow(&held, reference->name, statement);
    }
    if (act >= program->statement_count || reference->index_count > 0)
        return reference->index_count == 0 && held.count > 0;
    const struct node *statement = program->statements[act].node;
    struct name_list rebound = {arena, NULL, 0};
    add_targets(&rebound, statement);
    for (size_t i = 0; i < held.count; i++)
        if (!has_name(&rebound, held.items[i]))
            return true;
    return false;
}
