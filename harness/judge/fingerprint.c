#include "judge/fingerprint.h"

#include <string.h>

const struct measured *fingerprint_find(const struct fingerprint *fingerprint, const char *choice)
{
    for (size_t i = 0; i < fingerprint->count; i++)
        if (strcmp(fingerprint->items[i].choice->id, choice) == 0)
            return &fingerprint->items[i];
    return NULL;
}

const char *measured_name(const struct measured *measured)
{
    switch (measured->state) {
    case MEASURED:
        return measured->answer;
    case MEASURED_NONE:
        return "none";
    default:
        return "unknown";
    }
}

void judge_probe(struct arena *arena, const struct choice *choice, const struct evidence *evidence,
                 struct probe_result *result)
{
    *result = (struct probe_result){.probe = result->probe, .verdict = VERDICT_FAIL, .reason = "no answer fits"};
    for (size_t i = 0; i < choice->answer_count; i++) {
        const struct answer *answer = &choice->answers[i];
        if (answer->depends || answer->declared)
            continue;
        struct judgement judgement;
        judge(arena, &answer->outcomes, evidence, &judgement);
        const struct finding *unobserved = judgement_unobserved(&judgement);
        if (judgement.verdict == VERDICT_PASS && unobserved != NULL) {
            /* It might as well be another answer that differs in just this. */
            judgement.verdict = VERDICT_UNSUPPORTED;
            judgement.reason = unobserved->seen;
        }
        if (judgement.verdict == VERDICT_PASS && result->answer == NULL) {
            *result = (struct probe_result){result->probe, answer->name, NULL, VERDICT_PASS, ""};
        } else if (judgement.verdict == VERDICT_PASS) {
            result->also = answer->name;
        } else if (result->answer != NULL) {
            continue;
        } else if (judgement.verdict != VERDICT_FAIL) {
            result->verdict = judgement.verdict;
            result->reason = judgement.reason;
        } else if (result->verdict == VERDICT_FAIL && choice->otherwise != NULL &&
                   strcmp(choice->otherwise, answer->name) == 0) {
            /* The answer that it will be held to says most about what is wrong. */
            result->reason = judgement.reason;
        }
    }
}

static const char *depends_answer(const struct choice *choice)
{
    for (size_t i = 0; i < choice->answer_count; i++)
        if (choice->answers[i].depends)
            return choice->answers[i].name;
    return NULL;
}

static bool is_declared(const struct choice *choice, const char *answer)
{
    for (size_t i = 0; i < choice->answer_count; i++)
        if (strcmp(choice->answers[i].name, answer) == 0)
            return choice->answers[i].declared;
    return false;
}

static bool same(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

/* The answer that the probes have in common. */
static void draw_answer(struct arena *arena, struct measured *measured)
{
    const struct probe_result *first = NULL, *unfit = NULL, *silent = NULL;
    bool differ = false;
    for (size_t i = 0; i < measured->probe_count; i++) {
        const struct probe_result *probe = &measured->probes[i];
        if (probe->verdict == VERDICT_PASS) {
            differ = differ || (first != NULL && !same(first->answer, probe->answer));
            first = first == NULL ? probe : first;
        } else if (probe->verdict == VERDICT_FAIL) {
            unfit = unfit == NULL ? probe : unfit;
        } else if (silent == NULL ||
                   (silent->verdict == VERDICT_UNSUPPORTED && probe->verdict != VERDICT_UNSUPPORTED)) {
            silent = probe;
        }
    }
    bool only_unsupported = silent == NULL || silent->verdict == VERDICT_UNSUPPORTED;
    if (unfit != NULL) {
        measured->state = MEASURED_NONE;
        measured->reason = unfit->reason;
    } else if (first == NULL || !only_unsupported) {
        measured->state = MEASURED_UNKNOWN;
        measured->verdict = silent != NULL ? silent->verdict : VERDICT_INCONCLUSIVE;
        measured->reason = silent != NULL ? silent->reason : "there is no probe";
    } else if (!differ) {
        measured->state = MEASURED;
        measured->answer = first->answer;
    } else if (depends_answer(measured->choice) != NULL) {
        measured->state = MEASURED;
        measured->answer = depends_answer(measured->choice);
    } else {
        measured->state = MEASURED_NONE;
        measured->reason = arena_printf(arena, "the probes answer differently, and the choice allows no such answer");
    }
}

static void hold_against_profile(struct arena *arena, struct measured *measured, const struct profile *profile)
{
    const char *wanted = profile != NULL ? profile_answer(profile, measured->choice->id) : NULL;
    measured->profile_answer = wanted;
    if (wanted != NULL && is_declared(measured->choice, wanted)) {
        measured->verdict = VERDICT_PASS;
        measured->effective = wanted;
        return;
    }
    switch (measured->state) {
    case MEASURED:
        measured->verdict = wanted == NULL || same(wanted, measured->answer) ? VERDICT_PASS : VERDICT_DIFFERS;
        measured->effective = measured->verdict == VERDICT_PASS ? measured->answer : NULL;
        measured->reason =
            measured->verdict == VERDICT_PASS
                ? ""
                : arena_printf(arena, "the profile's answer is \"%s\", not \"%s\"", wanted, measured->answer);
        break;
    case MEASURED_NONE:
        measured->verdict = VERDICT_FAIL;
        measured->effective = wanted != NULL ? wanted : measured->choice->otherwise;
        break;
    case MEASURED_UNKNOWN:
        break;
    case MEASURED_NOT_ASKED:
        measured->verdict = VERDICT_NOT_APPLICABLE;
        break;
    }
}

void measure_choice(struct arena *arena, struct fingerprint *fingerprint, size_t number, const struct profile *profile)
{
    struct measured *measured = &fingerprint->items[number];
    const struct choice *choice = measured->choice;
    measured->effective = NULL;
    measured->reason = "";
    const char *reason;
    if (guard_holds(arena, fingerprint, choice->requires, choice->requires_count, &reason)) {
        draw_answer(arena, measured);
    } else {
        measured->state = MEASURED_NOT_ASKED;
        measured->reason = reason;
    }
    hold_against_profile(arena, measured, profile);
}

bool guard_holds(struct arena *arena, const struct fingerprint *fingerprint, const struct answer_condition *where,
                 size_t where_count, const char **reason)
{
    for (size_t i = 0; i < where_count; i++) {
        const struct measured *measured = fingerprint_find(fingerprint, where[i].choice);
        if (measured != NULL && same(measured->effective, where[i].answer))
            continue;
        *reason = arena_printf(arena, "presupposes %s = \"%s\"; here it is \"%s\"", where[i].choice, where[i].answer,
                               measured == NULL ? "unknown" : measured_name(measured));
        return false;
    }
    return true;
}
