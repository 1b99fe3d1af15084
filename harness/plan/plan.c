#include "plan/plan.h"

#include <stdint.h>
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

bool outcomes_measure(const struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->items[i].kind == OUTCOME_ALLOCATES)
            return true;
    return false;
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

static json_t *read_all_new(void)
{
    json_t *step = json_object();
    json_object_set_new(step, "read", json_true());
    return step;
}

/* bits(x, k) with a bit that no index has: every element holds the first value. */
enum { BIT_OF_NONE = 62, BIT_OF_ALL = -1 };

static json_t *try_new(struct arena *arena, const char *text)
{
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
    step = try_new(arena, arena_printf(arena, "%s[...] = bits(%s, %d)", name, name, bit));
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

/* A name that the program does not have. */
static const char *free_name(struct arena *arena, const struct name_set *bound, const char *name)
{
    for (size_t i = 0; i < bound->count; i++)
        if (strcmp(bound->names[i], name) == 0)
            return free_name(arena, bound, arena_printf(arena, "%s_", name));
    return name;
}

/* The steps of a program, while they are collected. */
struct collection {
    struct arena *arena;
    const struct inquiry *inquiry;
    json_t *steps;
    size_t *statements; /* as in a plan */
    size_t step_count, tries, reads;
};

static void add_step(struct collection *collection, json_t *step, size_t statement)
{
    json_array_append_new(collection->steps, step);
    ARENA_APPEND(collection->arena, collection->statements, collection->step_count, statement);
}

static void add_statement(struct collection *collection, size_t number)
{
    const struct inquiry *inquiry = collection->inquiry;
    bool tried = inquiry->first_tried > 0 && number >= inquiry->first_tried;
    collection->tries += tried;
    add_step(collection,
             step_new(tried ? "try" : "do", inquiry->program->statements[number].node,
                      inquiry->program->statements[number].text),
             number);
}

static size_t add_try(struct collection *collection, const char *text)
{
    add_step(collection, try_new(collection->arena, text), SIZE_MAX);
    return collection->tries++;
}

static size_t add_read(struct collection *collection, json_t *step)
{
    add_step(collection, step, SIZE_MAX);
    return collection->reads++;
}

static void add_program(struct collection *collection, struct plan *plan)
{
    const struct inquiry *inquiry = collection->inquiry;
    struct arena *arena = collection->arena;
    struct name_set bound = {0}, counts = {0};
    struct measurement *measurement = NULL;
    names_bound(arena, inquiry->program, &bound);
    if (inquiry->measured) {
        measurement = ARENA_NEW(arena, struct measurement);
        measurement->before = free_name(arena, &bound, "allocated_before");
        measurement->after = free_name(arena, &bound, "allocated_after");
    }
    plan->act_times = inquiry->times > 0 ? inquiry->times : 1;
    for (size_t i = 0; i < inquiry->program->statement_count; i++) {
        bool act = i == inquiry->act;
        if (act && measurement != NULL)
            measurement->before_try = add_try(collection, arena_printf(arena, "%s = allocated()", measurement->before));
        if (act)
            plan->act_step = collection->step_count;
        for (size_t k = 0; k < (act ? plan->act_times : 1); k++)
            add_statement(collection, i);
        if (act && measurement != NULL)
            measurement->after_try = add_try(collection, arena_printf(arena, "%s = allocated()", measurement->after));
    }
    add_read(collection, measurement == NULL ? read_all_new() : read_new(&bound));
    plan->measurement = measurement;
    if (measurement == NULL)
        return;
    names_add(arena, &counts, measurement->before);
    names_add(arena, &counts, measurement->after);
    measurement->read = add_read(collection, read_new(&counts));
}

static void add_proof(struct collection *collection, struct plan *plan)
{
    const struct inquiry *inquiry = collection->inquiry;
    const struct name_set *proved = inquiry->proved;
    plan->writes = ARENA_ARRAY(collection->arena, struct proof_write, proved->count);
    for (size_t i = 0; i < proved->count; i++) {
        plan->writes[plan->write_count++] =
            (struct proof_write){proved->names[i], collection->tries, collection->reads, inquiry->rounds};
        for (int write = -2; write < (int)inquiry->rounds; write++) {
            int bit = write == -2 ? BIT_OF_NONE : write == -1 ? BIT_OF_ALL : write;
            add_step(collection, write_step_new(collection->arena, proved->names[i], bit), SIZE_MAX);
            collection->tries++;
            add_read(collection, read_new(proved));
        }
    }
}

static json_t *without_act_new(struct collection *collection)
{
    const struct inquiry *inquiry = collection->inquiry;
    for (size_t i = 0; i < inquiry->program->statement_count; i++)
        if (i != inquiry->act)
            add_statement(collection, i);
    add_read(collection, read_all_new());
    return request_new(collection->steps, inquiry->whole);
}

/* The steps of the act, which go through the tracer. */
static json_t *traced_new(const struct plan *plan)
{
    json_t *traced = json_array();
    for (size_t i = 0; i < plan->act_times; i++)
        json_array_append_new(traced, json_integer((json_int_t)(plan->act_step + i)));
    return traced;
}

struct plan *plan_new(struct arena *arena, const struct inquiry *inquiry)
{
    struct plan *plan = ARENA_NEW(arena, struct plan);
    struct collection all = {.arena = arena, .inquiry = inquiry, .steps = json_array()};
    add_program(&all, plan);
    add_proof(&all, plan);
    plan->statements = all.statements;
    plan->step_count = all.step_count;
    plan->program = request_new(all.steps, inquiry->whole);
    if (inquiry->traced)
        json_object_set_new(plan->program, "traced", traced_new(plan));
    if (inquiry->without_act && inquiry->act < inquiry->program->statement_count) {
        struct collection others = {.arena = arena, .inquiry = inquiry, .steps = json_array()};
        plan->without_act = without_act_new(&others);
    }
    return plan;
}

size_t plan_statement(const struct plan *plan, size_t step)
{
    return step < plan->step_count ? plan->statements[step] : SIZE_MAX;
}

static size_t statement_of(const struct plan *plan, size_t step)
{
    size_t statement = plan_statement(plan, step);
    return statement != SIZE_MAX ? statement : step;
}

void plan_restore(const struct plan *plan, struct arena *arena, struct observation *observation)
{
    if (observation->error != NULL)
        observation->error->step = statement_of(plan, observation->error->step);
    observation->unsupported_step = statement_of(plan, observation->unsupported_step);
    const char **native = NULL;
    size_t native_count = 0;
    for (size_t step = 0, number = 0; step < plan->step_count && number < observation->native_count; step++) {
        if (plan->statements[step] == SIZE_MAX)
            continue;
        if (plan->statements[step] == native_count)
            ARENA_APPEND(arena, native, native_count, observation->native[number]);
        number++;
    }
    observation->native = native;
    observation->native_count = native_count;
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
