#include "spec/check.h"

#include <stdlib.h>
#include <string.h>

#include "spec/names.h"
#include "spec/suggest.h"
#include "spec/value.h"

static void complain(struct mistakes *mistakes, struct place place, const char *message)
{
    struct spot spot = {place.line, 0};
    mistake_add(mistakes, place.file, spot, message, NULL);
}

/* Ids, of whatever kind, each with its place. */
struct identified {
    const char *id;
    struct place place;
};

static int compare_identified(const void *left, const void *right)
{
    const struct identified *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    if (order != 0)
        return order;
    order = strcmp(a->place.file, b->place.file);
    return order != 0 ? order : a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
}

static void check_unique(struct mistakes *mistakes, struct identified *items, size_t count, const char *what)
{
    if (count > 0)
        qsort(items, count, sizeof *items, compare_identified);
    for (size_t i = 1; i < count; i++)
        if (strcmp(items[i].id, items[i - 1].id) == 0)
            complain(mistakes, items[i].place,
                     arena_printf(mistakes->arena, "the %s \"%s\" is there already, in %s line %zu; ids are unique",
                                  what, items[i].id, items[i - 1].place.file, items[i - 1].place.line));
}

static void check_ids(const struct spec *spec, struct mistakes *mistakes)
{
    size_t room = spec->clause_count + spec->choice_count + spec->profile_count + spec->case_count;
    struct identified *items = ARENA_ARRAY(mistakes->arena, struct identified, room + 1);
    size_t count = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        items[count++] = (struct identified){spec->clauses[i]->id, spec->clauses[i]->place};
    check_unique(mistakes, items, count, "clause");
    count = 0;
    for (size_t i = 0; i < spec->choice_count; i++)
        items[count++] = (struct identified){spec->choices[i]->id, spec->choices[i]->place};
    check_unique(mistakes, items, count, "choice");
    count = 0;
    for (size_t i = 0; i < spec->profile_count; i++)
        items[count++] = (struct identified){spec->profiles[i]->id, spec->profiles[i]->place};
    check_unique(mistakes, items, count, "profile");
    count = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            items[count++] = (struct identified){spec->clauses[i]->cases[k]->id, spec->clauses[i]->cases[k]->place};
    check_unique(mistakes, items, count, "case");
}

static const char *suggestion(struct mistakes *mistakes, const char *word, const char *const *candidates, size_t count)
{
    const char *nearest = suggest(word, candidates, count);
    return nearest == NULL ? "" : arena_printf(mistakes->arena, ", did you mean \"%s\"?", nearest);
}

static const struct answer *find_answer(const struct choice *choice, const char *name)
{
    for (size_t i = 0; i < choice->answer_count; i++)
        if (strcmp(choice->answers[i].name, name) == 0)
            return &choice->answers[i];
    return NULL;
}

static void check_answer(const struct choice *choice, const char *answer, struct place place, struct mistakes *mistakes)
{
    if (find_answer(choice, answer) != NULL)
        return;
    const char **names = ARENA_ARRAY(mistakes->arena, const char *, choice->answer_count + 1);
    for (size_t i = 0; i < choice->answer_count; i++)
        names[i] = choice->answers[i].name;
    complain(mistakes, place,
             arena_printf(mistakes->arena, "the choice \"%s\" has no answer \"%s\"%s", choice->id, answer,
                          suggestion(mistakes, answer, names, choice->answer_count)));
}

static void check_conditions(const struct spec *spec, const struct answer_condition *conditions, size_t count,
                             struct place place, struct mistakes *mistakes)
{
    for (size_t i = 0; i < count; i++) {
        const struct choice *choice = spec_choice(spec, conditions[i].choice);
        if (choice != NULL) {
            check_answer(choice, conditions[i].answer, place, mistakes);
            continue;
        }
        const char **names = ARENA_ARRAY(mistakes->arena, const char *, spec->choice_count + 1);
        for (size_t k = 0; k < spec->choice_count; k++)
            names[k] = spec->choices[k]->id;
        const char *nearest = suggestion(mistakes, conditions[i].choice, names, spec->choice_count);
        complain(mistakes, place,
                 arena_printf(mistakes->arena, "there is no choice \"%s\"%s", conditions[i].choice,
                              *nearest != '\0' ? nearest
                                               : "; declare it, or name the file or folder that declares it as well: "
                                                 "ibid check FILE FOLDER"));
    }
}

static bool is_bound(const char *name, const char *const *bound, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(bound[i], name) == 0)
            return true;
    return false;
}

/* Every name that an outcome speaks of has to be one that the program binds. */
static void check_names(const struct program *program, const struct outcomes *outcomes, struct place place,
                        struct mistakes *mistakes)
{
    size_t bound_count;
    const char **bound = names_of_program(mistakes->arena, program, &bound_count);
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        const char *spoken[3] = {outcome->name, outcome->left.name, outcome->right.name};
        size_t in_expression = 0;
        const char **names = outcome->expression != NULL
                                 ? names_of_expression(mistakes->arena, outcome->expression, &in_expression)
                                 : NULL;
        for (size_t k = 0; k < 3 + in_expression; k++) {
            const char *name = k < 3 ? spoken[k] : names[k - 3];
            if (name != NULL && !is_bound(name, bound, bound_count))
                complain(mistakes, place,
                         arena_printf(mistakes->arena, "\"%s\" speaks of %s, which the program never binds%s",
                                      outcome->text, name, suggestion(mistakes, name, bound, bound_count)));
        }
    }
}

static void check_case(const struct spec *spec, const struct test_case *test_case, struct mistakes *mistakes)
{
    check_conditions(spec, test_case->where, test_case->where_count, test_case->place, mistakes);
    check_names(&test_case->program, &test_case->outcomes, test_case->place, mistakes);
    if (test_case->outcomes.count == 0)
        complain(mistakes, test_case->place,
                 arena_printf(mistakes->arena,
                              "the case \"%s\" expects nothing, so it cannot fail; add identity, "
                              "content, view, copy, raises or dtype",
                              test_case->title));
    for (size_t i = 0; i < test_case->outcomes.count; i++) {
        const struct outcome *outcome = &test_case->outcomes.items[i];
        if (outcome->kind == OUTCOME_ALLOCATES && test_case->whole)
            complain(mistakes, test_case->place,
                     "\"allocates\" is of the act alone, and with unit = \"whole\" the act is no statement of its own");
        if (outcome->kind == OUTCOME_IDENTITY && outcome->relation == IDENTITY_KEPT &&
            !names_keep(mistakes->arena, &test_case->program, test_case->act, &outcome->left))
            complain(mistakes, test_case->place,
                     arena_printf(mistakes->arena,
                                  "\"%s\" needs a second name that holds the object before and after the "
                                  "act, since the id of a dead object may come back",
                                  outcome->text));
    }
}

static void check_clauses(const struct spec *spec, struct mistakes *mistakes)
{
    for (size_t i = 0; i < spec->clause_count; i++) {
        const struct clause *clause = spec->clauses[i];
        if (clause->source_count == 0)
            complain(mistakes, clause->place,
                     arena_printf(mistakes->arena,
                                  "the clause \"%s\" cites no source; \"ibid\" where the rule is ibid's own",
                                  clause->id));
        if (clause->case_count == 0 && clause->pending == NULL)
            complain(mistakes, clause->place,
                     arena_printf(mistakes->arena,
                                  "the clause \"%s\" has no case; add one, or say what it waits for: pending = \"…\"",
                                  clause->id));
        if (clause->case_count > 0 && clause->pending != NULL)
            complain(
                mistakes, clause->cases[0]->place,
                arena_printf(mistakes->arena,
                             "the clause \"%s\" is pending, so it cannot have cases; remove \"pending\" or the cases",
                             clause->id));
        check_conditions(spec, clause->where, clause->case_count == 0 ? clause->where_count : 0, clause->place,
                         mistakes);
        for (size_t k = 0; k < clause->case_count; k++)
            check_case(spec, clause->cases[k], mistakes);
    }
}

static void check_choices(const struct spec *spec, struct mistakes *mistakes)
{
    for (size_t i = 0; i < spec->choice_count; i++) {
        const struct choice *choice = spec->choices[i];
        if (choice->source_count == 0)
            complain(mistakes, choice->place,
                     arena_printf(mistakes->arena, "the choice \"%s\" cites no source", choice->id));
        check_conditions(spec, choice->requires, choice->requires_count, choice->place, mistakes);
        if (choice->otherwise != NULL)
            check_answer(choice, choice->otherwise, choice->place, mistakes);
        for (size_t k = 0; k < choice->answer_count; k++) {
            const struct answer *answer = &choice->answers[k];
            for (size_t probe = 0; probe < choice->probe_count; probe++)
                check_names(&choice->probes[probe]->program, &answer->outcomes, choice->probes[probe]->place, mistakes);
        }
    }
}

void check_spec(struct spec *spec, struct mistakes *mistakes)
{
    check_ids(spec, mistakes);
    check_clauses(spec, mistakes);
    check_choices(spec, mistakes);
    for (size_t i = 0; i < spec->profile_count; i++)
        check_conditions(spec, spec->profiles[i]->answers, spec->profiles[i]->answer_count, spec->profiles[i]->place,
                         mistakes);
}

static bool stands_before(struct choice *const *ordered, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ordered[i]->id, id) == 0)
            return true;
    return false;
}

static bool is_ready(const struct spec *spec, const struct choice *choice, struct choice *const *ordered, size_t count)
{
    for (size_t i = 0; i < choice->requires_count; i++)
        if (spec_choice(spec, choice->requires[i].choice) != NULL &&
            !stands_before(ordered, count, choice->requires[i].choice))
            return false;
    return true;
}

void order_choices(struct spec *spec, struct mistakes *mistakes)
{
    struct choice **ordered = ARENA_ARRAY(mistakes->arena, struct choice *, spec->choice_count + 1);
    bool *taken = ARENA_ARRAY(mistakes->arena, bool, spec->choice_count + 1);
    size_t count = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < spec->choice_count; i++) {
            if (taken[i] || !is_ready(spec, spec->choices[i], ordered, count))
                continue;
            taken[i] = moved = true;
            ordered[count++] = spec->choices[i];
        }
    }
    for (size_t i = 0; i < spec->choice_count; i++) {
        if (taken[i])
            continue;
        complain(mistakes, spec->choices[i]->place,
                 arena_printf(mistakes->arena,
                              "the choice \"%s\" requires itself, by way of the choices that it requires",
                              spec->choices[i]->id));
        ordered[count++] = spec->choices[i];
    }
    spec->choices = ordered;
}
