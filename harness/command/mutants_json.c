#include <jansson.h>

#include "command/mutants_output.h"

static const char *fate_name(enum fate fate)
{
    static const char *const names[] = {[FATE_KILLED] = "killed",
                                        [FATE_SURVIVED] = "survived",
                                        [FATE_TOO_BLUNT] = "too blunt",
                                        [FATE_BROKEN] = "error"};
    return names[fate];
}

static json_t *mutant_new(const struct spec *spec, const struct mutant_kills *kills)
{
    json_t *clauses = json_array(), *cases = json_array(), *choices = json_array();
    size_t number = 0;
    for (size_t i = 0; i < spec->clause_count; i++) {
        if (kills->clause_kills[i] > 0)
            json_array_append_new(clauses, json_string(spec->clauses[i]->id));
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++, number++)
            if (kills->case_kills[number])
                json_array_append_new(cases, json_string(spec->clauses[i]->cases[k]->id));
    }
    for (size_t i = 0; i < spec->choice_count; i++)
        if (kills->choice_kills[i])
            json_array_append_new(choices, json_string(spec->choices[i]->id));
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:i,s:o,s:o,s:o}", "name", kills->mutant->name, "chapter",
                     kills->mutant->chapter, "profile", kills->mutant->profile, "wrong", kills->mutant->wrong, "fate",
                     fate_name(kills->fate), "errors", (int)kills->error_count, "clauses", clauses, "cases", cases,
                     "choices", choices);
}

/* The names of the mutants that a case kills; `alone`: and that no other case of its clause does. */
static json_t *killed_new(const struct kills *kills, size_t clause, size_t number, bool alone)
{
    json_t *names = json_array();
    for (size_t i = 0; i < kills->mutant_count; i++) {
        const struct mutant_kills *of = &kills->mutants[i];
        if (of->case_kills[number] && (!alone || of->clause_kills[clause] == 1))
            json_array_append_new(names, json_string(of->mutant->name));
    }
    return names;
}

static json_t *clause_new(const struct spec *spec, const struct kills *kills, size_t clause, size_t first_case)
{
    json_t *cases = json_array(), *killed = json_array();
    for (size_t k = 0; k < spec->clauses[clause]->case_count; k++)
        json_array_append_new(cases, json_pack("{s:s,s:o,s:o}", "id", spec->clauses[clause]->cases[k]->id, "kills",
                                               killed_new(kills, clause, first_case + k, false), "kills_alone",
                                               killed_new(kills, clause, first_case + k, true)));
    for (size_t i = 0; i < kills->mutant_count; i++)
        if (kills->mutants[i].clause_kills[clause] > 0)
            json_array_append_new(killed, json_string(kills->mutants[i].mutant->name));
    return json_pack("{s:s,s:b,s:o,s:o}", "id", spec->clauses[clause]->id, "runs",
                     kills->clauses[clause] != REACH_NOT_RUN, "kills", killed, "cases", cases);
}

void mutants_print_json(FILE *file, const struct spec *spec, const struct kills *kills)
{
    json_t *mutants = json_array(), *clauses = json_array();
    for (size_t i = 0; i < kills->mutant_count; i++)
        json_array_append_new(mutants, mutant_new(spec, &kills->mutants[i]));
    size_t first_case = 0;
    for (size_t i = 0; i < spec->clause_count; first_case += spec->clauses[i++]->case_count)
        json_array_append_new(clauses, clause_new(spec, kills, i, first_case));
    json_t *all = json_pack("{s:s,s:o,s:o}", "page", "mutants", "mutants", mutants, "clauses", clauses);
    json_dumpf(all, file, JSON_INDENT(1));
    fputc('\n', file);
    json_decref(all);
}
