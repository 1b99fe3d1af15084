#include "explore/experiment.h"

#include <stdlib.h>
#include <string.h>

#include "notation/parse.h"

void experiment_prepare(struct experiment *experiment, struct arena *arena, const char *text,
                        const struct name_set *proved, double tolerance)
{
    struct parse_error error;
    *experiment = (struct experiment){.arena = arena, .tolerance = tolerance};
    if (!parse_program(arena, text, strlen(text), PARSE_UNBOUND, &experiment->program, &error))
        abort(); /* the text is ours */
    if (proved != NULL)
        experiment->proved = *proved;
    else
        names_bound(arena, &experiment->program, &experiment->proved);
}

static void ignore(struct execution *execution)
{
    (void)execution;
}

void experiments_run(struct arena *arena, struct experiment *experiments, size_t count,
                     const struct contestant *contestants, size_t contestant_count)
{
    for (size_t i = 0; i < count; i++) {
        experiments[i].executions = ARENA_ARRAY(arena, struct execution, contestant_count);
        experiments[i].execution_count = contestant_count;
    }
    for (size_t k = 0; k < contestant_count; k++) {
        for (size_t i = 0; i < count; i++) {
            struct experiment *experiment = &experiments[i];
            experiment->executions[k] = (struct execution){.program = &experiment->program,
                                                           .act = experiment->program.statement_count,
                                                           .first_tried = 1,
                                                           .fill_only = true,
                                                           .proved = experiment->proved,
                                                           .done = ignore};
            execution_submit(&experiment->executions[k], contestants[k].pool);
        }
        pool_run(contestants[k].pool);
    }
}

static struct side side_of(const struct experiment *experiment, const struct contestant *contestants, size_t number)
{
    const struct execution *execution = &experiment->executions[number];
    return (struct side){contestants[number].title, execution->plan, execution->observation};
}

struct difference experiment_compare(const struct experiment *experiment, const struct contestant *contestants,
                                     size_t left, size_t right)
{
    const struct side one = side_of(experiment, contestants, left), other = side_of(experiment, contestants, right);
    return compare_sides(experiment->arena, &experiment->program, &one, &other, experiment->tolerance);
}

void experiment_release(struct experiment *experiment)
{
    for (size_t i = 0; i < experiment->execution_count; i++)
        execution_release(&experiment->executions[i]);
    experiment->execution_count = 0;
}
