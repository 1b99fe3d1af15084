#include <stdlib.h>
#include <string.h>

#include "command/commands.h"
#include "command/start.h"
#include "command/summary.h"
#include "run/run.h"

static const char *meaning_of(const struct measured *measured)
{
    for (size_t i = 0; measured->answer != NULL && i < measured->choice->answer_count; i++)
        if (strcmp(measured->choice->answers[i].name, measured->answer) == 0)
            return measured->choice->answers[i].means;
    return NULL;
}

static void print_text(const struct started *started, const struct profile *profile, const struct run_result *result)
{
    struct text name = TEXT_EMPTY;
    implementation_display(&name, pool_implementation(started->pool), started->implementation.selector);
    printf("%s\n", text_string(&name));
    text_free(&name);
    for (size_t i = 0; i < result->fingerprint.count; i++) {
        const struct measured *measured = &result->fingerprint.items[i];
        printf("\n%s\n  %s\n  %s", measured->choice->id, measured->choice->asks, measured_name(measured));
        if (profile != NULL && measured->verdict == VERDICT_DIFFERS)
            printf("   (profile %s: %s)", profile->id, measured->profile_answer);
        puts("");
        const char *meaning = meaning_of(measured);
        if (meaning != NULL)
            printf("  %s\n", meaning);
        if (measured->state != MEASURED)
            printf("  %s\n", measured->reason);
    }
}

static void print_json(const struct run_result *result)
{
    json_t *answers = json_object();
    for (size_t i = 0; i < result->fingerprint.count; i++)
        json_object_set_new(answers, result->fingerprint.items[i].choice->id,
                            json_string(measured_name(&result->fingerprint.items[i])));
    char *line = json_dumps(answers, JSON_INDENT(2));
    puts(line);
    free(line);
    json_decref(answers);
}

int command_fingerprint(const struct options *options)
{
    struct spec *spec = start_spec(options->arguments, options->argument_count);
    if (spec == NULL)
        return EXIT_SPEC;
    struct arena *arena = arena_new();
    struct started started;
    int exit_code = EXIT_USAGE;
    if (start_implementation(arena, options, "reference", &started, &exit_code)) {
        struct run_options run_options = {
            .spec = spec, .pool = started.pool, .fingerprint_only = true, .selector = started.implementation.selector};
        exit_code = EXIT_USAGE;
        if (start_mode(options, &started, &run_options.traced, &exit_code) &&
            start_profile(options, &started.implementation, spec, &run_options.profile)) {
            struct run_result result;
            run(arena, &run_options, &result);
            if (options->given[OPTION_JSON])
                print_json(&result);
            else
                print_text(&started, run_options.profile, &result);
            exit_code = EXIT_CONFORMANT;
        }
        pool_free(started.pool);
    }
    arena_free(arena);
    spec_free(spec);
    return exit_code;
}
