#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/commands.h"
#include "command/start.h"
#include "explore/explore.h"
#include "run/run.h"

enum { DEFAULT_CASES = 1000 };

/* What is started, and to be ended. */
struct field {
    struct arena *arena;
    const struct options *options;
    struct contestant models[MOST_IMPLEMENTATIONS];
    const char *dialects[MOST_IMPLEMENTATIONS]; /* of the models, as they were asked for */
    size_t model_count;
    struct explored explored[MOST_IMPLEMENTATIONS];
    size_t explored_count;
};

static bool read_whole(const struct options *options, enum option_number option, const char *name, uint64_t *value)
{
    const char *text = options->values[option];
    char *end;
    errno = 0;
    *value = options->given[option] ? strtoull(text, &end, 10) : 0;
    if (!options->given[option] || (errno == 0 && *end == '\0' && text[0] >= '0' && text[0] <= '9'))
        return true;
    fprintf(stderr, "ibid: --%s takes a whole number, not '%s'\n", name, text);
    return false;
}

static bool read_seconds(const struct options *options, double *seconds)
{
    const char *text = options->values[OPTION_TIME];
    char *end;
    *seconds = options->given[OPTION_TIME] ? strtod(text, &end) : 0;
    if (!options->given[OPTION_TIME] || (end != text && *end == '\0' && *seconds > 0 && *seconds <= 1e9))
        return true;
    fprintf(stderr, "ibid: --time takes a number of seconds above 0, not '%s'\n", text);
    return false;
}

/* Another one each time; short enough to be read out. */
static uint64_t fresh_seed(void)
{
    uint32_t seed;
    FILE *file = fopen("/dev/urandom", "rb");
    bool good = file != NULL && fread(&seed, sizeof seed, 1, file) == 1;
    if (file != NULL)
        fclose(file);
    return good ? seed : (uint64_t)time(NULL);
}

/* The dialect of an implementation that claims no profile: what it answers to all choices. NULL: *exit_code. */
static const char *measured_dialect(struct field *field, const struct started *started, int *exit_code)
{
    struct spec *spec = start_spec(NULL, 0);
    if (spec == NULL) {
        *exit_code = EXIT_SPEC;
        return NULL;
    }
    const struct run_options run_options = {
        .spec = spec, .pool = started->pool, .fingerprint_only = true, .selector = started->implementation.selector};
    struct run_result result;
    run(field->arena, &run_options, &result);
    const char *dialect = "numpy";
    struct text answers = TEXT_EMPTY;
    for (size_t i = 0; i < result.fingerprint.count; i++) {
        const struct measured *measured = &result.fingerprint.items[i];
        if (measured->state == MEASURED)
            text_printf(&answers, ",%s=%s", measured->choice->id, measured->answer);
    }
    dialect = arena_printf(field->arena, "%s%s", dialect, text_string(&answers));
    text_free(&answers);
    spec_free(spec);
    return dialect;
}

static const char *dialect_of(struct field *field, const struct started *started, int *exit_code)
{
    if (field->options->given[OPTION_PROFILE])
        return field->options->values[OPTION_PROFILE];
    if (started->implementation.profile != NULL)
        return started->implementation.profile;
    return measured_dialect(field, started, exit_code);
}

/* The model in that dialect, started once. */
static bool find_model(struct field *field, const char *dialect, bool measured, size_t *model, int *exit_code)
{
    for (*model = 0; *model < field->model_count; (*model)++)
        if (strcmp(field->dialects[*model], dialect) == 0)
            return true;
    struct started started;
    if (!start_selected(field->arena, field->options, arena_printf(field->arena, "model:%s", dialect), &started,
                        exit_code)) {
        fputs("ibid: explore compares with the model in the dialect of --profile, or of the implementation's own "
              "profile or fingerprint; --profile numpy takes that of NumPy\n",
              stderr);
        return false;
    }
    field->dialects[field->model_count] = dialect;
    field->models[field->model_count++] = (struct contestant){
        measured ? "the model, answering alike," : arena_printf(field->arena, "model:%s", dialect), started.pool};
    return true;
}

static bool read_hazards(const struct implementation *implementation, unsigned *hazards)
{
    for (size_t i = 0; implementation->hazards != NULL && implementation->hazards[i] != NULL; i++) {
        int hazard = 0;
        while (hazard < HAZARD_COUNT && strcmp(hazard_name((enum hazard)hazard), implementation->hazards[i]) != 0)
            hazard++;
        if (hazard == HAZARD_COUNT) {
            fprintf(stderr, "ibid: impl/implementations.json: %s has the hazard \"%s\", and there is no such; there are",
                    implementation->selector, implementation->hazards[i]);
            for (hazard = 0; hazard < HAZARD_COUNT; hazard++)
                fprintf(stderr, "%s \"%s\"", hazard == 0 ? "" : ",", hazard_name((enum hazard)hazard));
            fputs("\n", stderr);
            return false;
        }
        *hazards |= 1U << hazard;
    }
    return true;
}

static bool add_implementation(struct field *field, const char *selector, int *exit_code)
{
    struct started started;
    if (!start_selected(field->arena, field->options, selector, &started, exit_code))
        return false;
    struct explored *explored = &field->explored[field->explored_count++];
    *explored = (struct explored){.contestant = {started.implementation.selector, started.pool}};
    *exit_code = EXIT_INTERNAL;
    if (!read_hazards(&started.implementation, &explored->hazards))
        return false;
    const char *dialect = dialect_of(field, &started, exit_code);
    bool measured = !field->options->given[OPTION_PROFILE] && started.implementation.profile == NULL;
    return dialect != NULL && find_model(field, dialect, measured, &explored->model, exit_code);
}

static bool start_all(struct field *field, int *exit_code)
{
    const struct options *options = field->options;
    if (options->implementation_count == 0)
        return add_implementation(field, "reference", exit_code);
    for (size_t i = 0; i < options->implementation_count; i++)
        if (!add_implementation(field, options->implementations[i], exit_code))
            return false;
    return true;
}

static void end_all(struct field *field)
{
    for (size_t i = 0; i < field->model_count; i++)
        pool_free(field->models[i].pool);
    for (size_t i = 0; i < field->explored_count; i++)
        pool_free(field->explored[i].contestant.pool);
}

static void tell_counts(const struct field *field, const struct explored *explored)
{
    printf("-- %s and %s: %zu alike, %zu otherwise, %zu not compared, %zu left out\n", explored->contestant.title,
           field->models[explored->model].title, explored->agreed, explored->differed, explored->not_compared,
           explored->left_out);
    for (int hazard = 0; hazard < HAZARD_COUNT; hazard++)
        if ((explored->hazards & 1U << hazard) != 0)
            printf("--   left out, as it is known: %s\n", hazard_summary((enum hazard)hazard));
    for (size_t i = 0; i < explored->lack_count; i++)
        printf("--   not supported in %zu: %.*s\n", explored->lack_counts[i], (int)strcspn(explored->lacks[i], "\n"),
               explored->lacks[i]);
}

static int explore_and_tell(struct field *field, struct exploration *exploration)
{
    uint64_t done = explore(field->arena, exploration);
    bool found = false;
    printf("\n-- %" PRIu64 " programs of seed %" PRIu64 "\n", done, exploration->seed);
    for (size_t i = 0; i < field->explored_count; i++) {
        tell_counts(field, &field->explored[i]);
        found = found || field->explored[i].differed > 0;
    }
    return found ? EXIT_NOT_CONFORMANT : EXIT_CONFORMANT;
}

int command_explore(const struct options *options)
{
    struct exploration exploration = {.out = stdout};
    if (options->argument_count > 0) {
        fprintf(stderr, "ibid: explore takes no argument '%s'; the implementation is given by --impl\n",
                options->arguments[0]);
        return EXIT_USAGE;
    }
    if (!read_whole(options, OPTION_SEED, "seed", &exploration.seed) ||
        !read_whole(options, OPTION_CASES, "cases", &exploration.case_count) ||
        !read_seconds(options, &exploration.seconds))
        return EXIT_USAGE;
    if (options->given[OPTION_CASES] && exploration.case_count == 0) {
        fputs("ibid: --cases takes a number from 1 on\n", stderr);
        return EXIT_USAGE;
    }
    if (!options->given[OPTION_CASES] && !options->given[OPTION_TIME])
        exploration.case_count = DEFAULT_CASES;
    if (!options->given[OPTION_SEED])
        exploration.seed = fresh_seed();
    struct arena *arena = arena_new();
    struct field field = {.arena = arena, .options = options};
    int exit_code = EXIT_INTERNAL;
    printf("-- ibid explore, seed %" PRIu64 "\n", exploration.seed);
    fflush(stdout);
    if (start_all(&field, &exit_code)) {
        exploration.models = field.models;
        exploration.model_count = field.model_count;
        exploration.explored = field.explored;
        exploration.explored_count = field.explored_count;
        exit_code = explore_and_tell(&field, &exploration);
    }
    end_all(&field);
    arena_free(arena);
    return exit_code;
}
