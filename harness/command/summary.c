#include "command/summary.h"

#include <stdlib.h>
#include <string.h>

/* More failures than this are counted, not shown: the results have them all. */
enum { SHOWN_FAILURES = 20 };

struct entry {
    size_t number;
    bool expected;
    char *text;
};

struct summary {
    bool colour;
    struct entry *entries;
    size_t count;
};

static const char *const red = "\033[31m", *const green = "\033[32m", *const yellow = "\033[33m",
                         *const bold = "\033[1m", *const dim = "\033[2m", *const plain = "\033[0m";

/* The escape sequence where colours are wanted. */
static const char *in(const struct summary *summary, const char *escape)
{
    return summary->colour ? escape : "";
}

struct summary *summary_new(bool colour)
{
    struct summary *summary = checked_malloc(sizeof *summary);
    *summary = (struct summary){.colour = colour};
    return summary;
}

static void append_program(const struct summary *summary, struct text *text, const struct test_case *test_case,
                           const struct observation *observation)
{
    for (size_t i = 0; i < test_case->program.statement_count; i++) {
        const char *statement = test_case->program.statements[i].text;
        bool act = i == test_case->act;
        text_printf(text, "  %s%s %s%s", act ? in(summary, bold) : "", act ? ">" : " ", statement,
                    act ? in(summary, plain) : "");
        if (act && test_case->times > 1)
            text_printf(text, "    %s(%zu times)%s", in(summary, dim), test_case->times, in(summary, plain));
        bool native =
            observation != NULL && i < observation->native_count && strcmp(observation->native[i], statement) != 0;
        if (native)
            text_printf(text, "    %s# %s%s", in(summary, dim), observation->native[i], in(summary, plain));
        text_append_character(text, '\n');
    }
}

static void append_finding(struct text *text, const struct finding *finding)
{
    text_printf(text, "    expected  %s\n", finding->text);
    if (finding->kind != NULL && strcmp(finding->kind, "unmentioned") == 0 && finding->expected != NULL)
        text_printf(text, "              which was %s; the case does not mention it\n", finding->expected);
    if (finding->seen != NULL)
        text_printf(text, "    seen      %s\n", finding->seen);
}

/* What is known of it stands in the list; the program stands in the results. */
static void append_expected(const struct summary *summary, struct text *text, const char *what, const char *id,
                            const struct expected_entry *expected)
{
    text_printf(text, "%sXFAIL%s %s%s\n  %s (%s, until %s)\n", in(summary, yellow), in(summary, plain), what, id,
                expected->reason, expected->url, expected->expires);
}

static void append_failure(const struct summary *summary, struct text *text, const struct test_case *test_case,
                           const struct judgement *judgement, const struct executed *executed)
{
    bool failed = judgement->verdict == VERDICT_FAIL;
    text_printf(text, "%s%s%s %s\n", in(summary, red), failed ? "FAIL" : "ERROR", in(summary, plain), test_case->id);
    text_printf(text, "  %s%s: %s%s\n", in(summary, dim), test_case->clause->must ? "MUST" : "SHOULD",
                test_case->clause->text, in(summary, plain));
    append_program(summary, text, test_case, executed->observation);
    if (!failed)
        text_printf(text, "    %s\n", judgement->reason);
    for (size_t i = 0; i < judgement->finding_count; i++)
        if (judgement->findings[i].holds == HOLDS_NOT)
            append_finding(text, &judgement->findings[i]);
}

void summary_add(struct summary *summary, size_t number, const struct test_case *test_case,
                 const struct judgement *judgement, const struct expected_entry *expected,
                 const struct executed *executed)
{
    if (judgement->verdict != VERDICT_FAIL && judgement->verdict != VERDICT_ERROR)
        return;
    struct text text = TEXT_EMPTY;
    if (expected != NULL)
        append_expected(summary, &text, "", test_case->id, expected);
    else
        append_failure(summary, &text, test_case, judgement, executed);
    summary->entries = checked_realloc(summary->entries, (summary->count + 1) * sizeof *summary->entries);
    summary->entries[summary->count++] = (struct entry){number, expected != NULL, text.data};
}

static int compare_entries(const void *left, const void *right)
{
    size_t a = ((const struct entry *)left)->number, b = ((const struct entry *)right)->number;
    return a < b ? -1 : a > b;
}

void implementation_display(struct text *text, const json_t *implementation, const char *selector)
{
    const char *name = json_string_value(json_object_get(implementation, "name"));
    const char *version = json_string_value(json_object_get(implementation, "version"));
    const char *language = json_string_value(json_object_get(implementation, "language"));
    text_append(text, name != NULL ? name : selector);
    if (version != NULL)
        text_printf(text, " %s", version);
    if (language != NULL)
        text_printf(text, ", %s", language);
}

static void print_cases(FILE *file, const struct summary *summary, bool expected)
{
    size_t count = 0;
    for (size_t i = 0; i < summary->count; i++)
        if (summary->entries[i].expected == expected && count++ < SHOWN_FAILURES)
            fprintf(file, "%s\n", summary->entries[i].text);
    if (count > SHOWN_FAILURES)
        fprintf(file,
                "… and %zu more%s: --out F writes all of them down, and 'ibid report F --html DIR' shows them\n\n",
                count - SHOWN_FAILURES, expected ? " that were expected" : "");
}

static void print_expected_choices(FILE *file, const struct summary *summary, const struct expectations *expectations,
                                   const struct run_result *result)
{
    for (size_t i = 0; i < result->fingerprint.count; i++) {
        const struct measured *measured = &result->fingerprint.items[i];
        const struct expected_entry *expected =
            expectations_excuse_choice(expectations, measured->choice, measured->verdict);
        if (expected == NULL)
            continue;
        struct text text = TEXT_EMPTY;
        append_expected(summary, &text, "choice ", measured->choice->id, expected);
        fprintf(file, "%s\n", text_string(&text));
        text_free(&text);
    }
}

/* Each with its place, what is wrong and what to do. */
static void print_problems(FILE *file, const struct summary *summary, const struct expectations *expectations)
{
    static const char *const words[] = {
        [ENTRY_MATCHES_NOTHING] = "UNKNOWN", [ENTRY_LISTED_TWICE] = "DOUBLE", [ENTRY_PASSES] = "XPASS",
        [ENTRY_DOES_NOT_FAIL] = "UNNEEDED",  [ENTRY_UNFILLED] = "UNFILLED",   [ENTRY_EXPIRED] = "EXPIRED",
    };
    for (size_t i = 0; expectations != NULL && i < expectations->count; i++) {
        const struct expectation *item = &expectations->items[i];
        if (item->problem != ENTRY_FINE)
            fprintf(file, "%s%s%s %s:%zu: %s\n  %s\n\n", in(summary, red), words[item->problem], in(summary, plain),
                    expectations->list->file, item->entry->line, item->entry->id, item->message);
    }
}

static size_t sum(const size_t *counts)
{
    size_t all = 0;
    for (size_t verdict = 0; verdict < VERDICT_COUNT; verdict++)
        all += counts[verdict];
    return all;
}

static void print_choices(FILE *file, const struct summary *summary, const struct expectations *expectations,
                          const struct run_result *result)
{
    for (size_t i = 0; i < result->fingerprint.count; i++) {
        const struct measured *measured = &result->fingerprint.items[i];
        if (expectations_excuse_choice(expectations, measured->choice, measured->verdict) != NULL)
            continue;
        if (measured->verdict == VERDICT_DIFFERS)
            fprintf(file, "%sDIFFERS%s choice %s: %s\n  %s\n\n", in(summary, yellow), in(summary, plain),
                    measured->choice->id, measured->reason, measured->choice->asks);
        else if (measured->verdict == VERDICT_FAIL || measured->verdict == VERDICT_ERROR)
            fprintf(file, "%s%s%s choice %s: %s\n  %s\n    %s\n\n", in(summary, red),
                    measured->verdict == VERDICT_FAIL ? "FAIL" : "ERROR", in(summary, plain), measured->choice->id,
                    measured->verdict == VERDICT_FAIL ? "no lawful answer fits" : "its probes could not be run",
                    measured->choice->asks, measured->reason);
    }
}

static void print_list_counts(FILE *file, const struct summary *summary, const struct expectations *expectations)
{
    if (expectations == NULL || expectations->problem_count == 0)
        return;
    bool needless = false;
    for (size_t i = 0; i < expectations->count; i++)
        needless = needless || entry_problem_is_needless(expectations->items[i].problem);
    fprintf(file, "%s%zu of %zu entries%s of %s do not fit this run%s\n", in(summary, red), expectations->problem_count,
            expectations->list->count, in(summary, plain), expectations->list->file,
            needless ? "; --update-expected takes out what is not needed" : "");
}

static void print_counts(FILE *file, const struct summary *summary, const struct expectations *expectations,
                         const struct run_result *result)
{
    const size_t *cases = result->counts.cases, *expected = result->counts.expected_cases;
    size_t failed = cases[VERDICT_FAIL] - expected[VERDICT_FAIL];
    size_t errors = cases[VERDICT_ERROR] - expected[VERDICT_ERROR];
    size_t executed = cases[VERDICT_PASS] + cases[VERDICT_FAIL] + cases[VERDICT_INCONCLUSIVE];
    fprintf(file, "%s%zu passed, %zu failed, %zu errors%s", in(summary, failed + errors > 0 ? red : green),
            cases[VERDICT_PASS], failed, errors, in(summary, plain));
    if (sum(expected) > 0)
        fprintf(file, ", %zu expected failure%s", sum(expected), sum(expected) == 1 ? "" : "s");
    fprintf(file, " of %zu cases; %zu executed, %zu unsupported, %zu not applicable, %zu inconclusive\n",
            result->selected, executed, cases[VERDICT_UNSUPPORTED], cases[VERDICT_NOT_APPLICABLE],
            cases[VERDICT_INCONCLUSIVE]);
    const size_t *choices = result->counts.choices;
    size_t asked = 0;
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        asked += choices[i];
    fprintf(file, "%zu of %zu choices answered lawfully", choices[VERDICT_PASS] + choices[VERDICT_DIFFERS], asked);
    if (choices[VERDICT_DIFFERS] > 0)
        fprintf(file, ", %zu other than the profile", choices[VERDICT_DIFFERS]);
    size_t expected_choices = sum(result->counts.expected_choices);
    if (expected_choices > 0)
        fprintf(file, ", %zu expected failure%s", expected_choices, expected_choices == 1 ? "" : "s");
    fputs("\n", file);
    print_list_counts(file, summary, expectations);
}

static void print_conclusion(FILE *file, const struct summary *summary, const struct profile *profile,
                             const struct run_result *result)
{
    const size_t *cases = result->counts.cases;
    size_t expected = sum(result->counts.expected_cases) + sum(result->counts.expected_choices);
    bool good = !result->failed;
    fputs(in(summary, bold), file);
    if (cases[VERDICT_PASS] + cases[VERDICT_FAIL] + cases[VERDICT_ERROR] == 0)
        fprintf(file, "Nothing was tested: no case could be judged");
    else if (profile != NULL)
        fprintf(file, "%s to profile %s", good ? "Conformant" : "Not conformant", profile->id);
    else
        fprintf(file, "%s with its own answers; no profile was claimed", good ? "Consistent" : "Not consistent");
    bool all_judged =
        result->selected == result->in_spec && cases[VERDICT_UNSUPPORTED] + cases[VERDICT_INCONCLUSIVE] == 0;
    if (good && !all_judged && cases[VERDICT_PASS] > 0)
        fprintf(file, ", as far as %zu of %zu cases tell", cases[VERDICT_PASS], result->in_spec);
    if (good && expected > 0)
        fprintf(file, ", but for %zu expected failure%s", expected, expected == 1 ? "" : "s");
    if (good && result->exit_code != 0)
        fputs(", but the list of expected failures does not fit", file);
    fprintf(file, "%s (%.1f s)\n", in(summary, plain), result->seconds);
}

void summary_print(FILE *file, const struct summary *summary, const json_t *implementation, const char *selector,
                   bool traced, const struct profile *profile, const struct expectations *expectations,
                   const struct run_result *result)
{
    if (summary->count > 0)
        qsort(summary->entries, summary->count, sizeof *summary->entries, compare_entries);
    print_cases(file, summary, false);
    print_choices(file, summary, expectations, result);
    print_cases(file, summary, true);
    print_expected_choices(file, summary, expectations, result);
    print_problems(file, summary, expectations);
    struct text name = TEXT_EMPTY;
    implementation_display(&name, implementation, selector);
    fprintf(file, "%s%s%s%s%s%s\n", in(summary, bold), text_string(&name), in(summary, plain), traced ? ", traced" : "",
            profile != NULL ? ", held to profile " : "", profile != NULL ? profile->id : "");
    text_free(&name);
    print_counts(file, summary, expectations, result);
    print_conclusion(file, summary, profile, result);
}

void summary_free(struct summary *summary)
{
    for (size_t i = 0; i < summary->count; i++)
        free(summary->entries[i].text);
    free(summary->entries);
    free(summary);
}
