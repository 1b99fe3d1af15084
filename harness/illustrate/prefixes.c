#include "illustrate/prefixes.h"

#include <string.h>

static struct snapshot shown_names(struct arena *arena, const struct snapshot *read, const char *hidden)
{
    struct snapshot shown = *read;
    shown.names = ARENA_ARRAY(arena, struct binding, read->name_count + 1);
    shown.name_count = 0;
    for (size_t i = 0; i < read->name_count; i++)
        if (hidden == NULL || strncmp(read->names[i].name, hidden, strlen(hidden)) != 0)
            shown.names[shown.name_count++] = read->names[i];
    return shown;
}

/* A statement that is tried leaves its error among the tries: the last one that was meant. */
static const struct step_error *failed_try(const struct prefix *prefix)
{
    const struct observation *observation = prefix->execution.observation;
    size_t statements = prefix->program.statement_count, first = prefix->execution.first_tried;
    if (first == 0 || statements <= first || statements - first - 1 >= observation->try_count)
        return NULL;
    return observation->tries[statements - first - 1];
}

static void prefix_done(struct execution *execution)
{
    struct prefix *prefix = execution->owner;
    const struct observation *observation = execution->observation;
    struct arena *arena = execution->arena;
    prefix->error = picture_error_of(arena, observation);
    if (observation->broken != NULL || observation->unsupported != NULL || observation->read_count == 0)
        return;
    const struct step_error *tried = failed_try(prefix);
    if (tried != NULL) {
        struct picture_error *error = ARENA_NEW(arena, struct picture_error);
        *error = (struct picture_error){prefix->program.statement_count, error_kind_name(tried->kind),
                                        arena_printf(arena, "%s: %s", tried->class_name, tried->message)};
        prefix->error = error;
    }
    const struct snapshot *read = &observation->reads[0];
    const struct snapshot names = shown_names(arena, read, prefix->hidden);
    prefix->picture = picture_new(arena, execution->program, &names, observation, execution->plan);
}

void prefix_submit(struct prefix *prefix, struct pool *pool, const struct prefixes_wanted *wanted, size_t statements)
{
    *prefix = (struct prefix){.program = {wanted->program->statements, statements}, .hidden = wanted->hidden};
    prefix->names = arena_new();
    struct execution *execution = &prefix->execution;
    execution->program = &prefix->program;
    execution->act = wanted->act < statements ? wanted->act : statements;
    execution->times = wanted->times;
    execution->first_tried = wanted->first_tried;
    execution->whole = wanted->whole;
    names_bound(prefix->names, &prefix->program, &execution->proved);
    execution->done = prefix_done;
    execution->owner = prefix;
    execution_submit(execution, pool);
}

void prefix_release(struct prefix *prefix)
{
    execution_release(&prefix->execution);
    arena_free(prefix->names);
}

void prefixes_submit(struct prefixes *prefixes, struct pool *pool, const struct prefixes_wanted *wanted, size_t from)
{
    size_t statements = wanted->program->statement_count;
    *prefixes = (struct prefixes){.arena = arena_new()};
    prefixes->items = ARENA_ARRAY(prefixes->arena, struct prefix, statements + 1);
    for (size_t i = from; i <= statements; i++)
        prefix_submit(&prefixes->items[prefixes->count++], pool, wanted, i);
}

void prefixes_release(struct prefixes *prefixes)
{
    for (size_t i = 0; i < prefixes->count; i++)
        prefix_release(&prefixes->items[i]);
    arena_free(prefixes->arena);
}
