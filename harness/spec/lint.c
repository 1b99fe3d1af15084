#include "spec/lint.h"

#include <stdlib.h>
#include <string.h>

#include "spec/contradiction.h"
#include "spec/digest.h"
#include "spec/names.h"

static bool same(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

static bool has(const struct outcomes *outcomes, enum outcome_kind kind)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->items[i].kind == kind)
            return true;
    return false;
}

/* Whether some outcome speaks of the name. */
static bool mentions(struct arena *arena, const struct outcomes *outcomes, const char *name)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (same(outcome->name, name) || same(outcome->left.name, name) || same(outcome->right.name, name))
            return true;
        size_t count = 0;
        const char **names =
            outcome->expression != NULL ? names_of_expression(arena, outcome->expression, &count) : NULL;
        for (size_t k = 0; k < count; k++)
            if (same(names[k], name))
                return true;
    }
    return false;
}

/* The name that a target changes: x for x, x[0], x.T[0]. NULL if it stands on no name. */
static const char *name_of_target(const struct node *target)
{
    while (target->kind == NODE_CALL && target->argument_count > 0)
        target = target->arguments[0];
    return target->kind == NODE_NAME ? target->text : NULL;
}

/* What is gone at the end cannot be spoken of. */
static bool is_deleted_later(const struct test_case *test_case, const char *name)
{
    for (size_t i = test_case->act + 1; i < test_case->program.statement_count; i++) {
        const struct node *statement = test_case->program.statements[i].node;
        for (size_t k = 0; statement->kind == NODE_DELETE && k < statement->target_count; k++)
            if (statement->targets[k]->kind == NODE_NAME && same(statement->targets[k]->text, name))
                return true;
    }
    return false;
}

static void lint_targets(const struct test_case *test_case, struct mistakes *mistakes)
{
    const struct node *act = test_case->program.statements[test_case->act].node;
    if (has(&test_case->outcomes, OUTCOME_RAISES))
        return;
    for (size_t i = 0; i < act->target_count; i++) {
        const char *name = name_of_target(act->targets[i]);
        if (name == NULL || (act->kind == NODE_DELETE && act->targets[i]->kind == NODE_NAME))
            continue;
        if (!is_deleted_later(test_case, name) && !mentions(mistakes->arena, &test_case->outcomes, name))
            mistake_in(
                mistakes, test_case->place,
                "the act \"%s\" changes %s, and no outcome of the case \"%s\" mentions it; say what %s is afterwards",
                test_case->program.statements[test_case->act].text, name, test_case->title, name);
    }
}

/* The clause's conditions and the case's own stand in one list. */
static void lint_where(const struct test_case *test_case, struct mistakes *mistakes)
{
    const struct answer_condition *where = test_case->where;
    for (size_t i = 0; i < test_case->where_count; i++)
        for (size_t k = 0; k < i; k++)
            if (same(where[i].choice, where[k].choice) && !same(where[i].answer, where[k].answer))
                mistake_in(
                    mistakes, test_case->place,
                    "the case \"%s\" never runs: it presupposes %s = \"%s\" and its clause \"%s\"; remove one of "
                    "them, or put the case into another clause",
                    test_case->title, where[i].choice, where[i].answer, where[k].answer);
}

static void lint_choice(const struct choice *choice, struct mistakes *mistakes)
{
    for (size_t i = 0; i < choice->answer_count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct answer *one = &choice->answers[k], *other = &choice->answers[i];
            if (one->outcomes.count > 0 && other->outcomes.count > 0 &&
                !outcomes_contradict(&one->outcomes, &other->outcomes))
                mistake_in(
                    mistakes, choice->place,
                    "the answers \"%s\" and \"%s\" can hold both, so no probe can be relied on to tell them apart; "
                    "give one of them an outcome that the other contradicts, such as \"x is a\" and \"x is not a\"",
                    one->name, other->name);
        }
}

/* A case and what it runs and expects, for finding another one that does the same. */
struct digested {
    const char *digest;
    const struct test_case *test_case;
    size_t number; /* in the order of the spec */
};

static int compare_digested(const void *left, const void *right)
{
    const struct digested *a = left, *b = right;
    int order = strcmp(a->digest, b->digest);
    return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number;
}

static bool presupposes(const struct test_case *test_case, const struct answer_condition *condition)
{
    for (size_t i = 0; i < test_case->where_count; i++)
        if (same(test_case->where[i].choice, condition->choice) && same(test_case->where[i].answer, condition->answer))
            return true;
    return false;
}

/* Of two cases that presuppose the same, or one of them less than the other, one tells nothing. */
static bool presupposes_all_of(const struct test_case *test_case, const struct test_case *other)
{
    for (size_t i = 0; i < other->where_count; i++)
        if (!presupposes(test_case, &other->where[i]))
            return false;
    return true;
}

void lint_twins(const struct spec *spec, struct mistakes *mistakes)
{
    struct digested *cases = ARENA_ARRAY(mistakes->arena, struct digested, spec->case_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++, count++) {
            const struct test_case *test_case = spec->clauses[i]->cases[k];
            cases[count] = (struct digested){digest_of_case(mistakes->arena, test_case), test_case, count};
        }
    if (count > 0)
        qsort(cases, count, sizeof *cases, compare_digested);
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && same(cases[k - 1].digest, cases[i].digest); k--) {
            const struct test_case *earlier = cases[k - 1].test_case, *later = cases[i].test_case;
            if (!presupposes_all_of(earlier, later) && !presupposes_all_of(later, earlier))
                continue;
            mistake_in(
                mistakes, later->place,
                "the case \"%s\" runs and expects what %s does (%s line %zu), so one of the two tells nothing; remove "
                "one, or let it look at something else",
                later->title, earlier->id, earlier->place.file, earlier->place.line);
            break;
        }
}

void lint_spec(const struct spec *spec, struct mistakes *mistakes)
{
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++) {
            lint_targets(spec->clauses[i]->cases[k], mistakes);
            lint_where(spec->clauses[i]->cases[k], mistakes);
        }
    for (size_t i = 0; i < spec->choice_count; i++)
        lint_choice(spec->choices[i], mistakes);
}
