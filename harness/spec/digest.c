#include "spec/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "notation/print.h"
#include "spec/outcomes.h"
#include "spec/value.h"

enum { SPEC_DIGITS = 32, CASE_DIGITS = 16 };

static const char *hex(struct arena *arena, const XXH3_state_t *state, size_t digits)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < digits / 2; i++)
        text_printf(&text, "%02x", canonical.digest[i]);
    return keep_text(arena, &text);
}

/* With the zero byte at its end, so that no two lists of strings look alike. */
static void add(XXH3_state_t *state, const char *string)
{
    XXH3_128bits_update(state, string, strlen(string) + 1);
}

static void add_program(XXH3_state_t *state, const struct test_case *test_case)
{
    for (size_t i = 0; i < test_case->program.statement_count; i++) {
        add(state, i == test_case->act ? "act" : "");
        add(state, test_case->program.statements[i].text);
    }
    add(state, test_case->whole ? "whole" : "");
    add(state, test_case->unchanged ? "unchanged" : "");
    char times[32];
    snprintf(times, sizeof times, "times %zu", test_case->times);
    add(state, test_case->times > 1 ? times : "");
    if (test_case->traced) /* without a place of its own where it is not: cases are older than this */
        add(state, "traced");
}

/* One line: what the outcome states, and not how that is said to people. */
static const char *outcome_line(struct arena *arena, const struct outcome *outcome)
{
    static const char *const relations[] = {
        [IDENTITY_SAME] = "is", [IDENTITY_DIFFERENT] = "is not", [IDENTITY_KEPT] = "kept"};
    struct text line = TEXT_EMPTY;
    text_printf(&line, "%s %s", outcome_kind_name(outcome->kind), outcome->name != NULL ? outcome->name : "");
    if (outcome->kind == OUTCOME_IDENTITY)
        text_printf(&line, "%s %s %s", outcome->left.text, relations[outcome->relation],
                    outcome->right.text != NULL ? outcome->right.text : "");
    if (outcome->value != NULL)
        expected_value_canonical(&line, outcome->value);
    if (outcome->expression != NULL)
        text_printf(&line, " %s", print_string(arena, outcome->expression));
    for (size_t i = 0; i < outcome->error_kind_count; i++)
        text_printf(&line, " %s", error_kind_name(outcome->error_kinds[i]));
    if (outcome->dtype != NULL)
        text_printf(&line, " %s", outcome->dtype);
    if (outcome->kind == OUTCOME_ALLOCATES)
        text_printf(&line, " %s%lld", outcome->at_most ? "<= " : "", outcome->bytes);
    return keep_text(arena, &line);
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void add_outcomes(struct arena *arena, XXH3_state_t *state, const struct outcomes *outcomes)
{
    const char **lines = ARENA_ARRAY(arena, const char *, outcomes->count + 1);
    for (size_t i = 0; i < outcomes->count; i++)
        lines[i] = outcome_line(arena, &outcomes->items[i]);
    qsort(lines, outcomes->count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < outcomes->count; i++)
        add(state, lines[i]);
}

static XXH3_state_t *start(void)
{
    XXH3_state_t *state = XXH3_createState();
    XXH3_128bits_reset(state);
    return state;
}

static const char *finish(struct arena *arena, XXH3_state_t *state, size_t digits)
{
    const char *digest = hex(arena, state, digits);
    XXH3_freeState(state);
    return digest;
}

const char *digest_of_case(struct arena *arena, const struct test_case *test_case)
{
    XXH3_state_t *state = start();
    add_program(state, test_case);
    add_outcomes(arena, state, &test_case->outcomes);
    return finish(arena, state, CASE_DIGITS);
}

const char *digest_of_spec(struct arena *arena, const struct spec *spec)
{
    XXH3_state_t *state = start();
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++) {
            const struct test_case *test_case = spec->clauses[i]->cases[k];
            add(state, test_case->id);
            add_program(state, test_case);
            add_outcomes(arena, state, &test_case->outcomes);
        }
    for (size_t i = 0; i < spec->choice_count; i++) {
        const struct choice *choice = spec->choices[i];
        add(state, choice->id);
        for (size_t k = 0; k < choice->probe_count; k++)
            add_program(state, choice->probes[k]);
        for (size_t k = 0; k < choice->answer_count; k++) {
            add(state, choice->answers[k].name);
            add_outcomes(arena, state, &choice->answers[k].outcomes);
        }
    }
    return finish(arena, state, SPEC_DIGITS);
}
