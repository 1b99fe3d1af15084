#include "judge/findings.h"

#include <stdlib.h>

/* A count that the program was told, or -1. */
static long long count_named(const struct judging *judging, const char *name)
{
    const struct observation *observation = judging->evidence->observation;
    size_t read = judging->evidence->plan->measurement->read;
    const struct object *count = read < observation->read_count ? snapshot_find(&observation->reads[read], name) : NULL;
    return count != NULL && count->kind == IBID_INT ? strtoll(count->text, NULL, 10) : -1;
}

static const struct step_error *error_of(const struct judging *judging, size_t number)
{
    const struct observation *observation = judging->evidence->observation;
    return number < observation->try_count ? observation->tries[number] : NULL;
}

/* Why there is no number: true if there is none. */
static bool nothing_counted(const struct judging *judging, struct finding *finding, long long *bytes)
{
    const struct plan *plan = judging->evidence->plan;
    if (plan->without_the_act) {
        *bytes = 0;
        return false;
    }
    if (plan->measurement == NULL) {
        finding->holds = HOLDS_UNOBSERVED;
        finding->seen = "it was not asked for";
        return true;
    }
    const struct step_error *error = error_of(judging, plan->measurement->before_try);
    if (error == NULL)
        error = error_of(judging, plan->measurement->after_try);
    if (error != NULL) {
        finding->holds = error->kind == IBID_ERROR_UNSUPPORTED ? HOLDS_UNOBSERVED : HOLDS_UNDECIDED;
        finding->seen = error->message;
        return true;
    }
    long long before = count_named(judging, plan->measurement->before);
    long long after = count_named(judging, plan->measurement->after);
    *bytes = after - before;
    finding->holds = HOLDS_UNDECIDED;
    finding->seen = before < 0 || after < 0 ? "allocated() is no number of bytes" : "allocated() went down";
    return before < 0 || after < before;
}

void judge_allocates(struct judging *judging, const struct outcome *outcome)
{
    struct finding *finding = add_finding(judging, "allocates", outcome->text, HOLDS_NOT);
    long long bytes;
    finding->evidence = "reported";
    if (nothing_counted(judging, finding, &bytes)) {
        finding->evidence = "none";
        return;
    }
    bool fits = bytes == outcome->bytes || (outcome->at_most && bytes < outcome->bytes);
    finding->holds = fits ? HOLDS : HOLDS_NOT;
    finding->seen = arena_printf(judging->arena, "it allocated %lld", bytes);
}
