#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

#include "notation/ir_json.h"
#include "notation/parse.h"

void names_add(struct arena *arena, struct name_set *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i], name) == 0)
            return;
    ARENA_APPEND(arena, names->names, names->count, name);
}

struct name_search {
    struct arena *arena;
    struct name_set *names;
};

static bool add_name(const struct node *node, void *data)
{
    struct name_search *search = data;
    if (node->kind == NODE_NAME)
        names_add(search->arena, search->names, node->text);
    return false;
}

void names_of_outcomes(struct arena *arena, const struct outcomes *outcomes, struct name_set *proved)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (outcome->kind != OUTCOME_VIEW && outcome->kind != OUTCOME_COPY)
            continue;
        names_add(arena, proved, outcome->name);
        struct name_search search = {arena, proved};
        node_any(outcome->expression, add_name, &search);
    }
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void names_bound(struct arena *arena, const struct program *program, struct name_set *bound)
{
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct node *node = program->statements[i].node;
        for (size_t k = 0; k < node->target_count; k++)
            if (node->targets[k]->kind == NODE_NAME)
                names_add(arena, bound, node->targets[k]->text);
    }
    if (bound->count > 0)
        qsort(bound->names, bound->count, sizeof *bound->names, compare_names);
}

/* How many elements the literals of a statement can make: numbers in displays, or the product of an argument's numbers.
 */
struct size_search {
    size_t literals;
    size_t product;
};

static bool count_literals(const struct node *node, void *data)
{
    struct size_search *search = data;
    if (node->kind == NODE_INT || node->kind == NODE_FLOAT || node->kind == NODE_BOOL || node->kind == NODE_IMAGINARY)
        search->literals++;
    if (node->kind == NODE_INT) {
        unsigned long value = strtoul(node->text, NULL, 10);
        if (value > 1 && value < (1UL << 24) && search->product < (1UL << 24))
            search->product *= value;
    }
    return false;
}

static bool makes_by_shape(const struct node *node, void *data)
{
    (void)data;
    if (node->kind != NODE_CALL)
        return false;
    switch (node->operation->number) {
    case IBID_OP_ZEROS:
    case IBID_OP_ONES:
    case IBID_OP_FULL:
    case IBID_OP_ARANGE:
    case IBID_OP_BROADCAST_TO:
    case IBID_OP_AS_STRIDED:
        return true;
    default:
        return false;
    }
}

size_t rounds_for(size_t element_count)
{
    size_t rounds = 1;
    while (rounds < MAXIMUM_ROUNDS && ((size_t)1 << rounds) < element_count)
        rounds++;
    return ((size_t)1 << rounds) < element_count ? 0 : rounds;
}

size_t rounds_guess(const struct program *program)
{
    size_t elements = 2;
    for (size_t i = 0; i < program->statement_count; i++) {
        const struct node *node = program->statements[i].node;
        struct size_search search = {0, 1};
        node_any(node, count_literals, &search);
        size_t made = node_any(node, makes_by_shape, NULL) ? search.product : search.literals;
        if (made > elements)
            elements = made;
    }
    return rounds_for(elements);
}

static json_t *step_new(const char *key, const struct node *node, const char *text)
{
    json_t *step = json_object();
    json_object_set_new(step, key, node_to_json_new(node));
    json_object_set_new(step, "text", json_string(text));
    return step;
}

static json_t *read_new(const struct name_set *names)
{
    json_t *list = json_array();
    for (size_t i = 0; i < names->count; i++)
        json_array_append_new(list, json_string(names->names[i]));
    json_t *step = json_object();
    json_object_set_new(step, "read", list);
    return step;
}

static json_t *program_steps_new(const struct program *program, size_t left_out)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < program->statement_count; i++)
        if (i != left_out)
            json_array_append_new(steps, step_new("do", program->statements[i].node, program->statements[i].text));
    json_t *read = json_object();
    json_object_set_new(read, "read", json_true());
    json_array_append_new(steps, read);
    return steps;
}

/* bits(x, k) with a bit that no index has: every element holds the first value. */
enum { BIT_OF_NONE = 62, BIT_OF_ALL = -1 };

static json_t *make_write_step(struct arena *arena, const char *name, int bit)
{
    char *text = arena_printf(arena, "%s[...] = bits(%s, %d)", name, name, bit);
    struct program program;
    struct parse_error error;
    if (!parse_program(arena, text, strlen(text), PARSE_UNBOUND, &program, &error))
        abort(); /* the text is ours */
    return step_new("try", program.statements[0].node, program.statements[0].text);
}

/*
 * Proofs write into few names, over and over: each step is made once and shared from then on, which no
 * one minds, since requests are only ever read. It lasts as long as the program.
 */
static json_t *write_step_new(struct arena *arena, const char *name, int bit)
{
    static json_t *made;
    if (made == NULL)
        made = json_object();
    const char *key = arena_printf(arena, "%s %d", name, bit);
    json_t *step = json_object_get(made, key);
    if (step != NULL)
        return json_incref(step);
    step = make_write_step(arena, name, bit);
    json_object_set(made, key, step);
    return step;
}

static json_t *request_new(json_t *steps, bool whole)
{
    json_t *request = json_object();
    json_object_set_new(request, "command", json_string("run"));
    json_object_set_new(request, "unit", json_string(whole ? "whole" : "statement"));
    json_object_set_new(request, "steps", steps);
    return request;
}

struct plan *plan_new(struct arena *arena, const struct program *program, size_t act, bool whole,
                      const struct name_set *proved, size_t rounds)
{
    struct plan *plan = ARENA_NEW(arena, struct plan);
    json_t *steps = program_steps_new(program, program->statement_count);
    plan->writes = ARENA_ARRAY(arena, struct proof_write, proved->count);
    size_t tries = 0, reads = 1;
    for (size_t i = 0; i < proved->count; i++) {
        plan->writes[plan->write_count++] = (struct proof_write){proved->names[i], tries, reads, rounds};
        for (int write = -2; write < (int)rounds; write++) {
            int bit = write == -2 ? BIT_OF_NONE : write == -1 ? BIT_OF_ALL : write;
            json_array_append_new(steps, write_step_new(arena, proved->names[i], bit));
            json_array_append_new(steps, read_new(proved));
            tries++;
            reads++;
        }
    }
    plan->program = request_new(steps, whole);
    if (act < program->statement_count)
        plan->without_act = request_new(program_steps_new(program, act), whole);
    return plan;
}

json_t *plan_take_program(struct plan *plan)
{
    json_t *request = plan->program;
    plan->program = NULL;
    return request;
}

json_t *plan_take_without_act(struct plan *plan)
{
    json_t *request = plan->without_act;
    plan->without_act = NULL;
    return request;
}

void plan_release(struct plan *plan)
{
    json_decref(plan->program);
    json_decref(plan->without_act);
    plan->program = plan->without_act = NULL;
}
