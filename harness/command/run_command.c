#include <errno.h>
#include <string.h>

#include "command/commands.h"
#include "command/expected.h"
#include "command/progress.h"
#include "command/start.h"
#include "command/summary.h"
#include "run/run.h"

/* What the callbacks of a run share. */
struct watch {
    struct progress progress;
    struct summary *summary;
};

static void on_progress(void *data, const struct run_progress *at)
{
    progress_draw(&((struct watch *)data)->progress, at);
}

static void on_judged(void *data, size_t number, const struct test_case *test_case, const struct judgement *judgement,
                      const struct expected_entry *expected, const struct executed *executed)
{
    summary_add(((struct watch *)data)->summary, number, test_case, judgement, expected, executed);
}

static bool selects_any(const struct spec *spec, const char *filter)
{
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++)
            if (run_selects(filter, spec->clauses[i]->cases[k]->id))
                return true;
    return false;
}

static struct packed_output *open_results(const char *path)
{
    struct packed_output *output = packed_output_open(path);
    if (output == NULL)
        fprintf(stderr, "ibid: cannot write the results to %s: %s\n", path, strerror(errno));
    return output;
}

static int unwritten(int error)
{
    fprintf(stderr, "ibid: the results could not be written: %s\n", strerror(error));
    return EXIT_INTERNAL;
}

static int run_and_tell(struct arena *arena, const struct options *options, const struct spec *spec,
                        const struct started *started, struct packed_output *out)
{
    struct watch watch = {.summary = summary_new(wants_colour(stdout))};
    struct run_options run_options = {.spec = spec,
                                      .pool = started->pool,
                                      .selector = started->implementation.selector,
                                      .filter = options->values[OPTION_FILTER],
                                      .out = out,
                                      .times = !options->given[OPTION_NO_TIMES],
                                      .progress = on_progress,
                                      .judged = on_judged,
                                      .data = &watch};
    int exit_code = EXIT_USAGE;
    struct expected_use expected;
    if (start_mode(options, started, &run_options.traced, &exit_code) &&
        start_profile(options, &started->implementation, spec, &run_options.profile) &&
        expected_start(arena, options, started, spec, run_options.profile, run_options.traced, &expected)) {
        run_options.expectations = expected.expectations;
        struct run_result result;
        progress_begin(&watch.progress);
        run(arena, &run_options, &result);
        progress_end(&watch.progress);
        summary_print(stdout, watch.summary, pool_implementation(started->pool), run_options.selector,
                      run_options.traced, run_options.profile, expected.expectations, &result);
        exit_code = result.exit_code;
        if (options->given[OPTION_UPDATE_EXPECTED] && !expected_finish(arena, &expected))
            exit_code = EXIT_INTERNAL;
        if (result.write_error != 0)
            exit_code = unwritten(result.write_error);
    }
    summary_free(watch.summary);
    return exit_code;
}

int command_run(const struct options *options)
{
    struct spec *spec = start_spec(options->arguments, options->argument_count);
    if (spec == NULL)
        return EXIT_SPEC;
    const char *filter = options->values[OPTION_FILTER];
    if (!selects_any(spec, filter)) {
        fprintf(stderr, "ibid: no case matches '%s'; 'ibid list cases' shows their ids\n",
                filter != NULL ? filter : "*");
        spec_free(spec);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    struct started started;
    int exit_code = EXIT_USAGE;
    struct packed_output *out = options->given[OPTION_OUT] ? open_results(options->values[OPTION_OUT]) : NULL;
    if (out != NULL || !options->given[OPTION_OUT]) {
        if (start_implementation(arena, options, "reference", &started, &exit_code)) {
            exit_code = run_and_tell(arena, options, spec, &started, out);
            pool_free(started.pool);
        }
    }
    if (!packed_output_close(out) && exit_code != EXIT_INTERNAL)
        exit_code = unwritten(errno);
    arena_free(arena);
    spec_free(spec);
    return exit_code;
}
