#include "host/interpret.h"

#include <string.h>

static const char delete_attribute[] = "deletion of an attribute";

static struct variable *find_variable(const struct interpreter *interpreter, const char *name)
{
    for (size_t i = 0; i < interpreter->variable_count; i++)
        if (strcmp(interpreter->variables[i].name, name) == 0)
            return &interpreter->variables[i];
    return NULL;
}

struct reference *variable_value(const struct interpreter *interpreter, const char *name)
{
    struct variable *variable = find_variable(interpreter, name);
    return variable == NULL ? NULL : variable->value;
}

/* What the name was bound to goes after the new value is there, as in Python. */
static bool bind(struct interpreter *interpreter, const char *name, const struct reference *value)
{
    struct variable *variable = find_variable(interpreter, name);
    struct reference *old = variable == NULL ? NULL : variable->value;
    struct reference *bound = assigned_value(&interpreter->instance, old, value);
    if (bound == NULL)
        return false;
    if (variable != NULL) {
        variable->value = bound;
        release(&interpreter->instance, old);
        return true;
    }
    struct variable added = {name, bound};
    ARENA_APPEND(interpreter->instance.arena, interpreter->variables, interpreter->variable_count, added);
    return true;
}

static bool unbind(struct interpreter *interpreter, const char *name)
{
    struct variable *variable = find_variable(interpreter, name);
    if (variable == NULL)
        return fail_name(&interpreter->instance, name);
    struct reference *value = variable->value;
    size_t index = (size_t)(variable - interpreter->variables);
    /*
     * Moved to keep the order. ARENA_APPEND may come by a power of two again and take room once more,
     * which is harmless.
     */
    memmove(variable, variable + 1, (interpreter->variable_count - index - 1) * sizeof *variable);
    interpreter->variable_count--;
    release(&interpreter->instance, value);
    return true;
}

void variables_release(struct interpreter *interpreter)
{
    while (interpreter->variable_count > 0)
        release(&interpreter->instance, interpreter->variables[--interpreter->variable_count].value);
}

static struct reference *evaluate(struct interpreter *interpreter, const struct node *node);

static struct reference *perform_on(struct interpreter *interpreter, const struct operation *operation,
                                    struct reference *const *values, size_t count)
{
    ibid_handle handles[3];
    for (size_t i = 0; i < count; i++)
        handles[i] = values[i]->handle;
    return perform(&interpreter->instance, operation, handles, count, NULL, 0);
}

static struct reference *evaluate_call(struct interpreter *interpreter, const struct node *node)
{
    struct instance *instance = &interpreter->instance;
    size_t total = node->argument_count + node->keyword_count, evaluated = 0;
    struct reference **values = ARENA_ARRAY(instance->arena, struct reference *, total);
    ibid_handle *handles = ARENA_ARRAY(instance->arena, ibid_handle, node->argument_count);
    struct ibid_keyword *keywords = ARENA_ARRAY(instance->arena, struct ibid_keyword, node->keyword_count);
    struct reference *result = NULL;
    for (; evaluated < total; evaluated++) {
        size_t keyword = evaluated - node->argument_count;
        bool positional = evaluated < node->argument_count;
        const struct node *value = positional ? node->arguments[evaluated] : node->keywords[keyword].value;
        values[evaluated] = evaluate(interpreter, value);
        if (values[evaluated] == NULL)
            break;
        if (positional)
            handles[evaluated] = values[evaluated]->handle;
        else
            keywords[keyword] = (struct ibid_keyword){node->keywords[keyword].name, values[evaluated]->handle};
    }
    if (evaluated == total) {
        /* Where a plugin does not care about being passed through, the host's own call does it. */
        bool by_host =
            node->operation->number == IBID_OP_PASSED && total == 1 && !instance->plugin->supports[IBID_OP_PASSED];
        result = by_host
                     ? assigned_value(instance, NULL, values[0])
                     : perform(instance, node->operation, handles, node->argument_count, keywords, node->keyword_count);
    }
    while (evaluated > 0)
        release(instance, values[--evaluated]);
    return result;
}

/* A count of the value, the caller's; NULL and the instance's failure. */
static struct reference *evaluate(struct interpreter *interpreter, const struct node *node)
{
    if (node->kind == NODE_CALL)
        return evaluate_call(interpreter, node);
    if (node->kind != NODE_NAME)
        return constant_of(&interpreter->constants, &interpreter->instance, node);
    struct reference *value = variable_value(interpreter, node->text);
    return value != NULL ? retain(value) : fail_name(&interpreter->instance, node->text);
}

/* A target that is not a name, with what it stands on evaluated: once, whatever is done with it. */
struct place {
    bool is_item;                /* x[index], else an attribute */
    struct reference *values[3]; /* x, index or the attribute's name, and room for the value to store */
    const struct operation *attribute;
};

static void leave_place(struct interpreter *interpreter, struct place *place)
{
    release(&interpreter->instance, place->values[1]);
    release(&interpreter->instance, place->values[0]);
}

static bool find_place(struct interpreter *interpreter, const struct node *target, struct place *place)
{
    *place = (struct place){.is_item = target->operation->number == IBID_OP_GET_ITEM, .attribute = target->operation};
    place->values[0] = evaluate(interpreter, target->arguments[0]);
    if (place->values[0] == NULL)
        return false;
    if (place->is_item) {
        place->values[1] = evaluate(interpreter, target->arguments[1]);
    } else {
        const char *name = target->operation->name + 1; /* without the dot */
        struct node constant = {.kind = NODE_STRING, .text = name, .text_bytes = strlen(name)};
        struct ibid_value value = {.kind = IBID_STR, .text = name};
        place->values[1] = make_constant(&interpreter->instance, &value, &constant);
    }
    if (place->values[1] != NULL)
        return true;
    leave_place(interpreter, place);
    return false;
}

static bool store(struct interpreter *interpreter, struct place *place, struct reference *value)
{
    place->values[2] = value;
    struct reference *none = perform_on(
        interpreter, operation_by_number(place->is_item ? IBID_OP_SET_ITEM : IBID_OP_SET_ATTRIBUTE), place->values, 3);
    release(&interpreter->instance, none);
    return none != NULL;
}

static bool assign(struct interpreter *interpreter, const struct node *target, struct reference *value)
{
    if (target->kind == NODE_NAME)
        return bind(interpreter, target->text, value);
    struct place place;
    if (!find_place(interpreter, target, &place))
        return false;
    bool stored = store(interpreter, &place, value);
    leave_place(interpreter, &place);
    return stored;
}

static bool execute_bind(struct interpreter *interpreter, const struct node *statement)
{
    struct reference *value = evaluate(interpreter, statement->value);
    bool assigned = value != NULL;
    for (size_t i = 0; assigned && i < statement->target_count; i++)
        assigned = assign(interpreter, statement->targets[i], value);
    release(&interpreter->instance, value);
    return assigned;
}

/* Takes the count of `old`. The result of old OP value: a count, the caller's. */
static struct reference *updated(struct interpreter *interpreter, const struct node *statement, struct reference *old)
{
    if (old == NULL)
        return NULL;
    struct reference *operands[2] = {old, evaluate(interpreter, statement->value)};
    struct reference *result = operands[1] == NULL ? NULL : perform_on(interpreter, statement->operation, operands, 2);
    release(&interpreter->instance, operands[1]);
    release(&interpreter->instance, old);
    return result;
}

static bool execute_update(struct interpreter *interpreter, const struct node *statement)
{
    const struct node *target = statement->targets[0];
    if (target->kind == NODE_NAME) {
        struct reference *result = updated(interpreter, statement, evaluate(interpreter, target));
        bool bound = result != NULL && bind(interpreter, target->text, result);
        release(&interpreter->instance, result);
        return bound;
    }
    struct place place;
    if (!find_place(interpreter, target, &place))
        return false;
    struct reference *old =
        perform_on(interpreter, place.is_item ? operation_by_number(IBID_OP_GET_ITEM) : place.attribute, place.values,
                   place.is_item ? 2 : 1);
    struct reference *result = updated(interpreter, statement, old);
    bool stored = result != NULL && store(interpreter, &place, result);
    release(&interpreter->instance, result);
    leave_place(interpreter, &place);
    return stored;
}

static bool delete (struct interpreter *interpreter, const struct node *target)
{
    if (target->kind == NODE_NAME)
        return unbind(interpreter, target->text);
    if (target->operation->number != IBID_OP_GET_ITEM)
        return fail_unsupported(&interpreter->instance, delete_attribute, "no operation deletes an attribute");
    struct place place;
    if (!find_place(interpreter, target, &place))
        return false;
    struct reference *none = perform_on(interpreter, operation_by_number(IBID_OP_DELETE_ITEM), place.values, 2);
    release(&interpreter->instance, none);
    leave_place(interpreter, &place);
    return none != NULL;
}

bool execute(struct interpreter *interpreter, const struct node *statement)
{
    switch (statement->kind) {
    case NODE_BIND:
        return execute_bind(interpreter, statement);
    case NODE_UPDATE:
        return execute_update(interpreter, statement);
    case NODE_DELETE:
        for (size_t i = 0; i < statement->target_count; i++)
            if (!delete (interpreter, statement->targets[i]))
                return false;
        return true;
    case NODE_EXPRESSION: {
        struct reference *value = evaluate(interpreter, statement->value);
        release(&interpreter->instance, value);
        return value != NULL;
    }
    default:
        return fail_unsupported(&interpreter->instance, "assert", "drivers are not asked to assert") != NULL;
    }
}

struct search {
    const struct loaded_plugin *plugin;
    const struct operation *missing;
};

static bool lacks(const struct loaded_plugin *plugin, const struct operation *operation,
                  const struct operation **missing)
{
    if (has_operation(plugin, operation))
        return false;
    *missing = operation;
    return true;
}

static bool is_missing(const struct node *node, void *data)
{
    struct search *search = data;
    return node->kind == NODE_CALL && lacks(search->plugin, node->operation, &search->missing);
}

/* What a target that is no name needs: its parts, and an operation where it is read and where it is written. */
static bool target_lacks(struct search *search, const struct node *statement, const struct node *target)
{
    if (target->kind == NODE_NAME)
        return false;
    for (size_t i = 0; i < target->argument_count; i++)
        if (node_any(target->arguments[i], is_missing, search))
            return true;
    if (statement->kind == NODE_UPDATE && lacks(search->plugin, target->operation, &search->missing))
        return true;
    enum ibid_operation write = target->operation->number != IBID_OP_GET_ITEM ? IBID_OP_SET_ATTRIBUTE
                                : statement->kind == NODE_DELETE              ? IBID_OP_DELETE_ITEM
                                                                              : IBID_OP_SET_ITEM;
    return lacks(search->plugin, operation_by_number(write), &search->missing);
}

const char *missing_operation(struct arena *arena, const struct loaded_plugin *plugin, const struct node *statement)
{
    struct search search = {plugin, NULL};
    bool found = statement->value != NULL && node_any(statement->value, is_missing, &search);
    found = found || (statement->kind == NODE_UPDATE && lacks(plugin, statement->operation, &search.missing));
    for (size_t i = 0; !found && i < statement->target_count; i++) {
        const struct node *target = statement->targets[i];
        if (statement->kind == NODE_DELETE && target->kind != NODE_NAME &&
            target->operation->number != IBID_OP_GET_ITEM)
            return delete_attribute;
        found = target_lacks(&search, statement, target);
    }
    return found ? arena_printf(arena, "op %s", search.missing->name) : NULL;
}
