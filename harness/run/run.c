#include "run/run.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>

#include "base/clock.h"
#include "results/writer.h"
#include "run/execution.h"

/* How many cases are on their way at once: enough to keep every worker's pipe filled. */
enum { CASES_IN_FLIGHT = 256 };

struct running;

/* A case on its way through the run. */
struct case_run {
    struct execution execution;
    const struct test_case *test_case;
    struct running *running;
    json_t *record; /* once judged, until those before it are written */
    bool judged;
    enum verdict verdict;
    bool decides; /* the run fails by this case, unless that is expected */
};

struct running {
    const struct run_options *options;
    struct run_result *result;
    struct arena *arena;
    struct results_writer *writer;
    struct case_run *cases;
    size_t case_count, next_submitted, next_written, done;
    const struct clause *clause_written; /* the clause whose case was written last */
    size_t
        next_clause; /* those before it, in the order of the spec, have their records if they have something to tell */
    double answered_at_ms;
};

static double now_ms(void)
{
    return 1e3 * clock_seconds();
}

/* The time since the answer before this one: what this program cost the run. */
static double cost_ms(struct running *running)
{
    double now = now_ms(), cost = now - running->answered_at_ms;
    running->answered_at_ms = now;
    return (double)(long long)(cost * 1000) / 1000;
}

bool run_selects(const char *filter, const char *id)
{
    return filter == NULL || fnmatch(filter, id, 0) == 0;
}

static void report_progress(struct running *running, size_t total, const char *id)
{
    if (running->options->progress == NULL)
        return;
    const struct run_progress progress = {running->done, total, id, running->result->counts.cases};
    running->options->progress(running->options->data, &progress);
}

/* The probes: all choices at once. */

struct probe_run {
    struct execution execution;
    const struct choice *choice;
    struct probe_result *result;
    struct running *running;
    size_t total;
    double milliseconds;
};

static void probe_done(struct execution *execution)
{
    struct probe_run *probe = execution->owner;
    struct running *running = probe->running;
    const struct evidence evidence = execution_evidence(execution);
    judge_probe(execution->arena, probe->choice, &evidence, probe->result);
    /* The reason may point into what the execution showed. */
    probe->result->reason = arena_strdup(running->arena, probe->result->reason);
    probe->milliseconds = cost_ms(running);
    running->done++;
    report_progress(running, probe->total, probe->result->probe->id);
}

static void submit_probe(struct running *running, struct probe_run *probe)
{
    const struct test_case *test_case = probe->result->probe;
    probe->running = running;
    probe->execution.program = &test_case->program;
    probe->execution.act = test_case->act;
    probe->execution.times = test_case->times;
    probe->execution.whole = test_case->whole;
    probe->execution.traced = running->options->traced;
    probe->execution.done = probe_done;
    probe->execution.owner = probe;
    for (size_t i = 0; i < probe->choice->answer_count; i++) {
        const struct outcomes *outcomes = &probe->choice->answers[i].outcomes;
        names_of_outcomes(running->arena, outcomes, &probe->execution.proved);
        probe->execution.measured = probe->execution.measured || outcomes_measure(outcomes);
    }
    execution_submit(&probe->execution, running->options->pool);
}

static size_t wanted_probe_count(const struct run_options *options, const struct choice *choice)
{
    bool wanted = options->wants_choice == NULL || options->wants_choice(options->data, choice);
    return wanted ? choice->probe_count : 0;
}

static struct probe_run *submit_probes(struct running *running, struct fingerprint *fingerprint, size_t *total)
{
    const struct spec *spec = running->options->spec;
    *total = 0;
    for (size_t i = 0; i < spec->choice_count; i++)
        *total += wanted_probe_count(running->options, spec->choices[i]);
    struct probe_run *probes = ARENA_ARRAY(running->arena, struct probe_run, *total + 1), *next = probes;
    fingerprint->items = ARENA_ARRAY(running->arena, struct measured, spec->choice_count + 1);
    fingerprint->count = spec->choice_count;
    for (size_t i = 0; i < spec->choice_count; i++) {
        const struct choice *choice = spec->choices[i];
        struct measured *measured = &fingerprint->items[i];
        measured->choice = choice;
        measured->probe_count = wanted_probe_count(running->options, choice);
        measured->probes = ARENA_ARRAY(running->arena, struct probe_result, measured->probe_count + 1);
        for (size_t k = 0; k < measured->probe_count; k++, next++) {
            measured->probes[k].probe = choice->probes[k];
            next->choice = choice;
            next->result = &measured->probes[k];
            next->total = *total;
            submit_probe(running, next);
        }
    }
    return probes;
}

static bool choice_decides(const struct measured *measured)
{
    return measured->verdict == VERDICT_FAIL || measured->verdict == VERDICT_DIFFERS ||
           measured->verdict == VERDICT_ERROR;
}

static const struct expected_entry *count_choice(struct running *running, const struct measured *measured)
{
    struct expectations *expectations = running->options->expectations;
    const struct expected_entry *expected =
        expectations_excuse_choice(expectations, measured->choice, measured->verdict);
    running->result->counts.choices[measured->verdict]++;
    running->result->counts.expected_choices[measured->verdict] += expected != NULL;
    if (choice_decides(measured) && expected == NULL)
        running->result->failed = true;
    if (expectations != NULL)
        expectations_note_choice(expectations, measured->choice, measured->verdict, choice_decides(measured));
    return expected;
}

static void write_choices(struct running *running, const struct fingerprint *fingerprint, const struct probe_run *probe)
{
    for (size_t i = 0; i < fingerprint->count; i++) {
        const struct measured *measured = &fingerprint->items[i];
        struct executed *executed = ARENA_ARRAY(running->arena, struct executed, measured->probe_count + 1);
        for (size_t k = 0; k < measured->probe_count; k++, probe++)
            executed[k] =
                (struct executed){.observation = probe->execution.observation, .milliseconds = probe->milliseconds};
        results_write(running->writer, record_choice_new(measured, count_choice(running, measured), executed));
    }
}

static void measure(struct running *running)
{
    const struct run_options *options = running->options;
    struct fingerprint *fingerprint = &running->result->fingerprint;
    size_t total;
    struct probe_run *probes = submit_probes(running, fingerprint, &total);
    pool_run(options->pool);
    for (size_t i = 0; i < fingerprint->count; i++)
        measure_choice(running->arena, fingerprint, i, options->profile);

    const struct header header = {options->spec,    options->selector, pool_implementation(options->pool),
                                  options->profile, fingerprint,       options->filter,
                                  options->traced};
    results_write(running->writer, record_header_new(&header));
    write_choices(running, fingerprint, probes);
    for (size_t i = 0; i < total; i++)
        execution_release(&probes[i].execution);
    running->done = 0;
}

/* The cases. */

/* Pending clauses have no case that could lead to them: they are written with what stands around them. */
static void write_clauses_through(struct running *running, const struct clause *last)
{
    const struct spec *spec = running->options->spec;
    while (running->next_clause < spec->clause_count) {
        const struct clause *clause = spec->clauses[running->next_clause++];
        if (clause == last || (clause->pending != NULL && run_selects(running->options->filter, clause->id)))
            results_write(running->writer, record_clause_new(clause));
        if (clause == last)
            return;
    }
}

static void write_in_order(struct running *running)
{
    while (running->writer != NULL && running->next_written < running->case_count &&
           running->cases[running->next_written].judged) {
        struct case_run *next = &running->cases[running->next_written++];
        if (next->test_case->clause != running->clause_written) {
            running->clause_written = next->test_case->clause;
            write_clauses_through(running, running->clause_written);
        }
        results_write(running->writer, next->record);
        next->record = NULL;
    }
}

static void conclude_case(struct case_run *case_run, const struct judgement *judgement, const struct executed *executed)
{
    struct running *running = case_run->running;
    const struct expected_entry *expected =
        expectations_excuse_case(running->options->expectations, case_run->test_case, judgement->verdict);
    running->result->counts.cases[judgement->verdict]++;
    running->result->counts.expected_cases[judgement->verdict] += expected != NULL;
    case_run->verdict = judgement->verdict;
    /* A SHOULD that fails is reported, and does not decide. */
    case_run->decides = judgement->verdict == VERDICT_ERROR ||
                        (judgement->verdict == VERDICT_FAIL && case_run->test_case->clause->must);
    if (case_run->decides && expected == NULL)
        running->result->failed = true;
    running->done++;
    if (running->writer != NULL)
        case_run->record = record_case_new(case_run->test_case, judgement, expected, executed);
    case_run->judged = true;
    if (running->options->judged != NULL)
        running->options->judged(running->options->data, (size_t)(case_run - running->cases), case_run->test_case,
                                 judgement, expected, executed);
    report_progress(running, running->case_count, case_run->test_case->id);
    write_in_order(running);
}

static void submit_cases(struct running *running, size_t count);

/* What holds without the act as well was not brought about by it: passing would tell nothing. */
static void judge_case(struct arena *arena, const struct test_case *test_case, const struct evidence *evidence,
                       struct judgement *judgement)
{
    judge(arena, &test_case->outcomes, evidence, judgement);
    if (judgement->verdict != VERDICT_PASS)
        return;
    enum holds without_act = judge_without_act(arena, &test_case->outcomes, evidence);
    judgement->active = test_case->unchanged && without_act == HOLDS_NOT;
    if (test_case->unchanged || without_act != HOLDS)
        return;
    const struct finding *unobserved = judgement_unobserved(judgement);
    if (unobserved != NULL) {
        judgement->verdict = VERDICT_UNSUPPORTED;
        judgement->reason = unobserved->seen;
    } else {
        judgement->verdict = VERDICT_INCONCLUSIVE;
        judgement->idle = true;
        judgement->reason = "these outcomes hold without the act as well, so they tell nothing; "
                            "a case that means this says unchanged = true";
    }
}

static void case_done(struct execution *execution)
{
    struct case_run *case_run = execution->owner;
    struct running *running = case_run->running;
    const struct evidence evidence = execution_evidence(execution);
    struct judgement judgement;
    judge_case(execution->arena, case_run->test_case, &evidence, &judgement);
    const struct executed executed = {execution->observation, execution->plan, execution->answer,
                                      execution->without_act_answer, cost_ms(running)};
    conclude_case(case_run, &judgement, &executed);
    execution_release(execution);
    submit_cases(running, 1);
}

/* An act that is to be traced needs a tracer; what presupposes an answer, that answer. */
static bool applies(struct case_run *case_run)
{
    struct running *running = case_run->running;
    struct judgement judgement = {.verdict = VERDICT_NOT_APPLICABLE};
    bool has_tracer = !case_run->test_case->traced || pool_has_mode(running->options->pool, "traced");
    bool guarded = !guard_holds(running->arena, &running->result->fingerprint, case_run->test_case->where,
                                case_run->test_case->where_count, &judgement.reason);
    if (!guarded && has_tracer)
        return true;
    if (!guarded) {
        judgement.verdict = VERDICT_UNSUPPORTED;
        judgement.reason = "traced: the implementation has no tracer";
    }
    const struct executed nothing = {0};
    conclude_case(case_run, &judgement, &nothing);
    return false;
}

/* Sends so many more cases on their way; those that do not apply are judged at once. */
static void submit_cases(struct running *running, size_t count)
{
    while (count > 0 && running->next_submitted < running->case_count) {
        struct case_run *case_run = &running->cases[running->next_submitted++];
        if (!applies(case_run))
            continue;
        struct execution *execution = &case_run->execution;
        const struct test_case *test_case = case_run->test_case;
        *execution = (struct execution){.program = &test_case->program,
                                        .act = test_case->act,
                                        .times = test_case->times,
                                        .first_tried = first_tried(test_case),
                                        .measured = outcomes_measure(&test_case->outcomes),
                                        .whole = test_case->whole,
                                        .compare_without_act = true,
                                        .traced = running->options->traced || test_case->traced,
                                        .done = case_done,
                                        .owner = case_run};
        names_of_outcomes(running->arena, &test_case->outcomes, &execution->proved);
        execution_submit(execution, running->options->pool);
        count--;
    }
}

static void select_cases(struct running *running)
{
    const struct spec *spec = running->options->spec;
    running->cases = ARENA_ARRAY(running->arena, struct case_run, spec->case_count + 1);
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++) {
            const struct test_case *test_case = spec->clauses[i]->cases[k];
            if (!run_selects(running->options->filter, test_case->id) ||
                (running->options->wants != NULL && !running->options->wants(running->options->data, test_case)))
                continue;
            running->cases[running->case_count].test_case = test_case;
            running->cases[running->case_count++].running = running;
        }
    running->result->selected = running->case_count;
    running->result->in_spec = spec->case_count;
}

/* Cases are judged in any order; what is told of the list must not depend on it. */
static void conclude_expectations(struct running *running)
{
    struct expectations *expectations = running->options->expectations;
    if (expectations == NULL)
        return;
    for (size_t i = 0; i < running->case_count; i++)
        expectations_note_case(expectations, running->cases[i].test_case, running->cases[i].verdict,
                               running->cases[i].decides);
    expectations_conclude(expectations);
    if (expectations->problem_count > 0)
        running->result->exit_code = 1;
}

void run(struct arena *arena, const struct run_options *options, struct run_result *result)
{
    *result = (struct run_result){0};
    struct running running = {.options = options,
                              .result = result,
                              .arena = arena,
                              .writer = options->out == NULL ? NULL : results_writer_new(options->out, options->times),
                              .answered_at_ms = now_ms()};
    double started_ms = now_ms();
    measure(&running);
    if (!options->fingerprint_only) {
        select_cases(&running);
        submit_cases(&running, CASES_IN_FLIGHT);
        pool_run(options->pool);
    }
    result->exit_code = result->failed ? 1 : 0;
    conclude_expectations(&running);
    result->seconds = (now_ms() - started_ms) / 1e3;
    if (running.writer == NULL)
        return;
    if (!options->fingerprint_only)
        write_clauses_through(&running, NULL);
    results_write(running.writer, record_footer_new(&result->counts, options->expectations, result->exit_code,
                                                    results_digest(running.writer), 1e3 * result->seconds));
    result->write_error = results_writer_free(running.writer) ? 0 : errno;
}
