#include "run/rehearsed.h"

bool stage_wants(void *data, const struct test_case *test_case)
{
    struct stage *stage = data;
    struct part *part = &stage->parts[stage->next++];
    (void)test_case;
    if (part->played)
        return false;
    stage->selected[stage->selected_count++] = part;
    return true;
}

/* Names that changed though no outcome speaks of them. False if that is not what made the case fail. */
static bool report_unmentioned(const struct stage *stage, const struct test_case *test_case,
                               const struct judgement *judgement)
{
    bool found = false;
    for (size_t i = 0; i < judgement->finding_count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->holds != HOLDS_NOT)
            continue;
        if (finding->name == NULL)
            return false;
        found = true;
    }
    for (size_t i = 0; found && i < judgement->finding_count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->holds == HOLDS_NOT)
            mistake_in(
                stage->mistakes, test_case->place,
                "the act \"%s\" changes %s, and no outcome of the case \"%s\" says so: without it %s, with it %s "
                "(%s shows this); add what %s is afterwards",
                test_case->program.statements[test_case->act].text, finding->name, test_case->title, finding->expected,
                finding->seen, stage_player(stage), finding->name);
    }
    return found;
}

void stage_judged(void *data, size_t number, const struct test_case *test_case, const struct judgement *judgement,
                  const struct expected_entry *expected, const struct executed *executed)
{
    (void)expected;
    (void)executed;
    struct stage *stage = data;
    struct part *part = stage->selected[number];
    bool applies = judgement->verdict != VERDICT_NOT_APPLICABLE;
    part->possible = part->possible || applies;
    part->played = applies && judgement->verdict != VERDICT_UNSUPPORTED;
    if (judgement->verdict == VERDICT_PASS)
        stage->rehearsal->case_count++;
    if (judgement->active)
        mistake_in(
            stage->mistakes, test_case->place,
            "the case \"%s\" says unchanged = true, but its outcomes do not hold without the act \"%s\" (%s shows "
            "this), so it could fail well enough; remove unchanged",
            test_case->title, test_case->program.statements[test_case->act].text, stage_player(stage));
    else if (judgement->idle)
        mistake_in(
            stage->mistakes, test_case->place,
            "the case \"%s\" cannot fail: its outcomes hold without the act \"%s\" as well (%s shows this); expect "
            "what only the act brings about, or write unchanged = true if that is the point",
            test_case->title, test_case->program.statements[test_case->act].text, stage_player(stage));
    else if (judgement->verdict == VERDICT_ERROR)
        mistake_in(stage->mistakes, test_case->place,
                   "the case \"%s\" cannot be judged when %s runs it: %s; mend its program, or its \"where\"",
                   test_case->title, stage_player(stage), judgement->reason);
    else if (judgement->verdict == VERDICT_FAIL && !report_unmentioned(stage, test_case, judgement))
        mistake_in(
            stage->mistakes, test_case->place,
            "%s fails the case \"%s\": %s; mend the case, or the model where the clause's source is on the case's side",
            stage_player(stage), test_case->title, judgement->reason);
}
