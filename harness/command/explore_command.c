#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

/* A file of the answers to all choices that the implementation gave, to be unlinked. NULL: *exit_code. */
static const char *measure(struct field *field, const struct started *started, int *exit_code)
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
    json_t *answers = json_object();
    for (size_t i = 0; i < result.fingerprint.count; i++)
        if (result.fingerprint.items[i].state == MEASURED)
            json_object_set_new(answers, result.fingerprint.items[i].choice->id,
                                json_string(result.fingerprint.items[i].answer));
    spec_free(spec);
    const char *folder = getenv("TMPDIR");
    char *path = arena_printf(field->arena, "%s/ibid-answers-XXXXXX", folder != NULL ? folder : "/tmp");
    int file = mkstemp(path);
    bool written = file >= 0 && json_dumpfd(answers, file, 0) == 0;
    if (!written) {
        fprintf(stderr, "ibid: cannot write %s: %s\n", path, strerror(errno));
        *exit_code = EXIT_INTERNAL;
    }
    if (file >= 0)
        close(file);
    json_decref(answers);
    return written ? path : NULL;
}

/* The model in that dialect, or answering as the file says; started once for each dialect. */
static bool find_model(struct field *field, const char *dialect, const char *title, size_t *model, int *exit_code)
{
    for (*model = 0; *model < field->model_count; (*model)++)
        if (strcmp(field->models[*model].title, title) == 0)
            return true;
    struct started started;
    if (!start_selected(field->arena, field->options, arena_printf(field->arena, "model:%s", dialect), &started,
                        exit_code)) {
        fputs("ibid: explore compares with the model in the dialect of --profile, or of the implementation's own "
              "profile or fingerprint; --profile numpy takes that of NumPy\n",
              stderr);
        return false;
    }
    field->models[field->model_count++] = (struct contestant){title, started.pool};
    return true;
}

static bool find_model_for(struct field *field, const struct started *started, size_t *model, int *exit_code)
{
    const char *selector = started->implementation.selector;
    const char *profile = field->options->given[OPTION_PROFILE] ? field->options->values[OPTION_PROFILE]
                                                                : started->implementation.profile;
    if (profile != NULL && strcmp(profile, "none") != 0)
        return find_model(field, profile, arena_printf(field->arena, "model:%s", profile), model, exit_code);
    const char *path = measure(field, started, exit_code);
    if (path == NULL)
        return false;
    bool found = find_model(field, arena_printf(field->arena, "@%s", path),
                            arena_printf(field->arena, "the model with the answers of %s", selector), model, exit_code);
    unlink(path);
    return found;
}

static bool read_hazards(const struct implementation *implementation, unsigned *hazards)
{
    for (size_t i = 0; implementation->hazards != NULL && implementation->hazards[i] != NULL; i++) {
        int hazard = 0;
        while (hazard < HAZARD_COUNT && strcmp(hazard_name((enum hazard)hazard), implementation->hazards[i]) != 0)
            hazard++;
        if (hazard == HAZARD_COUNT) {
            fprintf(stderr,
                    "ibid: impl/implementations.json: %s has the hazard \"%s\", and there is no such; there are",
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
    return find_model_for(field, &started, &explored->model, exit_code);
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
    if (explored->differed > EXPLORE_MOST_SHOWN)
        printf("--   only the first %d of them are shown\n", EXPLORE_MOST_SHOWN);
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
