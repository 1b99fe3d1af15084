#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "command/commands.h"
#include "command/mutants_output.h"
#include "command/start.h"
#include "drive/mutants.h"
#include "mutate/kills.h"

/* The mutants that were selected, and behind them the unbroken implementation under each of their profiles. */
struct field {
    struct mutant *mutants;
    struct trial *trials;
    const struct trial **unbroken; /* beside the mutants */
    size_t mutant_count, trial_count;
    const struct trial **baselines; /* all unbroken ones, under all profiles */
    size_t baseline_count;
};

static bool select_mutants(struct arena *arena, const char *filter, struct field *field)
{
    struct mutant *all;
    size_t count;
    const char *message;
    if (!mutants_read(arena, &all, &count, &message)) {
        fprintf(stderr, "ibid: %s\n", message);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (filter == NULL || fnmatch(filter, all[i].name, 0) == 0)
            ARENA_APPEND(arena, field->mutants, field->mutant_count, all[i]);
    if (field->mutant_count == 0)
        fprintf(stderr, "ibid: no mutant matches '%s'; 'ibid list mutants' shows their names\n", filter);
    return field->mutant_count > 0;
}

/* With --impl, another plugin that comes with ibid is broken, under its own profile alone. */
static bool choose_plugin(struct arena *arena, const struct options *options, struct field *field)
{
    const char *name = options->values[OPTION_IMPL], *message;
    if (!options->given[OPTION_IMPL])
        return true;
    struct registered_implementation *registered;
    size_t count;
    if (!implementations_registered(arena, &registered, &count, &message)) {
        fprintf(stderr, "ibid: %s\n", message);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(registered[i].name, name) == 0 && registered[i].dialect != NULL) {
            mutants_of(field->mutants, &field->mutant_count, name, registered[i].dialect);
            return true;
        }
    fprintf(stderr, "ibid: --impl %s: mutants are made of plugins with dialects: model, reference\n", name);
    return false;
}

/* Takes out those of systems that have no environment here, and tells of each such system once. */
static void leave_out_missing(struct arena *arena, struct field *field)
{
    const char *told = "";
    size_t kept = 0;
    for (size_t i = 0; i < field->mutant_count; i++) {
        const struct mutant *mutant = &field->mutants[i];
        struct implementation implementation;
        const char *message;
        if (mutant->system == NULL || implementation_of_mutant(arena, mutant, &implementation, &message)) {
            field->mutants[kept++] = *mutant;
            continue;
        }
        if (strcmp(told, mutant->system) != 0)
            fprintf(stderr, "ibid: mutants of %s are left out: %s\n", mutant->system, message);
        told = mutant->system;
    }
    field->mutant_count = kept;
}

static bool add_trial(struct arena *arena, const struct spec *spec, const struct mutant *mutant, struct field *field)
{
    struct trial *trial = &field->trials[field->trial_count++];
    const char *message;
    bool held_to_itself = mutant->system != NULL && strcmp(mutant->profile, "none") == 0;
    trial->profile = held_to_itself ? NULL : spec_profile(spec, mutant->profile);
    trial->aim = (struct aim){mutant->on, mutant->large};
    bool good = held_to_itself || trial->profile != NULL;
    if (!good)
        fprintf(stderr, "ibid: mutant %s runs under profile '%s', which the spec does not have\n", mutant->name,
                mutant->profile);
    else if (!implementation_of_mutant(arena, mutant, &trial->implementation, &message)) {
        fprintf(stderr, "ibid: mutant %s: %s\n", mutant->name, message);
        good = false;
    }
    return good;
}

static bool add_unbroken(struct arena *arena, const struct spec *spec, size_t number, struct field *field)
{
    for (size_t i = 0; i < number; i++)
        if (mutants_are_kin(&field->mutants[i], &field->mutants[number])) {
            field->unbroken[number] = field->unbroken[i];
            return true;
        }
    struct mutant unbroken = mutant_unbroken(arena, &field->mutants[number]);
    field->unbroken[number] = &field->trials[field->trial_count];
    ARENA_APPEND(arena, field->baselines, field->baseline_count, field->unbroken[number]);
    return add_trial(arena, spec, &unbroken, field);
}

/* The plugin's own unbroken implementation under the profiles that no mutant has, where it has such a dialect. */
static bool add_other_baselines(struct arena *arena, const struct spec *spec, struct field *field)
{
    for (size_t i = 0; i < spec->profile_count; i++) {
        struct mutant mutant = {.profile = spec->profiles[i]->id};
        bool known = false;
        for (size_t k = 0; k < field->mutant_count; k++) {
            const struct mutant *other = &field->mutants[k];
            known = known || (other->system == NULL && strcmp(other->profile, mutant.profile) == 0);
        }
        if (known)
            continue;
        struct trial *trial = &field->trials[field->trial_count];
        mutant = mutant_unbroken(arena, &mutant);
        if (!add_trial(arena, spec, &mutant, field))
            return false;
        trial->optional = true;
        ARENA_APPEND(arena, field->baselines, field->baseline_count, trial);
    }
    return true;
}

/* `all`: to tell what no mutant can reach. */
static bool prepare(struct arena *arena, const struct spec *spec, bool all, struct field *field)
{
    field->trials = ARENA_ARRAY(arena, struct trial, 2 * field->mutant_count + spec->profile_count);
    field->unbroken = ARENA_ARRAY(arena, const struct trial *, field->mutant_count);
    for (size_t i = 0; i < field->mutant_count; i++)
        if (!add_trial(arena, spec, &field->mutants[i], field))
            return false;
    for (size_t i = 0; i < field->mutant_count; i++)
        if (!add_unbroken(arena, spec, i, field))
            return false;
    return !all || add_other_baselines(arena, spec, field);
}

static size_t processors(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

/* Whether all is as it should be. */
static bool sound(const struct spec *spec, const struct kills *kills, bool all)
{
    for (size_t i = 0; i < kills->mutant_count; i++)
        if (kills->mutants[i].fate == FATE_SURVIVED || kills->mutants[i].fate == FATE_BROKEN)
            return false;
    for (size_t i = 0; all && i < spec->clause_count; i++)
        if (kills->clauses[i] == REACH_NONE)
            return false;
    return true;
}

static int run_and_show(struct arena *arena, const struct options *options, const struct spec *spec)
{
    const char *filter = options->values[OPTION_FILTER];
    struct field field = {0};
    double started = clock_seconds();
    if (!select_mutants(arena, filter, &field) || !choose_plugin(arena, options, &field))
        return EXIT_USAGE;
    leave_out_missing(arena, &field);
    /* Only all mutants can tell what none of them reaches. */
    bool all = filter == NULL && !options->given[OPTION_IMPL];
    if (!prepare(arena, spec, all, &field))
        return EXIT_NOT_STARTED;
    size_t jobs = options->given[OPTION_JOBS] ? options->jobs : processors();
    if (!trials_run(arena, spec, field.trials, field.trial_count, jobs, options->timeout_ms)) {
        fprintf(stderr, "ibid: a process that runs mutants did not end well: %s\n", strerror(errno));
        return EXIT_INTERNAL;
    }
    struct kills kills;
    kills_find(arena, spec, field.mutants, field.trials, field.unbroken, field.mutant_count, field.baselines,
               field.baseline_count, &kills);
    if (options->given[OPTION_JSON])
        mutants_print_json(stdout, spec, &kills);
    else
        mutants_print(stdout, spec, &kills, all, clock_seconds() - started);
    return sound(spec, &kills, all) ? EXIT_CONFORMANT : EXIT_NOT_CONFORMANT;
}

int command_mutants(const struct options *options)
{
    struct spec *spec = start_spec(options->arguments, options->argument_count);
    if (spec == NULL)
        return EXIT_SPEC;
    struct arena *arena = arena_new();
    int exit_code = run_and_show(arena, options, spec);
    arena_free(arena);
    spec_free(spec);
    return exit_code;
}
