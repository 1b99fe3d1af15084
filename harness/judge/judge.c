#include "judge/judge.h"

#include <string.h>

#include "judge/expected.h"
#include "judge/findings.h"
#include "judge/sharing.h"
#include "spec/outcomes.h"

/* The object that "l[0][1]" refers to, or -1. */
static long resolve(const struct snapshot *snapshot, const struct reference *reference)
{
    long object = snapshot_index(snapshot, reference->name);
    for (size_t i = 0; object >= 0 && i < reference->index_count; i++) {
        const struct object *container = &snapshot->objects[object];
        bool has_items = container->kind == IBID_LIST || container->kind == IBID_TUPLE;
        if (!has_items || reference->indices[i] >= container->item_count)
            return -1;
        object = (long)container->items[reference->indices[i]];
    }
    return object;
}

/* "x kept": some name that the act does not bind held x's object before, and x is that object now. */
static enum holds is_kept(const struct judging *judging, const struct reference *reference)
{
    if (judging->before == NULL)
        return HOLDS_UNDECIDED;
    long before = resolve(judging->before, reference), after = resolve(judging->after, reference);
    if (before < 0 || after < 0)
        return HOLDS_NOT;
    for (size_t i = 0; i < judging->before->name_count; i++) {
        const struct binding *other = &judging->before->names[i];
        if ((long)other->object != before || strcmp(other->name, reference->name) == 0 ||
            act_binds(judging, other->name))
            continue;
        return snapshot_index(judging->after, other->name) == after ? HOLDS : HOLDS_NOT;
    }
    return HOLDS_UNDECIDED;
}

static void judge_identity(struct judging *judging, const struct outcome *outcome)
{
    struct finding *finding = add_finding(judging, "identity", outcome->text, HOLDS_UNDECIDED);
    if (outcome->relation == IDENTITY_KEPT) {
        finding->holds = is_kept(judging, &outcome->left);
        if (finding->holds == HOLDS_NOT)
            finding->seen = arena_printf(judging->arena, "%s is another object than before", outcome->left.text);
        else if (finding->holds == HOLDS_UNDECIDED)
            finding->seen = "no second name held the object, so nothing can be said";
        return;
    }
    long left = resolve(judging->after, &outcome->left), right = resolve(judging->after, &outcome->right);
    if (left < 0 || right < 0) {
        finding->holds = HOLDS_NOT;
        finding->seen =
            arena_printf(judging->arena, "there is no %s", left < 0 ? outcome->left.text : outcome->right.text);
        return;
    }
    bool same = left == right;
    finding->holds = same == (outcome->relation == IDENTITY_SAME) ? HOLDS : HOLDS_NOT;
    finding->seen =
        arena_printf(judging->arena, "%s %s %s", outcome->left.text, same ? "is" : "is not", outcome->right.text);
}

static void judge_content(struct judging *judging, const struct outcome *outcome)
{
    struct finding *finding = add_finding(judging, "content", outcome->text, HOLDS_NOT);
    struct text expected = TEXT_EMPTY;
    expected_value_display(&expected, outcome->value);
    finding->expected = keep_text(judging->arena, &expected);
    finding->seen = show_name(judging, judging->after, outcome->name);
    long object = snapshot_index(judging->after, outcome->name);
    if (object >= 0 && expected_equal(outcome->value, judging->after, (size_t)object))
        finding->holds = HOLDS;
}

static void judge_dtype(struct judging *judging, const struct outcome *outcome)
{
    struct finding *finding = add_finding(judging, "dtype", outcome->text, HOLDS_NOT);
    const struct object *object = snapshot_find(judging->after, outcome->name);
    finding->expected = outcome->dtype;
    finding->seen = object == NULL ? "not bound" : object->dtype == NULL ? "no dtype" : object->dtype;
    if (object != NULL && object->dtype != NULL && strcmp(object->dtype, outcome->dtype) == 0)
        finding->holds = HOLDS;
}

static const char *show_error(const struct judging *judging, const struct step_error *error)
{
    return arena_printf(judging->arena, "%s (%s: %s)", error_kind_name(error->kind), error->class_name, error->message);
}

static bool accepts_error(const struct outcome *outcome, enum ibid_error_kind kind)
{
    for (size_t i = 0; i < outcome->error_kind_count; i++)
        if (outcome->error_kinds[i] == kind)
            return true;
    return outcome->error_kind_count == 0;
}

static void judge_raises(struct judging *judging, const struct outcome *outcome)
{
    const struct step_error *error = judging->evidence->observation->error;
    struct finding *finding = add_finding(judging, "raises", outcome->text, HOLDS_NOT);
    finding->seen = error == NULL ? "nothing was raised" : show_error(judging, error);
    if (error != NULL && error->step == judging->evidence->act && accepts_error(outcome, error->kind))
        finding->holds = HOLDS;
}

static const struct outcome *find_raises(const struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->items[i].kind == OUTCOME_RAISES)
            return &outcomes->items[i];
    return NULL;
}

/* An error that no outcome asks for. */
static void judge_unexpected_error(struct judging *judging)
{
    const struct step_error *error = judging->evidence->observation->error;
    if (error == NULL || find_raises(judging->outcomes) != NULL)
        return;
    const struct program *program = judging->evidence->program;
    struct finding *finding = add_finding(
        judging, "raises", arena_printf(judging->arena, "%s raises nothing", program->statements[error->step].text),
        HOLDS_NOT);
    finding->seen = show_error(judging, error);
}

static void judge_outcome(struct judging *judging, const struct outcome *outcome)
{
    switch (outcome->kind) {
    case OUTCOME_IDENTITY:
        judge_identity(judging, outcome);
        break;
    case OUTCOME_CONTENT:
        judge_content(judging, outcome);
        break;
    case OUTCOME_VIEW:
        judge_view(judging, outcome);
        break;
    case OUTCOME_COPY:
        judge_copy(judging, outcome);
        break;
    case OUTCOME_RAISES:
        judge_raises(judging, outcome);
        break;
    case OUTCOME_DTYPE:
        judge_dtype(judging, outcome);
        break;
    case OUTCOME_UNDEFINED:
        break;
    case OUTCOME_ALLOCATES:
        judge_allocates(judging, outcome);
        break;
    case OUTCOME_LIFETIME:
    case OUTCOME_LAYOUT:
        break;
    }
}

/* Statements that are tried because the act may have failed are to work themselves. False if one is not there at all.
 */
static bool judge_tried(struct judging *judging)
{
    const struct evidence *evidence = judging->evidence;
    const struct plan *plan = evidence->plan;
    const struct program *program = evidence->program;
    const struct observation *observation = evidence->observation;
    for (size_t i = 0; i < observation->try_count; i++) {
        const struct step_error *error = observation->tries[i];
        size_t statement = error != NULL ? plan_statement(plan, error->step) : program->statement_count;
        if (statement >= program->statement_count)
            continue;
        if (error->kind == IBID_ERROR_UNSUPPORTED) {
            judging->judgement->verdict = VERDICT_UNSUPPORTED;
            judging->judgement->reason = error->message;
            return false;
        }
        struct finding *finding = add_finding(
            judging, "raises", arena_printf(judging->arena, "%s raises nothing", program->statements[statement].text),
            HOLDS_NOT);
        finding->seen = show_error(judging, error);
    }
    return true;
}

static const char *explain(struct arena *arena, const struct finding *finding)
{
    if (finding->expected != NULL && finding->seen != NULL)
        return arena_printf(arena, "expected %s, but saw %s", finding->text, finding->seen);
    if (finding->seen != NULL)
        return arena_printf(arena, "expected %s, but %s", finding->text, finding->seen);
    return arena_printf(arena, "expected %s", finding->text);
}

const struct finding *judgement_unobserved(const struct judgement *judgement)
{
    for (size_t i = 0; i < judgement->finding_count; i++)
        if (judgement->findings[i].holds == HOLDS_UNOBSERVED)
            return &judgement->findings[i];
    return NULL;
}

static void conclude(struct judging *judging)
{
    struct judgement *judgement = judging->judgement;
    const struct finding *unobserved = judgement_unobserved(judgement);
    bool nothing_else = unobserved != NULL;
    judgement->verdict = VERDICT_PASS;
    judgement->reason = "";
    for (size_t i = 0; i < judgement->finding_count; i++) {
        const struct finding *finding = &judgement->findings[i];
        nothing_else = nothing_else && finding->holds == HOLDS_UNOBSERVED;
        if (finding->holds == HOLDS_NOT) {
            judgement->verdict = VERDICT_FAIL;
            judgement->reason = explain(judging->arena, finding);
            return;
        }
        if (finding->holds == HOLDS_UNDECIDED && judgement->verdict == VERDICT_PASS) {
            judgement->verdict = VERDICT_INCONCLUSIVE;
            judgement->reason = arena_printf(judging->arena, "%s: %s", finding->text, finding->seen);
        }
    }
    if (nothing_else) {
        judgement->verdict = VERDICT_UNSUPPORTED;
        judgement->reason = unobserved->seen;
    }
}

/* What keeps a program from being judged at all. */
static bool could_not_run(struct arena *arena, const struct evidence *evidence, struct judgement *judgement)
{
    const struct observation *observation = evidence->observation;
    const struct step_error *error = observation->error;
    judgement->verdict = VERDICT_ERROR;
    if (observation->broken != NULL) {
        judgement->reason = observation->broken;
    } else if (observation->unsupported != NULL || (error != NULL && error->kind == IBID_ERROR_UNSUPPORTED)) {
        judgement->verdict = VERDICT_UNSUPPORTED;
        const char *reason = observation->unsupported != NULL ? observation->unsupported_reason : error->message;
        judgement->reason = observation->unsupported == NULL ? reason
                            : reason == NULL || reason[0] == '\0'
                                ? observation->unsupported
                                : arena_printf(arena, "%s: %s", observation->unsupported, reason);
    } else if (error != NULL && error->step < evidence->act) {
        judgement->reason =
            arena_printf(arena, "setting up failed: %s raised %s: %s", evidence->program->statements[error->step].text,
                         error->class_name, error->message);
    } else if (observation->read_count == 0) {
        judgement->reason = "the implementation showed no names";
    } else {
        return false;
    }
    return true;
}

void judge(struct arena *arena, const struct outcomes *outcomes, const struct evidence *evidence,
           struct judgement *judgement)
{
    *judgement = (struct judgement){.reason = ""};
    if (could_not_run(arena, evidence, judgement))
        return;
    struct judging judging = {arena, outcomes, evidence, &evidence->observation->reads[0], NULL, judgement};
    const struct observation *without_act = evidence->without_act;
    if (without_act != NULL && without_act->broken == NULL && without_act->unsupported == NULL &&
        without_act->error == NULL && without_act->read_count > 0)
        judging.before = &without_act->reads[0];

    judge_unexpected_error(&judging);
    if (!judge_tried(&judging))
        return;
    for (size_t i = 0; i < outcomes->count; i++)
        judge_outcome(&judging, &outcomes->items[i]);
    judge_unmentioned(&judging);
    conclude(&judging);
}

size_t judge_rounds_needed(const struct evidence *evidence)
{
    size_t largest = 0;
    const struct observation *observation = evidence->observation;
    for (size_t i = 0; observation->read_count > 0 && i < evidence->plan->write_count; i++) {
        const struct object *object = snapshot_find(&observation->reads[0], evidence->plan->writes[i].name);
        if (object != NULL && object->kind == IBID_ARRAY && object->element_count > largest)
            largest = object->element_count;
    }
    return rounds_for(largest);
}

enum holds judge_without_act(struct arena *arena, const struct outcomes *outcomes, const struct evidence *evidence)
{
    if (evidence->without_act == NULL)
        return HOLDS_UNDECIDED;
    struct judgement judgement;
    judge(arena, outcomes, evidence, &judgement);
    /* What could not be observed with the act is not observed without it either. */
    const struct plan no_proof = {.without_the_act = judgement_unobserved(&judgement) == NULL};
    const struct evidence without = {evidence->program, evidence->act, &no_proof, evidence->without_act,
                                     evidence->without_act};
    judge(arena, outcomes, &without, &judgement);
    return judgement.verdict == VERDICT_PASS ? HOLDS : judgement.verdict == VERDICT_FAIL ? HOLDS_NOT : HOLDS_UNDECIDED;
}

bool judge_holds_without_act(struct arena *arena, const struct outcomes *outcomes, const struct evidence *evidence)
{
    return judge_without_act(arena, outcomes, evidence) == HOLDS;
}
