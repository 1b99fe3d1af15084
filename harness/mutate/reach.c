#include "mutate/reach.h"

#include <stdlib.h>
#include <string.h>

#include "notation/capabilities.h"

static bool is_large(const struct node *node)
{
    if (node->kind == NODE_INT)
        return strtoll(node->text, NULL, 10) > LARGE_ELEMENTS;
    for (size_t i = 0; node->kind == NODE_CALL && i < node->argument_count; i++)
        if (is_large(node->arguments[i]))
            return true;
    return false;
}

/* Whether the node makes an array of a large shape. */
static bool makes_large(const struct node *node, void *data)
{
    (void)data;
    if (node->kind != NODE_CALL || node->argument_count == 0)
        return false;
    enum ibid_operation operation = node->operation->number;
    return (operation == IBID_OP_ZEROS || operation == IBID_OP_ONES || operation == IBID_OP_FULL ||
            operation == IBID_OP_ARANGE) &&
           is_large(node->arguments[0]);
}

static bool writes_items(const struct node *statement)
{
    for (size_t i = 0; i < statement->target_count; i++)
        if (statement->targets[i]->kind != NODE_NAME)
            return true;
    return false;
}

static bool is_proved(const struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->items[i].kind == OUTCOME_VIEW || outcomes->items[i].kind == OUTCOME_COPY)
            return true;
    return false;
}

static void read_case(struct arena *arena, const struct test_case *test_case, struct programs *programs, size_t number)
{
    const struct program *program = &test_case->program;
    programs->items[number].operation_count = program_capabilities(arena, program, &programs->items[number].operations);
    programs->items[number].proves = is_proved(&test_case->outcomes);
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct node *statement = program->statements[i].node;
        programs->items[number].writes_items = programs->items[number].writes_items || writes_items(statement);
        programs->items[number].large = programs->items[number].large || node_any(statement, makes_large, NULL);
    }
}

void programs_read(struct arena *arena, const struct spec *spec, struct programs *programs)
{
    programs->items = arena_array(arena, spec->case_count + 1, sizeof *programs->items);
    size_t number = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            read_case(arena, spec->clauses[i]->cases[k], programs, number++);
}

static bool is_named(const char *name, size_t bytes, const char *wanted)
{
    return strlen(wanted) == bytes && memcmp(wanted, name, bytes) == 0;
}

/* `name` need not end in a zero byte. */
static bool performs(const struct programs *programs, size_t number, const char *name, size_t bytes)
{
    static const char prefix[] = "op ";
    size_t prefix_bytes = strlen(prefix);
    bool writes = programs->items[number].writes_items;
    if (is_named(name, bytes, "set item"))
        return writes || programs->items[number].proves;
    if (is_named(name, bytes, "delete item") || is_named(name, bytes, "set attribute"))
        return writes;
    for (size_t i = 0; i < programs->items[number].operation_count; i++) {
        const char *operation = programs->items[number].operations[i];
        if (strncmp(operation, prefix, prefix_bytes) == 0 && is_named(name, bytes, operation + prefix_bytes))
            return true;
    }
    return false;
}

bool program_reached(const struct programs *programs, size_t number, const struct aim *aim)
{
    if (programs->items[number].large && !aim->large)
        return false;
    if (aim->on == NULL)
        return true;
    for (const char *name = aim->on; *name != '\0';) {
        size_t bytes = strcspn(name, ",");
        if (performs(programs, number, name, bytes))
            return true;
        name += bytes;
        name += strspn(name, ", ");
    }
    return false;
}
