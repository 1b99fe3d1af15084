#include "command/evaluation.h"

#include <stdlib.h>
#include <string.h>

#include "judge/sharing.h"

static const char *assertion_name(struct arena *arena, size_t statement)
{
    return arena_printf(arena, ASSERTION_NAMES "%zu", statement);
}

static void replace_assertion(struct evaluation *evaluation, size_t number)
{
    struct statement *statement = &evaluation->program.statements[number];
    struct assertion assertion = {number + 1, statement->text, ASSERTION_NOT_REACHED};
    ARENA_APPEND(evaluation->arena, evaluation->assertions, evaluation->assertion_count, assertion);
    const char *condition = statement->text + strlen("assert ");
    char *text =
        arena_printf(evaluation->arena, "%s = bool(%s)", assertion_name(evaluation->arena, number + 1), condition);
    struct program replaced;
    struct parse_error error;
    if (!parse_program(evaluation->arena, text, strlen(text), PARSE_UNBOUND, &replaced, &error))
        abort(); /* it was parsed before, as a part of a statement */
    *statement = replaced.statements[0];
}

static void read_assertions(struct evaluation *evaluation)
{
    const struct observation *observation = evaluation->execution.observation;
    for (size_t i = 0; observation->read_count > 0 && i < evaluation->assertion_count; i++) {
        struct assertion *assertion = &evaluation->assertions[i];
        const struct object *object =
            snapshot_find(&observation->reads[0], assertion_name(evaluation->arena, assertion->statement));
        if (object != NULL)
            assertion->state = object->kind == IBID_BOOL && object->truth ? ASSERTION_HOLDS : ASSERTION_FAILS;
    }
}

static bool is_assertion_name(const char *name)
{
    return strncmp(name, ASSERTION_NAMES, strlen(ASSERTION_NAMES)) == 0;
}

/* Arrays that write_pairs compares: the names of a snapshot that are bound to arrays with elements. */
static bool is_array_with_elements(const struct snapshot *snapshot, size_t name)
{
    const struct object *object = &snapshot->objects[snapshot->names[name].object];
    return object->kind == IBID_ARRAY && object->element_count > 0;
}

static enum holds shares(const struct evaluation *evaluation, const struct snapshot *snapshot, size_t left,
                         size_t right)
{
    if (snapshot->names[left].object == snapshot->names[right].object)
        return HOLDS;
    const char *names[] = {snapshot->names[left].name, snapshot->names[right].name};
    enum holds known = HOLDS_UNDECIDED;
    for (size_t i = 0; i < 2; i++) {
        const struct proof_write *write = write_of(evaluation->execution.plan, names[i]);
        if (write == NULL)
            continue;
        const struct sharing sharing =
            sharing_from_writes(evaluation->arena, evaluation->execution.observation, write, names[1 - i]);
        if (sharing.evidence == SHARING_UNKNOWN)
            continue;
        if (sharing_any(&sharing))
            return HOLDS;
        known = HOLDS_NOT;
    }
    return known;
}

static void find_pairs(struct evaluation *evaluation)
{
    const struct snapshot *snapshot = evaluation_names(evaluation);
    for (size_t i = 0; snapshot != NULL && i < snapshot->name_count; i++)
        for (size_t k = i + 1; k < snapshot->name_count; k++) {
            if (!is_array_with_elements(snapshot, i) || !is_array_with_elements(snapshot, k))
                continue;
            struct pair pair = {snapshot->names[i].name, snapshot->names[k].name};
            enum holds holds = shares(evaluation, snapshot, i, k);
            if (holds == HOLDS)
                ARENA_APPEND(evaluation->arena, evaluation->shares, evaluation->share_count, pair);
            else if (holds == HOLDS_UNDECIDED)
                ARENA_APPEND(evaluation->arena, evaluation->unproved, evaluation->unproved_count, pair);
        }
}

static void evaluation_done(struct execution *execution)
{
    struct evaluation *evaluation = execution->owner;
    evaluation->done = true;
    read_assertions(evaluation);
    find_pairs(evaluation);
}

void evaluation_submit(struct evaluation *evaluation, struct pool *pool, const char *text, size_t text_bytes,
                       bool places)
{
    *evaluation = (struct evaluation){.arena = arena_new()};
    evaluation->parsed = parse_program(evaluation->arena, text, text_bytes, PARSE_ASSERT, &evaluation->program,
                                       &evaluation->parse_error);
    if (!evaluation->parsed) {
        evaluation->done = true;
        return;
    }
    struct execution *execution = &evaluation->execution;
    names_bound(evaluation->arena, &evaluation->program, &execution->proved);
    for (size_t i = 0; i < evaluation->program.statement_count; i++)
        if (evaluation->program.statements[i].node->kind == NODE_ASSERT)
            replace_assertion(evaluation, i);
    execution->program = &evaluation->program;
    execution->act = evaluation->program.statement_count;
    execution->fill_only = !places;
    execution->done = evaluation_done;
    execution->owner = evaluation;
    execution_submit(execution, pool);
}

const char *evaluation_statement(const struct evaluation *evaluation, size_t number)
{
    for (size_t i = 0; i < evaluation->assertion_count; i++)
        if (evaluation->assertions[i].statement == number + 1)
            return evaluation->assertions[i].text;
    return evaluation->program.statements[number].text;
}

const struct snapshot *evaluation_names(const struct evaluation *evaluation)
{
    const struct observation *observation = evaluation->execution.observation;
    if (!evaluation->parsed || observation == NULL || observation->broken != NULL || observation->unsupported != NULL ||
        observation->read_count == 0)
        return NULL;
    /* "_" sorts before the letters, but not before capitals: what is left has to be compacted. */
    struct snapshot *names = ARENA_NEW(evaluation->arena, struct snapshot);
    *names = observation->reads[0];
    names->names = ARENA_ARRAY(evaluation->arena, struct binding, names->name_count + 1);
    names->name_count = 0;
    for (size_t i = 0; i < observation->reads[0].name_count; i++)
        if (!is_assertion_name(observation->reads[0].names[i].name))
            names->names[names->name_count++] = observation->reads[0].names[i];
    return names;
}

void evaluation_release(struct evaluation *evaluation)
{
    if (evaluation->parsed)
        execution_release(&evaluation->execution);
    arena_free(evaluation->arena);
}
