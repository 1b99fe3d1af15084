#include "mutate/kills.h"

#include <string.h>

/* A mutant that more than every tenth clause notices tells nothing of a single one. */
enum { BLUNT_SHARE = 10 };

static bool fails(unsigned char verdict)
{
    return verdict == VERDICT_FAIL || verdict == VERDICT_DIFFERS;
}

static void find_in_cases(const struct spec *spec, const struct trial *trial, const struct trial *unbroken,
                          struct mutant_kills *kills)
{
    size_t number = 0;
    for (size_t i = 0; i < spec->clause_count; i++) {
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++, number++) {
            kills->error_count += trial->cases[number] == VERDICT_ERROR;
            kills->case_kills[number] = fails(trial->cases[number]) && !fails(unbroken->cases[number]);
            kills->clause_kills[i] += kills->case_kills[number];
        }
        kills->clause_count += kills->clause_kills[i] > 0;
    }
}

static void find_in_choices(const struct spec *spec, const struct trial *trial, const struct trial *unbroken,
                            struct mutant_kills *kills)
{
    for (size_t i = 0; i < spec->choice_count; i++) {
        kills->error_count += trial->choices[i] == VERDICT_ERROR;
        kills->choice_kills[i] = fails(trial->choices[i]) && !fails(unbroken->choices[i]);
        kills->choice_count += kills->choice_kills[i];
    }
}

static enum fate fate_of(const struct mutant_kills *kills, size_t blunt_limit)
{
    if (kills->clause_count > blunt_limit)
        return FATE_TOO_BLUNT;
    if (kills->clause_count + kills->choice_count > 0)
        return FATE_KILLED;
    return kills->error_count > 0 ? FATE_BROKEN : FATE_SURVIVED;
}

static void find_of_mutant(struct arena *arena, const struct spec *spec, const struct trial *trial,
                           const struct trial *unbroken, size_t blunt_limit, struct mutant_kills *kills)
{
    kills->clause_kills = ARENA_ARRAY(arena, size_t, spec->clause_count + 1);
    kills->case_kills = ARENA_ARRAY(arena, bool, spec->case_count + 1);
    kills->choice_kills = ARENA_ARRAY(arena, bool, spec->choice_count + 1);
    kills->fate = FATE_BROKEN;
    if (trial->cases == NULL || unbroken->cases == NULL)
        return;
    find_in_cases(spec, trial, unbroken, kills);
    find_in_choices(spec, trial, unbroken, kills);
    kills->fate = fate_of(kills, blunt_limit);
}

/* Whether one of the unbroken implementations ran a case of the clause, whose first is first_case, to an end. */
static bool runs(const struct trial *const *baselines, size_t count, const struct clause *clause, size_t first_case)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; baselines[i]->cases != NULL && k < clause->case_count; k++) {
            unsigned char verdict = baselines[i]->cases[first_case + k];
            if (verdict == VERDICT_PASS || verdict == VERDICT_FAIL)
                return true;
        }
    return false;
}

static bool kills_one(const struct kills *kills, size_t clause)
{
    for (size_t i = 0; i < kills->mutant_count; i++)
        if (kills->mutants[i].fate == FATE_KILLED && kills->mutants[i].clause_kills[clause] > 0)
            return true;
    return false;
}

void kills_find(struct arena *arena, const struct spec *spec, const struct mutant *mutants, const struct trial *trials,
                const struct trial *const *unbroken, size_t count, const struct trial *const *baselines,
                size_t baseline_count, struct kills *kills)
{
    *kills = (struct kills){.mutants = ARENA_ARRAY(arena, struct mutant_kills, count + 1),
                            .mutant_count = count,
                            .clauses = ARENA_ARRAY(arena, enum reach, spec->clause_count + 1),
                            .blunt_limit = spec->clause_count / BLUNT_SHARE};
    for (size_t i = 0; i < count; i++) {
        kills->mutants[i].mutant = &mutants[i];
        find_of_mutant(arena, spec, &trials[i], unbroken[i], kills->blunt_limit, &kills->mutants[i]);
    }
    size_t first_case = 0;
    for (size_t i = 0; i < spec->clause_count; first_case += spec->clauses[i++]->case_count) {
        if (kills_one(kills, i))
            kills->clauses[i] = REACH_KILLS;
        else
            kills->clauses[i] =
                runs(baselines, baseline_count, spec->clauses[i], first_case) ? REACH_NONE : REACH_NOT_RUN;
    }
}
