#include "run/execution.h"

#include <stdio.h>

#include "notation/capabilities.h"

/*
 * Identities differ from run to run. A name that holds the result of id() is shown the number of its
 * first appearance instead, so that equal programs give equal results.
 */
struct identity_tokens {
    json_t *seen;     /* from identity to its number, as strings */
    json_t *replaced; /* the objects of this read that have theirs already */
};

static void replace_identity(struct identity_tokens *tokens, json_t *read, const char *name)
{
    json_t *number = json_object_get(json_object_get(read, "names"), name);
    json_t *object = json_array_get(json_object_get(read, "objects"), (size_t)json_integer_value(number));
    const char *identity = json_string_value(json_object_get(object, "value"));
    char key[24];
    snprintf(key, sizeof key, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
    if (!json_is_integer(number) || identity == NULL || json_object_get(tokens->replaced, key) != NULL)
        return;
    json_t *token = json_object_get(tokens->seen, identity);
    if (token == NULL) {
        char text[24];
        snprintf(text, sizeof text, "%zu", json_object_size(tokens->seen) + 1);
        token = json_string(text);
        json_object_set_new(tokens->seen, identity, token);
    }
    json_object_set(object, "value", token);
    json_object_set_new(tokens->replaced, key, json_true());
}

/* The name that a statement gives an identity, or NULL. */
static const char *identity_name(const struct program *program, size_t statement)
{
    const struct node *node = program->statements[statement].node;
    if (node->kind != NODE_BIND || node->targets[0]->kind != NODE_NAME)
        return NULL;
    const char *name = node->targets[0]->text;
    return program_name_is_identity(program, name) ? name : NULL;
}

static void replace_identities(const struct program *program, json_t *answer)
{
    struct identity_tokens tokens = {json_object(), json_object()};
    size_t index;
    json_t *read, *reads = json_object_get(answer, "reads");
    json_array_foreach(reads, index, read)
    {
        json_object_clear(tokens.replaced);
        for (size_t i = 0; i < program->statement_count; i++) {
            const char *name = identity_name(program, i);
            if (name != NULL)
                replace_identity(&tokens, read, name);
        }
    }
    json_decref(tokens.seen);
    json_decref(tokens.replaced);
}

static struct observation *broken(struct arena *arena, const char *message)
{
    struct observation *observation = ARENA_NEW(arena, struct observation);
    observation->broken = arena_strdup(arena, message);
    return observation;
}

static struct observation *decode(struct execution *execution, const struct answer_or_failure *result, json_t **kept)
{
    json_decref(*kept);
    *kept = NULL;
    if (result->failure != FAILURE_NONE)
        return broken(execution->arena, result->message);
    *kept = json_incref(result->answer);
    /* Which number a request had is a matter of the order in which processes answered. */
    json_object_del(*kept, "id");
    replace_identities(execution->program, *kept);
    const char *message;
    struct observation *observation = observation_decode(execution->arena, *kept, &message);
    return observation != NULL
               ? observation
               : broken(execution->arena,
                        arena_printf(execution->arena, "the driver's answer is not of the protocol: %s", message));
}

static void finish(struct execution *execution)
{
    if (--execution->pending == 0)
        execution->done(execution);
}

static struct plan *make_plan(const struct execution *execution, size_t rounds, bool without_act)
{
    const struct inquiry inquiry = {.program = execution->program,
                                    .act = execution->act,
                                    .times = execution->times,
                                    .first_tried = execution->first_tried,
                                    .without_act = without_act,
                                    .whole = execution->whole,
                                    .measured = execution->measured,
                                    .traced = execution->traced,
                                    .proved = &execution->proved,
                                    .rounds = rounds};
    return plan_new(execution->arena, &inquiry);
}

static void program_answered(struct pool *pool, void *data, const struct answer_or_failure *result)
{
    struct execution *execution = data;
    struct observation *observation = decode(execution, result, &execution->answer);
    plan_restore(execution->plan, execution->arena, observation);
    execution->observation = observation;
    const struct evidence evidence = execution_evidence(execution);
    execution->failure = result->failure;
    size_t needed = execution->fill_only ? 0 : judge_rounds_needed(&evidence);
    size_t planned = execution->plan->write_count > 0 ? execution->plan->writes[0].round_count : needed;
    if (needed > planned) {
        /* The arrays are larger than the program's text let the plan think. */
        plan_release(execution->plan);
        execution->plan = make_plan(execution, needed, false);
        pool_submit(pool, plan_take_program(execution->plan), program_answered, execution);
        return;
    }
    finish(execution);
}

static void without_act_answered(struct pool *pool, void *data, const struct answer_or_failure *result)
{
    (void)pool;
    struct execution *execution = data;
    execution->without_act = decode(execution, result, &execution->without_act_answer);
    finish(execution);
}

void execution_submit(struct execution *execution, struct pool *pool)
{
    execution->arena = arena_new();
    size_t rounds = execution->fill_only ? 0 : rounds_guess(execution->program);
    execution->plan = make_plan(execution, rounds, execution->compare_without_act);
    execution->pending = execution->compare_without_act ? 2 : 1;
    pool_submit(pool, plan_take_program(execution->plan), program_answered, execution);
    if (execution->compare_without_act)
        pool_submit(pool, plan_take_without_act(execution->plan), without_act_answered, execution);
}

struct evidence execution_evidence(const struct execution *execution)
{
    return (struct evidence){execution->program, execution->act, execution->plan, execution->observation,
                             execution->without_act};
}

void execution_release(struct execution *execution)
{
    if (execution->plan != NULL)
        plan_release(execution->plan);
    json_decref(execution->answer);
    json_decref(execution->without_act_answer);
    arena_free(execution->arena);
    *execution = (struct execution){0};
}
