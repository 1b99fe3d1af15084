#include "command/summary.h"

#include <stdlib.h>
#include <string.h>

/* More failures than this are counted, not shown: the results have them all. */
enum { SHOWN_FAILURES = 20 };

struct entry {
    size_t number;
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

void summary_add(struct summary *summary, size_t number, const struct test_case *test_case,
                 const struct judgement *judgement, const struct executed *executed)
{
    if (judgement->verdict != VERDICT_FAIL && judgement->verdict != VERDICT_ERROR)
        return;
    bool failed = judgement->verdict == VERDICT_FAIL;
    struct text text = TEXT_EMPTY;
    text_printf(&text, "%s%s%s %s\n", in(summary, red), failed ? "FAIL" : "ERROR", in(summary, plain), test_case->id);
    text_printf(&text, "  %s%s: %s%s\n", in(summary, dim), test_case->clause->must ? "MUST" : "SHOULD",
                test_case->clause->text, in(summary, plain));
    append_program(summary, &text, test_case, executed->observation);
    if (!failed)
        text_printf(&text, "    %s\n", judgement->reason);
    for (size_t i = 0; i < judgement->finding_count; i++)
        if (judgement->findings[i].holds == HOLDS_NOT)
            append_finding(&text, &judgement->findings[i]);
    summary->entries = checked_realloc(summary->entries, (summary->count + 1) * sizeof *summary->entries);
    summary->entries[summary->count++] = (struct entry){number, text.data};
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

static void print_choices(FILE *file, const struct summary *summary, const struct run_result *result)
{
    for (size_t i = 0; i < result->fingerprint.count; i++) {
        const struct measured *measured = &result->fingerprint.items[i];
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

static void print_counts(FILE *file, const struct summary *summary, const struct run_result *result)
{
    const size_t *cases = result->counts.cases;
    size_t executed = cases[VERDICT_PASS] + cases[VERDICT_FAIL] + cases[VERDICT_INCONCLUSIVE];
    bool bad = cases[VERDICT_FAIL] + cases[VERDICT_ERROR] > 0;
    fprintf(file,
            "%s%zu passed, %zu failed, %zu errors%s of %zu cases; %zu executed, %zu unsupported, %zu not applicable, "
            "%zu inconclusive\n",
            in(summary, bad ? red : green), cases[VERDICT_PASS], cases[VERDICT_FAIL], cases[VERDICT_ERROR],
            in(summary, plain), result->selected, executed, cases[VERDICT_UNSUPPORTED], cases[VERDICT_NOT_APPLICABLE],
            cases[VERDICT_INCONCLUSIVE]);
    const size_t *choices = result->counts.choices;
    size_t asked = 0;
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        asked += choices[i];
    fprintf(file, "%zu of %zu choices answered lawfully", choices[VERDICT_PASS] + choices[VERDICT_DIFFERS], asked);
    if (choices[VERDICT_DIFFERS] > 0)
        fprintf(file, ", %zu other than the profile", choices[VERDICT_DIFFERS]);
    fputs("\n", file);
}

static void print_conclusion(FILE *file, const struct summary *summary, const struct profile *profile,
                             const struct run_result *result)
{
    const size_t *cases = result->counts.cases;
    bool good = result->exit_code == 0;
    fputs(in(summary, bold), file);
    if (cases[VERDICT_PASS] + cases[VERDICT_FAIL] + cases[VERDICT_ERROR] == 0)
        fprintf(file, "Nothing was tested: no case could be judged");
    else if (profile != NULL)
        fprintf(file, "%s to profile %s", good ? "Conformant" : "Not conformant", profile->id);
    else
        fprintf(file, "%s with its own answers; no profile was claimed", good ? "Consistent" : "Not consistent");
    if (good && cases[VERDICT_UNSUPPORTED] + cases[VERDICT_INCONCLUSIVE] > 0 && cases[VERDICT_PASS] > 0)
        fprintf(file, ", as far as %zu of %zu cases tell", cases[VERDICT_PASS], result->selected);
    fprintf(file, "%s (%.1f s)\n", in(summary, plain), result->seconds);
}

void summary_print(FILE *file, const struct summary *summary, const json_t *implementation, const char *selector,
                   const struct profile *profile, const struct run_result *result)
{
    if (summary->count > 0)
        qsort(summary->entries, summary->count, sizeof *summary->entries, compare_entries);
    for (size_t i = 0; i < summary->count && i < SHOWN_FAILURES; i++)
        fprintf(file, "%s\n", summary->entries[i].text);
    if (summary->count > SHOWN_FAILURES)
        fprintf(file, "… and %zu more: --out F writes all of them down, and 'ibid report F --html DIR' shows them\n\n",
                summary->count - SHOWN_FAILURES);
    print_choices(file, summary, result);
    struct text name = TEXT_EMPTY;
    implementation_display(&name, implementation, selector);
    fprintf(file, "%s%s%s%s%s\n", in(summary, bold), text_string(&name), in(summary, plain),
            profile != NULL ? ", held to profile " : "", profile != NULL ? profile->id : "");
    text_free(&name);
    print_counts(file, summary, result);
    print_conclusion(file, summary, profile, result);
}

void summary_free(struct summary *summary)
{
    for (size_t i = 0; i < summary->count; i++)
        free(summary->entries[i].text);
    free(summary->entries);
    free(summary);
}
