#include "host/well_formed.h"

#include <stdlib.h>
#include <string.h>

#include "host/numbers.h"

struct check {
    struct arena *arena;
    const char *mistake;
};

static bool is_number(const char *text)
{
    char *end;
    /* strtod also takes "0x1p3", "inf" and " 1", which no number of the notation starts or goes on with. */
    if (text[0] < '0' || text[0] > '9' || text[strspn(text, "0123456789.eE+-")] != '\0')
        return false;
    number_read(text, &end);
    return *end == '\0';
}

static bool is_name(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    if (text[0] == '\0' || strchr(letters, text[0]) == NULL)
        return false;
    return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789")] == '\0';
}

static bool takes_receiver(const struct operation *operation)
{
    return operation->form == FORM_METHOD || operation->form == FORM_ATTRIBUTE;
}

/* How many positional arguments, the receiver included, give every parameter its value. */
static size_t most_arguments(const struct operation *operation)
{
    size_t receiver = takes_receiver(operation) ? 1 : 0;
    for (size_t i = 0; i < operation->parameter_count; i++)
        if (operation->parameters[i].variadic)
            return (size_t)-1;
    return receiver + operation->parameter_count;
}

static size_t least_arguments(const struct operation *operation)
{
    size_t least = takes_receiver(operation) ? 1 : 0;
    for (size_t i = 0; i < operation->parameter_count; i++)
        if (!operation->parameters[i].optional && !operation->parameters[i].variadic)
            least++;
    return least;
}

/* Where the parameter of that name stands among the arguments, or -1 if none may be given by keyword. */
static size_t keyword_position(const struct operation *operation, const char *name)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        if (parameter->optional && strlen(name) == parameter->name_bytes &&
            memcmp(name, parameter->name, parameter->name_bytes) == 0)
            return i + (takes_receiver(operation) ? 1 : 0);
    }
    return (size_t)-1;
}

static const char *call_mistake(struct arena *arena, const struct node *call)
{
    const struct operation *operation = call->operation;
    if (operation->form == FORM_UPDATE)
        return arena_printf(arena, "%s is no expression", operation->name);
    if (call->argument_count < least_arguments(operation) || call->argument_count > most_arguments(operation))
        return arena_printf(arena, "%s does not take %zu arguments", operation->name, call->argument_count);
    for (size_t i = 0; i < call->keyword_count; i++) {
        size_t position = keyword_position(operation, call->keywords[i].name);
        if (position == (size_t)-1 || position < call->argument_count)
            return arena_printf(arena, "%s does not take the keyword %s here", operation->name, call->keywords[i].name);
    }
    return NULL;
}

static const char *leaf_mistake(struct arena *arena, const struct node *node)
{
    switch (node->kind) {
    case NODE_NAME:
        return is_name(node->text) ? NULL : arena_printf(arena, "\"%s\" is no name", node->text);
    case NODE_INT:
        return node->text_bytes > 0 && node->text[strspn(node->text, "0123456789")] == '\0'
                   ? NULL
                   : arena_printf(arena, "\"%s\" is no integer", node->text);
    case NODE_FLOAT:
    case NODE_IMAGINARY:
        return is_number(node->text) ? NULL : arena_printf(arena, "\"%s\" is no number", node->text);
    case NODE_FUNCTION: {
        const struct operation *operation = operation_by_name(node->text);
        return operation != NULL && operation->form == FORM_FUNCTION
                   ? NULL
                   : arena_printf(arena, "\"%s\" is no function", node->text);
    }
    default:
        return NULL;
    }
}

/* For node_any on an expression. */
static bool find_mistake(const struct node *node, void *data)
{
    struct check *check = data;
    if (node->kind >= NODE_BIND)
        check->mistake = "a statement stands where an expression must";
    else
        check->mistake = node->kind == NODE_CALL ? call_mistake(check->arena, node) : leaf_mistake(check->arena, node);
    return check->mistake != NULL;
}

static bool find_target_mistake(struct check *check, const struct node *target)
{
    bool is_place = target->kind == NODE_CALL &&
                    (target->operation->number == IBID_OP_GET_ITEM || target->operation->form == FORM_ATTRIBUTE);
    if (target->kind == NODE_NAME || is_place)
        return node_any(target, find_mistake, check);
    check->mistake = "a target must be a name, an item or an attribute";
    return true;
}

const char *statement_mistake(struct arena *arena, const struct node *statement)
{
    struct check check = {arena, NULL};
    if (statement->kind < NODE_BIND)
        return "expected a statement, found an expression";
    if (statement->kind == NODE_UPDATE && statement->operation->form != FORM_UPDATE)
        return arena_printf(arena, "%s is no update", statement->operation->name);
    if (statement->kind != NODE_EXPRESSION && statement->kind != NODE_ASSERT && statement->target_count == 0)
        return "a statement without a target";
    for (size_t i = 0; i < statement->target_count; i++)
        if (find_target_mistake(&check, statement->targets[i]))
            return check.mistake;
    if (statement->value != NULL)
        node_any(statement->value, find_mistake, &check);
    return check.mistake;
}
