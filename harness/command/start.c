#include "command/start.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/places.h"

bool wants_colour(FILE *file)
{
    const char *no_colour = getenv("NO_COLOR"), *ci = getenv("CI");
    return isatty(fileno(file)) && (no_colour == NULL || no_colour[0] == '\0') && (ci == NULL || ci[0] == '\0');
}

void tell_mistakes(const struct spec_mistake *mistakes, size_t count, const char *consequence)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++)
        spec_mistake_print(&text, &mistakes[i]);
    fputs(text_string(&text), stderr);
    text_free(&text);
    fprintf(stderr, "ibid: %zu mistake%s in the spec%s\n", count, count == 1 ? "" : "s", consequence);
}

struct spec *start_spec(const char *const *paths, size_t path_count)
{
    struct arena *arena = arena_new();
    const char *own = arena_printf(arena, "%s/spec", place_root(arena));
    if (path_count == 0) {
        paths = &own;
        path_count = 1;
    }
    struct spec_mistake *mistakes;
    size_t mistake_count;
    struct spec *spec = spec_load(paths, path_count, &mistakes, &mistake_count);
    arena_free(arena);
    if (mistake_count == 0)
        return spec;
    tell_mistakes(mistakes, mistake_count, "; nothing was run");
    spec_free(spec);
    return NULL;
}

bool start_selected(struct arena *arena, const struct options *options, const char *selector, struct started *started,
                    int *exit_code)
{
    const char *reason;
    if (!implementation_resolve(arena, selector, &started->implementation, &reason)) {
        fprintf(stderr, "ibid: %s\n", reason);
        *exit_code = EXIT_NOT_STARTED;
        return false;
    }
    const struct pool_options pool = {.command = started->implementation.command,
                                      .environment = started->implementation.environment,
                                      .worker_count = options->jobs,
                                      .answer_timeout_ms = options->timeout_ms};
    char *message;
    started->pool = pool_start(&pool, &message);
    if (started->pool != NULL)
        return true;
    fprintf(stderr, "ibid: %s could not be started: %s\n", selector, message);
    free(message);
    *exit_code = EXIT_NOT_STARTED;
    return false;
}

bool start_implementation(struct arena *arena, const struct options *options, const char *usual,
                          struct started *started, int *exit_code)
{
    const char *selector = options->given[OPTION_IMPL] ? options->values[OPTION_IMPL] : usual;
    return start_selected(arena, options, selector, started, exit_code);
}

bool start_mode(const struct options *options, const struct started *started, bool *traced, int *exit_code)
{
    const char *mode = options->given[OPTION_MODE] ? options->values[OPTION_MODE] : "eager";
    *traced = strcmp(mode, "traced") == 0;
    if (!*traced && strcmp(mode, "eager") != 0) {
        fprintf(stderr, "ibid: --mode takes eager or traced, not '%s'\n", mode);
        *exit_code = EXIT_USAGE;
        return false;
    }
    if (!*traced || pool_has_mode(started->pool, "traced"))
        return true;
    fprintf(stderr, "ibid: %s has no tracer, so it cannot be run with --mode traced; leave --mode out\n",
            started->implementation.selector);
    *exit_code = EXIT_NOT_STARTED;
    return false;
}

bool start_profile(const struct options *options, const struct implementation *implementation, const struct spec *spec,
                   const struct profile **profile)
{
    const char *wanted = options->given[OPTION_PROFILE] ? options->values[OPTION_PROFILE] : implementation->profile;
    *profile = NULL;
    if (wanted == NULL || strcmp(wanted, "none") == 0)
        return true;
    *profile = spec_profile(spec, wanted);
    /* A spec of one's own need not have the profile that an implementation is registered with. */
    if (*profile != NULL || !options->given[OPTION_PROFILE])
        return true;
    fprintf(stderr, "ibid: the spec has no profile '%s'; it has:", wanted);
    for (size_t i = 0; i < spec->profile_count; i++)
        fprintf(stderr, " %s", spec->profiles[i]->id);
    fputs("\n", stderr);
    return false;
}
